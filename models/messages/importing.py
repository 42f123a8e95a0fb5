"""What a file would do, and what it did."""

from collections.abc import Mapping, Sequence
from datetime import tzinfo

from locales import t
from models.messages import buttons
from models.messages.correcting import say_difference, say_told
from models.messages.draft import describe_entry
from models.messages.pages import messages_of
from models.messages.words import escape, say_day, say_numbers
from models.rules.assignments import Entry, Item
from models.rules.chats import Message
from models.rules.circular_diff import PlanDiff, due_of
from models.rules.circular_forms import ContactSheet
from models.rules.circulars import Circular
from models.rules.registrations import mask_phone

_MOST_DOUBTS = 80
"""In a chat; the command line shows all of them."""


def unreadable(reason: str) -> Message:
    """Say why a file is refused, and how to mend it; the readers have worded it."""
    return Message(escape(reason))


def refused(language: str, key: str, arguments: Mapping[str, str]) -> Message:
    """Say why an action was refused."""
    return Message(t(language, key, {name: escape(value) for name, value in arguments.items()}))


def _read_back(language: str, circular: Circular) -> list[str]:
    blocks = [
        t(
            language,
            "import-preview",
            title=f"<b>{escape(circular.title) or t(language, 'import-no-title')}</b>",
            document_no=escape(circular.document_no) or "—",
            issuer=escape(circular.issuer) or "—",
            parts=len(circular.parts),
            measures=len(circular.measures),
            tasks=len(circular.tasks),
        )
    ]
    blocks.extend(_dates(language, circular))
    separator = t(language, "list-separator")
    if circular.tasks:
        first, last = circular.tasks[0], circular.tasks[-1]
        lead = escape(separator.join(first.lead)) or "—"
        blocks.append(t(language, "import-first-task", number=first.number, text=escape(first.text), lead=lead))
        lead = escape(separator.join(last.lead)) or "—"
        blocks.append(t(language, "import-last-task", number=last.number, text=escape(last.text), lead=lead))
    return blocks


def _doubtful(language: str, doubts: Sequence[str]) -> list[str]:
    return [t(language, "import-doubt", text=escape(doubt)) for doubt in doubts]


def _dates(language: str, circular: Circular) -> list[str]:
    """Return by when to report and to register, as the file says it: what everybody will be reminded of."""
    due, cutoff = due_of(circular), circular.registration_due_at
    lines = [] if due is None else [t(language, "import-due-line", day=due.day, time=f"{due.at:%H:%M}")]
    if cutoff is not None:
        lines.append(t(language, "import-cutoff-line", day=say_day(language, cutoff.date()), time=f"{cutoff:%H:%M}"))
    return lines


def preview_read(language: str, circular: Circular, doubts: Sequence[str]) -> list[Message]:
    """Return what a file says, by itself: counts, first and last task, every doubt (worded)."""
    return messages_of([*_read_back(language, circular), *_doubtful(language, doubts)], Message(""))


def preview_plan(
    language: str,
    circular: Circular,
    span: tuple[str, str] | None,
    diff: PlanDiff | None,
    doubts: Sequence[str],
    zone: tzinfo,
    *,
    in_chat: bool = True,
) -> list[Message]:
    """Return counts, first and last task, differences to the plan loaded, and every doubt (worded); with 确认导入."""
    blocks = _read_back(language, circular)
    if diff is not None:
        blocks.extend(say_difference(language, diff, zone))
    blocks.extend(_doubtful(language, doubts[:_MOST_DOUBTS] if in_chat else doubts))
    if in_chat and len(doubts) > _MOST_DOUBTS:
        blocks.append(t(language, "import-more-doubts", count=len(doubts) - _MOST_DOUBTS))
    if span is None:
        blocks.append(t(language, "import-say-span"))
    else:
        blocks.append(t(language, "import-span", first=span[0], last=span[1]))
        if in_chat:
            blocks.append(t(language, "import-span-how", first=span[0], last=span[1]))
    return messages_of(blocks, Message("", ((buttons.confirm_import(language), buttons.cancel_import(language)),)))


def span_chosen(language: str, first: str, last: str) -> Message:
    """Read back the first and last round, with 确认导入."""
    return Message(
        t(language, "import-span", first=first, last=last),
        ((buttons.confirm_import(language), buttons.cancel_import(language)),),
    )


def plan_taken(
    language: str, count: int, first: str, last: str, diff: PlanDiff | None, zone: tzinfo, *, in_chat: bool = False
) -> Message:
    """Say that the plan is in: a new one (`diff` None; in a chat what to do next), a correction, or the same once more."""
    if diff is None:
        done = t(language, "import-done", count=count, first=first, last=last)
        return Message(f"{done}\n{t(language, 'import-next')}" if in_chat else done)
    if not diff:
        return Message(t(language, "import-same-again", count=count, first=first, last=last))
    corrected = t(language, "import-corrected", count=count, first=first, last=last)
    return Message("\n".join((corrected, *say_told(language, diff, zone))))


def preview_contacts(language: str, sheets: Sequence[tuple[str, ContactSheet]], doubts: Sequence[str]) -> Message:
    """Return the lines of 附件3 as read, telephones masked, with 确认导入."""
    lines = [t(language, "contacts-preview", count=len(sheets))]
    for unit, sheet in sheets[:20]:
        lines.append(f"<b>{escape(unit)}</b>　{escape(sheet.office_phone)}".rstrip("　"))
        lines.extend(
            t(
                language,
                "contacts-line",
                tasks=say_numbers(language, row.tasks) if row.tasks else t(language, "registration-all-tasks"),
                leader=escape(row.leader),
                leader_phone=escape(mask_phone(row.leader_phone)),
                liaison=escape(row.liaison),
                liaison_phone=escape(mask_phone(row.liaison_phone)),
            )
            for row in sheet.rows[:20]
        )
    lines.extend(t(language, "import-doubt", text=escape(doubt)) for doubt in doubts[:10])
    return Message("\n".join(lines), ((buttons.confirm_import(language), buttons.cancel_import(language)),))


def contacts_taken(language: str, units: Sequence[tuple[str, int]]) -> Message:
    """Say whose contact sheets were taken in."""
    names = t(language, "list-separator").join(escape(unit) for unit, _ in units)
    return Message(t(language, "contacts-taken", units=names, count=sum(count for _, count in units)))


def preview_sheet(language: str, unit: str, slug: str, entries: Sequence[tuple[Item, Entry]]) -> list[Message]:
    """Return a unit's filled report sheet as read, with 确认导入: it will be recorded on the unit's behalf."""
    blocks = [t(language, "sheet-preview", unit=escape(unit), round=slug, count=len(entries)), ""]
    blocks.extend(f"{describe_entry(language, item, entry)}\n" for item, entry in entries)
    return messages_of(blocks, Message("", ((buttons.confirm_import(language), buttons.cancel_import(language)),)))


def sheet_taken(language: str, receipt: str, unit: str, count: int) -> Message:
    """Return the receipt of a sheet recorded on a unit's behalf."""
    return Message(t(language, "sheet-taken", receipt=receipt, unit=escape(unit), count=count))


def nothing_waits(language: str) -> Message:
    """Answer 确认导入 where nothing waits for it."""
    return Message(t(language, "import-nothing-waits"))


def cancelled(language: str) -> Message:
    """Say that nothing was imported."""
    return Message(t(language, "import-not-confirmed"))


def ask_for_file(language: str) -> Message:
    """Ask an admin to send the file."""
    return Message(t(language, "import-ask-file"))


def ask_assignment(language: str, numbers: Sequence[int]) -> Message:
    """Ask an admin for the units of the tasks that have none."""
    return Message(
        t(language, "assign-ask", count=len(numbers), numbers=say_numbers(language, numbers)),
        ((buttons.cancel_import(language),),),
    )


def preview_assignment(language: str, lines: Sequence[tuple[Sequence[int], Sequence[str], Sequence[str]]]) -> Message:
    """Read the units back, with 确认导入."""
    separator = t(language, "list-separator")
    text = [
        t(
            language,
            "assign-line",
            numbers=say_numbers(language, numbers),
            lead=escape(separator.join(lead)),
            support=escape(separator.join(support)) or "—",
        )
        for numbers, lead, support in lines
    ]
    return Message(
        "\n".join((t(language, "assign-preview"), *text)),
        ((buttons.confirm_import(language), buttons.cancel_import(language)),),
    )


def assigned(language: str, count: int, left: Sequence[int]) -> Message:
    """Say how many tasks got their units, and which have none yet."""
    lines = [t(language, "assign-done", count=count)]
    if left:
        lines.append(t(language, "assign-left", numbers=say_numbers(language, left)))
    return Message("\n".join(lines))
