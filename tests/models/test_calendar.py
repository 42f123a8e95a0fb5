"""China's working days, as the library has them and as the office corrects them."""

import subprocess
import sys
from datetime import date, timedelta

import pytest

from models.calendar import china_working_days, is_published


@pytest.mark.parametrize(
    ("first", "last", "worked"),
    [
        (date(2024, 2, 4), date(2024, 2, 4), True),
        (date(2024, 2, 9), date(2024, 2, 9), True),
        (date(2024, 2, 10), date(2024, 2, 17), False),
        (date(2024, 2, 18), date(2024, 2, 18), True),
        (date(2024, 9, 14), date(2024, 9, 14), True),
        (date(2024, 9, 15), date(2024, 9, 17), False),
        (date(2024, 10, 1), date(2024, 10, 7), False),
        (date(2025, 1, 26), date(2025, 1, 27), True),
        (date(2025, 1, 28), date(2025, 2, 4), False),
        (date(2025, 10, 1), date(2025, 10, 8), False),
        (date(2026, 2, 14), date(2026, 2, 14), True),
        (date(2026, 2, 15), date(2026, 2, 23), False),
        (date(2026, 10, 10), date(2026, 10, 10), True),
    ],
)
def test_the_state_councils_notices_are_known(first: date, last: date, worked: bool) -> None:  # noqa: FBT001 - a column of the table
    days = china_working_days(2024, 2026)
    span = [first + timedelta(days=n) for n in range((last - first).days + 1)]
    assert {days.is_working(day) for day in span} == {worked}


def test_the_years_have_as_many_working_days_as_counted_elsewhere() -> None:
    # Counted with a second library, see the ecosystem report: 251, 248 and 248.
    days = china_working_days(2024, 2026)
    counts = [
        sum(
            days.is_working(date(year, 1, 1) + timedelta(days=n))
            for n in range((date(year + 1, 1, 1) - date(year, 1, 1)).days)
        )
        for year in (2024, 2025, 2026)
    ]
    assert counts == [251, 248, 248]


def test_a_year_far_ahead_is_not_published_and_has_plain_weekdays() -> None:
    days = china_working_days(2026, 2099)
    assert days.is_published(2026)
    assert not days.is_published(2099)
    assert not is_published(2099)
    assert is_published(2024)
    assert days.is_working(date(2099, 10, 1))
    assert not any(day.year == 2099 for day in days.rest | days.make_up)


def test_the_office_has_the_last_word_in_any_year() -> None:
    overrides = {
        date(2024, 6, 25): False,
        date(2024, 6, 29): True,
        date(2024, 10, 1): True,
        date(2024, 10, 12): False,
        date(2099, 10, 1): False,
    }
    days = china_working_days(2024, 2099, overrides)
    assert {day: days.is_working(day) for day in overrides} == overrides
    assert not days.is_published(2099)


def test_a_year_whose_notice_the_office_has_entered_is_published() -> None:
    festival = {date(2099, 1, 19) + timedelta(days=n): False for n in range(7)}
    notice = {**festival, date(2099, 1, 17): True}
    assert date(2099, 1, 17).weekday() == 5
    assert china_working_days(2099, 2099, notice).is_published(2099)
    assert not china_working_days(2099, 2099, festival).is_published(2099)
    assert not china_working_days(2099, 2099, {date(2099, 1, 17): True}).is_published(2099)
    assert china_working_days(2099, 2099, published_years=[2099]).is_published(2099)


def test_years_the_wrong_way_round_are_refused() -> None:
    with pytest.raises(ValueError, match="before they begin"):
        china_working_days(2025, 2024)


def test_the_library_is_loaded_only_by_who_needs_the_days() -> None:
    program = "import sys, models.calendar; sys.exit('holidays' in sys.modules)"
    ran = subprocess.run([sys.executable, "-c", program], check=False)  # noqa: S603 - our own words
    assert ran.returncode == 0
