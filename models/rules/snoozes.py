"""稍后提醒: a wish to be reminded later, and the moment at which it can be kept."""

from dataclasses import dataclass
from datetime import datetime, tzinfo

from models.rules.deadlines import WorkingDays
from models.rules.ladders import MORNING, next_open_moment, waking_moment


@dataclass(frozen=True, slots=True)
class Snooze:
    """A 稍后提醒: `asked_at` pressed, `at` wished (make it with `snooze_moment`), for one round or for all (None)."""

    at: datetime
    asked_at: datetime
    round_id: int | None = None


def snooze_moment(
    wish: datetime, due_at: datetime, *, now: datetime, zone: tzinfo, days: WorkingDays
) -> datetime | None:
    """Give the moment at which a wish to be reminded later can be kept, to be read back to the person.

    A wish for a rest day or for quiet hours moves to 09:00 of the next working day, or, if something is due by then,
    stays on the rest day, out of quiet hours. None when nothing is left before `due_at`, the nearest due time still
    ahead (for what is overdue, pass the closing).
    """
    for at in (next_open_moment(wish, MORNING, zone=zone, days=days), waking_moment(wish, zone=zone)):
        if now < at < due_at:
            return at
    return None
