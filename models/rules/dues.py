"""What people owe, in which rounds, and until when: all that is known of somebody who may be reminded."""

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import datetime

from models.rules.ladders import RungTime
from models.rules.snoozes import Snooze
from models.rules.words import RoundKind


@dataclass(frozen=True, slots=True)
class OpenRound:
    """A round that may still be answered.

    `due_revision` counts changes of its due time, and `revised_at` is the moment of the last one: rungs that the new
    due time would have had before that moment are not made up for (people were told of the change itself); but for the
    opening, which is told once and with whatever due time stands then.
    `rungs` come from `ladders.rung_times`.
    """

    id: int
    slug: str
    kind: RoundKind
    opens_at: datetime
    due_at: datetime
    closes_at: datetime | None
    due_revision: int
    rungs: tuple[RungTime, ...]
    revised_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Owed:
    """An assignment that one person owes.

    `due_at` is its own due time (an extension, a return) or the round's. `begun`: this person has something of this
    round in a draft or answered. `since`: from when on it is this person's to answer in this way (the round's
    `opens_at`, not the tick that noticed it; claim, hand-over, extension or return, whichever was last); earlier slots
    are none of it. `rungs`: for an own due time,
    its own rungs from `ladders.own_rung_times`; None: the round's.
    """

    assignment_id: int
    round_id: int
    task: int | None
    due_at: datetime
    begun: bool
    since: datetime
    rungs: tuple[RungTime, ...] | None = None


@dataclass(frozen=True, slots=True)
class Addressee:
    """One person who may be reminded: what they owe, and what was settled (`slot_key`s) or said before.

    `last_input_at` is the person's last message or press, None if there never was one.
    """

    person_id: int
    owed: tuple[Owed, ...]
    settled: Collection[str] = field(default_factory=frozenset)
    last_input_at: datetime | None = None
    snoozes: tuple[Snooze, ...] = ()
