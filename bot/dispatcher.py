"""The dispatcher: updates in order per chat, chats side by side, one transaction an update."""

import asyncio
import hashlib
import logging
from collections import deque
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from functools import partial
from typing import Protocol

from sqlmodel import Session

import handlers
from bot.clock import Clock
from bot.inbox import Inbox, Stored
from bot.telegram.updates import read_update
from models.actions.desk import Desk
from models.database import Database
from models.messages.help import set_aside
from models.readers.confined import read_confined
from models.readers.encoding import encode_answer
from models.readers.files import Reading
from models.rules.chats import Incoming, IncomingFile, IncomingKind
from models.rules.circulars import UnreadableFileError
from models.rules.policies import Policy
from models.store.queues import settle_update

ATTEMPTS = 3
_PAUSES = (0.0, 0.5, 2.0)

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


@dataclass(frozen=True, slots=True)
class Handled:
    """What a committed transaction leaves to be done at once."""

    toast: str
    woke_delivery: bool


class Dispatcher:
    """Works off stored updates. `wake_delivery` is called after every commit that put something into the outbox."""

    def __init__(
        self,
        database: Database,
        inbox: Inbox,
        outside: Outside,
        policy: Policy,
        clock: Clock,
        bot_name: str,
        wake_delivery: Callable[[], None],
    ) -> None:
        self._database = database
        self._inbox = inbox
        self._outside = outside
        self._policy = policy
        self._clock = clock
        self._bot_name = bot_name
        self._wake_delivery = wake_delivery
        self._lanes: dict[int, deque[Stored]] = {}
        self._group: asyncio.TaskGroup | None = None
        self._idle = asyncio.Event()
        self._idle.set()

    async def run(self, stop: asyncio.Event) -> None:
        """Work until `stop`; what has been begun is finished."""
        async with asyncio.TaskGroup() as group:
            self._group = group
            await stop.wait()
        self._group = None

    def take(self, updates: Iterable[Stored]) -> None:
        """Queue updates behind what waits in their chats. Call from the event loop, while `run` is running."""
        for stored in updates:
            key = stored.chat_id if stored.chat_id is not None else 0
            lane = self._lanes.get(key)
            if lane is None:
                lane = self._lanes[key] = deque()
                self._idle.clear()
                if self._group is not None:
                    self._group.create_task(self._work_off(key, lane))
            lane.append(stored)

    async def settled(self) -> None:
        """Wait until nothing is queued."""
        await self._idle.wait()

    @property
    def waiting(self) -> int:
        """How many updates wait or are being handled."""
        return sum(len(lane) for lane in self._lanes.values())

    async def _work_off(self, key: int, lane: deque[Stored]) -> None:
        try:
            while lane:
                await self._handle(lane[0])
                lane.popleft()
        finally:
            # Nothing can be appended between the last look and this line: there is no await in between.
            del self._lanes[key]
            if not self._lanes:
                self._idle.set()

    async def _handle(self, stored: Stored) -> None:
        attempts = stored.attempts
        while True:
            try:
                if attempts > ATTEMPTS:
                    await self._give_up(stored)
                else:
                    await self._attempt(stored)
            except Exception:
                log.exception("update failed", extra={"update_id": stored.update_id, "attempt": attempts})
            else:
                return
            attempts += 1
            await asyncio.sleep(_PAUSES[min(attempts, len(_PAUSES)) - 1])
            await self._count(stored.update_id)

    async def _count(self, update_id: int) -> None:
        try:
            await self._inbox.count_attempt(update_id)
        except Exception:
            log.exception("attempt not counted", extra={"update_id": update_id})

    async def _give_up(self, stored: Stored) -> None:
        now = self._clock.now()

        def put_aside(session: Session) -> None:
            settle_update(session, stored.update_id, now, set_aside=True)
            desk = Desk(session, now, self._policy, f"aside:{stored.update_id}")
            for admin_id in self._policy.admin_ids:
                desk.send(admin_id, set_aside(self._policy.language, stored.update_id))

        await self._database.run(put_aside)
        self._wake_delivery()

    async def _attempt(self, stored: Stored) -> None:
        incoming = await self._prepare(read_update(stored.payload, stored.fetched_at))
        handled = await self._database.run(lambda session: self._transact(session, incoming))
        if handled.woke_delivery:
            self._wake_delivery()
        if incoming.kind is IncomingKind.PRESS and incoming.query_id:
            await self._outside.answer_press(incoming.query_id, handled.toast)

    def _transact(self, session: Session, incoming: Incoming) -> Handled:
        now = self._clock.now()
        if not settle_update(session, incoming.update_id, now):
            # Its answers were committed before: nothing may be done for it twice.
            return Handled("", woke_delivery=False)
        desk = Desk(session, now, self._policy, f"update:{incoming.update_id}")
        handlers.handle(desk, incoming, self._bot_name)
        return Handled(desk.toast, desk.woke_delivery)

    async def _prepare(self, incoming: Incoming) -> Incoming:
        """Do what needs the network, with no transaction open: fetch files, look up membership."""
        if handlers.needs_membership(incoming, self._bot_name):
            in_office = await self._outside.is_office_member(incoming.user_id)
            incoming = replace(incoming, in_office=in_office)
        if incoming.files and incoming.is_private and await self._database.read(partial(self._is_known, incoming)):
            files = tuple([await self._keep(file) for file in incoming.files])
            incoming = replace(incoming, files=files)
        return incoming

    def _is_known(self, incoming: Incoming, session: Session) -> bool:
        return handlers.reads_documents(session, incoming, self._policy)

    async def _keep(self, file: IncomingFile) -> IncomingFile:
        """Fetch a file, keep it, and read it if it may be a sheet or a plan: in a process of its own, with limits."""
        content = None if file.too_large else await self._outside.fetch_file(file)
        if content is None:
            return file
        sha256 = hashlib.sha256(content).hexdigest()
        await asyncio.to_thread(_write_once, self._database, sha256, content)
        reading = await asyncio.to_thread(_read, file.name, content) if not content.startswith(_PICTURES) else None
        return replace(file, sha256=sha256, size=len(content), reading=reading)


def _read(name: str, content: bytes) -> str:
    try:
        answer: Reading | UnreadableFileError = read_confined(name, content)
    except UnreadableFileError as error:
        answer = error
    return encode_answer(answer).decode()


def _write_once(database: Database, sha256: str, content: bytes) -> None:
    """Keep a file under its checksum, whole or not at all."""
    folder = database.files
    folder.mkdir(parents=True, exist_ok=True)
    target = folder / sha256
    if not target.exists():
        partial = folder / f".{sha256}.partial"
        partial.write_bytes(content)
        partial.replace(target)
