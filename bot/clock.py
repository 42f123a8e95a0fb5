"""The only place that reads a clock: the operating system's, moved by an offset where the sandbox asks for it."""

import time
from datetime import UTC, datetime, timedelta
from pathlib import Path


class Clock:
    """Tells the time, in UTC. `offset_file`, where given, holds the seconds the sandbox has moved its clock by.

    The file is read at every look, so that a killed and restarted program keeps its moved time.
    """

    def __init__(self, offset_file: Path | None = None) -> None:
        self._offset_file = offset_file

    def now(self) -> datetime:
        """Return the moment it is."""
        moment = datetime.now(UTC)  # noqa: TID251 - this is the one place
        return moment if self._offset_file is None else moment + self._offset()

    def _offset(self) -> timedelta:
        try:
            return timedelta(seconds=float(self._offset_file.read_text())) if self._offset_file else timedelta()
        except (OSError, ValueError):
            return timedelta()

    @staticmethod
    def monotonic() -> float:
        """Return seconds that never jump, for spans only."""
        return time.monotonic()
