"""Waiting out a storage that is out of order, where there is nothing sensible to do without it."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Coroutine
from typing import Any, TypeVar

from models.database import is_out_of_order

Result = TypeVar("Result")

FIRST_WAIT, LONGEST_WAIT = 0.5, 15.0

log = logging.getLogger(__name__)


async def until_in_order(work: Callable[[], Awaitable[Result]], stop: asyncio.Event) -> Result | None:
    """Do `work`, again and again while the database is locked, read-only or full; None when told to stop first.

    Any other failure is raised.
    """
    wait = FIRST_WAIT
    while not stop.is_set():
        try:
            return await work()
        except Exception as error:
            if not is_out_of_order(error):
                raise
            log.error("storage out of order", extra={"reason": str(error).splitlines()[0]})  # noqa: TRY400 - the trace would say nothing more
        try:
            async with asyncio.timeout(wait):
                await stop.wait()
        except TimeoutError:
            wait = min(wait * 2, LONGEST_WAIT)
    return None


async def cut_short(work: Coroutine[Any, Any, None], stop: asyncio.Event, what: str) -> None:
    """Do `work` beside everything else: it is given up when told to stop, and whatever fails in it ends nothing."""
    working = asyncio.ensure_future(work)
    stopping = asyncio.ensure_future(stop.wait())
    try:
        await asyncio.wait({working, stopping}, return_when=asyncio.FIRST_COMPLETED)
    finally:
        stopping.cancel()
        working.cancel()
    await asyncio.wait({working})
    if not working.cancelled() and (error := working.exception()) is not None:
        log.error(f"{what} failed", extra={"reason": type(error).__name__})  # noqa: G004 - one of our own few words


async def again_until(work: Callable[[], Awaitable[float | None]], stop: asyncio.Event) -> None:
    """Do `work` until it returns None, or told to stop; a number it returns is how many seconds to wait at least."""
    wait = FIRST_WAIT
    while not stop.is_set():
        seconds = await work()
        if seconds is None:
            return
        try:
            async with asyncio.timeout(max(wait, seconds)):
                await stop.wait()
        except TimeoutError:
            wait = min(wait * 2, LONGEST_WAIT)
