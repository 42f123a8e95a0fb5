"""The ladder of a plan's rounds: an admin's own, or the default of the kind."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, tzinfo

from models.rules.deadlines import RoundDates, WorkingDays
from models.rules.ladders import LADDERS, Ladder, RungTime, ladder_from_json, ladder_to_json, rung_times
from models.rules.words import RoundKind
from models.tables import Plan


@dataclass(frozen=True, slots=True)
class PlanLadder:
    """A ladder, and since when each of the rungs an admin has put in or switched on stands: none is made up for from before."""

    rungs: Ladder
    since: dict[str, datetime]

    def times(self, dates: RoundDates, *, zone: tzinfo, days: WorkingDays) -> tuple[RungTime, ...]:
        """Return the moments of a round's rungs."""
        return tuple(
            rung_time
            for rung_time in rung_times(self.rungs, dates, zone=zone, days=days)
            if rung_time.rung.name not in self.since or rung_time.at >= self.since[rung_time.rung.name]
        )


def ladder_of(plan: Plan | None, kind: RoundKind) -> PlanLadder:
    """Return the ladder of a plan's rounds of that kind."""
    stored = None if plan is None or plan.ladders is None else plan.ladders.get(kind.value)
    if stored is None:
        return PlanLadder(LADDERS[kind], {})
    since = {name: datetime.fromisoformat(at) for name, at in stored["since"].items()}
    return PlanLadder(ladder_from_json(stored["rungs"]), since)


def keep_ladder(plan: Plan, kind: RoundKind, rungs: Ladder, changed: Sequence[str], now: datetime) -> None:
    """Store a plan's ladder; the rungs named in `changed` stand from `now` on."""
    since = {name: at.isoformat() for name, at in ladder_of(plan, kind).since.items()}
    since.update({name: now.isoformat() for name in changed})
    # A new value, so that the row is seen to have changed.
    plan.ladders = {**(plan.ladders or {}), kind.value: {"rungs": ladder_to_json(rungs), "since": since}}
