"""A round as the office sees it, gathered from the tables into one value."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, tzinfo
from typing import Any, NamedTuple

from sqlmodel import Session, col, func, select

from models.rules.deadlines import local_day
from models.rules.digest_changes import addendum
from models.rules.digests import Digest, MissingUnit, Reported, TaskLine
from models.rules.digests import Person as Reachable
from models.rules.finals import FinalFacts
from models.rules.unit_sheets import ContactRow, ContactSheet
from models.rules.words import AssignmentState, LiaisonState, RoundKind, Status
from models.store.final_words import kept_words, with_kept_words
from models.store.people import liaisons_by_unit
from models.store.plans import TaskRoles, every_task_of, roles_of
from models.store.rounds import last_round_before
from models.tables import Answer, Assignment, Liaison, Person, Plan, Round, Task, Unit

_ANSWERED = (AssignmentState.ANSWERED, AssignmentState.ACCEPTED)


class _Owed(NamedTuple):
    """An assignment as far as a digest looks at it. Thousands of rows a month: no objects of the session's."""

    id: int
    unit_id: int
    task_id: int | None
    state: str
    due_at: datetime | None


class _Said(NamedTuple):
    """A version of an answer, likewise."""

    assignment_id: int
    version: int
    status: str | None
    percent: int | None
    text: str
    problems: str
    next_step: str
    person_id: int | None
    submitted_at: datetime
    on_time: bool
    on_behalf: bool
    receipt: str


@dataclass(frozen=True, slots=True)
class _Frame:
    """What every round of a plan shares: read once, however many rounds are gathered."""

    plan: Plan
    tasks: Sequence[Task]
    units: Mapping[int, Unit]
    leads: Mapping[int, tuple[tuple[str, ...], tuple[str, ...]]]
    liaisons: Mapping[int, Sequence[Liaison]]
    silent: frozenset[int | None]
    unregistered: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Stand:
    """What counts of a round: its assignments, the answers to them, and which of these are answered and accepted."""

    rows: Sequence[_Owed]
    answers: Mapping[int, _Said]
    answered: frozenset[int]
    accepted: frozenset[int]


def _frame(session: Session, plan_id: int) -> _Frame:
    plan = session.get_one(Plan, plan_id)
    units = {unit.id or 0: unit for unit in session.exec(select(Unit)).all()}
    liaisons = liaisons_by_unit(session)
    roles = roles_of(session, plan_id)

    def names(ids: Sequence[int]) -> tuple[str, ...]:
        return tuple(units[id_].name for id_ in ids)

    return _Frame(
        plan=plan,
        tasks=every_task_of(session, plan_id),
        units=units,
        leads={task_id: (names(role.lead), names(role.support)) for task_id, role in roles.items()},
        liaisons=liaisons,
        silent=frozenset(session.exec(select(Person.id).where(col(Person.unreachable_since).is_not(None))).all()),
        unregistered=_unregistered(roles.values(), liaisons, units),
    )


def _owed(session: Session, round_: Round) -> list[_Owed]:
    columns = [getattr(Assignment, name) for name in _Owed._fields]
    rows = session.execute(
        select(*columns)
        .join(Task, col(Task.id) == col(Assignment.task_id), isouter=True)
        .where(Assignment.round_id == round_.id)
        .order_by(col(Task.number), col(Assignment.id))
    )
    return [_Owed(*row) for row in rows]


def _said(session: Session, round_: Round) -> Iterator[_Said]:
    """Yield every version of a round's answers, an older one before the newer."""
    columns = [getattr(Answer, name) for name in _Said._fields]
    rows = session.execute(
        select(*columns)
        .join(Assignment, col(Assignment.id) == col(Answer.assignment_id))
        .where(Assignment.round_id == round_.id)
        .order_by(col(Answer.version))
    )
    return (_Said(*row) for row in rows)


def _stand_now(session: Session, round_: Round) -> _Stand:
    rows = [row for row in _owed(session, round_) if row.state != AssignmentState.WAIVED]
    answers = {answer.assignment_id: answer for answer in _said(session, round_)}
    return _Stand(
        rows,
        answers,
        frozenset(row.id for row in rows if row.state in _ANSWERED and row.id in answers),
        frozenset(row.id for row in rows if row.state == AssignmentState.ACCEPTED),
    )


def _stand_then(session: Session, round_: Round, facts: FinalFacts) -> _Stand:
    rows = [row for row in _owed(session, round_) if row.id in facts.expected]
    answers = {
        answer.assignment_id: answer
        for answer in _said(session, round_)
        if facts.versions.get(answer.assignment_id) == answer.version
    }
    return _Stand(rows, answers, frozenset(answers), frozenset(answers))


def final_facts(session: Session, round_: Round, now: datetime) -> FinalFacts:
    """Return what stands in a round now, to be kept at 定稿."""
    stand = _stand_now(session, round_)
    return FinalFacts(
        edition=round_.edition,
        at=now,
        expected=frozenset(row.id for row in stand.rows),
        versions={key: answer.version for key, answer in stand.answers.items() if key in stand.answered},
    )


def gather_final(session: Session, round_: Round, zone: tzinfo, *, with_previous: bool = True) -> Digest | None:
    """Return a round's digest as it was made final, answer version for answer version; None before 定稿."""
    return _final(session, _frame(session, round_.plan_id), round_, zone, with_previous=with_previous)


def _final(session: Session, frame: _Frame, round_: Round, zone: tzinfo, *, with_previous: bool) -> Digest | None:
    facts = None if round_.final_facts is None else FinalFacts.from_json(round_.final_facts)
    if facts is None:
        return None
    stand = _stand_then(session, round_, facts)
    found = _gather(session, frame, round_, stand, facts.at, zone, with_previous=with_previous)
    words = (round_.final_facts or {}).get("words")
    if words is not None:
        found = with_kept_words(found, words, {id_: unit.name for id_, unit in frame.units.items()})
    return replace(found, edition=facts.edition, final=True)


def final_words(session: Session, round_: Round, zone: tzinfo) -> dict[str, Any]:
    """Return what is said in a round that is made final just now, to be kept with its facts as `words`."""
    frame = _frame(session, round_.plan_id)
    found = _final(session, frame, round_, zone, with_previous=True)
    if found is None:
        raise ValueError(f"{round_.slug} is not final")
    return kept_words(found, {unit.name: id_ for id_, unit in frame.units.items()})


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
    frame = _frame(session, round_.plan_id)
    return _now(session, frame, round_, now, zone, with_previous=with_previous)


def _now(session: Session, frame: _Frame, round_: Round, now: datetime, zone: tzinfo, *, with_previous: bool) -> Digest:
    return _gather(session, frame, round_, _stand_now(session, round_), now, zone, with_previous=with_previous)


def gather_settled(
    session: Session, rounds: Sequence[Round], now: datetime, zone: tzinfo, *, with_previous: bool = False
) -> list[Digest]:
    """Return the digests documents are made of: as they stand now, or, after 定稿, as they stood then, with what came `after`.

    The rounds are of one plan.
    """
    if not rounds:
        return []
    frame = _frame(session, rounds[0].plan_id)
    found: list[Digest] = []
    for round_ in rounds:
        final = _final(session, frame, round_, zone, with_previous=with_previous)
        if final is None:
            found.append(_now(session, frame, round_, now, zone, with_previous=with_previous))
        elif is_answered_since(session, round_, final.made_at):
            later = _now(session, frame, round_, now, zone, with_previous=False)
            found.append(replace(final, after=addendum(final, later)))
        else:
            found.append(final)
    return found


def _gather(
    session: Session, frame: _Frame, round_: Round, stand: _Stand, at: datetime, zone: tzinfo, *, with_previous: bool
) -> Digest:
    plan, answers = frame.plan, stand.answers
    answered = [row for row in stand.rows if row.id in stand.answered]
    on_time = sum(1 for row in answered if answers[row.id].on_time)
    owed = [row for row in stand.rows if row.id not in stand.answered]
    previous = last_round_before(session, round_) if with_previous else None
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
        expected=len(stand.rows),
        answered=len(answered),
        on_time=on_time,
        late=len(answered) - on_time,
        owed=len(owed),
        tasks=_task_lines(session, frame, stand),
        missing=_missing(owed, frame, at, zone),
        unregistered=frame.unregistered,
        previous=None if previous is None else _now(session, frame, previous, at, zone, with_previous=False),
        round_title=round_.title or "",
    )


def _task_lines(session: Session, frame: _Frame, stand: _Stand) -> tuple[TaskLine, ...]:
    answers = stand.answers
    reporters = _reporters(session, {answer.person_id for answer in answers.values() if answer.person_id is not None})
    by_task: dict[int, list[_Owed]] = {}
    for row in stand.rows:
        if row.task_id is not None:
            by_task.setdefault(row.task_id, []).append(row)
    if not by_task:
        return ()
    lines: list[TaskLine] = []
    for task in frame.tasks:
        mine = by_task.get(task.id or 0, [])
        if task.removed_at is not None and not mine:
            continue
        lead, support = frame.leads.get(task.id or 0, ((), ()))
        lines.append(
            TaskLine(
                number=task.number,
                part=task.part,
                measure=task.measure,
                text=task.text,
                title=task.title,
                lead=lead,
                support=support,
                answers=tuple(
                    _reported(frame.units[row.unit_id], answers[row.id], reporters, accepted=row.id in stand.accepted)
                    for row in mine
                    if row.id in stand.answered
                ),
                missing=tuple(frame.units[row.unit_id].name for row in mine if row.id not in stand.answered),
                done_before=not mine,
            )
        )
    return tuple(lines)


def _reporters(session: Session, ids: set[int]) -> dict[tuple[int, int | None], str]:
    """Return the names under which people are registered for a unit, by (person, unit); by (person, None) any of them."""
    names: dict[tuple[int, int | None], str] = {}
    for person in session.exec(select(Person).where(col(Person.id).in_(ids))).all():
        names[person.id or 0, None] = person.name
    for liaison in session.exec(select(Liaison).where(col(Liaison.person_id).in_(ids))).all():
        if liaison.person_id is not None:
            names[liaison.person_id, liaison.unit_id] = liaison.name
            names[liaison.person_id, None] = liaison.name
    return names


def _reported(unit: Unit, answer: _Said, reporters: dict[tuple[int, int | None], str], *, accepted: bool) -> Reported:
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


def _missing(owed: Sequence[_Owed], frame: _Frame, at: datetime, zone: tzinfo) -> tuple[MissingUnit, ...]:
    numbers_of = {task.id: task.number for task in frame.tasks}
    liaisons = frame.liaisons
    by_unit: dict[int, tuple[Unit, list[int]]] = {}
    extended: dict[int, list[tuple[int, date]]] = {}
    for row in owed:
        numbers = by_unit.setdefault(row.unit_id, (frame.units[row.unit_id], []))[1]
        if row.task_id is not None:
            numbers.append(numbers_of[row.task_id])
            if row.due_at is not None and row.due_at > at:
                extended.setdefault(row.unit_id, []).append((numbers_of[row.task_id], local_day(row.due_at, zone)))
    found: list[MissingUnit] = []
    for unit_id, (unit, numbers) in by_unit.items():
        lines = [
            line
            for line in liaisons.get(unit_id, [])
            if line.state == LiaisonState.ACTIVE
            and (line.tasks is None or not numbers or set(line.tasks) & set(numbers))
        ]
        persons: dict[tuple[str, str], bool] = {}
        for line in lines:
            is_reached = line.person_id is not None and line.person_id not in frame.silent
            persons[line.name, line.phone] = persons.get((line.name, line.phone), False) or is_reached
        found.append(
            MissingUnit(
                unit=unit.name,
                tasks=tuple(numbers),
                persons=tuple(Reachable(*who, is_reached) for who, is_reached in persons.items()),
                registered=any(line.state == LiaisonState.ACTIVE for line in liaisons.get(unit_id, [])),
                telephone=unit.telephone,
                extended=tuple(extended.get(unit_id, ())),
            )
        )
    return tuple(found)


def _unregistered(
    roles: Iterable[TaskRoles], liaisons: Mapping[int, Sequence[Liaison]], units: Mapping[int, Unit]
) -> tuple[str, ...]:
    registered = {key for key, lines in liaisons.items() if any(line.state == LiaisonState.ACTIVE for line in lines)}
    named = dict.fromkeys(id_ for role in roles for id_ in (*role.lead_members, *role.support_members))
    return tuple(units[id_].name for id_ in named if id_ not in registered)


def blank_contacts(session: Session, plan: Plan, unit_ids: Sequence[int]) -> tuple[ContactSheet, ...]:
    """Return contact sheets of these units with nobody on them yet."""
    units = {unit.id or 0: unit for unit in session.exec(select(Unit)).all()}
    return tuple(
        ContactSheet(plan_title=plan.title, unit=units[id_].name, telephone=units[id_].telephone or "", rows=())
        for id_ in unit_ids
    )


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
