"""What is said of a text as it was read: tasks it names wrongly or not at all, and what a colleague has answered meanwhile."""

from collections.abc import Iterable, Sequence

from locales import t
from models.messages.naming import name_short
from models.messages.pages import messages_of
from models.messages.words import escape, excerpt, say_numbers, say_status, without_status
from models.rules.assignments import Item
from models.rules.chats import Message
from models.rules.words import Status

# Of what stays recorded so many are named one by one.
_MOST_KEPT = 5


def unclear(language: str, numbers: Iterable[int]) -> Message:
    """Answer a text of which no task could be read, with an example made of the sender's own numbers."""
    mine = tuple(numbers)
    return Message(
        t(language, "report-unclear", first=str(mine[0]) if mine else "28", second=str(mine[-1]) if mine else "29")
    )


def changed_since(language: str) -> str:
    """Return the remark that the draft is another one than that which stood above the button pressed."""
    return t(language, "report-changed-since")


def conflict(language: str, item: Item, status: Status | None, text: str) -> str:
    """Return the remark that a colleague has answered meanwhile, with what they said."""
    return t(
        language,
        "report-conflict",
        number=escape(name_short(item)),
        status=say_status(language, status),
        text=excerpt(without_status(language, status, text)),
    )


def removed(language: str, items: Iterable[Item]) -> str:
    """Return the remark that an edited message no longer speaks of some tasks, which are out of the draft."""
    return t(
        language, "report-removed", numbers=t(language, "list-separator").join(escape(name_short(i)) for i in items)
    )


def kept(language: str, answered: Sequence[tuple[Item, Status | None, str]]) -> Message:
    """Say what stays as it was submitted though the edited message speaks of it no more, and how to change that."""
    lines = [
        t(
            language,
            "report-kept",
            numbers=t(language, "list-separator").join(escape(name_short(item)) for item, _, _ in answered),
        )
    ]
    lines.extend(
        t(
            language,
            "report-kept-line",
            number=escape(name_short(item)),
            status=say_status(language, status),
            text=excerpt(without_status(language, status, text)),
        ).rstrip("　 ")
        for item, status, text in answered[:_MOST_KEPT]
    )
    if len(answered) > _MOST_KEPT:
        lines.append(t(language, "report-kept-more", count=len(answered) - _MOST_KEPT))
    lines.extend(t(language, "report-kept-how", number=escape(name_short(item))) for item, _, _ in answered[:1])
    return Message("\n".join(lines))


def marked_sensitive(language: str, items: Iterable[Item]) -> str:
    """Return the remark that some entries look like sensitive matter."""
    return t(
        language,
        "report-marked-sensitive",
        numbers=t(language, "list-separator").join(escape(name_short(item)) for item in items),
    )


def asked(language: str, text: str) -> str:
    """Return the remark that a piece names no task."""
    return t(language, "report-task-asked", text=excerpt(text))


def nothing_said(language: str, numbers: Sequence[int]) -> str:
    """Return the remark that some tasks were named and nothing was said of them."""
    return t(
        language, "report-nothing-said", numbers=say_numbers(language, numbers), first=str(min(numbers, default=28))
    )


def not_owed(language: str, numbers: Iterable[int]) -> str:
    """Return the remark that some numbers are not the sender's to report."""
    return t(language, "report-task-not-owed", numbers=say_numbers(language, numbers))


def answered_before(language: str, numbers: Iterable[int]) -> str:
    """Return the remark that a word for all the rest leaves alone what has been answered already."""
    return t(language, "report-answered-before", numbers=say_numbers(language, numbers))


def drafted_before(language: str, numbers: Iterable[int]) -> str:
    """Return the remark that a word for all the rest leaves alone what the draft has already."""
    return t(language, "report-drafted-before", numbers=say_numbers(language, numbers))


def unknown_tasks(language: str, numbers: Iterable[int]) -> str:
    """Return the remark that some numbers are no task's."""
    return t(language, "report-task-unknown", numbers=say_numbers(language, numbers))


def plain_remarks(remarks: Sequence[str]) -> list[Message]:
    """Return remarks alone, where nothing could be put into the draft."""
    return messages_of(list(remarks), Message(""))
