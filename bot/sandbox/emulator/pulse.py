"""Waiting without sleeping: whoever waits is woken by every beat and looks again."""

import asyncio
from collections.abc import Callable


class Pulse:
    """Wakes its waiters whenever something has happened. For one event loop; beats may come from outside a task."""

    def __init__(self) -> None:
        self._waiting: set[asyncio.Event] = set()
        self.count = 0

    def beat(self) -> None:
        """Wake everybody who waits."""
        self.count += 1
        for event in self._waiting:
            event.set()

    async def next(self, timeout: float | None) -> bool:  # noqa: ASYNC109 -- its end is an answer here, no error
        """Wait for the next beat, at most `timeout` seconds (None: for ever); tell whether one came."""
        event = asyncio.Event()
        self._waiting.add(event)
        try:
            async with asyncio.timeout(timeout):
                await event.wait()
        except TimeoutError:
            return False
        finally:
            self._waiting.discard(event)
        return True

    async def until(self, holds: Callable[[], bool], timeout: float) -> bool:  # noqa: ASYNC109 -- as above
        """Wait until `holds()` is true, at most `timeout` seconds; tell whether it became true."""
        loop = asyncio.get_running_loop()
        ends = loop.time() + timeout
        while not holds():
            left = ends - loop.time()
            if left <= 0 or not await self.next(left):
                return holds()
        return True
