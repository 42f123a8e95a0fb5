"""Delivery: takes what is waiting in the outbox, hands it to its channel, and writes down what became of it."""

import asyncio
import logging
from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Protocol

from sqlmodel import Session

from models.actions.delivering import exchange
from models.actions.desk import Desk
from models.database import Database
from models.rules.deliveries import Delivered, Outcome, Parcel, RetryAfter
from models.rules.policies import Policy

IN_FLIGHT = 16
# With nothing to wake it, the outbox is looked at this often: a retry's or a reminder's moment may have come.
LOOK_SECONDS = 1.0

log = logging.getLogger(__name__)


class Sender(Protocol):
    """A channel."""

    async def deliver(self, parcel: Parcel) -> Outcome:
        """Send one parcel and say what became of it."""


class Delivery:
    """Delivers the outbox through its channels: in order per chat, several chats at once, replies before waves."""

    def __init__(
        self, database: Database, senders: Mapping[str, Sender], policy: Policy, now: Callable[[], datetime]
    ) -> None:
        self._database = database
        self._senders = senders
        self._policy = policy
        self._now = now
        self._woken = asyncio.Event()
        self._done: list[Delivered] = []
        self._busy: set[tuple[str, int | None]] = set()

    def wake(self) -> None:
        """Look at the outbox at once."""
        self._woken.set()

    async def run(self, stop: asyncio.Event) -> None:
        """Deliver until `stop`; what has left is waited for and settled."""
        async with asyncio.TaskGroup() as group:
            while not stop.is_set():
                parcels = await self._exchange()
                for parcel in parcels:
                    self._busy.add((parcel.channel, parcel.chat_id))
                    group.create_task(self._deliver(parcel))
                if not parcels:
                    await self._pause(stop)
        await self._exchange(limit=0)

    async def _pause(self, stop: asyncio.Event) -> None:
        try:
            async with asyncio.timeout(LOOK_SECONDS):
                await self._woken.wait()
        except TimeoutError:
            pass
        if not stop.is_set():
            self._woken.clear()

    async def _exchange(self, limit: int | None = None) -> list[Parcel]:
        """Settle what has come back and take more, in one transaction."""
        done, self._done = self._done, []
        freed = {(delivered.parcel.channel, delivered.parcel.chat_id) for delivered in done}
        busy = self._busy - freed
        room = IN_FLIGHT - len(busy) if limit is None else limit
        now = self._now()
        if not done and room <= 0:
            return []

        def work(session: Session) -> list[Parcel]:
            return exchange(Desk(session, now, self._policy, "delivery"), done, busy, room)

        try:
            parcels = await self._database.run(work)
        except Exception:
            # Nothing was settled and nothing taken; what came back is kept and settled next time.
            log.exception("outbox not reached")
            self._done = [*done, *self._done]
            await asyncio.sleep(LOOK_SECONDS)
            return []
        self._busy -= freed
        return parcels

    async def _deliver(self, parcel: Parcel) -> None:
        sender = self._senders.get(parcel.channel)
        try:
            outcome: Outcome = RetryAfter("no such channel") if sender is None else await sender.deliver(parcel)
        except Exception as error:
            log.exception("delivery failed", extra={"outbox": parcel.id})
            outcome = RetryAfter(type(error).__name__)
        self._done.append(Delivered(parcel, outcome, self._now()))
        self._woken.set()
