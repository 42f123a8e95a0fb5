# 全局用词
status-done = 已完成
status-on-track = 正常推进
status-delayed = 进度滞后
status-not-started = 尚未启动
status-no-change = 本月无新进展

state-owed = 待报
state-answered = 已报
state-returned = 退回补充
state-accepted = 审核通过
state-waived = 免报

weekday-monday = 周一
weekday-tuesday = 周二
weekday-wednesday = 周三
weekday-thursday = 周四
weekday-friday = 周五
weekday-saturday = 周六
weekday-sunday = 周日

month-january = 1月
month-february = 2月
month-march = 3月
month-april = 4月
month-may = 5月
month-june = 6月
month-july = 7月
month-august = 8月
month-september = 9月
month-october = 10月
month-november = 11月
month-december = 12月

moment-day = { $month_name }{ $day }日（{ $weekday }）
moment-at = { $day }{ $time }
moment-month = { $year }年{ $month_name }

round-monthly = { $month }进展
round-registration = 对接人登记

list-separator = 、
