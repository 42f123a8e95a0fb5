"""The errors in the log, told to the admins: at most one summary an hour, whatever happens and however often we start."""

import asyncio
import logging
import threading
from collections import Counter
from collections.abc import Callable
from datetime import datetime, timedelta

from sqlmodel import Session

from bot.logs import redact
from models.actions.desk import WAVE, Desk
from models.database import Database
from models.messages.alarms import error_summary
from models.rules.policies import Policy
from models.store.office import mark, marked_at

EVERY = timedelta(hours=1)
SHOWN = 8
_LOOK_SECONDS = 30.0
_MARK = "error_summary"

log = logging.getLogger(__name__)


class ErrorCount(logging.Handler):
    """Counts what is logged as an error, by logger and message; the event's particulars stay in the log."""

    def __init__(self) -> None:
        super().__init__(logging.ERROR)
        self._counts: Counter[str] = Counter()
        self._guard = threading.Lock()
        self.total = 0

    def emit(self, record: logging.LogRecord) -> None:
        """Count one."""
        # `msg`, not the finished message: what was filled in may be somebody's words.
        what = redact(f"{record.name}: {str(record.msg).splitlines()[0][:120] if record.msg else ''}")
        with self._guard:
            self.total += 1
            self._counts[what] += 1

    def take(self) -> Counter[str]:
        """Return what was counted since the last time."""
        with self._guard:
            taken, self._counts = self._counts, Counter()
        return taken

    def give_back(self, counts: Counter[str]) -> None:
        """Count again what could not be told."""
        with self._guard:
            self._counts += counts


class ErrorSummary:
    """Puts the summary into the outbox; listens to the root logger while it runs."""

    def __init__(
        self,
        database: Database,
        policy: Policy,
        now: Callable[[], datetime],
        wake_delivery: Callable[[], None],
        count: ErrorCount,
    ) -> None:
        self._database = database
        self._policy = policy
        self._now = now
        self._wake_delivery = wake_delivery
        self._count = count

    async def run(self, stop: asyncio.Event) -> None:
        """Look twice a minute until `stop`."""
        logging.getLogger().addHandler(self._count)
        try:
            while not stop.is_set():
                try:
                    async with asyncio.timeout(_LOOK_SECONDS):
                        await stop.wait()
                except TimeoutError:
                    await self.look()
        finally:
            logging.getLogger().removeHandler(self._count)

    async def look(self) -> None:
        """Tell the admins, if there is something to tell and an hour has passed."""
        counts = self._count.take()
        if not counts:
            return
        try:
            is_told = await self._database.run(lambda session: self._tell(session, counts))
        except Exception as error:  # noqa: BLE001 - a locked or full database: the next look tries again
            log.warning("errors not told", extra={"reason": type(error).__name__})
            is_told = False
        if is_told:
            self._wake_delivery()
        else:
            self._count.give_back(counts)

    def _tell(self, session: Session, counts: Counter[str]) -> bool:
        now = self._now()
        last = marked_at(session, _MARK)
        if last is not None and timedelta(0) <= now - last < EVERY:
            return False
        mark(session, _MARK, now)
        desk = Desk(session, now, self._policy, f"errors:{now.isoformat()}")
        message = error_summary(self._policy.language, counts.most_common(SHOWN), max(0, len(counts) - SHOWN))
        for admin_id in self._policy.admin_ids:
            desk.send(admin_id, message, urgency=WAVE)
        return True
