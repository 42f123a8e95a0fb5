"""Hypothesis strategies shared by the tests of time: calendars, rounds with ladders, one person's weeks, ticks.

A whole world has hundreds of choices; drawn one by one they would cost fifty times what the rules themselves take. So
hypothesis draws bytes, and `Dice` reads the choices off them: a zero is always the simplest choice, and a failing example
shrinks towards zeros. Everything lies around the day `FIRST_DAY`.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from typing import TypeVar
from zoneinfo import ZoneInfo

from hypothesis import strategies as st

from models.rules.deadlines import RoundDates, WorkingDays, at_local
from models.rules.dues import Addressee, OpenRound, Owed
from models.rules.ladders import LADDERS, Ladder, own_rung_times, rung_times
from models.rules.snoozes import Snooze
from models.rules.words import RoundKind

FIRST_DAY = date(2024, 3, 4)
"""A Monday; clocks change in New York on the 10th."""

HORIZON_DAYS = 35
"""Every world is over by then, but for rounds that never close."""

_ZONES = [ZoneInfo(name) for name in ("Asia/Shanghai", "America/New_York", "Europe/Berlin", "Australia/Lord_Howe")]
_ROLLS = 160

T = TypeVar("T")


class Dice:
    """Choices read off bytes, one or two a choice; when they run out every choice is the first."""

    def __init__(self, rolls: bytes) -> None:
        self._rolls = iter(rolls)

    def below(self, bound: int) -> int:
        """Give a number from 0 to bound - 1."""
        roll = next(self._rolls, 0)
        return (roll if bound <= 256 else roll * 256 + next(self._rolls, 0)) % bound

    def between(self, low: int, high: int) -> int:
        """Give a number from `low` to `high`, both included."""
        return low + self.below(high - low + 1)

    def is_rare(self) -> bool:
        """Give True once in four times."""
        return self.below(4) == 3

    def one_of(self, choices: Sequence[T]) -> T:
        """Give one of the choices, the first being the simplest."""
        return choices[self.below(len(choices))]

    def moment(self, zone: ZoneInfo, last_day: int = 21) -> datetime:
        """Give a moment within `last_day` days, to the minute, often on a full hour."""
        day, hour = FIRST_DAY + timedelta(days=self.below(last_day + 1)), self.below(24)
        return at_local(day, time(hour, self.one_of([0, 0, 0, 1, 15, 44, 59])), zone)


@dataclass(frozen=True, slots=True)
class Duty:
    """What one person owes, and what becomes of it: `owed` as it begins, then the moments of its life (None: never)."""

    owed: Owed
    begun_at: datetime | None
    answered_at: datetime | None


@dataclass(frozen=True, slots=True)
class World:
    """One person's weeks: the rounds, the duties, when there was input, and a pattern of ticks with gaps in it."""

    zone: ZoneInfo
    days: WorkingDays
    rounds: dict[int, OpenRound]
    duties: tuple[Duty, ...]
    inputs: tuple[datetime, ...]
    snoozes: tuple[Snooze, ...]
    ticks: tuple[datetime, ...]

    def seen_at(self, now: datetime, settled: frozenset[str] = frozenset()) -> Addressee:
        """Give the person as a store would load them at `now`."""
        begun = {
            duty.owed.round_id
            for duty in self.duties
            if any(at is not None and at <= now for at in (duty.begun_at, duty.answered_at))
        }
        return Addressee(
            person_id=7,
            owed=tuple(
                replace(duty.owed, begun=duty.owed.round_id in begun)
                for duty in self.duties
                if duty.owed.since <= now and not (duty.answered_at is not None and duty.answered_at <= now)
            ),
            settled=settled,
            last_input_at=max((at for at in self.inputs if at <= now), default=None),
            snoozes=tuple(snooze for snooze in self.snoozes if snooze.asked_at <= now),
        )


ZONES = st.sampled_from(_ZONES)


def working_days() -> st.SearchStrategy[WorkingDays]:
    """Draw calendars around FIRST_DAY with holidays (also long ones) and make-up days of any sort."""
    return st.binary(min_size=16, max_size=16).map(lambda rolls: _days(Dice(rolls)))


def ladders() -> st.SearchStrategy[Ladder]:
    """Draw ladders: the defaults, or their rungs switched at will, at any hour that is not quiet."""
    return st.binary(min_size=24, max_size=24).map(lambda rolls: _ladder(Dice(rolls)))


def worlds() -> st.SearchStrategy[World]:
    """Draw one person's weeks: overlapping rounds, extensions, hand-overs, drafts, answers, chatter, snoozes, outages."""
    return st.binary(min_size=_ROLLS, max_size=_ROLLS).map(lambda rolls: _world(Dice(rolls)))


def _days(dice: Dice) -> WorkingDays:
    rest: set[date] = set()
    for _ in range(dice.below(4)):
        first = FIRST_DAY + timedelta(days=dice.below(30))
        rest |= {first + timedelta(days=n) for n in range(dice.between(1, 9))}
    around = [FIRST_DAY + timedelta(days=dice.below(35)) for _ in range(dice.below(5))]
    make_up = frozenset(day for day in around if day.weekday() >= 5)
    return WorkingDays(frozenset(rest), make_up, frozenset({2024}))


def _ladder(dice: Dice) -> Ladder:
    ladder = LADDERS[dice.one_of([RoundKind.MONTHLY, RoundKind.REGISTRATION])]
    if dice.below(2) == 0:
        return ladder
    return tuple(
        replace(rung, at=time(dice.one_of([9, 9, 9, 8, 12, 15, 20])), enabled=dice.below(2) == 0) for rung in ladder
    )


def _world(dice: Dice) -> World:
    zone, days = dice.one_of(_ZONES), _days(dice)
    rounds: dict[int, OpenRound] = {}
    duties: list[Duty] = []
    for round_id in range(1, dice.between(1, 3) + 1):
        opens_at = dice.moment(zone, 6)
        due_at = opens_at + timedelta(hours=dice.between(1, 240))
        closes_at = due_at + timedelta(hours=dice.between(1, 200))
        kind = dice.one_of(list(RoundKind))
        dates = RoundDates(f"round-{round_id}", kind, opens_at, due_at, None if dice.is_rare() else closes_at)
        ladder = _ladder(dice)
        rounds[round_id] = OpenRound(
            id=round_id,
            slug=dates.slug,
            kind=kind,
            opens_at=opens_at,
            due_at=due_at,
            closes_at=dates.closes_at,
            due_revision=dice.below(3),
            rungs=rung_times(ladder, dates, zone=zone, days=days),
            revised_at=dice.moment(zone, 8) if dice.is_rare() else None,
        )
        for _ in range(dice.between(0, 2)):
            duties.append(_duty(dice, dates, ladder, (round_id, len(duties)), zone, days))
    return World(
        zone=zone,
        days=days,
        rounds=rounds,
        duties=tuple(duties),
        inputs=tuple(_input(dice, zone, rounds) for _ in range(dice.below(6))),
        snoozes=tuple(_snooze(dice, zone, len(rounds)) for _ in range(dice.below(2))),
        ticks=_ticks(dice, zone),
    )


def _duty(
    dice: Dice, dates: RoundDates, ladder: Ladder, ids: tuple[int, int], zone: ZoneInfo, days: WorkingDays
) -> Duty:
    since = max(dice.moment(zone, 12), dates.opens_at) if dice.is_rare() else dates.opens_at
    due_at, rungs = dates.due_at, None
    if dice.is_rare():
        due_at = max(dates.due_at, since) + timedelta(hours=dice.between(1, 96))
        if dice.below(2):
            rungs = own_rung_times(ladder, dates, due_at, granted_at=since, zone=zone, days=days)
    begun_at, answered_at = (dice.moment(zone) if dice.is_rare() else None for _ in range(2))
    owed = Owed(ids[1], ids[0], dice.below(57) or None, due_at, begun=False, since=since, rungs=rungs)
    return Duty(owed, begun_at, answered_at)


def _snooze(dice: Dice, zone: ZoneInfo, rounds: int) -> Snooze:
    asked_at = dice.moment(zone)
    return Snooze(asked_at + timedelta(minutes=dice.between(1, 3000)), asked_at, dice.below(rounds + 1) or None)


def _input(dice: Dice, zone: ZoneInfo, rounds: dict[int, OpenRound]) -> datetime:
    if dice.below(2):
        return dice.moment(zone)
    return rounds[dice.between(1, len(rounds))].due_at - timedelta(minutes=dice.below(30))


def _ticks(dice: Dice, zone: ZoneInfo) -> tuple[datetime, ...]:
    """Give ticks with outages of any length: some hours ticked often, others not at all."""
    ticks: list[datetime] = []
    for _ in range(dice.between(1, 8)):
        began_at = dice.moment(zone, 25)
        pace = timedelta(minutes=dice.one_of([60, 7, 200]))
        ticks += [began_at + n * pace for n in range(dice.between(1, 60))]
    return tuple(sorted(ticks))
