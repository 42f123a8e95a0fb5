"""`liaison-bot sandbox` as a process, and what its server refuses."""

import asyncio
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from zoneinfo import ZoneInfo

import httpx
import pytest

from bot.cli import build_parser
from bot.sandbox.feed import KEPT, Feed
from bot.sandbox.house import House
from bot.sandbox.shapes import calendar_shape
from bot.sandbox.web import page_app
from bot.sandbox.wording import PAGE_KEYS
from models.calendar import china_working_days
from tests.bot.sandbox.demo_office import local


def free_port() -> int:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return int(taken.getsockname()[1])


@contextmanager
def served(port: int, folder: Path) -> Iterator[subprocess.Popen[str]]:
    environment = {name: value for name, value in os.environ.items() if not name.startswith("LIAISON_")}
    environment["TMPDIR"] = str(folder)
    words = [sys.executable, "-m", "bot", "sandbox", "--port", str(port)]
    with subprocess.Popen(  # noqa: S603 - ourselves
        words, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=environment
    ) as process:
        try:
            yield process
        finally:
            process.kill()


@pytest.mark.loopback
@pytest.mark.enable_socket
def test_it_prints_its_address_first_answers_at_once_and_leaves_nothing_behind(tmp_path: Path) -> None:
    port = free_port()
    with served(port, tmp_path) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == f"http://127.0.0.1:{port}/\n"
        began = time.monotonic()
        page = httpx.get(f"http://127.0.0.1:{port}/", timeout=10)
        assert time.monotonic() - began < 5
        assert page.status_code == 200
        assert "演示环境" in page.text
        while not (demo := httpx.get(f"http://127.0.0.1:{port}/api/state", timeout=60).json()["demo"]) or demo["busy"]:
            assert time.monotonic() - began < 180  # a few seconds; more while everything else runs beside it
            time.sleep(0.2)
        # A newcomer's first look is of an office at work, not of an empty page.
        assert len(demo["chats"]) > 40
        assert sum(1 for chat in demo["chats"] if chat["last"] is not None) >= 8
        pid = demo["program"]["pid"]
        process.send_signal(signal.SIGTERM)
        assert process.wait(30) == 0
        assert process.stderr is not None
        assert process.stderr.read() == ""
        with pytest.raises(ProcessLookupError):
            os.kill(pid, 0)
        assert list(tmp_path.iterdir()) == []


@pytest.mark.loopback
@pytest.mark.enable_socket
def test_a_port_that_is_taken_is_refused_in_one_line(tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        with served(taken.getsockname()[1], tmp_path) as process:
            said, complained = process.communicate(timeout=60)
            assert process.returncode == 1
            assert said == ""
            assert complained.count("\n") == 1
            assert str(taken.getsockname()[1]) in complained


def test_it_is_served_on_this_machine_alone_unless_told_otherwise() -> None:
    assert build_parser().parse_args(["sandbox"]).host == "127.0.0.1"
    assert build_parser().parse_args(["sandbox", "--host", "0.0.0.0"]).host == "0.0.0.0"  # noqa: S104 - told otherwise


def client(hosts: list[str] | None = None) -> httpx.AsyncClient:
    app = page_app(House(local("2024-05-27 09:00"), "zh-CN"), asyncio.Event(), hosts=hosts or ["127.0.0.1"])
    return httpx.AsyncClient(transport=httpx.ASGITransport(app=app), base_url="http://127.0.0.1")


async def test_no_other_site_can_press_anything() -> None:
    async with client() as web:
        assert (await web.post("/api/reset", content=b"{}")).status_code == 403
        assert (await web.get("/", headers={"Host": "evil.example"})).status_code == 400


async def test_the_page_loads_nothing_from_elsewhere() -> None:
    async with client() as web:
        page = await web.get("/")
        assert "default-src 'self'" in page.headers["Content-Security-Policy"]
        assert "//" not in page.text.replace("http://www.w3.org/2000/svg", "")
        for name in ("main.js", "column.js", "frame.css", "chat.css", "icon.svg"):
            assert (await web.get(f"/page/{name}")).status_code == 200


@pytest.mark.parametrize("path", ["/api/chats/1/messages", "/api/files/none", "/api/chats/1/nonsense"])
async def test_what_is_not_there_is_not_found(path: str) -> None:
    async with client() as web:
        response = await (web.post(path, headers={"X-Sandbox": "1"}) if path.endswith("nonsense") else web.get(path))
        assert response.status_code == 404


async def test_the_page_has_every_word_in_both_languages() -> None:
    async with client() as web:
        chinese = (await web.get("/api/texts?language=zh-CN")).json()
        english = (await web.get("/api/texts?language=en")).json()
        assert chinese.keys() == english.keys() == PAGE_KEYS.keys()
        assert chinese["tour"] != english["tour"]


def test_a_page_that_was_away_gets_what_it_missed_or_is_told_to_look_anew() -> None:
    feed = Feed()
    for number in range(10):
        feed.put("chat", number=number)
    assert [body["number"] for _, body in feed.since(7)] == [7, 8, 9]
    assert feed.since(10) == []
    assert feed.since(99) == [(10, {"kind": "resync"})]
    for number in range(KEPT):
        feed.put("chat", number=number)
    assert feed.since(3) == [(KEPT + 10, {"kind": "resync"})]


async def test_a_watching_page_is_told_of_what_happens_and_that_nothing_has() -> None:
    feed = Feed()
    following = feed.follow(0, idle_seconds=0.01)
    assert await anext(following) == []
    feed.put("clock", now="soon")
    assert await anext(following) == [(1, {"kind": "clock", "now": "soon"})]


def test_the_calendar_tells_rest_days_and_weekends_that_are_worked() -> None:
    # The State Council's calendar of 2024: the Mid-Autumn Festival takes Sunday 15 to Tuesday 17 September, and Saturday
    # the 14th is worked for it.
    zone = ZoneInfo("Asia/Shanghai")
    days = {
        day["day"]: (day["working"], day["unusual"], day["due_day"])
        for day in calendar_shape(date(2024, 9, 12), china_working_days(2024, 2024), [], 25, zone)
    }
    assert days["2024-09-14"] == (True, True, False)
    assert days["2024-09-15"] == (False, False, False)
    assert days["2024-09-16"] == (False, True, False)
    assert days["2024-09-25"] == (True, False, True)
    assert len(days) == 42
