"""The draft as a whole: its preview, the entries to change, the copy for the leader, and that it is gone."""

from collections.abc import Sequence
from dataclasses import replace

from locales import t
from models.messages import buttons
from models.messages.naming import name_entry, name_item, name_short
from models.messages.pages import messages_of
from models.messages.remarks import marked_sensitive
from models.messages.standings import Standing
from models.messages.words import escape, say_moment, say_numbers, say_round, say_status, shorten, without_status
from models.rules.assignments import Entry, Item
from models.rules.chats import Button, Message
from models.rules.hints import Hint, hints_of
from models.rules.sensitive import looks_sensitive
from models.rules.stamps import stamp_of

_SHOWN_ENTRY_TEXT = 600
_MOST_SUPPLEMENTS = 5

_HINT_KEYS = {
    Hint.SAME_TEXT: "hint-same-text",
    Hint.ONLY_WORDS: "hint-only-words",
    Hint.BACKWARDS: "hint-backwards",
    Hint.DONE_BELOW_WHOLE: "hint-done-below-whole",
    Hint.NO_REASON: "hint-no-reason",
}


def describe_entry(language: str, item: Item, entry: Entry, name: str = "") -> str:
    """Return one entry of the preview; `name` where the task's own is not enough."""
    status = say_status(language, entry.status)
    if not status and entry.asks_status:
        status = t(language, "report-no-status")
    if entry.status_assumed:
        status = t(language, "report-assumed", status=status)
    head = f"<b>{name or name_item(item)}</b>　{status}"
    if entry.percent is not None:
        head += f"　{entry.percent}%"
    lines = [head]
    text = without_status(language, entry.status, entry.text)
    if text:
        lines.append(escape(shorten(text, _SHOWN_ENTRY_TEXT)))
    if entry.problems:
        lines.append(t(language, "report-problems", text=escape(shorten(entry.problems, _SHOWN_ENTRY_TEXT))))
    if entry.next_step:
        lines.append(t(language, "report-next-step", text=escape(shorten(entry.next_step, _SHOWN_ENTRY_TEXT))))
    if entry.files:
        lines.append(t(language, "report-files", count=entry.files))
    if not entry.is_complete:
        lines.append(t(language, "report-incomplete"))
    return "\n".join(lines)


def _words_of(entry: Entry) -> tuple[str, str, str]:
    return entry.text, entry.problems, entry.next_step


def preview(language: str, standing: Standing, *, remarks: Sequence[str] = (), seen: int = 0) -> list[Message]:
    """Return the preview of the whole draft, in pages, the buttons under the last.

    `seen` is the id of the newest answer of a colleague's that the remarks show.
    """
    shown = [item for item in standing.items if item.assignment_id in standing.entries]
    count = len(standing.complete)
    head = t(
        language,
        "report-preview",
        round=say_round(language, standing.slug, standing.kind),
        due=say_moment(language, standing.due_at, standing.zone),
        count=count,
    )
    blocks = [f"{head}\n"]
    hinted: list[Item] = []
    for item in shown:
        entry = standing.entries[item.assignment_id]
        hints = hints_of(entry, standing.last.get(item.assignment_id))
        block = describe_entry(language, item, entry, name_entry(standing, item))
        block += "".join(f"\n💡 {t(language, _HINT_KEYS[hint])}" for hint in hints)
        blocks.append(f"{block}\n")
        if hints:
            hinted.append(item)
    left = [
        item.number
        for item in standing.items
        if item.is_owed and item.assignment_id not in standing.complete and item.number is not None
    ]
    sensitive_items = [
        item for item in shown if looks_sensitive("\n".join(_words_of(standing.entries[item.assignment_id])))
    ]
    if sensitive_items:
        remarks = (*remarks, marked_sensitive(language, sensitive_items))
    blocks.extend(f"⚠️ {remark}\n" for remark in remarks)
    closing = [t(language, "report-left", numbers=say_numbers(language, left))] if left else []
    closing.append(t(language, "report-approved-by-leader"))
    rows: list[tuple[Button, ...]] = []
    if count:
        stamp = stamp_of(standing.entries)
        rows.append((buttons.submit(language, standing.round_id, count, seen=seen, stamp=stamp),))
    rest = sum(1 for item in standing.items if item.is_owed and item.assignment_id not in standing.complete)
    if rest and count and standing.kind != "data_call":
        rows.append((buttons.rest_no_change(language, standing.round_id, rest),))
    if left:
        rows.append((buttons.start_report(language, standing.round_id, len(left)),))
    if count:
        rows.append((buttons.clean_copy(language, standing.round_id),))
    rows.extend(
        (buttons.supplement(language, name_short(item), item.assignment_id),) for item in hinted[:_MOST_SUPPLEMENTS]
    )
    rows.append((buttons.change(language, standing.round_id), buttons.drop(language, standing.round_id)))
    return messages_of(blocks, Message("\n".join(closing), tuple(rows)))


def choose_change(language: str, standing: Standing) -> Message:
    """Return the list of entries, each a button that opens its card again."""
    shown = [item for item in standing.items if item.assignment_id in standing.entries]
    rows = tuple(
        (
            buttons.change_item(
                f"{name_short(item)} {say_status(language, standing.entries[item.assignment_id].status)}".strip(),
                item.assignment_id,
            ),
        )
        for item in shown
    )
    return Message(t(language, "report-choose-change"), (*rows[:90], (buttons.preview(language, standing.round_id),)))


def stopped(language: str, left: int) -> Message:
    """Say that one step is off, and that the draft is still there."""
    return Message(t(language, "report-stopped-with-draft", count=left) if left else t(language, "report-stopped"))


def dropped(language: str, count: int) -> Message:
    """Tell a person that the draft is gone; what was submitted stays."""
    return Message(t(language, "report-dropped", count=count))


def clean_copy(language: str, standing: Standing) -> list[Message]:
    """Return the draft as the leader is to read it: no hints, no remarks, no buttons, to be forwarded as it stands."""
    shown = [item for item in standing.items if item.assignment_id in standing.complete]
    units = t(language, "list-separator").join(dict.fromkeys(escape(item.unit) for item in shown))
    head = t(
        language,
        "report-clean-copy",
        units=units,
        round=say_round(language, standing.slug, standing.kind),
        due=say_moment(language, standing.due_at, standing.zone),
        count=len(shown),
    )
    blocks = [f"<b>{head}</b>\n"]
    for item in shown:
        entry = replace(standing.entries[item.assignment_id], status_assumed=False)
        blocks.append(f"{describe_entry(language, item, entry, name_entry(standing, item))}\n")
    return messages_of(blocks, Message(""))
