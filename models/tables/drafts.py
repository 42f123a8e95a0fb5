"""What people have said but not yet submitted, and where each conversation stands."""

from datetime import datetime
from typing import Any

from sqlmodel import JSON, Column, Field, SQLModel, UniqueConstraint


class Draft(SQLModel, table=True):
    """Everything a person has said in a round before 确认提交; one a person and round.

    `confirmed_at` is set while a claim waits for approval: the answers are taken and filed, at that time, once it is approved.
    """

    __table_args__ = (UniqueConstraint("person_id", "round_id"),)

    id: int | None = Field(default=None, primary_key=True)
    person_id: int = Field(foreign_key="person.id")
    round_id: int = Field(foreign_key="round.id", index=True)
    changed_at: datetime
    confirmed_at: datetime | None = None
    update_id: int | None = None


class DraftEntry(SQLModel, table=True):
    """The draft's word on one assignment. `base_version` is the answer's version it started from (0: none)."""

    __tablename__ = "draft_entry"
    __table_args__ = (UniqueConstraint("draft_id", "assignment_id"),)

    id: int | None = Field(default=None, primary_key=True)
    draft_id: int = Field(foreign_key="draft.id")
    assignment_id: int = Field(foreign_key="assignment.id", index=True)
    status: str | None = None
    status_assumed: bool = False
    percent: int | None = None
    text: str = ""
    problems: str = ""
    next_step: str = ""
    base_version: int = 0
    message_id: int | None = None
    sent_at: datetime
    by_button: bool = False


class DraftFile(SQLModel, table=True):
    """A file that will be attached to a draft entry's answer."""

    __tablename__ = "draft_file"

    id: int | None = Field(default=None, primary_key=True)
    entry_id: int = Field(foreign_key="draft_entry.id", index=True)
    name: str
    sha256: str
    size: int


class Conversation(SQLModel, table=True):
    """What a person's next message would answer, as a tagged JSON value."""

    person_id: int = Field(primary_key=True, foreign_key="person.id")
    state: dict[str, Any] = Field(default_factory=dict, sa_column=Column(JSON, nullable=False))
    changed_at: datetime
