"""A stop is not kept waiting by a network that says nothing: not by the first question, not by a name server."""

import asyncio
import os
import socket
import subprocess
import sys
import threading
from pathlib import Path

import httpx
import pytest
from pydantic import SecretStr

from bot.app import App
from bot.clock import Clock
from bot.lookups import look_up_aside
from bot.migrating import migrate
from bot.settings import Settings
from models.database import Database

ROOT = Path(__file__).parents[2]


async def test_a_stop_does_not_wait_for_the_bot_s_name(tmp_path: Path) -> None:
    asked = asyncio.Event()
    given_up = asyncio.Event()

    async def hang(_request: httpx.Request) -> httpx.Response:
        asked.set()
        try:
            await asyncio.Event().wait()
        finally:
            given_up.set()
        raise AssertionError

    url = f"sqlite:///{tmp_path / 'liaison.db'}"
    database = Database(url)
    clock = Clock()
    migrate(database, clock.now())
    settings = Settings(bot_token=SecretStr("123456:emulated"), database_url=SecretStr(url))
    app = App(settings, database, clock, transport=httpx.MockTransport(hang))
    running = asyncio.ensure_future(app.run())
    async with asyncio.timeout(20):
        await asked.wait()
    app.stop.set()
    # The question itself would be given up after eight seconds.
    async with asyncio.timeout(5):
        await running
    database.close()
    assert given_up.is_set()
    # Nobody has answered.
    assert app.reach.heard_at is None
    assert app.reach.counts == {}


def test_a_look_up_that_hangs_is_left_behind(monkeypatch: pytest.MonkeyPatch) -> None:
    let_go, waited_out = threading.Event(), threading.Event()

    def hang(*_: object) -> list[object]:
        let_go.wait(10)
        waited_out.set()
        return []

    monkeypatch.setattr(socket, "getaddrinfo", hang)

    async def ask() -> None:
        loop = asyncio.get_running_loop()
        look_up_aside(loop)
        with pytest.raises(TimeoutError):
            async with asyncio.timeout(0.05):
                await loop.getaddrinfo("api.test", 443)

    asyncio.run(ask())
    assert not waited_out.is_set()
    let_go.set()
    # The loop is gone; that must not be an error in its thread.
    assert waited_out.wait(5)


@pytest.mark.loopback
@pytest.mark.enable_socket
async def test_a_look_up_finds_and_fails_as_the_loop_s_own_does() -> None:
    loop = asyncio.get_running_loop()
    own = await loop.getaddrinfo("127.0.0.1", 443, type=socket.SOCK_STREAM)
    look_up_aside(loop)
    try:
        assert await loop.getaddrinfo("127.0.0.1", 443, type=socket.SOCK_STREAM) == own
        with pytest.raises(socket.gaierror):
            await loop.getaddrinfo("no.address", 443, flags=socket.AI_NUMERICHOST)
        # Not an OSError, and no name that could be asked for.
        with pytest.raises(UnicodeError):
            await loop.getaddrinfo("x" * 70, 443)
    finally:
        del vars(loop)["getaddrinfo"]


# Told to stop as soon as a name is looked up, which then takes a minute.
_PROGRAM = """
import os, signal, socket, time
from bot.cli import main

def hang(*_):
    os.kill(os.getpid(), signal.SIGTERM)
    time.sleep(60)

socket.getaddrinfo = hang
raise SystemExit(main(["run"]))
"""


def test_run_ends_when_it_is_told_to_though_no_name_server_answers(tmp_path: Path) -> None:
    environment = {name: value for name, value in os.environ.items() if not name.startswith("LIAISON_")}
    environment |= {
        "LIAISON_BOT_TOKEN": "123456:emulated",
        "LIAISON_API_BASE_URL": "http://api.test",
        "LIAISON_DATABASE_URL": f"sqlite:///{tmp_path / 'liaison.db'}",
        "PYTHONPATH": str(ROOT),
    }
    ended = subprocess.run([sys.executable, "-c", _PROGRAM], cwd=tmp_path, env=environment, timeout=40, check=False)  # noqa: S603 - our own interpreter
    assert ended.returncode == 0
