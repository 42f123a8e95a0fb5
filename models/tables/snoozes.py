"""What people have asked to be reminded of later."""

from datetime import datetime

from sqlmodel import Field, SQLModel


class Snooze(SQLModel, table=True):
    """A 稍后提醒: pressed at `asked_at`, to be kept at `at`, for everything the person then owes. It moves no rung."""

    id: int | None = Field(default=None, primary_key=True)
    person_id: int = Field(foreign_key="person.id", index=True)
    at: datetime = Field(index=True)
    asked_at: datetime
