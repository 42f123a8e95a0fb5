"""`kill -9` at any point: the real program in a process of its own, against the emulator on loopback."""

import asyncio
import sqlite3
import sys
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, closing
from pathlib import Path

import pytest

from bot.clock import Clock
from bot.inbox import Inbox
from bot.migrating import migrate
from bot.sandbox.emulator import Emulator, serve
from models.database import Database
from tests.crash import ADMIN_ID, ROOT, TOKEN, Plot, Program, crash

# A start takes a second or two; a machine that does other things meanwhile takes its time.
PATIENCE = 40

pytestmark = [pytest.mark.loopback, pytest.mark.enable_socket]


@asynccontextmanager
async def served(folder: Path, mode: str = "polling") -> AsyncIterator[tuple[Emulator, Program]]:
    """Serve an emulator with its admin, and give the program that would talk to it, not started yet."""
    emulator = Emulator(Clock().now)
    emulator.bot(TOKEN, username="crash_bot")
    emulator.person(ADMIN_ID, "管理员").chat().start()
    async with serve(emulator) as address:
        program = Program(emulator, folder, address, Plot(mode=mode, clock="real"), office_id=-1)
        try:
            yield emulator, program
        finally:
            program.kill()
            if program.process is not None:
                await program.process.wait()
    assert emulator.violations == []


@pytest.mark.parametrize(("mode", "clock"), [("polling", "real"), ("webhook", "moved")])
async def test_killed_again_and_again_it_loses_nothing_and_records_nothing_twice(
    tmp_path: Path, mode: str, clock: str
) -> None:
    outcome = await crash(Plot(kills=2, people=3, mode=mode, clock=clock, seed=7), tmp_path)
    assert outcome.problems == []
    assert outcome.kills == 2
    assert outcome.answers > 3


async def test_what_was_stored_and_not_handled_is_answered_at_the_next_start_in_order_and_once(tmp_path: Path) -> None:
    async with served(tmp_path) as (emulator, program):
        person = emulator.person(5, "安娜")
        database = Database(program.database_url)
        migrate(database, Clock().now())
        # A process stored these, told Telegram so, and died.
        updates = [
            {
                "update_id": 1000 + number,
                "message": {
                    "message_id": number,
                    "date": emulator.timestamp(),
                    "chat": {"id": 5, "type": "private"},
                    "from": {"id": 5, "first_name": "安娜"},
                    "text": text,
                },
            }
            for number, text in enumerate(("/start", "/language en", "/start"))
        ]
        await Inbox(database).store(updates, Clock().now())
        database.close()
        person.chat().chat.is_started = True
        await program.start()
        await person.chat().wait_for(
            lambda _: sum(seen.is_from_bot for seen in person.chat().messages) >= 3, timeout=PATIENCE
        )
        said = [seen.text for seen in person.chat().messages]
        assert "您好" in said[0]
        assert "您好" not in said[2]
        status, _ = await program.stop()
        assert status == 0
        await program.start()
        person.chat().send("/help")
        await person.chat().wait_for(lambda _: len(person.chat().messages) >= 5, timeout=PATIENCE)
        assert sum(seen.is_from_bot for seen in person.chat().messages) == 4


async def test_a_second_instance_on_the_same_database_is_refused_and_the_first_goes_on(tmp_path: Path) -> None:
    async with served(tmp_path) as (emulator, program):
        await program.start()
        await emulator.person(ADMIN_ID).chat().wait_for_text("管理员", timeout=PATIENCE)
        second = await asyncio.create_subprocess_exec(
            sys.executable,
            "-m",
            "bot",
            "run",
            cwd=ROOT,
            env=program.environment,
            stderr=asyncio.subprocess.PIPE,
        )
        _, complaint = await asyncio.wait_for(second.communicate(), PATIENCE)
        assert second.returncode == 1
        assert len(complaint.decode().splitlines()) == 1
        emulator.person(6, "鲍里斯").chat().start()
        await emulator.person(6).chat().wait_for_text("6", timeout=PATIENCE)
        # The lock goes with the process that held it, however it ends.
        program.kill()
        assert program.process is not None
        await program.process.wait()
        await program.start()
        emulator.person(6).chat().send("/help")
        await (
            emulator.person(6)
            .chat()
            .wait_for(lambda seen: seen.is_from_bot and "/start" in seen.text, timeout=PATIENCE)
        )


async def test_told_to_stop_it_stops_within_seconds_though_telegram_hangs_and_says_the_rest_at_the_next_start(
    tmp_path: Path,
) -> None:
    async with served(tmp_path) as (emulator, program):
        await program.start()
        await emulator.person(ADMIN_ID).chat().wait_for_text("管理员", timeout=PATIENCE)
        emulator.faults.delay("sendMessage", 60)
        chat = emulator.person(6, "鲍里斯").chat()
        chat.start()
        chat.send("/help")
        bot = emulator.only_bot()
        await emulator.pulse.until(lambda: not emulator.unread(bot) and not emulator.faults.coming, 10)
        began = time.monotonic()
        status, seconds = await program.stop()
        assert status == 0
        assert seconds < 9
        assert time.monotonic() - began < 9
        await program.start()
        await chat.wait_for(lambda _: sum(seen.is_from_bot for seen in chat.messages) >= 2, timeout=PATIENCE)
        status, seconds = await program.stop()
        assert (status, seconds < 4) == (0, True)
        with closing(sqlite3.connect(tmp_path / "liaison.db")) as database:
            assert database.execute("SELECT DISTINCT state FROM outbox").fetchall() == [("sent",)]
