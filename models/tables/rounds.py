"""Rounds, what is owed in them, and what was answered."""

from datetime import datetime
from typing import Any

from sqlalchemy import Index
from sqlmodel import JSON, Column, Field, SQLModel, UniqueConstraint


class Round(SQLModel, table=True):
    """One call for answers. `due_revision` counts changes of its due time, so that reminders of the old one are others.

    `title` and `text` are a data call's. `revised_at` is when its due time was last changed, `skipped_at` when it was called off
    (by itself, or into another round), `rest_asked_at` when the office was asked about a due day that is a rest day,
    `listed_at` when the office got the units with nobody registered. `carded_at` is when its card was pinned in the office's group; `final_facts` what stood at 定稿 (`models.rules.finals`).
    """

    id: int | None = Field(default=None, primary_key=True)
    plan_id: int = Field(foreign_key="plan.id", index=True)
    slug: str = Field(unique=True)
    kind: str
    opens_at: datetime
    due_at: datetime
    closes_at: datetime
    due_revision: int = 0
    opened_at: datetime | None = None
    briefed_at: datetime | None = None
    digested_at: datetime | None = None
    finalized_at: datetime | None = None
    carded_at: datetime | None = None
    final_facts: dict[str, Any] | None = Field(default=None, sa_column=Column(JSON(none_as_null=True)))
    edition: int = 0
    receipts: int = 0
    title: str | None = None
    text: str | None = None
    revised_at: datetime | None = None
    skipped_at: datetime | None = None
    rest_asked_at: datetime | None = None
    listed_at: datetime | None = None


class Assignment(SQLModel, table=True):
    """What one unit owes in one round, for one task or for none. It exists from the moment the round opens.

    `due_at` is its own due time where one was granted, at `due_set_at`; `return_due_at` until when an answer to the last return is in
    time, which makes nothing that was late before less so.
    """

    __table_args__ = (
        UniqueConstraint("round_id", "unit_id", "task_id"),
        Index("assignment_by_unit", "unit_id", "round_id"),
    )

    id: int | None = Field(default=None, primary_key=True)
    round_id: int = Field(foreign_key="round.id")
    unit_id: int = Field(foreign_key="unit.id")
    task_id: int | None = Field(default=None, foreign_key="task.id", index=True)
    state: str
    due_at: datetime | None = None
    due_set_at: datetime | None = None
    returned_at: datetime | None = None
    return_due_at: datetime | None = None
    created_at: datetime


class Answer(SQLModel, table=True):
    """One version of what was reported.

    `submitted_at` is when the person said it (`by_button`: when that press was fetched), `confirmed_at` when 确认提交 was
    fetched, `recorded_at` the program's own time.
    """

    __table_args__ = (UniqueConstraint("assignment_id", "version"),)

    id: int | None = Field(default=None, primary_key=True)
    assignment_id: int = Field(foreign_key="assignment.id")
    version: int
    status: str | None = None
    percent: int | None = None
    text: str = ""
    problems: str = ""
    next_step: str = ""
    person_id: int | None = Field(default=None, foreign_key="person.id", index=True)
    submitted_by: int | None = None
    submitted_at: datetime
    confirmed_at: datetime
    by_button: bool = False
    recorded_at: datetime
    on_time: bool
    on_behalf: bool = False
    receipt: str = Field(index=True)
    update_id: int | None = None
    message_id: int | None = None
    returned_at: datetime | None = None
    return_reason: str | None = None


class Attachment(SQLModel, table=True):
    """A file sent with an answer; its bytes are kept beside the database under their checksum."""

    id: int | None = Field(default=None, primary_key=True)
    answer_id: int = Field(foreign_key="answer.id", index=True)
    name: str
    sha256: str
    size: int
