"""The page, in a real Chromium, with the real program behind it.

One sandbox and one window serve all tests; each brings the page to where it begins, and chats as a unit of its own.
"""

import io
import json
import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from tests.bot.sandbox.browser import ENTER, Phone, Wide, Window, browser
from tests.bot.sandbox.chromium import why_none

pytestmark = [pytest.mark.loopback, pytest.mark.enable_socket, pytest.mark.xdist_group("browser")]

LAST = "[...document.querySelectorAll('.column .log')[0].querySelectorAll('.bubble')].pop().innerText"
GROUP = "办公室工作群"


def free_port() -> int:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return int(taken.getsockname()[1])


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    if reason := why_none():
        pytest.skip(reason)
    environment = {name: value for name, value in os.environ.items() if not name.startswith("LIAISON_")}
    words = [sys.executable, "-m", "bot", "sandbox", "--port", str(free_port())]
    with subprocess.Popen(words, stdout=subprocess.PIPE, text=True, env=environment) as server:  # noqa: S603 - ourselves
        assert server.stdout is not None
        try:
            yield server.stdout.readline().strip()
        finally:
            server.terminate()
            assert server.wait(30) == 0


def ask(address: str, path: str, body: object | None = None) -> dict[str, Any]:
    data = None if body is None else json.dumps(body).encode()
    request = urllib.request.Request(address + path, data, {"X-Sandbox": "1"})  # noqa: S310 - our own loopback server
    with urllib.request.urlopen(request, timeout=120) as response:  # noqa: S310 - as above
        found: dict[str, Any] = json.loads(response.read())
        return found


def state(address: str) -> dict[str, Any]:
    """Return the sandbox's state once it is set up and nothing is going on."""
    deadline = time.monotonic() + 120
    while (demo := ask(address, "api/state")["demo"] or {"busy": True})["busy"]:
        assert time.monotonic() < deadline
        time.sleep(0.1)
    found: dict[str, Any] = demo
    return found


@pytest.fixture(scope="module")
def only_window(address: str) -> Iterator[Window]:
    state(address)
    with browser(address) as window:
        window.open()
        yield window


@pytest.fixture
def window(only_window: Window) -> Iterator[Window]:
    state(only_window.address)
    only_window.at_rest()
    yield only_window
    assert only_window.complaints() == []


@pytest.fixture
def reporting(window: Window) -> Window:
    """Give a window at a time when a monthly round is open."""
    if not any(one["kind"] == "monthly" for one in state(window.address)["rounds"]):
        window.click("[data-move=rung]")
        window.until("document.getElementById('date').innerText.includes('6月18日')")
        window.at_rest()
    return window


def png() -> bytes:
    """Return a red picture of 8 by 6 pixels."""
    kept = io.BytesIO()
    Image.new("RGB", (8, 6), "red").save(kept, "PNG")
    return kept.getvalue()


def fetched(window: Window, link: str) -> bytes:
    with urllib.request.urlopen(window.ask(f"document.querySelector({link!r}).href"), timeout=30) as response:  # noqa: S310 - our own loopback server
        found: bytes = response.read()
        return found


def test_a_newcomer_sees_two_liaisons_the_office_an_admin_and_a_leader_side_by_side(window: Window) -> None:
    titles = window.ask("[...document.querySelectorAll('.column .which')].map((one) => one.selectedOptions[0].text)")
    assert titles == ["市文旅局", "市商务局", GROUP, "管理员老许", "市文旅局 · 分管领导"]
    assert window.ask("document.querySelectorAll('.column .which')[0].options.length") >= 50
    # Those that stand in view are not cut.
    assert window.ask(
        "(edge => [...document.querySelectorAll('.column')].every((one) => one.getBoundingClientRect().right <= edge"
        " || one.getBoundingClientRect().left >= edge - 12))(document.getElementById('columns').getBoundingClientRect().right)"
    )


def test_the_calendar_shows_rest_days_rungs_and_the_25th_without_scrolling(window: Window) -> None:
    days = window.ask(
        "Object.fromEntries([...document.querySelectorAll('#calendar button')].map((one) => [one.dataset.day,"
        " `${one.className}|${one.querySelectorAll('i b').length}|${one.getAttribute('aria-label')}`]))"
    )
    assert days["2024-06-25"].startswith("due|")
    assert "17:00 月度进展 截止" in days["2024-06-25"]
    assert "09:00 月度进展 提前一天提醒" in days["2024-06-24"]
    assert days["2024-06-10"].startswith("rest|")
    assert days["2024-06-22"].startswith("rest|")
    assert days["2024-06-19"].startswith("|0|")
    assert window.ask("document.getElementById('calendar').scrollWidth <= innerWidth")


def test_a_report_with_a_photo_gets_its_receipt(reporting: Window, tmp_path: Path) -> None:
    window = reporting
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
    window.says("回执 2024-06-")


def test_a_message_changed_in_the_chat_changes_the_draft(reporting: Window) -> None:
    window = reporting
    window.show("景德镇陶瓷大学")
    window.write("20正常推进，联合体新增成员5家")
    window.says("请核对（1项）")
    window.until("Boolean([...document.querySelectorAll('.column .own .meta button')].pop())")
    window.ask("[...document.querySelectorAll('.column')[0].querySelectorAll('.own .meta button')].pop().click()")
    box = window.find(".column textarea")
    box.clear()
    box.send_keys("20已完成，联合体新增成员8家", ENTER)
    window.says("已编辑")
    preview = "[...document.querySelectorAll('.column')[0].querySelectorAll('.bubble:not(.own)')].pop().innerText"
    window.until(f"{preview}.includes('8家') && !{preview}.includes('5家')")


def test_two_windows_are_in_step(window: Window) -> None:
    with browser(window.address) as other:
        other.open()
        window.show("市商务局")
        other.show("市商务局")
        window.write("您好，请问几点截止？")
        assert other.says("您好，请问几点截止？") < 5
        hour = int(window.ask("document.getElementById('time').innerText")[:2]) + 1
        window.click("[data-move=hour]")
        for one in (window, other):
            one.until("document.getElementById('time').innerText.startsWith(arguments[0])", f"{hour:02}:")
        assert other.complaints() == []


def test_a_killed_program_answers_after_its_restart(window: Window) -> None:
    window.show("市工信局")
    before = window.ask("document.getElementById('program-state').innerText")
    window.click("#program")
    window.until("document.getElementById('program-state').innerText === '已被强行终止'")
    window.write("我的任务")
    window.until(f"{LAST}.startsWith('我的任务')")
    window.click("#program")
    window.until(f"!{LAST}.startsWith('我的任务')")
    window.until("document.getElementById('program-state').innerText.startsWith('运行中')")
    assert window.ask("document.getElementById('program-state').innerText") != before


def test_what_was_said_without_a_network_is_answered_with_one(window: Window) -> None:
    window.show("市工信局")
    window.click("#network")
    window.until("document.getElementById('network').getAttribute('aria-checked') === 'false'")
    window.write("帮助")
    window.until(f"{LAST}.startsWith('帮助')")
    window.click("#network")
    window.until(f"!{LAST}.startsWith('帮助')")


def test_a_unit_is_let_in_by_the_link_the_admin_asked_for_and_registers_with_its_contact(window: Window) -> None:
    window.show("管理员老许")
    window.write("/invite 市外办")
    link = "[...document.querySelectorAll('.column .log a[href*=\"start=\"]')].pop()"
    window.until(f"Boolean({link})")
    window.ask(f"{link}.click()")
    window.until("[...document.querySelectorAll('.column')].some((one) => one.innerText.includes('请为市外办登记'))")
    window.show("市外办")
    for answer in ("江明哲", "13800000901", "查海波"):
        before = window.ask("document.querySelectorAll('.column .log')[0].children.length")
        window.write(answer)
        window.until("document.querySelectorAll('.column .log')[0].children.length >= arguments[0] + 2", before)
    window.click(".column .keyboard button")
    window.says("📱")
    window.press("全部相同")
    window.press("确认提交")
    window.says("已登记，回执")


def test_commands_are_completed_and_chosen_by_keyboard(window: Window) -> None:
    window.show("市先陶办")
    box = window.find(".column textarea")
    box.send_keys("/")
    window.until("document.querySelectorAll('.column .completion li').length > 3")
    assert (
        window.ask(
            "document.getElementById(document.querySelector('.column textarea').getAttribute('aria-activedescendant'))"
            ".getAttribute('aria-selected')"
        )
        == "true"
    )
    box.send_keys("tasks")
    window.until("document.querySelectorAll('.column .completion li').length === 1")
    box.send_keys(ENTER)
    window.until(f"{LAST}.includes('先进材料重点项目')")


def test_blocking_the_bot_is_shown_and_undone(window: Window) -> None:
    window.show("市委宣传部")
    window.click(".column .block")
    window.until("document.querySelector('.column .about').innerText === '已屏蔽机器人'")
    window.click(".column .block")
    window.until("document.querySelector('.column .about').innerText !== '已屏蔽机器人'")


def test_half_of_the_units_report_at_one_press(reporting: Window) -> None:
    reporting.click("#answer-half")
    reporting.until("document.getElementById('notes').innerText.includes('已报送：')")


def test_the_keyboard_stays_where_it_was_while_the_page_changes(window: Window) -> None:
    for selector in ("#chats [data-chat]", "#calendar [data-day='2024-06-28']", "[data-move=now]"):
        window.ask("document.querySelector(arguments[0]).focus()", selector)
        if selector == "[data-move=now]":
            window.driver.switch_to.active_element.send_keys(ENTER)
        # The list, the calendar and the buttons are all drawn anew, or made to wait, by this.
        ask(window.address, "api/clock", {"to": "now"})
        window.until(
            "!document.body.classList.contains('busy') && document.activeElement.matches(arguments[0])", selector
        )


def test_at_the_due_time_the_office_has_its_digest(window: Window) -> None:
    window.show(GROUP)
    window.click("[data-move=due]")
    window.says("📋")
    window.at_rest()
    assert window.ask("document.getElementById('date').innerText").startswith("2024年6月25日")
    window.says(".xlsx")
    # It is the newest that stands in view, pictures and all.
    assert (
        window.ask(
            "(log => log.scrollHeight - log.scrollTop - log.clientHeight)(document.querySelector('.column .log'))"
        )
        < 5
    )
    assert fetched(window, ".column .log a.file")[:2] == b"PK"


def test_the_tour_goes_from_the_first_step_to_the_document_to_sign(window: Window) -> None:
    for step in range(1, 8):
        window.click("#tour-go")
        window.until(f"document.querySelectorAll('#tour li.done').length === {step}", within=120)
        window.at_rest()
    window.show(GROUP)
    window.says("2024年6月进展汇总.docx")
    assert fetched(window, ".column .log a.file[download$='.docx']")[:2] == b"PK"


def test_everything_that_can_be_pressed_has_a_name(window: Window) -> None:
    nameless = window.ask(
        "[...document.querySelectorAll('button, input:not([type=file]), select, textarea')]"
        ".filter((one) => !one.closest('[hidden]') && !(one.innerText || one.getAttribute('aria-label') || one.title"
        " || one.placeholder || one.closest('label'))).map((one) => one.outerHTML)"
    )
    assert nameless == []


# The contrast between what is written and what it is written on (WCAG 2.2, 1.4.3), of everything in view.
CONTRAST = """(() => {
  const canvas = document.createElement("canvas").getContext("2d", { willReadFrequently: true });
  const mix = (colours) => {
    canvas.clearRect(0, 0, 1, 1);
    for (const colour of colours) { canvas.fillStyle = colour; canvas.fillRect(0, 0, 1, 1); }
    return [...canvas.getImageData(0, 0, 1, 1).data].slice(0, 3);
  };
  const light = (rgb) => rgb.map((one) => one / 255).map((one) => one <= .04045 ? one / 12.92 : ((one + .055) / 1.055) ** 2.4)
    .reduce((sum, one, index) => sum + one * [.2126, .7152, .0722][index], 0);
  const found = [];
  for (const node of document.querySelectorAll("body *")) {
    const says = [...node.childNodes].some((one) => one.nodeType === 3 && one.data.trim());
    const box = node.getBoundingClientRect();
    if (!says || !box.width || !box.height || node.closest("[disabled], [hidden], .past, option, svg")) continue;
    const grounds = [];
    for (let one = node; one; one = one.parentElement) grounds.unshift(getComputedStyle(one).backgroundColor);
    const [ground, ink] = [light(mix(grounds)), light(mix([...grounds, getComputedStyle(node).color]))];
    const ratio = (Math.max(ground, ink) + .05) / (Math.min(ground, ink) + .05);
    if (ratio < 4.5) found.push(`${node.tagName}.${node.className} ${node.textContent.slice(0, 20)} ${ratio.toFixed(2)}`);
  }
  return [...new Set(found)];
})()"""


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_the_page_follows_the_system_into_the_dark_and_stays_readable(window: Window, theme: str) -> None:
    window.prefer(theme)
    window.until("document.documentElement.dataset.theme === arguments[0]", theme)
    assert window.ask(CONTRAST) == []
    window.prefer("light")


def test_the_page_speaks_english_when_asked(window: Window) -> None:
    window.click("#language")
    window.until("document.getElementById('tour').innerText.includes('Import')")
    assert window.ask("document.documentElement.lang") == "en"
    assert not window.ask(
        "/undefined|sandbox-|\\{|[\\u4e00-\\u9fff]{3}/.test(document.querySelector('.side').innerText)"
    )
    window.click("#language")
    window.until("document.documentElement.lang === 'zh-CN'")


def test_a_phone_shows_one_thing_at_a_time_and_nothing_hangs_over(window: Window) -> None:
    window.size(Phone, as_phone=True)
    try:
        window.open()
        for tab in ("list", "chat", "clock", "side"):
            window.click(f".tabs [data-tab={tab}]")
            assert window.ask("document.scrollingElement.scrollWidth <= innerWidth")
            shown = window.ask(
                "[...document.querySelectorAll('[data-pane]')].filter((one) => one.offsetParent !== null)"
                ".map((one) => one.dataset.pane)"
            )
            assert shown == [tab]
        # A tap of a list leads into the chat; what is tapped is big enough for a thumb.
        window.click(".tabs [data-tab=list]")
        window.click("#chats [data-chat]")
        assert window.ask("document.body.dataset.tab") == "chat"
        small = window.ask(
            "[...document.querySelectorAll('button, select')].filter((one) => one.offsetParent !== null"
            " && one.getBoundingClientRect().height < 24).map((one) => one.outerHTML)"
        )
        assert small == []
    finally:
        window.size(Wide)
        window.open()
