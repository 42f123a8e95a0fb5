"""A notice pasted by an admin is read exactly, or complained of."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.rules.notices import Flaw, read_notice, runs

DAY = timedelta(days=1)
TODAY = date(2024, 6, 3)
WEEKDAYS = "一二三四五六日"


def days(first: date, last: date) -> list[date]:
    return [first + n * DAY for n in range((last - first).days + 1)]


def test_the_autumn_of_2024_as_it_was_announced() -> None:
    notice = read_notice("10月1日至7日放假调休，共7天。9月29日（星期日）、10月12日（星期六）上班。", TODAY)
    assert notice.flaw is None
    assert list(notice.rest) == days(date(2024, 10, 1), date(2024, 10, 7))
    assert list(notice.worked) == [date(2024, 9, 29), date(2024, 10, 12)]


def test_a_range_across_months_with_the_weekdays_in_brackets() -> None:
    text = (
        "1月28日（农历除夕、周二）至2月4日（农历正月初七、周二）放假调休，共8天。1月26日（周日）、2月8日（周六）上班。"
    )
    notice = read_notice(text, date(2024, 11, 20))
    assert list(notice.rest) == days(date(2025, 1, 28), date(2025, 2, 4))
    assert list(notice.worked) == [date(2025, 1, 26), date(2025, 2, 8)]


def test_a_range_across_the_new_year_with_and_without_years() -> None:
    assert list(read_notice("2022年12月31日至2023年1月2日放假调休，共3天。", TODAY).rest) == days(
        date(2022, 12, 31), date(2023, 1, 2)
    )
    assert list(read_notice("12月31日至1月2日放假", TODAY).rest) == days(date(2024, 12, 31), date(2025, 1, 2))


def test_single_days_as_an_admin_writes_them() -> None:
    notice = read_notice("2027-02-06 上班\n2027-02-08 休息", TODAY)
    assert notice.days == {date(2027, 2, 6): True, date(2027, 2, 8): False}
    assert read_notice("2027年1月1日（周五）放假1天，不调休。", TODAY).rest == (date(2027, 1, 1),)


def test_days_that_are_all_over_are_those_of_the_next_year() -> None:
    assert read_notice("1月1日放假", TODAY).rest == (date(2025, 1, 1),)


@pytest.mark.parametrize(
    ("text", "flaw"),
    [
        ("今天天气不错", Flaw.NO_DAYS),
        ("", Flaw.NO_DAYS),
        ("2月30日放假", Flaw.BAD_DATE),
        ("7日放假", Flaw.BAD_DATE),
        ("2024-10-07至2024-10-01放假", Flaw.BAD_DATE),
        ("2024年10月1日（星期一）放假", Flaw.WEEKDAY),
        ("10月1日至7日放假，共8天", Flaw.TOTAL),
        ("10月1日放假，10月12日", Flaw.LOOSE),
        ("10月1日放假，10月1日上班", Flaw.BOTH),
    ],
)
def test_what_contradicts_itself_or_says_nothing_is_complained_of(text: str, flaw: Flaw) -> None:
    notice = read_notice(text, TODAY)
    assert notice.flaw is flaw
    assert notice.days == {}


@given(
    first=st.dates(date(2024, 1, 1), date(2027, 11, 30)),
    length=st.integers(2, 9),
    makeup=st.lists(st.integers(10, 25), min_size=1, max_size=3, unique=True),
    wide=st.booleans(),
)
def test_a_notice_written_in_the_usual_way_is_read_back_exactly(
    first: date, length: int, makeup: list[int], *, wide: bool
) -> None:
    last = first + (length - 1) * DAY
    worked = [last + n * DAY for n in sorted(makeup)]

    def say(day: date) -> str:
        return f"{day.year}年{day.month}月{day.day}日（星期{WEEKDAYS[day.weekday()]}）"

    text = f"{say(first)}至{say(last)}放假调休，共{length}天。{'、'.join(map(say, worked))}上班。"
    if wide:
        text = text.translate(str.maketrans("0123456789", "０１２３４５６７８９"))
    notice = read_notice(text, TODAY)
    assert notice.flaw is None
    assert list(notice.rest) == days(first, last)
    assert list(notice.worked) == worked


@given(st.text("0123456789年月日至放假上班休息共天（）星期一日、-~ \n", max_size=60))
def test_whatever_is_pasted_there_is_an_answer_and_a_flaw_never_comes_with_days(text: str) -> None:
    notice = read_notice(text, TODAY)
    assert bool(notice.days) == (notice.flaw is None)
    assert not set(notice.rest) & set(notice.worked)


@given(st.sets(st.dates(date(2024, 1, 1), date(2024, 3, 1))))
def test_runs_cover_exactly_the_days_given(chosen: set[date]) -> None:
    covered = [day for first, last in runs(tuple(sorted(chosen))) for day in days(first, last)]
    assert covered == sorted(chosen)
