"""Every 25th of 2024 to 2027, and 30 June 2024, rung by rung.

The dates were worked out apart from the program: from the State Council's notices for 2024, 2025 and 2026, day by day.
For 2027, not published, weekends alone count; the library is not asked for it, so that its publication changes nothing.
"""

from datetime import date, datetime, time
from zoneinfo import ZoneInfo

import pytest

from models.calendar import china_working_days
from models.rules.deadlines import at_local, monthly_dates, registration_dates
from models.rules.ladders import LADDERS, rung_times
from models.rules.words import RoundKind

CHINA = ZoneInfo("Asia/Shanghai")
DAYS = china_working_days(2023, 2026)

# month, opening 09:00, T-1 09:00, due day 09:00 and 15:00, overdue 1 and 3 at 09:00, closing 09:00
MONTHS = [
    ("2024-01", "01-18", "01-24", "01-25", "01-26", "01-30", "02-18"),
    ("2024-02", "02-18", "02-23", "02-23", "02-26", "02-28", "03-18"),
    ("2024-03", "03-18", "03-22", "03-25", "03-26", "03-28", "04-18"),
    ("2024-04", "04-18", "04-24", "04-25", "04-26", "04-29", "05-20"),
    ("2024-05", "05-20", "05-24", "05-24", "05-27", "05-29", "06-18"),
    ("2024-06", "06-18", "06-24", "06-25", "06-26", "06-28", "07-18"),
    ("2024-07", "07-18", "07-24", "07-25", "07-26", "07-30", "08-19"),
    ("2024-08", "08-19", "08-23", "08-23", "08-26", "08-28", "09-18"),
    ("2024-09", "09-18", "09-24", "09-25", "09-26", "09-29", "10-18"),
    ("2024-10", "10-18", "10-24", "10-25", "10-28", "10-30", "11-18"),
    ("2024-11", "11-18", "11-22", "11-25", "11-26", "11-28", "12-18"),
    ("2024-12", "12-18", "12-24", "12-25", "12-26", "12-30", "01-20"),
    ("2025-01", "01-20", "01-24", "01-24", "01-26", "02-05", "02-18"),
    ("2025-02", "02-18", "02-24", "02-25", "02-26", "02-28", "03-18"),
    ("2025-03", "03-18", "03-24", "03-25", "03-26", "03-28", "04-18"),
    ("2025-04", "04-18", "04-24", "04-25", "04-27", "04-29", "05-19"),
    ("2025-05", "05-19", "05-23", "05-23", "05-26", "05-28", "06-18"),
    ("2025-06", "06-18", "06-24", "06-25", "06-26", "06-30", "07-18"),
    ("2025-07", "07-18", "07-24", "07-25", "07-28", "07-30", "08-18"),
    ("2025-08", "08-18", "08-22", "08-25", "08-26", "08-28", "09-18"),
    ("2025-09", "09-18", "09-24", "09-25", "09-26", "09-29", "10-20"),
    ("2025-10", "10-20", "10-24", "10-24", "10-27", "10-29", "11-18"),
    ("2025-11", "11-18", "11-24", "11-25", "11-26", "11-28", "12-18"),
    ("2025-12", "12-18", "12-24", "12-25", "12-26", "12-30", "01-19"),
    ("2026-01", "01-19", "01-23", "01-23", "01-26", "01-28", "02-24"),
    ("2026-02", "02-24", "02-24", "02-25", "02-26", "02-28", "03-18"),
    ("2026-03", "03-18", "03-24", "03-25", "03-26", "03-30", "04-20"),
    ("2026-04", "04-20", "04-24", "04-24", "04-27", "04-29", "05-18"),
    ("2026-05", "05-18", "05-22", "05-25", "05-26", "05-28", "06-18"),
    ("2026-06", "06-18", "06-24", "06-25", "06-26", "06-30", "07-20"),
    ("2026-07", "07-20", "07-24", "07-24", "07-27", "07-29", "08-18"),
    ("2026-08", "08-18", "08-24", "08-25", "08-26", "08-28", "09-18"),
    ("2026-09", "09-18", "09-24", "09-24", "09-28", "09-30", "10-19"),
    ("2026-10", "10-19", "10-23", "10-23", "10-26", "10-28", "11-18"),
    ("2026-11", "11-18", "11-24", "11-25", "11-26", "11-30", "12-18"),
    ("2026-12", "12-18", "12-24", "12-25", "12-28", "12-30", "01-18"),
    ("2027-01", "01-18", "01-22", "01-25", "01-26", "01-28", "02-18"),
    ("2027-02", "02-18", "02-24", "02-25", "02-26", "03-02", "03-18"),
    ("2027-03", "03-18", "03-24", "03-25", "03-26", "03-30", "04-19"),
    ("2027-04", "04-19", "04-23", "04-23", "04-26", "04-28", "05-18"),
    ("2027-05", "05-18", "05-24", "05-25", "05-26", "05-28", "06-18"),
    ("2027-06", "06-18", "06-24", "06-25", "06-28", "06-30", "07-19"),
    ("2027-07", "07-19", "07-23", "07-23", "07-26", "07-28", "08-18"),
    ("2027-08", "08-18", "08-24", "08-25", "08-26", "08-30", "09-20"),
    ("2027-09", "09-20", "09-24", "09-24", "09-27", "09-29", "10-18"),
    ("2027-10", "10-18", "10-22", "10-25", "10-26", "10-28", "11-18"),
    ("2027-11", "11-18", "11-24", "11-25", "11-26", "11-30", "12-20"),
    ("2027-12", "12-20", "12-24", "12-24", "12-27", "12-29", "01-18"),
]


def _day_of(month: str, month_and_day: str) -> date:
    """Give the day in or around a month: a January after a December is next year's."""
    year = int(month[:4]) + (month.endswith("-12") and month_and_day.startswith("01"))
    return date.fromisoformat(f"{year}-{month_and_day}")


def _local(day: date, hour: int) -> datetime:
    return datetime(day.year, day.month, day.day, hour, tzinfo=CHINA)


@pytest.mark.parametrize(("month", "opening", "before", "due_day", "overdue_1", "overdue_3", "closing"), MONTHS)
def test_every_25th_has_the_rungs_of_the_table(
    month: str, opening: str, before: str, due_day: str, overdue_1: str, overdue_3: str, closing: str
) -> None:
    dates = monthly_dates(int(month[:4]), int(month[5:]), due_day=25, due_time=time(17, 0), zone=CHINA, days=DAYS)
    assert dates.slug == month
    assert dates.opens_at == _local(_day_of(month, opening), 9)
    assert dates.due_at == _local(date.fromisoformat(f"{month}-25"), 17)
    assert dates.closes_at == _local(_day_of(month, closing), 9)
    rungs = rung_times(LADDERS[RoundKind.MONTHLY], dates, zone=CHINA, days=DAYS)
    assert {rung.slot: rung.at for rung in rungs} == {
        f"{month}/opening": _local(_day_of(month, opening), 9),
        f"{month}/T-1": _local(_day_of(month, before), 9),
        f"{month}/due-day": _local(_day_of(month, due_day), 9),
        f"{month}/due-day-15": _local(_day_of(month, due_day), 15),
        f"{month}/overdue-1": _local(_day_of(month, overdue_1), 9),
        f"{month}/overdue-3": _local(_day_of(month, overdue_3), 9),
    }


def test_the_table_has_all_48_months() -> None:
    assert [row[0] for row in MONTHS] == [f"{year}-{month:02d}" for year in range(2024, 2028) for month in range(1, 13)]


def test_30_june_2024_is_a_sunday_and_its_rungs_stand_on_the_friday_before() -> None:
    cutoff = at_local(date(2024, 6, 30), time(17, 0), CHINA)
    dates = registration_dates("2024", opens_at=datetime(2024, 6, 14, 10, 20, tzinfo=CHINA), due_at=cutoff)
    rungs = rung_times(LADDERS[RoundKind.REGISTRATION], dates, zone=CHINA, days=DAYS)
    assert [(rung.slot, rung.at) for rung in rungs] == [
        ("2024-registration/opening", datetime(2024, 6, 14, 10, 20, tzinfo=CHINA)),
        ("2024-registration/T-7", datetime(2024, 6, 21, 9, 0, tzinfo=CHINA)),
        ("2024-registration/T-1", datetime(2024, 6, 28, 9, 0, tzinfo=CHINA)),
        ("2024-registration/due-day", datetime(2024, 6, 28, 9, 0, tzinfo=CHINA)),
    ]


def test_on_28_june_2024_registration_and_the_second_overdue_rung_of_june_meet() -> None:
    june = monthly_dates(2024, 6, due_day=25, due_time=time(17, 0), zone=CHINA, days=DAYS)
    registration = registration_dates(
        "2024", opens_at=june.opens_at, due_at=at_local(date(2024, 6, 30), time(17, 0), CHINA)
    )
    meeting = [
        rung.slot
        for dates in (june, registration)
        for rung in rung_times(LADDERS[dates.kind], dates, zone=CHINA, days=DAYS)
        if rung.at == datetime(2024, 6, 28, 9, 0, tzinfo=CHINA)
    ]
    assert meeting == ["2024-06/overdue-3", "2024-registration/T-1", "2024-registration/due-day"]
