"""How soon a start asks Telegram, and answers, with five years of history in the database."""

import asyncio
import shutil
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from sqlmodel import Session, select

from bot.clock import Clock
from models.rules.words import AssignmentState
from models.tables import Answer, Assignment, InboxUpdate, OutboxMessage, Plan, Reminder, Round, TaskUnit, Unit
from tests.bench.echo import Rival
from tests.bench.fake_api import FakeApi, crowd_of, serve_fake
from tests.bench.offices import ZONE, add_liaisons, answer_row, database_at, demo_circular, import_at, insert_rows
from tests.bench.processes import cpu_seconds, running_program

FIVE_YEARS = 60
# An answer takes so many updates, and each is answered by a message.
_UPDATES_AN_ANSWER = 3
_PATIENCE_SECONDS = 60


@dataclass(frozen=True, slots=True)
class Start:
    """Seconds from the process's start to its first poll, the CPU it had used by then, and seconds to the first answer."""

    polled_seconds: float
    polled_cpu: float
    answered_seconds: float


def office_with_history(folder: Path, now: datetime, rounds: int = FIVE_YEARS) -> int:
    """Make the demo office with a liaison in every unit and so many past monthly rounds, all answered.

    Returns how many answers there are. The queues keep what was said and sent in them, as a database without
    `LIAISON_RETENTION_DAYS` does.
    """
    database = database_at(folder, now)
    local = now.astimezone(ZONE)
    import_at(database, demo_circular(), now, f"{local:%Y-%m}", f"{local.year}-12")

    def work(session: Session) -> int:
        plan = session.exec(select(Plan)).one()
        unit_ids = [unit.id or 0 for unit in session.exec(select(Unit)).all()]
        add_liaisons(session, unit_ids, len(unit_ids), now)
        owed = sorted({(each.unit_id, each.task_id) for each in session.exec(select(TaskUnit)).all()})
        for index in range(rounds):
            opens_at = now - timedelta(days=30 * (rounds - index) + 15)
            round_ = Round(
                plan_id=plan.id or 0,
                slug=f"history-{index}",
                kind="monthly",
                opens_at=opens_at,
                due_at=opens_at + timedelta(days=7),
                closes_at=opens_at + timedelta(days=14),
                opened_at=opens_at,
                briefed_at=opens_at,
                digested_at=opens_at + timedelta(days=7),
                finalized_at=opens_at + timedelta(days=14),
                listed_at=opens_at,
            )
            session.add(round_)
            session.flush()
            _fill(session, round_, owed, unit_ids, index * len(owed))
        return rounds * len(owed)

    answers = database.transact(work)
    database.close()
    return answers


def _fill(session: Session, round_: Round, owed: list[tuple[int, int]], unit_ids: list[int], before: int) -> None:
    """Put into a round what was owed, reported, sent and reminded of; `before` are the answers of the earlier rounds."""
    first, said_at, round_id = 1_000_000 + before, round_.due_at - timedelta(days=1), round_.id or 0
    state = AssignmentState.ANSWERED
    insert_rows(
        session,
        Assignment,
        (
            {
                "id": first + n,
                "round_id": round_id,
                "unit_id": unit,
                "task_id": task,
                "state": state,
                "created_at": said_at,
            }
            for n, (unit, task) in enumerate(owed)
        ),
    )
    insert_rows(session, Answer, (answer_row(first + n, round_, said_at) for n in range(len(owed))))
    # Other numbers than the measured crowd's, which count up from 1,000.
    said = range(first + _UPDATES_AN_ANSWER * before, first + _UPDATES_AN_ANSWER * (before + len(owed)))
    insert_rows(session, InboxUpdate, (_update(number, said_at) for number in said))
    insert_rows(session, OutboxMessage, (_message(number, said_at) for number in said))
    insert_rows(session, Reminder, _reminders(round_, len(unit_ids)))


def _update(number: int, at: datetime) -> dict[str, Any]:
    chat_id = 10_001 + number % 60
    said = {"message_id": number, "chat": {"id": chat_id, "type": "private"}, "text": "已完成前期调研和方案起草"}
    payload = {"update_id": number, "message": said}
    return {
        "update_id": number,
        "chat_id": chat_id,
        "payload": payload,
        "fetched_at": at,
        "attempts": 1,
        "done_at": at,
        "set_aside": False,
    }


def _message(number: int, at: datetime) -> dict[str, Any]:
    return {
        "dedup_key": f"history:{number}",
        "channel": "telegram",
        "chat_id": 10_001 + number % 60,
        "kind": "message",
        "payload": {"text": "已收到您填报的内容，请核对后点击确认提交。"},
        "urgency": 0,
        "state": "sent",
        "created_at": at,
        "next_attempt_at": at,
        "attempts": 1,
        "sent_at": at,
        "message_id": number,
    }


def _reminders(round_: Round, people: int) -> Iterator[dict[str, Any]]:
    for person_id in range(1, people + 1):
        for rung in ("opening", "T-3", "T-1"):
            slot = f"{round_.slug}/{rung}"
            yield {
                "person_id": person_id,
                "round_id": round_.id,
                "slot": slot,
                "due_revision": 0,
                "key": f"{person_id}:{slot}@0",
                "outcome": "sent",
                "settled_at": round_.opens_at,
            }


def measure_start(rival: Rival, times: int) -> Start:
    """Start a bot so many times, each time with a message waiting for it; returns the least of each figure.

    What else the machine does makes a start slower and never faster.
    """
    folder = Path(tempfile.mkdtemp(prefix="liaison-bench-"))
    try:
        if rival.is_ours:
            office_with_history(folder, Clock().now())
        found = [_start_on_copy(rival, folder) for _ in range(times)]
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    return Start(
        min(start.polled_seconds for start in found),
        min(start.polled_cpu for start in found),
        min(start.answered_seconds for start in found),
    )


def _start_on_copy(rival: Rival, folder: Path) -> Start:
    """Start once on a copy: the same message must not have been handled before."""
    with tempfile.TemporaryDirectory(dir=folder) as name:
        if rival.is_ours:
            shutil.copy(folder / "liaison.db", name)
        return asyncio.run(_start(rival, Path(name)))


async def _start(rival: Rival, folder: Path) -> Start:
    api = FakeApi(crowd_of([rival.script], 10_001))
    api.crowd.goal = 1
    async with serve_fake(api) as url:
        environment: dict[str, str] = {}
        program = (*rival.program, url, str(folder))
        if rival.is_ours:
            program = rival.program
            environment = {
                "LIAISON_BOT_TOKEN": "1:bench",
                "LIAISON_API_BASE_URL": url,
                "LIAISON_DATABASE_URL": f"sqlite:///{folder / 'liaison.db'}",
                "LIAISON_LOG_LEVEL": "WARNING",
            }
        api.say_all()
        began = time.perf_counter()
        async with running_program(program, environment, folder / "log") as process:
            try:
                async with asyncio.timeout(_PATIENCE_SECONDS):
                    await api.polled.wait()
                    polled_seconds, polled_cpu = time.perf_counter() - began, cpu_seconds(process.pid)
                    await api.crowd.answered.wait()
            except TimeoutError as error:
                raise RuntimeError((folder / "log").read_text(encoding="utf-8", errors="replace")[-2000:]) from error
            return Start(polled_seconds, polled_cpu, time.perf_counter() - began)
