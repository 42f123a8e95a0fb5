"""Offices of every size, as databases: written straight into the tables, for the conversations are not what is measured."""

import hashlib
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import insert
from sqlmodel import Session, SQLModel, select

from bot.migrating import migrate
from models.actions.desk import Desk
from models.actions.plans import Span, import_plan
from models.actions.rounds import open_rounds
from models.database import Database
from models.readers.files import PlanFile, read_file
from models.readers.known import known_units
from models.rules.circulars import Circular
from models.rules.circulars import Task as TaskText
from models.rules.policies import Policy
from models.rules.words import AssignmentState, LiaisonState, Status
from models.tables import Answer, Assignment, Invitation, Liaison, Person, Plan, Reminder, Round, Task, Unit

ZONE = ZoneInfo("Asia/Shanghai")
DEMO_PLAN = Path(__file__).parents[2] / "bot" / "sandbox" / "plan2024.tsv"
# In the middle of June's round: opened on the 18th, due on the 25th.
JUNE = datetime(2024, 6, 20, 10, 0, tzinfo=ZONE)
_CHUNK = 5000
_TEXT = "已完成前期调研和方案起草，召开协调会两次，落实资金三百二十万元，完成形象进度百分之六十，各项工作有序推进。"


def policy() -> Policy:
    """Return the settings of the measured offices."""
    return Policy(zone=ZONE)


def database_at(folder: Path, now: datetime) -> Database:
    """Return an empty, migrated database in a folder."""
    database = Database(f"sqlite:///{folder / 'liaison.db'}")
    migrate(database, now)
    return database


def demo_circular() -> Circular:
    """Return the 2024 plan of 56 tasks."""
    reading = read_file(DEMO_PLAN.name, DEMO_PLAN.read_bytes())
    assert isinstance(reading, PlanFile)
    return reading.circular


def large_circular(tasks: int, units: int = 47) -> Circular:
    """Return a plan of so many tasks: 20 measures to a part, 25 tasks to a measure."""
    names = [f"第{number}局" for number in range(1, units + 1)]
    return Circular(
        title="重点工作",
        code="2024",
        tasks=tuple(
            TaskText(
                number=number,
                part=f"第{(number - 1) // 500 + 1}方面工作",
                measure=f"第{(number - 1) // 25 + 1}类措施",
                text=f"推进第{number}项重点工程建设，年底前完成投资{number}万元，建成并投入使用。",
                title=f"第{number}项工程",
                lead=(names[number % units],),
                support=(names[(number + 7) % units], names[(number + 19) % units]),
            )
            for number in range(1, tasks + 1)
        ),
    )


def import_at(database: Database, circular: Circular, now: datetime, first: str, last: str) -> None:
    """Take a plan in and open what is open at `now`."""

    def work(session: Session) -> None:
        desk = Desk(session, now, policy(), f"bench:{now.isoformat()}")
        import_plan(desk, circular, Span(first, last), known_units())
        open_rounds(desk)

    database.transact(work)


def insert_rows(session: Session, table: type[SQLModel], rows: Iterable[dict[str, Any]]) -> None:
    """Insert many rows, some thousands at a time."""
    chunk: list[dict[str, Any]] = []
    for row in rows:
        chunk.append(row)
        if len(chunk) == _CHUNK:
            session.execute(insert(table), chunk)
            chunk = []
    if chunk:
        session.execute(insert(table), chunk)


def add_liaisons(session: Session, unit_ids: list[int], count: int, now: datetime, first_chat_id: int = 10_000) -> None:
    """Add so many people, each the active liaison of one of the units in turn."""
    before = now - timedelta(days=60)
    insert_rows(
        session,
        Person,
        (
            {
                "id": number,
                "platform": "telegram",
                "chat_user_id": first_chat_id + number,
                "name": f"P{number}",
                "first_seen_at": before,
            }
            for number in range(1, count + 1)
        ),
    )
    insert_rows(
        session,
        Liaison,
        (
            {
                "unit_id": unit_ids[(number - 1) % len(unit_ids)],
                "person_id": number,
                "state": LiaisonState.ACTIVE,
                "name": f"联络员{number}",
                "phone": "13800000000",
                "leader_name": "张某某",
                "leader_phone": "13900000000",
                "claimed_at": before,
            }
            for number in range(1, count + 1)
        ),
    )


def crowd_office(folder: Path, people: int, now: datetime, tokens: int) -> tuple[Database, list[str]]:
    """Return the demo office with so many registered people (chat ids from 10,001 on) and so many open invitations."""
    database = database_at(folder, now)
    first = now.astimezone(ZONE)
    import_at(database, demo_circular(), now, f"{first:%Y-%m}", f"{first.year}-12")
    words = [f"bench{number}" for number in range(tokens)]

    def work(session: Session) -> None:
        unit_ids = [unit.id or 0 for unit in session.exec(select(Unit).where(Unit.collective == False)).all()]  # noqa: E712 - SQL
        add_liaisons(session, unit_ids[: len(unit_ids) // 2], people, now)
        insert_rows(
            session,
            Invitation,
            (
                {
                    "unit_id": unit_ids[len(unit_ids) // 2 + number % (len(unit_ids) // 2)],
                    "token_hash": hashlib.sha256(word.encode()).hexdigest(),
                    "uses": 1_000_000,
                    "used": 0,
                    "expires_at": now + timedelta(days=30),
                    "created_at": now,
                    "kind": "post",
                }
                for number, word in enumerate(words)
            ),
        )

    database.transact(work)
    return database, words


def add_history(session: Session, plan_id: int, unit_ids: list[int], rounds: int, per_unit_task: int) -> None:
    """Add closed monthly rounds in which every unit answered and was reminded twice."""
    opened = datetime(2018, 1, 18, 1, tzinfo=UTC)
    for index in range(rounds):
        opens_at = opened + timedelta(days=30 * index)
        round_ = Round(
            plan_id=plan_id,
            slug=f"history-{index}",
            kind="monthly",
            opens_at=opens_at,
            due_at=opens_at + timedelta(days=7),
            closes_at=opens_at + timedelta(days=30),
            opened_at=opens_at,
            digested_at=opens_at + timedelta(days=7),
        )
        session.add(round_)
        session.flush()
        _add_answers(session, round_, [(unit_id, per_unit_task) for unit_id in unit_ids], with_reminders=True)


def _add_answers(session: Session, round_: Round, owed: list[tuple[int, int]], *, with_reminders: bool) -> None:
    first = (session.execute(select(Assignment.id).order_by(Assignment.id.desc()).limit(1)).scalar() or 0) + 1  # type: ignore[union-attr]
    said_at = round_.due_at - timedelta(days=1)
    insert_rows(
        session,
        Assignment,
        (
            {
                "id": first + index,
                "round_id": round_.id,
                "unit_id": unit_id,
                "task_id": task_id,
                "state": AssignmentState.ANSWERED,
                "created_at": round_.opens_at,
            }
            for index, (unit_id, task_id) in enumerate(owed)
        ),
    )
    insert_rows(session, Answer, (answer_row(first + index, round_, said_at) for index in range(len(owed))))
    if with_reminders:
        insert_rows(
            session,
            Reminder,
            (
                {
                    "person_id": index + 1,
                    "round_id": round_.id,
                    "slot": f"{round_.slug}/{rung}",
                    "due_revision": 0,
                    "key": f"{index + 1}:{round_.slug}/{rung}@0",
                    "outcome": "sent",
                    "settled_at": round_.opens_at,
                }
                for index in range(len(owed))
                for rung in ("opening", "T-1")
            ),
        )


def answer_row(assignment_id: int, round_: Round, said_at: datetime) -> dict[str, Any]:
    """Return an answer's row."""
    return {
        "assignment_id": assignment_id,
        "version": 1,
        "status": (Status.ON_TRACK, Status.DONE, Status.DELAYED)[assignment_id % 3],
        "percent": 60,
        "text": _TEXT,
        "problems": "资金到位慢。" if assignment_id % 3 == 2 else "",
        "next_step": "加快进度。",
        "submitted_at": said_at,
        "confirmed_at": said_at,
        "by_button": False,
        "recorded_at": said_at,
        "on_time": True,
        "on_behalf": False,
        "receipt": f"{round_.slug}-{assignment_id}",
    }


def answer_everything(session: Session) -> None:
    """Answer all that is owed in every round that has been opened."""
    rounds = {round_.id: round_ for round_ in session.exec(select(Round)).all()}
    owed = session.exec(select(Assignment).where(Assignment.state == AssignmentState.OWED)).all()
    insert_rows(
        session,
        Answer,
        (
            answer_row(row.id or 0, rounds[row.round_id], rounds[row.round_id].due_at - timedelta(days=1))
            for row in owed
        ),
    )
    for row in owed:
        row.state = AssignmentState.ANSWERED


def many_liaisons_office(folder: Path, liaisons: int, history: int) -> Database:
    """Return an office with so many units, each with one task to report on and one liaison, and `history` past rounds."""
    opened = datetime(2024, 6, 18, 9, 0, tzinfo=ZONE)
    database = database_at(folder, opened)
    import_at(database, demo_circular(), opened, "2024-06", "2024-12")

    def work(session: Session) -> None:
        plan = session.exec(select(Plan)).one()
        task_id = session.exec(select(Task.id)).first() or 0
        june = session.exec(select(Round).where(Round.slug == "2024-06")).one()
        start = 1000
        unit_ids = list(range(start, start + liaisons))
        insert_rows(session, Unit, ({"id": id_, "name": f"第{id_}号单位", "collective": False} for id_ in unit_ids))
        insert_rows(
            session,
            Assignment,
            (
                {
                    "round_id": june.id,
                    "unit_id": id_,
                    "task_id": task_id,
                    "state": AssignmentState.OWED,
                    "created_at": opened,
                }
                for id_ in unit_ids
            ),
        )
        add_liaisons(session, unit_ids, liaisons, opened)
        if history:
            add_history(session, plan.id or 0, unit_ids, history, task_id)

    database.transact(work)
    return database
