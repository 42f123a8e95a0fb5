"""What has happened, in order and numbered, for every page that watches."""

import asyncio
from collections import deque
from collections.abc import AsyncIterator
from typing import Any

KEPT = 3000


class Feed:
    """Numbered events. A page that was away gets what it missed, or is told to look at everything anew."""

    def __init__(self) -> None:
        self._events: deque[tuple[int, dict[str, Any]]] = deque(maxlen=KEPT)
        self._arrived = asyncio.Event()
        self.last = 0

    def put(self, kind: str, **body: Any) -> None:  # noqa: ANN401 - any JSON value
        """Tell every page."""
        self.last += 1
        self._events.append((self.last, {"kind": kind, **body}))
        self._arrived.set()
        self._arrived = asyncio.Event()

    def since(self, number: int) -> list[tuple[int, dict[str, Any]]]:
        """Return the events after `number`; a single `resync` where they are no longer all there."""
        if number == self.last:
            return []
        first = self._events[0][0] if self._events else self.last + 1
        if number > self.last or number < first - 1:
            return [(self.last, {"kind": "resync"})]
        return [event for event in self._events if event[0] > number]

    async def follow(self, number: int, *, idle_seconds: float) -> AsyncIterator[list[tuple[int, dict[str, Any]]]]:
        """Yield what comes after `number`, batch by batch; an empty batch after so many quiet seconds."""
        while True:
            arrived = self._arrived
            batch = self.since(number)
            if not batch:
                try:
                    async with asyncio.timeout(idle_seconds):
                        await arrived.wait()
                except TimeoutError:
                    yield []
                continue
            number = batch[-1][0]
            yield batch
