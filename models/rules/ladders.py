"""Ladders: at which moments a round reminds. Data, so that an admin can change them; the defaults are the design's.

Design, section 3, "Ladder" and "Working days". A rung stands relative to the opening, the due day or the closing; its
moment is worked out in the plan's calendar and given in UTC.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from enum import StrEnum
from typing import Final

from models.rules.deadlines import RoundDates, WorkingDays, at_local, local_day, local_time
from models.rules.words import RoundKind

QUIET_FROM: Final = time(21, 0)
QUIET_UNTIL: Final = time(8, 0)
MORNING: Final = time(9, 0)

_DAY = timedelta(days=1)
_INSTANT = timedelta(microseconds=1)


class Anchor(StrEnum):
    """What a rung is counted from, and thereby which way it moves off a rest day."""

    OPENING = "opening"
    """The round's opening, or the next moment at which one may write."""
    BEFORE_DUE = "before_due"
    """`offset` calendar days before the due day; off a rest day to the last working day before."""
    OVERDUE = "overdue"
    """The `offset`-th working day after the due day."""
    CLOSING = "closing"
    """`offset` calendar days before the day the round closes; off a rest day to the last working day before."""


AFTER_DUE: Final = frozenset({Anchor.OVERDUE, Anchor.CLOSING})
"""Rungs for what is late already; all others end with the due time."""


@dataclass(frozen=True, slots=True)
class Rung:
    """One step of a ladder.

    `name` is part of the slot and never shown to people. `at` is the wall time; for an opening it counts only when the
    round opens at a moment one may not write at. ValueError when `at` lies in quiet hours or `offset` makes no sense.
    """

    name: str
    anchor: Anchor
    offset: int = 0
    at: time = MORNING
    only_unbegun: bool = False
    enabled: bool = True

    def __post_init__(self) -> None:
        """Refuse a rung that could never be kept."""
        if not self.name or set(self.name) & set("/@:, "):
            raise ValueError(f"a rung's name is a plain word, not {self.name!r}")
        if is_quiet(self.at):
            raise ValueError(f"rung {self.name}: nothing is sent between 21:00 and 08:00, so not at {self.at:%H:%M}")
        if self.offset < (1 if self.anchor is Anchor.OVERDUE else 0):
            raise ValueError(f"rung {self.name}: {self.offset} days make no sense here")


Ladder = tuple[Rung, ...]


@dataclass(frozen=True, slots=True)
class RungTime:
    """A rung of one round: its stable name "2024-06/T-1" and its moment in UTC."""

    rung: Rung
    slot: str
    at: datetime


def is_quiet(at: time) -> bool:
    """Tell whether a wall time lies between 21:00 (included) and 08:00 (excluded), when nothing is sent."""
    return at >= QUIET_FROM or at < QUIET_UNTIL


_MONTHLY: Final[Ladder] = (
    Rung("opening", Anchor.OPENING),
    Rung("T-3", Anchor.BEFORE_DUE, 3, enabled=False),
    Rung("T-1", Anchor.BEFORE_DUE, 1),
    Rung("due-day", Anchor.BEFORE_DUE, 0),
    Rung("due-day-15", Anchor.BEFORE_DUE, 0, time(15, 0), only_unbegun=True),
    Rung("overdue-1", Anchor.OVERDUE, 1),
    Rung("overdue-3", Anchor.OVERDUE, 3),
    Rung("overdue-5", Anchor.OVERDUE, 5, enabled=False),
    Rung("closing-day", Anchor.CLOSING, 0, enabled=False),
)

_REGISTRATION: Final[Ladder] = (
    Rung("opening", Anchor.OPENING),
    Rung("T-7", Anchor.BEFORE_DUE, 7),
    Rung("T-3", Anchor.BEFORE_DUE, 3, enabled=False),
    Rung("T-1", Anchor.BEFORE_DUE, 1),
    Rung("due-day", Anchor.BEFORE_DUE, 0),
    Rung("due-day-15", Anchor.BEFORE_DUE, 0, time(15, 0), only_unbegun=True, enabled=False),
    Rung("overdue-1", Anchor.OVERDUE, 1, enabled=False),
    Rung("overdue-3", Anchor.OVERDUE, 3, enabled=False),
)

LADDERS: Final[Mapping[RoundKind, Ladder]] = {
    RoundKind.MONTHLY: _MONTHLY,
    RoundKind.REGISTRATION: _REGISTRATION,
    RoundKind.PLAN: _REGISTRATION,
    RoundKind.DATA_CALL: _MONTHLY,
    RoundKind.ANNUAL: _MONTHLY,
}
"""The defaults of each kind. Rungs not enabled are those an admin may switch on."""

RETURN_LADDER: Final[Ladder] = (
    Rung("due-day", Anchor.BEFORE_DUE, 0),
    Rung("overdue-1", Anchor.OVERDUE, 1),
)
"""For one returned item, due at `deadlines.return_due_at`; its moments come from `own_rung_times`."""


def rung_times(ladder: Sequence[Rung], dates: RoundDates, *, zone: tzinfo, days: WorkingDays) -> tuple[RungTime, ...]:
    """Work out the moments of a round's enabled rungs, earliest first (equal moments in the ladder's order).

    A due time or closing at midnight is the end of the day before, and days are counted from that day.
    What is left out: rungs before the opening; rungs at or after the due time that are not for late answers; rungs at
    or after the closing. Rungs that meet at one moment are all kept: they fold when they are sent.
    """
    times = []
    for rung in ladder:
        if not rung.enabled:
            continue
        at = _moment(rung, dates, zone, days)
        if at is not None and _fits(rung, at, dates):
            times.append(RungTime(rung, slot_of(dates.slug, rung), at))
    return tuple(sorted(times, key=lambda rung_time: rung_time.at))


def own_rung_times(
    ladder: Sequence[Rung],
    dates: RoundDates,
    own_due_at: datetime,
    *,
    granted_at: datetime,
    zone: tzinfo,
    days: WorkingDays,
) -> tuple[RungTime, ...]:
    """Work out the rungs of an item with a due time of its own (an extension, a return), from `granted_at` on.

    Their slots name that due time ("2024-06+20240630T0900Z/T-1"), so that they never meet the round's; there is no
    opening among them.
    """
    stamp = f"{own_due_at.astimezone(UTC):%Y%m%dT%H%MZ}"
    own = replace(dates, slug=f"{dates.slug}+{stamp}", opens_at=granted_at, due_at=own_due_at)
    return rung_times([rung for rung in ladder if rung.anchor is not Anchor.OPENING], own, zone=zone, days=days)


def slot_of(slug: str, rung: Rung) -> str:
    """Name a rung of a round: "2024-06/T-1"."""
    return f"{slug}/{rung.name}"


def next_open_moment(moment: datetime, at: time, *, zone: tzinfo, days: WorkingDays) -> datetime:
    """Give `moment` itself if one may write then, else `at` on the first working day on which that is still ahead.

    One may write on working days outside quiet hours.
    """
    day = local_day(moment, zone)
    if days.is_working(day) and not is_quiet(local_time(moment, zone)):
        return moment
    if at_local(day, at, zone) <= moment:
        day += _DAY
    return at_local(days.next_working_on_or_after(day), at, zone)


def waking_moment(moment: datetime, *, zone: tzinfo) -> datetime:
    """Give `moment` itself outside quiet hours, else their end at 08:00, rest day or not."""
    if not is_quiet(local_time(moment, zone)):
        return moment
    day = local_day(moment, zone)
    if at_local(day, QUIET_UNTIL, zone) <= moment:
        day += _DAY
    return at_local(day, QUIET_UNTIL, zone)


def ladder_to_json(ladder: Sequence[Rung]) -> list[dict[str, str | int | bool]]:
    """Give a ladder as plain JSON values, one object a rung; `ladder_from_json` reads it back."""
    return [
        {
            "name": rung.name,
            "anchor": rung.anchor.value,
            "offset": rung.offset,
            "at": f"{rung.at:%H:%M}",
            "only_unbegun": rung.only_unbegun,
            "enabled": rung.enabled,
        }
        for rung in ladder
    ]


def ladder_from_json(value: object) -> Ladder:
    """Read a ladder from JSON values. ValueError, saying what is wrong, for anything that is not one."""
    if not isinstance(value, list):
        raise ValueError("a ladder is a list of rungs")  # noqa: TRY004 - one kind of error for a wrong value
    ladder = tuple(_rung_from_json(item) for item in value)
    names = [rung.name for rung in ladder]
    if len(set(names)) < len(names):
        raise ValueError("two rungs of a ladder have the same name")
    return ladder


def with_rung(ladder: Sequence[Rung], rung: Rung) -> Ladder:
    """Give the ladder with `rung` in place of the one of its name, or added at the end."""
    if all(old.name != rung.name for old in ladder):
        return (*ladder, rung)
    return tuple(rung if old.name == rung.name else old for old in ladder)


def with_switch(ladder: Sequence[Rung], name: str, *, enabled: bool) -> Ladder:
    """Give the ladder with the rung of that name switched on or off. ValueError if it has none."""
    if all(rung.name != name for rung in ladder):
        raise ValueError(f"there is no rung {name!r}")
    return tuple(replace(rung, enabled=enabled) if rung.name == name else rung for rung in ladder)


def _moment(rung: Rung, dates: RoundDates, zone: tzinfo, days: WorkingDays) -> datetime | None:
    match rung.anchor:
        case Anchor.OPENING:
            at = next_open_moment(dates.opens_at, rung.at, zone=zone, days=days)
            # A short call over a holiday: rather told on a rest day than only after it was due.
            return at if at < dates.due_at else waking_moment(dates.opens_at, zone=zone)
        case Anchor.BEFORE_DUE:
            return _before(dates.due_at, rung, zone, days)
        case Anchor.OVERDUE:
            return at_local(days.nth_working_after(_last_day(dates.due_at, zone), rung.offset), rung.at, zone)
        case Anchor.CLOSING:
            return None if dates.closes_at is None else _before(dates.closes_at, rung, zone, days)


def _before(moment: datetime, rung: Rung, zone: tzinfo, days: WorkingDays) -> datetime:
    day = _last_day(moment, zone) - rung.offset * _DAY
    return at_local(days.last_working_on_or_before(day), rung.at, zone)


def _last_day(moment: datetime, zone: tzinfo) -> date:
    # "Until midnight" ends with the day before: nobody would look for its due-day rung after it.
    return local_day(moment - _INSTANT, zone)


def _fits(rung: Rung, at: datetime, dates: RoundDates) -> bool:
    if at < dates.opens_at or (dates.closes_at is not None and at >= dates.closes_at):
        return False
    return at > dates.due_at if rung.anchor in AFTER_DUE else at < dates.due_at


def _rung_from_json(value: object) -> Rung:
    if not isinstance(value, dict):
        raise ValueError("a rung is an object")  # noqa: TRY004 - one kind of error for a wrong value
    unknown = set(value) - {"name", "anchor", "offset", "at", "only_unbegun", "enabled"}
    if unknown:
        raise ValueError(f"a rung has no {', '.join(sorted(map(str, unknown)))}")
    name, anchor, offset, at = (value.get(key) for key in ("name", "anchor", "offset", "at"))
    flags = [value.get("only_unbegun", False), value.get("enabled", True)]
    if not isinstance(name, str) or not isinstance(anchor, str) or not all(isinstance(flag, bool) for flag in flags):
        raise ValueError(f"not a rung: {value!r}")
    if type(offset) is not int or not isinstance(at, str):
        raise ValueError(f"rung {name}: needs a whole number of days and a time")
    return Rung(name, Anchor(anchor), offset, time.fromisoformat(at), only_unbegun=flags[0], enabled=flags[1])
