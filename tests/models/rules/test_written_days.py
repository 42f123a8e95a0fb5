"""Days as people write them are read, and what is no day of the coming weeks is not."""

from datetime import date, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.rules.written_days import COMING_DAYS, find_day, read_day, read_time

TUESDAY = date(2024, 6, 18)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2024-07-01", date(2024, 7, 1)),
        ("2024年7月1日", date(2024, 7, 1)),
        ("2024.7.1", date(2024, 7, 1)),
        ("7月1日", date(2024, 7, 1)),
        ("七月一日", date(2024, 7, 1)),
        ("７月１日", date(2024, 7, 1)),
        ("7/1", date(2024, 7, 1)),
        ("今天", TUESDAY),
        ("明天", date(2024, 6, 19)),
        ("大后天", date(2024, 6, 21)),
        ("周五", date(2024, 6, 21)),
        ("周一", date(2024, 6, 24)),
        ("下周五", date(2024, 6, 28)),
        ("本月底", date(2024, 6, 30)),
        ("下月5日", date(2024, 7, 5)),
        ("下月底", date(2024, 7, 31)),
        ("延到28号", date(2024, 6, 28)),
        ("30日", date(2024, 6, 30)),
        ("5日", date(2024, 7, 5)),
        ("tomorrow", date(2024, 6, 19)),
    ],
)
def test_a_day_is_read_however_it_is_written(text: str, day: date) -> None:
    assert read_day(text, TUESDAY) == day


@pytest.mark.parametrize(
    "text", ["", "28", "28号任务", "2024-06-17", "2024-12-31", "1月5日", "6月31日", "没想好", "13月1日", "28场", "95%"]
)
def test_what_names_no_day_of_the_coming_weeks_is_none(text: str) -> None:
    assert read_day(text, TUESDAY) is None


def test_a_month_and_day_behind_us_is_next_years() -> None:
    assert read_day("1月5日", date(2024, 12, 20)) == date(2025, 1, 5)


@pytest.mark.parametrize(
    ("text", "at"),
    [
        ("17:00", time(17)),
        ("下午5点", time(17)),
        ("9点半", time(9, 30)),
        ("17时30分", time(17, 30)),
        ("８：０５", time(8, 5)),
    ],
)
def test_a_wall_time_is_read(text: str, at: time) -> None:
    assert read_time(text) == at


@pytest.mark.parametrize("text", ["25:00", "5", "中午", "12:60"])
def test_what_is_no_wall_time_is_none(text: str) -> None:
    assert read_time(text) is None


def test_the_time_beside_a_day_belongs_to_it() -> None:
    found = find_day("到6月30日17:30之前", TUESDAY)
    assert found is not None
    assert (found.day, found.at) == (date(2024, 6, 30), time(17, 30))


@given(
    st.dates(date(2023, 1, 1), date(2030, 12, 31)),
    st.integers(0, COMING_DAYS),
    st.sampled_from(["{0:%Y-%m-%d}", "{0.year}年{0.month}月{0.day}日", "{0.month}月{0.day}日", "{0.month}月{0.day}号"]),
)
def test_every_day_of_the_coming_weeks_can_be_written_in_every_way(today: date, ahead: int, form: str) -> None:
    day = today + timedelta(days=ahead)
    assert read_day(form.format(day), today) == day


@given(st.text(max_size=60), st.dates(date(2023, 1, 1), date(2030, 12, 31)))
def test_whatever_is_found_lies_in_the_text_and_in_the_coming_weeks(text: str, today: date) -> None:
    found = find_day(text, today)
    if found is not None:
        assert 0 <= found.start < found.stop <= len(text)
        assert today <= found.day <= today + timedelta(days=COMING_DAYS)
