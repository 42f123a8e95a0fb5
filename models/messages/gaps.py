"""What is said about what fell through: lost messages, and units nobody speaks for."""

from collections.abc import Sequence
from datetime import datetime, tzinfo

from locales import t
from models.messages.owed import say_answered, say_owed
from models.messages.pages import messages_of
from models.messages.standings import Standing
from models.messages.words import escape, say_moment, say_round
from models.rules.chats import Button, Message


def gap(
    language: str, spans: Sequence[tuple[datetime, datetime]], standings: Sequence[Standing], zone: tzinfo
) -> Message:
    """Tell what may not have arrived, and what is recorded."""
    lines = [
        t(language, "gap-span", began=say_moment(language, began, zone), ended=say_moment(language, ended, zone))
        for began, ended in spans
    ]
    lines.append(t(language, "gap-recorded"))
    for standing in standings:
        owed = [item for item in standing.items if item.is_owed]
        if owed:
            lines.append(say_owed(language, standing, owed))
        if not owed and standing.kind == "registration":
            lines.append(say_answered(language, standing))
        elif len(owed) < len(standing.items):
            name = say_round(language, standing.slug, standing.kind)
            lines.append(t(language, "gap-answered", round=name, count=len(standing.items) - len(owed)))
    lines.append(t(language, "gap-send-again"))
    return Message("\n".join(lines))


def unregistered(language: str, units: Sequence[str], due_at: datetime, zone: tzinfo, round_id: int) -> Message:
    """Give the office the units with nobody registered, with a button that makes links to pass on."""
    names = t(language, "list-separator").join(escape(unit) for unit in units)
    text = t(language, "unregistered-list", due=say_moment(language, due_at, zone), count=len(units), units=names)
    return Message(text, ((Button(t(language, "button-make-links"), f"links:{round_id}"),),))


def links(language: str, links: Sequence[tuple[str, str]]) -> list[Message]:
    """Return units with their links, or that everybody has come meanwhile."""
    if not links:
        return [Message(t(language, "unregistered-none"))]
    blocks = [t(language, "links-title"), *(f"{escape(unit)}\n{escape(link)}" for unit, link in links)]
    return messages_of(blocks, Message(""))
