"""A chat as somebody sees it: messages with their words, files and buttons."""

import re
import unicodedata
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from bot.sandbox.emulator.entities import to_html
from bot.sandbox.emulator.world import Chat, Json, Message, World

_KEYCAP = re.compile(r"^[0-9#*]\ufe0f?\u20e3")
_TRAILING_BRACKET = re.compile(r"\s*(（[^（）]*）|\([^()]*\))$")
_PICTOGRAPH = frozenset({"So", "Sk", "Sm", "Mn", "Me", "Cf", "Zs", "Co"})


def word_of(text: str) -> str:
    """Give a button's word: without leading pictographs and blanks and without a trailing （…）."""
    text = _KEYCAP.sub("", text.strip())
    while text and unicodedata.category(text[0]) in _PICTOGRAPH:
        text = text[1:]
    return _TRAILING_BRACKET.sub("", text).strip()


@dataclass(frozen=True, slots=True)
class Button:
    """A button as seen. `data` is what an inline one sends back, `url` what it opens."""

    text: str
    data: str | None = None
    url: str | None = None
    asks_contact: bool = False

    @property
    def word(self) -> str:
        """Give the text without decoration."""
        return word_of(self.text)


class NoSuchButton(LookupError):  # noqa: N818 -- reads better where it is raised: there is no such button
    """A button that nobody can see was to be pressed; the message lists those that can be."""


@dataclass(frozen=True, slots=True)
class SeenMessage:
    """A message as it stands now; `said_before` are its earlier texts, oldest first."""

    world: World
    chat: Chat
    message: Message

    @property
    def id(self) -> int:
        """Give the message_id."""
        return self.message.message_id

    @property
    def content(self) -> Json:
        """Give the Bot API's fields of the content."""
        return self.message.content

    @property
    def text(self) -> str:
        """Give the text, or the caption, or ""."""
        return str(self.content.get("text", self.content.get("caption", "")))

    @property
    def html(self) -> str:
        """Give the text with its formatting as HTML, everything else escaped."""
        return to_html(self.text, self.content.get("entities") or self.content.get("caption_entities") or [])

    @property
    def is_from_bot(self) -> bool:
        """Tell whether a bot wrote it."""
        return self.world.users[self.message.sender_id].is_bot

    @property
    def sender(self) -> str:
        """Give the writer's name."""
        user = self.world.users[self.message.sender_id]
        return f"{user.first_name} {user.last_name}".strip()

    @property
    def sender_id(self) -> int:
        """Give the writer's id."""
        return self.message.sender_id

    @property
    def date(self) -> datetime:
        """Give when it was sent, in UTC."""
        return datetime.fromtimestamp(self.message.date, UTC)

    @property
    def is_edited(self) -> bool:
        """Tell whether it is marked as edited."""
        return self.message.edited_at is not None

    @property
    def is_deleted(self) -> bool:
        """Tell whether it was deleted; a chat does not list those."""
        return self.message.is_deleted

    @property
    def is_silent(self) -> bool:
        """Tell whether it came without a sound."""
        return self.message.is_silent

    @property
    def said_before(self) -> list[str]:
        """Give the earlier texts, oldest first."""
        return [str(edit.content.get("text", edit.content.get("caption", ""))) for edit in self.message.history]

    @property
    def reply_to(self) -> int | None:
        """Give the id of the message it replies to."""
        return self.message.reply_to_id

    @property
    def topic(self) -> int | None:
        """Give the topic's message_thread_id."""
        return self.message.thread_id

    @property
    def buttons(self) -> list[list[Button]]:
        """Give the inline buttons, row by row."""
        rows: list[list[Json]] = (self.message.markup or {}).get("inline_keyboard", [])
        return [
            [Button(button["text"], button.get("callback_data"), button.get("url")) for button in row] for row in rows
        ]

    @property
    def words(self) -> list[str]:
        """Give the inline buttons' words, in reading order."""
        return [button.word for row in self.buttons for button in row]

    @property
    def keyboard(self) -> list[list[Button]]:
        """Give the reply keyboard that came with it."""
        rows: list[list[Any]] = (self.message.markup or {}).get("keyboard", [])
        return [
            [Button(button["text"], asks_contact=bool(button.get("request_contact"))) for button in row] for row in rows
        ]

    @property
    def file_name(self) -> str:
        """Give the name of its document, or ""."""
        return str(self.content.get("document", {}).get("file_name", ""))

    @property
    def file(self) -> bytes | None:
        """Give the bytes of its document or picture (the largest size)."""
        for kind in ("document", "photo", "voice"):
            body = self.content.get(kind)
            if body:
                file_id: str = (body[-1] if isinstance(body, list) else body)["file_id"]
                return self.world.files[file_id].data
        return None

    def find(self, word: str) -> Button | None:
        """Give the inline button of this word or this exact text."""
        every = [button for row in self.buttons for button in row]
        return next((button for button in every if word in {button.text, button.word}), None)


@dataclass(frozen=True, slots=True)
class PressedButton:
    """A press that was made; `answer` is what the bot answered, None until it has."""

    world: World
    query_id: str
    button: Button

    @property
    def answer(self) -> Json | None:
        """Give `text` and `show_alert` of the bot's answer."""
        return self.world.presses[self.query_id].answer
