"""Long polling: fetch a batch, store it, and only then confirm it by asking for the next."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Sequence
from datetime import datetime
from typing import Any

from bot.clock import Clock
from bot.first_poll import FirstPoll
from bot.inbox import Inbox, Taker
from bot.outages import OutageBook
from bot.reach import Reach, Trouble
from bot.telegram.connection import Connection
from bot.telegram.polling import POLL_SECONDS, PollFailedError
from bot.telegram.updates import ALLOWED_UPDATES
from models.database import Database, is_out_of_order

_FIRST_WAIT, _LONGEST_WAIT = 0.5, 30.0
# Where so many wrote at once, others are about to: asked a breath later they come, are stored and are handled together.
# Whoever writes alone never waits for it (docs/decisions/0014).
CROWD, BREATH_SECONDS = 4, 0.02
_EXPLAINED = {
    401: "Telegram refuses the token (LIAISON_BOT_TOKEN)",
    404: "Telegram knows no such bot (LIAISON_BOT_TOKEN, LIAISON_API_BASE_URL)",
    409: "another program fetches this bot's messages with the same token; stop one of them",
}
_TROUBLES = {401: Trouble.TOKEN, 404: Trouble.TOKEN, 409: Trouble.CONFLICT}

log = logging.getLogger(__name__)


class Poller:
    """Polls until told to stop; no failure ends it. `last_success_at` tells how it is doing."""

    def __init__(
        self,
        connection: Connection,
        inbox: Inbox,
        dispatcher: Taker,
        database: Database,
        clock: Clock,
        reach: Reach,
        first_poll: FirstPoll | None = None,
        rest: Callable[[float], Awaitable[object]] = asyncio.sleep,
    ) -> None:
        self._rest = rest
        self._connection = connection
        self._inbox = inbox
        self._dispatcher = dispatcher
        self._outages = OutageBook(database, clock.monotonic)
        self._clock = clock
        self._reach = reach
        self._first_poll = first_poll
        self._offset = 0
        self._is_reached = False
        self.last_success_at: datetime | None = None

    async def run(self, stop: asyncio.Event) -> None:
        """Poll until `stop`."""
        wait = _FIRST_WAIT
        stopping = asyncio.ensure_future(stop.wait())
        try:
            while not stop.is_set():
                polling = asyncio.ensure_future(self._poll_once())
                await asyncio.wait({polling, stopping}, return_when=asyncio.FIRST_COMPLETED)
                if not polling.done():
                    # Nothing unconfirmed is lost: what Telegram has not been asked past, it sends again.
                    polling.cancel()
                    await asyncio.wait({polling})
                    return
                error = polling.exception()
                if error is None:
                    wait = _FIRST_WAIT
                    continue
                seconds = self._report(error, wait)
                wait = min(wait * 2, _LONGEST_WAIT)
                await asyncio.wait({stopping}, timeout=seconds)
        finally:
            stopping.cancel()

    def _report(self, error: BaseException, wait: float) -> float:
        """Log a failed poll and return how long to wait."""
        if not isinstance(error, PollFailedError):
            # What is not stored is not confirmed: the next poll fetches the same batch again.
            if is_out_of_order(error):
                log.error("batch not stored", extra={"reason": str(error).splitlines()[0]})
            else:
                log.error("batch not stored", exc_info=error)
            return wait
        explained = _EXPLAINED.get(error.status or 0)
        self._reach.failed(_TROUBLES.get(error.status or 0, error.trouble), str(error))
        if explained is None:
            log.warning("poll failed", extra={"reason": str(error), "status": error.status})
        else:
            log.error(explained, extra={"reason": str(error), "status": error.status})
        return max(wait, error.retry_after or 0)

    async def _poll_once(self) -> None:
        fetched, now = await self._fetch()
        await self._note_success(now)
        updates = [update for update in fetched if isinstance(update.get("update_id"), int)]
        if updates:
            new = await self._inbox.store(updates, now)
            self._offset = max(int(update["update_id"]) for update in updates) + 1
            self._dispatcher.take(new)
            if len(new) >= CROWD:
                await self._rest(BREATH_SECONDS)

    async def _fetch(self) -> tuple[Sequence[dict[str, Any]], datetime]:
        """Return what there is to be had, and when it came: the first time, what was asked before all this was loaded."""
        # The first poll, and the first after trouble, is answered at once: when an outage ended must not wait for somebody
        # to write, nor for the end of a long poll.
        seconds = POLL_SECONDS if self._is_reached else 0
        self._is_reached = False
        early = None if self._first_poll is None else await self._first_poll.take()
        if early is not None:
            self._is_reached = True
            return early.updates, early.at
        fetched = await self._connection.poll(self._offset, ALLOWED_UPDATES, seconds=seconds)
        self._is_reached = True
        return fetched.updates, self._clock.now()

    async def _note_success(self, now: datetime) -> None:
        self.last_success_at = now
        self._reach.heard(now)
        await self._outages.reached(now)
