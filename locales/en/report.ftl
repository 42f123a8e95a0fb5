report-heading = { $round }, due { $due }
report-task = Task { $name }
report-unit = Unit: { $unit }
report-last-month = Last month: { $status }. { $text }
report-was-returned = ↩️ This one was returned; please add what is missing and report it again.
report-ask-status = How does it stand this month?
report-ask-text = Please send this month's progress in one message.
report-ask-delay = Please say in one message how far it is, why it is late and what comes next, like: "Site chosen; problem: funds missing; next step: settle it this month".
report-noted = ✅ Task { $name } noted: { $status }
report-no-status = no status
report-assumed = { $status } (assumed; you can change it)
report-problems = Problems: { $text }
report-next-step = Next step: { $text }
report-incomplete = ⚠️ The text is missing; this one is not submitted.
report-preview = <b>{ $round }: please check ({ $count })</b>, due { $due }
report-left = Not filled in yet: { $numbers }
report-approved-by-leader = By submitting you state that your unit's leader has approved it.
report-choose-change = Which one do you want to change?
report-receipt = ✅ <b>Receipt (回执) { $receipt }</b>
    { $round }, { $at }: { $count } received
report-receipt-line = { $status }: { $numbers }
report-receipt-late = { $count } of them came after the due time and count as late.
report-receipt-left = { $count } still owed in this round.
report-receipt-all = Everything is reported. Thank you!
report-held = { $count } taken ({ $at }). Your claim still waits for an admin; once approved they are recorded, with the present time, and you get the receipt.
report-dropped = Cancelled. { $count } not submitted { $count ->
        [one] entry was
       *[other] entries were
    } thrown away; what was submitted stays.
report-gone = This one is closed, or not yours to report. /tasks shows your tasks.
report-unclear = No task number found. Please write it like this: "{ $first } done, map online; { $second } delayed, funds missing", or send /report to go through them.
report-supported-tasks = Other tasks ({ $count }, nothing to report now)
report-place = { $heading } ({ $place }/{ $count })
report-task-not-owed = Not yours to report in this round, so left out: { $numbers }.
report-task-unknown = There is no such task, so left out: { $numbers }.
report-task-asked = No task number was found for "{ $text }", so it was left out. Please send it again with the number in front.
report-conflict = Task { $number } has been reported by a colleague meanwhile ({ $status }. { $text }). Press Submit once more to replace it with yours.

status-owed-tasks = { $round }, due { $due }: { $count } still owed: { $numbers }
status-owed-unit = { $round }, due { $due }: { $units }
status-all-reported = { $round }: everything reported ✅
status-no-round = No round is open at the moment.
status-nothing-owed = You owe nothing at the moment.
report-nothing-to-submit = There is nothing to submit; it may have been submitted already. See /tasks.
report-file-attached = 📎 Attached to task { $name } ({ $count } { $count ->
        [one] file
       *[other] files
    }).
report-file-without-task = Please open the task first, or write its number with the file, like "28 photos of the site", and send it again.
report-file-too-large = { $name } is over 20 MB, more than a bot can fetch. Please make it smaller, or mail it to the office.
report-file-not-fetched = { $name } could not be fetched; please send it again.
report-block = Copy the text below, write the progress behind each number and send it back as one message; leave empty what you skip.
