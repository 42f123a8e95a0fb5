"""What is said of a rehearsal: who would be told what at a moment."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, tzinfo

from locales import t
from models.messages.pages import messages_of
from models.messages.words import escape, say_moment
from models.rules.chats import Message

_LONGEST = 300


@dataclass(frozen=True, slots=True)
class Told:
    """One message that would leave: to whom (both empty: the office), and its plain text (empty: a file)."""

    name: str
    unit: str
    text: str


def rehearsal(language: str, at: datetime, zone: tzinfo, told: Sequence[Told], count: int) -> list[Message]:
    """Return the rehearsal of a moment: the first of `count` messages, and how many more there would be."""
    if not told:
        return [Message(t(language, "rehearsal-nobody", at=say_moment(language, at, zone)))]
    blocks = [t(language, "rehearsal-title", at=say_moment(language, at, zone), count=count)]
    for one in told:
        if one.name or one.unit:
            head = t(language, "rehearsal-person", name=escape(one.name), unit=escape(one.unit))
        else:
            head = t(language, "rehearsal-office")
        text = one.text if len(one.text) <= _LONGEST else f"{one.text[:_LONGEST]}…"
        blocks.append(f"\n{head}\n{escape(text) if text else t(language, 'rehearsal-file')}")
    if count > len(told):
        blocks.append(t(language, "rehearsal-more", count=count - len(told)))
    return messages_of(blocks, Message(""))
