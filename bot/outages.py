"""When Telegram could bring nothing: the same for polling and for a webhook, written down as it ends."""

from collections.abc import Callable
from datetime import datetime, timedelta

from sqlmodel import Session

from models.database import Database
from models.store.office import mark, marked_at
from models.tables import Outage

LAST_POLL = "last_poll"
# Design, section 3: no successful poll for some minutes is an outage, and grace in judging what is on time.
OUTAGE_AFTER = timedelta(minutes=5)
_MARK_EVERY = timedelta(seconds=30)


class OutageBook:
    """Told of every moment at which Telegram reached us; what lies between two of them, minutes apart, is an outage."""

    def __init__(self, database: Database, monotonic: Callable[[], float]) -> None:
        self._database = database
        self._monotonic = monotonic
        self._marked_at: datetime | None = None
        self._reached_at: float | None = None

    async def reached(self, now: datetime) -> None:
        """Note that Telegram reaches us, before anything it brought is stored. Raises whatever the storage raises."""
        before_at, self._reached_at = self._reached_at, self._monotonic()
        # The wall clock was set forward while everything went on: nothing sent meanwhile was lost.
        is_clock_set = before_at is not None and self._reached_at - before_at < OUTAGE_AFTER.total_seconds()
        if self._marked_at is not None and timedelta(0) <= now - self._marked_at < _MARK_EVERY:
            return

        def note(session: Session) -> None:
            before = marked_at(session, LAST_POLL)
            if before is not None and now - before >= OUTAGE_AFTER:
                session.add(Outage(began_at=before, ended_at=now, told_at=now if is_clock_set else None))
            mark(session, LAST_POLL, now)

        await self._database.run(note)
        self._marked_at = now
