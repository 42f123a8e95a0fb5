# A copy for the leader that comes back
copy-same = The copy is the same as the draft. Once the leader has approved it, press “Submit”.
copy-same-submitted = The copy is the same as what was submitted; nothing more is to be done.
copy-taken = Task { $numbers } now reads as in the copy; please check.
copy-of-office = Digests and lists are made from what the units report; sending them back corrected changes nothing. To correct an entry, send: /enter NUMBER UNIT STATUS PROGRESS.
