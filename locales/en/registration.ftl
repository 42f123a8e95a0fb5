registration-welcome = Welcome! This is the work-plan bot. Please register the leader and the liaison of <b>{ $unit }</b> ({ $count } { $count ->
        [one] task
       *[other] tasks
    }: { $numbers }). Four questions, about a minute.
registration-ask-leader-name = Please send the <b>leader's name</b>.
    (All four in one message work too: Zhang San 13800000000, Li Si 13900000000)
registration-ask-leader-phone = Please send the <b>leader's telephone number</b> (mobile or landline).
registration-ask-liaison-name = Please send the <b>liaison's name</b>.
registration-ask-liaison-phone = Please send the <b>liaison's telephone number</b>; if that is you, the button below sends your own.
registration-ask-coverage = Are these people in charge of all tasks of the unit ({ $numbers })?
registration-ask-tasks = Please send the numbers of the tasks they are in charge of, like 1-3, 7.
    Not yet registered: { $numbers }
registration-all-tasks = all tasks
registration-preview = Please check:
registration-handed-in = <b>Registration submitted</b>
registration-settled = This registration has been submitted or cancelled already.
registration-lines = Unit: <b>{ $unit }</b>
    Tasks: { $tasks }
    Leader: { $leader }, { $leader_phone }
    Liaison: { $liaison }, { $liaison_phone }
registration-bad-name = That does not look like a name. Please send the name alone, like Zhang San.
registration-bad-phone = That does not look like a telephone number. Please send an 11-digit mobile number or a landline number with its area code, like 13800000000 or 0798-8500000.
registration-other-tasks = { $other } cannot be chosen here; nothing was recorded. Please send numbers of these only, like 1-3, 7.
    Open: { $numbers }
registration-bad-tasks = No task number found. Please send numbers of your unit's tasks that have nobody yet, like 1-3, 7.
    Open: { $numbers }
registration-press-button = Please press one of the buttons above; to start over, send /cancel and open the invitation link again.
registration-phone-noted = Number noted.
registration-receipt = ✅ Registered, receipt (回执) <b>{ $receipt }</b>
    { $unit }, { $at }
registration-pending = It takes effect once an admin has approved it; you will be told. You may report already: the time you submit is what counts.
registration-left = Tasks that still have nobody: { $numbers }.
registration-approved = ✅ You are now the liaison of <b>{ $unit }</b>, in charge of reporting { $count } { $count ->
        [one] task
       *[other] tasks
    }: { $numbers }. You will be reminded here before each deadline; /tasks shows them at any time.
registration-approved-support = ✅ You are now the liaison of <b>{ $unit }</b>. Your unit cooperates and owes no monthly report; a lead unit that needs material will ask you here.
registration-refused = Your claim for <b>{ $unit }</b> was not approved. Please ask the office; after that you can open the invitation link again.
registration-cancelled = Cancelled; nothing was kept. Open the invitation link again when needed.
registration-bad-invitation = This invitation link is not valid or has expired. Please ask the office for a new one.
registration-already = You are already registered as liaison of <b>{ $unit }</b>. /tasks shows your tasks, /report starts a report.

claim-card = <b>A liaison's claim to decide</b>
    Account: { $account } ({ $user_id })
claim-approved = ✅ Approved: { $unit }, { $name }
claim-refused = ❌ Refused: { $unit }, { $name }
claim-settled = This claim has already been decided.
registration-more = Please register leader and liaison for the other tasks of <b>{ $unit }</b> ({ $numbers }).
registration-go-on = Going on with the registration of <b>{ $unit }</b>.
