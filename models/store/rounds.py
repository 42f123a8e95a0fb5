"""Rounds, assignments and answers, in and out of their tables."""

from collections.abc import Collection, Iterable, Sequence
from datetime import datetime

from sqlmodel import Session, col, func, select

from models.rules.assignments import Item
from models.rules.words import AssignmentState, LiaisonState, Status
from models.store.plans import every_task_of, roles_of
from models.tables import Answer, Assignment, Attachment, Liaison, Round, Task, Unit


def round_by_slug(session: Session, slug: str) -> Round | None:
    """Return the round of that name."""
    return session.exec(select(Round).where(Round.slug == slug)).first()


def rounds_of(session: Session, plan_id: int) -> Sequence[Round]:
    """Return the plan's rounds by due time."""
    return session.exec(select(Round).where(Round.plan_id == plan_id).order_by(col(Round.due_at))).all()


def open_rounds(session: Session, now: datetime) -> Sequence[Round]:
    """Return the rounds that are open at `now`, the nearest due first."""
    return session.exec(
        select(Round).where(col(Round.opened_at).is_not(None), Round.closes_at > now).order_by(col(Round.due_at))
    ).all()


def nearest_round(session: Session, now: datetime, kind: str | None = None) -> Round | None:
    """Return the open round (of a kind, if one is named) whose due time is nearest to `now`, before or after it."""
    rounds = [round_ for round_ in open_rounds(session, now) if kind in (None, round_.kind)]
    return min(rounds, key=lambda round_: abs(round_.due_at - now), default=None)


def next_round(session: Session, now: datetime, kind: str) -> Round | None:
    """Return the round of a kind that opens next; None where none is ahead."""
    return session.exec(
        select(Round)
        .where(
            Round.kind == kind, col(Round.opened_at).is_(None), col(Round.skipped_at).is_(None), Round.closes_at > now
        )
        .order_by(col(Round.opens_at))
    ).first()


def round_of_kind(session: Session, plan_id: int, kind: str) -> Round | None:
    """Return the plan's first round of a kind; there is one registration round a plan."""
    return session.exec(
        select(Round).where(Round.plan_id == plan_id, Round.kind == kind).order_by(col(Round.due_at))
    ).first()


def assignment_of_unit(session: Session, round_id: int, unit_id: int) -> Assignment | None:
    """Return what a unit owes in a round without tasks."""
    return session.exec(
        select(Assignment).where(
            Assignment.round_id == round_id, Assignment.unit_id == unit_id, col(Assignment.task_id).is_(None)
        )
    ).first()


def last_round_before(session: Session, round_: Round) -> Round | None:
    """Return the round of the same kind and plan due before this one."""
    return session.exec(
        select(Round)
        .where(
            Round.plan_id == round_.plan_id,
            Round.kind == round_.kind,
            Round.due_at < round_.due_at,
            col(Round.opened_at).is_not(None),
        )
        .order_by(col(Round.due_at).desc())
    ).first()


def assignments_of(session: Session, round_id: int) -> Sequence[tuple[Assignment, Unit, Task | None]]:
    """Return a round's assignments with unit and task, in the circular's order."""
    return session.exec(
        select(Assignment, Unit, Task)
        .join(Unit, col(Unit.id) == col(Assignment.unit_id))
        .join(Task, col(Task.id) == col(Assignment.task_id), isouter=True)
        .where(Assignment.round_id == round_id)
        .order_by(col(Task.number), col(Assignment.id))
    ).all()


def latest_answers(session: Session, assignment_ids: Iterable[int]) -> dict[int, Answer]:
    """Return the newest version answered for each of the assignments that has one."""
    ids = list(assignment_ids)
    newest = (
        select(col(Answer.assignment_id).label("assignment_id"), func.max(col(Answer.version)).label("version"))
        .where(col(Answer.assignment_id).in_(ids))
        .group_by(col(Answer.assignment_id))
        .subquery()
    )
    rows = session.exec(
        select(Answer).join(
            newest,
            (col(Answer.assignment_id) == newest.c.assignment_id) & (col(Answer.version) == newest.c.version),
        )
    ).all()
    return {row.assignment_id: row for row in rows}


def answers_of(session: Session, assignment_id: int) -> Sequence[Answer]:
    """Return every version answered for the assignment, oldest first."""
    return session.exec(select(Answer).where(Answer.assignment_id == assignment_id).order_by(col(Answer.version))).all()


def attachments_of(session: Session, answer_ids: Collection[int]) -> dict[int, list[Attachment]]:
    """Return the attachments of the answers, by answer id."""
    found: dict[int, list[Attachment]] = {}
    for row in session.exec(
        select(Attachment).where(col(Attachment.answer_id).in_(list(answer_ids))).order_by(col(Attachment.id))
    ):
        found.setdefault(row.answer_id, []).append(row)
    return found


def due_of(assignment: Assignment, round_: Round) -> datetime:
    """Return until when an assignment is to be answered: its own due time, or the round's; after a return, that of the return."""
    due_at = assignment.due_at or round_.due_at
    if assignment.state == AssignmentState.RETURNED and assignment.return_due_at is not None:
        return max(due_at, assignment.return_due_at)
    return due_at


def _covers(posts: Collection[Liaison], unit_id: int, number: int | None) -> bool:
    return any(
        post.unit_id == unit_id and (post.tasks is None or number is None or number in post.tasks) for post in posts
    )


def items_of(session: Session, posts: Collection[Liaison], round_: Round) -> tuple[Item, ...]:
    """Return the round's assignments that fall to the holder of `posts`, in the circular's order; waived ones left out."""
    posts = [post for post in posts if post.state != LiaisonState.REVOKED]
    unit_ids = {post.unit_id for post in posts}
    if not unit_ids or round_.id is None:
        return ()
    rows: Sequence[tuple[Assignment, Unit, Task | None]] = session.exec(
        select(Assignment, Unit, Task)
        .join(Unit, col(Unit.id) == col(Assignment.unit_id))
        .join(Task, col(Task.id) == col(Assignment.task_id), isouter=True)
        .where(
            Assignment.round_id == round_.id,
            col(Assignment.unit_id).in_(unit_ids),
            Assignment.state != AssignmentState.WAIVED,
        )
        .order_by(col(Task.number), col(Assignment.id))
    ).all()
    mine = [row for row in rows if _covers(posts, row[0].unit_id, row[2].number if row[2] else None)]
    answers = latest_answers(session, [row[0].id for row in mine if row[0].id])
    return tuple(
        Item(
            assignment_id=assignment.id or 0,
            round_id=round_.id,
            unit_id=assignment.unit_id,
            unit=unit.name,
            number=task.number if task else None,
            title=(task.title or "") if task else "",
            text=task.text if task else "",
            state=AssignmentState(assignment.state),
            due_at=due_of(assignment, round_),
            created_at=assignment.created_at,
            version=answers[assignment.id or 0].version if assignment.id in answers else 0,
            return_reason=(answers[assignment.id or 0].return_reason or "") if assignment.id in answers else "",
        )
        for assignment, unit, task in mine
    )


def lead_names(session: Session, plan_id: int) -> dict[int, tuple[str, ...]]:
    """Return the names of each task's lead units as the circular orders them, by task number."""
    numbers = {task.id: task.number for task in every_task_of(session, plan_id)}
    names = {unit.id: unit.name for unit in session.exec(select(Unit)).all()}
    return {
        numbers[task_id]: tuple(names[unit_id] for unit_id in roles.lead)
        for task_id, roles in roles_of(session, plan_id).items()
    }


def previous_answers(session: Session, round_: Round, unit_ids: Collection[int]) -> dict[tuple[int, int], Answer]:
    """Return last month's newest answers by (unit id, task id)."""
    before = last_round_before(session, round_)
    if before is None:
        return {}
    assignments = session.exec(
        select(Assignment).where(Assignment.round_id == before.id, col(Assignment.unit_id).in_(list(unit_ids)))
    ).all()
    answers = latest_answers(session, [assignment.id for assignment in assignments if assignment.id])
    return {
        (assignment.unit_id, assignment.task_id): answers[assignment.id]
        for assignment in assignments
        if assignment.id in answers and assignment.task_id is not None
    }


def last_words_of(
    session: Session, round_: Round, unit_ids: Collection[int]
) -> dict[tuple[int, int | None], tuple[Status | None, str]]:
    """Return status and text of last month's answers by (unit id, task number)."""
    numbers = {task.id: task.number for task in every_task_of(session, round_.plan_id)}
    return {
        (unit_id, numbers[task_id]): (Status(answer.status) if answer.status else None, answer.text)
        for (unit_id, task_id), answer in previous_answers(session, round_, unit_ids).items()
    }
