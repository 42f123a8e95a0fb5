"""`python -m tests.bot.sandbox.smoothness`: how the page bears 60 chats and 5,000 messages, in a real Chromium.

The page, its server and the emulated Telegram are the sandbox's own; the program is left out, so that what is measured is
the page: the people and the bot write by themselves.
"""

import asyncio
import json
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from statistics import median
from zoneinfo import ZoneInfo

import uvicorn

from bot.sandbox.cast import cast_units
from bot.sandbox.demo import Demo
from bot.sandbox.emulator import PrivateChat
from bot.sandbox.house import House
from bot.sandbox.serving import listen
from bot.sandbox.web import page_app
from tests.bot.sandbox.browser import Window, browser
from tests.bot.sandbox.chromium import why_none

CHATS, MESSAGES = 60, 5000
_NEW_MESSAGES = 20
_START = datetime(2024, 6, 18, 9, tzinfo=ZoneInfo("Asia/Shanghai"))
_BUTTONS = {
    "inline_keyboard": [
        [{"text": "确认提交", "callback_data": "submit"}],
        [{"text": "修改", "callback_data": "change"}, {"text": "取消", "callback_data": "cancel"}],
    ]
}
# When each new message was painted: two frames after it came into the first chat window.
_WATCH = """(() => {
  window.painted = {};
  new MutationObserver((changes) => {
    for (const node of changes.flatMap((change) => [...change.addedNodes])) {
      const number = /新消息(\\d+)。/.exec(node.textContent)?.[1];
      if (number) requestAnimationFrame(() => requestAnimationFrame(() => { window.painted[number] = Date.now(); }));
    }
  }).observe(document.querySelector(".column .log"), { childList: true });
  window.longest = 0;
  new PerformanceObserver((list) => {
    for (const task of list.getEntries()) window.longest = Math.max(window.longest, task.duration);
  }).observe({ type: "longtask" });
})()"""


@dataclass(frozen=True, slots=True)
class Smoothness:
    """What was measured. Times in milliseconds, from the server's act to the painted page; memory in MB.

    `heap` is what the page's scripts hold, `memory` all of the page's process, most of which is Chromium itself.
    """

    chats: int
    messages: int
    arrived_seconds: float
    longest_pause: float
    opened: float
    shown_median: float
    shown_worst: float
    heap: float
    memory_before: float
    memory: float
    bubbles: int


@contextmanager
def crowded(chats: int = CHATS) -> Iterator[tuple[str, Demo, asyncio.AbstractEventLoop]]:
    """Serve a page with so many chats and no program; gives its address, the demo, and the loop to touch it in."""
    house = House(_START, "zh-CN")
    demo = Demo(_START, "zh-CN", house.feed)
    house.demo = demo
    # An admin, the office's group, and the people of that many units.
    demo.group = demo.emulator.group("办公室工作群", demo.clerks, admins=[demo.admin], bots=[demo.bot])
    demo.cast = cast_units([f"第{number}家单位" for number in range(1, chats - 1)], "zh-CN")
    for unit in demo.cast:
        demo.liaison(unit)
    stop = asyncio.Event()
    listener = listen("127.0.0.1", 0)
    server = uvicorn.Server(
        uvicorn.Config(
            page_app(house, stop, hosts=["127.0.0.1"]),
            log_config=None,
            lifespan="off",
            ws="none",
            timeout_graceful_shutdown=1,
        )
    )
    loop = asyncio.new_event_loop()
    thread = threading.Thread(target=loop.run_until_complete, args=(server.serve(sockets=[listener]),))
    thread.start()
    try:
        yield f"http://127.0.0.1:{listener.getsockname()[1]}/", demo, loop
    finally:
        server.should_exit = True
        loop.call_soon_threadsafe(stop.set)
        loop.call_soon_threadsafe(house.feed.put, "end")
        thread.join()
        loop.close()
        demo.close()


def _say(demo: Demo, chat: PrivateChat, number: int) -> None:
    """Let a person write, and the bot answer with formatted text and buttons."""
    chat.send(f"{number}正常推进，第{number}次调度会已开，进度{number % 100}%。")
    text = f"请核对（{number}项）：进度{number % 100}%\n确认提交即视为已经本单位分管领导审定。"
    bold = [{"type": "bold", "offset": 0, "length": 3}]
    demo.emulator.post(chat.chat, demo.bot.id, {"text": text, "entities": bold}, markup=_BUTTONS)


async def _fill(demo: Demo, messages: int) -> None:
    chats = [demo.liaison(unit) for unit in demo.cast]
    for number in range(messages // 2):
        _say(demo, chats[number % len(chats)], number)
        if number % 10 == 0:
            await asyncio.sleep(0)  # the page is served meanwhile


async def _send(demo: Demo, unit: str, text: str) -> float:
    sent = time.monotonic()
    demo.liaison(unit).send(text)
    return sent


def measure(window: Window, demo: Demo, loop: asyncio.AbstractEventLoop, messages: int = MESSAGES) -> Smoothness:
    """Let the messages come while the page is open, then look at one new message after another."""
    window.open()
    unit = next(iter(demo.cast))
    window.show(unit)
    window.ask(_WATCH)
    memory_before = window.memory()
    began = time.monotonic()
    asyncio.run_coroutine_threadsafe(_fill(demo, messages), loop).result()
    asyncio.run_coroutine_threadsafe(_send(demo, unit, "新消息999。"), loop).result()
    window.until("window.painted[999] > 0")
    arrived = time.monotonic() - began
    pause = float(window.ask("window.longest"))
    other = list(demo.cast)[1]
    opened = float(window.driver.execute_async_script(_OPEN, other))
    window.show(unit)
    shown = [_one_more(window, demo, loop, unit, number) for number in range(_NEW_MESSAGES)]
    window.driver.execute_cdp_cmd("HeapProfiler.collectGarbage", {})
    return Smoothness(
        chats=len(demo.cast) + 2,
        messages=messages,
        arrived_seconds=arrived,
        longest_pause=pause,
        opened=opened,
        shown_median=median(shown),
        shown_worst=max(shown),
        heap=float(window.driver.execute_cdp_cmd("Runtime.getHeapUsage", {})["usedSize"]) / 2**20,
        memory_before=memory_before,
        memory=window.memory(),
        bubbles=int(window.ask("document.querySelectorAll('.bubble').length")),
    )


# Shows another chat in the first window, and waits until it is painted.
_OPEN = """
const done = arguments[arguments.length - 1], began = performance.now();
const select = document.querySelector(".column .which"), log = document.querySelector(".column .log");
select.value = [...select.options].find((one) => one.text === arguments[0]).value;
select.dispatchEvent(new Event("change"));
const look = () => log.querySelector(".bubble")
  ? requestAnimationFrame(() => requestAnimationFrame(() => done(performance.now() - began)))
  : setTimeout(look, 4);
look();
"""


def _one_more(window: Window, demo: Demo, loop: asyncio.AbstractEventLoop, unit: str, number: int) -> float:
    # The two clocks are compared once, right before: both are this machine's.
    apart = float(window.ask("Date.now()")) - time.monotonic() * 1000
    sent = asyncio.run_coroutine_threadsafe(_send(demo, unit, f"新消息{number}。"), loop).result()
    window.until(f"window.painted[{number}] > 0")
    return float(window.ask(f"window.painted[{number}]")) - (sent * 1000 + apart)


def main() -> None:
    """Measure and print one row of a table."""
    if reason := why_none():
        sys.exit(reason)
    with crowded() as (address, demo, loop), browser(address) as window:
        found = measure(window, demo, loop)
    print(json.dumps({name: round(getattr(found, name), 1) for name in found.__slots__}, ensure_ascii=False))  # noqa: T201
    print(  # noqa: T201 - what the command is for
        f"| {found.chats} chats, {found.messages:,} messages | {found.arrived_seconds:.1f} s | {found.longest_pause:.0f} ms"
        f" | {found.opened:.0f} ms | {found.shown_median:.0f} ms ({found.shown_worst:.0f} ms)"
        f" | {found.memory_before:.0f} → {found.memory:.0f} MB, heap {found.heap:.0f} MB |"
    )


if __name__ == "__main__":
    main()
