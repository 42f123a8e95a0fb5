"""What befalls a storage and a clock while people report: a lock held for long, a full disk, no writing at all, jumps."""

import asyncio
import resource
import sqlite3
from collections.abc import Callable
from contextlib import closing
from datetime import timedelta
from pathlib import Path

from sqlalchemy import make_url

# Beyond this many bytes nothing of a file can be written: the log still can, the database's journal soon cannot.
_FULL = 96 * 1024
_UNLIMITED = (resource.RLIM_INFINITY, resource.RLIM_INFINITY)
HOUR = timedelta(hours=1)


async def befall(
    database_url: str,
    process_id: Callable[[], int | None],
    shift: Callable[[timedelta], None],
    *,
    locked_seconds: float,
    full_seconds: float,
) -> list[str]:
    """Bring all of it about, one after the other, with a breath between; returns what was done, in words.

    `process_id` gives the running program's, `shift` moves its clock by a span, where it is a moved one.
    """
    done: list[str] = []
    file = Path(str(make_url(database_url).database))
    await asyncio.sleep(2)
    with closing(sqlite3.connect(file, isolation_level=None, timeout=30)) as other:
        other.execute("BEGIN IMMEDIATE")
        await asyncio.sleep(locked_seconds)
        other.execute("ROLLBACK")
    done.append(f"locked for {locked_seconds:g} s")
    for name, size in (("disk full", _FULL), ("nothing to be written", 1)):
        await asyncio.sleep(2)
        await _limit(process_id, size, full_seconds)
        done.append(f"{name} for {full_seconds:g} s")
    for hours in (1, -1, -1, 1):
        await asyncio.sleep(2)
        shift(hours * HOUR)
    done.append("clock an hour on, back, back, on")
    return done


async def _limit(process_id: Callable[[], int | None], size: int, seconds: float) -> None:
    """Let the process write no file beyond a size for some seconds: its writes fail as on a full disk."""
    number = process_id()
    if number is None:
        raise RuntimeError("nothing is running")
    resource.prlimit(number, resource.RLIMIT_FSIZE, (size, resource.RLIM_INFINITY))
    try:
        await asyncio.sleep(seconds)
    finally:
        resource.prlimit(number, resource.RLIMIT_FSIZE, _UNLIMITED)
