import-more-doubts = { $count } more to check; the command line lists all: liaison-bot import FILE --dry-run.
import-span = Monthly rounds: { $first } to { $last }.
import-span-how = To change that, first send the two in the form "{ $first } to { $last }", then press Import.
import-say-span = First send the first and the last round, for example "2024-06 to 2024-12", then press Import.
import-no-difference = The same as what is loaded.
import-difference = Compared with what is loaded:
import-added = · new tasks: { $numbers }
import-removed = · removed tasks: { $numbers } (their answers are kept)
import-changed-text = · changed: { $numbers }
import-changed-units = · units of task { $number }: { $before } → { $after }
import-changed-title = · title: { $before } → { $after }
import-changed-document-no = · document number: { $before } → { $after }
import-changed-issuer = · issued by: { $before } → { $after }
import-changed-issued-on = · issued on: { $before } → { $after }
import-changed-due = · due every month: { $before } → { $after }
import-changed-registration = · registration closes: { $before } → { $after }
import-changed-span = · monthly rounds: { $before } → { $after }
import-span-of = { $first } to { $last }
import-due-day = day { $day }, { $time }
import-effect-ahead = { "  " }{ $count } { $count ->
        [one] round
       *[other] rounds
    } not yet open will follow, first { $round }: { $before } → { $after }
import-effect-told = { "  " }Registration is open: reminders follow the new time{ $count ->
        [0] .
        [one] , and the one person who still owes it will be told.
       *[other] , and the { $count } people who still owe it will be told.
    }
import-effect-rest = { "  " }⚠️ That is not a working day.
import-effect-open = { "  " }{ $round } is open already and stays due { $before }. To change it as well, send: { $command }
import-effect-by-hand = { "  " }{ $round } was set to { $before } by hand and stays there.
import-effect-past = { "  " }{ $round } would have been due { $after }, which has passed; it stays due { $before }.
import-admins-only = This is a work plan; an admin imports it.
import-nothing-waits = No file waits to be confirmed: it may have been imported or cancelled. To import one, send it again.
import-ask-file = Please send the file here (docx, xlsx, csv, txt). It is read back to you first and imported only once you confirm.

contacts-preview = Contact sheets of { $count } { $count ->
        [one] unit
       *[other] units
    } read; please check:
contacts-line = { $tasks }: leader { $leader } { $leader_phone }, liaison { $liaison } { $liaison_phone }
contacts-taken = ✅ Registered: { $units }, { $count } { $count ->
        [one] line
       *[other] lines
    }. The people named get reminders here once they open their unit's invitation link and pick their name.
contacts-unknown-unit = There is no unit "{ $unit }"; nothing was registered. Please write the unit's name as in the plan and send the file again.
contacts-other-unit = This is the sheet of { $unit }; you may only hand in your own unit's. Nothing was changed.
contacts-other-tasks = { $unit } has no part in task { $numbers }; nothing was registered. Please mend the numbers and send the file again.
contacts-of-another = This line of { $unit } names { $name }, who is to open the invitation link. If it is yours now, please ask the office to change the liaison.
contacts-who = The contact sheet of { $unit } names these people. Which of them are you?
contacts-welcome-pending = You have claimed { $unit }, { $name }. It takes effect once an admin approves; you will be told.

sheet-preview = <b>{ $unit }</b>, { $round }: { $count } read; once confirmed they are recorded on the unit's behalf:
sheet-taken = ✅ <b>Receipt (回执) { $receipt }</b>: { $count } recorded on behalf of { $unit }.
sheet-unknown-unit = The sheet's unit ({ $unit }) is not known; nothing was changed. Please keep the line that names the unit and send it again.
sheet-unknown-round = There is no open round "{ $round }"; nothing was changed.
sheet-closed = Round { $round } is closed; nothing was changed. Please ask the office about corrections.
sheet-other-tasks = { $unit } owes no task { $numbers } in this round; nothing was changed. Please mend the numbers and send it again.
sheet-no-text = Task { $task } has a status but no progress; nothing was changed. Please fill it in and send it again.
sheet-empty = Nothing is filled in; nothing was changed.
sheet-file-name = { $unit } { $round } report sheet.xlsx
import-template-written = Template written to { $file }. Fill in lead and cooperating units, then take it in with liaison-bot import.
import-json-plan-only = --json is for plans only.
assign-ask = { $count } { $count ->
        [one] task has
       *[other] tasks have
    } no lead unit yet: { $numbers }
    Please send one line each, like:
    1-3, 7 市文旅局
    4 市教体局、市文旅局 (support: 市文联)
    It is read back to you; liaison-bot import --template makes a sheet to fill instead.
assign-preview = Please check:
assign-line = Task { $numbers }: lead { $lead }, support { $support }
assign-done = ✅ Units assigned to { $count } { $count ->
        [one] task
       *[other] tasks
    }.
assign-left = Still without a lead unit: { $numbers }
assign-bad-line = Could not read this line: "{ $line }". Write it like "1-3, 7 市文旅局 (support: 市文联)". Nothing was changed.
assign-unknown-unit = There is no unit "{ $unit }"; nothing was changed. Did you mean { $proposals }? Please send it again with the full name.
assign-unknown-task = There is no task { $numbers }; nothing was changed.
import-no-title = (no title in the file)
import-due-line = Progress is due by the day { $day } of each month, { $time }
import-cutoff-line = Registration is due by { $day }, { $time }
import-next = Next: /invite all makes the units' links; if there is no office group yet, send /bind_office there.
