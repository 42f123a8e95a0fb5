"""What a ZIP of filled sheets would record, and what it did."""

from collections.abc import Sequence
from dataclasses import dataclass

from locales import t
from models.messages import buttons
from models.messages.pages import messages_of
from models.messages.words import escape, say_round, say_status
from models.rules.assignments import Entry, Item
from models.rules.chats import Message


@dataclass(frozen=True, slots=True)
class SheetLine:
    """One unit's report sheet: its round, and what it says of each task."""

    unit: str
    slug: str
    kind: str
    entries: Sequence[tuple[Item, Entry]]


def preview(
    language: str,
    sheets: Sequence[SheetLine],
    contacts: Sequence[tuple[str, int]],
    refused: Sequence[tuple[str, str]],
    *,
    in_chat: bool = True,
) -> list[Message]:
    """Return, unit by unit, what would be recorded, and which files cannot be; with 确认导入."""
    count = sum(len(sheet.entries) for sheet in sheets)
    blocks: list[str] = []
    if sheets:
        blocks.append(t(language, "bundle-preview", units=len(sheets), count=count))
        blocks.extend(_sheet(language, sheet) for sheet in sheets)
    if contacts:
        blocks.append(t(language, "bundle-contacts", count=len(contacts)))
        blocks.extend(t(language, "bundle-contacts-line", unit=escape(unit), count=rows) for unit, rows in contacts)
    blocks.extend(_refused(language, refused))
    rows = ((buttons.confirm_import(language), buttons.cancel_import(language)),) if in_chat else ()
    return messages_of(blocks, Message("", rows))


def _sheet(language: str, sheet: SheetLine) -> str:
    entries = t(language, "list-separator").join(_entry(language, item, entry) for item, entry in sheet.entries)
    name = say_round(language, sheet.slug, sheet.kind)
    return t(
        language,
        "bundle-line",
        unit=escape(sheet.unit),
        round=escape(name),
        count=len(sheet.entries),
        entries=entries,
    )


def _entry(language: str, item: Item, entry: Entry) -> str:
    status = say_status(language, entry.status)
    if entry.status_assumed:
        status = t(language, "report-assumed", status=status)
    key = "bundle-entry-again" if item.version and not item.is_owed else "bundle-entry"
    return t(language, key, number=item.number or 0, status=status)


def _refused(language: str, refused: Sequence[tuple[str, str]]) -> list[str]:
    if not refused:
        return []
    return [t(language, "bundle-refused", count=len(refused)), *(refused_line(name, why) for name, why in refused)]


def refused_line(name: str, why: str) -> str:
    """Return a file of a ZIP and why it is not taken."""
    return f"⚠️ {escape(name)}　{escape(why)}"


def nothing_to_take(language: str, refused: Sequence[tuple[str, str]]) -> list[Message]:
    """Say of every file why it is not taken."""
    return messages_of(_refused(language, refused), Message(""))


def taken(
    language: str,
    receipts: Sequence[tuple[str, int, str]],
    registered: Sequence[tuple[str, int]],
    refused: Sequence[tuple[str, str]],
) -> list[Message]:
    """Return the receipts, unit by unit; whose contact sheets were taken in; and what was not."""
    blocks = [t(language, "bundle-taken", count=len(receipts))] if receipts else []
    blocks.extend(
        t(language, "bundle-taken-line", unit=escape(unit), count=count, receipt=receipt)
        for unit, count, receipt in receipts
    )
    if registered:
        units = t(language, "list-separator").join(escape(unit) for unit, _ in registered)
        blocks.append(t(language, "contacts-taken", units=units, count=sum(count for _, count in registered)))
    blocks.extend(_refused(language, refused))
    return messages_of(blocks, Message(""))
