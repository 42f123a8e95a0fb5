"""Days as people write them: 2024-07-01, 7月1日, 下周五, 明天, 月底; and a wall time beside them."""

import re
from calendar import monthrange
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, time, timedelta
from typing import Final

from models.rules.replies.folding import fold
from models.rules.replies.numerals import NUMERAL, numeral_value

COMING_DAYS: Final = 90

_DAY = timedelta(days=1)
_WEEK = 7
_MONTHS = 12
_NOON = 12
_RELATIVE = {"今天": 0, "今日": 0, "today": 0, "明天": 1, "明日": 1, "tomorrow": 1, "后天": 2, "大后天": 3}
_WEEKDAYS = "一二三四五六日"
_NUMBER = f"(?:{NUMERAL})"
_FULL = re.compile(rf"(?P<year>\d{{4}})\s*[-/.年]\s*(?P<month>{_NUMBER})\s*[-/.月]\s*(?P<day>{_NUMBER})\s*[日号]?")
_MONTH_DAY = re.compile(rf"(?P<month>{_NUMBER})\s*月\s*(?P<day>{_NUMBER})\s*[日号]?")
_NEXT_MONTH = re.compile(rf"(?P<which>本月|这个月|当月|下个?月)\s*(?P<day>{_NUMBER})\s*[日号]")
_MONTH_END = re.compile("(?P<which>本月|这个月|下个?月)?(?:月底|月末|底(?=$|\\W|前))")
_WEEKDAY = re.compile(f"(?P<which>本|这个?|下个?)?(?:周|星期|礼拜)(?P<day>[{_WEEKDAYS}天])")
_WORD = re.compile("大后天|后天|明天|明日|今天|今日|today|tomorrow", re.IGNORECASE)
_SHORT = re.compile(r"(?<![\d.\-/])(?P<month>1[0-2]|0?[1-9])[-/.](?P<day>3[01]|[12]\d|0?[1-9])(?![\d.\-/%])")
_DAY_ALONE = re.compile(
    r"(?:(?<=到)|(?<=至)|(?<=在)|(?<=延)|\A(?=\s*\d+\s*[日号]\s*\Z))\s*(?P<day>3[01]|[12]\d|0?[1-9])\s*[日号]"
)
# Behind a day: up to another one; of the same month, its number alone will do.
_SPAN = re.compile(r"\s*(?:起|开始)?\s*[,、]?\s*(?:到|至|-+|~+|—+|–+)\s*")
_SAME_MONTH = re.compile(rf"(?P<day>{_NUMBER})\s*[日号](?!\s*[点时])")
_BEGINS_DAY = re.compile(
    rf"\d{{4}}\s*[-/.年]|{_NUMBER}\s*月|\d{{1,2}}[-/.]\d|下|本|这|周|星期|礼拜|大?后天|明天|月底|月末"
)
_TIME = re.compile(
    rf"\s*(?P<half>上午|下午|晚上|晚|中午|早上)?\s*(?:(?P<hour>\d{{1,2}})\s*:\s*(?P<minute>[0-5]\d)"
    rf"|(?P<hour2>{_NUMBER})\s*(?:点|时)\s*(?:(?P<minute2>[0-5]?\d)\s*分?|(?P<thirty>半))?)"
)


@dataclass(frozen=True, slots=True)
class WrittenDay:
    """A day found in a text, with the wall time written beside it, and the part of the text (as folded) that says it."""

    day: date
    at: time | None
    start: int
    stop: int


def find_day(text: str, today: date, *, within: int = COMING_DAYS) -> WrittenDay | None:
    """Return the first day of the coming `within` days (today included) that the text names, or None.

    A month and day without a year is the nearest such day ahead. What is out of that range is no day.
    """
    # The longest reading of what stands first: 2024-07-01 is not the 7th of January.
    return min(_days_in(text, today, within), key=lambda one: (one.start, -one.stop), default=None)


def _days_in(text: str, today: date, within: int) -> list[WrittenDay]:
    folded = fold(text)
    return [
        WrittenDay(day, at, match.start(), stop)
        for pattern, read in _READERS
        for match in pattern.finditer(folded)
        if (day := read(match, today)) is not None and today <= day <= today + within * _DAY
        for at, stop in [_time_behind(folded, match.end())]
    ]


def read_day(text: str, today: date, *, within: int = COMING_DAYS) -> date | None:
    """Return the one day a message names, whatever stands around it; None for none."""
    found = find_day(text, today, within=within)
    return None if found is None else found.day


def read_last_day(text: str, today: date, *, within: int = COMING_DAYS) -> date | None:
    """Return the day up to which a message says something lasts: the later end of 7月20日到28日, else the one day named."""
    first = find_day(text, today, within=within)
    if first is None:
        return None
    span = _SPAN.match(fold(text), first.stop)
    if span is None:
        return first.day
    behind = fold(text)[span.end() :]
    if alone := _SAME_MONTH.match(behind):
        last = _make(first.day.year, first.day.month, numeral_value(alone["day"]))
    else:
        last = read_day(behind, today, within=within) if _BEGINS_DAY.match(behind) else None
    return last if last is not None and first.day <= last <= today + within * _DAY else first.day


def read_time(text: str) -> time | None:
    """Return a wall time that is all of the text (17:00, 下午5点), or None."""
    match = _TIME.fullmatch(fold(text).strip())
    return None if match is None else _time_of(match)


def _time_behind(folded: str, at: int) -> tuple[time | None, int]:
    match = _TIME.match(folded, at)
    read = None if match is None else _time_of(match)
    return (None, at) if match is None or read is None else (read, match.end())


def _time_of(match: re.Match[str]) -> time | None:
    hour = numeral_value(match["hour"] or match["hour2"])
    minute = 30 if match["thirty"] else int(match["minute"] or match["minute2"] or 0)
    if hour is not None and match["half"] in ("下午", "晚上", "晚", "中午") and hour < _NOON:
        hour += _NOON
    try:
        return None if hour is None else time(hour, minute)
    except ValueError:
        return None


def _make(year: int, month: int | None, day: int | None) -> date | None:
    try:
        return None if month is None or day is None else date(year, month, day)
    except ValueError:
        return None


def _full(match: re.Match[str], _today: date) -> date | None:
    return _make(int(match["year"]), numeral_value(match["month"]), numeral_value(match["day"]))


def _month_day(match: re.Match[str], today: date) -> date | None:
    month, number = numeral_value(match["month"]), numeral_value(match["day"])
    this_year = _make(today.year, month, number)
    return this_year if this_year is not None and this_year >= today else _make(today.year + 1, month, number)


def _day_alone(match: re.Match[str], today: date) -> date | None:
    number = int(match["day"])
    this_month = _make(today.year, today.month, number)
    return this_month if this_month is not None and this_month >= today else _make(*_month_after(today), number)


def _month_after(today: date) -> tuple[int, int]:
    return (today.year + 1, 1) if today.month == _MONTHS else (today.year, today.month + 1)


def _month_of(which: str | None, today: date) -> tuple[int, int]:
    return _month_after(today) if which is not None and which.startswith("下") else (today.year, today.month)


def _in_month(match: re.Match[str], today: date) -> date | None:
    return _make(*_month_of(match["which"], today), numeral_value(match["day"]))


def _month_end(match: re.Match[str], today: date) -> date | None:
    if match["which"] is None and not match[0].startswith("月"):
        return None
    year, month = _month_of(match["which"], today)
    return date(year, month, monthrange(year, month)[1])


def _weekday(match: re.Match[str], today: date) -> date | None:
    wanted = _WEEKDAYS.index("日" if match["day"] == "天" else match["day"])
    monday = today - today.weekday() * _DAY
    if match["which"] is not None and match["which"].startswith("下"):
        return monday + (_WEEK + wanted) * _DAY
    day = monday + wanted * _DAY
    return day if day >= today or match["which"] is not None else day + _WEEK * _DAY


def _word(match: re.Match[str], today: date) -> date | None:
    return today + _RELATIVE[match[0].lower()] * _DAY


_Reader = Callable[[re.Match[str], date], date | None]
_READERS: Final[tuple[tuple[re.Pattern[str], _Reader], ...]] = (
    (_FULL, _full),
    (_MONTH_DAY, _month_day),
    (_NEXT_MONTH, _in_month),
    (_MONTH_END, _month_end),
    (_WEEKDAY, _weekday),
    (_WORD, _word),
    (_SHORT, _month_day),
    (_DAY_ALONE, _day_alone),
)
