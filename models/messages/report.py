"""What reporting says: a task's card, the question for its text, the preview, the receipt."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, tzinfo

from locales import t
from models.messages import buttons
from models.messages.pages import messages_of, paginate
from models.messages.words import escape, say_moment, say_numbers, say_round, say_status, without_status
from models.rules.assignments import Entry, Item
from models.rules.chats import Button, Message, utf16_length
from models.rules.hints import Hint, hints_of
from models.rules.sensitive import looks_sensitive
from models.rules.words import AssignmentState, Status

_SHOWN_LAST_TEXT = 200
_SHOWN_TASK_TEXT = 800
# From so many tasks on, a block to copy and a sheet to fill are offered beside the cards.
_MANY = 5
_SHOWN_ENTRY_TEXT = 600

_HINT_KEYS = {
    Hint.SAME_TEXT: "hint-same-text",
    Hint.ONLY_WORDS: "hint-only-words",
    Hint.BACKWARDS: "hint-backwards",
    Hint.DONE_BELOW_WHOLE: "hint-done-below-whole",
    Hint.NO_REASON: "hint-no-reason",
}


@dataclass(frozen=True, slots=True)
class Standing:
    """A round as the person reporting in it sees it: their items, the draft's entries, what was said last month."""

    round_id: int
    slug: str
    kind: str
    due_at: datetime
    zone: tzinfo
    items: Sequence[Item]
    entries: Mapping[int, Entry]
    last: Mapping[int, tuple[Status | None, str]]

    @property
    def complete(self) -> frozenset[int]:
        """The assignments whose entry can be submitted."""
        return frozenset(key for key, entry in self.entries.items() if entry.is_complete)

    @property
    def is_of_several_units(self) -> bool:
        """Whether the person reports for more than one unit here."""
        return len({item.unit_id for item in self.items}) > 1


def name_item(item: Item) -> str:
    """Return how a task is named: its number and short title; the unit where no task is asked about."""
    if item.number is None:
        return escape(item.unit)
    return f"{item.number} {escape(item.title)}".strip()


def name_entry(standing: Standing, item: Item) -> str:
    """Return how an entry is named: like a task, and with its unit where one person holds the posts of several."""
    if item.number is None or not standing.is_of_several_units:
        return name_item(item)
    return f"{name_item(item)}（{escape(item.unit)}）"


def name_short(item: Item) -> str:
    """Return a task's number, or the unit where no task is asked about; not escaped."""
    return str(item.number) if item.number is not None else item.unit


def shorten(text: str, length: int) -> str:
    """Return a text of at most `length` UTF-16 units, which is what Telegram counts: an emoji is two."""
    if utf16_length(text) <= length:
        return text
    return text.encode("utf-16-le", "surrogatepass")[: (length - 1) * 2].decode("utf-16-le", "ignore") + "…"


def _finish_row(language: str, standing: Standing) -> tuple[Button, ...]:
    count = len(standing.complete)
    return (buttons.submit(language, standing.round_id, count),) if count else ()


@dataclass(frozen=True, slots=True)
class CardFacts:
    """What a task's card shows besides the task itself.

    `first_lead` is set for a second lead; `inputs` are (unit, text, contribution id) of cooperating units.
    """

    first_lead: str = ""
    can_ask: bool = False
    inputs: tuple[tuple[str, str, int], ...] = ()
    return_reason: str = ""


def card(
    language: str, standing: Standing, item: Item, facts: CardFacts, *, noted: str = "", before: Item | None = None
) -> Message:
    """Return a task's card with the five statuses; `noted` says in front what was just recorded.

    `before` was taken over from last month a moment ago, and can be changed from here.
    """
    owed = [each for each in standing.items if each.is_owed]
    rest = sum(1 for each in owed if each.assignment_id not in standing.complete)
    # The place counts what is done: 12/16 reads as the twelfth of sixteen, wherever its number stands in the plan.
    place = len(owed) - rest + (item.assignment_id not in standing.complete) if item.is_owed else 0
    lines = [noted, ""] if noted else []
    heading = t(
        language,
        "report-heading",
        round=say_round(language, standing.slug, standing.kind),
        due=say_moment(language, item.due_at, standing.zone),
    )
    lines.append(t(language, "report-place", heading=heading, place=place, count=len(owed)) if place else heading)
    lines.append(f"<b>{t(language, 'report-task', name=name_item(item))}</b>")
    if item.text:
        lines.append(escape(shorten(item.text, _SHOWN_TASK_TEXT)))
    if standing.is_of_several_units:
        lines.append(t(language, "report-unit", unit=escape(item.unit)))
    last = standing.last.get(item.assignment_id)
    if last is not None:
        text = escape(shorten(without_status(language, *last), _SHOWN_LAST_TEXT))
        lines.append(t(language, "report-last-month", status=say_status(language, last[0]), text=text).rstrip())
    entry = standing.entries.get(item.assignment_id)
    if entry is not None and entry.status is not None:
        lines.append(
            t(
                language,
                "report-in-draft",
                status=say_status(language, entry.status),
                text=escape(shorten(without_status(language, entry.status, entry.text), _SHOWN_LAST_TEXT)),
            ).rstrip()
        )
    if item.state is AssignmentState.RETURNED:
        lines.append(t(language, "report-was-returned"))
        if item.return_reason:
            lines.append(t(language, "act-return-reason", reason=escape(item.return_reason)))
        if facts.return_reason:
            lines.append(
                t(language, "report-return-reason", reason=escape(shorten(facts.return_reason, _SHOWN_LAST_TEXT)))
            )
    lines.extend(
        t(language, "report-input", unit=escape(unit), text=escape(shorten(text, _SHOWN_LAST_TEXT)))
        for unit, text, _ in facts.inputs[:_MANY]
    )
    lines.extend(("", t(language, "report-ask-status")))
    id_ = item.assignment_id
    onward = buttons.next_item(language, id_) if id_ in standing.complete else buttons.skip(language, id_)
    rows = [
        tuple(buttons.status(language, id_, value) for value in (Status.DONE, Status.ON_TRACK, Status.DELAYED)),
        tuple(buttons.status(language, id_, value) for value in (Status.NOT_STARTED, Status.NO_CHANGE)),
        ((buttons.same_as_last(language, id_),) if last is not None else ()) + (onward,),
        tuple(
            button
            for button, is_shown in (
                (buttons.as_lead(language, id_), bool(facts.first_lead)),
                (buttons.ask_supporters(language, id_), facts.can_ask),
            )
            if is_shown
        ),
        *((buttons.take_input(language, unit, input_id),) for unit, _, input_id in facts.inputs[:_MANY]),
        (buttons.edit_item(language, name_short(before), before.assignment_id),) if before is not None else (),
        (buttons.rest_no_change(language, standing.round_id, rest),) if rest > 1 else (),
        (buttons.block(language, standing.round_id), buttons.sheet(language, standing.round_id))
        if rest >= _MANY
        else (),
        (*_finish_row(language, standing), buttons.drop(language, standing.round_id)),
    ]
    return Message("\n".join(lines), tuple(row for row in rows if row))


def ask_text(language: str, standing: Standing, item: Item, status: Status, present: str) -> Message:
    """Return the question for the text; for a delay it asks for the problem and the next step in the same breath.

    `present` is a text the draft has already, which stays unless another is sent.
    """
    key = "report-ask-delay" if status is Status.DELAYED else "report-ask-text"
    lines = [
        f"<b>{t(language, 'report-task', name=name_item(item))}</b>　{say_status(language, status)}",
        "",
        t(language, key),
    ]
    onward = buttons.skip(language, item.assignment_id)
    if present:
        lines.append(t(language, "report-present-text", text=escape(shorten(present, _SHOWN_LAST_TEXT))))
        onward = buttons.next_item(language, item.assignment_id)
    return Message(
        "\n".join(lines),
        ((buttons.show_item(language, item.assignment_id), onward),)
        + ((_finish_row(language, standing),) if standing.complete else ()),
    )


def noted(language: str, item: Item, entry: Entry) -> str:
    """Return the line that says what was just put into the draft."""
    return t(
        language,
        "report-noted",
        name=str(item.number) if item.number is not None else escape(item.unit),
        status=say_status(language, entry.status),
    )


def taken_over(language: str, item: Item, text: str) -> str:
    """Return the line that says that last month's text stands in the draft, and shows it."""
    return t(
        language,
        "report-taken-over",
        name=escape(name_short(item)),
        text=escape(shorten(text, _SHOWN_LAST_TEXT)),
    ).rstrip()


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


def preview(language: str, standing: Standing, *, remarks: Sequence[str] = ()) -> list[Message]:
    """Return the preview of the whole draft, in pages, the buttons under the last."""
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
        rows.append((buttons.submit(language, standing.round_id, count),))
    rest = sum(1 for item in standing.items if item.is_owed and item.assignment_id not in standing.complete)
    if rest and count and standing.kind != "data_call":
        rows.append((buttons.rest_no_change(language, standing.round_id, rest),))
    if left:
        rows.append((buttons.start_report(language, standing.round_id, len(left)),))
    if count:
        rows.append((buttons.clean_copy(language, standing.round_id),))
    rows.extend((buttons.supplement(language, name_short(item), item.assignment_id),) for item in hinted[:_MANY])
    rows.append((buttons.change(language, standing.round_id), buttons.drop(language, standing.round_id)))
    return messages_of(blocks, Message("\n".join(closing), tuple(rows)))


def choose_change(language: str, standing: Standing) -> Message:
    """Return the list of entries, each a button that opens its card again."""
    shown = [item for item in standing.items if item.assignment_id in standing.entries]
    rows = tuple(
        (
            buttons.change_item(
                f"{item.number if item.number is not None else item.unit} "
                f"{say_status(language, standing.entries[item.assignment_id].status)}".strip(),
                item.assignment_id,
            ),
        )
        for item in shown
    )
    return Message(t(language, "report-choose-change"), (*rows[:90], (buttons.preview(language, standing.round_id),)))


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


def stopped(language: str, left: int) -> Message:
    """Say that one step is off, and that the draft is still there."""
    return Message(t(language, "report-stopped-with-draft", count=left) if left else t(language, "report-stopped"))


def dropped(language: str, count: int) -> Message:
    """Tell a person that the draft is gone; what was submitted stays."""
    return Message(t(language, "report-dropped", count=count))


def gone(language: str) -> Message:
    """Answer a press whose round or task is no longer the presser's, or no longer open."""
    return Message(t(language, "report-gone"))


def unclear(language: str, numbers: Iterable[int]) -> Message:
    """Answer a text of which no task could be read, with an example made of the sender's own numbers."""
    mine = tuple(numbers)
    return Message(
        t(language, "report-unclear", first=str(mine[0]) if mine else "28", second=str(mine[-1]) if mine else "29")
    )


def nothing_to_submit(language: str) -> Message:
    """Answer a 确认提交 for which there is nothing (any more)."""
    return Message(t(language, "report-nothing-to-submit"))


def conflict(language: str, item: Item, status: str, text: str) -> str:
    """Return the remark that a colleague has answered meanwhile, with what they said."""
    return t(
        language,
        "report-conflict",
        number=str(item.number) if item.number is not None else escape(item.unit),
        status=status,
        text=escape(shorten(text, _SHOWN_LAST_TEXT)),
    )


def removed(language: str, items: Iterable[Item]) -> str:
    """Return the remark that an edited message no longer speaks of some tasks, which are out of the draft."""
    return t(
        language, "report-removed", numbers=t(language, "list-separator").join(escape(name_short(i)) for i in items)
    )


def marked_sensitive(language: str, items: Iterable[Item]) -> str:
    """Return the remark that some entries look like sensitive matter."""
    return t(
        language,
        "report-marked-sensitive",
        numbers=t(language, "list-separator").join(escape(name_short(item)) for item in items),
    )


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


def asked(language: str, text: str) -> str:
    """Return the remark that a piece names no task."""
    return t(language, "report-task-asked", text=escape(shorten(text, _SHOWN_LAST_TEXT)))


def not_owed(language: str, numbers: Iterable[int]) -> str:
    """Return the remark that some numbers are not the sender's to report."""
    return t(language, "report-task-not-owed", numbers=say_numbers(language, numbers))


def answered_before(language: str, numbers: Iterable[int]) -> str:
    """Return the remark that a word for all the rest leaves alone what has been answered already."""
    return t(language, "report-answered-before", numbers=say_numbers(language, numbers))


def unknown_tasks(language: str, numbers: Iterable[int]) -> str:
    """Return the remark that some numbers are no task's."""
    return t(language, "report-task-unknown", numbers=say_numbers(language, numbers))


def plain_remarks(remarks: Sequence[str]) -> list[Message]:
    """Return remarks alone, where nothing could be put into the draft."""
    return messages_of(list(remarks), Message(""))


def block(language: str, standing: Standing) -> list[Message]:
    """Return the owed tasks as a copyable block; filled in and sent back, it is a report."""
    owed = [item for item in standing.items if item.is_owed and item.number is not None]
    text = "\n".join(f"{item.number}（{escape(item.title)}）：" if item.title else f"{item.number}：" for item in owed)
    pages = paginate(text.split("\n"))
    return [Message(t(language, "report-block")), *(Message(f"<pre>{page}</pre>") for page in pages)]


def file_attached(language: str, item: Item, count: int) -> Message:
    """Say that a file goes with a task, and how many do now."""
    return Message(t(language, "report-file-attached", name=name_item(item), count=count))


def file_without_task(language: str) -> Message:
    """Ask which task a file belongs to."""
    return Message(t(language, "report-file-without-task"))


def file_too_large(language: str, name: str) -> Message:
    """Say that a file is over what a bot can fetch."""
    return Message(t(language, "report-file-too-large", name=escape(name)))


def file_not_fetched(language: str, name: str) -> Message:
    """Ask for a file again that could not be fetched."""
    return Message(t(language, "report-file-not-fetched", name=escape(name)))


def explain_hint(language: str) -> str:
    """Return the line that a delay's reason may be sent now, or left out."""
    return t(language, "report-explain-hint")


def sensitive(language: str) -> Message:
    """Hold a text that looks like sensitive matter for a second confirmation."""
    return Message(t(language, "report-sensitive"), ((buttons.send_anyway(language), buttons.do_not_send(language)),))


def not_sent(language: str) -> Message:
    """Say that a held text was thrown away."""
    return Message(t(language, "report-not-sent"))


def ask_supplement(language: str, item: Item) -> Message:
    """Ask for what is to be added to an entry."""
    return Message(t(language, "report-ask-supplement", name=name_item(item)))


def closed(language: str, slug: str, kind: str) -> Message:
    """Say that a round takes nothing more, and how a correction can still reach the office."""
    return Message(
        t(language, "report-closed", round=say_round(language, slug, kind)),
        ((buttons.send_note(language), buttons.do_not_send(language)),),
    )


def note_sent(language: str) -> Message:
    """Say that a correction was passed on to the office."""
    return Message(t(language, "report-note-sent"))


def note_for_office(language: str, unit: str, name: str, text: str) -> Message:
    """Pass a correction that came after closing on to the office."""
    return Message(
        t(language, "report-note-for-office", unit=escape(unit), name=escape(name), text=escape(text[:2000]))
    )


def sensitive_line(language: str) -> str:
    """Return the line, said once at 开始填报, about what does not belong in a chat."""
    return t(language, "report-sensitive-line")
