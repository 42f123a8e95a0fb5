reminder-greeting = 🔔 To the liaison of { $units }: please report
reminder-overdue = The due time has passed; please report as soon as you can.
reminder-greeting-registration = 🔔 To { $units }: please finish registering
