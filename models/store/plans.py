"""Plans, tasks and units, in and out of their tables."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sqlmodel import Session, col, select

from models.rules.circulars import Circular
from models.rules.circulars import Task as TaskText
from models.rules.words import UnitRole
from models.tables import Plan, Task, TaskUnit, Unit, UnitAlias, UnitMember


def current_plan(session: Session) -> Plan | None:
    """Return the plan imported last, or None before the first import."""
    return session.exec(select(Plan).order_by(col(Plan.id).desc())).first()


def plan_by_code(session: Session, code: str) -> Plan | None:
    """Return the plan of that code."""
    return session.exec(select(Plan).where(Plan.code == code)).first()


def tasks_of(session: Session, plan_id: int) -> Sequence[Task]:
    """Return the plan's tasks by number, those dropped from the circular left out."""
    return session.exec(
        select(Task).where(Task.plan_id == plan_id, col(Task.removed_at).is_(None)).order_by(col(Task.number))
    ).all()


def every_task_of(session: Session, plan_id: int) -> Sequence[Task]:
    """Return the plan's tasks by number, dropped ones included."""
    return session.exec(select(Task).where(Task.plan_id == plan_id).order_by(col(Task.number))).all()


def units_by_name(session: Session) -> dict[str, Unit]:
    """Return every unit by its name and by each of its aliases."""
    units = {unit.id: unit for unit in session.exec(select(Unit)).all()}
    names = {alias.alias: units[alias.unit_id] for alias in session.exec(select(UnitAlias)).all()}
    return {**names, **{unit.name: unit for unit in units.values()}}


def all_units(session: Session) -> Sequence[Unit]:
    """Return every unit in the order it became known, which for an imported plan is the circular's."""
    return session.exec(select(Unit).order_by(col(Unit.id))).all()


def unit_by_id(session: Session, unit_id: int) -> Unit:
    """Return the unit; it must exist."""
    return session.get_one(Unit, unit_id)


def members_of(session: Session) -> dict[int, tuple[int, ...]]:
    """Return the members of every collective unit, by the collective's id."""
    members: dict[int, list[int]] = {}
    for row in session.exec(select(UnitMember).order_by(col(UnitMember.member_id))).all():
        members.setdefault(row.collective_id, []).append(row.member_id)
    return {collective: tuple(ids) for collective, ids in members.items()}


@dataclass(frozen=True, slots=True)
class TaskRoles:
    """Who does a task: unit ids by role, as the circular names them and with collective units replaced by members."""

    lead: tuple[int, ...]
    support: tuple[int, ...]
    lead_members: tuple[int, ...]
    support_members: tuple[int, ...]


def roles_of(session: Session, plan_id: int) -> dict[int, TaskRoles]:
    """Return who leads and who supports each task of the plan, by task id."""
    collective = {unit.id for unit in session.exec(select(Unit).where(col(Unit.collective).is_(True))).all()}
    members = members_of(session)
    rows = session.exec(
        select(TaskUnit)
        .join(Task, col(Task.id) == col(TaskUnit.task_id))
        .where(Task.plan_id == plan_id, col(Task.removed_at).is_(None))
        .order_by(col(TaskUnit.task_id), col(TaskUnit.position))
    ).all()
    named: dict[int, dict[str, list[int]]] = {}
    for row in rows:
        named.setdefault(row.task_id, {}).setdefault(row.role, []).append(row.unit_id)

    def expanded(unit_ids: Iterable[int]) -> tuple[int, ...]:
        flat = [
            member
            for unit_id in unit_ids
            for member in (members.get(unit_id, ()) if unit_id in collective else (unit_id,))
        ]
        return tuple(dict.fromkeys(flat))

    found: dict[int, TaskRoles] = {}
    for task_id, by_role in named.items():
        lead = tuple(by_role.get(UnitRole.LEAD, ()))
        support = tuple(by_role.get(UnitRole.SUPPORT, ()))
        found[task_id] = TaskRoles(lead, support, expanded(lead), expanded(support))
    return found


def tasks_of_unit(session: Session, plan_id: int, unit_id: int) -> list[Task]:
    """Return the tasks the unit leads or supports, itself or through a collective unit, by number."""
    roles = roles_of(session, plan_id)
    return [
        task
        for task in tasks_of(session, plan_id)
        if task.id in roles and unit_id in (*roles[task.id].lead_members, *roles[task.id].support_members)
    ]


def circular_of(session: Session, plan: Plan) -> Circular:
    """Return the plan loaded, as the circular it came from says it, for comparison with a corrected one."""
    units = {unit.id or 0: unit.name for unit in all_units(session)}
    roles = roles_of(session, plan.id or 0)
    return Circular(
        title=plan.title,
        code=plan.code,
        tasks=tuple(
            TaskText(
                number=task.number,
                part=task.part,
                measure=task.measure,
                text=task.text,
                title=task.title,
                lead=tuple(units[id_] for id_ in roles[task.id].lead) if task.id in roles else (),
                support=tuple(units[id_] for id_ in roles[task.id].support) if task.id in roles else (),
            )
            for task in tasks_of(session, plan.id or 0)
        ),
    )
