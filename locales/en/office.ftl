office-heading = { $round }, due { $due }
office-counts = Expected { $expected }, reported { $answered } ({ $on_time } on time, { $late } late), owed { $owed }
office-part = · { $part }: { $answered }/{ $expected }
office-no-part = without a part
office-no-group = (No office group is bound yet, so this goes to the admins; send /bind_office in the office group.)
office-unreached = { " " }(cannot be reminded here, please telephone)
office-delayed = Delayed ({ $count })
office-delayed-line = { $name }, { $unit }: { $reason }
office-changes = Since last month
office-newly-done = newly done: { $numbers }
office-newly-delayed = newly delayed: { $numbers }
office-recovered = on track again: { $numbers }
office-stalled = delayed last time, nothing new this time: { $numbers }
office-silent = reported last time, not yet this time: { $numbers }
office-partly-registered = Registered for some tasks only ({ $count } { $count ->
        [one] unit
       *[other] units
    })
office-not-answered = Not reported ({ $count } { $count ->
        [one] unit
       *[other] units
    })
office-not-registered = Not registered ({ $count } { $count ->
        [one] unit
       *[other] units
    })
office-nobody-missing = Everything is reported ✅
office-nothing-expected = Nothing is expected in this round (it may not have begun).
office-person-separator = ;{" "}
office-missing-line = { $unit }: no. { $tasks }; { $people }
office-extended = { " " }({ $tasks }: more time until { $day })
office-missing-line-alone = { $unit }: no. { $tasks }
office-bound = ✅ This is now the office group; digests will be posted here. Members see the commands with /help.
office-bind-in-group = Please send /bind_office in the office group.
office-no-round = No round is open yet; each opens by itself when its time comes, and an admin sees the times with /round.
office-unknown-round = There is no open round "{ $name }": it has not begun yet, or is written otherwise. Write a monthly one like 2024-06.
office-not-allowed = This command is for the office and the admins.
office-admins-only = This command is for admins.
office-counts-registration = To register { $expected }, registered { $answered }, not yet { $owed }
office-card = 📌 <b>{ $round }</b>, due { $due }
    Lists, reminders, digest, ledger and the final version are here; for one task send /task NUMBER.
office-card-opens = It opens on { $at }; the buttons work from then on.
office-card-no-round = 📌 <b>Office</b>
    Once a plan is imported and a round is open, the lists, reminders, digest, ledger and final version are all here.
office-superseded = 🔄 Updated: please see the newer one below.
office-brief = Before the due time:
office-final = Made final on { $at }
office-after-final = After the final version ({ $count })
office-addendum = { $round }, after the final version ({ $count })
