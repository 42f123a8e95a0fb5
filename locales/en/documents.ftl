# Words of the documents: digest, summary, ledger, contact sheets, report sheets, picture
document-day = { $day } { $month ->
    [1] January
    [2] February
    [3] March
    [4] April
    [5] May
    [6] June
    [7] July
    [8] August
    [9] September
    [10] October
    [11] November
   *[12] December
} { $year }
document-month = { $month ->
    [1] January
    [2] February
    [3] March
    [4] April
    [5] May
    [6] June
    [7] July
    [8] August
    [9] September
    [10] October
    [11] November
   *[12] December
} { $year }
document-moment = { $day }, { $time }
document-round-registration = registration { $year }
document-round-plan = implementation plans { $year }
document-round-annual = year { $year }
document-percent = { $percent }% complete
document-late = late
document-on-behalf = entered by the office
document-comma = , { "" }
document-separator = , { "" }
document-range = { $first }–{ $last }
document-page = — { $number } —

# Digest
digest-title = Progress report, { $round }
digest-title-summary = Summary of progress, { $round }
digest-title-addendum = Addendum to the progress report, { $round }
digest-as-of-final = (as of { $moment })
digest-as-of-draft = (as of { $moment }, draft { $edition })
digest-addressees = { $names }:
digest-overview = Overview
digest-overview-basis-plain = “{ $plan }”
digest-overview-basis-number = “{ $plan }” ({ $number })
digest-overview-tasks = As { $basis } asks, this is the progress of { $round }. The plan has { $tasks } tasks. { "" }
digest-overview-no-tasks = As { $basis } asks, this is what was received for { $round }. { "" }
digest-overview-counts = { $expected } answers were expected; by { $moment }, { $answered } had come, { $on_time } of them on time and { $late } late; { $owed } are missing. { "" }
digest-overview-due = They are due on { $moment }.
digest-overview-statuses = By status: { $statuses }. { "" }
digest-overview-status = { $status } { $number }
digest-status-unanswered = Not answered
digest-overview-same = Since the round before, no task has changed its status.
digest-overview-changed = Since the round before: { $changes }.
digest-change-done = { $number } newly done (tasks { $tasks })
digest-change-delayed = { $number } newly delayed (tasks { $tasks })
digest-change-recovered = { $number } no longer delayed (tasks { $tasks })
digest-change-stalled = { $number } delayed last time with nothing new this time (tasks { $tasks })
digest-change-silent = { $number } answered then but not now (tasks { $tasks })
digest-semicolon = ; { "" }
digest-parts-caption = Answers by part
digest-column-part = Part
digest-column-tasks = Tasks
digest-column-expected = Expected
digest-column-answered = Received
digest-column-on-time = On time
digest-column-late = Late
digest-column-owed = Missing
digest-column-delayed = Delayed
digest-total = Total
digest-part = Part { $numeral }. { $part }
digest-measure = ({ $numeral }) { $measure }
digest-task = { $number }. { $task } ({ $lead })
digest-progress = Progress ({ $standing }): { "" }
digest-progress-plain = Progress: { "" }
digest-progress-silent = Progress: { $standing }.
digest-progress-unit-silent = { $units }: { $standing }.
digest-unit-standing = { $unit } ({ $standing })
digest-progress-units = { $units }: { "" }
digest-problems = Problems: { "" }
digest-next-step = Next steps: { "" }
digest-nobody-answered = Not answered yet.
digest-unit-not-answered = { $units }: not answered yet.
digest-done-before = Done earlier.
digest-nothing-owed = Nothing is due this time.
digest-annexes = Annexes: { "" }
digest-annex-number = Annex { $number }
digest-annex-item = { $number }. { $title }
digest-annex-delayed = Delayed tasks
digest-annex-missing = Units that have not answered
digest-annex-unregistered = Units without a registered liaison
digest-nothing-delayed = No task is delayed.
digest-nobody-missing = Every unit that owed an answer has given it.
digest-registered-answered = Every registered unit has answered; those not registered are listed next.
digest-all-registered = Every unit has a registered liaison.
digest-column-number = No.
digest-column-task = Task
digest-column-delayed-units = Delayed at
digest-column-percent = Complete
digest-column-before = Round before
digest-column-unit = Unit
digest-column-owed-tasks = Tasks owed
digest-column-persons = Liaisons
digest-column-telephone = Telephone
digest-person = { $name } { $phone }
digest-extended = { $tasks }: more time until { $day }/{ $month }
digest-nothing-said = —

# Summary
summary-done = Newly done
summary-delayed = Delayed
summary-missing = Not answered and not registered
summary-none-done = No task was newly done.
summary-task = { $number }. { $task } ({ $lead })
summary-task-reason = { $number }. { $task } ({ $lead }): { $reason }
summary-more = The other { $number } are in the full report.
summary-more-units = { $number } more units are named in the annexes of the full report.
summary-missing-unit-extended = { $unit } (tasks { $tasks }; { $later })
summary-missing-unit = { $unit } (tasks { $tasks })
summary-not-answered = Not answered: { $units }.
summary-not-registered = No liaison registered: { $units }.

# Ledger
ledger-title = { $plan }: ledger, { $round }
ledger-as-of = As of { $moment }: { $expected } expected, { $answered } received, { $on_time } on time, { $late } late, { $owed } missing. Yellow is late, red is missing.
ledger-summary-sheet = Summary
ledger-summary-title = { $plan }: ledger of all rounds
ledger-summary-as-of = { $first } to { $last }, { $number } rounds. Yellow is late, red is missing.
ledger-progress-sheet = Month by month
ledger-progress-title = { $plan }: progress month by month
ledger-progress-note = What every lead unit reported on each task in each month, ready for the yearly self-assessment.
ledger-column-part = Part
ledger-column-measure = Measure
ledger-column-number = Task no.
ledger-column-task = Task
ledger-column-lead = Lead units
ledger-column-support = Cooperating units
ledger-column-unit = Reporting unit
ledger-column-status = Status
ledger-column-percent = Percent
ledger-column-progress = Progress
ledger-column-problems = Problems
ledger-column-next-step = Next steps
ledger-column-reporter = Reporter
ledger-column-reported-at = Reported at
ledger-column-on-time = On time
ledger-column-receipt = Receipt
ledger-on-behalf = { $reporter } (entered by the office)
ledger-on-time = On time
ledger-late = Late
ledger-missing = Missing
ledger-done-before = Done earlier
ledger-not-owed = Nothing due
ledger-counts-title = Answers by round
ledger-column-expected = Expected
ledger-column-answered = Received
ledger-column-late = Late
ledger-column-owed = Missing
ledger-column-delayed = Delayed tasks
ledger-unit-answer = { $unit }: { $text }
ledger-footer = Page { $page } of { $pages }
ledger-final = { "" } Final; what came afterwards stands on the sheet “After final”.
ledger-after-sheet = After final
ledger-after-title = { $plan }: after the final versions
ledger-after-note = Reported or changed after a round was made final; the sheets of the rounds stay as they were then.
ledger-after-answer = [after final] { $unit }: { $text }
ledger-cut = … (too long for a cell; the full text is in the report)

# Contact sheet
contacts-title = { $plan }: contact persons
contacts-unit = Unit: { $unit }
contacts-telephone = Telephone: { $telephone }
contacts-column-tasks = Task no.
contacts-column-leader = Leader
contacts-column-phone = Telephone
contacts-column-liaison = Liaison
contacts-column-unit = Unit
contacts-column-telephone = Unit's telephone
contacts-all-tasks = all
contacts-summary-sheet = All units

# Report sheet
report-sheet-title = Progress sheet of { $unit }, { $round }
report-sheet-plan = Plan: { $plan }
report-sheet-unit = Unit: { $unit }
report-sheet-round = Round: { $slug }
report-sheet-due = Due: { $moment }
report-sheet-how = Please fill the yellow columns: choose the status from the list; the percent is a whole number from 0 to 100 and may stay empty; “No change this month” needs no progress. Then send this file back.
report-sheet-name = Report sheet
report-sheet-column-number = Task no.
report-sheet-column-task = Task
report-sheet-column-lead = Lead units
report-sheet-column-last = Last month
report-sheet-column-status = Status
report-sheet-column-percent = Percent
report-sheet-column-progress = Progress this month
report-sheet-column-problems = Problems
report-sheet-column-next-step = Next steps
report-sheet-wrong-status = Please choose a status from the list.
report-sheet-wrong-percent = Please enter a whole number from 0 to 100, or leave it empty.

# Picture
picture-title = { $plan }: answers
picture-as-of = As of { $moment }
picture-tasks = Tasks by status ({ $round }, { $number } in all)
picture-units = Units by month (received/expected)
picture-month = { $month ->
    [1] Jan
    [2] Feb
    [3] Mar
    [4] Apr
    [5] May
    [6] Jun
    [7] Jul
    [8] Aug
    [9] Sep
    [10] Oct
    [11] Nov
   *[12] Dec
}
picture-legend-on-time = On time
picture-legend-late = Some late
picture-legend-partly = Partly missing
picture-legend-missing = Missing
picture-legend-nothing = Nothing due
picture-unanswered = Not answered
picture-nothing = No task asks for an answer
picture-legend-pending = Not due yet
picture-left-out = { $number } more units are in the ledger.

# Data call
collection-title = { $title }: material received
collection-counts = { $expected } units were asked; { $answered } have sent material, { $late } of them late; { $owed } have not.
collection-unit = { $numeral }. { $unit }
collection-unit-late = { $numeral }. { $unit } (late)
collection-files = Files: { "" }
collection-nothing-yet = Nothing received yet.

# The year's view
annual-title = Progress from { $first } to { $last }
annual-title-one = Progress in { $round }
annual-caption = The rounds in numbers
annual-column-round = Round
annual-after-final = { $round }, after it was final
annual-span = { $first } to { $last }
annual-month = { $round }: { "" }
annual-month-standing = { $round } ({ $standing }): { "" }
annual-month-unit = { $round }, { $unit } ({ $standing }): { "" }
annual-month-unit-plain = { $round }, { $unit }: { "" }
