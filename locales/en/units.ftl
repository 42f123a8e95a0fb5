# Units
unit-list = { $count } units (page { $page } of { $pages }); press one to look at it:
unit-collective = collective, its members: { $members }
unit-member-of = Member of: { $units }
unit-telephone = Telephone: { $telephone }
unit-aliases = Other names: { $aliases }
unit-leads = Leads tasks: { $numbers }
unit-supports = Supports tasks: { $numbers }
unit-liaisons = Liaisons: { $people }
unit-how-to = To change: /units NAME tel NUMBER; rename NEWNAME; alias NAME; unalias NAME; member UNIT; unmember UNIT; merge UNIT.
unit-merge-preview = "{ $unit }" will become "{ $into }": tasks, answers, liaisons and name all go there. This cannot be undone.
unit-merged = ✅ "{ $unit }" is now "{ $into }"; the old name stays as another name.
unit-merge-gone = One of the two units is not there any more.
unit-bad-telephone = "{ $value }" is no telephone number.
unit-name-taken = "{ $value }" is a name of { $unit } already.
unit-no-such-alias = { $unit } has no other name "{ $value }".
unit-not-collective = { $unit } is not a collective unit and has no members.
unit-cannot-be-member = "{ $value }" cannot be a member of { $unit }: it is one already, or is itself collective.
unit-no-such-member = "{ $value }" is not a member of { $unit }.
unit-cannot-merge = "{ $unit }" and "{ $into }" cannot be merged: they are the same, or one is collective.
unit-both-answered = "{ $unit }" and "{ $into }" have both answered the same item and cannot be merged.

# Who did what
audit-heading = Who did what (page { $page } of { $pages })
audit-empty = Nothing has been done yet.
audit-nobody = the system
