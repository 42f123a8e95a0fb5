"""Plans, tasks and units, in and out of their tables."""

from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass

from sqlalchemy import Table, bindparam, func, union_all
from sqlalchemy import select as select_columns
from sqlalchemy.orm.util import identity_key
from sqlmodel import Session, SQLModel, col, delete, insert, select

from models.rules.circulars import Circular
from models.rules.circulars import Task as TaskText
from models.rules.words import UnitRole
from models.store.prepared import Prepared, PreparedRows
from models.tables import Plan, Task, TaskUnit, Unit, UnitAlias, UnitMember

_PLAN: Table = SQLModel.metadata.tables["plan"]
_TASK: Table = SQLModel.metadata.tables["task"]
_TASK_UNIT: Table = SQLModel.metadata.tables["task_unit"]
_UNIT: Table = SQLModel.metadata.tables["unit"]
_MEMBER: Table = SQLModel.metadata.tables["unit_member"]
_NEWEST_PLAN = PreparedRows(Plan, _PLAN.c.id == select_columns(func.max(_PLAN.c.id)).scalar_subquery())
_UNIT_BY_ID = PreparedRows(Unit, _UNIT.c.id == bindparam("unit_id"))
_UNIT_BY_NAME = PreparedRows(Unit, _UNIT.c.name == bindparam("unit_name"))
# A unit's tasks are those that name it, or a collective unit it is a member of.
_TASKS_OF_UNIT = Prepared(
    select_columns(_TASK.c.id, _TASK.c.number)
    .where(
        _TASK.c.plan_id == select_columns(func.max(_PLAN.c.id)).scalar_subquery(),
        _TASK.c.removed_at.is_(None),
        _TASK.c.id.in_(
            union_all(
                select_columns(_TASK_UNIT.c.task_id)
                .join(_UNIT, _UNIT.c.id == _TASK_UNIT.c.unit_id)
                .where(_TASK_UNIT.c.unit_id == bindparam("unit_id"), _UNIT.c.collective.is_(False)),
                select_columns(_TASK_UNIT.c.task_id)
                .join(_MEMBER, _MEMBER.c.collective_id == _TASK_UNIT.c.unit_id)
                .where(_MEMBER.c.member_id == bindparam("unit_id")),
            )
        ),
    )
    .order_by(_TASK.c.number)
)


def current_plan(session: Session) -> Plan | None:
    """Return the plan imported last, or None before the first import."""
    return _NEWEST_PLAN.first(session)


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


def task_ids_of(session: Session, plan_id: int) -> dict[int, int]:
    """Return the ids of the plan's tasks by number, those dropped from the circular left out."""
    rows = session.exec(
        select(Task.number, Task.id)
        .where(Task.plan_id == plan_id, col(Task.removed_at).is_(None))
        .order_by(col(Task.number))
    )
    return {number: id_ for number, id_ in rows if id_ is not None}


@dataclass(frozen=True, slots=True, order=True)
class Role:
    """A unit's part in a task, as `TaskUnit` keeps it."""

    task_id: int
    unit_id: int
    role: str
    position: int


_AT_ONCE = 500
"""Keys named in one statement; SQLite takes some thousands."""


def add_tasks(session: Session, plan_id: int, tasks: Iterable[TaskText]) -> None:
    """Write new tasks of a plan; a plan may have thousands, so they are no objects of the session's."""
    rows = [
        {
            "plan_id": plan_id,
            "number": task.number,
            "part": task.part,
            "measure": task.measure,
            "text": task.text,
            "title": task.title,
        }
        for task in tasks
    ]
    if rows:
        session.execute(insert(Task), rows)


def replace_roles(session: Session, task_ids: Iterable[int], wanted: Iterable[Role]) -> None:
    """Make these the units of these tasks, touching only the tasks whose units change."""
    session.flush()
    by_task: dict[int, set[Role]] = {task_id: set() for task_id in task_ids}
    present: dict[int, set[Role]] = {task_id: set() for task_id in by_task}
    for role in wanted:
        by_task[role.task_id].add(role)
    ids = list(by_task)
    chunks = [ids[start : start + _AT_ONCE] for start in range(0, len(ids), _AT_ONCE)]
    for chunk in chunks:
        for row in session.execute(
            select(TaskUnit.task_id, TaskUnit.unit_id, TaskUnit.role, TaskUnit.position).where(
                col(TaskUnit.task_id).in_(chunk)
            )
        ):
            present[row[0]].add(Role(*row))
    changed = [task_id for task_id in ids if by_task[task_id] != present[task_id]]
    for start in range(0, len(changed), _AT_ONCE):
        session.execute(delete(TaskUnit).where(col(TaskUnit.task_id).in_(changed[start : start + _AT_ONCE])))
    rows = [asdict(role) for task_id in changed for role in sorted(by_task[task_id])]
    if rows:
        session.execute(insert(TaskUnit), rows)


def units_by_name(session: Session) -> dict[str, Unit]:
    """Return every unit by its name and by each of its aliases."""
    units = {unit.id: unit for unit in session.exec(select(Unit)).all()}
    names = {alias.alias: units[alias.unit_id] for alias in session.exec(select(UnitAlias)).all()}
    return {**names, **{unit.name: unit for unit in units.values()}}


def unit_named(session: Session, name: str) -> Unit | None:
    """Return the unit of that name, or with that alias: two look-ups, where `units_by_name` reads all there are."""
    unit = _UNIT_BY_NAME.first(session, unit_name=name)
    if unit is not None:
        return unit
    return session.exec(select(Unit).join(UnitAlias).where(UnitAlias.alias == name)).first()


def all_units(session: Session) -> Sequence[Unit]:
    """Return every unit in the order it became known, which for an imported plan is the circular's."""
    return session.exec(select(Unit).order_by(col(Unit.id))).all()


def unit_by_id(session: Session, unit_id: int) -> Unit:
    """Return the unit; it must exist."""
    held = session.identity_map.get(identity_key(Unit, unit_id))
    found = held if isinstance(held, Unit) else _UNIT_BY_ID.first(session, unit_id=unit_id)
    if found is None:
        raise LookupError(f"no unit {unit_id}")
    return found


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
        select(TaskUnit.task_id, TaskUnit.role, TaskUnit.unit_id)
        .join(Task, col(Task.id) == col(TaskUnit.task_id))
        .where(Task.plan_id == plan_id, col(Task.removed_at).is_(None))
        .order_by(col(TaskUnit.task_id), col(TaskUnit.position))
    ).all()
    named: dict[int, dict[str, list[int]]] = {}
    for task_id, role, unit_id in rows:
        named.setdefault(task_id, {}).setdefault(role, []).append(unit_id)

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


def task_numbers_of_unit(session: Session, unit_id: int) -> dict[int, int]:
    """Return the numbers of the tasks the unit leads or supports, itself or through a collective unit, by task id.

    They are those of the plan imported last, in order.
    """
    return dict(_TASKS_OF_UNIT.rows(session, unit_id=unit_id))


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
