"""When rounds open, are due and close, in the plan's own calendar."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.rules.deadlines import (
    WEEKDAYS,
    WorkingDays,
    at_local,
    due_choices,
    first_round_after,
    is_rest_day_due,
    local_day,
    local_time,
    monthly_dates,
    monthly_slugs,
    next_slug,
    opening_before,
    parse_slug,
    registration_dates,
    return_due_at,
)
from models.rules.words import RoundKind
from tests.strategies import ZONES, working_days

CHINA = ZoneInfo("Asia/Shanghai")
NEW_YORK = ZoneInfo("America/New_York")
BERLIN = ZoneInfo("Europe/Berlin")
FIVE = time(17, 0)
SPRING_2025 = WorkingDays(
    rest=frozenset(date(2025, 1, 28) + timedelta(days=n) for n in range(8)),
    make_up=frozenset({date(2025, 1, 26), date(2025, 2, 8)}),
    published=frozenset({2025}),
)


def test_a_make_up_weekend_day_is_worked_and_a_published_weekday_off_is_not() -> None:
    assert SPRING_2025.is_working(date(2025, 1, 26))
    assert not SPRING_2025.is_working(date(2025, 1, 28))
    assert SPRING_2025.next_working_on_or_after(date(2025, 1, 28)) == date(2025, 2, 5)
    assert SPRING_2025.last_working_on_or_before(date(2025, 2, 4)) == date(2025, 1, 27)
    assert SPRING_2025.nth_working_after(date(2025, 1, 25), 3) == date(2025, 2, 5)


def test_a_year_nobody_published_has_plain_weekdays_and_says_so() -> None:
    assert not SPRING_2025.is_published(2027)
    assert SPRING_2025.is_working(date(2027, 2, 8))
    assert not SPRING_2025.is_working(date(2027, 2, 6))


def test_working_days_are_not_counted_from_zero() -> None:
    with pytest.raises(ValueError, match="from 1"):
        WEEKDAYS.nth_working_after(date(2024, 6, 25), 0)


@given(working_days(), st.dates(date(2024, 1, 1), date(2024, 3, 1)), st.integers(1, 9))
def test_the_nth_working_day_after_has_n_working_days_up_to_it(days: WorkingDays, day: date, n: int) -> None:
    found = days.nth_working_after(day, n)
    between = [day + timedelta(days=step) for step in range(1, (found - day).days + 1)]
    assert days.is_working(found)
    assert sum(days.is_working(each) for each in between) == n


@pytest.mark.parametrize(
    ("zone", "day", "at", "utc"),
    [
        (CHINA, date(2024, 6, 25), FIVE, "2024-06-25T09:00"),
        (NEW_YORK, date(2024, 3, 9), FIVE, "2024-03-09T22:00"),
        (NEW_YORK, date(2024, 3, 10), FIVE, "2024-03-10T21:00"),
        (NEW_YORK, date(2024, 11, 2), FIVE, "2024-11-02T21:00"),
        (NEW_YORK, date(2024, 11, 3), FIVE, "2024-11-03T22:00"),
        (BERLIN, date(2025, 3, 29), time(9), "2025-03-29T08:00"),
        (BERLIN, date(2025, 3, 30), time(9), "2025-03-30T07:00"),
        (NEW_YORK, date(2024, 3, 10), time(2, 30), "2024-03-10T07:30"),
        (NEW_YORK, date(2024, 11, 3), time(1, 30), "2024-11-03T05:30"),
        (BERLIN, date(2024, 10, 27), time(2, 30), "2024-10-27T00:30"),
    ],
)
def test_a_wall_time_becomes_the_moment_clocks_there_show_it(zone: ZoneInfo, day: date, at: time, utc: str) -> None:
    assert at_local(day, at, zone) == datetime.fromisoformat(utc).replace(tzinfo=UTC)


def test_a_wall_time_that_never_comes_is_as_far_after_the_gap() -> None:
    skipped = at_local(date(2024, 3, 10), time(2, 30), NEW_YORK)
    assert local_time(skipped, NEW_YORK) == time(3, 30)


@given(st.dates(date(2020, 1, 1), date(2030, 12, 31)), st.integers(4, 23), ZONES)
def test_day_and_hour_survive_the_way_to_utc_and_back_in_every_zone(day: date, hour: int, zone: ZoneInfo) -> None:
    moment = at_local(day, time(hour), zone)
    assert moment.tzinfo is UTC
    assert (local_day(moment, zone), local_time(moment, zone)) == (day, time(hour))


def test_a_round_across_a_change_of_clocks_opens_at_nine_and_is_due_at_five_by_the_wall() -> None:
    dates = monthly_dates(2024, 3, due_day=15, due_time=FIVE, zone=NEW_YORK, days=WEEKDAYS)
    assert dates.opens_at == datetime(2024, 3, 8, 14, 0, tzinfo=UTC)
    assert dates.due_at == datetime(2024, 3, 15, 21, 0, tzinfo=UTC)
    assert dates.due_at - dates.opens_at == timedelta(days=7, hours=7)


def test_a_due_day_the_month_lacks_is_its_last_day() -> None:
    due = [
        local_day(monthly_dates(year, month, due_day=31, due_time=FIVE, zone=CHINA, days=WEEKDAYS).due_at, CHINA)
        for year, month in [(2024, 2), (2025, 2), (2024, 4), (2024, 5)]
    ]
    assert due == [date(2024, 2, 29), date(2025, 2, 28), date(2024, 4, 30), date(2024, 5, 31)]


def test_a_due_day_of_zero_is_refused() -> None:
    with pytest.raises(ValueError, match="1 to 31"):
        monthly_dates(2024, 2, due_day=0, due_time=FIVE, zone=CHINA, days=WEEKDAYS)


def test_december_closes_when_january_opens() -> None:
    december = monthly_dates(2024, 12, due_day=25, due_time=FIVE, zone=CHINA, days=SPRING_2025)
    january = monthly_dates(2025, 1, due_day=25, due_time=FIVE, zone=CHINA, days=SPRING_2025)
    assert december.closes_at == january.opens_at


def test_a_round_due_right_after_a_long_holiday_opens_before_it() -> None:
    due_at = at_local(date(2025, 2, 4), FIVE, CHINA)
    assert opening_before(due_at, zone=CHINA, days=SPRING_2025) == at_local(date(2025, 1, 27), time(9), CHINA)


@given(st.integers(2023, 2025), st.integers(1, 12), st.integers(1, 31), st.times(), ZONES, working_days())
def test_every_month_opens_on_a_working_day_before_it_is_due_and_closes_after(
    year: int, month: int, due_day: int, due_time: time, zone: ZoneInfo, days: WorkingDays
) -> None:
    dates = monthly_dates(year, month, due_day=due_day, due_time=due_time, zone=zone, days=days)
    assert dates.closes_at is not None
    assert dates.opens_at < dates.due_at < dates.closes_at
    assert days.is_working(local_day(dates.opens_at, zone))
    assert local_time(dates.opens_at, zone) == time(9)


@pytest.mark.parametrize(
    "slug", ["2024-13", "2024-6", "2024-00", "0000-01", "2024-registration", " 2024-06", "2024-06\n"]
)
def test_what_is_no_month_is_refused(slug: str) -> None:
    with pytest.raises(ValueError, match="not a month"):
        parse_slug(slug)


def test_the_months_of_a_plan_are_named_across_the_new_year() -> None:
    assert parse_slug("2024-06") == (2024, 6)
    assert monthly_slugs("2024-11", "2025-02") == ("2024-11", "2024-12", "2025-01", "2025-02")
    assert monthly_slugs("2024-06", "2024-06") == ("2024-06",)
    assert next_slug("2024-12") == "2025-01"
    with pytest.raises(ValueError, match="before the first"):
        monthly_slugs("2025-01", "2024-12")


@pytest.mark.parametrize(
    ("now", "first"),
    [
        ("2024-06-18T08:59", "2024-06"),
        ("2024-06-18T09:00", "2024-07"),
        ("2024-05-31T23:59", "2024-06"),
        ("2024-12-18T09:01", "2025-01"),
    ],
)
def test_the_first_round_by_default_is_the_first_still_to_open(now: str, first: str) -> None:
    moment = datetime.fromisoformat(now).replace(tzinfo=CHINA)
    assert first_round_after(moment, due_day=25, due_time=FIVE, zone=CHINA, days=WEEKDAYS) == first


def test_the_first_round_may_open_in_the_month_before_it_is_due() -> None:
    late = datetime(2024, 5, 28, 12, 0, tzinfo=CHINA)
    assert first_round_after(late, due_day=3, due_time=FIVE, zone=CHINA, days=WEEKDAYS) == "2024-07"
    early = datetime(2024, 5, 26, 12, 0, tzinfo=CHINA)
    assert first_round_after(early, due_day=3, due_time=FIVE, zone=CHINA, days=WEEKDAYS) == "2024-06"


def test_registration_is_open_from_the_import_and_stays_open() -> None:
    opens_at = datetime(2024, 6, 14, 2, 0, tzinfo=UTC)
    due_at = at_local(date(2024, 6, 30), FIVE, CHINA)
    dates = registration_dates("2024", opens_at=opens_at, due_at=due_at)
    assert (dates.slug, dates.kind) == ("2024-registration", RoundKind.REGISTRATION)
    assert (dates.opens_at, dates.due_at, dates.closes_at) == (opens_at, due_at, None)


def test_the_office_is_asked_about_a_due_day_that_is_a_rest_day_and_only_then() -> None:
    sunday = at_local(date(2024, 8, 25), FIVE, CHINA)
    assert is_rest_day_due(sunday, zone=CHINA, days=WEEKDAYS)
    assert not is_rest_day_due(at_local(date(2024, 6, 25), FIVE, CHINA), zone=CHINA, days=WEEKDAYS)
    choices = due_choices(sunday, zone=CHINA, days=WEEKDAYS)
    assert choices.keep == sunday
    assert choices.earlier == at_local(date(2024, 8, 23), FIVE, CHINA)
    assert choices.later == at_local(date(2024, 8, 26), FIVE, CHINA)


def test_whether_a_due_day_rests_is_asked_of_the_plans_own_day() -> None:
    # 02:00 on Monday in China is still Sunday in UTC.
    assert not is_rest_day_due(at_local(date(2024, 8, 26), time(2), CHINA), zone=CHINA, days=WEEKDAYS)


def test_a_return_on_a_friday_is_in_time_until_the_end_of_tuesday() -> None:
    friday = datetime(2024, 6, 21, 16, 0, tzinfo=CHINA)
    assert return_due_at(friday, zone=CHINA, days=WEEKDAYS) == datetime(2024, 6, 26, 0, 0, tzinfo=CHINA)
