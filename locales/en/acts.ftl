# The office
button-remind = Remind
button-confirm-send = Send
button-confirm-send-to = Send ({ $count })
button-finalize = Make final
button-accept = Accept ({ $unit })
button-send-back = Send back ({ $unit })
button-attached = 📎 Files ({ $unit }, { $count })
button-of-unit = Unit ({ $unit })
button-files = 📦 All files ({ $count })
button-stop = Stop sending
button-next-page = Next page
button-previous-page = Previous page
button-confirm-merge = Merge

# Tasks, accepting, sending back
act-task = Task { $number }, { $title }
act-version = Version { $version }: { $status }, { $name }, { $at }, { $timely }, receipt { $receipt }
act-on-time = on time
act-late = late
act-on-behalf = { $name } (entered by the office)
act-by-command-line = command line
act-files = 📎 { $names }
act-was-returned = ↩️ sent back { $at }: { $reason }
act-name = task { $number } ({ $unit })
act-how-to = Please name the task: /task 28, /accept 28, /return 28 UNIT REASON; /accept all accepts everything reported in the round.
act-how-to-enter = Please write /enter NUMBER UNIT STATUS TEXT, for example: /enter 28 市文旅局 on track: the map is drafted.
act-unknown-task = There is no task { $number }.
act-not-owed = In { $round } nobody owes an answer to task { $number }.
act-not-the-units = Task { $number } is answered by: { $units }.
act-strange-unit = There is no unit called “{ $name }”; nothing was changed. Task { $number } is owed by: { $units }.
act-accepted = ☑️ Accepted: { $names }
act-accepted-all = ☑️ { $round }: { $count } accepted.
act-nothing-to-accept = Nothing waits to be accepted.
act-nothing-to-return = There is no answer to send back.
act-return-closed = { $round } takes no more answers, so nothing can be sent back.
act-which-to-return = Several units have answered this task. Whose answer is to be sent back?
act-ask-reason = { $person }, please reply to this message with the reason for sending back { $name } (within 10 minutes).
act-returned = ↩️ Sent back: { $name }. Reason: { $reason }
act-told = Told: { $names }
act-not-told = ⚠️ Cannot be told here, please telephone: { $names }
act-nobody-to-tell = ⚠️ This unit has no liaison yet; please tell it some other way.
act-returned-to-unit = ↩️ The office has sent back the answer to { $name }. Please complete it and submit again.
    Reason: { $reason }
    { $late ->
        [yes] Please send it by { $day } (that day included); what you sent before was late, and it still counts as late.
       *[no] Until { $day } (that day included) it counts as on time.
    }
act-return-reason = ↩️ Sent back by the office: { $reason }

# Entered by the office
act-which-to-enter = Several units owe this task. Whose answer is it?
act-enter-needs-status = No status could be read. After the number and the unit please write: done, on track, delayed, not started, or nothing new this month.
act-enter-needs-text = With the status "{ $status }" please say what was done.
act-enter-closed = { $round } takes no answers now.
act-entered = ✅ Receipt (回执) { $receipt }: { $name }, { $status }
    Taken by telephone, entered by the office, { $at }
act-entered-late = The due time has passed; it counts as late.
act-entered-for-unit = The office has recorded for your unit, by telephone, { $name }: { $status } (receipt { $receipt }). If that is not right, please report it anew.
act-dismissed = Cancelled. Nothing was changed.

# Files
act-files-follow = { $count } { $count ->
        [one] file follows
       *[other] files follow
    }.
act-files-some = There are { $count } files; here are the first { $most }. For all of them send /export files.
act-no-sheets = No unit owes anything.
act-no-files = No files were attached.

# Making final, exporting
act-final-preview = Make { $round } final
act-final-unreviewed = { $count } not yet looked at will be accepted with it.
act-final-owed = Still not reported: tasks { $numbers }
act-final-early = ⚠️ The due time has not come yet.
act-final-after = From then on the digest does not change; what comes later makes an addendum.
act-finalized = ✅ { $round } is final, { $count } accepted; the documents follow.
act-already-final = { $round } was made final on { $at }. /digest sends the documents again.
act-never-final = Only monthly rounds are made final.
act-how-to-export = Please write /export ledger, digest, contacts, annual, files or sheets (for the units that owe), then a round if you like: 2024-06, or 2024-06..2024-12.
act-bad-span = No round matches "{ $text }". Write it like 2024-06 or 2024-06..2024-12.

# Reminders by hand
chase-preview = { $count } liaisons who still owe { $round } will be reminded.
chase-preview-unit = { $count } liaisons of { $unit } will be reminded of { $round }.
chase-lately = { $count } were reminded within the hour and are left out.
chase-answering = { $count } are answering just now and are left alone.
chase-unreachable = ⚠️ These { $count } units cannot be reminded here, please telephone:
chase-and-more = and { $count } more, see the missing list.
chase-sent = ✅ Reminding { $count } of { $round }.
chase-nobody = There is nobody to remind of { $round }.
chase-too-soon = The { $count } who owe were reminded within the hour. Please wait a little.
chase-quiet = Nothing is sent between 21:00 and 8:00. Please remind after { $until }.
chase-closed = { $round } takes no answers now; there is nothing to remind of.
chase-how-to = Please write /remind all, or /remind UNIT.
chase-unknown-unit = There is no unit "{ $name }". /units lists them.

# Broadcasts
broadcast-how-to = Please write /broadcast TEXT.
broadcast-nobody = There is no liaison to write to.
broadcast-too-long = This is too long for one message. Please shorten it.
broadcast-preview = This goes to { $count } liaisons:
broadcast-heading = From the office
broadcast-under-way = 📢 Sending: { $sent }/{ $total }, failed { $failed }.
broadcast-stopped = 📢 Stopped: { $sent }/{ $total } sent, failed { $failed }.
broadcast-ended = 📢 Done: { $sent }/{ $total } sent, failed { $failed }.
broadcast-gone = This broadcast is not waiting to be sent.

# Commands
command-task = one task, everything answered
command-finalize = make the digest final
command-export = export ledger, digest, files
command-remind = remind whoever owes
command-return = send an answer back
command-accept = accept an answer
command-enter = enter an answer taken by telephone
command-units = units, other names, telephones
command-broadcast = write to all liaisons
command-audit = who did what

# The command line
cli-sheet = write units' prefilled report sheets
sheet-which = Name one unit, or use --all (one of the two).
sheet-written = { $count } sheets written to { $folder }
sheet-nothing-owed = { $unit } owes nothing in { $round }; where it has not begun yet, make the sheet once it has.
sheet-nobody-owes = Nobody owes anything in { $round }; where it has not begun yet, make the sheets once it has.
