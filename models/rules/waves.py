"""How long a wave takes, and when it must begin so that its last message still comes in time."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime, timedelta, tzinfo
from typing import Final

from models.rules.deadlines import at_local, local_day
from models.rules.ladders import AFTER_DUE, QUIET_UNTIL, Anchor, RungTime

PLANNED_A_SECOND: Final = 25
"""Telegram takes 30; the rest is for those who answer while the wave is leaving."""


def wave_takes(people: int) -> timedelta:
    """Give the time a wave to so many people is planned to take."""
    return timedelta(seconds=people / PLANNED_A_SECOND)


def begun_in_time(
    rungs: Iterable[RungTime], opens_at: datetime, due_at: datetime, people: int, *, zone: tzinfo
) -> tuple[RungTime, ...]:
    """Give the rungs with those begun earlier that would else still be leaving at the due time, earliest first.

    None begins in quiet hours (before 08:00 of its day) or before the opening; an opening is never put forward, and what
    is for after the due time has no end to keep to.
    """
    latest = due_at - wave_takes(people)
    found = []
    for rung_time in rungs:
        anchor = rung_time.rung.anchor
        if anchor in AFTER_DUE or anchor is Anchor.OPENING or rung_time.at <= latest:
            found.append(rung_time)
            continue
        waking_at = at_local(local_day(rung_time.at, zone), QUIET_UNTIL, zone)
        found.append(replace(rung_time, at=min(rung_time.at, max(latest, waking_at, opens_at))))
    return tuple(sorted(found, key=lambda rung_time: rung_time.at))
