"""The moments at which somebody is to be reminded, and the keys by which each is settled once."""

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final

from models.rules.dues import OpenRound
from models.rules.ladders import Anchor, Rung
from models.rules.snoozes import Snooze

SNOOZE: Final = "snooze"


@dataclass(frozen=True, slots=True)
class Slot:
    """A moment at which a person is to be reminded: a rung of a round (`rung` its name) or a snooze.

    `round_id` is None for a snooze of everything.
    """

    name: str
    due_revision: int
    at: datetime
    rung: str
    round_id: int | None

    @property
    def key(self) -> str:
        """The name under which it is settled for a person: "2024-06/T-1@0"."""
        return slot_key(self.name, self.due_revision)


def slot_key(slot: str, due_revision: int) -> str:
    """Name a slot of one due time: "2024-06/T-1@0". These are what `Addressee.settled` holds."""
    return f"{slot}@{due_revision}"


def revision_of(rung: Rung, current: OpenRound) -> int:
    """Give the revision of a round's due time that a rung belongs to; the opening belongs to none, and is always 0."""
    return 0 if rung.anchor is Anchor.OPENING else current.due_revision


def outbox_key(person_id: int, slot: Slot) -> str:
    """Give the unique outbox key of a reminder: "reminder:7:2024-06/T-1:0"."""
    return f"reminder:{person_id}:{slot.name}:{slot.due_revision}"


def snooze_slot(snooze: Snooze) -> Slot:
    """Give the slot of a snooze: "snooze@20240624T0100Z", the time in UTC."""
    name = f"{SNOOZE}@{snooze.at.astimezone(UTC):%Y%m%dT%H%MZ}"
    name = name if snooze.round_id is None else f"{name}/{snooze.round_id}"
    return Slot(name, 0, snooze.at, SNOOZE, snooze.round_id)
