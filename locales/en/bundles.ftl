bundle-preview = The archive holds report sheets of { $units } { $units ->
    [one] unit
   *[other] units
 }, { $count } { $count ->
    [one] item
   *[other] items
 } in all. Once confirmed, they are recorded on the units' behalf:
bundle-line = <b>{ $unit }</b> · { $round } · { $count } { $count ->
    [one] item
   *[other] items
 }: { $entries }
bundle-entry = { $number } { $status }
bundle-entry-again = { $number } { $status } (reported before; this becomes a new version)
bundle-contacts = Contact sheets of { $count } { $count ->
    [one] unit
   *[other] units
 }:
bundle-contacts-line = { $unit } · { $count } { $count ->
    [one] line
   *[other] lines
 }
bundle-contacts-alone = Please send the contact sheets of the archive by themselves.
bundle-refused = { $count ->
    [one] This file cannot
   *[other] These { $count } files cannot
 } be recorded:
bundle-taken = ✅ Recorded on behalf of { $count } { $count ->
    [one] unit
   *[other] units
 }:
bundle-taken-line = { $unit } · { $count } { $count ->
    [one] item
   *[other] items
 } · receipt { $receipt }
bundle-twice = The archive holds more than one sheet of { $unit }; the first one counts.
bundle-nothing = Nothing in the archive can be recorded. { $file }: { $reason }
