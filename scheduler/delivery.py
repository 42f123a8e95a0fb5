"""Delivery: takes what is waiting in the outbox, hands it to its channel, and writes down what became of it."""

import asyncio
import logging
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from typing import Protocol

from sqlmodel import Session

from models.actions.delivering import exchange
from models.actions.desk import REPLY, Desk
from models.database import Database, is_out_of_order
from models.rules.deliveries import Dead, Delivered, Outcome, Parcel, RetryAfter
from models.rules.policies import Policy
from models.store.queues import is_from_the_future, pull_forward

IN_FLIGHT = 16
# With nothing to wake it, the outbox is looked at this often: a retry's or a reminder's moment may have come.
LOOK_SECONDS = 1.0
# Telegram takes about 30 messages a second from a bot; the rest is for people who wait for a reply.
WAVES_A_SECOND = 25.0
# What is under way when the program is told to stop has this long to arrive.
STOP_SECONDS = 5.0
# After this many attempts a message that our own code cannot hand over is given up.
OWN_ERRORS = 5
# A step back of the clock, not the trembling of its corrections.
STEP_BACK = timedelta(seconds=30)

log = logging.getLogger(__name__)


class Pace:
    """How many waves may leave now: a bucket that fills with monotonic time."""

    def __init__(self, a_second: float) -> None:
        self._a_second = a_second
        self._tokens = a_second
        self._looked_at = 0.0

    def left(self, at: float) -> int:
        """Return how many may leave at `at`, in seconds of a clock that never jumps."""
        self._tokens = min(self._a_second, self._tokens + max(0.0, at - self._looked_at) * self._a_second)
        self._looked_at = max(at, self._looked_at)
        return int(self._tokens)

    def take(self, count: int) -> None:
        """Count off those that leave."""
        self._tokens -= count


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
        self._tasks: set[asyncio.Task[None]] = set()
        self._waves = Pace(WAVES_A_SECOND)
        self._no_waves_before: datetime | None = None
        self._latest: datetime | None = None

    def wake(self) -> None:
        """Look at the outbox at once."""
        self._woken.set()

    async def run(self, stop: asyncio.Event) -> None:
        """Deliver until `stop`; what has left is waited for, though not for long, and settled."""
        async with asyncio.TaskGroup() as group:
            while not stop.is_set():
                parcels = await self._exchange()
                for parcel in parcels:
                    self._busy.add((parcel.channel, parcel.chat_id))
                    task = group.create_task(self._deliver(parcel))
                    self._tasks.add(task)
                    task.add_done_callback(self._tasks.discard)
                if not parcels:
                    await self._pause(stop)
            if self._tasks:
                _, late = await asyncio.wait(self._tasks, timeout=STOP_SECONDS)
                for task in late:
                    # Its row stays leased, and leaves again at the next start, as after a crash.
                    task.cancel()
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
        latest, was_set_back = self._latest, self._latest is not None and now < self._latest - STEP_BACK
        if was_set_back:
            self._no_waves_before = None
        is_flooded = self._no_waves_before is not None and now < self._no_waves_before
        waves = 0 if is_flooded else self._waves.left(asyncio.get_running_loop().time())

        def work(session: Session) -> list[Parcel]:
            if was_set_back or (latest is None and is_from_the_future(session, now)):
                log.warning("the clock was set back")
                pull_forward(session, now)
            return exchange(Desk(session, now, self._policy, "delivery"), done, busy, room, waves)

        try:
            parcels = await self._database.run(work)
        except Exception as error:
            # Nothing was settled and nothing taken; what came back is kept and settled next time.
            if is_out_of_order(error):
                log.error("storage out of order", extra={"reason": str(error).splitlines()[0]})  # noqa: TRY400 - the trace would say nothing more
            else:
                log.exception("outbox not reached")
            self._done = [*done, *self._done]
            await asyncio.sleep(LOOK_SECONDS)
            return []
        self._busy -= freed
        self._latest = now
        self._waves.take(sum(1 for parcel in parcels if parcel.urgency > REPLY))
        return parcels

    async def _deliver(self, parcel: Parcel) -> None:
        sender = self._senders.get(parcel.channel)
        outcome: Outcome
        try:
            outcome = Dead("no such channel") if sender is None else await sender.deliver(parcel)
        except Exception as error:
            log.exception("delivery failed", extra={"outbox": parcel.id})
            # A file that cannot be made, say: it may not hold its chat up for days.
            is_hopeless = parcel.attempts >= OWN_ERRORS and not is_out_of_order(error)
            reason = f"error: {type(error).__name__}"
            outcome = Dead(reason) if is_hopeless else RetryAfter(reason)
        now = self._now()
        if isinstance(outcome, RetryAfter) and outcome.seconds is not None:
            # Telegram has had too many; whoever waits for a reply may still be answered.
            until = now + timedelta(seconds=outcome.seconds)
            self._no_waves_before = max(until, self._no_waves_before or until)
        self._done.append(Delivered(parcel, outcome, now))
        self._woken.set()
