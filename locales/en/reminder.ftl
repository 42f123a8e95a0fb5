reminder-greeting = 🔔 To the liaison of { $units }: please report
reminder-overdue = The due time has passed; please report as soon as you can. What is reported is not asked for again.
reminder-greeting-registration = 🔔 To { $units }: please finish registering
