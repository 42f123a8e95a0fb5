"""催报: a reminder by hand to whoever owes, previewed, and never twice within an hour."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from sqlmodel import col, select

from models.actions.desk import WAVE, Desk
from models.actions.standings import standing_of
from models.messages import chasing as say
from models.messages import reminder as say_reminder
from models.rules.chats import Message
from models.rules.deadlines import local_time
from models.rules.dues import Addressee
from models.rules.ladders import is_quiet, waking_moment
from models.rules.reminders import is_answering
from models.rules.words import AssignmentState
from models.store.office import working_days
from models.store.people import liaisons_of_unit
from models.store.reminders import addressees, rounds_with_rungs
from models.store.reviews import people_with_posts
from models.store.rounds import assignments_of
from models.tables import Assignment, Person, Reminder, Round, Unit

REPEAT_AFTER = timedelta(hours=1)
# What has not left by then was meant for a moment that is over.
GOOD_FOR = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class _Chase:
    """Who is to be reminded of which assignments; how many were left out, and the units that nobody can be reminded for."""

    people: tuple[tuple[Person, tuple[int, ...]], ...]
    lately: int
    answering: int
    unreachable: tuple[str, ...]


def preview_chase(desk: Desk, language: str, round_: Round, unit: Unit | None) -> Message:
    """Return who would be reminded, to be confirmed; or why nobody is."""
    chase = _find(desk, language, round_, unit)
    if isinstance(chase, Message):
        return chase
    return say.preview(
        language,
        say.Preview(
            round_.id or 0,
            round_.slug,
            round_.kind,
            unit.id or 0 if unit is not None else 0,
            unit.name if unit is not None else "",
            len(chase.people),
            chase.lately,
            chase.answering,
            chase.unreachable,
        ),
    )


def chase(desk: Desk, language: str, actor: Person, round_: Round, unit: Unit | None) -> Message:
    """Remind now; what was previewed is asked anew, for somebody may have answered since."""
    found = _find(desk, language, round_, unit)
    if isinstance(found, Message):
        return found
    for person, keys in found.people:
        _remind(desk, person, round_, keys)
    desk.note(
        "remind",
        round_.slug,
        actor=actor.chat_user_id,
        unit=unit.name if unit is not None else None,
        count=len(found.people),
    )
    return say.sent(language, round_.slug, round_.kind, len(found.people), found.unreachable)


def _find(desk: Desk, language: str, round_: Round, unit: Unit | None) -> _Chase | Message:
    """Return whom to remind, somebody at least; or why nobody is."""
    refusal = _refusal(desk, language, round_)
    if refusal is not None:
        return refusal
    found = _look(desk, round_, unit)
    return found if found.people else _nobody(language, round_, found)


def _refusal(desk: Desk, language: str, round_: Round) -> Message | None:
    if round_.opened_at is None or round_.closes_at <= desk.now:
        return say.closed(language, round_.slug, round_.kind)
    zone = desk.policy.zone
    if is_quiet(local_time(desk.now, zone)):
        return say.quiet(language, waking_moment(desk.now, zone=zone), zone)
    return None


def _nobody(language: str, round_: Round, found: _Chase) -> Message:
    if found.lately:
        return say.too_soon(language, found.lately)
    return say.nobody(language, round_.slug, round_.kind, found.unreachable)


def _look(desk: Desk, round_: Round, unit: Unit | None) -> _Chase:
    zone = desk.policy.zone
    days = working_days(desk.session, desk.now.astimezone(zone).date())
    rounds = {
        key: value for key, value in rounds_with_rungs(desk.session, desk.now, zone, days).items() if key == round_.id
    }
    owing = addressees(desk.session, rounds, people_with_posts(desk.session), zone=zone, days=days)
    units = _units_of(desk, owing)
    lately = answering = 0
    people: list[tuple[Person, tuple[int, ...]]] = []
    covered: set[int] = set()
    for addressee in owing:
        keys = tuple(
            owed.assignment_id for owed in addressee.owed if unit is None or units[owed.assignment_id] == unit.id
        )
        if not keys:
            continue
        covered.update(units[key] for key in keys)
        if _was_reminded(desk, addressee.person_id, round_):
            lately += 1
        elif is_answering(addressee.last_input_at, desk.now):
            answering += 1
        else:
            people.append((desk.session.get_one(Person, addressee.person_id), keys))
    return _Chase(tuple(people), lately, answering, _unreachable(desk, round_, unit, covered))


def _units_of(desk: Desk, owing: Sequence[Addressee]) -> dict[int, int]:
    keys = {owed.assignment_id for addressee in owing for owed in addressee.owed}
    rows = desk.session.exec(select(Assignment).where(col(Assignment.id).in_(keys))).all()
    return {row.id or 0: row.unit_id for row in rows}


def _unreachable(desk: Desk, round_: Round, unit: Unit | None, covered: set[int]) -> tuple[str, ...]:
    """Return the units that owe and of which nobody can be written to, with whom to telephone."""
    found: dict[int, str] = {}
    for assignment, owner, _ in assignments_of(desk.session, round_.id or 0):
        owes = assignment.state in (AssignmentState.OWED, AssignmentState.RETURNED)
        if not owes or owner.id in covered or owner.id in found or (unit is not None and owner.id != unit.id):
            continue
        people = [f"{row.name} {row.phone}".strip() for row in liaisons_of_unit(desk.session, owner.id or 0)]
        found[owner.id or 0] = " ".join((owner.name, *(people or [owner.telephone or ""]))).strip()
    return tuple(found.values())


def _was_reminded(desk: Desk, person_id: int, round_: Round) -> bool:
    """Tell whether this person has been reminded of this round within the hour, by the ladder or by hand."""
    rows = desk.session.exec(
        select(Reminder).where(
            Reminder.person_id == person_id,
            Reminder.round_id == round_.id,
            Reminder.settled_at > desk.now - REPEAT_AFTER,
            col(Reminder.outcome).in_(("queued", "sent")),
        )
    ).first()
    return rows is not None


def _remind(desk: Desk, person: Person, round_: Round, keys: tuple[int, ...]) -> None:
    standing = standing_of(desk, person, round_)
    wanted = set(keys)
    items = tuple(item for item in standing.items if item.assignment_id in wanted)
    if not items:
        return
    message = say_reminder.reminder(desk.language_of(person), [say_reminder.narrowed(standing, items)], desk.now)
    slot = f"{round_.slug}/hand-{desk.now:%Y%m%dT%H%MZ}"
    key = f"reminder:{person.id}:{slot}:{round_.due_revision}"
    outbox_id = desk.tell(person, message, key=key, urgency=WAVE, not_after=desk.now + GOOD_FOR)
    desk.session.add(
        Reminder(
            person_id=person.id or 0,
            round_id=round_.id or 0,
            slot=slot,
            due_revision=round_.due_revision,
            key=f"{person.id}:{slot}@{round_.due_revision}",
            outcome="queued",
            outbox_id=outbox_id,
            settled_at=desk.now,
        )
    )
