"""A data call (征集): the units asked for material, and what each has sent."""

from dataclasses import dataclass
from datetime import datetime, tzinfo


@dataclass(frozen=True, slots=True)
class Material:
    """What one unit sent for a data call: a text, the names of its files, or both; nothing at all while it owes."""

    unit: str
    text: str = ""
    files: tuple[str, ...] = ()
    on_time: bool = True


@dataclass(frozen=True, slots=True)
class Collection:
    """A data call (征集) at one moment: the units asked, in the order they were named, each with what it sent."""

    title: str
    office: str
    made_at: datetime
    zone: tzinfo
    materials: tuple[Material, ...]
