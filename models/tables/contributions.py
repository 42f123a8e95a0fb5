"""What cooperating units send to a lead's task, and what a lead has asked them for."""

from datetime import datetime

from sqlmodel import Field, SQLModel, UniqueConstraint


class InputRequest(SQLModel, table=True):
    """A lead's 请配合单位提供: one a task's assignment and cooperating unit."""

    __tablename__ = "input_request"
    __table_args__ = (UniqueConstraint("assignment_id", "unit_id"),)

    id: int | None = Field(default=None, primary_key=True)
    assignment_id: int = Field(foreign_key="assignment.id")
    unit_id: int = Field(foreign_key="unit.id", index=True)
    asked_by: int
    asked_at: datetime


class Contribution(SQLModel, table=True):
    """A cooperating unit's input to a lead's assignment; the lead may quote it. The newest of a unit counts."""

    id: int | None = Field(default=None, primary_key=True)
    assignment_id: int = Field(foreign_key="assignment.id", index=True)
    unit_id: int = Field(foreign_key="unit.id", index=True)
    person_id: int = Field(foreign_key="person.id", index=True)
    text: str
    sent_at: datetime
    taken_at: datetime | None = None
