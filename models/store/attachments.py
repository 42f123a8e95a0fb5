"""What was attached to a round's answers."""

from dataclasses import dataclass

from sqlmodel import Session, col, select

from models.tables import Answer, Assignment, Attachment, Task, Unit


@dataclass(frozen=True, slots=True)
class Place:
    """An attachment and where it belongs: the task's number (None without one) and the unit."""

    row: Attachment
    number: int | None
    unit: str


def attachment_places(session: Session, round_id: int) -> list[Place]:
    """Return every attachment of a round by task, unit and time; one sent again with a newer version stands once."""
    rows = session.exec(
        select(Attachment, Task, Unit)
        .join(Answer, col(Answer.id) == col(Attachment.answer_id))
        .join(Assignment, col(Assignment.id) == col(Answer.assignment_id))
        .join(Unit, col(Unit.id) == col(Assignment.unit_id))
        .join(Task, col(Task.id) == col(Assignment.task_id), isouter=True)
        .where(Assignment.round_id == round_id)
        .order_by(col(Task.number), col(Assignment.id), col(Attachment.id))
    ).all()
    places: list[Place] = []
    seen: set[tuple[int | None, str, str]] = set()
    found: list[tuple[Attachment, Task | None, Unit]] = list(rows)
    for row, task, unit in found:
        number = None if task is None else task.number
        if (number, unit.name, row.sha256) not in seen:
            seen.add((number, unit.name, row.sha256))
            places.append(Place(row, number, unit.name))
    return places
