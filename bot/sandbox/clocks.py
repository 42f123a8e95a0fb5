"""The sandbox's clocks: one that stands until it is moved, and one whose offset lives in a file."""

from datetime import datetime, timedelta
from pathlib import Path

from bot.clock import Clock


class StandingClock(Clock):
    """A clock that stands at the moment last set; monotonic time goes on."""

    def __init__(self, start: datetime) -> None:
        super().__init__()
        self.moment = start

    def now(self) -> datetime:
        """Return the moment set."""
        return self.moment


class OffsetFile:
    """How far the sandbox's clock is moved, in seconds, kept in a file: a killed and restarted program finds it again."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def read(self) -> timedelta:
        """Return the offset; none where the file is not there yet."""
        try:
            return timedelta(seconds=float(self._path.read_text(encoding="ascii")))
        except FileNotFoundError:
            return timedelta()

    def write(self, offset: timedelta) -> None:
        """Set the offset; whoever reads meanwhile gets the old or the new one, never half of it."""
        part = self._path.with_suffix(".part")
        part.write_text(repr(offset.total_seconds()), encoding="ascii")
        part.replace(self._path)

    def clock(self) -> Clock:
        """Return a clock that looks into the file at every look."""
        return Clock(self.read)
