"""The dispatcher: updates in order per chat, chats side by side, one transaction an update."""

import asyncio
import contextlib
import hashlib
import logging
from collections import Counter, deque
from collections.abc import Awaitable, Callable, Coroutine, Iterable
from dataclasses import dataclass, replace
from typing import Any, Protocol

from sqlmodel import Session

from bot.clock import Clock
from bot.durable import write_whole
from bot.inbox import Inbox, Stored
from bot.telegram.updates import read_update
from models.actions.desk import Desk
from models.database import Database, is_out_of_order
from models.messages.help import not_handled, set_aside
from models.rules.chats import Incoming, IncomingFile, IncomingKind
from models.rules.policies import Policy
from models.store.queues import settle_update

ATTEMPTS = 3
# An update that was begun so often without an end has killed the process each time. Three would not do: whoever is
# killed while starting, by a power supply or a supervisor, is killed at the same update again and again.
LIVES = 10
# After so many it is handled with no other such beside it, so that what kills the program is found and the rest not blamed.
SUSPECTED = 3
# Of what a former run left so much is in hand at once: another death blames these, and not all that waited.
REPLAYED_AT_ONCE = 8
# From so many on it is begun only so much after the start, and later after each death: what kills the program kills it
# then too, and whoever is killed by others while starting is not killed in the middle of the same update once more. Not
# from the first suspicion on: where every life is short and all are suspects, nothing would ever be done.
DOUBTED = 6
CALM_SECONDS, _LONGEST_WAIT_FOR_OTHERS = 2.0, 15.0
# Before the second attempt, and before the third.
_PAUSES = (0.5, 2.0)
# While the storage is out of order an update is tried again at this pace, for as long as it takes.
_FIRST_WAIT, _LONGEST_WAIT = 0.5, 15.0
# What is under way when the program is told to stop has this long to end; the inbox keeps the rest.
STOP_SECONDS = 5.0

_PICTURES = (b"\xff\xd8\xff", b"\x89PNG", b"GIF8", b"OggS", b"ID3")

log = logging.getLogger(__name__)


class Outside(Protocol):
    """What handling needs of the network, before its transaction begins or after it is committed."""

    async def fetch_file(self, file: IncomingFile) -> bytes | None:
        """Return a file's bytes, or None if it cannot be had."""

    async def is_office_member(self, user_id: int) -> bool:
        """Tell whether a person is a member of the office group at this moment."""

    async def answer_press(self, query_id: str, text: str) -> None:
        """Stop a pressed button's spinning."""


class Handling(Protocol):
    """Who understands what is said (`bot.handling`)."""

    def needs_membership(self, incoming: Incoming) -> bool:
        """Tell whether the sender's membership of the office group must be looked up before handling."""

    def reads_documents(self, session: Session, incoming: Incoming) -> bool:
        """Tell whether a document from this sender is worth reading."""

    def handle(self, desk: Desk, incoming: Incoming) -> None:
        """Handle one update, inside its transaction."""

    def read_file(self, name: str, content: bytes) -> str:
        """Return what a file holds, as JSON; takes as long as it takes."""


@dataclass(frozen=True, slots=True)
class Handled:
    """What a committed transaction leaves to be done at once."""

    toast: str
    woke_delivery: bool


class Dispatcher:
    """Works off stored updates. `wake_delivery` is called after every commit that put something into the outbox.

    `load_handling` is called once, when `run` begins: what is taken meanwhile waits for it.
    """

    def __init__(
        self,
        database: Database,
        inbox: Inbox,
        outside: Outside,
        policy: Policy,
        clock: Clock,
        load_handling: Callable[[], Awaitable[Handling]],
        wake_delivery: Callable[[], None],
        calm_seconds: float = CALM_SECONDS,
    ) -> None:
        self._calm_seconds = calm_seconds
        self._database = database
        self._inbox = inbox
        self._outside = outside
        self._policy = policy
        self._clock = clock
        self._load_handling = load_handling
        self._loading: asyncio.Future[Handling] | None = None
        self._wake_delivery = wake_delivery
        self.counts: Counter[str] = Counter()
        self._lanes: dict[int, deque[Stored]] = {}
        self._held: set[int] = set()
        # The chats of which an update is in hand, the first of its lane.
        self._busy: set[int] = set()
        self._alone = asyncio.Lock()
        self._replaying = asyncio.Semaphore(REPLAYED_AT_ONCE)
        # What a former run left, nobody suspects, and is in hand or next in its chat.
        self._unsuspected = 0
        self._is_unsuspected_done = asyncio.Event()
        self._tasks: set[asyncio.Task[None]] = set()
        self._group: asyncio.TaskGroup | None = None
        self._stop = asyncio.Event()

    async def run(self, stop: asyncio.Event) -> None:
        """Work until `stop`; the updates in hand are finished, those queued behind them wait for the next start."""
        self._stop = stop
        async with asyncio.TaskGroup() as group:
            self._group = group
            # What cannot be loaded ends the program; no update is blamed for it.
            self._loading = group.create_task(self._load())
            await stop.wait()
            if self._tasks:
                _, late = await asyncio.wait(self._tasks, timeout=STOP_SECONDS)
                for task in late:
                    # A transaction that has begun goes on to its end all the same: `Database.run` never takes work back.
                    task.cancel()
            self._loading.cancel()
        self._group = None

    def take(self, updates: Iterable[Stored]) -> None:
        """Queue updates behind what waits in their chats. Call from the event loop, while `run` is running.

        One that is queued already is not queued again; after `stop` nothing is, for the inbox keeps it.
        """
        if self._stop.is_set():
            return
        for stored in updates:
            if stored.update_id in self._held:
                continue
            self._held.add(stored.update_id)
            key = stored.chat_id if stored.chat_id is not None else 0
            lane = self._lanes.get(key)
            if lane is None:
                lane = self._lanes[key] = deque()
                self._spawn(self._work_off(key, lane))
            lane.append(stored)
            if len(lane) > 1 and lane[-2].update_id > stored.update_id:
                self._restore_order(key, lane)

    def _restore_order(self, key: int, lane: deque[Stored]) -> None:
        """Put what waits in a chat into the order of its numbers: through a webhook, presses overtake messages."""
        in_hand = [lane.popleft()] if key in self._busy else []
        waiting = sorted(lane, key=lambda stored: stored.update_id)
        lane.clear()
        lane.extend([*in_hand, *waiting])

    @property
    def waiting(self) -> int:
        """How many updates wait or are being handled."""
        return len(self._held)

    async def _load(self) -> Handling:
        return await self._load_handling()

    async def _handling(self) -> Handling:
        if self._loading is None:
            raise RuntimeError("the dispatcher is not running")
        # Whoever waits may be cancelled; the others go on waiting.
        return await asyncio.shield(self._loading)

    def _spawn(self, work: Coroutine[Any, Any, None]) -> None:
        if self._group is None:
            work.close()
            raise RuntimeError("the dispatcher is not running")
        task = self._group.create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _work_off(self, key: int, lane: deque[Stored]) -> None:
        try:
            while lane and not self._stop.is_set():
                self._busy.add(key)
                await self._handle(lane[0])
                self._held.discard(lane.popleft().update_id)
        finally:
            # Nothing can be appended between the last look and this line: there is no await in between.
            self._busy.discard(key)
            del self._lanes[key]

    async def _handle(self, stored: Stored) -> None:
        """Handle an update; after three failures it is set aside. Returns early only when told to stop."""
        if not stored.is_replay:
            await self._try(stored, contextlib.nullcontext())
        elif stored.attempts < SUSPECTED or stored.attempts >= LIVES:
            self._unsuspected += 1
            try:
                await self._try(stored, self._replaying)
            finally:
                self._unsuspected -= 1
                if not self._unsuspected:
                    self._is_unsuspected_done.set()
        else:
            await self._wait_for_others()
            await self._pause(self._calm_seconds * max(0, stored.attempts - DOUBTED + 1))
            await self._try(stored, self._alone)

    async def _wait_for_others(self) -> None:
        """Wait, though not for long, until what nobody suspects is done: whatever a suspect does, it does it last."""
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(_LONGEST_WAIT_FOR_OTHERS):
                while self._unsuspected and not self._stop.is_set():
                    self._is_unsuspected_done.clear()
                    await self._is_unsuspected_done.wait()

    async def _try(self, stored: Stored, room: contextlib.AbstractAsyncContextManager[object]) -> None:
        """Handle an update in its `room` among the others."""
        failures, begun, is_counted = 0, stored.attempts, not stored.is_replay
        wait = _FIRST_WAIT
        while not self._stop.is_set():
            try:
                if failures >= ATTEMPTS or (not is_counted and begun >= LIVES):
                    await self._give_up(stored)
                    return
                incoming = await self._prepare(read_update(stored.payload, stored.fetched_at))
                async with room:
                    if not is_counted:
                        await self._inbox.count_attempt(stored.update_id)
                        begun, is_counted = begun + 1, True
                    await self._finish(incoming)
            except Exception as error:
                extra = {"update_id": stored.update_id, "attempt": failures + 1}
                if is_out_of_order(error):
                    # Not the update's fault, so it costs no attempt: what was said waits until it can be written down.
                    log.error("storage out of order", extra={**extra, "reason": str(error).splitlines()[0]})  # noqa: TRY400 - the trace would say nothing more
                    await self._pause(wait)
                    wait = min(wait * 2, _LONGEST_WAIT)
                    continue
                log.exception("update failed", extra=extra)
                self.counts["failed"] += 1
                failures, is_counted = failures + 1, False
                await self._pause(_PAUSES[failures - 1] if failures < ATTEMPTS else 0)
            else:
                return

    async def _pause(self, seconds: float) -> None:
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(seconds):
                await self._stop.wait()

    async def _give_up(self, stored: Stored) -> None:
        now = self._clock.now()

        def put_aside(session: Session) -> None:
            if not settle_update(session, stored.update_id, now, set_aside=True):
                return
            desk = Desk(session, now, self._policy, f"aside:{stored.update_id}")
            for admin_id in self._policy.admin_ids:
                desk.send(admin_id, set_aside(self._policy.language, stored.update_id))
            sender = _private_sender(stored)
            if sender is not None and sender not in self._policy.admin_ids:
                # Whoever reports and hears nothing believes to have reported.
                desk.send(sender, not_handled(self._policy.language))

        await self._database.run(put_aside)
        log.error("update set aside", extra={"update_id": stored.update_id})
        self.counts["set_aside"] += 1
        self._wake_delivery()

    async def _finish(self, incoming: Incoming) -> None:
        handling = await self._handling()
        handled = await self._database.run(lambda session: self._transact(session, incoming, handling))
        self.counts["handled"] += 1
        if handled.woke_delivery:
            self._wake_delivery()
        if incoming.kind is IncomingKind.PRESS and incoming.query_id:
            # Beside the chat's queue: the next update need not wait for an answer that means nothing.
            self._spawn(self._answer_press(incoming.query_id, handled.toast))

    async def _answer_press(self, query_id: str, text: str) -> None:
        try:
            await self._outside.answer_press(query_id, text)
        except Exception as error:  # noqa: BLE001 - whatever it is, it must not end the dispatcher
            log.debug("press not answered", extra={"reason": type(error).__name__})

    def _transact(self, session: Session, incoming: Incoming, handling: Handling) -> Handled:
        now = self._clock.now()
        if not settle_update(session, incoming.update_id, now):
            # Its answers were committed before: nothing may be done for it twice.
            return Handled("", woke_delivery=False)
        desk = Desk(session, now, self._policy, f"update:{incoming.update_id}")
        handling.handle(desk, incoming)
        return Handled(desk.toast, desk.woke_delivery)

    async def _prepare(self, incoming: Incoming) -> Incoming:
        """Do what needs the network, with no transaction open: fetch files, look up membership."""
        handling = await self._handling()
        if handling.needs_membership(incoming):
            in_office = await self._outside.is_office_member(incoming.user_id)
            incoming = replace(incoming, in_office=in_office)
        if (
            incoming.files
            and incoming.is_private
            and await self._database.read(lambda session: handling.reads_documents(session, incoming))
        ):
            files = tuple([await self._keep(file, handling) for file in incoming.files])
            incoming = replace(incoming, files=files)
        return incoming

    async def _keep(self, file: IncomingFile, handling: Handling) -> IncomingFile:
        """Fetch a file, keep it, and read it if it may be a sheet or a plan: in a process of its own, with limits."""
        content = None if file.too_large else await self._outside.fetch_file(file)
        if content is None:
            return file
        sha256 = hashlib.sha256(content).hexdigest()
        await asyncio.to_thread(write_whole, self._database.files / sha256, content)
        is_picture = content.startswith(_PICTURES)
        reading = None if is_picture else await asyncio.to_thread(handling.read_file, file.name, content)
        return replace(file, sha256=sha256, size=len(content), reading=reading)


def _private_sender(stored: Stored) -> int | None:
    """Return the private chat of the person who said or pressed that; None where it was nobody, or cannot be read."""
    try:
        incoming = read_update(stored.payload, stored.fetched_at)
    except Exception:  # noqa: BLE001 - that it cannot be read may be why it is set aside
        return None
    is_said = incoming.kind in (IncomingKind.MESSAGE, IncomingKind.EDIT, IncomingKind.PRESS)
    return incoming.chat_id if is_said and incoming.is_private and incoming.user_id and not incoming.is_bot else None
