reminder-greeting = 🔔 { $units }联络员，您好！请报送：
reminder-overdue = 已过截止时间，请尽快补报。
reminder-greeting-registration = 🔔 { $units }，您好！请完成对接人登记：
