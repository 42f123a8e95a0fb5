"""Contributions and requests for them, in and out of their tables."""

from collections.abc import Collection, Sequence

from sqlmodel import Session, col, select

from models.rules.words import RoundKind
from models.store.plans import roles_of
from models.tables import Assignment, Contribution, InputRequest, Round, Unit


def contributions_to(session: Session, assignment_ids: Collection[int]) -> dict[int, list[tuple[str, Contribution]]]:
    """Return the newest input of each cooperating unit with that unit's name, by assignment."""
    rows = session.exec(
        select(Contribution, Unit)
        .join(Unit, col(Unit.id) == col(Contribution.unit_id))
        .where(col(Contribution.assignment_id).in_(list(assignment_ids)))
        .order_by(col(Contribution.id))
    ).all()
    newest: dict[tuple[int, int], tuple[str, Contribution]] = {
        (row.assignment_id, row.unit_id): (unit.name, row) for row, unit in rows
    }
    found: dict[int, list[tuple[str, Contribution]]] = {}
    for (assignment_id, _), entry in newest.items():
        found.setdefault(assignment_id, []).append(entry)
    return found


def supporters_of(session: Session, plan_id: int, task_id: int) -> tuple[int, ...]:
    """Return the units that cooperate in a task, members in place of collective ones; those that lead it left out."""
    roles = roles_of(session, plan_id).get(task_id)
    if roles is None:
        return ()
    return tuple(unit_id for unit_id in roles.support_members if unit_id not in roles.lead_members)


def requested_units(session: Session, assignment_id: int) -> Sequence[int]:
    """Return the units already asked for input to an assignment."""
    return session.exec(select(InputRequest.unit_id).where(InputRequest.assignment_id == assignment_id)).all()


def lead_assignments(session: Session, round_: Round, task_id: int) -> Sequence[Assignment]:
    """Return the lead units' assignments for a task in a round."""
    if round_.kind != RoundKind.MONTHLY:
        return ()
    return session.exec(
        select(Assignment)
        .where(Assignment.round_id == round_.id, Assignment.task_id == task_id)
        .order_by(col(Assignment.id))
    ).all()
