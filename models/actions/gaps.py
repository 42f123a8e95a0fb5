"""What fell through: messages sent while the bot was deaf for more than a day, and units with nobody registered."""

from datetime import datetime, timedelta

from sqlmodel import col, select

from models.actions.desk import WAVE, Desk
from models.actions.invitations import issue_invitations
from models.actions.reminding import Leaving
from models.actions.rescheduling import people_of_units
from models.actions.standings import standings_of
from models.messages import gaps as say
from models.rules.chats import Message
from models.rules.deadlines import at_local, local_day, local_time
from models.rules.ladders import MORNING, is_quiet, waking_moment
from models.rules.words import AssignmentState, LiaisonState, RoundKind
from models.store.office import working_days
from models.store.plans import unit_by_id
from models.store.rounds import open_rounds
from models.tables import Assignment, Liaison, Outage, OutboxMessage, Person, Round, Unit

# Telegram keeps what was sent to a bot for 24 hours (design, section 3, "After a gap").
KEPT_FOR = timedelta(hours=24)
LISTED_BEFORE_DUE = timedelta(days=7)


def tell_of_gaps(desk: Desk) -> int:
    """Tell everybody in an open round, once, of an outage in which messages were lost; returns how many people.

    Nobody is told at night: the next tick asks again.
    """
    if is_quiet(local_time(desk.now, desk.policy.zone)):
        return 0
    outages = [
        outage
        for outage in desk.session.exec(
            select(Outage).where(col(Outage.ended_at).is_not(None), col(Outage.told_at).is_(None))
        ).all()
        if outage.ended_at is not None and outage.ended_at - outage.began_at > KEPT_FOR
    ]
    if not outages:
        return 0
    for outage in outages:
        outage.told_at = desk.now
    spans = [(outage.began_at, outage.ended_at) for outage in outages if outage.ended_at is not None]
    rounds = [
        round_.id
        for round_ in open_rounds(desk.session, desk.now)
        if round_.opened_at is not None and round_.opened_at < spans[-1][1]
    ]
    units = desk.session.exec(
        select(Assignment.unit_id).where(
            col(Assignment.round_id).in_(rounds), Assignment.state != AssignmentState.WAIVED
        )
    ).all()
    people = people_of_units(desk, set(units))
    payload = {"spans": [[began_at.isoformat(), ended_at.isoformat()] for began_at, ended_at in spans]}
    for person in people:
        desk.enqueue(
            "gap",
            payload,
            chat_id=person.chat_user_id,
            key=f"gap:{outages[-1].id}:{person.id}",
            person_id=person.id,
            urgency=WAVE,
        )
    desk.note("gap", spans[-1][0].isoformat(), people=len(people))
    return len(people)


def render_gap(desk: Desk, row: OutboxMessage) -> Leaving:
    """Word what may not have arrived, and what is recorded: as it stands at the moment the message leaves.

    Of rounds opened after the gap nothing can have been lost, so they are not spoken of; whoever was in no other, or is
    no liaison any more, is not told.
    """
    person = desk.session.get_one(Person, row.person_id)
    spans = [(datetime.fromisoformat(began), datetime.fromisoformat(ended)) for began, ended in row.payload["spans"]]
    standings = [
        standing
        for standing in standings_of(desk, person)
        if (opened_at := desk.session.get_one(Round, standing.round_id).opened_at) is not None
        and opened_at < spans[-1][1]
    ]
    if not standings:
        return Leaving(None, reason="nothing_owed")
    if is_quiet(local_time(desk.now, desk.policy.zone)):
        return Leaving(None, wait_until=waking_moment(desk.now, zone=desk.policy.zone))
    return Leaving(say.gap(desk.language_of(person), spans, standings, desk.policy.zone))


def list_unregistered(desk: Desk) -> int:
    """Give the office, a week before registration ends, the units with nobody registered; returns how many units."""
    zone = desk.policy.zone
    if waking_moment(desk.now, zone=zone) > desk.now:
        return 0
    listed = 0
    for round_ in desk.session.exec(
        select(Round).where(
            Round.kind == RoundKind.REGISTRATION,
            col(Round.opened_at).is_not(None),
            col(Round.listed_at).is_(None),
            col(Round.skipped_at).is_(None),
            Round.due_at > desk.now,
        )
    ).all():
        due_on = local_day(round_.due_at, zone)
        days = working_days(desk.session, due_on)
        if desk.now < at_local(days.last_working_on_or_before(due_on - LISTED_BEFORE_DUE), MORNING, zone):
            continue
        round_.listed_at = desk.now
        units = unregistered_units(desk, round_)
        if not units:
            continue
        message = say.unregistered(
            desk.policy.language, [unit.name for unit in units], round_.due_at, zone, round_.id or 0
        )
        for chat_id, thread_id in desk.office_places():
            desk.send(chat_id, message, thread_id=thread_id, key=f"unregistered:{round_.slug}:{chat_id}")
        listed += len(units)
    return listed


def unregistered_units(desk: Desk, round_: Round) -> list[Unit]:
    """Return the units that owe registration and of which nobody has come, in the circular's order."""
    taken = set(
        desk.session.exec(
            select(Liaison.unit_id).where(col(Liaison.person_id).is_not(None), Liaison.state != LiaisonState.REVOKED)
        ).all()
    )
    owed = desk.session.exec(
        select(Assignment.unit_id)
        .where(Assignment.round_id == round_.id, Assignment.state == AssignmentState.OWED)
        .order_by(col(Assignment.id))
    ).all()
    return [unit_by_id(desk.session, unit_id) for unit_id in dict.fromkeys(owed) if unit_id not in taken]


def make_links(desk: Desk, round_: Round, bot_name: str, *, actor: int | None) -> list[Message]:
    """Make a fresh invitation link for each unit with nobody registered, to be passed on."""
    issued = issue_invitations(desk, unregistered_units(desk, round_), actor=actor)
    links = [(one.unit, one.link(bot_name) or "") for one in issued]
    return say.links(desk.policy.language, links)
