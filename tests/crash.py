"""The crash harness: `python -m tests.crash [--kills N] [--people N] [--mode polling|webhook] [--clock moved|real] …`.

The real program as a process of its own, against the emulator on loopback; liaisons who register and report by buttons
and in free text; SIGKILL at random instants and at the very moment a message has arrived; then everything that was said
is held against everything that is recorded (`tests/crash_ledger.py`). Exit status 1 names what is broken.

With `--locked SECONDS --full SECONDS` the database is locked, the disk full, nothing writable at all, and the clock set
an hour on and back, while people report (`tests/crash_trouble.py`).

With `--clock moved` the program runs on a clock moved to June 2024, so that reminders and the digest come too; with
`--clock real` it is `python -m bot run` as it stands, reporting for the round open today.
"""

import argparse
import asyncio
import io
import itertools
import json
import os
import shutil
import signal
import socket
import sys
import tempfile
import time
from collections.abc import AsyncIterator, Coroutine, Mapping, Sequence
from contextlib import asynccontextmanager, redirect_stdout, suppress
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from pathlib import Path
from pkgutil import resolve_name
from random import Random
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import text
from sqlmodel import Session

from bot.cli import _ACTS, build_parser
from bot.clock import Clock
from bot.commands.workplace import Workplace
from bot.sandbox.clocks import OffsetFile
from bot.sandbox.emulator import Emulator, MadeCall, serve
from bot.sandbox.emulator.pulse import Pulse
from bot.settings import read_settings
from models.database import Database
from models.store.plans import current_plan, roles_of, tasks_of, unit_by_id
from tests.crash_ledger import count_repeats, find_problems
from tests.crash_people import PATIENCE_SECONDS, LostError, Observer, Robot
from tests.crash_trouble import befall

ROOT = Path(__file__).parents[1]
DEMO_PLAN = ROOT / "bot" / "sandbox" / "plan2024.tsv"
ZONE = ZoneInfo("Asia/Shanghai")
TOKEN = "123456:crash-harness-of-the-emulator"
ADMIN_ID = 900
PROBLEMS_SHOWN = 12
# So often in a row, a fifth of a second apart, nothing may be left to be done before the run is over.
IDLE_LOOKS = 20
CLOCK_FILE = "CRASH_CLOCK_FILE"
# How long a kill waits for a sign that the program has come up and works, on a machine that does other things too:
# killed before, again and again, it would never get anything done, and people would lose patience.
SIGN_SECONDS = 30.0
# In a moved run: people register, the opening reminder comes, the last reminder comes, the digest comes.
MOMENTS = ("2024-06-17T10:00", "2024-06-18T09:00:01", "2024-06-24T09:00:01", "2024-06-25T17:00:01")


@dataclass(frozen=True, slots=True)
class Plot:
    """What a run is to be."""

    kills: int = 12
    people: int = 24
    mode: str = "polling"
    clock: str = "moved"
    seed: int = 1
    locked_seconds: float = 0.0
    full_seconds: float = 0.0
    patience: float = PATIENCE_SECONDS

    @property
    def has_trouble(self) -> bool:
        """Whether storage and clock get into trouble while people report, instead of kills."""
        return self.locked_seconds > 0 or self.full_seconds > 0


@dataclass(slots=True)
class Outcome:
    """How a run went. `problems` is empty where every promise held; `stop_seconds` is how long SIGTERM took."""

    kills: int = 0
    repeats: int = 0
    updates: int = 0
    answers: int = 0
    stop_seconds: float = 0.0
    troubles: list[str] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)


class Program:
    """The program in a process of its own."""

    def __init__(self, emulator: Emulator, folder: Path, address: str, plot: Plot, office_id: int) -> None:
        self.log = folder / "bot.log"
        self.database_url = f"sqlite:///{folder / 'liaison.db'}"
        self.process: asyncio.subprocess.Process | None = None
        self._calls = emulator.calls
        self.pulse = emulator.pulse
        self._last_call: MadeCall | None = None
        self.environment = {
            **{name: value for name, value in os.environ.items() if not name.startswith("LIAISON_")},
            "LIAISON_BOT_TOKEN": TOKEN,
            "LIAISON_DATABASE_URL": self.database_url,
            "LIAISON_API_BASE_URL": address,
            "LIAISON_ADMIN_IDS": str(ADMIN_ID),
            "LIAISON_OFFICE_CHAT_ID": str(office_id),
            "LIAISON_APPROVE_CLAIMS": "false",
            "LIAISON_TICK_SECONDS": "0.5",
            "LIAISON_LOG_LEVEL": "WARNING",
        }
        self._words = ["-m", "bot"]
        if plot.clock == "moved":
            self.environment[CLOCK_FILE] = str(folder / "clock")
            self._words = ["-m", "tests.crash", "program"]
        if plot.mode == "webhook":
            place = f"127.0.0.1:{free_port()}"
            self.environment |= {
                "LIAISON_WEBHOOK_URL": f"http://{place}/hook",
                "LIAISON_WEBHOOK_LISTEN": place,
                "LIAISON_WEBHOOK_SECRET": "crash-harness",
            }

    async def command(self, *words: str) -> str:
        """Do one command of the program, in this process to save its start, and return what it printed."""
        return await asyncio.to_thread(self._command, words)

    def _command(self, words: Sequence[str]) -> str:
        printed = io.TextIOWrapper(io.BytesIO(), encoding="utf-8")
        with redirect_stdout(printed):
            act(words, self.environment)
        printed.seek(0)
        return printed.read()

    async def start(self) -> None:
        """Start the bot."""
        self._last_call = self._calls[-1] if self._calls else None
        with self.log.open("ab") as log:
            self.process = await asyncio.create_subprocess_exec(
                sys.executable, *self._words, "run", cwd=ROOT, env=self.environment, stdout=log, stderr=log
            )

    async def up(self, within: float) -> bool:
        """Wait until what was started last is loaded and at work; tell whether it is."""
        return await self.pulse.until(self._is_at_work, within)

    def _is_at_work(self) -> bool:
        # The first question is asked before the rest is loaded (docs/decisions/0012).
        since = itertools.takewhile(lambda call: call is not self._last_call, reversed(self._calls))
        return any(call.method != "getUpdates" for call in since)

    def kill(self) -> None:
        """Send SIGKILL, at once."""
        if self.process is not None and self.process.returncode is None:
            with suppress(ProcessLookupError):
                os.kill(self.process.pid, signal.SIGKILL)

    async def stop(self, within: float = 20) -> tuple[int | None, float]:
        """Send SIGTERM; return the exit status (None where it had to be killed) and the seconds it took."""
        process = self.process
        if process is None:
            return 0, 0.0
        began = time.monotonic()
        if process.returncode is None:
            process.terminate()
        try:
            async with asyncio.timeout(within):
                await process.wait()
        except TimeoutError:
            process.kill()
            await process.wait()
            return None, time.monotonic() - began
        return process.returncode, time.monotonic() - began


def free_port() -> int:
    """Return a port of loopback that nobody listens on at this moment."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


class Killer:
    """Kills the program: at a random moment of its life, or at the instant a message of its has reached a chat."""

    def __init__(self, program: Program, observer: Observer, random: Random, pulse: Pulse) -> None:
        self.kills = 0
        self._pulse = pulse
        self._is_over = False
        self._program = program
        self._observer = observer
        self._random = random

    async def kill(self, times: int) -> None:
        """Kill and start again, so many times."""
        for _ in range(times):
            process = self._program.process
            if process is None:
                raise RuntimeError("nothing is running")
            if not self._is_over and self._random.random() < 0.5:
                await self._at_a_message()
            else:
                await self._at_random()
            if process.returncode is not None and process.returncode != -signal.SIGKILL:
                raise RuntimeError(f"the program ended by itself with status {process.returncode}")
            self._program.kill()
            await process.wait()
            self.kills += 1
            self._observer.epoch += 1
            await self._program.start()

    def begin(self) -> None:
        """Take it that people act."""
        self._is_over = False

    def end(self) -> None:
        """Take it that nobody acts any more: nothing is to be waited for."""
        self._is_over = True
        self._pulse.beat()

    async def _at_random(self) -> None:
        if self._random.random() < 0.3:
            # During the start, where what a former life left is worked off.
            await asyncio.sleep(self._random.uniform(0, 1.5))
            return
        await self._sign()
        await asyncio.sleep(self._random.uniform(0, 2.5))

    async def _sign(self) -> None:
        """Wait until the program does something in some chat, or has nothing to do."""
        before = self._observer.count
        await self._program.up(SIGN_SECONDS)
        await self._pulse.until(lambda: self._is_over or self._observer.count > before, SIGN_SECONDS)

    async def _at_a_message(self) -> None:
        """Kill from inside the call that posts: the message is there, its sender never learns it."""
        left = self._random.randint(1, 8)
        gone = asyncio.Event()

        def strike() -> None:
            nonlocal left
            left -= 1
            if left == 0:
                self._program.kill()
                gone.set()

        self._observer.on_bot_act = strike
        await self._sign()
        with suppress(TimeoutError):
            async with asyncio.timeout(4):
                await gone.wait()
        self._observer.on_bot_act = lambda: None


class Run:
    """One crash run."""

    def __init__(self, plot: Plot, folder: Path) -> None:
        self.plot = plot
        self.folder = folder
        self.random = Random(plot.seed)  # noqa: S311 - a play, no secret
        self.offset = OffsetFile(folder / "clock")
        self.clock = self.offset.clock() if plot.clock == "moved" else Clock()
        self.outcome = Outcome()

    def move_to(self, moment: str) -> None:
        """Move the clock, where it is a moved one."""
        if self.plot.clock == "moved":
            self.offset.write(datetime.fromisoformat(moment).replace(tzinfo=ZONE) - Clock().now())

    async def play(self) -> Outcome:
        """Play it and return how it went."""
        self.move_to(MOMENTS[0])
        emulator = Emulator(self.clock.now)
        bot = emulator.bot(TOKEN, username="crash_bot")
        admin = emulator.person(ADMIN_ID, "管理员")
        admin.chat().chat.is_started = True
        office = emulator.group("办公室", members=[admin], bots=[bot])
        observer = Observer(emulator, bot.id)
        async with serve(emulator) as address:
            program = Program(emulator, self.folder, address, self.plot, office.id)
            await self._import(program)
            tokens = {row["unit"]: row["token"] for row in json.loads(await self._invite(program))}
            database = Database(program.database_url)
            try:
                robots = self._cast(emulator, observer, tokens, _led_tasks(database))
                async with _running(program):
                    await self._act(program, observer, robots, database)
                await self._judge(program, observer, robots, database)
            finally:
                database.close()
            # Counted where they were made: the inbox forgets what was handled days ago, and a moved run lasts for days.
            self.outcome.updates = bot.next_update_id - 1
            self.outcome.problems += [f"not of the Bot API: {one.method} {one.problem}" for one in emulator.violations]
        return self.outcome

    async def _import(self, program: Program) -> None:
        if self.plot.clock == "moved":
            await program.command("import", str(DEMO_PLAN), "--yes", "--first", "2024-06", "--last", "2024-12")
            return
        # From last month on: its round takes answers until this month's opens, so one of the two is open today.
        today = self.clock.now().astimezone(ZONE).date()
        before = today.replace(day=1) - timedelta(days=1)
        plan = self.folder / "plan.tsv"
        plan.write_text(
            DEMO_PLAN.read_text(encoding="utf-8").replace("2024", str(before.year)).replace("6月30日", "12月31日"),
            encoding="utf-8",
        )
        months = ("--first", f"{before:%Y-%m}", "--last", f"{today.year + 1}-12")
        await program.command("import", str(plan), "--yes", *months)

    async def _invite(self, program: Program) -> str:
        return await program.command("invite", "--all", "--uses", str(self.plot.people + 5), "--json")

    def _cast(
        self, emulator: Emulator, observer: Observer, tokens: dict[str, str], led: dict[str, tuple[int, ...]]
    ) -> list[Robot]:
        units = [unit for unit in led if unit in tokens]
        robots: list[Robot] = []
        for number in range(self.plot.people):
            unit = units[number % len(units)]
            # Colleagues of one unit report in text, where each may answer after the other.
            shared = number % len(units) + len(units) < self.plot.people or number >= len(units)
            style = "text" if shared else ("text", "buttons", "late")[number % 3]
            robots.append(
                Robot(
                    emulator,
                    observer,
                    number,
                    unit,
                    tokens[unit],
                    led[unit],
                    style,
                    seed=self.plot.seed,
                    patience=self.plot.patience,
                )
            )
        return robots

    async def _act(self, program: Program, observer: Observer, robots: Sequence[Robot], database: Database) -> None:
        killer = Killer(program, observer, self.random, program.pulse)
        share = self.plot.kills // 3
        punctual = [robot for robot in robots if robot.style != "late"]
        tardy = [robot for robot in robots if robot.style == "late"]
        for robot in robots:
            robot.take_time(share)
        await self._together(killer, share, [robot.register() for robot in robots])
        for kills, moment, reporting in (
            (share, MOMENTS[1], punctual),
            (self.plot.kills - 2 * share, MOMENTS[2], tardy),
        ):
            for robot in reporting:
                robot.take_time(kills)
            reminded_after = observer.count if self.plot.clock == "moved" else None
            self.move_to(moment)
            is_open = asyncio.Event()
            acts = [robot.report(is_open, reminded_after) for robot in reporting]
            if self.plot.has_trouble and reporting is punctual:
                acts.append(self._trouble(program))
            await self._together(killer, kills, [_see_round_open(database, is_open, self.plot.patience), *acts])
        self.move_to(MOMENTS[3])
        if not await program.up(60):
            self.outcome.problems.append("the last start did not come up")
        await self._rest(database)
        self.outcome.kills = killer.kills
        status, self.outcome.stop_seconds = await program.stop()
        if status != 0:
            self.outcome.problems.append(f"SIGTERM ended it with status {status}")

    async def _trouble(self, program: Program) -> None:
        process = program.process
        self.outcome.troubles = await befall(
            program.database_url,
            lambda: None if process is None or process.returncode is not None else process.pid,
            lambda span: self.offset.write(self.offset.read() + span) if self.plot.clock == "moved" else None,
            locked_seconds=self.plot.locked_seconds,
            full_seconds=self.plot.full_seconds,
        )

    async def _together(self, killer: Killer, kills: int, acts: Sequence[Coroutine[Any, Any, None]]) -> None:
        """Let people act while the program is killed under them."""

        async def everybody() -> list[object]:
            try:
                return list(await asyncio.gather(*acts, return_exceptions=True))
            finally:
                killer.end()

        killer.begin()
        killed, results = await asyncio.gather(killer.kill(kills), everybody(), return_exceptions=True)
        found = [killed, *(results if isinstance(results, list) else [results])]
        self.outcome.problems += [str(result) for result in found if isinstance(result, Exception)]

    async def _rest(self, database: Database, within: float = 240) -> None:
        """Wait until nothing is left to be handled or sent, and a tick has looked once more."""
        until = time.monotonic() + within
        idle = 0
        while idle < IDLE_LOOKS and time.monotonic() < until:
            idle = 0 if database.look(self._is_busy) else idle + 1
            await asyncio.sleep(0.2)

    def _is_busy(self, session: Session) -> bool:
        found = session.execute(
            text(
                "SELECT (SELECT count(*) FROM inbox WHERE done_at IS NULL)"
                " + (SELECT count(*) FROM outbox WHERE state IN ('waiting', 'leased'))"
            )
        )
        # On a moved clock the last moment is that of the digest: before its tick there is nothing to be idle after.
        digests = session.execute(text("SELECT count(*) FROM outbox WHERE dedup_key LIKE 'digest:%'")).scalar_one()
        return bool(found.scalar_one()) or (self.plot.clock == "moved" and not digests)

    async def _judge(self, program: Program, observer: Observer, robots: Sequence[Robot], database: Database) -> None:
        export = self.folder / "export.json"
        await program.command("export", "data", "--out", str(export))
        outcome = self.outcome
        outcome.problems += find_problems(robots, observer, database, export, program.log, outcome.kills)
        outcome.repeats = count_repeats(observer, database)
        outcome.answers = len(json.loads(export.read_text(encoding="utf-8"))["answers"])


async def _see_round_open(database: Database, is_open: asyncio.Event, patience: float) -> None:
    """Set `is_open` once a monthly round is open."""
    until = time.monotonic() + patience
    while not database.look(_is_round_open):
        if time.monotonic() > until:
            raise LostError("no round was opened")
        await asyncio.sleep(0.1)
    is_open.set()


def _is_round_open(session: Session) -> bool:
    statement = text("SELECT count(*) FROM round WHERE kind = 'monthly' AND opened_at IS NOT NULL")
    return bool(session.execute(statement).scalar_one())


@asynccontextmanager
async def _running(program: Program) -> AsyncIterator[None]:
    await program.start()
    try:
        yield
    finally:
        if program.process is not None and program.process.returncode is None:
            program.kill()
            await program.process.wait()


def _led_tasks(database: Database) -> dict[str, tuple[int, ...]]:
    """Return the numbers every unit leads, by the unit's name."""

    def look(session: Session) -> dict[str, tuple[int, ...]]:
        plan = current_plan(session)
        assert plan is not None
        roles = roles_of(session, plan.id or 0)
        found: dict[str, list[int]] = {}
        for task in tasks_of(session, plan.id or 0):
            for unit_id in roles[task.id].lead_members if task.id in roles else ():
                found.setdefault(unit_by_id(session, unit_id).name, []).append(task.number)
        return {unit: tuple(numbers) for unit, numbers in found.items()}

    return database.look(look)


async def crash(plot: Plot, folder: Path) -> Outcome:
    """Play one crash run in an empty folder."""
    return await Run(plot, folder).play()


def act(words: Sequence[str], environment: Mapping[str, str]) -> None:
    """Do one command of the program, on the clock of the harness where there is one."""
    arguments = build_parser().parse_args(words)
    clock = OffsetFile(Path(environment[CLOCK_FILE])).clock() if CLOCK_FILE in environment else Clock()
    resolve_name(_ACTS[arguments.command])(Workplace(read_settings(environment), clock), arguments)


def main(words: Sequence[str] | None = None) -> int:
    """Play one run, say how it went, and return 1 where a promise was broken."""
    given = list(sys.argv[1:] if words is None else words)
    if given[:1] == ["program"]:
        act(given[1:], os.environ)
        return 0
    parser = argparse.ArgumentParser(prog="python -m tests.crash", description=(__doc__ or "").splitlines()[0])
    defaults = Plot()
    parser.add_argument("--kills", type=int, default=defaults.kills)
    parser.add_argument("--people", type=int, default=defaults.people)
    parser.add_argument("--mode", choices=("polling", "webhook"), default=defaults.mode)
    parser.add_argument("--clock", choices=("moved", "real"), default=defaults.clock)
    parser.add_argument("--seed", type=int, default=defaults.seed)
    parser.add_argument("--locked", type=float, default=0, help="seconds the database is locked while people report")
    parser.add_argument(
        "--full", type=float, default=0, help="seconds the disk is full, and then nothing can be written"
    )
    parser.add_argument(
        "--patience",
        type=float,
        default=defaults.patience,
        help="seconds people wait for an answer, more on a machine that does other things too",
    )
    arguments = parser.parse_args(given)
    folder = Path(tempfile.mkdtemp(prefix="liaison-crash-"))
    began = time.monotonic()
    plot = Plot(arguments.kills, arguments.people, arguments.mode, arguments.clock, arguments.seed)
    plot = replace(plot, locked_seconds=arguments.locked, full_seconds=arguments.full, patience=arguments.patience)
    outcome = asyncio.run(crash(plot, folder))
    say(
        f"{plot.mode}, {plot.clock} clock, seed {plot.seed}: {plot.people} people, {outcome.kills} kills,"
        f" {outcome.updates} updates, {outcome.answers} answers, {outcome.repeats} messages repeated,"
        f" stopped in {outcome.stop_seconds:.1f} s, {time.monotonic() - began:.0f} s in all"
    )
    if outcome.troubles:
        say(f"while people reported: {', '.join(outcome.troubles)}")
    for problem in outcome.problems[:PROBLEMS_SHOWN]:
        say(f"BROKEN  {problem}")
    if outcome.problems:
        say(f"{len(outcome.problems)} problems. Everything is kept in {folder}")
        return 1
    shutil.rmtree(folder)
    say("Nothing lost, nothing recorded twice.")
    return 0


def say(line: str) -> None:
    """Print a line."""
    print(line, flush=True)  # noqa: T201 - a program that speaks to whoever called it


if __name__ == "__main__":
    sys.exit(main())
