"""征集: a round of its own that asks units for material, with no task and no status."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, tzinfo
from typing import Any

from models.actions.desk import Desk
from models.actions.enclosing import Kept, enclose
from models.actions.plans import units_of_plan
from models.actions.refusals import ActionRefusedError
from models.messages import calling as say
from models.rules.chats import Message
from models.rules.words import AssignmentState, RoundKind
from models.store.plans import current_plan, members_of, unit_by_id, units_by_name
from models.store.rounds import round_by_slug
from models.tables import Assignment, Round

# What comes after the due time is still taken for two weeks.
ACCEPTED_FOR = timedelta(days=14)
_LONGEST_SLUG = 30
_MOMENT = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})[ T](\d{1,2}):(\d{2})")
_EVERYBODY = ("all", "全部", "全体", "所有单位")
_PARTS = 3


@dataclass(frozen=True, slots=True)
class Call:
    """What is called for: until when, from which units (by id), with what words and which files."""

    title: str
    due_at: datetime
    unit_ids: tuple[int, ...]
    text: str
    files: tuple[Kept, ...] = ()


def read_due(text: str, zone: tzinfo) -> datetime:
    """Return a wall time of the plan's zone ("2025-01-20 17:00") in UTC. Raises ActionRefusedError for anything else."""
    match = _MOMENT.fullmatch(text.strip())
    if match is None:
        raise ActionRefusedError("round-bad-time", time=text)
    year, month, day, hour, minute = map(int, match.groups())
    try:
        return datetime(year, month, day, hour, minute, tzinfo=zone).astimezone(UTC)
    except ValueError as error:
        raise ActionRefusedError("round-bad-time", time=text) from error


def read_call(desk: Desk, written: str) -> Call:
    """Read "TITLE; due; units; text". Raises ActionRefusedError where something cannot be right."""
    parts = [part.strip() for part in re.split("[;；]", written, maxsplit=_PARTS)]
    if len(parts) < _PARTS or not slug_of(parts[0]):
        raise ActionRefusedError("call-bad-form")
    due_at = read_due(parts[1], desk.policy.zone)
    if due_at <= desk.now:
        raise ActionRefusedError("round-due-past", name=parts[0])
    return Call(parts[0], due_at, _units(desk, parts[2]), parts[3] if len(parts) > _PARTS else "")


def slug_of(title: str) -> str:
    """Return the name of a data call's round: its title in plain characters, as people read it in reminders."""
    return re.sub(r"[^\w\-]+", "-", title).strip("-")[:_LONGEST_SLUG]


def _units(desk: Desk, written: str) -> tuple[int, ...]:
    plan = current_plan(desk.session)
    if plan is None:
        raise ActionRefusedError("round-no-plan")
    if written.lower() in _EVERYBODY:
        return tuple(units_of_plan(desk.session, plan))
    known, members = units_by_name(desk.session), members_of(desk.session)
    found: dict[int, None] = {}
    for name in filter(None, re.split(r"[、,，\s]+", written)):
        if name not in known:
            raise ActionRefusedError("call-unknown-unit", unit=name)
        unit_id = known[name].id or 0
        for each in members.get(unit_id, (unit_id,)):
            found.setdefault(each)
    if not found:
        raise ActionRefusedError("call-bad-form")
    return tuple(found)


def call_state(call: Call) -> dict[str, Any]:
    """Return a call as a conversation remembers it."""
    return {
        "title": call.title,
        "due_at": call.due_at.isoformat(),
        "units": list(call.unit_ids),
        "text": call.text,
        "files": [dict(file) for file in call.files],
    }


def call_of(state: Mapping[str, Any]) -> Call:
    """Read what `call_state` wrote."""
    return Call(
        title=str(state["title"]),
        due_at=datetime.fromisoformat(state["due_at"]),
        unit_ids=tuple(int(unit) for unit in state["units"]),
        text=str(state["text"]),
        files=tuple(state.get("files", ())),
    )


def preview_call(desk: Desk, call: Call) -> Message:
    """Read a call back."""
    names = [unit_by_id(desk.session, unit_id).name for unit_id in call.unit_ids]
    files = [str(file["name"]) for file in call.files]
    return say.preview_call(
        desk.policy.language, call.title, call.due_at, names, call.text, desk.policy.zone, files=files
    )


def open_call(desk: Desk, call: Call, *, actor: int | None) -> Message:
    """Open the call's round now; its units are told by its opening rung, and chased like everybody."""
    plan = current_plan(desk.session)
    if plan is None or call.due_at <= desk.now:
        raise ActionRefusedError("round-due-past", name=call.title)
    slug, serial = slug_of(call.title), 1
    while round_by_slug(desk.session, slug) is not None:
        serial += 1
        slug = f"{slug_of(call.title)}-{serial}"
    round_ = Round(
        plan_id=plan.id or 0,
        slug=slug,
        kind=RoundKind.DATA_CALL,
        opens_at=desk.now,
        due_at=call.due_at,
        closes_at=call.due_at + ACCEPTED_FOR,
        opened_at=desk.now,
        title=call.title,
        text=call.text,
    )
    desk.session.add(round_)
    desk.session.flush()
    for unit_id in call.unit_ids:
        desk.session.add(
            Assignment(
                round_id=round_.id or 0,
                unit_id=unit_id,
                task_id=None,
                state=AssignmentState.OWED,
                created_at=desk.now,
            )
        )
    enclose(desk, round_, call.files)
    desk.note(
        "call", slug, actor=actor, units=len(call.unit_ids), due_at=call.due_at.isoformat(), files=len(call.files)
    )
    return say.call_opened(desk.policy.language, slug, len(call.unit_ids), call.due_at, desk.policy.zone)
