"""Everything as flat objects, for `export data` and `status --json` (contract, "Command line")."""

from collections.abc import Mapping
from datetime import datetime, tzinfo
from typing import Any

from sqlmodel import Session, SQLModel, col, select

from models.rules.digests import Digest
from models.rules.words import LiaisonState
from models.store.people import liaisons_by_unit
from models.tables import (
    Answer,
    Assignment,
    Attachment,
    Audit,
    DigestPost,
    Liaison,
    Person,
    Plan,
    Reminder,
    Round,
    Task,
    Unit,
    UnitAlias,
    UnitMember,
)


def _plain(value: object, zone: tzinfo) -> Any:  # noqa: ANN401 - any JSON value
    if isinstance(value, datetime):
        return value.astimezone(zone).isoformat()
    return value.isoformat() if hasattr(value, "isoformat") else value


def _flat(row: SQLModel, zone: tzinfo, *without: str) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for key, value in row.model_dump(exclude=set(without)).items():
        if isinstance(value, dict):
            # The contract's objects are flat.
            found.update({f"{key}.{name}": _plain(each, zone) for name, each in value.items()})
        else:
            found[key] = _plain(value, zone)
    return found


def export_data(session: Session, zone: tzinfo) -> dict[str, list[dict[str, Any]]]:
    """Return all that is recorded, times carrying the plan's offset."""
    units = {unit.id: unit for unit in session.exec(select(Unit).order_by(col(Unit.id))).all()}
    people = {person.id: person for person in session.exec(select(Person)).all()}
    rounds = {round_.id: round_ for round_ in session.exec(select(Round).order_by(col(Round.due_at))).all()}
    tasks = {task.id: task for task in session.exec(select(Task)).all()}
    assignments = {row.id: row for row in session.exec(select(Assignment).order_by(col(Assignment.id))).all()}
    return {
        "plans": [_flat(plan, zone, "id") for plan in session.exec(select(Plan)).all()],
        "units": _units(session, units),
        "liaisons": [
            _liaison(row, units, people, zone) for row in session.exec(select(Liaison).order_by(col(Liaison.id)))
        ],
        "rounds": [_flat(round_, zone, "id", "plan_id", "final_facts") for round_ in rounds.values()],
        "assignments": [
            {
                "round": rounds[row.round_id].slug,
                **_place(row, units, tasks),
                "state": row.state,
                "due_at": _plain(row.due_at or rounds[row.round_id].due_at, zone),
            }
            for row in assignments.values()
        ],
        "answers": _answers(session, assignments, rounds, units, tasks, zone),
        "reminders": _reminders(session, people, rounds, zone),
        "digests": [
            {"round": rounds[post.round_id].slug, **_flat(post, zone, "id", "round_id", "outbox_id")}
            for post in session.exec(select(DigestPost).order_by(col(DigestPost.id)))
        ],
        "audit": [_flat(row, zone) for row in session.exec(select(Audit).order_by(col(Audit.id)))],
    }


def _place(row: Assignment, units: Mapping[int | None, Unit], tasks: Mapping[int | None, Task]) -> dict[str, Any]:
    return {"task": None if row.task_id is None else tasks[row.task_id].number, "unit": units[row.unit_id].name}


def _units(session: Session, units: Mapping[int | None, Unit]) -> list[dict[str, Any]]:
    aliases: dict[int, list[str]] = {}
    for alias in session.exec(select(UnitAlias)):
        aliases.setdefault(alias.unit_id, []).append(alias.alias)
    members: dict[int, list[str]] = {}
    for member in session.exec(select(UnitMember)):
        members.setdefault(member.collective_id, []).append(units[member.member_id].name)
    return [
        {
            "name": unit.name,
            "collective": unit.collective,
            "telephone": unit.telephone,
            "aliases": aliases.get(unit.id or 0, []),
            "members": members.get(unit.id or 0, []),
        }
        for unit in units.values()
    ]


def _liaison(
    row: Liaison, units: Mapping[int | None, Unit], people: Mapping[int | None, Person], zone: tzinfo
) -> dict[str, Any]:
    person = people.get(row.person_id) if row.person_id is not None else None
    return {
        "platform": person.platform if person else None,
        "chat_user_id": person.chat_user_id if person else None,
        "name": row.name,
        "phone": row.phone,
        "unit": units[row.unit_id].name,
        "tasks": row.tasks,
        "leader_name": row.leader_name,
        "leader_phone": row.leader_phone,
        "state": row.state,
        "claimed_at": _plain(row.claimed_at, zone),
    }


def _answers(
    session: Session,
    assignments: Mapping[int | None, Assignment],
    rounds: Mapping[int | None, Round],
    units: Mapping[int | None, Unit],
    tasks: Mapping[int | None, Task],
    zone: tzinfo,
) -> list[dict[str, Any]]:
    files: dict[int, list[dict[str, Any]]] = {}
    for file in session.exec(select(Attachment).order_by(col(Attachment.id))):
        files.setdefault(file.answer_id, []).append({"name": file.name, "sha256": file.sha256, "size": file.size})
    return [
        {
            "round": rounds[assignments[answer.assignment_id].round_id].slug,
            **_place(assignments[answer.assignment_id], units, tasks),
            **_flat(answer, zone, "id", "assignment_id", "person_id"),
            "attachments": files.get(answer.id or 0, []),
        }
        for answer in session.exec(select(Answer).order_by(col(Answer.id)))
    ]


def _reminders(
    session: Session, people: Mapping[int | None, Person], rounds: Mapping[int | None, Round], zone: tzinfo
) -> list[dict[str, Any]]:
    return [
        {
            "chat_user_id": people[row.person_id].chat_user_id,
            "round": None if row.round_id is None else rounds[row.round_id].slug,
            "slot": row.slot,
            "due_revision": row.due_revision,
            "outcome": row.outcome,
            "settled_at": _plain(row.settled_at, zone),
        }
        for row in session.exec(select(Reminder).order_by(col(Reminder.id)))
    ]


def round_status(session: Session, round_: Round, digest: Digest, zone: tzinfo) -> dict[str, Any]:
    """Return who has answered and who owes, as `status --json` prints it."""
    names: dict[str, list[str]] = {}
    liaisons = liaisons_by_unit(session)
    for unit in session.exec(select(Unit)):
        active = [line.name for line in liaisons.get(unit.id or 0, []) if line.state == LiaisonState.ACTIVE]
        names[unit.name] = list(dict.fromkeys(active))
    missing = {unit.unit: list(unit.tasks) for unit in digest.missing}
    expected: dict[str, list[int]] = {}
    rows = session.exec(
        select(Assignment, Unit, Task)
        .join(Unit, col(Unit.id) == col(Assignment.unit_id))
        .join(Task, col(Task.id) == col(Assignment.task_id), isouter=True)
        .where(Assignment.round_id == round_.id, Assignment.state != "waived")
        .order_by(col(Assignment.id))
    ).all()
    owing: dict[str, int] = {}
    for assignment, unit, _task in rows:
        expected.setdefault(unit.name, []).append(assignment.id or 0)
        owing[unit.name] = owing.get(unit.name, 0) + (assignment.state in ("owed", "returned"))
    return {
        "round": round_.slug,
        "due_at": _plain(round_.due_at, zone),
        "closes_at": _plain(round_.closes_at, zone),
        "expected": digest.expected,
        "answered": digest.answered,
        "on_time": digest.on_time,
        "late": digest.late,
        "owed": digest.owed,
        "units": [
            {
                "unit": unit,
                "expected": len(ids),
                "answered": len(ids) - owing[unit],
                "owed_tasks": missing.get(unit, []),
                "liaisons": names[unit],
            }
            for unit, ids in expected.items()
        ],
    }
