"""Our bot beside others: the same crowd talks to each, one after the other, each a process of its own."""

import asyncio
import shutil
import statistics
import sys
import tempfile
import time
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TypeVar

from bot.clock import Clock
from tests.bench.fake_api import FakeApi, Line, crowd_of, serve_fake
from tests.bench.offices import crowd_office
from tests.bench.processes import cpu_seconds, megabytes, running_program

Result = TypeVar("Result")

ECHO, OURS = "(a) python-telegram-bot echo", "(d) ours, one reply (/help)"
TYPICAL, TYPICAL_SQLMODEL = "(c) typical bot, four steps", "(c') the same with SQLModel"
RIVALS = Path(__file__).with_name("rivals.py")
_START_SECONDS, _WARM_UP_SECONDS = 60, 5
_STRANGERS_FROM = 900_000


@dataclass(frozen=True, slots=True)
class Pace:
    """How fast a bot answered: a second; and the seconds that half, 95 and 99 of a hundred answers took at most."""

    updates_a_second: float
    p50: float
    p95: float
    p99: float
    cpu_a_thousand: float
    megabytes: float
    start_seconds: float

    def __str__(self) -> str:
        """Return it for the table."""
        return (
            f"{self.updates_a_second:.0f}/s, p50 {self.p50 * 1000:.0f} ms, p95 {self.p95 * 1000:.0f} ms, "
            f"p99 {self.p99 * 1000:.0f} ms, {self.cpu_a_thousand:.2f} CPU-s/1,000, {self.megabytes:.0f} MB"
        )


@dataclass(frozen=True, slots=True)
class Rival:
    """A bot: its letter, the program, and what people say to it (`{token}` is an invitation)."""

    name: str
    program: tuple[str, ...]
    script: tuple[Line, ...]
    is_ours: bool = False
    by_strangers: bool = False


_TEXT = (Line("本月的工作进展如何填报"),)
_REGISTRATION = (
    Line("/start {token}"),
    Line("张某某"),
    Line("13800000001"),
    Line("李某某"),
)


def rivals(aiogram: Path | None) -> list[Rival]:
    """Return the bots to be compared; (b) only with a Python that has aiogram."""
    python = sys.executable
    ours = (python, "-m", "bot", "run")
    found = [Rival(ECHO, (python, str(RIVALS), "echo"), _TEXT)]
    if aiogram is not None:
        found.append(Rival("(b) aiogram echo", (str(aiogram), str(RIVALS), "aiogram"), _TEXT))
    found.append(Rival(OURS, ours, (Line("/help"),), is_ours=True))
    conversation = (*_REGISTRATION, Line("13900000002"))
    found.append(Rival(TYPICAL, (python, str(RIVALS), "typical"), conversation))
    found.append(Rival(TYPICAL_SQLMODEL, (python, str(RIVALS), "typical-sqlmodel"), conversation))
    # The last answer is thanked for, and then the next question put. Everybody comes once: a stranger who goes on and
    # on is slowed down.
    once = (*_REGISTRATION, Line("13900000002", replies=2, is_farewell=True))
    found.append(Rival("(d) ours, four steps", ours, once, is_ours=True, by_strangers=True))
    return found


def mixed_rival() -> Rival:
    """Return ours, with people who ask for help and newcomers who register, in turns: everybody goes and somebody new comes."""
    four_steps = next(rival for rival in rivals(None) if rival.is_ours and rival.by_strangers)
    return replace(four_steps, name="(d) ours, help and registrations", script=(Line("/help"), *four_steps.script))


async def measure_memory(rival: Rival, people: int, updates: int) -> list[float]:
    """Return what a bot holds after each tenth of so many updates, in megabytes."""
    held: list[float] = []

    async def talk(api: FakeApi, pid: int, updates: int, _start_seconds: float) -> None:
        api.say_all()
        for _ in range(10):
            api.crowd.latencies.clear()
            await _answered(api, updates // 10)
            held.append(megabytes(pid))

    folder = Path(tempfile.mkdtemp(prefix="liaison-bench-"))
    try:
        await _measure(rival, people, updates, folder, talk)
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    return held


async def measure(rival: Rival, people: int, updates: int) -> Pace:
    """Let `people` talk to a bot until `updates` have been answered; a tenth as many go before, unmeasured."""
    folder = Path(tempfile.mkdtemp(prefix="liaison-bench-"))
    try:
        return await _measure(rival, people, updates, folder, _talk)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


async def _measure(
    rival: Rival, people: int, updates: int, folder: Path, talk: Callable[[FakeApi, int, int, float], Awaitable[Result]]
) -> Result:
    environment: dict[str, str] = {}
    tokens = ["bench"]
    if rival.is_ours:
        database, tokens = crowd_office(folder, people, Clock().now(), 20)
        database.close()
    scripts = [
        [replace(line, text=line.text.replace("{token}", tokens[number % len(tokens)])) for line in rival.script]
        for number in range(people)
    ]
    api = FakeApi(crowd_of(scripts, _STRANGERS_FROM if rival.by_strangers else 10_001))
    async with serve_fake(api) as url:
        if rival.is_ours:
            program = rival.program
            environment = {
                "LIAISON_BOT_TOKEN": "1:bench",
                "LIAISON_API_BASE_URL": url,
                "LIAISON_DATABASE_URL": f"sqlite:///{folder / 'liaison.db'}",
                "LIAISON_LOG_LEVEL": "WARNING",
            }
        else:
            program = (*rival.program, url, str(folder))
        began = time.perf_counter()
        async with running_program(program, environment, folder / "log") as process:
            try:
                async with asyncio.timeout(_START_SECONDS):
                    await api.polled.wait()
                start_seconds = time.perf_counter() - began
                return await talk(api, process.pid, updates, start_seconds)
            except TimeoutError as error:
                raise RuntimeError((folder / "log").read_text(encoding="utf-8", errors="replace")[-2000:]) from error


async def _talk(api: FakeApi, pid: int, updates: int, start_seconds: float) -> Pace:
    crowd = api.crowd
    api.say_all()
    async with asyncio.timeout(_START_SECONDS + updates / 10):
        # Everybody has had an answer, and what is loaded or worked out once after a start is no part of the pace.
        await asyncio.gather(_answered(api, max(len(crowd.speakers), updates // 10)), asyncio.sleep(_WARM_UP_SECONDS))
        crowd.latencies.clear()
        began, cpu_before = time.perf_counter(), cpu_seconds(pid)
        await _answered(api, updates)
    seconds, cpu = time.perf_counter() - began, cpu_seconds(pid) - cpu_before
    taken = sorted(crowd.latencies)
    hundredths = statistics.quantiles(taken, n=100)
    return Pace(
        updates_a_second=len(taken) / seconds,
        p50=hundredths[49],
        p95=hundredths[94],
        p99=hundredths[98],
        cpu_a_thousand=cpu * 1000 / len(taken),
        megabytes=megabytes(pid),
        start_seconds=start_seconds,
    )


async def _answered(api: FakeApi, updates: int) -> None:
    api.crowd.goal = updates
    api.crowd.answered.clear()
    await api.crowd.answered.wait()


def median_pace(paces: Sequence[Pace]) -> Pace:
    """Return the medians of several rounds, figure by figure."""
    return Pace(
        *(
            statistics.median(getattr(pace, name) for pace in paces)
            for name in ("updates_a_second", "p50", "p95", "p99", "cpu_a_thousand", "megabytes", "start_seconds")
        )
    )
