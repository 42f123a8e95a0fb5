"""A corrected circular held against the plan loaded: what it changes, and what its rounds make of another due time."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, datetime

from models.actions.desk import Desk
from models.actions.plans import Span
from models.actions.rescheduling import dates_of, move_due, named_round, who_owe
from models.rules.circular_diff import (
    DueDay,
    Effect,
    Fact,
    FactChange,
    PlanDiff,
    RoundEffect,
    compare,
    due_of,
)
from models.rules.circulars import Circular
from models.rules.deadlines import due_moment, is_rest_day_due, local_day, parse_slug
from models.rules.words import RoundKind
from models.store.office import working_days
from models.store.plans import circular_of, plan_by_code
from models.store.rounds import rounds_of
from models.tables import Plan, Round


def correction_of(desk: Desk, circular: Circular, span: Span | None) -> PlanDiff | None:
    """Say what taking this circular in would change of the plan of its year; None where there is none yet."""
    code = circular.code or (span.first[:4] if span else "")
    plan = plan_by_code(desk.session, code) if code else None
    if plan is None:
        return None
    diff = compare(_as_loaded(desk, plan), circular)
    facts = diff.facts
    before = (plan.first_round, plan.last_round)
    if span is not None and (span.first, span.last) != before:
        facts = (*facts, FactChange(Fact.SPAN, before, (span.first, span.last)))
    return replace(diff, facts=facts, effects=tuple(_effects(desk, plan, circular)))


def apply_effects(desk: Desk, effects: Iterable[RoundEffect]) -> None:
    """Move the open rounds that follow the correction, and tell who owes; those not yet open have their dates by the import."""
    for effect in effects:
        if effect.effect is Effect.TOLD:
            round_ = named_round(desk, effect.slug)
            closes_at = max(round_.closes_at, effect.after)
            move_due(desk, round_, dates_of(round_, due_at=effect.after, closes_at=closes_at))


def _as_loaded(desk: Desk, plan: Plan) -> Circular:
    cutoff = plan.registration_due_at
    return replace(
        circular_of(desk.session, plan),
        document_no=plan.document_no or "",
        issuer=plan.issuer or "",
        issued_on=plan.issued_on,
        due_day=plan.due_day,
        due_time=plan.due_time,
        registration_due_at=None if cutoff is None else cutoff.astimezone(desk.policy.zone).replace(tzinfo=None),
    )


def _effects(desk: Desk, plan: Plan, circular: Circular) -> Iterable[RoundEffect]:
    before, after = DueDay(plan.due_day, plan.due_time), due_of(circular)
    cutoff = circular.registration_due_at
    for round_ in rounds_of(desk.session, plan.id or 0):
        if round_.skipped_at is not None or round_.closes_at <= desk.now:
            continue
        if round_.kind == RoundKind.MONTHLY and after is not None and after != before:
            moved = _monthly_effect(desk, round_, _due_at(desk, round_, before), _due_at(desk, round_, after))
        elif round_.kind == RoundKind.REGISTRATION and cutoff is not None and plan.registration_due_at is not None:
            due_at = cutoff.replace(tzinfo=desk.policy.zone).astimezone(UTC)
            moved = _registration_effect(desk, round_, plan.registration_due_at, due_at)
        else:
            continue
        if moved is not None and round_.due_at != moved.after:
            yield moved


def _due_at(desk: Desk, round_: Round, due: DueDay) -> datetime:
    year, month = parse_slug(round_.slug)
    return due_moment(year, month, due_day=due.day, due_time=due.at, zone=desk.policy.zone)


def _effect_of(desk: Desk, round_: Round, before: datetime, after: datetime, *, when_open: Effect) -> Effect:
    is_open = round_.opened_at is not None
    if round_.revised_at is not None and (not is_open or round_.due_at != before):
        return Effect.BY_HAND
    if after <= desk.now:
        return Effect.PAST
    return when_open if is_open else Effect.AHEAD


def _monthly_effect(desk: Desk, round_: Round, before: datetime, after: datetime) -> RoundEffect | None:
    """Say what a month does with another due day; one already announced keeps its own, and /round is there to change it."""
    if round_.due_at <= desk.now:
        return None
    effect = _effect_of(desk, round_, before, after, when_open=Effect.OPEN)
    return RoundEffect(round_.slug, round_.kind, effect, round_.due_at, after)


def _registration_effect(desk: Desk, round_: Round, before: datetime, after: datetime) -> RoundEffect | None:
    """Say what registration does with another cutoff: the one date a circular names, so it follows though it is open."""
    if after == before:
        return None
    effect = _effect_of(desk, round_, before, after, when_open=Effect.TOLD)
    zone = desk.policy.zone
    return RoundEffect(
        round_.slug,
        round_.kind,
        effect,
        round_.due_at,
        after,
        people=len(who_owe(desk, round_)) if effect is Effect.TOLD else 0,
        is_rest=is_rest_day_due(after, zone=zone, days=working_days(desk.session, local_day(after, zone))),
    )
