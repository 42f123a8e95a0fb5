"""/round: a round's due time changed, a round opened, closed, skipped or merged into another; the plan's end put off."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlmodel import col, select

from models.actions.closings import fix_closings, following_round
from models.actions.desk import WAVE, Desk
from models.actions.plans import plan_rounds
from models.actions.refusals import ActionRefusedError
from models.actions.standings import standing_of
from models.messages import rescheduling as say
from models.rules.assignments import owed_items
from models.rules.chats import Message
from models.rules.deadlines import (
    RoundDates,
    due_choices,
    is_rest_day_due,
    local_day,
    monthly_slug,
    next_slug,
    opening_before,
    parse_slug,
)
from models.rules.ladders import RungTime
from models.rules.words import AssignmentState, LiaisonState, RoundKind
from models.store.ladders import ladder_of
from models.store.office import working_days
from models.store.plans import current_plan
from models.store.rounds import round_by_slug, rounds_of
from models.tables import Assignment, Liaison, Person, Plan, Round

_YEAR = 12


@dataclass(frozen=True, slots=True)
class Change:
    """What is to be done with a round: `act` is due, open, close, skip or merge; `due_at` and `into` where it needs them."""

    act: str
    slug: str
    due_at: datetime | None = None
    into: str | None = None


def dates_of(round_: Round, **changes: datetime) -> RoundDates:
    """Return a round's dates as a value, some of them changed."""
    moments = {"opens_at": round_.opens_at, "due_at": round_.due_at, "closes_at": round_.closes_at, **changes}
    return RoundDates(round_.slug, RoundKind(round_.kind), **moments)


def rungs_ahead(desk: Desk, round_: Round, dates: RoundDates) -> tuple[RungTime, ...]:
    """Return the moments at which a round with these dates will still remind."""
    plan = desk.session.get(Plan, round_.plan_id)
    days = working_days(desk.session, local_day(dates.due_at, desk.policy.zone))
    times = ladder_of(plan, RoundKind(round_.kind)).times(dates, zone=desk.policy.zone, days=days)
    return tuple(rung_time for rung_time in times if rung_time.at > desk.now)


def named_round(desk: Desk, slug: str) -> Round:
    """Return the round of that name. Raises ActionRefusedError where there is none."""
    round_ = round_by_slug(desk.session, slug)
    if round_ is None:
        raise ActionRefusedError("round-unknown", name=slug)
    return round_


def new_dates(desk: Desk, round_: Round, due_at: datetime) -> RoundDates:
    """Return the dates a round has with another due time. Raises ActionRefusedError where that cannot be."""
    zone = desk.policy.zone
    if round_.skipped_at is not None or round_.closes_at <= desk.now:
        raise ActionRefusedError("round-over", name=round_.slug)
    if due_at <= desk.now:
        raise ActionRefusedError("round-due-past", name=round_.slug)
    following = following_round(desk, round_)
    if following is not None and due_at >= following.opens_at:
        raise ActionRefusedError("round-due-too-late", name=following.slug)
    closes_at = following.opens_at if following is not None else max(round_.closes_at, due_at)
    if round_.opened_at is not None:
        return dates_of(round_, due_at=due_at, closes_at=closes_at)
    opens_at = opening_before(due_at, zone=zone, days=working_days(desk.session, local_day(due_at, zone)))
    return dates_of(round_, opens_at=opens_at, due_at=due_at, closes_at=closes_at)


def preview_change(desk: Desk, change: Change) -> Message:
    """Say what the change would do, dates of its rungs included. Raises ActionRefusedError where it cannot be done."""
    language, zone = desk.policy.language, desk.policy.zone
    round_ = named_round(desk, change.slug)
    title = say.Named(round_.slug, round_.kind, round_.title)
    if change.act == "due" and change.due_at is not None:
        dates = new_dates(desk, round_, change.due_at)
        days = working_days(desk.session, local_day(change.due_at, zone))
        return say.preview_due(
            language,
            title,
            round_.due_at,
            dates,
            [rung_time.at for rung_time in rungs_ahead(desk, round_, dates)],
            zone,
            is_rest=is_rest_day_due(change.due_at, zone=zone, days=days),
            people=len(who_owe(desk, round_)),
        )
    _check_act(desk, round_, change)
    owed = sum(1 for row in _owed(desk, round_))
    into = None if change.into is None else named_round(desk, change.into)
    return say.preview_act(
        language, change.act, title, None if into is None else say.Named(into.slug, into.kind, into.title), owed
    )


def _check_act(desk: Desk, round_: Round, change: Change) -> None:
    if round_.skipped_at is not None or round_.closes_at <= desk.now:
        raise ActionRefusedError("round-over", name=round_.slug)
    if change.act == "open" and round_.opened_at is not None:
        raise ActionRefusedError("round-is-open", name=round_.slug)
    if change.act == "close" and round_.opened_at is None:
        raise ActionRefusedError("round-not-open", name=round_.slug)
    if change.act == "merge":
        into = named_round(desk, change.into or "")
        is_later = into.kind == round_.kind and into.plan_id == round_.plan_id and into.due_at > round_.due_at
        if not is_later or into.skipped_at is not None:
            raise ActionRefusedError("round-merge-later", name=into.slug)


def change_round(desk: Desk, change: Change, *, actor: int | None) -> Message:
    """Do it, tell everybody who owes in an open round once, and say what was done."""
    language, zone = desk.policy.language, desk.policy.zone
    round_ = named_round(desk, change.slug)
    title = say.Named(round_.slug, round_.kind, round_.title)
    if change.act == "due" and change.due_at is not None:
        told = _change_due(desk, round_, change.due_at)
        desk.note("round_due", round_.slug, actor=actor, due_at=change.due_at.isoformat())
        return say.due_changed(language, title, change.due_at, told, zone)
    _check_act(desk, round_, change)
    told = 0
    match change.act:
        case "open":
            round_.opens_at = desk.now
        case "close":
            round_.closes_at = desk.now
        case _:
            told = _call_off(desk, round_, change.into)
    desk.session.flush()
    fix_closings(desk, round_.plan_id)
    desk.note(f"round_{change.act}", round_.slug, actor=actor, into=change.into)
    return say.act_done(language, change.act, title, told)


def _change_due(desk: Desk, round_: Round, due_at: datetime) -> int:
    return move_due(desk, round_, new_dates(desk, round_, due_at))


def move_due(desk: Desk, round_: Round, dates: RoundDates) -> int:
    """Give a round these dates: its reminders follow, and who owes is told once; returns how many people."""
    before = round_.due_at
    round_.opens_at, round_.due_at = dates.opens_at, dates.due_at
    round_.closes_at = dates.closes_at or dates.due_at
    round_.due_revision += 1
    round_.revised_at = desk.now
    # The digest belongs to the due time, so it is posted at the new one.
    round_.digested_at = None
    desk.session.flush()
    fix_closings(desk, round_.plan_id)
    people = who_owe(desk, round_)
    for person in people:
        desk.tell(
            person,
            say.tell_due(
                desk.language_of(person),
                say.Named(round_.slug, round_.kind, round_.title),
                before,
                round_.due_at,
                desk.policy.zone,
                round_.id or 0,
                owed_items(standing_of(desk, person, round_).items),
            ),
            key=f"due:{round_.slug}:{round_.due_revision}:{person.id}",
            urgency=WAVE,
        )
    return len(people)


def _call_off(desk: Desk, round_: Round, into: str | None) -> int:
    """Skip a round, or let a later one ask for what it would have; returns how many people were told."""
    people = who_owe(desk, round_)
    for assignment in _owed(desk, round_):
        assignment.state = AssignmentState.WAIVED
    round_.skipped_at = desk.now
    if round_.opened_at is not None:
        round_.closes_at = desk.now
        # Nothing is posted of a round that is not to be answered.
        round_.digested_at = round_.digested_at or desk.now
    later = None if into is None else named_round(desk, into)
    for person in people:
        desk.tell(
            person,
            say.tell_called_off(
                desk.language_of(person),
                say.Named(round_.slug, round_.kind, round_.title),
                None if later is None else say.Named(later.slug, later.kind, later.title),
            ),
            key=f"called_off:{round_.slug}:{person.id}",
            urgency=WAVE,
        )
    return len(people)


def _owed(desk: Desk, round_: Round) -> Sequence[Assignment]:
    return desk.session.exec(
        select(Assignment).where(
            Assignment.round_id == round_.id,
            col(Assignment.state).in_((AssignmentState.OWED, AssignmentState.RETURNED)),
        )
    ).all()


def who_owe(desk: Desk, round_: Round) -> list[Person]:
    """Return everybody who can be reached and has a post in a unit that owes something in the round."""
    units = {assignment.unit_id for assignment in _owed(desk, round_)}
    return people_of_units(desk, units)


def people_of_units(desk: Desk, unit_ids: Iterable[int]) -> list[Person]:
    """Return everybody who holds or claims a post of these units and can be reached, in the order they came."""
    return list(
        desk.session.exec(
            select(Person)
            .join(Liaison, col(Liaison.person_id) == col(Person.id))
            .where(
                col(Liaison.unit_id).in_(list(unit_ids)),
                Liaison.state != LiaisonState.REVOKED,
                col(Person.unreachable_since).is_(None),
            )
            .distinct()
            .order_by(col(Person.id))
        ).all()
    )


def replan(desk: Desk) -> None:
    """Work out anew the dates of the rounds that have not opened, after the calendar has changed."""
    plan = current_plan(desk.session)
    if plan is not None:
        plan_rounds(desk, plan)


def extend_plan(desk: Desk, plan: Plan, last: str | None = None, *, actor: int | None) -> str:
    """Let the plan go on to the month `last`, or for another year; returns the name of its last round.

    Raises ActionRefusedError where that is no month, or no later one.
    """
    slug = plan.last_round
    if last is None:
        for _ in range(_YEAR):
            slug = next_slug(slug)
    else:
        try:
            slug = monthly_slug(*parse_slug(last))
        except ValueError as error:
            raise ActionRefusedError("round-unknown", name=last) from error
        if slug <= plan.last_round:
            raise ActionRefusedError("round-not-later", name=plan.last_round)
    plan.last_round = slug
    plan.end_asked_at = None
    plan_rounds(desk, plan)
    desk.note("extend_plan", plan.code, actor=actor, last=slug)
    return slug


def ask_about_rest_days(desk: Desk) -> int:
    """Ask the office about every round just opened whose due day is a rest day; returns how many."""
    zone = desk.policy.zone
    asked = 0
    for round_ in desk.session.exec(
        select(Round).where(
            col(Round.opened_at).is_not(None),
            col(Round.rest_asked_at).is_(None),
            col(Round.skipped_at).is_(None),
            Round.kind == RoundKind.MONTHLY,
            Round.due_at > desk.now,
        )
    ).all():
        days = working_days(desk.session, local_day(round_.due_at, zone))
        round_.rest_asked_at = desk.now
        if round_.revised_at is not None or not is_rest_day_due(round_.due_at, zone=zone, days=days):
            continue
        choices = due_choices(round_.due_at, zone=zone, days=days)
        named = say.Named(round_.slug, round_.kind, round_.title)
        for chat_id, thread_id in desk.office_places():
            message = say.ask_rest_day(
                desk.policy.language, named, choices, zone, round_.id or 0, is_earlier=choices.earlier > desk.now
            )
            desk.send(chat_id, message, thread_id=thread_id, key=f"rest_day:{round_.slug}:{chat_id}")
        asked += 1
    return asked


def answer_rest_day(desk: Desk, round_: Round, choice: str, *, actor: int | None) -> Message:
    """Take the office's answer: keep, earlier or later. Raises ActionRefusedError where it comes too late."""
    zone = desk.policy.zone
    named = say.Named(round_.slug, round_.kind, round_.title)
    days = working_days(desk.session, local_day(round_.due_at, zone))
    if choice == "keep" or not is_rest_day_due(round_.due_at, zone=zone, days=days):
        return say.due_kept(desk.policy.language, named, round_.due_at, zone)
    choices = due_choices(round_.due_at, zone=zone, days=days)
    due_at = choices.earlier if choice == "earlier" else choices.later
    return change_round(desk, Change("due", round_.slug, due_at=due_at), actor=actor)


def ask_about_end(desk: Desk) -> int:
    """Ask the admins, once the plan's last round has opened, whether it ends or goes on; returns how many plans."""
    asked = 0
    for plan in desk.session.exec(select(Plan).where(col(Plan.end_asked_at).is_(None))).all():
        last = round_by_slug(desk.session, plan.last_round)
        if last is None or last.opened_at is None or last.closes_at <= desk.now:
            continue
        plan.end_asked_at = desk.now
        message = say.ask_end(desk.policy.language, plan.title, plan.last_round, plan.id or 0)
        for admin_id in desk.policy.admin_ids:
            desk.send(admin_id, message, key=f"plan_end:{plan.code}:{plan.last_round}:{admin_id}")
        asked += 1
    return asked


def list_rounds(desk: Desk) -> list[Message]:
    """Return the plan's rounds with their dates and where each stands."""
    plan = current_plan(desk.session)
    if plan is None:
        return [say.no_plan(desk.policy.language)]
    rows = [
        say.RoundLine(say.Named(round_.slug, round_.kind, round_.title), dates_of(round_), _phase(round_, desk.now))
        for round_ in rounds_of(desk.session, plan.id or 0)
    ]
    return say.list_rounds(desk.policy.language, rows, desk.policy.zone)


def show_round(desk: Desk, slug: str) -> list[Message]:
    """Return one round with the moments at which it will still remind."""
    round_ = named_round(desk, slug)
    line = say.RoundLine(say.Named(round_.slug, round_.kind, round_.title), dates_of(round_), _phase(round_, desk.now))
    rungs = rungs_ahead(desk, round_, dates_of(round_)) if round_.skipped_at is None else ()
    return say.show_round(desk.policy.language, line, [rung_time.at for rung_time in rungs], desk.policy.zone)


def _phase(round_: Round, now: datetime) -> str:
    if round_.skipped_at is not None:
        return "skipped"
    if round_.closes_at <= now:
        return "closed"
    if round_.opened_at is None:
        return "planned"
    return "open" if now <= round_.due_at else "overdue"
