"""The two queues: what came in and what must go out."""

from datetime import datetime
from typing import Any

from sqlalchemy import Index, text
from sqlmodel import JSON, Column, Field, SQLModel


class InboxUpdate(SQLModel, table=True):
    """A fetched update, stored before the next offset is asked for. The primary key makes a repeat a no-op."""

    __tablename__ = "inbox"
    __table_args__ = (
        Index(
            "inbox_open", "update_id", sqlite_where=text("done_at IS NULL"), postgresql_where=text("done_at IS NULL")
        ),
    )

    update_id: int = Field(primary_key=True)
    chat_id: int | None = None
    payload: dict[str, Any] = Field(sa_column=Column(JSON, nullable=False))
    fetched_at: datetime
    attempts: int = 0
    done_at: datetime | None = Field(default=None, index=True)
    set_aside: bool = False


class OutboxMessage(SQLModel, table=True):
    """One thing to send. Replies hold final text; reminders and documents are rendered when they leave.

    `state` is waiting, leased, sent, dead or skipped; `urgency` 0 is a reply to somebody waiting, more a wave:
    the smaller leaves first, and a reminder's are the minutes of the due time it speaks of (since 1970).
    """

    __tablename__ = "outbox"
    __table_args__ = (
        Index(
            "outbox_open",
            "urgency",
            "id",
            sqlite_where=text("state IN ('waiting', 'leased')"),
            postgresql_where=text("state IN ('waiting', 'leased')"),
        ),
        Index(
            "outbox_open_by_chat",
            "channel",
            "chat_id",
            "id",
            sqlite_where=text("state IN ('waiting', 'leased')"),
            postgresql_where=text("state IN ('waiting', 'leased')"),
        ),
    )

    id: int | None = Field(default=None, primary_key=True)
    dedup_key: str = Field(unique=True)
    channel: str = "telegram"
    chat_id: int | None = None
    person_id: int | None = Field(default=None, foreign_key="person.id", index=True)
    kind: str
    payload: dict[str, Any] = Field(sa_column=Column(JSON, nullable=False))
    urgency: int = 0
    state: str = "waiting"
    created_at: datetime
    next_attempt_at: datetime
    not_after: datetime | None = None
    attempts: int = 0
    sent_at: datetime | None = Field(default=None, index=True)
    message_id: int | None = None
    reason: str | None = None


class Reminder(SQLModel, table=True):
    """One rung of a ladder, or one 稍后提醒 (then without a round), settled for one person: sent or skipped, with the reason.

    It is named by its slot and due revision.
    """

    __table_args__ = (Index("reminder_by_person", "person_id", "round_id"),)

    id: int | None = Field(default=None, primary_key=True)
    person_id: int = Field(foreign_key="person.id")
    round_id: int | None = Field(default=None, foreign_key="round.id", index=True)
    slot: str
    due_revision: int = 0
    key: str = Field(unique=True)
    outcome: str
    outbox_id: int | None = Field(default=None, foreign_key="outbox.id", index=True)
    settled_at: datetime
