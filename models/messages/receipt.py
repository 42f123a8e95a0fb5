"""What 确认提交 is answered with: the receipt, or why there is none."""

from collections.abc import Sequence
from datetime import datetime, tzinfo

from locales import t
from models.messages import buttons
from models.messages.naming import name_short
from models.messages.standings import Standing
from models.messages.words import escape, say_moment, say_numbers, say_round, say_status
from models.rules.assignments import Entry, Item
from models.rules.chats import Message
from models.rules.words import Status


def receipt(
    language: str,
    standing: Standing,
    number: str,
    at: datetime,
    submitted: Sequence[tuple[Item, Entry]],
    late: int,
    left: int,
) -> Message:
    """Return the receipt of a batch: number, time, what was recorded, what is still owed."""
    lines = [
        t(
            language,
            "report-receipt",
            receipt=number,
            round=say_round(language, standing.slug, standing.kind),
            at=say_moment(language, at, standing.zone),
            count=len(submitted),
        )
    ]
    for status in Status:
        numbers = [item.number for item, entry in submitted if entry.status is status and item.number is not None]
        if numbers:
            lines.append(
                t(
                    language,
                    "report-receipt-line",
                    status=say_status(language, status),
                    numbers=say_numbers(language, numbers),
                )
            )
    if late:
        lines.append(t(language, "report-receipt-late", count=late))
    lines.append(t(language, "report-receipt-left", count=left) if left else t(language, "report-receipt-all"))
    rows = ((buttons.start_report(language, standing.round_id, left),),) if left else ()
    return Message("\n".join(lines), rows)


def held(language: str, count: int, at: datetime, zone: tzinfo) -> Message:
    """Tell a person whose claim still waits that the answers were taken."""
    return Message(t(language, "report-held", count=count, at=say_moment(language, at, zone)))


def replaced(language: str, items: Sequence[Item], colleague: str) -> Message:
    """Tell somebody that a colleague has reported the same tasks after them, and that this is what stands.

    It names no receipt: whoever waits for one of their own must not take a colleague's for it.
    """
    numbers = t(language, "list-separator").join(escape(name_short(item)) for item in items)
    return Message(t(language, "report-replaced", numbers=numbers, name=escape(colleague)))


def nothing_to_submit(language: str) -> Message:
    """Answer a 确认提交 for which there is nothing (any more)."""
    return Message(t(language, "report-nothing-to-submit"))
