"""One task in one round as the office looks at it: its assignments, every version answered, every file."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlmodel import Session, col, select

from models.rules.words import AssignmentState, LiaisonState
from models.tables import Answer, Assignment, Attachment, InvitationUse, Liaison, Person, Round, Task, Unit


@dataclass(frozen=True, slots=True)
class Case:
    """An assignment with its unit and task."""

    assignment: Assignment
    unit: Unit
    task: Task | None

    @property
    def is_answered(self) -> bool:
        """Whether there is an answer to accept or to return."""
        return self.assignment.state in (AssignmentState.ANSWERED, AssignmentState.ACCEPTED)


def cases_of_task(session: Session, round_id: int, number: int) -> list[Case]:
    """Return a task's assignments in a round, waived ones left out, in the order they were made."""
    rows: Sequence[tuple[Assignment, Unit, Task]] = session.exec(
        select(Assignment, Unit, Task)
        .join(Unit, col(Unit.id) == col(Assignment.unit_id))
        .join(Task, col(Task.id) == col(Assignment.task_id))
        .where(Assignment.round_id == round_id, Task.number == number, Assignment.state != AssignmentState.WAIVED)
        .order_by(col(Assignment.id))
    ).all()
    return [Case(*row) for row in rows]


def case_of(session: Session, assignment_id: int) -> Case | None:
    """Return one assignment with its unit and task."""
    assignment = session.get(Assignment, assignment_id)
    if assignment is None:
        return None
    task = None if assignment.task_id is None else session.get(Task, assignment.task_id)
    return Case(assignment, session.get_one(Unit, assignment.unit_id), task)


def cases_to_accept(session: Session, round_id: int) -> list[Assignment]:
    """Return a round's assignments that are answered and not yet looked at."""
    return list(
        session.exec(
            select(Assignment)
            .where(Assignment.round_id == round_id, Assignment.state == AssignmentState.ANSWERED)
            .order_by(col(Assignment.id))
        ).all()
    )


def versions_of(session: Session, assignment_ids: Sequence[int]) -> dict[int, list[Answer]]:
    """Return every version answered for each assignment, oldest first."""
    found: dict[int, list[Answer]] = {}
    rows = session.exec(
        select(Answer).where(col(Answer.assignment_id).in_(list(assignment_ids))).order_by(col(Answer.version))
    )
    for row in rows:
        found.setdefault(row.assignment_id, []).append(row)
    return found


def files_of_assignment(session: Session, assignment_id: int) -> list[Attachment]:
    """Return every file of every version of an assignment's answer; one sent again stands once."""
    rows = session.exec(
        select(Attachment)
        .join(Answer, col(Answer.id) == col(Attachment.answer_id))
        .where(Answer.assignment_id == assignment_id)
        .order_by(col(Attachment.id))
    ).all()
    return list({row.sha256: row for row in reversed(rows)}.values())[::-1]


def reporter_names(session: Session, answers: Sequence[Answer]) -> dict[int, str]:
    """Return the name each of these people is registered under, or else the chat's, by person id."""
    ids = {answer.person_id for answer in answers if answer.person_id is not None}
    names = {
        person.id or 0: person.name for person in session.exec(select(Person).where(col(Person.id).in_(ids))).all()
    }
    for liaison in session.exec(select(Liaison).where(col(Liaison.person_id).in_(ids))).all():
        if liaison.person_id is not None and liaison.name:
            names[liaison.person_id] = liaison.name
    return names


def liaisons_for(session: Session, unit_id: int, number: int | None) -> list[Liaison]:
    """Return a unit's active liaisons who answer for a task, those without a chat account among them."""
    rows = session.exec(
        select(Liaison)
        .where(Liaison.unit_id == unit_id, Liaison.state == LiaisonState.ACTIVE)
        .order_by(col(Liaison.id))
    ).all()
    return [row for row in rows if row.tasks is None or number is None or number in row.tasks]


def round_where_answered(session: Session, number: int, preferred: Round) -> Round:
    """Return the round in which the task's answers are meant: `preferred`, or the last opened one that has any."""
    if any(case.is_answered for case in cases_of_task(session, preferred.id or 0, number)):
        return preferred
    found = session.exec(
        select(Round)
        .join(Assignment, col(Assignment.round_id) == col(Round.id))
        .join(Task, col(Task.id) == col(Assignment.task_id))
        .where(
            Task.number == number,
            Round.plan_id == preferred.plan_id,
            col(Assignment.state).in_((AssignmentState.ANSWERED, AssignmentState.ACCEPTED)),
        )
        .order_by(col(Round.due_at).desc())
    ).first()
    return found or preferred


def people_with_posts(session: Session) -> list[int]:
    """Return everybody who holds, or has claimed, a post, or has used an invitation to one."""
    holding = session.exec(
        select(Liaison.person_id).where(col(Liaison.person_id).is_not(None), Liaison.state != LiaisonState.REVOKED)
    ).all()
    invited = session.exec(select(InvitationUse.person_id)).all()
    return sorted({person_id for person_id in (*holding, *invited) if person_id is not None})


def units_owing(session: Session, round_id: int) -> list[Unit]:
    """Return the units that still owe something of a task in a round, in the circular's order."""
    rows = session.exec(
        select(Unit)
        .join(Assignment, col(Assignment.unit_id) == col(Unit.id))
        .where(
            Assignment.round_id == round_id,
            col(Assignment.task_id).is_not(None),
            col(Assignment.state).in_((AssignmentState.OWED, AssignmentState.RETURNED)),
        )
        .order_by(col(Assignment.id))
    ).all()
    return list({unit.id: unit for unit in rows}.values())
