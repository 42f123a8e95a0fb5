# Remind me later
button-snooze = Remind me later
snooze-ask = When shall I remind you again? (The usual reminders still come.)
snooze-line = · { $choice }: { $at }
snooze-hour = In 1 hour
snooze-morning = Tomorrow 09:00
snooze-before-due = 2 hours before the due time
snooze-kept = ⏰ All right, I will remind you on { $at }. Nothing is sent if all is reported by then.
snooze-too-late = No other moment is left before the due time ({ $due }); please report now.
snooze-nothing = You owe nothing at the moment; no reminder is needed.

# Rounds
button-confirm = Confirm
round-list = Rounds
round-line = <b>{ $round }</b> (<code>{ $slug }</code>) { $phase }
    opens { $opens }, due { $due }, closes { $closes }
round-rung = · { $at }
round-rungs = Reminders:
    { $moments }
round-phase-planned = not open yet
round-phase-open = open
round-phase-overdue = past due, still accepting
round-phase-closed = closed
round-phase-skipped = called off
round-usage = How to use it:
    <code>/round 2025-01</code> shows one
    <code>/round 2025-01 due 2025-01-20 17:00</code> moves its due time
    <code>/round 2025-01 open</code> (or close, skip) at once
    <code>/round 2025-02 merge 2025-03</code> into a later one
    <code>/round until 2025-12</code> lets the plan go on
    <code>/round ladder monthly</code> shows when people are reminded
    <code>/round preview 2025-01-20 09:00</code> rehearses who would be told what
    <code>/round new TITLE; 2025-01-20 17:00; all; text</code> calls for data
round-no-plan = No plan has been imported yet. Please send me its file.
round-preview-due = { $round } would be due on <b>{ $due }</b> instead of { $before }.
    opens { $opens }, closes { $closes }
round-due-is-rest = ⚠️ That is not a working day.
round-will-tell = { $count } people who still owe an answer would be told.
round-preview-open = { $round } would open now, and people be told; the round before would close.
round-preview-close = { $round } would close now and take no more answers.
round-preview-skip = { $round } would be called off: nothing is owed in it any more; what was reported stays.
round-preview-merge = { $round } would be called off and asked about together with { $into }; what was reported stays.
round-owed-now = { $count } answers are still owed.
round-due-changed = ✅ { $round } is due on { $due } now; { $count } people told.
round-due-kept = ✅ { $round } stays due on { $due }.
round-done-open = ✅ { $round } is open.
round-done-close = ✅ { $round } is closed.
round-done-skip = ✅ { $round } is called off; { $count } people told.
round-done-merge = ✅ { $round } is merged into the later one; { $count } people told.
round-tell-due = 📅 { $round } is due at another time: <b>{ $due }</b> instead of { $before }.
round-tell-skipped = 📅 { $round } is called off; no report is needed. What you have reported stays recorded.
round-tell-merged = 📅 { $round } is not reported by itself; please report it together with { $into }. What you have reported stays recorded.
round-ask-rest-day = 📅 { $round } has opened; it is due on { $due }, which is not a working day. Please choose:
button-due-keep = Leave it
button-due-earlier = Earlier: { $due }
button-due-later = Later: { $due }
plan-ask-end = 📅 “{ $title }” has come to its last round ({ $last }). Does it end here, or go on month by month? A month may also be named: <code>/round until 2025-06</code>
button-plan-year = Go on for 12 months
button-plan-ends = It ends here
plan-extended = ✅ The plan goes on until { $last }.
plan-ends = ✅ The plan ends after { $last }.
round-unknown = There is no round named “{ $name }”. /round lists them all.
round-over = Round { $name } is closed or called off and can no longer be changed.
round-due-past = That due time is over; please choose another.
round-due-too-late = That due time is later than the opening of the next round ({ $name }). Move that one first, or merge the two.
round-is-open = Round { $name } is open already.
round-not-open = Round { $name } has not opened; use skip to call it off.
round-merge-later = It cannot be merged into { $name }: only into a later round of the same plan and kind that is not called off.
round-not-later = The plan already runs until { $name }; please name a later month, such as 2025-12.
round-bad-time = I could not read the time “{ $time }”. Please write 2025-01-20 17:00.
round-kind-monthly = Monthly progress
round-kind-registration = Registration
round-kind-data-call = Data call
round-kind-annual = Annual summary
ladder-title = Reminders: { $kind }
ladder-rung = { $name } { $time }
ladder-rung-unbegun = { $name } { $time } (only to those who have not begun)
ladder-usage = A button switches a rung on or off. To change a time or add one: <code>/round ladder monthly T-5 09:00</code>, <code>/round ladder monthly overdue-7 10:00</code>
ladder-unknown = There is no such reminder: “{ $name }”. Please write monthly, registration or data_call, and T-5 09:00 or overdue-7 10:00 (between 8:00 and 21:00).
call-bad-form = I could not read that. Please write: <code>/round new TITLE; 2025-01-20 17:00; UNIT, UNIT; text</code> (all for every unit)
call-unknown-unit = There is no unit named “{ $unit }”.

# Working days
calendar-title = Working days of the next four months
calendar-day = { $day } { $year }
calendar-run = { $first } to { $last } ({ $year })
calendar-rest = Off: { $days }
calendar-worked = Worked: { $days }
calendar-due = · { $round }: due { $due }
calendar-is-rest = ⚠️ not a working day
calendar-unpublished-line = ⚠️ The holidays of { $year } are not known yet; Monday to Friday count as worked.
button-notice = Enter a notice
calendar-ask-notice = Please send the notice as it was published (within 10 minutes), or a line a day, e.g. “2027-02-06 上班”. What I read is shown to you first and counts once confirmed; to change nothing, send “取消”.
calendar-usage = To change this, press “Enter a notice”, or send:
    <code>/calendar 2027-02-06 上班</code> (worked)
    <code>/calendar 2027-02-08 休息</code> (off)
calendar-read-back = This is what I have read; it counts once confirmed:
calendar-no-days = I found no date. Please write “10月1日至7日放假，10月12日上班”, or “2027-02-06 上班”; to change nothing, send “取消”.
calendar-bad-date = The date “{ $quoted }” cannot be right; please check it and send it again.
calendar-bad-weekday = Weekday and date do not agree in “{ $quoted }”; please check the year and send it again.
calendar-bad-total = “{ $quoted }” is not the number of days listed; please check and send it again.
calendar-loose = It is not said whether “{ $quoted }” is off or worked; please add that and send it again.
calendar-both = { $quoted } is said to be both off and worked; please check and send it again.
calendar-set = ✅ { $count } days recorded; { $moved } rounds not yet open have a new opening, and reminders follow the new days.
calendar-unpublished = ⚠️⚠️ The holidays of { $year } are not known yet, so Monday to Friday count as worked in its rounds. Once they are announced, please send me the notice with /calendar.
confirm-dropped = All right, nothing was changed.
confirm-gone = This can no longer be confirmed; please start again.

# Gaps, and units not registered
gap-span = ⚠️ From { $began } to { $ended } the bot received no messages; what you sent then may not have arrived.
gap-recorded = This is what is recorded:
gap-answered = { $round }: { $count } answered
gap-send-again = If anything is missing, please send it again. We are sorry for the trouble.
unregistered-list = 📋 Registration ends { $due }. Nobody has registered for these { $count } units: { $units }
button-make-links = Make invitation links
unregistered-none = Somebody has registered for every unit.
links-title = Please pass these on to the units (new, valid for 30 days):

command-round = Rounds: list, move, call off, merge, data calls
command-calendar = Working days and holidays

# Data calls
call-preview = A data call would go out: <b>{ $title }</b>
    due { $due }
    { $count } units: { $units }
    { $text }
call-opened = ✅ The data call is out (<code>{ $slug }</code>): { $count } units, due { $due }.
call-ask = <b>{ $round }</b>, due { $due }
    Unit: { $unit }
call-how = Please send your text, or files (or both), and then submit.
