"""The emulated world as plain data: accounts, chats, messages, files, pending updates.

Everything here can be written to JSON and read back (see `snapshot`), holds no clock, no lock and no event. Times are
seconds since 1970 in UTC, as the Bot API gives them.
"""

from dataclasses import dataclass, field
from typing import Any, ClassVar, Literal

from pydantic import ConfigDict

Json = dict[str, Any]
ChatType = Literal["private", "group", "supergroup"]

UPDATES_KEPT_FOR_SECONDS = 24 * 3600
# What `allowed_updates` means when it was never given, or given empty (Bot API, getUpdates).
NOT_BY_DEFAULT = frozenset({"chat_member", "message_reaction", "message_reaction_count"})


@dataclass(slots=True)
class User:
    """An account, of a person or of a bot. `language_code` is what the app sends, such as `zh-hans`."""

    id: int
    first_name: str
    last_name: str = ""
    username: str = ""
    language_code: str = ""
    phone_number: str = ""
    is_bot: bool = False
    is_deactivated: bool = False

    def body(self) -> Json:
        """Give the Bot API's User."""
        answer: Json = {"id": self.id, "is_bot": self.is_bot, "first_name": self.first_name}
        for name in ("last_name", "username", "language_code"):
            if value := getattr(self, name):
                answer[name] = value
        return answer


@dataclass(slots=True)
class PendingUpdate:
    """An update not yet confirmed; `at` is when it arose."""

    update_id: int
    at: int
    kind: str
    body: Json


@dataclass(slots=True)
class Webhook:
    """Where a bot wants its updates posted."""

    url: str
    secret_token: str = ""
    max_connections: int = 40
    last_error_at: int = 0
    last_error: str = ""


@dataclass(slots=True)
class CommandList:
    """The commands set for one scope and language (`""`: any language)."""

    scope: Json
    language_code: str
    commands: list[Json]


@dataclass(slots=True)
class Bot:
    """A bot as BotFather keeps it. `reads_all` is privacy mode switched off."""

    id: int
    token: str
    reads_all: bool = False
    can_join_groups: bool = True
    next_update_id: int = 1
    next_message_id: int = 1
    updates: list[PendingUpdate] = field(default_factory=list)
    allowed_updates: list[str] = field(default_factory=list)
    webhook: Webhook | None = None
    commands: list[CommandList] = field(default_factory=list)
    texts: dict[str, dict[str, str]] = field(default_factory=dict)
    menu_buttons: dict[int, Json] = field(default_factory=dict)


@dataclass(slots=True)
class Edit:
    """What a message said before it was edited at `at`."""

    at: int
    content: Json
    markup: Json | None


@dataclass(slots=True)
class Message:
    """A message. `content` is what the Bot API's Message holds besides the fields named here.

    `markup` is the keyboard as it was sent, of any of the four kinds; the Bot API shows only inline ones again.
    """

    message_id: int
    chat_id: int
    sender_id: int
    date: int
    content: Json
    markup: Json | None = None
    reply_to_id: int | None = None
    thread_id: int | None = None
    edited_at: int | None = None
    is_silent: bool = False
    is_deleted: bool = False
    pinned_id: int | None = None
    history: list[Edit] = field(default_factory=list)


@dataclass(slots=True)
class Member:
    """Somebody's place in a group; `status` is the Bot API's word, `rights` only for administrators."""

    user_id: int
    status: str = "member"
    rights: list[str] = field(default_factory=list)


@dataclass(slots=True)
class Chat:
    """A private chat of one person with one bot (`id` is the person's), or a group.

    `is_started`: the person has written to the bot once, so that the bot may write. `is_seen_by` are the bots that ever
    were in the group: to the others it does not exist. Of `closed_topics`, 1 is the general one.
    """

    id: int
    type: ChatType
    title: str = ""
    bot_id: int = 0
    is_started: bool = False
    is_blocked: bool = False
    is_forum: bool = False
    members_may_pin: bool = False
    migrated_to: int | None = None
    next_message_id: int = 1
    members: dict[int, Member] = field(default_factory=dict)
    is_seen_by: list[int] = field(default_factory=list)
    messages: dict[int, Message] = field(default_factory=dict)
    pinned: list[int] = field(default_factory=list)
    topics: dict[int, str] = field(default_factory=dict)
    closed_topics: list[int] = field(default_factory=list)


@dataclass(slots=True)
class StoredFile:
    """A file on the servers. `kind` is the Bot API's field (`document`, `photo`, `voice`, `sticker`)."""

    __pydantic_config__: ClassVar[ConfigDict] = ConfigDict(ser_json_bytes="base64", val_json_bytes="base64")

    file_id: str
    file_unique_id: str
    path: str
    kind: str
    data: bytes
    body: Json


@dataclass(slots=True)
class Press:
    """A press of an inline button that may be answered once by the bot."""

    query_id: str
    bot_id: int
    chat_id: int
    user_id: int
    message_id: int
    data: str
    at: int
    answer: Json | None = None


@dataclass(slots=True)
class World:
    """All there is. Private chats are kept by bot and person: each bot has its own with everybody."""

    users: dict[int, User] = field(default_factory=dict)
    bots: dict[int, Bot] = field(default_factory=dict)
    dialogs: dict[int, dict[int, Chat]] = field(default_factory=dict)
    groups: dict[int, Chat] = field(default_factory=dict)
    files: dict[str, StoredFile] = field(default_factory=dict)
    presses: dict[str, Press] = field(default_factory=dict)
    next_number: int = 1

    def number(self) -> int:
        """Give a number that was never given before (for files, presses, albums)."""
        self.next_number += 1
        return self.next_number - 1

    def dialog(self, bot_id: int, user_id: int) -> Chat:
        """Give the private chat of a person with a bot, not yet started if they never met."""
        chats = self.dialogs.setdefault(bot_id, {})
        if user_id not in chats:
            chats[user_id] = Chat(id=user_id, type="private", bot_id=bot_id)
        return chats[user_id]

    def new_message_id(self, chat: Chat) -> int:
        """Give the next id: one sequence a bot over all its private chats, one sequence a group."""
        owner = self.bots[chat.bot_id] if chat.type == "private" else chat
        owner.next_message_id += 1
        return owner.next_message_id - 1
