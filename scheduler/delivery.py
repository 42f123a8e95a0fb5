"""Delivery: takes what is waiting in the outbox, hands it to its channel, and writes down what became of it."""

import asyncio
import logging
import time
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from typing import Protocol

from sqlmodel import Session

from models.actions.delivering import exchange
from models.actions.desk import REPLY, Desk
from models.database import Database, is_out_of_order
from models.rules.deliveries import Dead, Delivered, Held, Outcome, Parcel, RetryAfter
from models.rules.pacing import TELEGRAM, Call, Limits, Pace
from models.rules.policies import Policy
from models.store.queues import is_from_the_future, pull_forward
from scheduler.turns import Turns

IN_FLIGHT = 32
# Waves taken out of the outbox: those under way, and the next ones, which wait for their turn; the rest of `IN_FLIGHT` is
# for people who wait for a reply.
WAVES_IN_HAND = 24
PACED_CHANNEL = "telegram"
# What has arrived is written down together with whatever else has by then, or with what leaves next: a commit of its own
# for each message would take the disk from those who wait for an answer. Until then its chat counts as busy.
SETTLE_SECONDS = 0.02
# With nothing to wake it, the outbox is looked at this often: a retry's or a reminder's moment may have come.
LOOK_SECONDS = 1.0
# What is under way when the program is told to stop has this long to arrive.
STOP_SECONDS = 5.0
# After this many attempts a message that our own code cannot hand over is given up.
OWN_ERRORS = 5
# A step back of the clock, not the trembling of its corrections.
STEP_BACK = timedelta(seconds=30)

log = logging.getLogger(__name__)


class Sender(Protocol):
    """A channel."""

    async def deliver(self, parcel: Parcel) -> Outcome:
        """Send one parcel and say what became of it."""


class Delivery:
    """Delivers the outbox through its channels: in order per chat, several chats at once, replies before waves."""

    def __init__(
        self,
        database: Database,
        senders: Mapping[str, Sender],
        policy: Policy,
        now: Callable[[], datetime],
        *,
        limits: Limits | None = TELEGRAM,
        elapsed: Callable[[], float] = time.monotonic,
    ) -> None:
        self._database = database
        self._senders = senders
        self._policy = policy
        self._now = now
        self._woken = asyncio.Event()
        self._done: list[Delivered] = []
        self._busy: set[tuple[str, int | None]] = set()
        self._tasks: set[asyncio.Task[None]] = set()
        self._pace = Pace(limits)
        # Where Telegram is emulated its clock is moved by hand, and what it asks to wait for passes with that clock.
        self._elapsed = elapsed if limits is not None else lambda: now().timestamp()
        self._turns = Turns(self._pace, self._elapsed)
        self._waves_in_hand = 0
        self._settling: asyncio.TimerHandle | None = None
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
                    self._waves_in_hand += parcel.urgency > REPLY
                    task = group.create_task(self._deliver(parcel))
                    self._tasks.add(task)
                    task.add_done_callback(self._tasks.discard)
                # Whatever makes more of it leave wakes it: a commit, a message that has arrived, or time.
                await self._pause(stop)
            self._turns.close()
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
        if self._settling is not None:
            self._settling.cancel()
            self._settling = None
        freed = {(delivered.parcel.channel, delivered.parcel.chat_id) for delivered in done}
        busy = self._busy - freed
        room = IN_FLIGHT - len(busy) if limit is None else limit
        now = self._now()
        if not done and room <= 0:
            return []
        latest, was_set_back = self._latest, self._latest is not None and now < self._latest - STEP_BACK
        if was_set_back:
            self._pace.let_go()
        waves = 0 if self._pace.waves_held_for(self._elapsed()) else max(0, WAVES_IN_HAND - self._waves_in_hand)

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
        return parcels

    async def _deliver(self, parcel: Parcel) -> None:
        outcome = await self._deliver_in_turn(parcel)
        self._waves_in_hand -= parcel.urgency > REPLY
        self._done.append(Delivered(parcel, outcome, self._now()))
        # While a wave rolls, several are settled, and as many taken, in one transaction.
        if parcel.urgency == REPLY or self._waves_in_hand <= WAVES_IN_HAND // 2:
            self._settle_soon()

    def _settle_soon(self) -> None:
        if len(self._busy) >= IN_FLIGHT:
            # Others may wait for room.
            self._woken.set()
        elif self._settling is None:
            self._settling = asyncio.get_running_loop().call_later(SETTLE_SECONDS, self._woken.set)

    async def _deliver_in_turn(self, parcel: Parcel) -> Outcome:
        """Hand a parcel over when its turn comes, and heed what Telegram says about it."""
        sender = self._senders.get(parcel.channel)
        if sender is None:
            return Dead("no such channel")
        if parcel.channel != PACED_CHANNEL or parcel.kind in _NO_MESSAGES:
            return await self._hand_over(sender, parcel)
        call = Call(parcel.chat_id, is_wave=parcel.urgency > REPLY, is_answer=parcel.is_answer)
        seconds = await self._turns.take(call, parcel.urgency, parcel.id)
        if seconds:
            return Held(seconds)
        left_at, refused_for = self._elapsed(), None
        try:
            outcome = await self._hand_over(sender, parcel)
            refused_for = outcome.seconds if isinstance(outcome, RetryAfter) else None
        finally:
            self._turns.back(call, left_at, refused_for)
        return outcome

    async def _hand_over(self, sender: Sender, parcel: Parcel) -> Outcome:
        try:
            return await sender.deliver(parcel)
        except Exception as error:
            log.exception("delivery failed", extra={"outbox": parcel.id})
            # A file that cannot be made, say: it may not hold its chat up for days.
            is_hopeless = parcel.attempts >= OWN_ERRORS and not is_out_of_order(error)
            reason = f"error: {type(error).__name__}"
            return Dead(reason) if is_hopeless else RetryAfter(reason)


# A person's list of commands is set, not sent.
_NO_MESSAGES = frozenset({"menu"})
