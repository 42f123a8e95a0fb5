"""What an office already knows, laid over a plan just read: its units' proper names, and the units given to a list without any."""

from collections.abc import Iterable
from dataclasses import replace

from sqlmodel import Session

from models.rules.circulars import Circular, Doubt
from models.rules.circulars import Task as TaskText
from models.store.plans import circular_of, members_of, plan_by_code, units_by_name

_ABOUT_UNITS = frozenset({"readers-doubt-unit-unknown", "readers-doubt-unit-proposal", "readers-doubt-collective"})


def match_plan(session: Session, circular: Circular) -> Circular:
    """Return the plan with the office's own units in it.

    A name or alias the office knows is written as the unit's proper name, and is no longer doubtful. A list that names no units at
    all (重点工作清单) keeps those an admin gave the same items, so that importing its correction takes nothing away.
    """
    units = units_by_name(session)
    if not units:
        return circular
    members = members_of(session)
    settled = {name for name, unit in units.items() if not unit.collective or members.get(unit.id or 0)}

    def proper(names: Iterable[str]) -> tuple[str, ...]:
        return tuple(dict.fromkeys(units[name].name if name in units else name for name in names))

    tasks = tuple(replace(task, lead=proper(task.lead), support=proper(task.support)) for task in circular.tasks)
    if not any(task.lead or task.support for task in tasks):
        tasks = _with_units_given(session, circular.code, tasks)
    given = {task.number for task in tasks if task.lead}
    doubts = tuple(doubt for doubt in circular.doubts if not _is_settled(doubt, settled, given))
    return replace(circular, tasks=tasks, doubts=doubts)


def _is_settled(doubt: Doubt, settled: set[str], given: set[int]) -> bool:
    if doubt.key == "readers-doubt-no-units":
        return doubt.where.task in given
    return doubt.key in _ABOUT_UNITS and doubt.values.get("written") in settled


def _with_units_given(session: Session, code: str, tasks: tuple[TaskText, ...]) -> tuple[TaskText, ...]:
    plan = plan_by_code(session, code) if code else None
    if plan is None:
        return tasks
    before = circular_of(session, plan).tasks
    by_text = {task.text: task for task in before}
    by_title = {(task.part, task.measure, task.title or ""): task for task in before if task.title}
    found = []
    for task in tasks:
        same = by_text.get(task.text) or by_title.get((task.part, task.measure, task.title or ""))
        found.append(task if same is None else replace(task, lead=same.lead, support=same.support))
    return tuple(found)
