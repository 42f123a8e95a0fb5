"""What a reminder says: everything still owed, worded from the due time and never from the rung's name."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from locales import t
from models.messages import buttons
from models.messages.owed import can_wait, say_owed
from models.messages.people_buttons import ask_extension
from models.messages.standings import Standing
from models.messages.timing import snooze_button
from models.messages.words import escape, say_round
from models.rules.assignments import Item
from models.rules.chats import Button, Message

__all__ = ["Standing", "narrowed", "reminder"]


def narrowed(standing: Standing, items: Sequence[Item]) -> Standing:
    """Return a standing of these items alone."""
    return replace(standing, items=tuple(items))


def reminder(language: str, standings: Sequence[Standing], now: datetime) -> Message:
    """Return the one message of a moment: a line for each round and due time, and one button a round."""
    lines: list[str] = []
    rows: list[tuple[Button, ...]] = []
    several = sum(standing.kind != "registration" for standing in standings) > 1
    for standing in standings:
        owed = [item for item in standing.items if item.is_owed]
        lines.append(say_owed(language, standing, owed))
        if min(item.due_at for item in owed) <= now:
            lines.append(t(language, "reminder-overdue"))
        if standing.kind == "registration":
            rows.extend((buttons.continue_form(language, item.unit_id),) for item in owed)
        else:
            of = say_round(language, standing.slug, standing.kind) if several else ""
            rows.append((buttons.start_report(language, standing.round_id, len(owed), of=of),))
    units = t(language, "list-separator").join(
        dict.fromkeys(escape(item.unit) for standing in standings for item in standing.items)
    )
    only_registration = all(standing.kind == "registration" for standing in standings)
    greeting = (
        t(language, "reminder-greeting-registration", units=units)
        if only_registration
        else t(language, "reminder-greeting", units=units)
    )
    later = (snooze_button(language), *((ask_extension(language),) if can_wait(standings, now) else ()))
    return Message("\n".join((greeting, "", *lines)), (*rows, later))
