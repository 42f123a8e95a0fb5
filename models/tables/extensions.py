"""Requests for more time."""

from datetime import datetime

from sqlmodel import JSON, Column, Field, SQLModel


class Extension(SQLModel, table=True):
    """A liaison's wish for a later due time of some assignments of one round; undecided while `decided_at` is null."""

    id: int | None = Field(default=None, primary_key=True)
    round_id: int = Field(foreign_key="round.id", index=True)
    person_id: int = Field(foreign_key="person.id", index=True)
    assignments: list[int] = Field(sa_column=Column(JSON, nullable=False))
    due_at: datetime
    reason: str
    asked_at: datetime
    decided_at: datetime | None = None
    decided_by: int | None = None
    granted: bool | None = None
