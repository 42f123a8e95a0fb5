"""Taking a plan in: units, tasks and all its rounds, or a correction of the plan already loaded."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime

from sqlmodel import Session, col, select

from models.actions.closings import fix_closings
from models.actions.desk import Desk
from models.actions.refusals import ActionRefusedError
from models.rules.circular_diff import due_of
from models.rules.circulars import Circular
from models.rules.deadlines import (
    DEFAULT_DUE_DAY,
    DEFAULT_DUE_TIME,
    first_round_after,
    monthly_dates,
    monthly_slug,
    monthly_slugs,
    parse_slug,
    registration_dates,
    registration_slug,
)
from models.rules.registrations import read_phone
from models.rules.units import KnownUnit, UnitBook, looks_collective
from models.rules.words import RoundKind, UnitRole
from models.store.office import working_days
from models.store.plans import (
    Role,
    add_tasks,
    current_plan,
    every_task_of,
    plan_by_code,
    replace_roles,
    roles_of,
    task_ids_of,
    units_by_name,
)
from models.store.rounds import round_by_slug, rounds_of
from models.tables import Plan, Round, Unit, UnitAlias, UnitMember


@dataclass(frozen=True, slots=True)
class Span:
    """The first and the last monthly round of a plan."""

    first: str
    last: str


def propose_span(circular: Circular, desk: Desk, first: str | None, last: str | None) -> Span:
    """Return the plan's first and last monthly round: as asked for, else the first whose opening is still ahead, to December.

    Raises ActionRefusedError where a name is no month, or no round would be left.
    """
    zone = desk.policy.zone
    present = plan_by_code(desk.session, circular.code) if circular.code else None
    if present is not None:
        # A correction in autumn is of the plan that began in June.
        first, last = first or present.first_round, last or present.last_round
    year = int(circular.code) if circular.code.isdigit() else desk.now.astimezone(zone).year
    try:
        chosen_last = monthly_slug(*parse_slug(last)) if last else monthly_slug(year, 12)
        if first:
            chosen_first = monthly_slug(*parse_slug(first))
        else:
            chosen_first = max(
                first_round_after(
                    desk.now,
                    due_day=circular.due_day or DEFAULT_DUE_DAY,
                    due_time=circular.due_time or DEFAULT_DUE_TIME,
                    zone=zone,
                    days=working_days(desk.session, desk.now.date()),
                ),
                monthly_slug(circular.issued_on.year, circular.issued_on.month) if circular.issued_on else "",
            )
    except ValueError as error:
        raise ActionRefusedError("import-bad-round", round=first or last or "") from error
    if chosen_first > chosen_last:
        raise ActionRefusedError("import-no-rounds", first=chosen_first, last=chosen_last)
    return Span(chosen_first, chosen_last)


def import_plan(desk: Desk, circular: Circular, span: Span, book: UnitBook, *, actor: int | None = None) -> Plan:
    """Take a plan in: a new one, or a corrected one of the same code, whose answers stay where they are."""
    session = desk.session
    code = circular.code or span.first[:4]
    plan = plan_by_code(session, code)
    if plan is None:
        plan = Plan(
            code=code,
            title=circular.title,
            due_day=DEFAULT_DUE_DAY,
            due_time=DEFAULT_DUE_TIME,
            first_round=span.first,
            last_round=span.last,
            imported_at=desk.now,
        )
        session.add(plan)
        _end_registrations(desk)
    # What a file does not state stays as it was: a corrected table sent alone takes no due day away.
    plan.title = circular.title or plan.title
    plan.document_no = circular.document_no or plan.document_no
    plan.issuer = circular.issuer or plan.issuer
    plan.issued_on = circular.issued_on or plan.issued_on
    due = due_of(circular)
    if due is not None:
        plan.due_day, plan.due_time = due.day, due.at
    plan.first_round, plan.last_round = span.first, span.last
    if circular.registration_due_at is not None:
        plan.registration_due_at = circular.registration_due_at.replace(tzinfo=desk.policy.zone).astimezone(UTC)
    session.flush()
    units = _learn_units(session, circular, {unit.name: unit for unit in book.units})
    _keep_telephone(session, plan, circular)
    _write_tasks(desk, plan, circular, units)
    plan_rounds(desk, plan)
    desk.note("import", plan.code, actor=actor, tasks=len(circular.tasks), first=span.first, last=span.last)
    return plan


def _end_registrations(desk: Desk) -> None:
    """Close the registrations of the plans before a new one: people are asked for one year's persons at a time."""
    open_ = select(Round).where(Round.kind == RoundKind.REGISTRATION, col(Round.closes_at) > desk.now)
    for round_ in desk.session.exec(open_).all():
        round_.closes_at = desk.now


def _keep_telephone(session: Session, plan: Plan, circular: Circular) -> None:
    """Keep the telephone a circular names for questions as the issuing unit's; one an admin has set stays."""
    unit = units_by_name(session).get(plan.issuer or "")
    telephone = read_phone(circular.contact.phone)
    if unit is not None and unit.telephone is None and telephone is not None:
        unit.telephone = telephone


def assign_units(
    desk: Desk, numbers: Sequence[int], lead: Sequence[str], support: Sequence[str], book: UnitBook
) -> None:
    """Give tasks of the current plan their units; `rounds.refresh_open_rounds` makes the open rounds follow."""
    session = desk.session
    plan = current_plan(session)
    if plan is None:
        return
    units = _learn_names(session, (*lead, *support), {unit.name: unit for unit in book.units})
    _write_roles(session, plan.id or 0, dict.fromkeys(numbers, (lead, support)), units)


def _learn_units(session: Session, circular: Circular, known: Mapping[str, KnownUnit]) -> dict[str, Unit]:
    names = [name for task in circular.tasks for name in (*task.lead, *task.support)]
    return _learn_names(session, names, known)


def _learn_names(session: Session, names: Iterable[str], known: Mapping[str, KnownUnit]) -> dict[str, Unit]:
    units = units_by_name(session)

    def learn(name: str) -> Unit:
        if name in units:
            return units[name]
        facts = known.get(name) or KnownUnit(name=name, collective=looks_collective(name))
        unit = Unit(name=name, collective=facts.collective)
        session.add(unit)
        session.flush()
        units[name] = unit
        for alias in facts.aliases:
            if alias not in units and alias != name:
                session.add(UnitAlias(alias=alias, unit_id=unit.id or 0))
                units[alias] = unit
        for member in facts.members:
            session.add(UnitMember(collective_id=unit.id or 0, member_id=learn(member).id or 0))
        return unit

    for name in names:
        learn(name)
    session.flush()
    return units


def _write_tasks(desk: Desk, plan: Plan, circular: Circular, units: Mapping[str, Unit]) -> None:
    session, plan_id = desk.session, plan.id or 0
    existing = {task.number: task for task in every_task_of(session, plan_id)}
    for number in existing.keys() - {task.number for task in circular.tasks}:
        if existing[number].removed_at is None:
            existing[number].removed_at = desk.now
    for entry in circular.tasks:
        task = existing.get(entry.number)
        if task is not None:
            task.part, task.measure, task.text = entry.part, entry.measure, entry.text
            task.title = entry.title or task.title
            task.removed_at = None
    session.flush()
    add_tasks(session, plan_id, [entry for entry in circular.tasks if entry.number not in existing])
    _write_roles(session, plan_id, {entry.number: (entry.lead, entry.support) for entry in circular.tasks}, units)


def _write_roles(
    session: Session,
    plan_id: int,
    wanted: Mapping[int, tuple[Sequence[str], Sequence[str]]],
    units: Mapping[str, Unit],
) -> None:
    """Make these the lead and supporting units of the tasks of these numbers."""
    ids = {number: id_ for number, id_ in task_ids_of(session, plan_id).items() if number in wanted}
    replace_roles(
        session,
        ids.values(),
        [
            Role(id_, unit_id, role, position)
            for number, id_ in ids.items()
            for role, names in zip((UnitRole.LEAD, UnitRole.SUPPORT), wanted[number], strict=True)
            for position, unit_id in enumerate(dict.fromkeys(units[name].id or 0 for name in names))
        ],
    )


def plan_rounds(desk: Desk, plan: Plan) -> None:
    """Write the plan's rounds with their dates; those already opened keep theirs."""
    session, zone = desk.session, desk.policy.zone
    last_close: datetime | None = None
    slugs = monthly_slugs(plan.first_round, plan.last_round)
    for round_ in rounds_of(session, plan.id or 0):
        if round_.kind == RoundKind.MONTHLY and round_.opened_at is None and round_.slug not in slugs:
            # Nothing refers to a round before it opens.
            session.delete(round_)
    session.flush()
    for slug in slugs:
        year, month = parse_slug(slug)
        days = working_days(session, date(year, 1, 1))
        dates = monthly_dates(year, month, due_day=plan.due_day, due_time=plan.due_time, zone=zone, days=days)
        closes_at = dates.closes_at or dates.due_at
        last_close = closes_at
        _write_round(desk, plan, slug, dates.kind, dates.opens_at, dates.due_at, closes_at)
    if plan.registration_due_at is not None:
        dates = registration_dates(
            plan.code,
            opens_at=min(desk.now, plan.registration_due_at),
            due_at=plan.registration_due_at,
            closes_at=last_close,
        )
        closes_at = max(last_close or dates.due_at, dates.due_at)
        _write_round(desk, plan, registration_slug(plan.code), dates.kind, dates.opens_at, dates.due_at, closes_at)
    session.flush()
    # A round moved by hand stands where it was put, and the one before it closes there.
    fix_closings(desk, plan.id or 0)


def _write_round(
    desk: Desk, plan: Plan, slug: str, kind: str, opens_at: datetime, due_at: datetime, closes_at: datetime
) -> None:
    round_ = round_by_slug(desk.session, slug)
    if round_ is None:
        desk.session.add(
            Round(plan_id=plan.id or 0, slug=slug, kind=kind, opens_at=opens_at, due_at=due_at, closes_at=closes_at)
        )
    elif round_.opened_at is None and round_.revised_at is None and due_at > desk.now:
        # A corrected due day that has passed this month would make everybody late before being asked.
        round_.plan_id, round_.opens_at, round_.due_at, round_.closes_at = plan.id or 0, opens_at, due_at, closes_at


def units_of_plan(session: Session, plan: Plan) -> list[int]:
    """Return the units that lead or support any task, members in place of collective ones, in the circular's order."""
    found: dict[int, None] = {}
    for roles in roles_of(session, plan.id or 0).values():
        for unit_id in (*roles.lead_members, *roles.support_members):
            found.setdefault(unit_id)
    return list(found)
