"""What is said about a data call (征集)."""

from collections.abc import Sequence
from datetime import datetime, tzinfo

from locales import t
from models.messages import buttons, office_buttons
from models.messages.standings import Standing
from models.messages.words import escape, say_moment, say_round
from models.rules.assignments import Item
from models.rules.chats import Message

_SHOWN = 1500


def preview_call(
    language: str,
    title: str,
    due_at: datetime,
    units: Sequence[str],
    text: str,
    zone: tzinfo,
    *,
    files: Sequence[str] = (),
) -> Message:
    """Read a call back: title, due time, units, words, files; a file can still be sent while it waits."""
    enclosed = (
        t(language, "call-files", names=t(language, "list-separator").join(escape(name) for name in files))
        if files
        else t(language, "call-no-files")
    )
    names = t(language, "list-separator").join(escape(unit) for unit in units)
    return Message(
        t(
            language,
            "call-preview",
            title=escape(title),
            due=say_moment(language, due_at, zone),
            count=len(units),
            units=names,
            text=escape(text[:_SHOWN]),
        )
        + f"\n{enclosed}"
    )


def call_opened(language: str, slug: str, count: int, due_at: datetime, zone: tzinfo) -> Message:
    """Say that the call is out."""
    due = say_moment(language, due_at, zone)
    return Message(t(language, "call-opened", slug=escape(slug), count=count, due=due))


def too_many_files(language: str, most: int) -> Message:
    """Say that not all files can go out with a call."""
    return Message(t(language, "call-too-many-files", most=most))


def ask_material(
    language: str, standing: Standing, item: Item, asked: str, *, noted: str = "", enclosed: int = 0
) -> Message:
    """Ask a unit for its material: a text, files, or both; there is no status to choose.

    `enclosed` is how many files went out with the call; they can be fetched again.
    """
    lines = [noted, ""] if noted else []
    lines.append(
        t(
            language,
            "call-ask",
            round=say_round(language, standing.slug, standing.kind),
            due=say_moment(language, item.due_at, standing.zone),
            unit=escape(item.unit),
        )
    )
    if asked:
        lines.append(escape(asked[:_SHOWN]))
    lines.extend(("", t(language, "call-how")))
    fetch = (office_buttons.enclosed(language, standing.round_id, enclosed),) if enclosed else ()
    rows = tuple(row for row in (fetch, (buttons.drop(language, standing.round_id),)) if row)
    return Message("\n".join(lines), rows)


def press_first(language: str, called: Sequence[Standing]) -> Message:
    """Say that nothing was recorded: what a call asks for is sent after its button was pressed. One button a call."""
    rounds = t(language, "list-separator").join(
        t(language, "call-name", round=escape(say_round(language, standing.slug, standing.kind))) for standing in called
    )
    rows = tuple((buttons.start_report(language, standing.round_id, 1),) for standing in called)
    return Message(t(language, "call-press-first", rounds=rounds), rows)
