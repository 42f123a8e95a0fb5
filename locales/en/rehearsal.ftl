# Rehearsal: who would be told what at a moment; nothing is sent.

rehearsal-title = 🔍 Rehearsal for { $at } (nothing is sent)
    If things stand then as they do now, { $count } message(s) would leave:
rehearsal-nobody = 🔍 Rehearsal for { $at } (nothing is sent)
    If things stand then as they do now, no message would leave.
rehearsal-person = <b>{ $name }</b> ({ $unit })
rehearsal-office = <b>Office</b>
rehearsal-more = … and { $count } more; <code>liaison-bot due --at</code> prints them all.
rehearsal-file = [file]
