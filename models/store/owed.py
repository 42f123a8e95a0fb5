"""What people owe in the open rounds, with the rungs of what has a due time of its own."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, tzinfo
from typing import Any, NamedTuple

from sqlalchemy import select as select_columns
from sqlmodel import Session, col, exists, select

from models.rules.deadlines import RoundDates, WorkingDays
from models.rules.dues import OpenRound, Owed
from models.rules.ladders import RungTime, own_rung_times
from models.rules.words import AssignmentState, LiaisonState, RoundKind
from models.store.ladders import PlanLadder, ladder_of
from models.store.people import POST_LINK
from models.tables import Assignment, Invitation, InvitationUse, Liaison, Plan, Round, Task


def to_register() -> tuple[Any, ...]:
    """Return what makes somebody who has used an invitation one to be reminded of registering.

    Not whose link was revoked, nor who has held the post and given it up or lost it.
    """
    former = exists().where(
        col(Liaison.person_id) == col(InvitationUse.person_id),
        col(Liaison.unit_id) == col(Invitation.unit_id),
        col(Liaison.state) == LiaisonState.REVOKED,
    )
    return Invitation.kind == POST_LINK, col(Invitation.revoked_at).is_(None), ~former


def owed_by(
    session: Session,
    rounds: Mapping[int, OpenRound],
    person_ids: Collection[int],
    *,
    zone: tzinfo,
    days: WorkingDays,
) -> Iterator[tuple[int, Owed]]:
    """Yield what each of these people owes in these rounds: tasks, and registrations half done."""
    openings = _openings(session, rounds)
    own_rungs = _OwnRungs(rounds, _ladders(session, rounds), zone, days)
    yield from _owed_tasks(session, rounds, openings, person_ids, own_rungs)
    yield from _owed_registrations(session, rounds, openings, person_ids)


class _Assigned(NamedTuple):
    """What is looked at of an assignment: of a hundred thousand, whole rows would take most of the time."""

    id: int | None
    round_id: int
    state: str
    created_at: datetime
    due_at: datetime | None
    due_set_at: datetime | None
    returned_at: datetime | None
    return_due_at: datetime | None


def _owed_tasks(
    session: Session,
    rounds: Mapping[int, OpenRound],
    openings: Mapping[int, datetime],
    person_ids: Collection[int],
    own_rungs: "_OwnRungs",
) -> Iterator[tuple[int, Owed]]:
    with_tasks = [id_ for id_, round_ in rounds.items() if round_.kind is not RoundKind.REGISTRATION]
    statement = (
        select_columns(
            *(col(getattr(Assignment, name)) for name in _Assigned._fields),
            col(Liaison.id),
            col(Liaison.tasks),
            col(Liaison.person_id),
            col(Liaison.claimed_at),
            col(Task.number),
        )
        .join(Liaison, col(Liaison.unit_id) == col(Assignment.unit_id))
        .join(Task, col(Task.id) == col(Assignment.task_id), isouter=True)
        .where(
            col(Assignment.round_id).in_(with_tasks),
            col(Assignment.state).in_((AssignmentState.OWED, AssignmentState.RETURNED)),
            col(Liaison.state) != LiaisonState.REVOKED,
            col(Liaison.person_id).in_(list(person_ids)),
        )
    )
    absent = _absent(session)
    for *columns, liaison_id, tasks, person_id, claimed_at, number in session.execute(statement).all():
        if liaison_id in absent or person_id is None:
            continue
        if tasks is not None and number is not None and number not in tasks:
            continue
        assignment = _Assigned(*columns)
        owed = _owed(assignment, rounds, openings, number, claimed_at)
        yield person_id, own_rungs.of_return(assignment, own_rungs.of_extension(assignment, owed))


def _ladders(session: Session, rounds: Mapping[int, OpenRound]) -> dict[int, PlanLadder]:
    rows = session.exec(select(Round, Plan).join(Plan, col(Plan.id) == col(Round.plan_id))).all()
    return {row.id or 0: ladder_of(plan, RoundKind(row.kind)) for row, plan in rows if row.id in rounds}


def _absent(session: Session) -> set[int]:
    """Return the lines somebody stands in for: whoever is on leave is not reminded meanwhile."""
    rows = session.exec(
        select(Liaison.deputy_of).where(col(Liaison.deputy_of).is_not(None), Liaison.state != LiaisonState.REVOKED)
    ).all()
    return {row for row in rows if row is not None}


@dataclass(frozen=True, slots=True)
class _OwnRungs:
    """Works out the rungs of what has a due time of its own."""

    rounds: Mapping[int, OpenRound]
    ladders: Mapping[int, PlanLadder]
    zone: tzinfo
    days: WorkingDays

    def of_extension(self, assignment: _Assigned, owed: Owed) -> Owed:
        """Return what is owed until a due time of its own: reminded by its own rungs, from the grant on."""
        if assignment.due_at is None or assignment.due_set_at is None:
            return owed
        rungs = self._until(assignment, assignment.due_at, assignment.due_set_at)
        return replace(owed, since=max(owed.since, assignment.due_set_at), rungs=rungs)

    def _until(self, assignment: _Assigned, due_at: datetime, granted_at: datetime) -> tuple[RungTime, ...]:
        round_ = self.rounds[assignment.round_id]
        dates = RoundDates(round_.slug, round_.kind, round_.opens_at, round_.due_at, round_.closes_at)
        return own_rung_times(
            self.ladders[round_.id].rungs, dates, due_at, granted_at=granted_at, zone=self.zone, days=self.days
        )

    def of_return(self, assignment: _Assigned, owed: Owed) -> Owed:
        """Return what is owed after a return: until the return's own due time, reminded by its own rungs from the return on."""
        due_at, returned_at = assignment.return_due_at, assignment.returned_at
        if assignment.state != AssignmentState.RETURNED or due_at is None or returned_at is None:
            return owed
        since = max(owed.since, returned_at)
        if due_at <= owed.due_at:
            return replace(owed, since=since)
        return replace(owed, due_at=due_at, since=since, rungs=self._until(assignment, due_at, returned_at))


def _owed(
    assignment: Assignment | _Assigned,
    rounds: Mapping[int, OpenRound],
    openings: Mapping[int, datetime],
    number: int | None,
    since: datetime,
) -> Owed:
    round_ = rounds[assignment.round_id]
    # What was owed from the opening on is owed from its planned moment: the tick that opens comes some seconds later,
    # or, after an outage, days later, and the opening must be told all the same.
    owed_since = round_.opens_at if assignment.created_at <= openings[round_.id] else assignment.created_at
    return Owed(
        assignment_id=assignment.id or 0,
        round_id=assignment.round_id,
        task=number,
        due_at=assignment.due_at or round_.due_at,
        begun=False,
        since=max(owed_since, since),
    )


def _owed_registrations(
    session: Session,
    rounds: Mapping[int, OpenRound],
    openings: Mapping[int, datetime],
    person_ids: Collection[int],
) -> Iterator[tuple[int, Owed]]:
    """Yield registrations half done: somebody has used the unit's invitation, or registered some of its tasks only."""
    registrations = [id_ for id_, round_ in rounds.items() if round_.kind is RoundKind.REGISTRATION]
    if not registrations:
        return
    owed = (col(Assignment.round_id).in_(registrations), Assignment.state == AssignmentState.OWED)
    used = (
        select(Assignment, InvitationUse)
        .join(Invitation, col(Invitation.unit_id) == col(Assignment.unit_id))
        .join(InvitationUse, col(InvitationUse.invitation_id) == col(Invitation.id))
        .where(*owed, *to_register(), col(InvitationUse.person_id).in_(list(person_ids)))
    )
    holding = (
        select(Assignment, Liaison)
        .join(Liaison, col(Liaison.unit_id) == col(Assignment.unit_id))
        .where(*owed, col(Liaison.person_id).in_(list(person_ids)), Liaison.state != LiaisonState.REVOKED)
    )
    for assignment, use in session.exec(used).all():
        yield use.person_id, _owed(assignment, rounds, openings, None, use.used_at)
    for assignment, liaison in session.exec(holding).all():
        if liaison.person_id is not None:
            yield liaison.person_id, _owed(assignment, rounds, openings, None, liaison.claimed_at)


def _openings(session: Session, rounds: Mapping[int, OpenRound]) -> dict[int, datetime]:
    """Return when each round was really opened, which a tick does a little late."""
    rows = session.exec(select(Round.id, Round.opened_at).where(col(Round.id).in_(list(rounds)))).all()
    return {round_id: opened_at for round_id, opened_at in rows if round_id is not None and opened_at is not None}
