"""The only place that reads a clock: the operating system's, moved by an offset where the sandbox asks for it."""

import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta


class Clock:
    """Tells the time, in UTC. `offset`, where given, is asked at every look for how far the clock is moved."""

    def __init__(self, offset: Callable[[], timedelta] | None = None) -> None:
        self._offset = offset

    def now(self) -> datetime:
        """Return the moment it is."""
        moment = datetime.now(UTC)  # noqa: TID251 - this is the one place
        return moment if self._offset is None else moment + self._offset()

    @staticmethod
    def monotonic() -> float:
        """Return seconds that never jump, for spans only."""
        return time.monotonic()
