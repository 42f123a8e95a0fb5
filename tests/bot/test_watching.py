"""Heartbeat, error summary, and waiting: what looks after the program never ends it and never delays its stop."""

import asyncio
import logging
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import httpx
import pytest
from sqlalchemy import event
from sqlmodel import col, select

from bot.error_summary import EVERY, ErrorCount, ErrorSummary
from bot.heartbeat import Heartbeat
from bot.migrating import migrate
from bot.patience import again_until, cut_short, until_in_order
from models.database import Database
from models.rules.policies import Policy
from models.store.queues import clear_leases
from models.tables import OutboxMessage
from tests.world import ADMIN_ID, ZONE, MovedClock, local

NOW = local("2024-06-18 09:00")


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    database = Database(f"sqlite:///{tmp_path / 'liaison.db'}")
    migrate(database, NOW)
    yield database
    database.close()


# -- the heartbeat


async def well() -> bool:
    return True


async def ill() -> bool:
    return False


async def broken() -> bool:
    raise sqlite3.OperationalError("disk I/O error")


@pytest.mark.parametrize(("is_well", "calls"), [(well, 1), (ill, 0), (broken, 0)])
async def test_the_heart_beats_while_all_is_well_and_only_then(is_well, calls: int) -> None:  # type: ignore[no-untyped-def] # noqa: ANN001 - one of the three above
    asked: list[httpx.Request] = []

    def answer(request: httpx.Request) -> httpx.Response:
        asked.append(request)
        return httpx.Response(200)

    heart = Heartbeat("https://beats.example/abc", is_well, httpx.MockTransport(answer))
    assert await heart.beat() is bool(calls)
    assert [str(request.url) for request in asked] == ["https://beats.example/abc"] * calls


@pytest.mark.parametrize("answer", [httpx.Response(500), httpx.ConnectError("no way")], ids=["500", "no way"])
async def test_a_beat_nobody_hears_is_a_warning_without_the_address(
    answer: httpx.Response | httpx.ConnectError, caplog: pytest.LogCaptureFixture
) -> None:
    def respond(_request: httpx.Request) -> httpx.Response:
        if isinstance(answer, httpx.Response):
            return answer
        raise answer

    assert not await Heartbeat("https://beats.example/abc", well, httpx.MockTransport(respond)).beat()
    assert [record.getMessage() for record in caplog.records] == ["heartbeat not heard"]
    assert "beats.example" not in str([vars(record) for record in caplog.records])


async def test_a_beat_that_hangs_does_not_keep_a_stop_waiting() -> None:
    hanging = asyncio.Event()

    class Hanging(httpx.AsyncBaseTransport):
        async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
            hanging.set()
            await asyncio.sleep(60)
            return httpx.Response(200, request=request)

    stop = asyncio.Event()
    async with asyncio.timeout(2), asyncio.TaskGroup() as group:
        group.create_task(Heartbeat("https://beats.example/abc", well, Hanging()).run(stop))
        await hanging.wait()
        stop.set()


# -- the error summary


def summary(database: Database, clock: MovedClock) -> tuple[ErrorSummary, ErrorCount]:
    count = ErrorCount()
    policy = Policy(zone=ZONE, admin_ids=(ADMIN_ID, 901))
    return ErrorSummary(database, policy, clock.now, lambda: None, count), count


def note(count: ErrorCount, message: str, *arguments: object, times: int = 1, level: int = logging.ERROR) -> None:
    for _ in range(times):
        record = logging.LogRecord("bot.dispatcher", level, "x.py", 1, message, arguments, None)
        if record.levelno >= count.level:
            count.handle(record)


def told(database: Database) -> list[tuple[int | None, str]]:
    found = database.look(lambda session: session.exec(select(OutboxMessage).order_by(col(OutboxMessage.id))).all())
    return [(row.chat_id, str(row.payload["html"])) for row in found]


async def test_errors_are_told_to_every_admin_summed_up_and_at_most_once_an_hour(database: Database) -> None:
    clock = MovedClock(NOW)
    telling, count = summary(database, clock)
    await telling.look()
    assert told(database) == []
    note(count, "update failed", times=3)
    note(count, "nobody's error", level=logging.WARNING)
    await telling.look()
    assert [chat for chat, _ in told(database)] == [ADMIN_ID, 901]
    assert "bot.dispatcher: update failed ×3" in told(database)[0][1]
    assert "nobody" not in told(database)[0][1]
    for minutes in (1, 30, 28):
        clock.moment += timedelta(minutes=minutes)
        note(count, "storage out of order", times=5)
        # A restart does not begin the hour anew.
        again, _ = summary(database, clock)
        again._count = count
        await again.look()
    assert len(told(database)) == 2
    clock.moment = NOW + EVERY
    await telling.look()
    assert len(told(database)) == 4
    assert "storage out of order ×15" in told(database)[2][1]


async def test_nobody_s_words_and_no_secret_stand_in_the_summary_and_markup_is_inert(database: Database) -> None:
    telling, count = summary(database, MovedClock(NOW))
    note(count, "failed <b>%s</b> 13800000001", "某人说的话")
    await telling.look()
    said = told(database)[0][1]
    assert "某人说的话" not in said
    assert "13800000001" not in said
    assert "&lt;b&gt;" in said


async def test_what_cannot_be_told_now_is_told_later(database: Database, tmp_path: Path) -> None:
    def hasten(connection: sqlite3.Connection, *_rest: object) -> None:
        connection.execute("PRAGMA busy_timeout=10")

    event.listen(database.engine, "checkout", hasten)
    telling, count = summary(database, MovedClock(NOW))
    note(count, "update failed", times=2)
    with closing(sqlite3.connect(tmp_path / "liaison.db", isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        await telling.look()
        other.execute("ROLLBACK")
    note(count, "update failed")
    await telling.look()
    assert "×3" in told(database)[0][1]


# -- waiting


async def test_a_start_waits_for_a_locked_database_and_goes_on_when_it_is_free(
    database: Database, tmp_path: Path
) -> None:
    def hasten(connection: sqlite3.Connection, *_rest: object) -> None:
        connection.execute("PRAGMA busy_timeout=10")

    event.listen(database.engine, "checkout", hasten)
    stop = asyncio.Event()
    with closing(sqlite3.connect(tmp_path / "liaison.db", isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        async with asyncio.timeout(5), asyncio.TaskGroup() as group:
            waiting = group.create_task(until_in_order(lambda: database.run(clear_leases), stop))
            await asyncio.sleep(0.2)
            assert not waiting.done()
            other.execute("ROLLBACK")
        assert waiting.exception() is None
        other.execute("BEGIN IMMEDIATE")
        async with asyncio.timeout(5), asyncio.TaskGroup() as group:
            waiting = group.create_task(until_in_order(lambda: database.run(clear_leases), stop))
            await asyncio.sleep(0.2)
            stop.set()
        other.execute("ROLLBACK")


async def test_what_is_wrong_with_the_work_itself_is_not_waited_for() -> None:
    async def fail() -> None:
        raise ValueError("ours")

    with pytest.raises(ValueError, match="ours"):
        await until_in_order(fail, asyncio.Event())


async def test_side_work_that_fails_ends_nothing_and_what_hangs_is_given_up_at_stop(
    caplog: pytest.LogCaptureFixture,
) -> None:
    async def fail() -> None:
        raise RuntimeError("whatever")

    async def hang() -> None:
        await asyncio.sleep(60)

    stop = asyncio.Event()
    async with asyncio.timeout(2), asyncio.TaskGroup() as group:
        group.create_task(cut_short(fail(), stop, "offering commands"))
        group.create_task(cut_short(hang(), stop, "hanging"))
        await asyncio.sleep(0.05)
        stop.set()
    assert [record.getMessage() for record in caplog.records] == ["offering commands failed"]


async def test_work_is_done_again_until_it_succeeds_waiting_at_least_as_long_as_asked() -> None:
    loop = asyncio.get_running_loop()
    began, turns = loop.time(), 0

    async def work() -> float | None:
        nonlocal turns
        turns += 1
        return 0.7 if turns == 1 else None

    async with asyncio.timeout(3):
        await again_until(work, asyncio.Event())
    assert turns == 2
    assert loop.time() - began >= 0.7
