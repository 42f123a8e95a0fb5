"""A round as the person reporting in it sees it: what every message about their own reporting is made of."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, tzinfo

from models.rules.assignments import Entry, Item
from models.rules.words import Status


@dataclass(frozen=True, slots=True)
class Standing:
    """A round as the person reporting in it sees it: their items, the draft's entries, what was said last month."""

    round_id: int
    slug: str
    kind: str
    due_at: datetime
    zone: tzinfo
    items: Sequence[Item]
    entries: Mapping[int, Entry]
    last: Mapping[int, tuple[Status | None, str]]

    @property
    def complete(self) -> frozenset[int]:
        """The assignments whose entry can be submitted."""
        return frozenset(key for key, entry in self.entries.items() if entry.is_complete)

    @property
    def is_of_several_units(self) -> bool:
        """Whether the person reports for more than one unit here."""
        return len({item.unit_id for item in self.items}) > 1
