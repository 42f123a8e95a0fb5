"""A start asks Telegram first and loads the most of the program afterwards; every promise holds all the same."""

import asyncio
import errno
import json
import subprocess
import sys
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from contextlib import asynccontextmanager
from datetime import datetime
from pathlib import Path
from typing import Any

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import SecretStr
from sqlmodel import select

from bot.alone import AlreadyRunningError, hold, is_held
from bot.app import App
from bot.clock import Clock
from bot.first_poll import FRESH_SECONDS, FirstPoll
from bot.inbox import Inbox, Stored
from bot.reach import Trouble
from bot.settings import Settings, SettingsError, read_settings
from models.database import Database, sqlite_file
from models.tables import InboxUpdate
from tests.world import World, local

ROOT = Path(__file__).parents[2]
# What takes long to load; a start that has it must not ask Telegram after it.
HEAVY = ("sqlalchemy", "sqlmodel", "telegram", "fluent", "starlette", "uvicorn", "handlers", "scheduler", "openpyxl")


class Seconds(Clock):
    """A clock whose never jumping seconds are moved by hand."""

    def __init__(self) -> None:
        super().__init__()
        self.passed = 1000.0

    def monotonic(self) -> float:  # type: ignore[override] # the real one needs no instance
        return self.passed


def settings() -> Settings:
    return Settings(bot_token=SecretStr("123456:emulated"))


def answering(*answers: httpx.Response) -> httpx.MockTransport:
    """Return a transport that gives these answers in turn."""
    coming = iter(answers)
    return httpx.MockTransport(lambda _: next(coming))


def nothing_new() -> httpx.Response:
    return httpx.Response(200, json={"ok": True, "result": []})


def loaded_with(modules: str) -> set[str]:
    """Return the packages a fresh interpreter has loaded once it has imported these modules."""
    program = f"import sys, {modules}; print(*sorted({{name.partition('.')[0] for name in sys.modules}}))"
    found = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=True)  # noqa: S603 - our own interpreter
    return set(found.stdout.split())


def test_what_asks_first_has_loaded_nothing_that_takes_long() -> None:
    loaded = loaded_with("bot.cli, bot.commands.running")
    assert "httpx" in loaded
    assert loaded.isdisjoint(HEAVY)


def test_a_web_server_is_loaded_only_where_something_is_served() -> None:
    loaded = loaded_with("bot.app")
    assert "sqlmodel" in loaded
    assert loaded.isdisjoint({"starlette", "uvicorn", "prometheus_client", "aiosmtplib"})


async def test_the_first_question_wants_an_answer_at_once_and_confirms_nothing() -> None:
    asked: list[httpx.Request] = []

    def answer(request: httpx.Request) -> httpx.Response:
        asked.append(request)
        return httpx.Response(200, json={"ok": True, "result": [{"update_id": 7}]})

    async with FirstPoll(settings(), Clock(), httpx.MockTransport(answer)) as first_poll:
        fetched = await first_poll.take()
        again = await first_poll.take()
    assert fetched is not None
    assert list(fetched.updates) == [{"update_id": 7}]
    assert again is None
    (request,) = asked
    assert request.url.path == "/bot123456:emulated/getUpdates"
    said = dict(request.url.params)
    assert (said["offset"], said["timeout"]) == ("0", "0")
    assert "message" in json.loads(said["allowed_updates"])


@pytest.mark.parametrize(
    "answer",
    [
        httpx.Response(401, json={"ok": False, "error_code": 401, "description": "Unauthorized"}),
        httpx.Response(409, json={"ok": False, "error_code": 409, "description": "Conflict"}),
        httpx.Response(502, text="<html>"),
        httpx.Response(200, text='{"ok":true,"res'),
    ],
    ids=["wrong token", "conflict", "gateway", "truncated"],
)
async def test_whatever_goes_wrong_with_it_is_left_to_whoever_asks_next(answer: httpx.Response) -> None:
    async with FirstPoll(settings(), Clock(), answering(answer)) as first_poll:
        assert await first_poll.take() is None


@pytest.mark.parametrize(("seconds", "is_fresh"), [(FRESH_SECONDS - 1, True), (FRESH_SECONDS + 1, False)])
async def test_an_answer_from_before_a_long_start_tells_nothing_any_more(seconds: float, is_fresh: bool) -> None:  # noqa: FBT001 - a cell of the table
    clock = Seconds()
    async with FirstPoll(settings(), clock, answering(nothing_new())) as first_poll:
        await asyncio.sleep(0)
        clock.passed += seconds
        assert (await first_poll.take() is not None) == is_fresh


async def test_a_question_that_hangs_is_given_up_with_the_start() -> None:
    hanging = asyncio.Event()
    given_up = asyncio.Event()

    async def hang(_request: httpx.Request) -> httpx.Response:
        hanging.set()
        try:
            await asyncio.Event().wait()
        finally:
            given_up.set()
        raise AssertionError

    async with asyncio.timeout(5):
        async with FirstPoll(settings(), Clock(), httpx.MockTransport(hang)):
            assert hanging.is_set()
        assert given_up.is_set()


@asynccontextmanager
async def started(folder: Path, prepare: Callable[[World], None] = lambda _: None) -> AsyncIterator[World]:
    """Start the program as `run` does, the first question before the rest; give the world when it was answered."""
    world = World(folder, local("2024-05-27 09:00"))
    prepare(world)
    transport = world.emulator.transport()
    world.emulator.person(1, "安娜").chat().send("/start")
    async with FirstPoll(world.settings, world.clock, transport) as first_poll:
        # On loopback within the process the answer is there as soon as whatever is ready has run.
        await asyncio.sleep(0.05)
        world.app = App(
            world.settings, world.database, world.clock, transport=transport, limits=None, first_poll=first_poll
        )
        yield world
    world.database.close()
    assert world.emulator.violations == []


@asynccontextmanager
async def at_work(world: World) -> AsyncIterator[None]:
    async with asyncio.TaskGroup() as group:
        group.create_task(world.app.run())
        try:
            yield
        finally:
            world.app.stop.set()


def polls(world: World) -> list[dict[str, Any]]:
    return [call.parameters for call in world.emulator.calls if call.method == "getUpdates"]


async def test_what_was_fetched_first_is_stored_with_the_time_it_came_and_answered_once(tmp_path: Path) -> None:
    async with started(tmp_path) as world:
        chat = world.emulator.person(1).chat()
        # Fetched, and not confirmed: whoever kills the program now loses nothing.
        assert world.emulator.unread(world.bot) == 1
        came_at, world.clock.moment = world.clock.moment, local("2024-05-27 09:00:03")
        async with at_work(world):
            await world.settle()
            chat.send("/help")
            await world.settle()
        rows = world.database.look(lambda session: session.exec(select(InboxUpdate)).all())
        assert rows[0].fetched_at == came_at
        assert len(rows) == 2
        assert sum("您好" in seen.text for seen in chat.messages) == 1
        # One question before, and then from behind what was stored.
        offsets = [int(each["offset"]) for each in polls(world)]
        assert offsets[0] == 0
        assert offsets[1] == rows[0].update_id + 1


async def test_a_conflict_that_lasts_is_told_by_the_poller_as_ever(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    async with started(
        tmp_path, lambda world: world.emulator.faults.refuse("getUpdates", 409, "Conflict", times=2)
    ) as world:
        failed: list[Trouble] = []
        async with at_work(world):
            await world.settle()
            failed = [kind for kind in Trouble if world.app.reach.counts[kind.value]]
        assert failed == [Trouble.CONFLICT]
        assert [each.message for each in caplog.records if each.levelname == "ERROR"] == [
            "another program fetches this bot's messages with the same token; stop one of them"
        ]
        assert sum("您好" in seen.text for seen in world.emulator.person(1).chat().messages) == 1


async def test_a_conflict_that_is_over_is_not_told(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    async with started(tmp_path, lambda world: world.emulator.faults.refuse("getUpdates", 409, "Conflict")) as world:
        async with at_work(world):
            await world.settle()
        assert [each.message for each in caplog.records if each.levelname == "ERROR"] == []
        assert not any(world.app.reach.counts[kind.value] for kind in Trouble)
        assert sum("您好" in seen.text for seen in world.emulator.person(1).chat().messages) == 1


class FullOnce(Inbox):
    """An inbox that cannot store the first batch: the disk is full."""

    def __init__(self, database: Database) -> None:
        super().__init__(database)
        self.refused: list[int] = []

    async def store(self, updates: Sequence[Mapping[str, Any]], fetched_at: datetime) -> list[Stored]:
        if not self.refused:
            self.refused = [int(update["update_id"]) for update in updates]
            raise OSError(errno.ENOSPC, "No space left on device")
        return await super().store(updates, fetched_at)


async def test_what_was_fetched_first_and_could_not_be_stored_is_fetched_again(tmp_path: Path) -> None:
    async with started(tmp_path) as world:
        inbox = world.app.inbox = FullOnce(world.database)
        async with at_work(world):
            await world.settle()
        assert len(inbox.refused) == 1
        assert [int(each["offset"]) for each in polls(world)][:2] == [0, 0]
        assert world.emulator.unread(world.bot) == 0
        assert sum("您好" in seen.text for seen in world.emulator.person(1).chat().messages) == 1


def test_one_instance_at_most_holds_a_database_and_makes_its_folder(tmp_path: Path) -> None:
    file = tmp_path / "new" / "liaison.db"
    assert not is_held(file)
    with hold(file):
        file.touch()
        assert is_held(file)
        with pytest.raises(AlreadyRunningError), hold(file):
            raise AssertionError
    assert not is_held(file)


@given(st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=20))
def test_the_settings_and_the_database_mean_the_same_file(name: str) -> None:
    url = f"sqlite:///{name}"
    try:
        found = read_settings({"LIAISON_DATABASE_URL": url})
    except SettingsError:
        return
    assert found.database_file == sqlite_file(found.database_url.get_secret_value())


@pytest.mark.parametrize(
    "url", ["sqlite:///", "sqlite:///:memory:", "sqlite:///:memory:?cache=shared", "sqlite:///?a=b"]
)
def test_a_database_in_memory_is_refused_whatever_follows(url: str) -> None:
    with pytest.raises(SettingsError, match="LIAISON_DATABASE_URL"):
        read_settings({"LIAISON_DATABASE_URL": url})
