# 稍后提醒
button-snooze = 稍后提醒
snooze-ask = 请选择下次提醒的时间（原定的提醒照常）：
snooze-line = · { $choice }：{ $at }
snooze-hour = 1小时后
snooze-morning = 明天09:00
snooze-before-due = 截止前2小时
snooze-kept = ⏰ 好的，{ $at }再提醒您。在此之前报齐的，不再提醒。
snooze-too-late = 距离截止（{ $due }）已没有可以另约的提醒时间，请现在填报。
snooze-nothing = 您目前没有待报事项，无需提醒。
