"""Invitation links, in words."""

from collections.abc import Sequence
from datetime import datetime, tzinfo

from locales import t
from models.messages.pages import messages_of
from models.messages.words import escape, say_moment
from models.rules.chats import Message


def links(language: str, lines: Sequence[tuple[str, str, int, datetime]], zone: tzinfo) -> list[Message]:
    """Return one line a unit: the link, how often it can be used, until when."""
    blocks = [
        t(
            language,
            "invite-line",
            unit=escape(unit),
            link=escape(link),
            uses=uses,
            until=say_moment(language, until, zone),
        )
        for unit, link, uses, until in lines
    ]
    return messages_of(blocks, Message(""))
