"""Reading the sentences by which days off and make-up working days are announced, and single days as an admin writes them.

Design, section 3, "Working days". What is read is shown and confirmed before it counts, so a sentence with a date in it
that nothing is said of, or that contradicts itself (weekday, number of days), is complained of rather than guessed at.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum

_DAY = timedelta(days=1)
_LONGEST = 20
_WEEKDAYS = "一二三四五六日"

_WIDE = str.maketrans("０１２３４５６７８９（），；：～", "0123456789(),;:~")
_TOKEN = re.compile(
    r"(?P<iso>(?P<y1>\d{4})[-/.](?P<m1>\d{1,2})[-/.](?P<d1>\d{1,2}))"
    r"|(?:(?P<y2>\d{4})年)?(?P<m2>\d{1,2})月(?P<d2>\d{1,2})日?"
    r"|共(?P<total>\d{1,2})天|放假(?P<total_off>\d{1,2})天"
    r"|(?P<d3>\d{1,2})日"
    r"|(?P<year>\d{4})年"
    r"|(?P<note>\([^()]*\))|(?:星期|周|礼拜)(?P<bare>[一二三四五六日天])"
    r"|(?P<to>至|到|—+|–|~|-)"
    r"|(?P<work>上班|补班|工作日|work(?:ing)?)"
    r"|(?P<off>放假|休息|休假|rest|off)",
    re.IGNORECASE,
)
_WEEKDAY = re.compile(r"(?:星期|周|礼拜)([一二三四五六日天])")


class Flaw(StrEnum):
    """What is wrong with a sentence."""

    NO_DAYS = "no_days"
    """No day is named, or nothing is said of those named."""
    BAD_DATE = "bad_date"
    """A date that no calendar has."""
    WEEKDAY = "weekday"
    """A date is said to be another day of the week than it is."""
    TOTAL = "total"
    """The number of days named is not the number counted."""
    LOOSE = "loose"
    """A date of which it is not said whether it is worked."""
    BOTH = "both"
    """A day said to be worked and to be off."""


@dataclass(frozen=True, slots=True)
class Notice:
    """What a sentence says: True for days worked, False for days off, by day. With a flaw, `days` are empty.

    `quoted` is the piece that is wrong.
    """

    days: Mapping[date, bool] = field(default_factory=dict)
    flaw: Flaw | None = None
    quoted: str = ""

    @property
    def rest(self) -> tuple[date, ...]:
        """The days off, in order."""
        return tuple(sorted(day for day, is_working in self.days.items() if not is_working))

    @property
    def worked(self) -> tuple[date, ...]:
        """The days worked, in order."""
        return tuple(sorted(day for day, is_working in self.days.items() if is_working))


class _FlawedError(Exception):
    def __init__(self, flaw: Flaw, quoted: str) -> None:
        super().__init__(flaw)
        self.flaw = flaw
        self.quoted = quoted


def read_notice(text: str, today: date) -> Notice:
    """Read a notice's sentences ("10月1日至7日放假，共7天。9月29日上班。") or lines like "2027-02-06 上班".

    A year stands until another is named. Without one it is the year around `today` in which every weekday named is
    right; with no weekdays the present year, or the next if all the days are over.
    """
    first: Notice | None = None
    for year in (today.year, today.year + 1, today.year - 1):
        try:
            days = _Reader(year).read(text)
        except _FlawedError as error:
            first = first or Notice(flaw=error.flaw, quoted=error.quoted)
            if error.flaw is not Flaw.WEEKDAY:
                return first
            continue
        if first is None and days and max(days) < today:
            later = _read_or_none(text, today.year + 1)
            return Notice(later if later and max(later) >= today else days)
        return Notice(days)
    return first or Notice(flaw=Flaw.NO_DAYS)


def _read_or_none(text: str, year: int) -> dict[date, bool] | None:
    try:
        return _Reader(year).read(text)
    except _FlawedError:
        return None


def runs(days: tuple[date, ...]) -> Iterator[tuple[date, date]]:
    """Yield consecutive days drawn together, as (first, last)."""
    start = previous = None
    for day in days:
        if start is None or previous is None or day != previous + _DAY:
            if start is not None and previous is not None:
                yield start, previous
            start = day
        previous = day
    if start is not None and previous is not None:
        yield start, previous


class _Reader:
    """Goes through the tokens: dates gather until it is said whether they are worked or off."""

    def __init__(self, year: int) -> None:
        self._year = year
        self._month: int | None = None
        self._pending: list[date] = []
        self._loose = ""
        self._is_range = False
        self._latest: list[date] = []
        self._days: dict[date, bool] = {}

    def read(self, text: str) -> dict[date, bool]:
        for match in _TOKEN.finditer(text.translate(_WIDE).replace(" ", "").replace("\u3000", "")):
            self._take(match)
        if self._pending:
            raise _FlawedError(Flaw.LOOSE, self._loose)
        if not self._days:
            raise _FlawedError(Flaw.NO_DAYS, "")
        return self._days

    def _take(self, match: re.Match[str]) -> None:
        group = match.lastgroup
        piece = match[0]
        if match["total"] or match["total_off"]:
            if match["total_off"]:
                self._say(is_working=False)
            self._check_total(int(match["total"] or match["total_off"]), piece)
        elif match["note"] or match["bare"]:
            self._check_weekday(piece)
        elif match["to"]:
            self._is_range = bool(self._pending)
        elif match["work"] or match["off"]:
            self._say(is_working=group == "work")
        elif match["year"]:
            self._year = int(match["year"])
        else:
            self._date(match)

    def _date(self, match: re.Match[str]) -> None:
        year = match["y1"] or match["y2"]
        month = match["m1"] or match["m2"]
        if year:
            self._year = int(year)
        if month:
            self._month = int(month)
        day = int(match["d1"] or match["d2"] or match["d3"])
        if self._month is None:
            raise _FlawedError(Flaw.BAD_DATE, match[0])
        try:
            found = date(self._year, self._month, day)
            if self._is_range and found < self._pending[-1] and not year:
                # From December into January.
                found = date(self._year + 1, self._month, day)
                self._year += 1
        except ValueError as error:
            raise _FlawedError(Flaw.BAD_DATE, match[0]) from error
        if self._is_range:
            self._fill(found, match[0])
        else:
            self._pending.append(found)
        self._loose = match[0]

    def _fill(self, last: date, piece: str) -> None:
        first = self._pending[-1]
        if not 0 < (last - first).days <= _LONGEST:
            raise _FlawedError(Flaw.BAD_DATE, piece)
        self._pending.extend(first + n * _DAY for n in range(1, (last - first).days + 1))
        self._is_range = False

    def _say(self, *, is_working: bool) -> None:
        for day in self._pending:
            if self._days.get(day, is_working) != is_working:
                raise _FlawedError(Flaw.BOTH, day.isoformat())
            self._days[day] = is_working
        if self._pending:
            self._latest, self._pending = self._pending, []
        self._is_range = False

    def _check_weekday(self, piece: str) -> None:
        found = _WEEKDAY.search(piece)
        if found is None or not self._pending:
            return
        if self._pending[-1].weekday() != _WEEKDAYS.index(found[1].replace("天", "日")):
            raise _FlawedError(Flaw.WEEKDAY, f"{self._loose}{piece}")

    def _check_total(self, count: int, piece: str) -> None:
        if self._latest and len(self._latest) != count:
            raise _FlawedError(Flaw.TOTAL, piece)
