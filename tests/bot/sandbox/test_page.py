"""The page, in a real Chromium, with the real program behind it."""

import json
import os
import socket
import struct
import subprocess
import sys
import time
import urllib.request
import zlib
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.bot.sandbox.browser import Phone, Window, browser, why_not

pytestmark = [
    pytest.mark.loopback,
    pytest.mark.enable_socket,
    pytest.mark.skipif(bool(why_not()), reason=why_not() or "there is a browser"),
]

LAST = "[...document.querySelectorAll('.column .log')[0].querySelectorAll('.bubble')].pop().innerText"


def free_port() -> int:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return int(taken.getsockname()[1])


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    environment = {name: value for name, value in os.environ.items() if not name.startswith("LIAISON_")}
    words = [sys.executable, "-m", "bot", "sandbox", "--port", str(free_port())]
    with subprocess.Popen(words, stdout=subprocess.PIPE, text=True, env=environment) as server:  # noqa: S603 - ourselves
        assert server.stdout is not None
        try:
            yield server.stdout.readline().strip()
        finally:
            server.terminate()
            assert server.wait(30) == 0


def ask(address: str, path: str, body: object | None = None) -> dict[str, object]:
    data = None if body is None else json.dumps(body).encode()
    request = urllib.request.Request(address + path, data, {"X-Sandbox": "1"})  # noqa: S310 - our own loopback server
    with urllib.request.urlopen(request, timeout=120) as response:  # noqa: S310 - as above
        found: dict[str, object] = json.loads(response.read())
        return found


@pytest.fixture
def there(address: str) -> str:
    """Return the address of a sandbox that is set up, as the tests before have left it."""
    deadline = time.monotonic() + 120
    while (ask(address, "api/state")["demo"] or {"busy": True})["busy"]:  # type: ignore[index]
        assert time.monotonic() < deadline
        time.sleep(0.1)
    return address


@pytest.fixture
def fresh(there: str) -> str:
    """Return the address of a sandbox as a newcomer finds it."""
    ask(there, "api/reset", {})
    return there


def opened(address: str) -> Iterator[Window]:
    with browser(address) as window:
        window.open()
        yield window
        assert window.complaints() == []


@pytest.fixture
def window(fresh: str) -> Iterator[Window]:
    yield from opened(fresh)


@pytest.fixture
def visitor(there: str) -> Iterator[Window]:
    """Give a window for a test that does not mind what happened before, and does no lasting harm."""
    yield from opened(there)


def png() -> bytes:
    """Return a red square of eight pixels."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    rows = b"".join(b"\x00" + b"\xff\x00\x00" * 8 for _ in range(8))
    header = struct.pack(">IIBBBBB", 8, 8, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")


def test_the_tour_goes_from_the_first_step_to_the_document_to_sign(window: Window) -> None:
    for step in range(1, 8):
        window.click("#tour-go")
        window.until(f"document.querySelectorAll('#tour li.done').length === {step}", within=90)
        window.at_rest()
    window.show("办公室工作群")
    window.says("2024年6月进展汇总.docx")
    href = window.ask("document.querySelector('.column .log a.file[download$=\".docx\"]').href")
    with urllib.request.urlopen(href, timeout=30) as response:  # noqa: S310 - our own loopback server
        assert response.read(2) == b"PK"


def test_a_report_with_a_photo_gets_its_receipt(window: Window, tmp_path: Path) -> None:
    window.click("[data-move=rung]")
    window.until("document.getElementById('date').innerText.includes('6月18日')", within=60)
    window.at_rest()
    window.show("市先陶办")
    window.says("🔔")
    window.press("开始填报")
    window.says("任务25")
    window.press("正常推进")
    window.says("请用一条消息发来本月进展")
    photo = tmp_path / "现场.png"
    photo.write_bytes(png())
    window.find(".column input[type=file]").send_keys(str(photo))
    window.until("!document.querySelector('.column .chosen').hidden")
    window.write("氧化铝中心主体封顶。")
    window.says("已记下任务25")
    window.until("document.querySelector('.column .log img')?.naturalWidth === 8")
    window.press("本月无新进展")
    window.says("请核对（2项）")
    window.press("确认提交")
    window.says("回执 2024-06-0001")


def test_at_the_due_time_the_office_has_its_digest(window: Window) -> None:
    window.show("办公室工作群")
    window.click("[data-move=due]")
    window.says("📋", within=60)
    window.at_rest()
    assert window.ask("document.getElementById('date').innerText").startswith("2024年6月25日")
    window.says(".xlsx")


def test_a_killed_program_answers_after_its_restart(window: Window) -> None:
    window.show("市先陶办")
    before = window.ask("document.getElementById('program-state').innerText")
    window.click("#program")
    window.until("document.getElementById('program-state').innerText === '已被强行终止'")
    window.write("我的任务")
    window.until(f"{LAST}.startsWith('我的任务')")
    window.click("#program")
    window.until(f"!{LAST}.startsWith('我的任务')", within=60)
    window.until("document.getElementById('program-state').innerText.startsWith('运行中')")
    assert window.ask("document.getElementById('program-state').innerText") != before


def test_what_was_said_without_a_network_is_answered_with_one(window: Window) -> None:
    window.show("市先陶办")
    window.click("#network")
    window.until("document.getElementById('network').getAttribute('aria-checked') === 'false'")
    window.write("帮助")
    window.until(f"{LAST}.startsWith('帮助')")
    window.click("#network")
    window.until(f"!{LAST}.startsWith('帮助')", within=60)


def test_two_windows_are_in_step(window: Window) -> None:
    with browser(window.address) as other:
        other.open()
        window.show("市商务局")
        other.show("市商务局")
        window.write("您好，请问几点截止？")
        assert other.says("您好，请问几点截止？") < 5
        window.click("[data-move=hour]")
        window.at_rest()
        other.until("document.getElementById('time').innerText.startsWith('10:')")
        assert other.complaints() == []


def test_a_unit_can_be_let_in_by_its_link(window: Window) -> None:
    window.click("#tour-go")
    window.until("document.querySelectorAll('#tour li.done').length === 1", within=90)
    window.click("#tour-go")
    window.until("document.querySelectorAll('#tour li.done').length === 2", within=90)
    window.at_rest()
    window.show("办公室工作群")
    window.says("https://t.me/liaison_demo_bot?start=")
    # The window is being filled anew after the step: the link is pressed as soon as it stands.
    window.until(
        "(link => Boolean(link) && (link.click(), true))(document.querySelector('.column .log a[href*=\"start=\"]'))"
    )
    window.until("document.getElementById('columns').innerText.includes('请为市文旅局登记')")


def test_commands_are_completed_and_chosen_by_keyboard(window: Window) -> None:
    window.show("市先陶办")
    box = window.find(".column textarea")
    box.send_keys("/")
    window.until("document.querySelectorAll('.column .completion li').length > 3")
    box.send_keys("tasks")
    window.until("document.querySelectorAll('.column .completion li').length === 1")
    box.send_keys("\ue007")
    window.until(f"{LAST}.includes('先进材料重点项目')")


def test_blocking_the_bot_is_shown_and_undone(visitor: Window) -> None:
    visitor.show("市先陶办")
    visitor.click(".column .block")
    visitor.until("document.querySelector('.column .about').innerText === '已屏蔽机器人'")
    visitor.click(".column .block")
    visitor.until("document.querySelector('.column .about').innerText !== '已屏蔽机器人'")


def test_everything_that_can_be_pressed_has_a_name(visitor: Window) -> None:
    nameless = visitor.ask(
        "[...document.querySelectorAll('button, input:not([type=file]), select, textarea')]"
        ".filter((one) => !one.closest('[hidden]') && !(one.innerText || one.getAttribute('aria-label') || one.title"
        " || one.placeholder || one.closest('label'))).map((one) => one.outerHTML)"
    )
    assert nameless == []


def test_the_page_speaks_english_when_asked(visitor: Window) -> None:
    visitor.click("#language")
    visitor.until("document.getElementById('tour').innerText.includes('Import')")
    assert visitor.ask("document.documentElement.lang") == "en"
    assert not visitor.ask("/undefined|sandbox-/.test(document.body.innerText)")


def test_a_phone_shows_one_thing_at_a_time_and_nothing_hangs_over(there: str) -> None:
    with browser(there, Phone, as_phone=True) as window:
        window.open()
        for tab in ("list", "chat", "clock", "side"):
            window.click(f".tabs [data-tab={tab}]")
            assert window.ask("document.scrollingElement.scrollWidth <= innerWidth")
            shown = window.ask(
                "[...document.querySelectorAll('[data-pane]')].filter((one) => one.offsetParent !== null).map((one) => one.dataset.pane)"
            )
            assert shown == [tab]
        assert window.complaints() == []


def test_sixty_chats_and_five_thousand_messages_stay_smooth(window: Window) -> None:
    ask(window.address, "api/switch/program", {"on": False})
    state = ask(window.address, "api/state")["demo"]
    assert isinstance(state, dict)
    keys = [chat["key"] for chat in state["chats"] if chat["kind"] != "group"]
    assert len(keys) >= 50
    for number in range(5000):
        ask(window.address, f"api/chats/{keys[number % 50]}/send", {"text": f"第{number}条：一切按计划推进。"})
    window.show("市先陶办")
    key = window.ask("document.querySelector('.column .which').value")
    times = []
    for number in range(10):
        ask(window.address, f"api/chats/{key}/send", {"text": f"新消息{number}"})
        times.append(window.says(f"新消息{number}"))
    assert sorted(times)[5] < 0.5
    assert window.ask("document.querySelectorAll('.bubble').length") < 1000
    assert window.ask("performance.memory.usedJSHeapSize") < 100 * 2**20
