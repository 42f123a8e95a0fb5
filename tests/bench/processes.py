"""Processes that are measured: how long, how much CPU, how much memory."""

import asyncio
import os
import subprocess
import sys
import time
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[2]
_TICKS = os.sysconf("SC_CLK_TCK")


@dataclass(frozen=True, slots=True)
class Spent:
    """What a process has cost: seconds on the clock, seconds of CPU, and megabytes at its largest (children included)."""

    seconds: float
    cpu_seconds: float
    megabytes: float
    printed: str


def run_measured(words: Sequence[str], environment: Mapping[str, str] | None = None) -> Spent:
    """Run a Python program of ours to its end. Raises RuntimeError, with what it said, where it fails."""
    began = time.perf_counter()
    with subprocess.Popen(  # noqa: S603 - our own programs
        [sys.executable, *words],
        cwd=ROOT,
        env={**os.environ, **(environment or {})},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        printed, complaint = process.stdout.read(), process.stderr.read()
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise RuntimeError(f"{' '.join(words)} exited {process.returncode}: {complaint[-2000:]}")
    # ru_maxrss is in KiB on Linux, the largest of the process and its children.
    return Spent(time.perf_counter() - began, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024, printed.strip())


def cpu_seconds(pid: int) -> float:
    """Return the CPU time a running process has used."""
    fields = Path(f"/proc/{pid}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / _TICKS


def megabytes(pid: int) -> float:
    """Return the memory a running process holds."""
    for line in Path(f"/proc/{pid}/status").read_text(encoding="ascii").splitlines():
        if line.startswith("VmRSS:"):
            return int(line.split()[1]) / 1024
    return 0.0


@asynccontextmanager
async def running_program(
    words: Sequence[str], environment: Mapping[str, str], log: Path
) -> AsyncIterator[asyncio.subprocess.Process]:
    """Run a program while inside; it is told to stop at the end, and killed if it does not."""
    with log.open("wb") as out:
        process = await asyncio.create_subprocess_exec(
            *words, cwd=ROOT, env={**os.environ, **environment}, stdout=out, stderr=out
        )
    try:
        yield process
    finally:
        if process.returncode is None:
            process.terminate()
            try:
                async with asyncio.timeout(10):
                    await process.wait()
            except TimeoutError:
                process.kill()
                await process.wait()
