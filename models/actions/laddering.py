"""/round ladder: when the rounds of a kind remind, changed by an admin, with what that means for the coming rounds."""

import re
from dataclasses import replace
from datetime import time

from models.actions.desk import Desk
from models.actions.refusals import ActionRefusedError
from models.actions.rescheduling import dates_of
from models.messages import rescheduling as say
from models.rules.chats import Message
from models.rules.deadlines import local_day
from models.rules.ladders import Anchor, Ladder, Rung, with_rung, with_switch
from models.rules.words import RoundKind
from models.store.ladders import keep_ladder, ladder_of
from models.store.office import working_days
from models.store.plans import current_plan
from models.store.rounds import rounds_of
from models.tables import Plan

_COMING = 3
_NAME = re.compile(r"(T|overdue|closing)-(\d{1,2})")
_ANCHORS = {"T": Anchor.BEFORE_DUE, "overdue": Anchor.OVERDUE, "closing": Anchor.CLOSING}


def show_ladder(desk: Desk, kind_name: str) -> Message:
    """Return a kind's ladder with the dates of the coming rounds. Raises ActionRefusedError for an unknown kind."""
    plan, kind = _plan(desk), _kind(kind_name)
    zone = desk.policy.zone
    ladder = ladder_of(plan, kind)
    coming = [
        round_
        for round_ in rounds_of(desk.session, plan.id or 0)
        if round_.kind == kind and round_.skipped_at is None and round_.closes_at > desk.now
    ][:_COMING]
    dates = []
    for round_ in coming:
        days = working_days(desk.session, local_day(round_.due_at, zone))
        times = ladder.times(dates_of(round_), zone=zone, days=days)
        moments = [rung_time.at for rung_time in times if rung_time.at > desk.now]
        dates.append((say.Named(round_.slug, round_.kind, round_.title), moments))
    rungs = [say.RungLine(rung.name, f"{rung.at:%H:%M}", rung.enabled, rung.only_unbegun) for rung in ladder.rungs]
    return say.ladder(desk.policy.language, kind.value, rungs, dates, zone)


def switch_rung(desk: Desk, kind_name: str, name: str, *, actor: int | None) -> Message:
    """Switch a rung on if it is off, off if it is on. Raises ActionRefusedError where there is none of that name."""
    plan, kind = _plan(desk), _kind(kind_name)
    rungs = ladder_of(plan, kind).rungs
    rung = next((each for each in rungs if each.name == name), None)
    if rung is None:
        raise ActionRefusedError("ladder-unknown", name=name)
    _keep(desk, plan, kind, with_switch(rungs, name, enabled=not rung.enabled), name, actor)
    return show_ladder(desk, kind_name)


def set_rung(desk: Desk, kind_name: str, name: str, at: str, *, actor: int | None) -> Message:
    """Give a rung another wall time, or add one ("T-5", "overdue-7"); it is on then. Raises ActionRefusedError."""
    plan, kind = _plan(desk), _kind(kind_name)
    rungs = ladder_of(plan, kind).rungs
    try:
        wanted = time.fromisoformat(at.zfill(len("00:00")))
        known = next((each for each in rungs if each.name == name), None)
        rung = _new_rung(name, wanted) if known is None else replace(known, at=wanted, enabled=True)
    except ValueError as error:
        raise ActionRefusedError("ladder-unknown", name=f"{name} {at}") from error
    _keep(desk, plan, kind, with_rung(rungs, rung), name, actor)
    return show_ladder(desk, kind_name)


def _new_rung(name: str, at: time) -> Rung:
    match = _NAME.fullmatch(name)
    if match is None:
        raise ValueError(name)
    return Rung(name, _ANCHORS[match[1]], int(match[2]), at)


def _keep(desk: Desk, plan: Plan, kind: RoundKind, rungs: Ladder, name: str, actor: int | None) -> None:
    keep_ladder(plan, kind, rungs, [name], desk.now)
    desk.session.flush()
    desk.note("ladder", plan.code, actor=actor, kind=kind.value, rung=name)


def _plan(desk: Desk) -> Plan:
    plan = current_plan(desk.session)
    if plan is None:
        raise ActionRefusedError("round-no-plan")
    return plan


def _kind(name: str) -> RoundKind:
    try:
        return RoundKind(name)
    except ValueError as error:
        raise ActionRefusedError("ladder-unknown", name=name) from error
