"""What the ladder's questions need: who owes what, and which rungs are settled."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import datetime, tzinfo
from typing import Any

from sqlalchemy import Exists, insert
from sqlmodel import Session, String, cast, col, exists, func, select

from models.rules.deadlines import RoundDates, WorkingDays
from models.rules.dues import Addressee, OpenRound, Owed
from models.rules.slots import revision_of, slot_key
from models.rules.snoozes import Snooze as SnoozeWish
from models.rules.words import AssignmentState, LiaisonState, RoundKind
from models.store.ladders import ladder_of
from models.store.owed import owed_by, to_register
from models.store.rounds import open_rounds
from models.tables import (
    Answer,
    Assignment,
    Draft,
    DraftEntry,
    Invitation,
    InvitationUse,
    Liaison,
    Person,
    Plan,
    Reminder,
    Snooze,
)

# People are looked at so many at a time, so that memory does not grow with their number.
_CHUNK = 1000


def rounds_with_rungs(session: Session, now: datetime, zone: tzinfo, days: WorkingDays) -> dict[int, OpenRound]:
    """Return the open rounds with the moments of their rungs, by id."""
    found: dict[int, OpenRound] = {}
    for round_ in open_rounds(session, now):
        kind = RoundKind(round_.kind)
        dates = RoundDates(round_.slug, kind, round_.opens_at, round_.due_at, round_.closes_at)
        found[round_.id or 0] = OpenRound(
            id=round_.id or 0,
            slug=round_.slug,
            kind=kind,
            opens_at=round_.opens_at,
            due_at=round_.due_at,
            closes_at=round_.closes_at,
            due_revision=round_.due_revision,
            rungs=ladder_of(session.get(Plan, round_.plan_id), kind).times(dates, zone=zone, days=days),
            revised_at=round_.revised_at,
        )
    return found


def due_addressees(
    session: Session, rounds: Mapping[int, OpenRound], now: datetime, *, zone: tzinfo, days: WorkingDays
) -> Iterator[list[Addressee]]:
    """Yield everybody for whom something unsettled may have passed by `now`, some hundreds at a time.

    Whoever is left out has nothing due: every rung that has passed is settled for them, or was never theirs.
    """
    person_ids = sorted(_with_unsettled(session, rounds, now))
    for start in range(0, len(person_ids), _CHUNK):
        yield addressees(session, rounds, person_ids[start : start + _CHUNK], zone=zone, days=days)


def count_holders(session: Session) -> int:
    """Return how many posts are held, which is as many reminders as one moment can bring (one more or less a person)."""
    return session.exec(
        select(func.count())
        .select_from(Liaison)
        .where(col(Liaison.person_id).is_not(None), Liaison.state != LiaisonState.REVOKED)
    ).one()


def store_settled(session: Session, rows: Sequence[dict[str, Any]]) -> None:
    """Write down what has been settled: rows of the table, without ids."""
    if rows:
        session.execute(insert(Reminder), list(rows))


def _with_unsettled(session: Session, rounds: Mapping[int, OpenRound], now: datetime) -> set[int]:
    """Return the people for whom a rung or a wish of theirs has passed unsettled; some too many do no harm."""
    found: set[int] = set()
    for round_ in rounds.values():
        passed = [rung_time for rung_time in round_.rungs if rung_time.at <= now]
        owes = (
            Assignment.round_id == round_.id,
            col(Assignment.state).in_((AssignmentState.OWED, AssignmentState.RETURNED)),
        )
        holding = (
            select(Liaison.person_id)
            .join(Assignment, col(Assignment.unit_id) == col(Liaison.unit_id))
            .where(*owes, col(Liaison.person_id).is_not(None), Liaison.state != LiaisonState.REVOKED)
        )
        used = (
            select(InvitationUse.person_id)
            .join(Invitation, col(Invitation.id) == col(InvitationUse.invitation_id))
            .join(Assignment, col(Assignment.unit_id) == col(Invitation.unit_id))
            .where(*owes, *to_register())
        )
        # What has a due time of its own has rungs of its own.
        has_own = col(Assignment.due_at).is_not(None) | col(Assignment.return_due_at).is_not(None)
        found.update(row for row in session.exec(holding.where(has_own)).all() if row is not None)
        for rung_time in passed:
            key = slot_key(rung_time.slot, revision_of(rung_time.rung, round_))
            statement = holding.where(
                col(Liaison.claimed_at) <= rung_time.at, ~_is_settled(col(Liaison.person_id), key)
            )
            found.update(row for row in session.exec(statement).all() if row is not None)
            if round_.kind is RoundKind.REGISTRATION:
                found.update(session.exec(used.where(~_is_settled(col(InvitationUse.person_id), key))).all())
    if rounds:
        since = min(round_.opens_at for round_ in rounds.values())
        found.update(session.exec(select(Snooze.person_id).where(Snooze.at <= now, Snooze.asked_at >= since)).all())
    return found


def _is_settled(person_id: Any, key: str) -> Exists:  # noqa: ANN401 - a column has no common type
    return exists().where(col(Reminder.key) == cast(person_id, String) + f":{key}")


def addressees(
    session: Session,
    rounds: Mapping[int, OpenRound],
    person_ids: Collection[int],
    *,
    zone: tzinfo,
    days: WorkingDays,
) -> list[Addressee]:
    """Return who of these people owes something in these rounds, with what is settled for them."""
    owed: dict[int, dict[int, Owed]] = {}
    begun = _begun(session, rounds, person_ids)
    held = _held(session, person_ids)
    for person_id, entry in owed_by(session, rounds, person_ids, zone=zone, days=days):
        if (person_id, entry.assignment_id) in held:
            continue
        known = owed.setdefault(person_id, {}).get(entry.assignment_id)
        since = entry.since if known is None else min(known.since, entry.since)
        owed[person_id][entry.assignment_id] = Owed(
            assignment_id=entry.assignment_id,
            round_id=entry.round_id,
            task=entry.task,
            due_at=entry.due_at,
            begun=(person_id, entry.round_id) in begun,
            since=since,
            rungs=entry.rungs,
        )
    settled = _settled(session, rounds, owed.keys())
    snoozes = _snoozes(session, rounds, person_ids)
    last_inputs = _last_inputs(session, owed.keys())
    return [
        Addressee(
            person_id=person_id,
            owed=tuple(
                sorted(entries.values(), key=lambda entry: (entry.due_at, entry.task or 0, entry.assignment_id))
            ),
            settled=settled.get(person_id, frozenset()),
            last_input_at=last_inputs[person_id],
            snoozes=tuple(snoozes.get(person_id, ())),
        )
        for person_id, entries in sorted(owed.items())
        if person_id in last_inputs
    ]


def _last_inputs(session: Session, person_ids: Collection[int]) -> dict[int, datetime | None]:
    """Return when each of these people who can be reached has last said something."""
    rows = session.exec(
        select(Person.id, Person.last_input_at).where(
            col(Person.id).in_(list(person_ids)), col(Person.unreachable_since).is_(None)
        )
    ).all()
    return {person_id: last_input_at for person_id, last_input_at in rows if person_id is not None}


def _begun(session: Session, rounds: Mapping[int, OpenRound], person_ids: Collection[int]) -> set[tuple[int, int]]:
    drafts = session.exec(
        select(Draft.person_id, Draft.round_id)
        .join(DraftEntry, col(DraftEntry.draft_id) == col(Draft.id))
        .where(col(Draft.person_id).in_(list(person_ids)), col(Draft.round_id).in_(list(rounds)))
    ).all()
    answers = session.exec(
        select(Answer.person_id, Assignment.round_id)
        .join(Assignment, col(Assignment.id) == col(Answer.assignment_id))
        .where(col(Assignment.round_id).in_(list(rounds)), col(Answer.person_id).in_(list(person_ids)))
        .distinct()
    ).all()
    return {(person_id, round_id) for person_id, round_id in (*drafts, *answers) if person_id is not None}


def _held(session: Session, person_ids: Collection[int]) -> set[tuple[int, int]]:
    """Return what has been handed in by people whose claim is undecided."""
    rows = session.exec(
        select(Draft.person_id, DraftEntry.assignment_id)
        .join(DraftEntry, col(DraftEntry.draft_id) == col(Draft.id))
        .where(col(Draft.person_id).in_(list(person_ids)), col(Draft.confirmed_at).is_not(None))
    ).all()
    return set(rows)


def _snoozes(
    session: Session, rounds: Mapping[int, OpenRound], person_ids: Collection[int]
) -> dict[int, list[SnoozeWish]]:
    """Return what was asked to be reminded of later since the oldest of the open rounds began."""
    if not rounds:
        return {}
    statement = select(Snooze).where(
        Snooze.asked_at >= min(round_.opens_at for round_ in rounds.values()),
        col(Snooze.person_id).in_(list(person_ids)),
    )
    found: dict[int, list[SnoozeWish]] = {}
    for row in session.exec(statement.order_by(col(Snooze.id))).all():
        found.setdefault(row.person_id, []).append(SnoozeWish(row.at, row.asked_at))
    return found


def _settled(
    session: Session, rounds: Mapping[int, OpenRound], person_ids: Collection[int]
) -> dict[int, frozenset[str]]:
    rows = session.exec(
        select(Reminder.person_id, Reminder.slot, Reminder.due_revision).where(
            col(Reminder.person_id).in_(list(person_ids)),
            col(Reminder.round_id).in_(list(rounds)) | col(Reminder.round_id).is_(None),
        )
    ).all()
    found: dict[int, set[str]] = {}
    for person_id, slot, revision in rows:
        found.setdefault(person_id, set()).add(slot_key(slot, revision))
    return {person_id: frozenset(keys) for person_id, keys in found.items()}
