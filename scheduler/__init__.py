"""What time says: APScheduler only ticks, the database decides what is due (docs/decisions/0001)."""

import asyncio
import contextlib
import logging
from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta

from apscheduler.schedulers.asyncio import AsyncIOScheduler
from apscheduler.triggers.base import BaseTrigger
from sqlmodel import Session

from models.actions.desk import Desk
from models.database import Database
from models.rules.policies import Policy
from scheduler.broadcasts import show_progress
from scheduler.digests import post_digests
from scheduler.gaps import look_for_gaps
from scheduler.leaves import close_due_leaves
from scheduler.planning import ask_about_dates
from scheduler.reminders import queue_due_reminders
from scheduler.rounds import open_due_rounds

__all__ = ["TICKS", "Ticker", "tick"]

# In this order: a round opened at this moment has its reminders, and its digest, in the same tick.
TICKS: tuple[Callable[[Desk], None], ...] = (
    close_due_leaves,
    open_due_rounds,
    queue_due_reminders,
    post_digests,
    show_progress,
    ask_about_dates,
    look_for_gaps,
)

log = logging.getLogger(__name__)


async def tick(database: Database, policy: Policy, now: datetime, wake_delivery: Callable[[], None]) -> None:
    """Do everything that is due at `now`, each kind in a transaction of its own; one that fails stops no other."""
    for act in TICKS:

        def work(session: Session, act: Callable[[Desk], None] = act) -> bool:
            desk = Desk(session, now, policy, f"tick:{now.isoformat()}:{act.__name__}")
            act(desk)
            return desk.woke_delivery

        try:
            if await database.run(work):
                wake_delivery()
        except Exception:
            log.exception("tick failed", extra={"action": act.__name__})


class _FromNow(BaseTrigger):  # type: ignore[misc] # APScheduler 3 ships no types
    """Fires a span after the moment it is asked.

    The library's interval trigger walks through every run a clock has jumped over, one by one: 22 days at one second
    stood the whole loop still for 17 seconds.
    """

    def __init__(self, span: timedelta) -> None:
        self._span = span

    def get_next_fire_time(self, _previous: datetime | None, now: datetime) -> datetime:
        """Return the next moment to fire at."""
        return now + self._span


class Ticker:
    """Calls `act` every `seconds`, whatever the wall clock does.

    APScheduler counts in wall time: after the clock steps back an hour its jobs would sleep that hour out. So the ticks
    are watched in monotonic time, and one that stays away is started anew.
    """

    def __init__(self, seconds: float, act: Callable[[], Awaitable[None]], monotonic: Callable[[], float]) -> None:
        self._seconds = seconds
        self._act = act
        self._monotonic = monotonic
        self._last = monotonic()
        self._idle = asyncio.Event()
        self._idle.set()
        self._scheduler = AsyncIOScheduler(timezone="UTC")

    async def run(self, stop: asyncio.Event) -> None:
        """Tick at once, then until `stop`."""
        await self._tick()
        self._schedule()
        self._scheduler.start()
        try:
            while not stop.is_set():
                await self._wait(stop)
                if self._monotonic() - self._last > _LATE * self._seconds:
                    log.warning("ticks stayed away", extra={"seconds": round(self._monotonic() - self._last)})
                    await self._tick()
                    self._schedule()
        finally:
            # A tick in hand would be cancelled, while its transaction goes on all the same.
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(_FINISH_SECONDS):
                    await self._idle.wait()
            self._scheduler.shutdown(wait=False)

    async def _wait(self, stop: asyncio.Event) -> None:
        try:
            async with asyncio.timeout(self._seconds):
                await stop.wait()
        except TimeoutError:
            pass

    def _schedule(self) -> None:
        self._scheduler.add_job(
            self._tick,
            _FromNow(timedelta(seconds=self._seconds)),
            id="tick",
            replace_existing=True,
            # The library's own grace is one second, and drops the run.
            misfire_grace_time=None,
            coalesce=True,
            max_instances=1,
        )

    async def _tick(self) -> None:
        self._last = self._monotonic()
        if not self._idle.is_set():
            return
        self._idle.clear()
        try:
            await self._act()
        except Exception:
            # A tick that fails is made good by the next one: the database knows what is due.
            log.exception("tick failed")
        finally:
            self._idle.set()


_LATE = 2.5
_FINISH_SECONDS = 5.0
