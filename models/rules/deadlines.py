"""When rounds open, are due and close: days counted in the plan's own calendar, turned into UTC once.

Design, section 3, "Which rounds", "Deadline arithmetic" and "Working days". Every `datetime` that leaves this module is
aware and in UTC; every `date` and `time` is a day and a wall time in the plan's zone.
"""

import re
from calendar import monthrange
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta, tzinfo

from models.rules.words import RoundKind

OPENING_TIME = time(9, 0)
OPENS_BEFORE_DUE_FOR = timedelta(days=7)
DEFAULT_DUE_DAY = 25
# “25日前” says no hour; the end of the office's day is the reading that nobody can call early (design, section 3).
DEFAULT_DUE_TIME = time(17, 0)
RETURN_WORKING_DAYS = 2

_MONTHS = 12
_SATURDAY = 5
_DAY = timedelta(days=1)
_SLUG = re.compile(r"(\d{4})-(0[1-9]|1[0-2])")


@dataclass(frozen=True, slots=True)
class WorkingDays:
    """Which days people work: weekdays, but for the days named here.

    `rest` are days off (weekdays among them, or weekend days again), `make_up` are weekend days worked; a day in both is
    worked. `published` are the years whose calendar the State Council has issued; of the others only what the office
    itself has entered is named, so they fall back to plain weekdays, and the admins are to be told.
    """

    rest: frozenset[date] = field(default_factory=frozenset)
    make_up: frozenset[date] = field(default_factory=frozenset)
    published: frozenset[int] = field(default_factory=frozenset)

    def is_working(self, day: date) -> bool:
        """Tell whether `day` is worked."""
        if day in self.make_up:
            return True
        return day.weekday() < _SATURDAY and day not in self.rest

    def is_published(self, year: int) -> bool:
        """Tell whether the year's holidays are known; if not, its answers are plain weekdays."""
        return year in self.published

    def last_working_on_or_before(self, day: date) -> date:
        """Give `day` itself if it is worked, else the last worked day before it."""
        while not self.is_working(day):
            day -= _DAY
        return day

    def next_working_on_or_after(self, day: date) -> date:
        """Give `day` itself if it is worked, else the first worked day after it."""
        while not self.is_working(day):
            day += _DAY
        return day

    def nth_working_after(self, day: date, n: int) -> date:
        """Give the n-th worked day after `day`; `day` itself never counts. `n` is 1 or more (ValueError)."""
        if n < 1:
            raise ValueError(f"working days are counted from 1, not {n}")
        for _ in range(n):
            day = self.next_working_on_or_after(day + _DAY)
        return day


WEEKDAYS = WorkingDays()
"""Monday to Friday, no holidays: what an unpublished year falls back to."""


@dataclass(frozen=True, slots=True)
class RoundDates:
    """The three moments of a round, in UTC.

    On time until `due_at` (inclusive), accepted until `closes_at` (exclusive; None: as long as the plan runs).
    """

    slug: str
    kind: RoundKind
    opens_at: datetime
    due_at: datetime
    closes_at: datetime | None


@dataclass(frozen=True, slots=True)
class DueChoices:
    """What the office is offered when a due day is a rest day: leave it, or the nearest working days around it."""

    keep: datetime
    earlier: datetime
    later: datetime


def at_local(day: date, at: time, zone: tzinfo) -> datetime:
    """Give the UTC moment at which clocks in `zone` show `at` on `day`.

    A wall time that is skipped (clocks put forward) is taken as far after the gap as it lay after the gap's start;
    a wall time that comes twice (clocks put back) is its first coming.
    """
    return datetime.combine(day, at.replace(tzinfo=None, fold=0), tzinfo=zone).astimezone(UTC)


def local_day(moment: datetime, zone: tzinfo) -> date:
    """Give the calendar day of a moment in `zone`."""
    return moment.astimezone(zone).date()


def local_time(moment: datetime, zone: tzinfo) -> time:
    """Give the (naive) wall time of a moment in `zone`."""
    return moment.astimezone(zone).time()


def parse_slug(slug: str) -> tuple[int, int]:
    """Read a monthly round's slug: "2024-06" gives (2024, 6). ValueError for anything else."""
    found = _SLUG.fullmatch(slug)
    if found is None or found[1] == "0000":
        raise ValueError(f"not a month: {slug!r}")
    return int(found[1]), int(found[2])


def monthly_slug(year: int, month: int) -> str:
    """Name the monthly round of a month: "2024-06"."""
    return f"{year:04d}-{month:02d}"


def next_month(year: int, month: int) -> tuple[int, int]:
    """Give the month after this one."""
    return (year + 1, 1) if month == _MONTHS else (year, month + 1)


def next_slug(slug: str) -> str:
    """Name the monthly round after this one: "2024-12" gives "2025-01"."""
    return monthly_slug(*next_month(*parse_slug(slug)))


def monthly_slugs(first: str, last: str) -> tuple[str, ...]:
    """Name every monthly round from `first` to `last`, both included. ValueError if `last` is before `first`."""
    month, end = parse_slug(first), parse_slug(last)
    if end < month:
        raise ValueError(f"the last month {last} is before the first {first}")
    slugs = []
    while month <= end:
        slugs.append(monthly_slug(*month))
        month = next_month(*month)
    return tuple(slugs)


def due_moment(year: int, month: int, *, due_day: int, due_time: time, zone: tzinfo) -> datetime:
    """Give a month's due time in UTC; a due day the month lacks (31, or 30 in February) is its last day."""
    if due_day < 1:
        raise ValueError(f"a due day is 1 to 31, not {due_day}")
    return at_local(date(year, month, min(due_day, monthrange(year, month)[1])), due_time, zone)


def opening_before(due_at: datetime, *, zone: tzinfo, days: WorkingDays) -> datetime:
    """Give the opening of a round due at `due_at`: 7 calendar days before, at 09:00, on the next working day.

    Only when that would be the due day or later (a due day in or right after a long holiday), the last working day
    before is taken instead, so that a round is always open for some time before it is due.
    """
    due_on = local_day(due_at, zone)
    wished_on = due_on - OPENS_BEFORE_DUE_FOR
    opens_on = days.next_working_on_or_after(wished_on)
    if opens_on >= due_on:
        opens_on = days.last_working_on_or_before(wished_on)
    return at_local(opens_on, OPENING_TIME, zone)


def monthly_dates(
    year: int, month: int, *, due_day: int, due_time: time, zone: tzinfo, days: WorkingDays
) -> RoundDates:
    """Give a month's round: due on its due day, rest day or not; opened by `opening_before`.

    It closes when the next month's round opens (by the same rule, whether or not there will be one). ValueError for
    a due day below 1.
    """
    due_at = due_moment(year, month, due_day=due_day, due_time=due_time, zone=zone)
    next_due_at = due_moment(*next_month(year, month), due_day=due_day, due_time=due_time, zone=zone)
    return RoundDates(
        slug=monthly_slug(year, month),
        kind=RoundKind.MONTHLY,
        opens_at=opening_before(due_at, zone=zone, days=days),
        due_at=due_at,
        closes_at=opening_before(next_due_at, zone=zone, days=days),
    )


def registration_slug(code: str) -> str:
    """Name a plan's registration round: "2024-registration"."""
    return f"{code}-registration"


def registration_dates(
    code: str, *, opens_at: datetime, due_at: datetime, closes_at: datetime | None = None
) -> RoundDates:
    """Give a plan's registration round: open from the moment the plan is issued (imported and confirmed).

    Units register late rather than never, so by default it stays open as long as the plan runs (`closes_at` None).
    A plan imported after its cutoff opens past due: its registrations are taken, and only overdue rungs remain.
    """
    return RoundDates(registration_slug(code), RoundKind.REGISTRATION, opens_at, due_at, closes_at)


def first_round_after(now: datetime, *, due_day: int, due_time: time, zone: tzinfo, days: WorkingDays) -> str:
    """Name the default first monthly round of a plan: the first whose opening is still ahead of `now`."""
    month = local_day(now, zone).year, local_day(now, zone).month
    while True:
        due_at = due_moment(*month, due_day=due_day, due_time=due_time, zone=zone)
        if opening_before(due_at, zone=zone, days=days) > now:
            return monthly_slug(*month)
        month = next_month(*month)


def is_rest_day_due(due_at: datetime, *, zone: tzinfo, days: WorkingDays) -> bool:
    """Tell whether a round falls due on a rest day, so that the office is to be asked: keep, earlier, later."""
    return not days.is_working(local_day(due_at, zone))


def due_choices(due_at: datetime, *, zone: tzinfo, days: WorkingDays) -> DueChoices:
    """Give the answers to that question: the same wall time on the working days before and after."""
    due_on, at = local_day(due_at, zone), local_time(due_at, zone)
    return DueChoices(
        keep=due_at,
        earlier=at_local(days.last_working_on_or_before(due_on), at, zone),
        later=at_local(days.next_working_on_or_after(due_on), at, zone),
    )


def return_due_at(returned_at: datetime, *, zone: tzinfo, days: WorkingDays) -> datetime:
    """Give the moment until which an answer to a return is in time: the end of the second working day after it."""
    last_on = days.nth_working_after(local_day(returned_at, zone), RETURN_WORKING_DAYS)
    return at_local(last_on + _DAY, time(0, 0), zone)
