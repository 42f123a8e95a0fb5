"""What the office itself keeps: its chat, its posted digests, its calendar, who did what, and when the bot was deaf."""

from datetime import date, datetime
from typing import Any

from sqlmodel import JSON, Column, Field, SQLModel


class OfficeChat(SQLModel, table=True):
    """The bound office group; the newest row counts. A migrated group is followed by changing `chat_id`."""

    __tablename__ = "office_chat"

    id: int | None = Field(default=None, primary_key=True)
    chat_id: int
    thread_id: int | None = None
    bound_by: int
    bound_at: datetime


class DigestPost(SQLModel, table=True):
    """A digest that was posted to a chat: brief, full, late, final, addendum, or asked for.

    `outbox_id` is the row of its first text, which is marked when a newer one is posted (`superseded_at`).
    """

    __tablename__ = "digest_post"

    id: int | None = Field(default=None, primary_key=True)
    round_id: int = Field(foreign_key="round.id", index=True)
    kind: str
    edition: int
    expected: int
    answered: int
    on_time: int
    posted_at: datetime
    chat_id: int | None = None
    outbox_id: int | None = None
    superseded_at: datetime | None = None


class CalendarOverride(SQLModel, table=True):
    """A day the office has declared a working day, or a rest day, against the published calendar."""

    __tablename__ = "calendar_override"

    day: date = Field(primary_key=True)
    is_working: bool
    note: str = ""


class Audit(SQLModel, table=True):
    """Who did what, when; the actor is a chat user id (null: the clock or the command line)."""

    id: int | None = Field(default=None, primary_key=True)
    at: datetime = Field(index=True)
    actor: int | None = None
    action: str
    subject: str
    particulars: dict[str, Any] = Field(default_factory=dict, sa_column=Column(JSON, nullable=False))


class Outage(SQLModel, table=True):
    """A stretch of time without a successful poll; open while `ended_at` is null.

    `told_at` is when the liaisons were told of one in which messages were lost; or when it was clear that none were.
    """

    id: int | None = Field(default=None, primary_key=True)
    began_at: datetime
    ended_at: datetime | None = None
    told_at: datetime | None = None


class Mark(SQLModel, table=True):
    """A moment worth remembering across restarts, by name (the last successful poll)."""

    name: str = Field(primary_key=True)
    at: datetime
