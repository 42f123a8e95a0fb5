"""A round as the office sees it, gathered from the tables into one value."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, tzinfo

from sqlmodel import Session, col, func, select

from models.rules.digests import ContactRow, ContactSheet, Digest, MissingUnit, Reported, TaskLine
from models.rules.digests import Person as Reachable
from models.rules.finals import FinalFacts
from models.rules.words import AssignmentState, LiaisonState, RoundKind, Status
from models.store.people import liaisons_by_unit
from models.store.plans import roles_of, tasks_of
from models.store.rounds import assignments_of, last_round_before, latest_answers
from models.tables import Answer, Assignment, Liaison, Person, Plan, Round, Task, Unit

_ANSWERED = (AssignmentState.ANSWERED, AssignmentState.ACCEPTED)
_Row = tuple[Assignment, Unit, Task | None]


@dataclass(frozen=True, slots=True)
class _Stand:
    """What counts of a round: its assignments, the answers to them, and which of these are answered and accepted."""

    rows: Sequence[_Row]
    answers: dict[int, Answer]
    answered: frozenset[int]
    accepted: frozenset[int]


def _stand_now(session: Session, round_: Round) -> _Stand:
    rows = [row for row in assignments_of(session, round_.id or 0) if row[0].state != AssignmentState.WAIVED]
    answers = latest_answers(session, [row[0].id for row in rows if row[0].id is not None])
    return _Stand(
        rows,
        answers,
        frozenset(row[0].id or 0 for row in rows if row[0].state in _ANSWERED and row[0].id in answers),
        frozenset(row[0].id or 0 for row in rows if row[0].state == AssignmentState.ACCEPTED),
    )


def _stand_then(session: Session, round_: Round, facts: FinalFacts) -> _Stand:
    rows = [row for row in assignments_of(session, round_.id or 0) if row[0].id in facts.expected]
    answers = {
        answer.assignment_id: answer
        for answer in session.exec(select(Answer).where(col(Answer.assignment_id).in_(list(facts.versions)))).all()
        if answer.version == facts.versions[answer.assignment_id]
    }
    return _Stand(rows, answers, frozenset(answers), frozenset(answers))


def final_facts(session: Session, round_: Round, now: datetime) -> FinalFacts:
    """Return what stands in a round now, to be kept at 定稿."""
    stand = _stand_now(session, round_)
    return FinalFacts(
        edition=round_.edition,
        at=now,
        expected=frozenset(row[0].id or 0 for row in stand.rows),
        versions={key: answer.version for key, answer in stand.answers.items() if key in stand.answered},
    )


def gather_final(session: Session, round_: Round, zone: tzinfo, *, with_previous: bool = True) -> Digest | None:
    """Return a round's digest as it was made final, answer version for answer version; None before 定稿."""
    facts = None if round_.final_facts is None else FinalFacts.from_json(round_.final_facts)
    if facts is None:
        return None
    stand = _stand_then(session, round_, facts)
    found = _gather(session, round_, stand, facts.at, zone, with_previous=with_previous)
    return replace(found, edition=facts.edition, final=True)


def is_answered_since(session: Session, round_: Round, moment: datetime) -> bool:
    """Tell whether anything of a round was answered, or answered anew, after a moment."""
    newest: datetime | None = session.exec(
        select(func.max(col(Answer.recorded_at)))
        .join(Assignment, col(Assignment.id) == col(Answer.assignment_id))
        .where(Assignment.round_id == round_.id)
    ).one()
    return newest is not None and newest > moment


def gather_digest(
    session: Session, round_: Round, now: datetime, zone: tzinfo, *, with_previous: bool = True
) -> Digest:
    """Return a round's digest as it stands at `now`; the round before goes with it, for comparison."""
    return _gather(session, round_, _stand_now(session, round_), now, zone, with_previous=with_previous)


def _gather(
    session: Session, round_: Round, stand: _Stand, at: datetime, zone: tzinfo, *, with_previous: bool
) -> Digest:
    plan = session.get_one(Plan, round_.plan_id)
    rows, answers = stand.rows, stand.answers
    answered = [row for row in rows if row[0].id in stand.answered]
    on_time = sum(1 for row in answered if answers[row[0].id or 0].on_time)
    liaisons = liaisons_by_unit(session)
    owed = [row for row in rows if row[0].id not in stand.answered]
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
        made_at=at,
        edition=round_.edition,
        final=round_.finalized_at is not None,
        zone=zone,
        expected=len(rows),
        answered=len(answered),
        on_time=on_time,
        late=len(answered) - on_time,
        owed=len(owed),
        tasks=_task_lines(session, plan, stand, units),
        missing=_missing(owed, liaisons),
        unregistered=_unregistered(session, plan, liaisons, units),
        previous=None if previous is None else gather_digest(session, previous, at, zone, with_previous=False),
    )


def _task_lines(session: Session, plan: Plan, stand: _Stand, units: dict[int, Unit]) -> tuple[TaskLine, ...]:
    rows, answers = stand.rows, stand.answers
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
                        accepted=assignment.id in stand.accepted,
                    )
                    for assignment, unit in mine
                    if assignment.id in stand.answered
                ),
                missing=tuple(unit.name for assignment, unit in mine if assignment.id not in stand.answered),
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
                # Whoever stands in for somebody for some days is not on the sheet.
                if line.deputy_of is None
            ),
        )
        for unit_id in unit_ids
        if unit_id in liaisons
    )
