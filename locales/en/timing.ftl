# Remind me later
button-snooze = Remind me later
snooze-ask = When shall I remind you again? (The usual reminders still come.)
snooze-line = · { $choice }: { $at }
snooze-hour = In 1 hour
snooze-morning = Tomorrow 09:00
snooze-before-due = 2 hours before the due time
snooze-kept = ⏰ All right, I will remind you on { $at }. Nothing is sent if all is reported by then.
snooze-too-late = No other moment is left before the due time ({ $due }); please report now.
snooze-nothing = You owe nothing at the moment; no reminder is needed.
