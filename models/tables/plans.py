"""Plans, their tasks, and the units of each task."""

from datetime import date, datetime, time
from typing import Any

from sqlmodel import JSON, Column, Field, SQLModel, UniqueConstraint


class Plan(SQLModel, table=True):
    """One circular. Its registration cutoff is stored in UTC; the due time is a wall time in the plan's zone.

    `ladders` are those an admin has changed, by kind of round (`models.store.ladders`); `end_asked_at` is when the admins were
    asked whether it ends with its last round or goes on.
    """

    id: int | None = Field(default=None, primary_key=True)
    code: str = Field(unique=True)
    title: str
    document_no: str | None = None
    issuer: str | None = None
    issued_on: date | None = None
    due_day: int
    due_time: time
    registration_due_at: datetime | None = None
    first_round: str
    last_round: str
    first_lead_reports: bool = False
    imported_at: datetime
    ladders: dict[str, Any] | None = Field(default=None, sa_column=Column(JSON(none_as_null=True)))
    end_asked_at: datetime | None = None


class Task(SQLModel, table=True):
    """A numbered task of a plan, in the circular's order; one dropped by a corrected circular keeps its answers."""

    __table_args__ = (UniqueConstraint("plan_id", "number"),)

    id: int | None = Field(default=None, primary_key=True)
    plan_id: int = Field(foreign_key="plan.id")
    number: int
    part: str
    measure: str
    text: str
    title: str | None = None
    removed_at: datetime | None = None


class TaskUnit(SQLModel, table=True):
    """A unit's role in a task, as the circular names it (a collective unit stays one row)."""

    __tablename__ = "task_unit"

    task_id: int = Field(foreign_key="task.id", primary_key=True)
    unit_id: int = Field(foreign_key="unit.id", primary_key=True, index=True)
    role: str = Field(primary_key=True)
    position: int
