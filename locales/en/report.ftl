report-heading = { $round }, due { $due }
report-task = Task { $name }
report-unit = Unit: { $unit }
report-last-month = Last month: { $status }. { $text }
report-was-returned = ↩️ This one was returned; please add what is missing and report it again.
report-ask-status = How does it stand this month?
report-ask-text = Please send this month's progress in one message.
report-ask-delay = Please say in one message how far it is, why it is late and what comes next, like: "Site chosen; problem: funds missing; next step: settle it this month".
report-noted = ✅ Task { $name } noted: { $status }
report-taken-over = ✅ Task { $name }, as last month: { $text }
report-no-status = no status
report-assumed = { $status } (assumed; you can change it)
report-problems = Problems: { $text }
report-next-step = Next step: { $text }
report-incomplete = ⚠️ The text is missing; this one is not submitted.
report-preview = <b>{ $round }: please check ({ $count })</b>, due { $due }
report-handed-in = <b>{ $round }: submitted ({ $count })</b>
report-left = Not filled in yet: { $numbers }
report-approved-by-leader = By submitting you state that your unit's leader has approved it.
report-in-draft = In the draft: { $status }. { $text }
report-removed = The edited message no longer speaks of { $numbers }, so that is out of the draft.
report-kept = The edited message no longer speaks of task { $numbers }. What was submitted is not withdrawn and still counts:
report-kept-line = · Task { $number }　{ $status }　{ $text }
report-kept-more = · { $count } more, see /history
report-kept-how = To change it, send the number and the new progress, e.g. “{ $number } on track, plan handed in”.
report-marked-sensitive = { $numbers }: this looks like it carries a security marking or an identity number. Please submit it only if it is not sensitive.
report-clean-copy = { $units }: { $round } (items: { $count }, due { $due })
report-choose-change = Which one do you want to change?
report-receipt = ✅ <b>Receipt (回执) { $receipt }</b>
    { $round }, { $at }: { $count } received
report-receipt-line = { $status }: { $numbers }
report-receipt-late = { $count } of them came after the due time and count as late.
report-receipt-left = { $count } still owed in this round.
report-receipt-all = Everything is reported. Thank you!
report-held = { $count } taken ({ $at }). Your claim still waits for an admin; once approved they are recorded, with the present time, and you get the receipt.
report-dropped = { $count ->
        [0] Cancelled; what was submitted stays.
        [one] Cancelled. { $count } entry that was not submitted was thrown away; what was submitted stays.
       *[other] Cancelled. { $count } entries that were not submitted were thrown away; what was submitted stays.
    }
report-stopped = This step is cancelled; nothing was changed.
report-stopped-with-draft = This step is cancelled. { $count } { $count ->
        [one] entry stays
       *[other] entries stay
    } in the draft; /report goes on.
report-gone = This one is closed, or not yours to report. /tasks shows your tasks.
report-settled = This has been submitted or cancelled already.
report-unclear = No task number found. Please write it like this: "{ $first } done, map online; { $second } delayed, funds missing", or send /report to go through them.
report-led-tasks = Tasks you report on ({ $count }, no round open now)
report-supported-tasks = Tasks you cooperate in ({ $count }, nothing to report)
report-place = { $heading } ({ $place }/{ $count })
report-task-not-owed = Not yours to report in this round, so left out: { $numbers }.
report-nothing-said = Task { $numbers } was named without any progress, and was left out. Please write the progress behind the number, e.g. “{ $first } on track, plan handed in”.
report-answered-before = Reported before in this round and left as it is: { $numbers }. To change one, write its number.
report-drafted-before = Filled in before and left as it is: { $numbers }. To change one, write its number.
report-task-unknown = There is no such task, so left out: { $numbers }.
report-task-asked = No task number was found for "{ $text }", so it was left out. Please send it again with the number in front.
report-changed-since = The draft has changed since that message; nothing is submitted yet. Above is what it says now: please check it and press Submit again.
report-conflict = Task { $number } has been reported by a colleague meanwhile ({ $status }. { $text }). Press Submit once more to replace it with yours.
report-replaced = Your colleague { $name } has reported task(s) { $numbers } after you; that is what stands now. If something is wrong, settle it with your colleague, or report once more.

status-owed-tasks = { $round }, due { $due }: { $count } still owed: { $numbers }
status-owed-unit = { $round }, due { $due }: { $units }
status-registered = { $round }: registered ✅
status-unit-left = { $unit } (tasks { $numbers })
status-to-register = { $round }, due { $due }, to be registered: { $units }
status-all-reported = { $round }: everything reported ✅
status-no-round = No round is open at the moment.
status-nothing-owed = You owe nothing at the moment.
report-nothing-to-submit = There is nothing to submit; it may have been submitted already. See /tasks.
report-file-attached = 📎 Attached to task { $name } ({ $count } { $count ->
        [one] file
       *[other] files
    }).
report-caption-unread = I could not read what was written with it, and recorded nothing of it. To report, please send a message such as "28 done, map online".
report-file-without-task = Please open the task first, or write its number with the file, like "28 photos of the site", and send it again.
report-file-unread = This file was not taken for a report sheet or a contact sheet: { $reason }
    If it is an attachment: { $attach }
report-file-unread-nowhere = This file is neither a report sheet nor a contact sheet: { $reason }
    { $text }
report-file-not-passed-on = The file was not kept: please send your input as one text with the task number, and give the file to the lead unit.
report-file-of-office = This file was not kept. To import a plan or a unit's sheet, send a docx, xlsx, csv or txt file; what goes with a report is sent by the unit's liaison.
report-file-too-large = { $name } is over 20 MB, more than a bot can fetch. Please make it smaller, or mail it to the office.
report-file-not-fetched = { $name } could not be fetched; please send it again.
report-block = Copy the text below, write the progress behind each number and send it back as one message; leave empty what you skip.
report-explain-hint = If there is a problem or a next step, reply with one message; otherwise go on:
report-input = 📨 { $unit } (cooperating): { $text }
report-present-text = Text so far: { $text }
    Press Next to keep it.
report-files = 📎 { $count } { $count ->
        [one] file
       *[other] files
    }
report-sensitive = ⚠️ This looks like it carries a security marking or an identity number. Such matter does not belong here; please use the proper channel. If it is not sensitive, press Send.
report-sensitive-line = Please send no classified matter and no identity numbers here.
report-not-sent = The message was not recorded. Please delete it from the chat.
report-ask-supplement = Please send what is to be added to task { $name }.
report-asked-supporters = Asked { $units } for input to task { $name }; you will be told here when it comes.
report-unreached-supporters = These units have no liaison yet, please telephone: { $units }
report-please-contribute = 📨 { $unit } asks your unit for input to task { $name } (due { $due }).
report-ask-contribution = Please send your input to task { $name } in one message.
report-contributed = ✅ Your input to task { $name } was passed on to { $unit }. Thank you!
report-contribution-came = 📨 { $unit } has sent input to task { $name }:
    { $text }
report-as-lead = Same as the first lead unit, { $unit }.
report-closed = { $round } is closed and is not changed any more. Shall this correction go to the office?
report-note-sent = Passed on to the office. Thank you!
report-note-for-office = ✏️ { $unit }, { $name }, sent a correction after closing:
    { $text }
hint-same-text = The same text as last month.
hint-only-words = Says only that it is under way; something concrete would help.
hint-backwards = The status is behind last month's.
hint-done-below-whole = Done, but below 100 %.
hint-no-reason = No reason for the delay.
history-line = Task { $number }, version { $version }: { $status }, { $at }, receipt { $receipt }
history-late = late
history-empty = Nothing has been reported yet.
