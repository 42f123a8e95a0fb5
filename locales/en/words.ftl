# Words used everywhere
status-done = Done
status-on-track = On track
status-delayed = Delayed
status-not-started = Not started
status-no-change = No change this month

state-owed = owed
state-answered = reported
state-returned = returned
state-accepted = accepted
state-waived = waived

weekday-monday = Mon
weekday-tuesday = Tue
weekday-wednesday = Wed
weekday-thursday = Thu
weekday-friday = Fri
weekday-saturday = Sat
weekday-sunday = Sun

month-january = January
month-february = February
month-march = March
month-april = April
month-may = May
month-june = June
month-july = July
month-august = August
month-september = September
month-october = October
month-november = November
month-december = December

moment-day = { $weekday } { $day } { $month_name }
moment-at = { $day }, { $time }
moment-month = { $month_name } { $year }

round-monthly = Progress of { $month }
round-registration = Registration

list-separator = ,{" "}
