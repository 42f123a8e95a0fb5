"""`python -m tests.bench [--large] [--only WORD] [--aiogram PYTHON]`: measure, and print one table."""

import argparse
import asyncio
import platform
import shutil
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import orjson

from tests.bench.echo import (
    ECHO,
    OURS,
    TYPICAL,
    TYPICAL_SQLMODEL,
    Pace,
    measure,
    measure_memory,
    median_pace,
    mixed_rival,
    rivals,
)
from tests.bench.processes import Spent, run_measured
from tests.bench.sending import PERMITTED_A_SECOND, send_wave
from tests.bench.starting import measure_start
from tests.bench.table import Line, show

# `bot.clock` alone reads the clock; what the bot is told to do is measured from outside.
PROMISED_TASKS, PROMISED_LIAISONS, PROMISED_MESSAGES, PROMISED_UPDATES = 5000, 100_000, 10_000, 1_000_000


@dataclass(frozen=True, slots=True)
class Size:
    """How much is measured."""

    tasks: int
    months: int
    liaisons: int
    history: int
    messages: int
    people: tuple[int, ...]
    updates: int
    rounds: int
    starts: int
    flood: int


SMALL = Size(
    tasks=5000,
    months=1,
    liaisons=5000,
    history=2,
    messages=200,
    people=(50,),
    updates=300,
    rounds=1,
    starts=3,
    flood=2000,
)
LARGE = Size(
    tasks=5000,
    months=12,
    liaisons=100_000,
    history=3,
    messages=10_000,
    people=(50, 1000),
    updates=2000,
    rounds=3,
    starts=10,
    flood=1_000_000,
)


@contextmanager
def _folder() -> Iterator[Path]:
    path = Path(tempfile.mkdtemp(prefix="liaison-bench-"))
    try:
        yield path
    finally:
        shutil.rmtree(path, ignore_errors=True)


def _piece(name: str, folder: Path, *words: int) -> tuple[dict[str, Any], Spent]:
    spent = run_measured(["-m", "tests.bench.pieces", name, str(folder), *map(str, words)])
    return orjson.loads(spent.printed), spent


def workbook(size: Size) -> list[Line]:
    """Import a workbook with the command a person would use."""
    with _folder() as folder:
        _piece("prepare-workbook", folder, size.tasks)
        environment = {"LIAISON_DATABASE_URL": f"sqlite:///{folder / 'liaison.db'}"}
        # From this month on, so that a round of so many answers opens with it.
        span = ["--first", time.strftime("%Y-%m"), "--last", f"{int(time.strftime('%Y')) + 1}-12"]
        spent = run_measured(["-m", "bot", "import", str(folder / "plan.xlsx"), "--yes", *span], environment)
    return [
        Line(
            f"import a workbook of {size.tasks:,} tasks",
            f"{spent.seconds:.1f} s, {spent.cpu_seconds:.1f} CPU-s, {spent.megabytes:.0f} MB",
            "10 s, 300 MB",
            _kept(size.tasks == PROMISED_TASKS, max(spent.seconds / 10, spent.megabytes / 300)),
        )
    ]


def due(size: Size) -> list[Line]:
    """Work out and queue what is due for everybody, without and with past rounds."""
    found: list[Line] = []
    for history in (0, size.history):
        with _folder() as folder:
            _piece("prepare-due", folder, size.liaisons, history)
            told, spent = _piece("due", folder)
        found.append(
            Line(
                f"what is due for {size.liaisons:,} liaisons, {history} past rounds",
                f"{told['seconds']:.1f} s (nothing due: {told['idle_seconds']:.2f} s), {told['peak']:.0f} MB, "
                f"{spent.cpu_seconds:.1f} CPU-s",
                "60 s for 100,000, memory flat",
                _kept(size.liaisons == PROMISED_LIAISONS, told["seconds"] / 60),
            )
        )
    return found


def digest(size: Size) -> list[Line]:
    """Make every document of a month: of the plan as it is, and of a hundred times as much."""
    found: list[Line] = []
    for tasks, months, seconds, megabytes in ((56, 1, 3, 500), (size.tasks, size.months, 120, 500)):
        with _folder() as folder:
            _piece("prepare-digest", folder, tasks, months)
            told, _ = _piece("digest", folder)
        is_promised = tasks == 56 or months == 12
        found.append(
            Line(
                f"digest, summary, ledger and picture: {tasks:,} tasks, {months} month(s)",
                f"{told['seconds']:.1f} s, {told['peak']:.0f} MB",
                "3 s" if tasks == 56 else "120 s, 500 MB for 12 months",
                _kept(is_promised, max(told["seconds"] / seconds, told["peak"] / megabytes)),
            )
        )
    return found


def sending(size: Size) -> list[Line]:
    """Let many messages leave under Telegram's limits."""
    sent = asyncio.run(send_wave(size.messages))
    share = sent.a_second / PERMITTED_A_SECOND
    return [
        Line(
            f"{size.messages:,} messages leave, limits on",
            f"{sent.a_second:.1f}/s = {share:.0%} of {PERMITTED_A_SECOND:.0f}/s, {sent.refused} refused with 429",
            "97 %, no 429",
            None if size.messages < PROMISED_MESSAGES else share >= 0.97 and not sent.refused,
        )
    ]


def echo(size: Size, aiogram: Path | None) -> list[Line]:
    """Compare with other bots, in turns."""
    found: list[Line] = []
    for people in size.people:
        bots = rivals(aiogram)
        paces: dict[str, list[Pace]] = {bot.name: [] for bot in bots}
        for _ in range(size.rounds):
            for bot in bots:
                paces[bot.name].append(asyncio.run(measure(bot, people, max(size.updates, people))))
        medians = {name: median_pace(measured) for name, measured in paces.items()}
        a, c, c_sqlmodel = medians[ECHO], medians[TYPICAL], medians[TYPICAL_SQLMODEL]
        for name, pace in medians.items():
            promise, is_kept = "", None
            if name.startswith("(d) ours, one"):
                ratio = pace.updates_a_second / a.updates_a_second
                promise, is_kept = f"≥ 1.0 × (a), p99 ≤ (a)'s: {ratio:.2f} ×", ratio >= 1 and pace.p99 <= a.p99
            elif name.startswith("(d)"):
                ratio = pace.updates_a_second / c.updates_a_second
                other = pace.updates_a_second / c_sqlmodel.updates_a_second
                promise, is_kept = f"≥ 2.5 × (c): {ratio:.2f} ×; {other:.2f} × (c')", ratio >= 2.5
            found.append(Line(f"{name}, {people} people", str(pace), promise, is_kept))
        if aiogram is None:
            found.append(Line(f"(b) aiogram echo, {people} people", "not installed"))
    return found


def memory(size: Size) -> list[Line]:
    """See whether the program holds more after many updates than after a few."""
    held = asyncio.run(measure_memory(mixed_rival(), 50, size.flood))
    # What is loaded when it is first needed has been by the end of the second tenth.
    growth = held[-1] / held[1] - 1
    return [
        Line(
            f"memory over {size.flood:,} updates",
            f"{', '.join(f'{megabytes:.0f}' for megabytes in held)} MB after each tenth",
            "flat (± 5 %) over 1,000,000",
            _kept(size.flood >= PROMISED_UPDATES, growth / 0.05),
        )
    ]


def start(size: Size) -> list[Line]:
    """Start with five years of history, and (a) beside it, with nothing to remember."""
    echo_bot, ours_bot = (rival for rival in rivals(None) if rival.name in (ECHO, OURS))
    ours, theirs = measure_start(ours_bot, size.starts), measure_start(echo_bot, size.starts)
    told = f"{ours.polled_seconds:.2f} s, {ours.polled_cpu:.2f} CPU-s, first answer after {ours.answered_seconds:.1f} s"
    return [
        Line("start to first poll, five years of history", told, "1.5 s", _kept(True, ours.polled_seconds / 1.5)),  # noqa: FBT003 - whether it counts
        Line("start to first poll, (a)", f"{theirs.polled_seconds:.2f} s, {theirs.polled_cpu:.2f} CPU-s"),
    ]


def _kept(is_promised_size: bool, share: float) -> bool | None:  # noqa: FBT001 - whether it counts
    return share <= 1 if is_promised_size else None


def main(words: Sequence[str] | None = None) -> int:
    """Measure and print; exit status 0 whatever is kept: a slow machine is no error."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
    parser.add_argument("--large", action="store_true", help="the promises' own sizes; takes most of an hour")
    parser.add_argument(
        "--only", action="append", choices=("workbook", "due", "digest", "sending", "echo", "start", "memory")
    )
    parser.add_argument("--updates", type=int, help="so many updates for `--only memory`")
    parser.add_argument("--aiogram", type=Path, help="a Python that has aiogram, for row (b)")
    arguments = parser.parse_args(words)
    size = LARGE if arguments.large else SMALL
    if arguments.updates:
        size = replace(size, flood=arguments.updates)
    measures: dict[str, Callable[[], list[Line]]] = {
        "workbook": lambda: workbook(size),
        "due": lambda: due(size),
        "digest": lambda: digest(size),
        "sending": lambda: sending(size),
        "echo": lambda: echo(size, arguments.aiogram),
        "start": lambda: start(size),
        "memory": lambda: memory(size),
    }
    lines: list[Line] = []
    for name, act in measures.items():
        if arguments.only is None or name in arguments.only:
            print(f"measuring: {name}", file=sys.stderr, flush=True)  # noqa: T201 - a program of its own
            try:
                lines.extend(act())
            except Exception as error:  # noqa: BLE001 - the other measurements are worth having
                lines.append(
                    Line(
                        name,
                        f"failed: {(str(error).strip() or type(error).__name__).splitlines()[-1][:200]}",
                        "",
                        is_kept=False,
                    )
                )
    print(f"{platform.machine()}, Python {platform.python_version()}")  # noqa: T201 - as above
    print(show(lines))  # noqa: T201 - as above
    return 0


if __name__ == "__main__":
    sys.exit(main())
