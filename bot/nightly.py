"""What is done once a night, by the running program itself: a backup, and forgetting what need not be known any more."""

import asyncio
import logging
import sqlite3
from collections.abc import Callable
from datetime import date, datetime, time, timedelta, tzinfo

from sqlmodel import Session

from bot.backups import BackupStoppedError, nightly_backup
from models.actions.retiring import forget_old
from models.database import Database, sqlite_file

# Nobody reports at three, and the day before is complete.
AT = time(3, 0)
_LOOK_SECONDS = 60.0
# After a failure (a full disk) it is tried again this much later.
_RETRY_AFTER = timedelta(hours=1)

log = logging.getLogger(__name__)


class Nightly:
    """Does its work at the first look after three o'clock, plan's time; at the start too, where last night's is missing."""

    def __init__(
        self, database: Database, now: Callable[[], datetime], zone: tzinfo, retention_days: int | None
    ) -> None:
        self._database = database
        self._now = now
        self._zone = zone
        self._retention_days = retention_days
        self._done: date | None = None
        self._not_before: datetime | None = None
        self._stop = asyncio.Event()

    async def run(self, stop: asyncio.Event) -> None:
        """Look every minute until `stop`; nothing that fails ends it, and a backup under way is given up at `stop`."""
        self._stop = stop
        while not stop.is_set():
            await self.look()
            try:
                async with asyncio.timeout(_LOOK_SECONDS):
                    await stop.wait()
            except TimeoutError:
                pass

    async def look(self) -> None:
        """Do the night's work if its time has come and it is not done."""
        now = self._now()
        night = (now.astimezone(self._zone) - timedelta(hours=AT.hour, minutes=AT.minute)).date()
        is_put_off = self._not_before is not None and self._not_before - _RETRY_AFTER <= now < self._not_before
        if self._done == night or is_put_off:
            return
        try:
            await self._work(night, now)
        except BackupStoppedError:
            return
        except (OSError, sqlite3.Error) as error:
            log.error("no backup", extra={"reason": type(error).__name__})  # noqa: TRY400 - the trace would say nothing more
        except Exception:
            log.exception("nightly work failed")
        else:
            self._done, self._not_before = night, None
            return
        self._not_before = now + _RETRY_AFTER

    async def _work(self, night: date, now: datetime) -> None:
        file = sqlite_file(self._database.url)
        if file is not None:
            made = await asyncio.to_thread(
                nightly_backup, file, self._database.files, night, lambda: not self._stop.is_set()
            )
            if made is not None:
                log.info("backup made", extra={"file": made.name})
        await self._forget(now)

    async def _forget(self, now: datetime) -> None:
        """Forget in small pieces, so that nobody waits for the writer."""

        def work(session: Session) -> bool:
            return forget_old(session, now, self._retention_days)

        while not self._stop.is_set() and await self._database.run(work):
            await asyncio.sleep(0)
