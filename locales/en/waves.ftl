# When a large wave of reminders cannot end before the due time, the admins are told.

wave-late = ⚠️ { $count } reminders for { $due } will, at the speed the platform allows, have left only by { $ends }, after it is due. Consider a later due time, or tell people in another way.
