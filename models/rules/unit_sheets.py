"""The sheets a unit gets to look through and fill in: who is in charge of its tasks, and its report of a round."""

from dataclasses import dataclass
from datetime import datetime, tzinfo

from models.rules.words import Status


@dataclass(frozen=True, slots=True)
class ContactRow:
    """One line of a contact sheet (附件3): whom a unit names for which tasks; no task numbers mean all of the unit's."""

    tasks: tuple[int, ...]
    leader: str
    leader_phone: str
    liaison: str
    liaison_phone: str


@dataclass(frozen=True, slots=True)
class ContactSheet:
    """The contact sheet (附件3) of one unit; `telephone` is the unit's own, "" where unknown."""

    plan_title: str
    unit: str
    telephone: str
    rows: tuple[ContactRow, ...]


@dataclass(frozen=True, slots=True)
class ReportSheetRow:
    """One task of a unit's report sheet: what it answered last month and, once there is one, this month's answer."""

    number: int
    task: str
    lead: tuple[str, ...]
    last_text: str = ""
    status: Status | None = None
    percent: int | None = None
    text: str = ""
    problems: str = ""
    next_step: str = ""


@dataclass(frozen=True, slots=True)
class ReportSheet:
    """A unit's sheet to fill in for one round; `due_at` is aware and shown in `zone`."""

    plan_title: str
    unit: str
    round_slug: str
    due_at: datetime
    zone: tzinfo
    rows: tuple[ReportSheetRow, ...]
