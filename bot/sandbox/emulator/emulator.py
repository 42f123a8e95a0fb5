"""The emulator: a world, its clock, and everything that happens in it."""

import itertools
import time
from collections import deque
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import datetime
from pathlib import Path
from typing import Any, Self

import httpx
from starlette.applications import Starlette

from bot.sandbox.emulator import snapshot
from bot.sandbox.emulator.entities import utf16_length
from bot.sandbox.emulator.events import Event, EventKind, MadeCall
from bot.sandbox.emulator.faults import Faults
from bot.sandbox.emulator.groups import Group
from bot.sandbox.emulator.limits import Limits
from bot.sandbox.emulator.parameters import Violation
from bot.sandbox.emulator.people import Person
from bot.sandbox.emulator.pulse import Pulse
from bot.sandbox.emulator.rendering import chat_body, member_body, message_body
from bot.sandbox.emulator.server import build_app
from bot.sandbox.emulator.updates import UpdateQueues
from bot.sandbox.emulator.webhooks import delivering
from bot.sandbox.emulator.world import Bot, Chat, Edit, Json, Member, Message, StoredFile, User, World

Listener = Callable[[Event], None]
CALLS_KEPT = 10_000
MEDIA = ("document", "photo", "voice", "audio", "video", "sticker", "contact", "location", "animation", "video_note")
FIRST_GROUP_ID = 4_000_000_000
FIRST_SUPERGROUP_ID = 1_002_000_000_000


class Emulator:
    """A Telegram of its own, in memory.

    `now` is its clock (aware datetimes); `limits=True` makes it refuse too much sending with 429. `violations` lists
    every request that was not of the official Bot API; `calls` what bots asked for; `faults` makes calls go wrong.
    """

    def __init__(
        self,
        now: Callable[[], datetime],
        *,
        limits: bool = False,
        elapsed: Callable[[], float] = time.monotonic,
        world: World | None = None,
    ) -> None:
        self.now = now
        self.world = world or World()
        self.faults = Faults()
        self.limits = Limits(elapsed) if limits else None
        self.violations: list[Violation] = []
        self.calls: deque[MadeCall] = deque(maxlen=CALLS_KEPT)
        self.pulse = Pulse()
        self.queues = UpdateQueues(self.timestamp, self.pulse.beat)
        self.calls_under_way = 0
        self._listeners: list[Listener] = []
        self._app: Starlette | None = None

    def timestamp(self) -> int:
        """Give the emulator's time in whole seconds since 1970."""
        return int(self.now().timestamp())

    # Who and where

    def bot(
        self,
        token: str,
        *,
        username: str = "liaison_bot",
        first_name: str = "联络员机器人",
        reads_all: bool = False,
    ) -> Bot:
        """Give the bot of this token (`<id>:<secret>`), made if new. `reads_all`: privacy mode off."""
        bot_id = int(token.split(":", maxsplit=1)[0])
        if bot_id not in self.world.bots:
            self.world.users[bot_id] = User(bot_id, first_name, username=username, is_bot=True)
            self.world.bots[bot_id] = Bot(bot_id, token, reads_all=reads_all)
        return self.world.bots[bot_id]

    def person(
        self,
        id: int,  # noqa: A002 -- the Bot API's own word for it
        first_name: str = "",
        *,
        last_name: str = "",
        username: str = "",
        language_code: str = "zh-hans",
        phone_number: str = "",
    ) -> Person:
        """Give the person of this id, made if new (then a first name is needed)."""
        if id not in self.world.users:
            self.world.users[id] = User(
                id,
                first_name or str(id),
                last_name=last_name,
                username=username,
                language_code=language_code,
                phone_number=phone_number or f"139{id % 10**8:08d}",
            )
        return Person(self, id)

    def group(
        self,
        title: str,
        members: list[Person] | None = None,
        *,
        admins: list[Person] | None = None,
        bots: list[Bot] | None = None,
        kind: str = "supergroup",
        is_forum: bool = False,
        members_may_pin: bool = False,
    ) -> Group:
        """Make a group (`kind` `group` or `supergroup`); the first of admins and members is its creator.

        Bots are added by the creator, so that they get their `my_chat_member` update.
        """
        people = [*(admins or []), *(members or [])]
        if not people:
            raise ValueError("a group needs a first member, who made it")
        chat = Chat(self.new_group_id(kind), "supergroup", title, is_forum=is_forum, members_may_pin=members_may_pin)
        if kind == "group":
            chat.type = "group"
        self.world.groups[chat.id] = chat
        group = Group(self, chat.id)
        for person in people:
            chat.members[person.id] = Member(person.id, "creator" if person is people[0] else "member")
        for person in (admins or [])[1:]:
            group.promote(person)
        for bot in bots or []:
            group.add(bot, by=people[0])
        return group

    def new_group_id(self, kind: str) -> int:
        """Give an unused chat id: plain negative for a group, with -100 in front for a supergroup."""
        first = FIRST_SUPERGROUP_ID if kind == "supergroup" else FIRST_GROUP_ID
        return next(-number for number in itertools.count(first + 1) if -number not in self.world.groups)

    def only_bot(self) -> Bot:
        """Give the bot where there is just one; raises LookupError otherwise."""
        if len(self.world.bots) != 1:
            raise LookupError(f"there are {len(self.world.bots)} bots; say which one is meant")
        return next(iter(self.world.bots.values()))

    # What happens

    def deliver(self, message: Message, chat: Chat, *, kind: str = "message", readers: list[Bot] | None = None) -> None:
        """Send a person's message (or its edit) to the bots that may read it."""
        for bot in self.readers(chat, message) if readers is None else readers:
            self.queues.put(bot, kind, message_body(self.world, chat, message))

    def readers(self, chat: Chat, message: Message) -> list[Bot]:
        """Say which bots get this message: never the sender, never one bot another's, in groups as privacy mode says."""
        if message.sender_id in self.world.bots:
            return []
        if chat.type == "private":
            return [] if chat.is_blocked else [self.world.bots[chat.bot_id]]
        bots = [self.world.bots[user_id] for user_id in chat.members if user_id in self.world.bots]
        present = [bot for bot in bots if chat.members[bot.id].status in {"member", "administrator"}]
        return [bot for bot in present if self._may_read(bot, chat, message, len(present))]

    def _may_read(self, bot: Bot, chat: Chat, message: Message, bots_here: int) -> bool:
        content = message.content
        is_service = not any(name in content for name in ("text", "caption", *MEDIA))
        if bot.reads_all or chat.members[bot.id].status == "administrator" or is_service:
            return True
        replied = chat.messages.get(message.reply_to_id) if message.reply_to_id is not None else None
        if replied is not None and replied.sender_id == bot.id:
            return True
        command = str(content.get("text", content.get("caption", ""))).split(maxsplit=1)[:1]
        if not command or not command[0].startswith("/"):
            return False
        _, at, name = command[0].partition("@")
        return name.lower() == self.world.users[bot.id].username.lower() if at else bots_here == 1

    def post(
        self,
        chat: Chat,
        sender_id: int,
        content: Json,
        *,
        markup: Json | None = None,
        reply_to_id: int | None = None,
        thread_id: int | None = None,
        is_silent: bool = False,
        pinned_id: int | None = None,
    ) -> Message:
        """Put a message into a chat, tell the bots that may read it, and the listeners."""
        message = Message(
            message_id=self.world.new_message_id(chat),
            chat_id=chat.id,
            sender_id=sender_id,
            date=self.timestamp(),
            content=content,
            markup=markup,
            reply_to_id=reply_to_id,
            thread_id=thread_id,
            is_silent=is_silent,
            pinned_id=pinned_id,
        )
        chat.messages[message.message_id] = message
        self.deliver(message, chat)
        self.tell("message", chat, message)
        return message

    def edit(self, chat: Chat, message: Message, content: Json, markup: Json | None, *, shows: bool = True) -> None:
        """Change a message, keeping what it said. `shows`: marked as edited (a changed keyboard alone is not)."""
        message.history.append(Edit(self.timestamp(), message.content, message.markup))
        message.content = content
        message.markup = markup
        if shows:
            message.edited_at = self.timestamp()
        self.deliver(message, chat, kind="edited_message")
        self.tell("edit", chat, message)

    def change_member(self, chat: Chat, user_id: int, status: str, *, by: int, rights: list[str] | None = None) -> None:
        """Change somebody's status in a group (or a bot's in a private chat) and tell the bots concerned."""
        old = chat.members.get(user_id) or Member(user_id, "left")
        new = Member(user_id, status, rights or [])
        chat.members[user_id] = new
        body = {
            "chat": chat_body(self.world, chat),
            "from": self.world.users[by].body(),
            "date": self.timestamp(),
            "old_chat_member": member_body(self.world, old),
            "new_chat_member": member_body(self.world, new),
        }
        if user_id in self.world.bots:
            if user_id not in chat.is_seen_by:
                chat.is_seen_by.append(user_id)
            self.queues.put(self.world.bots[user_id], "my_chat_member", body)
        for bot in self.world.bots.values():
            place = chat.members.get(bot.id)
            if bot.id != user_id and place is not None and place.status == "administrator":
                self.queues.put(bot, "chat_member", body)
        self.tell("member", chat, detail={"user_id": user_id, "old": old.status, "new": status})

    def store(self, kind: str, data: bytes, name: str, body: Json) -> StoredFile:
        """Keep a file on the servers; `name` gives the ending of its path."""
        number = self.world.number()
        ending = Path(name).suffix
        stored = StoredFile(
            file_id=f"{kind}-{number}-{utf16_length(name)}",
            file_unique_id=f"unique-{number}",
            path=f"{kind}s/file_{number}{ending}",
            kind=kind,
            data=data,
            body=body,
        )
        stored.body = {
            "file_id": stored.file_id,
            "file_unique_id": stored.file_unique_id,
            "file_size": len(data),
            **body,
        }
        self.world.files[stored.file_id] = stored
        return stored

    # Watching

    def subscribe(self, listener: Listener) -> Callable[[], None]:
        """Have every event told to the listener; call what is returned to stop that."""
        self._listeners.append(listener)
        return lambda: self._listeners.remove(listener)

    def tell(
        self, kind: EventKind, chat: Chat, message: Message | None = None, detail: dict[str, Any] | None = None
    ) -> None:
        """Tell the listeners and wake whoever waits."""
        event = Event(kind, self.timestamp(), chat, message, detail or {})
        for listener in list(self._listeners):
            listener(event)
        self.pulse.beat()

    def unread(self, bot: Bot) -> int:
        """Count the updates the bot has not confirmed."""
        return len(self.queues.pending(bot))

    async def settled(self, *, quiet: float = 0.1, timeout: float = 10.0) -> None:  # noqa: ASYNC109 -- as in wait_for
        """Wait until every update is confirmed and nothing has happened for `quiet` seconds.

        What a bot does after that without a call in between cannot be seen from here: where a certain message is
        expected, wait for it with a chat's `wait_for`. Raises TimeoutError after `timeout` seconds.
        """

        def idle() -> bool:
            return not self.calls_under_way and not any(self.unread(bot) for bot in self.world.bots.values())

        while True:
            if not await self.pulse.until(idle, timeout):
                left = {bot.id: self.unread(bot) for bot in self.world.bots.values()}
                raise TimeoutError(f"not settled after {timeout} s: unconfirmed updates by bot {left}")
            if not await self.pulse.next(quiet) and idle():
                return

    # Speaking HTTP

    @property
    def app(self) -> Starlette:
        """Give the ASGI application: the Bot API, its files, and `/control`."""
        if self._app is None:
            self._app = build_app(self)
        return self._app

    def transport(self) -> httpx.ASGITransport:
        """Give a transport for httpx clients that reaches this emulator without a network."""
        return httpx.ASGITransport(app=self.app)

    @asynccontextmanager
    async def running(self, webhook_transport: httpx.AsyncBaseTransport | None = None) -> AsyncIterator[Self]:
        """Deliver updates to webhooks while inside; `webhook_transport` reaches them without a network."""
        async with delivering(self, webhook_transport):
            yield self

    # Keeping

    def save(self, path: Path) -> None:
        """Write the world to a file (JSON), whole or not at all."""
        snapshot.save(self.world, path)

    @classmethod
    def load(cls, path: Path, now: Callable[[], datetime], *, limits: bool = False) -> Self:
        """Read a world written by `save`."""
        return cls(now, limits=limits, world=snapshot.load(path))
