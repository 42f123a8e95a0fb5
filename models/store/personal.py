"""Everything that is known of one person, for that person alone."""

from typing import Any

from sqlmodel import Session, SQLModel, col, select

from models.store.plans import unit_by_id
from models.tables import (
    Answer,
    Assignment,
    Contribution,
    Conversation,
    Draft,
    DraftEntry,
    Extension,
    InvitationUse,
    LeaderAccount,
    Liaison,
    Person,
    Reminder,
    Round,
    Snooze,
    Task,
)


def personal_data(session: Session, person_id: int) -> dict[str, Any]:
    """Return what every table holds of a person, as JSON values; times in UTC. Raises NoResultFound for nobody."""
    person = session.get_one(Person, person_id)
    return {
        "person": _plain(person, "id"),
        "posts": [
            {"unit": unit_by_id(session, row.unit_id).name, **_plain(row, "id", "unit_id", "person_id", "decided_by")}
            for row in session.exec(select(Liaison).where(Liaison.person_id == person_id)).all()
        ],
        "leads": [
            {"unit": unit_by_id(session, row.unit_id).name, **_plain(row, "id", "unit_id", "person_id")}
            for row in session.exec(select(LeaderAccount).where(LeaderAccount.person_id == person_id)).all()
        ],
        "answers": [
            {**_place(session, row.assignment_id), **_plain(row, "id", "assignment_id", "person_id")}
            for row in session.exec(select(Answer).where(Answer.person_id == person_id).order_by(col(Answer.id))).all()
        ],
        "drafts": [
            {**_place(session, entry.assignment_id), **_plain(entry, "id", "draft_id", "assignment_id")}
            for entry in session.exec(
                select(DraftEntry)
                .join(Draft, col(Draft.id) == col(DraftEntry.draft_id))
                .where(Draft.person_id == person_id)
            ).all()
        ],
        "contributions": [
            {**_place(session, row.assignment_id), **_plain(row, "id", "assignment_id", "person_id")}
            for row in session.exec(select(Contribution).where(Contribution.person_id == person_id)).all()
        ],
        **{
            name: [_plain(row, "id", "person_id") for row in _of(session, table, person_id)]
            for name, table in (
                ("reminders", Reminder),
                ("extensions", Extension),
                ("later", Snooze),
                ("invitations_used", InvitationUse),
                ("conversation", Conversation),
            )
        },
    }


def _of(session: Session, table: type[Any], person_id: int) -> list[Any]:
    return list(session.exec(select(table).where(col(table.person_id) == person_id)).all())


def _plain(row: SQLModel, *but: str) -> dict[str, Any]:
    return {name: value for name, value in row.model_dump(mode="json").items() if name not in but}


def _place(session: Session, assignment_id: int) -> dict[str, Any]:
    assignment = session.get_one(Assignment, assignment_id)
    task = None if assignment.task_id is None else session.get_one(Task, assignment.task_id).number
    return {
        "round": session.get_one(Round, assignment.round_id).slug,
        "unit": unit_by_id(session, assignment.unit_id).name,
        "task": task,
    }
