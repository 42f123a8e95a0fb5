"""A round as the office sees it, gathered from the tables into one value."""

from collections.abc import Sequence
from datetime import datetime, tzinfo

from sqlmodel import Session, col, select

from models.rules.digests import ContactRow, ContactSheet, Digest, MissingUnit, Reported, TaskLine
from models.rules.digests import Person as Reachable
from models.rules.words import AssignmentState, LiaisonState, RoundKind, Status
from models.store.people import liaisons_by_unit
from models.store.plans import roles_of, tasks_of
from models.store.rounds import assignments_of, last_round_before, latest_answers
from models.tables import Answer, Assignment, Liaison, Person, Plan, Round, Task, Unit

_ANSWERED = (AssignmentState.ANSWERED, AssignmentState.ACCEPTED)
_Row = tuple[Assignment, Unit, Task | None]


def gather_digest(
    session: Session, round_: Round, now: datetime, zone: tzinfo, *, with_previous: bool = True
) -> Digest:
    """Return a round's digest as it stands at `now`; the round before goes with it, for comparison."""
    plan = session.get_one(Plan, round_.plan_id)
    rows = [row for row in assignments_of(session, round_.id or 0) if row[0].state != AssignmentState.WAIVED]
    answers = latest_answers(session, [row[0].id for row in rows if row[0].id is not None])
    answered = [row for row in rows if row[0].state in _ANSWERED and row[0].id in answers]
    on_time = sum(1 for row in answered if answers[row[0].id or 0].on_time)
    liaisons = liaisons_by_unit(session)
    owed = [row for row in rows if row[0].state not in _ANSWERED]
    previous = last_round_before(session, round_) if with_previous else None
    units = {unit.id or 0: unit for unit in session.exec(select(Unit)).all()}
    return Digest(
        plan_title=plan.title,
        plan_code=plan.code,
        document_no=plan.document_no or "",
        office=plan.issuer or "",
        round_slug=round_.slug,
        kind=RoundKind(round_.kind),
        due_at=round_.due_at,
        made_at=now,
        edition=round_.edition,
        final=round_.finalized_at is not None,
        zone=zone,
        expected=len(rows),
        answered=len(answered),
        on_time=on_time,
        late=len(answered) - on_time,
        owed=len(owed),
        tasks=_task_lines(session, plan, rows, answers, units),
        missing=_missing(owed, liaisons),
        unregistered=_unregistered(session, plan, liaisons, units),
        previous=None if previous is None else gather_digest(session, previous, now, zone, with_previous=False),
    )


def _task_lines(
    session: Session,
    plan: Plan,
    rows: Sequence[_Row],
    answers: dict[int, Answer],
    units: dict[int, Unit],
) -> tuple[TaskLine, ...]:
    roles = roles_of(session, plan.id or 0)
    reporters = _reporters(session, answers)
    by_task: dict[int, list[tuple[Assignment, Unit]]] = {}
    for assignment, unit, _ in rows:
        if assignment.task_id is not None:
            by_task.setdefault(assignment.task_id, []).append((assignment, unit))
    lines: list[TaskLine] = []
    for task in tasks_of(session, plan.id or 0):
        mine = by_task.get(task.id or 0, [])
        if not by_task and not mine:
            continue
        role = roles.get(task.id or 0)
        lines.append(
            TaskLine(
                number=task.number,
                part=task.part,
                measure=task.measure,
                text=task.text,
                title=task.title,
                lead=tuple(units[id_].name for id_ in role.lead) if role else (),
                support=tuple(units[id_].name for id_ in role.support) if role else (),
                answers=tuple(
                    _reported(
                        unit,
                        answers[assignment.id or 0],
                        reporters,
                        accepted=assignment.state == AssignmentState.ACCEPTED,
                    )
                    for assignment, unit in mine
                    if assignment.state in _ANSWERED and assignment.id in answers
                ),
                missing=tuple(unit.name for assignment, unit in mine if assignment.state not in _ANSWERED),
                done_before=not mine,
            )
        )
    return tuple(lines)


def _reporters(session: Session, answers: dict[int, Answer]) -> dict[tuple[int, int | None], str]:
    """Return the names under which people are registered for a unit, by (person, unit); by (person, None) any of them."""
    ids = {answer.person_id for answer in answers.values() if answer.person_id is not None}
    names: dict[tuple[int, int | None], str] = {}
    for person in session.exec(select(Person).where(col(Person.id).in_(ids))).all():
        names[person.id or 0, None] = person.name
    for liaison in session.exec(select(Liaison).where(col(Liaison.person_id).in_(ids))).all():
        if liaison.person_id is not None:
            names[liaison.person_id, liaison.unit_id] = liaison.name
            names[liaison.person_id, None] = liaison.name
    return names


def _reported(unit: Unit, answer: Answer, reporters: dict[tuple[int, int | None], str], *, accepted: bool) -> Reported:
    person_id = answer.person_id or 0
    return Reported(
        unit=unit.name,
        status=Status(answer.status) if answer.status else Status.NO_CHANGE,
        percent=answer.percent,
        text=answer.text,
        problems=answer.problems,
        next_step=answer.next_step,
        reporter=reporters.get((person_id, unit.id)) or reporters.get((person_id, None)) or "",
        submitted_at=answer.submitted_at,
        on_time=answer.on_time,
        on_behalf=answer.on_behalf,
        version=answer.version,
        receipt=answer.receipt,
        accepted=accepted,
    )


def _missing(owed: Sequence[_Row], liaisons: dict[int, list[Liaison]]) -> tuple[MissingUnit, ...]:
    by_unit: dict[int, tuple[Unit, list[int]]] = {}
    for assignment, unit, task in owed:
        numbers = by_unit.setdefault(assignment.unit_id, (unit, []))[1]
        if task is not None:
            numbers.append(task.number)
    found: list[MissingUnit] = []
    for unit_id, (unit, numbers) in by_unit.items():
        lines = [
            line
            for line in liaisons.get(unit_id, [])
            if line.state == LiaisonState.ACTIVE
            and (line.tasks is None or not numbers or set(line.tasks) & set(numbers))
        ]
        persons = dict.fromkeys((line.name, line.phone) for line in lines)
        found.append(
            MissingUnit(
                unit=unit.name,
                tasks=tuple(numbers),
                persons=tuple(Reachable(name, phone) for name, phone in persons),
                registered=any(line.state == LiaisonState.ACTIVE for line in liaisons.get(unit_id, [])),
                telephone=unit.telephone,
            )
        )
    return tuple(found)


def _unregistered(
    session: Session, plan: Plan, liaisons: dict[int, list[Liaison]], units: dict[int, Unit]
) -> tuple[str, ...]:
    found: dict[str, None] = {}
    for roles in roles_of(session, plan.id or 0).values():
        for unit_id in (*roles.lead_members, *roles.support_members):
            if not any(line.state == LiaisonState.ACTIVE for line in liaisons.get(unit_id, [])):
                found.setdefault(units[unit_id].name)
    return tuple(found)


def gather_contacts(session: Session, plan: Plan, unit_ids: Sequence[int]) -> tuple[ContactSheet, ...]:
    """Return the contact sheets (附件3) of the units that have one, in the order given."""
    liaisons = liaisons_by_unit(session)
    units = {unit.id or 0: unit for unit in session.exec(select(Unit)).all()}
    return tuple(
        ContactSheet(
            plan_title=plan.title,
            unit=units[unit_id].name,
            telephone=units[unit_id].telephone or "",
            rows=tuple(
                ContactRow(tuple(line.tasks or ()), line.leader_name, line.leader_phone, line.name, line.phone)
                for line in liaisons[unit_id]
            ),
        )
        for unit_id in unit_ids
        if unit_id in liaisons
    )
