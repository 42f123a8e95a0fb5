"""What listeners of the emulator are told."""

from dataclasses import dataclass, field
from typing import Any, Literal

from bot.sandbox.emulator.world import Chat, Message

EventKind = Literal["message", "edit", "delete", "press", "answer", "pin", "unpin", "member", "action"]


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened in a chat at `at` (seconds since 1970).

    `message` is the message sent, edited, deleted, pinned or pressed on; `detail` holds what the kind adds: `user_id`
    and `data` and `text` (the button's) of a press, `text` and `show_alert` of an answer, `action` of a chat action,
    `user_id`, `old` and `new` of a member's status.
    """

    kind: EventKind
    at: int
    chat: Chat
    message: Message | None = None
    detail: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class MadeCall:
    """A Bot API call that was answered: `result` where it succeeded, `refusal` (Telegram's description) where not."""

    bot_id: int
    method: str
    parameters: dict[str, Any]
    result: object = None
    refusal: str = ""
