"""What is done once a night, by the running program itself: a backup, and forgetting what need not be known any more."""

import asyncio
import logging
import sqlite3
from collections.abc import Callable, Collection
from datetime import date, datetime, time, timedelta, tzinfo
from pathlib import Path

from sqlmodel import Session

from bot.backups import BackupStoppedError, nightly_backup
from models.actions.retiring import forget_old
from models.database import Database, sqlite_file
from models.store.retention import kept_checksums

# Nobody reports at three, and the day before is complete.
AT = time(3, 0)
_FIRST_SECONDS, _LOOK_SECONDS = 20.0, 60.0
# After a failure (a full disk) it is tried again this much later.
_RETRY_AFTER = timedelta(hours=1)

log = logging.getLogger(__name__)


class Nightly:
    """Does its work at the first look after three o'clock, plan's time; after a start too, where last night's is missing."""

    def __init__(
        self,
        database: Database,
        now: Callable[[], datetime],
        zone: tzinfo,
        language: str,
        retention_days: int | None,
    ) -> None:
        self._database = database
        self._now = now
        self._zone = zone
        self._language = language
        self._retention_days = retention_days
        self._done: date | None = None
        self._not_before: datetime | None = None
        self._stop = asyncio.Event()

    async def run(self, stop: asyncio.Event) -> None:
        """Look every minute until `stop`; nothing that fails ends it, and a backup under way is given up at `stop`."""
        self._stop = stop
        # Not in the first moments: who waits for an answer comes first.
        seconds = _FIRST_SECONDS
        while not stop.is_set():
            try:
                async with asyncio.timeout(seconds):
                    await stop.wait()
            except TimeoutError:
                await self.look()
            seconds = _LOOK_SECONDS

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
            return forget_old(session, now, self._retention_days, self._language)

        is_more = True
        while is_more and not self._stop.is_set():
            is_more = await self._database.run(work)
        if self._retention_days is not None and not self._stop.is_set():
            kept = await self._database.read(kept_checksums)
            oldest = now - timedelta(days=self._retention_days)
            await asyncio.to_thread(_sweep, self._database.files, kept, oldest)


def _sweep(folder: Path, kept: Collection[str], before: datetime) -> None:
    """Delete files that nothing names and nobody has sent since `before`; no answer and no draft took them in."""
    for file in folder.iterdir() if folder.is_dir() else ():
        if file.name not in kept and file.stat().st_mtime < before.timestamp():
            file.unlink()
