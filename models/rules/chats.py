"""What passes between a chat and the program: an incoming update, and an outgoing message with its buttons."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class IncomingKind(StrEnum):
    """What an update is."""

    MESSAGE = "message"
    EDIT = "edit"
    PRESS = "press"
    MEMBERSHIP = "membership"
    MIGRATION = "migration"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class IncomingFile:
    """A file somebody sent: the platform's id of it, and, once fetched, the checksum it is kept under.

    `reading` is what a reader made of a document, in the readers' own encoding. `is_spoken`: a voice or video message.
    """

    file_id: str
    name: str
    size: int
    sha256: str | None = None
    too_large: bool = False
    reading: str | None = None
    is_spoken: bool = False


@dataclass(frozen=True, slots=True)
class Incoming:
    """One update, in words of our own. `sent_at` is the platform's time of a message; a press has only `fetched_at`.

    `repeats_bot`: a message of this bot's, or of another, forwarded: nobody's own words.
    """

    update_id: int
    kind: IncomingKind
    fetched_at: datetime
    chat_id: int = 0
    is_private: bool = False
    chat_title: str = ""
    thread_id: int | None = None
    user_id: int = 0
    user_name: str = ""
    is_bot: bool = False
    sent_at: datetime | None = None
    message_id: int = 0
    text: str = ""
    data: str = ""
    query_id: str = ""
    contact_phone: str = ""
    contact_user_id: int | None = None
    files: tuple[IncomingFile, ...] = ()
    album: str = ""
    is_forwarded: bool = False
    repeats_bot: bool = False
    other_content: bool = False
    can_write: bool = True
    migrated_to: int | None = None
    in_office: bool = False

    @property
    def said_at(self) -> datetime:
        """The person's own time: when the message was sent; for a press, when it was fetched."""
        return self.sent_at if self.sent_at is not None and self.kind is not IncomingKind.PRESS else self.fetched_at


@dataclass(frozen=True, slots=True)
class Button:
    """An inline button; `data` is at most 64 bytes (Telegram, InlineKeyboardButton.callback_data)."""

    text: str
    data: str


Rows = tuple[tuple[Button, ...], ...]


@dataclass(frozen=True, slots=True)
class Message:
    """A text ready to leave: HTML in which everything a person wrote is escaped.

    `ask_contact` is the label of a reply keyboard's only button, sharing one's own contact; `drop_keyboard` takes it away.
    `ask_reply` opens the client's answer to this message: in a group with privacy mode nothing else would reach the bot.
    """

    html: str
    rows: Rows = ()
    ask_contact: str | None = None
    drop_keyboard: bool = False
    ask_reply: bool = False


def utf16_length(text: str) -> int:
    """Return the length Telegram counts: UTF-16 code units."""
    return len(text.encode("utf-16-le")) // 2
