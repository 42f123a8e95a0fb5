people-no-post = You are not the liaison of any unit at present.
people-still-pending = Your registration still waits for an admin; please come back once it is approved.
people-only-deputy = You are standing in. Handing over and taking leave are for the liaison on leave; if you cannot go on, please tell them or the office.
people-nothing-there = This has been done before, is void, or is not yours to do.
people-not-understood = I could not read a name or a telephone. Please send both, like "Li Moumou 13900000000"; one of them alone will do.
people-form-dropped = Cancelled; nothing was changed.

button-handover = Hand over
button-confirm-handover = Confirm the change
button-confirm-deputising = Stand in
button-end-leave = End my leave
button-change-leader = Change the leader
button-change-own = Change my name or phone
button-leader-link = Link for the leader
button-copy-leaders = Copy to leaders
button-send-copies = Send now ({ $count })
button-ask-extension = Ask for more time
button-approve-all = Approve all ({ $count })
button-erase = Leave and erase my name and phone
button-confirm-erase = Erase
button-members = { $unit } ({ $count })
button-members-next = Next page
button-members-before = Page before
button-replace = Replace ({ $name })
button-revoke = Revoke ({ $name })
button-revoke-link = Revoke link Y{ $id }

handover-offer = A change of liaison? Press the button and pass the link on to your successor; the office need not be asked. For a new telephone only, send /contacts.
handover-choose = Which unit do you hand over?
handover-explain = Handing over the post of <b>{ $unit }</b>.
    Your successor opens a link and gives name and telephone; no approval is needed. Your unsubmitted drafts and what is owed go along; what you reported stays as it is, and so does the leader.
handover-link = Please pass this link on to your successor at <b>{ $unit }</b> (for one person, until { $expires }):
    { $link }
    Until then you remain in charge; to keep the post, press Cancel.
handover-withdrawn = Cancelled. The link for { $unit } is void and the post stays yours.
handover-done = The post of <b>{ $unit }</b> has gone to { $name }; you will not be reminded any more. What you reported stays. Thank you!
handover-told = 🔁 { $unit }: the liaison { $old_name } has handed over to { $name } ({ $phone }).
handover-own-link = This link is for the successor, deputy or leader of { $unit }: please pass it on, so that they open it.
handover-link-void = This link is void. Please ask whoever gave it to you, or the office, for a new one.

takeover-welcome = Hello! You are to take over as liaison of <b>{ $unit }</b> (until now: { $old_name }). Only your own name and telephone are needed.
takeover-ask = Please send your <b>name and telephone</b>, like "Li Moumou 13900000000"; or your name first, and then share your number with the button below.
takeover-ask-name = Please send your <b>name</b>.
takeover-ask-phone = Please send your <b>telephone</b>, or share your number with the button below.
takeover-preview = Please check:
    Unit: <b>{ $unit }</b>
    Until now: { $old_name }
    From now on: { $name }　{ $phone }
takeover-dropped = Cancelled; nothing has changed. Open the link again when needed.
takeover-done = ✅ You are the liaison of <b>{ $unit }</b> now (until now: { $old_name }).
takeover-drafts = { $count } unsubmitted { $count ->
    [one] entry has
   *[other] entries have
    } come to you; send /report to go on.

deputy-welcome = Hello! { $old_name } is on leave; you are to stand in as liaison of <b>{ $unit }</b> until { $day }. Only your own name and telephone are needed.
deputy-preview = Please check:
    Unit: <b>{ $unit }</b> ({ $old_name } is on leave)
    Deputy: { $name }　{ $phone }
    Until: { $day }

leave-ask = Until when are you on leave? Please send the last day, like 2024-07-05 (within { $days } days).
leave-bad-day = I could not read a day. Please send the last day of your leave, within { $days } days from today, like 2024-07-05.
leave-link = Please pass this link on to your deputy at <b>{ $unit }</b> (for one person):
    { $link }
    Once they have given name and telephone they stand in until { $day } and you are not reminded; after that everything is as before.
leave-on = You are on leave; { $name } stands in until { $day }. If you are back earlier, press the button; for another day send /leave and the day.
leave-deputising = ✅ You now stand in as liaison of <b>{ $unit }</b> ({ $absent } is on leave) until { $day }.
leave-deputy-came = { $name } now stands in for you at { $unit } until { $day }; you are not reminded meanwhile.
leave-told = 🔁 { $unit }: the liaison { $absent } is on leave; { $name } ({ $phone }) stands in until { $day }.
leave-deputy-ended = You no longer stand in as liaison of { $unit }. Thank you!
leave-over = Your leave is over; reminders for { $unit } come to you again.
leave-over-drafts = { $count } { $count ->
    [one] entry your deputy had not submitted has
   *[other] entries your deputy had not submitted have
    } come to you; send /report to go on.
leave-deputy-tasks = Meanwhile { $count } { $count ->
    [one] task is
   *[other] tasks are
    } yours to report: { $numbers }. You will be reminded here before each deadline; /tasks shows them at any time.
leave-deputy-supports = The unit only cooperates and has nothing to report each month; if a lead unit needs material, you are asked here.
leave-ended = Your leave has ended; reminders come to you again, and unused links for a deputy are void.

people-line = Tasks: { $tasks }
    　Leader: { $leader }　{ $leader_phone }
    　Liaison: { $name }　{ $phone }
contacts-pending = ⏳ waits for an admin
contacts-unreachable = has not opened the bot, cannot be reminded
contacts-deputy = stands in until { $day }
contacts-ask-leader = The leader is: { $name }　{ $phone }
    Please send the new name, the new telephone, or both.
contacts-ask-own = You are registered as: { $name }　{ $phone }
    Please send the new name, the new telephone, or both.
contacts-preview-leader = Please check the leader of <b>{ $unit }</b>:
    Until now: { $old_name }　{ $old_phone }
    From now on: { $name }　{ $phone }
contacts-preview-own = Please check the liaison of <b>{ $unit }</b>:
    Until now: { $old_name }　{ $old_phone }
    From now on: { $name }　{ $phone }
contacts-changed = ✅ The contacts of { $unit } have been changed.
contacts-change-dropped = Nothing was changed.
contacts-told-leader = ✏️ { $unit }: the leader is now { $name }　{ $phone }
contacts-told-own = ✏️ { $unit }: the liaison is now { $name }　{ $phone }

leaders-link = Please pass this link on to the leader of <b>{ $unit }</b> (for one person, until { $expires }):
    { $link }
    It serves for reading how the unit stands; the bot writes to the leader only what the office copies.
leaders-welcome = Hello! Here the leader of <b>{ $unit }</b> reads how the unit's reporting stands; there is nothing to fill in. Send /status at any time. The bot writes to you only what the office copies.
leaders-reading-only = Your account is for reading; the liaison reports. Send /status to see how the unit stands.
leaders-no-round = At present the unit has nothing to report.
leaders-state = <b>{ $unit }</b>　{ $round }　due { $due }
    Expected { $expected }　answered { $answered } ({ $late } late)
leaders-missing = Missing: tasks { $numbers }
leaders-complete = All reported ✅
leaders-overdue = ⚠️ Past the due time: tasks { $numbers }
leaders-copy = From the office: these tasks of your unit are past their due time and not reported. Please see to it with your liaison.
leaders-too-early = Leaders can be written to only after the due time ({ $due }).
leaders-nobody-owes = No unit has anything overdue; nothing to copy.
leaders-reached = To be sent to the leaders of { $count } units:
leaders-silent = The leaders of these { $count } units have no account; please telephone:
leaders-line = { $unit }　tasks { $numbers }　{ $people }
leaders-copied = ✅ Copied to { $count } { $count ->
    [one] leader
   *[other] leaders
    }.
leaders-copied-before = Nothing new was sent: it was sent today already, or nobody needs it.

extend-ask = More time: { $round }　{ $units }　tasks { $numbers } (for some of them only, write their numbers).
extend-ask-both = Please write the <b>new due day</b> and the <b>reason</b> in one message, like "until 2024-07-02, the budget is not approved yet".
extend-ask-day = Please write the <b>new due day</b>, like 2024-07-02.
extend-ask-reason = Please write the <b>reason</b>, like "the budget is not approved yet".
extend-preview = Please check your request:
    { $round }　{ $units }
    Tasks: { $numbers }
    Until: { $wished }
    Reason: { $reason }
extend-asked = Your request lies before the office ({ $round }　tasks { $numbers }, until { $wished }). Until it is decided the due time stands; you will be told.
extend-dropped = Nothing was asked.
extend-too-late = The due time has passed, so no more time can be asked for. Please report as soon as you can, or speak to the office.
extend-nothing = You owe nothing at present.
extend-not-later = The new time must be later than the due time that stands ({ $due }). Please write the day again, like 2024-07-02.
extend-after-closing = This round takes answers until { $latest }; please write a day before that.
extend-card = <b>More time asked for</b>　{ $round }
    { $units }　tasks { $numbers }
    Due: { $due }
    Wished until: { $wished }
    Reason: { $reason }
    Asked by: { $name }　{ $phone }
extend-settled = This request has been decided before.
extend-decided-yes = ✅ Extended: { $round }　{ $units }　tasks { $numbers }　until { $wished }
extend-decided-no = ❌ Not extended: { $round }　{ $units }　tasks { $numbers }　(wished until { $wished })
extend-granted = ✅ More time granted: { $round }　{ $units }　tasks { $numbers }, now due { $wished }.
extend-refused = More time was not granted: { $round }　{ $units }　tasks { $numbers }, still due { $due }. Please ask the office if in doubt.
extend-usage = Usage: /extend UNIT TASKS|all DAY [TIME], like /extend 市文旅局 28,29 2024-07-02 17:00
extend-bad-day = "{ $day }" will not do: a day ahead, before the round closes, like 2024-07-02 17:00.
extend-bad-tasks = I could not read the task numbers "{ $tasks }". Write 28,29 or all.
extend-nothing-owed = { $unit } owes none of these at present.

privacy-stored = What is stored about you:
    Account number: <code>{ $user_id }</code>
    Name: { $names }
    Telephone: { $phones }
    Units: { $units }
    Answers: { $answers }
    Since: { $since }
    It serves reminders and reports only; what was reported belongs to the unit.
privacy-confirm = Leave and erase? You will no longer be a liaison; your name and telephone go from the register and the reports and cannot be brought back; what was reported stays. If you have a successor, send /handover first.
privacy-erased-name = (erased)
privacy-erased = { $count ->
    [0] Your name and telephone have been erased. Thank you!
    [one] Your post has been given up, and your name and telephone erased. Thank you!
   *[other] Your posts at { $count } units have been given up, and your name and telephone erased. Thank you!
    }
privacy-kept = Nothing was erased.

members-choose = { $count } units; please choose:
members-heading = <b>{ $unit }</b>　liaisons
members-nobody = Nobody.
members-link = Y{ $id }　invitation link not used up: until { $expires }, for { $left } more
members-link-opened = Y{ $id }　link opened, but not finished with
members-vacant = ⚠️ Tasks nobody is in charge of: { $numbers }
members-unit-unknown = There is no unit called "{ $name }". Send /units for the list.
members-unit-near = There is no unit called "{ $name }". Perhaps: { $near }?
members-confirm = Replace { $name }, liaison of <b>{ $unit }</b>?
    { $name } is relieved at once; drafts and what is owed wait for the successor, for whom you get a link.
members-link-made = { $name } is no longer liaison of { $unit }. Please pass this link on to the successor (for one person, until { $expires }):
    { $link }
members-post-revoked = You are no longer liaison of <b>{ $unit }</b> (changed by an admin). Please ask the office if in doubt.
members-revoked = Revoked: { $unit }　{ $name }. For a successor's link press the button.
members-link-revoked = Invitation link Y{ $id } of { $unit } has been revoked.
members-revoke-usage = Usage: /revoke UNIT, or /revoke with a number from /members (L12 or Y5).
members-vacancy = ⚠️ { $unit } has no liaison for tasks { $numbers }. Please find a successor (/members).
members-approved-all = ✅ { $count } { $count ->
    [one] claim
   *[other] claims
    } approved.
members-claims = { $count } claims wait.

claim-others = ⚠️ The unit has liaisons already: { $people }
claim-other = { $name } { $phone } ({ $tasks })

command-contacts = Contacts
command-handover = Hand over my post
command-leave = Leave and deputy
command-privacy = What is stored about me
command-members = A unit's liaisons, replace them
command-revoke = Revoke a liaison or a link
command-extend = Give more time

odd-repeated = This is a message sent by a bot; it was not taken for a report. Please write it yourself, e.g. “28 done, map online”, or send /report.
odd-pasted = This is what the bot itself has sent; it was not taken for a report. Please send only what you write yourself, e.g. “28 done, map online”, or send /report.
odd-voice = I cannot listen to voice messages. Please type how it stands.
odd-content = I cannot read this kind of message. Please send text, photos or files.
odd-contact-not-own = This is not your own number. Please share your own with the button below, or type it.
