"""The only place that reads a clock: the operating system's, moved by an offset where the sandbox asks for it."""

import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta


def _boot_clock() -> int | None:
    """Return the clock that goes on while the machine is suspended, where there is one."""
    clock: int | None = getattr(time, "CLOCK_BOOTTIME", None)
    try:
        if clock is not None:
            time.clock_gettime(clock)
    except OSError:
        return None
    return clock


_BOOT_CLOCK = _boot_clock()


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
        """Return seconds that never jump, for spans only. A machine that was asleep has slept through them."""
        # Linux's usual monotonic clock stands still while the machine is suspended; elsewhere it goes on.
        return time.monotonic() if _BOOT_CLOCK is None else time.clock_gettime(_BOOT_CLOCK)
