"""Every table, so that importing this package fills the metadata."""

from sqlmodel import SQLModel

from models.tables.announcements import Broadcast, Enclosure
from models.tables.contributions import Contribution, InputRequest
from models.tables.drafts import Conversation, Draft, DraftEntry, DraftFile
from models.tables.extensions import Extension
from models.tables.office import Audit, CalendarOverride, DigestPost, Mark, OfficeChat, Outage
from models.tables.people import Invitation, InvitationUse, LeaderAccount, Liaison, Person
from models.tables.plans import Plan, Task, TaskUnit
from models.tables.queues import InboxUpdate, OutboxMessage, Reminder
from models.tables.rounds import Answer, Assignment, Attachment, Round
from models.tables.snoozes import Snooze
from models.tables.units import Unit, UnitAlias, UnitMember

__all__ = [
    "Answer",
    "Assignment",
    "Attachment",
    "Audit",
    "Broadcast",
    "CalendarOverride",
    "Contribution",
    "Conversation",
    "DigestPost",
    "Draft",
    "DraftEntry",
    "DraftFile",
    "Enclosure",
    "Extension",
    "InboxUpdate",
    "InputRequest",
    "Invitation",
    "InvitationUse",
    "LeaderAccount",
    "Liaison",
    "Mark",
    "OfficeChat",
    "Outage",
    "OutboxMessage",
    "Person",
    "Plan",
    "Reminder",
    "Round",
    "Snooze",
    "Task",
    "TaskUnit",
    "Unit",
    "UnitAlias",
    "UnitMember",
    "metadata",
]

metadata = SQLModel.metadata
