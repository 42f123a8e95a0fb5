"""A start that is interrupted, refused or behind a webhook: the real program in a process of its own, on loopback."""

import asyncio
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from bot.alone import hold
from bot.clock import Clock
from bot.migrating import migrate
from models.database import Database
from tests.test_durability import PATIENCE, served

pytestmark = [pytest.mark.loopback, pytest.mark.enable_socket]


async def test_told_to_stop_while_it_loads_it_stops_cleanly_and_the_next_start_answers_what_was_fetched(
    tmp_path: Path,
) -> None:
    async with served(tmp_path) as (emulator, program):
        chat = emulator.person(5, "安娜").chat()
        chat.start()
        await program.start()
        # The first question is the first thing it does; loading takes seconds more.
        assert await emulator.pulse.until(lambda: bool(emulator.calls), PATIENCE)
        status, _ = await program.stop(PATIENCE)
        assert status == 0
        assert [call.method for call in emulator.calls] == ["getUpdates"]
        # Nothing was opened or stored, and so nothing confirmed.
        assert not (tmp_path / "liaison.db").exists()
        assert emulator.unread(emulator.only_bot()) == 2
        await program.start()
        await chat.wait_for(lambda seen: seen.is_from_bot and "5" in seen.text, timeout=PATIENCE)
        assert (await program.stop(PATIENCE))[0] == 0
        assert sum(seen.is_from_bot for seen in chat.messages) == 1


async def test_where_another_instance_holds_the_database_telegram_is_not_even_asked(tmp_path: Path) -> None:
    async with served(tmp_path) as (emulator, program):
        with hold(tmp_path / "liaison.db"):
            await program.start()
            assert program.process is not None
            assert await asyncio.wait_for(program.process.wait(), PATIENCE) == 1
        assert list(emulator.calls) == []
        (complaint,) = program.log.read_text(encoding="utf-8").splitlines()
        assert "LIAISON_DATABASE_URL" in complaint


async def test_a_database_that_cannot_be_used_is_refused_with_one_line_and_what_was_fetched_stays_at_telegram(
    tmp_path: Path,
) -> None:
    async with served(tmp_path) as (emulator, program):
        database = Database(program.database_url)
        migrate(database, Clock().now())
        database.close()
        with closing(sqlite3.connect(tmp_path / "liaison.db")) as connection:
            connection.execute("UPDATE alembic_version SET version_num = '9999'")
            connection.commit()
        emulator.person(5, "安娜").chat().start()
        await program.start()
        assert program.process is not None
        assert await asyncio.wait_for(program.process.wait(), PATIENCE) == 1
        (complaint,) = program.log.read_text(encoding="utf-8").splitlines()
        assert "9999" in complaint
        assert emulator.unread(emulator.only_bot()) == 2


async def test_behind_a_webhook_nothing_is_polled(tmp_path: Path) -> None:
    async with served(tmp_path, "webhook") as (emulator, program):
        await program.start()
        methods = [call.method for call in emulator.calls]
        while "setWebhook" not in methods:
            assert await emulator.pulse.next(PATIENCE)
            methods = [call.method for call in emulator.calls]
        assert "getUpdates" not in methods
        assert (await program.stop(PATIENCE))[0] == 0
