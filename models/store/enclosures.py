"""The files that go out with a data call, and what units sent for it."""

from collections.abc import Collection as Ids
from collections.abc import Sequence
from datetime import datetime, tzinfo

from sqlmodel import Session, col, select

from models.rules.data_calls import Collection, Material
from models.rules.words import AssignmentState
from models.store.attachments import Place, attachment_places
from models.tables import Answer, Assignment, Enclosure, Plan, Round, Unit


def enclosures_of(session: Session, round_ids: Ids[int]) -> Sequence[Enclosure]:
    """Return the files that go out with these rounds, in the order they were given."""
    if not round_ids:
        return ()
    wanted = col(Enclosure.round_id).in_(list(round_ids))
    return session.exec(select(Enclosure).where(wanted).order_by(col(Enclosure.id))).all()


def gather_collection(session: Session, round_: Round, now: datetime, zone: tzinfo) -> Collection:
    """Return what units sent for a data call, in the order they were named in it.

    A later message that brings only a file leaves the text sent before it standing.
    """
    plan = session.get_one(Plan, round_.plan_id)
    rows: Sequence[tuple[Assignment, Unit]] = session.exec(
        select(Assignment, Unit)
        .join(Unit, col(Unit.id) == col(Assignment.unit_id))
        .where(Assignment.round_id == round_.id, Assignment.state != AssignmentState.WAIVED)
        .order_by(col(Assignment.id))
    ).all()
    said: dict[int, list[Answer]] = {}
    for answer in session.exec(
        select(Answer)
        .join(Assignment, col(Assignment.id) == col(Answer.assignment_id))
        .where(Assignment.round_id == round_.id)
        .order_by(col(Answer.version))
    ):
        said.setdefault(answer.assignment_id, []).append(answer)
    files: dict[str, list[Place]] = {}
    for place in attachment_places(session, round_.id or 0):
        files.setdefault(place.unit, []).append(place)
    return Collection(
        title=round_.title or round_.slug,
        office=plan.issuer or "",
        made_at=now,
        zone=zone,
        materials=tuple(
            _material(assignment, unit.name, said.get(assignment.id or 0, []), files.get(unit.name, []))
            for assignment, unit in rows
        ),
    )


def _material(assignment: Assignment, unit: str, versions: Sequence[Answer], files: Sequence[Place]) -> Material:
    if not versions or assignment.state in (AssignmentState.OWED, AssignmentState.RETURNED):
        return Material(unit)
    text = next((answer.text for answer in reversed(versions) if answer.text.strip()), "")
    return Material(unit, text, tuple(place.row.name for place in files), on_time=versions[-1].on_time)


def unit_order(session: Session, round_: Round) -> dict[str, int]:
    """Return the places of the units asked, from 1, in the order they were named."""
    names = session.exec(
        select(Unit.name)
        .join(Assignment, col(Assignment.unit_id) == col(Unit.id))
        .where(Assignment.round_id == round_.id)
        .order_by(col(Assignment.id))
    ).all()
    return {name: place for place, name in enumerate(dict.fromkeys(names), start=1)}
