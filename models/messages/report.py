"""What reporting says: a task's card, the question for its text, the preview, the receipt."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, tzinfo

from locales import t
from models.messages import buttons
from models.messages.pages import messages_of, paginate
from models.messages.words import escape, say_moment, say_numbers, say_round, say_state, say_status, without_status
from models.rules.assignments import Entry, Item
from models.rules.chats import Button, Message, utf16_length
from models.rules.hints import Hint, hints_of
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


def name_item(item: Item) -> str:
    """Return how a task is named: its number and short title; the unit where no task is asked about."""
    if item.number is None:
        return escape(item.unit)
    return f"{item.number} {escape(item.title)}".strip()


def name_short(item: Item) -> str:
    """Return a task's number, or the unit where no task is asked about; not escaped."""
    return str(item.number) if item.number is not None else item.unit


def _shorten(text: str, length: int) -> str:
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


def card(language: str, standing: Standing, item: Item, facts: CardFacts, *, noted: str = "") -> Message:
    """Return a task's card with the five statuses; `noted` says in front what was just recorded."""
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
        lines.append(escape(_shorten(item.text, _SHOWN_TASK_TEXT)))
    if len({each.unit_id for each in standing.items}) > 1:
        lines.append(t(language, "report-unit", unit=escape(item.unit)))
    last = standing.last.get(item.assignment_id)
    if last is not None:
        text = escape(_shorten(last[1], _SHOWN_LAST_TEXT))
        lines.append(t(language, "report-last-month", status=say_status(language, last[0]), text=text))
    if item.state is AssignmentState.RETURNED:
        lines.append(t(language, "report-was-returned"))
        if item.return_reason:
            lines.append(t(language, "act-return-reason", reason=escape(item.return_reason)))
        if facts.return_reason:
            lines.append(
                t(language, "report-return-reason", reason=escape(_shorten(facts.return_reason, _SHOWN_LAST_TEXT)))
            )
    lines.extend(
        t(language, "report-input", unit=escape(unit), text=escape(_shorten(text, _SHOWN_LAST_TEXT)))
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
        lines.append(t(language, "report-present-text", text=escape(_shorten(present, _SHOWN_LAST_TEXT))))
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


def describe_entry(language: str, item: Item, entry: Entry) -> str:
    """Return one entry of the preview."""
    status = say_status(language, entry.status)
    if not status and entry.asks_status:
        status = t(language, "report-no-status")
    if entry.status_assumed:
        status = t(language, "report-assumed", status=status)
    head = f"<b>{name_item(item)}</b>　{status}"
    if entry.percent is not None:
        head += f"　{entry.percent}%"
    lines = [head]
    text = without_status(language, entry.status, entry.text)
    if text:
        lines.append(escape(_shorten(text, _SHOWN_ENTRY_TEXT)))
    if entry.problems:
        lines.append(t(language, "report-problems", text=escape(_shorten(entry.problems, _SHOWN_ENTRY_TEXT))))
    if entry.next_step:
        lines.append(t(language, "report-next-step", text=escape(_shorten(entry.next_step, _SHOWN_ENTRY_TEXT))))
    if entry.files:
        lines.append(t(language, "report-files", count=entry.files))
    if not entry.is_complete:
        lines.append(t(language, "report-incomplete"))
    return "\n".join(lines)


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
        block = describe_entry(language, item, entry)
        block += "".join(f"\n💡 {t(language, _HINT_KEYS[hint])}" for hint in hints)
        blocks.append(f"{block}\n")
        if hints:
            hinted.append(item)
    left = [
        item.number
        for item in standing.items
        if item.is_owed and item.assignment_id not in standing.complete and item.number is not None
    ]
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


def dropped(language: str, count: int) -> Message:
    """Tell a person that the draft is gone; what was submitted stays."""
    return Message(t(language, "report-dropped", count=count))


def tasks_list(
    language: str,
    standings: Sequence[Standing],
    led: Sequence[tuple[int, str]],
    supported: Sequence[tuple[int, str]],
) -> list[Message]:
    """Return all of a person's tasks with their state in the open rounds.

    `led` are tasks to report that no open round asks about, `supported` those the unit only cooperates in.
    """
    blocks: list[str] = []
    rows: list[tuple[Button, ...]] = []
    for standing in standings:
        head = t(
            language,
            "report-heading",
            round=say_round(language, standing.slug, standing.kind),
            due=say_moment(language, standing.due_at, standing.zone),
        )
        blocks.append(f"<b>{head}</b>")
        blocks.extend(
            f"{_state_mark(item)} {name_item(item)}　{say_state(language, item.state)}" for item in standing.items
        )
        blocks.append("")
        owed = sum(1 for item in standing.items if item.is_owed)
        if owed and standing.kind != "registration":
            rows.append((buttons.start_report(language, standing.round_id, owed),))
    if led:
        blocks.append(f"<b>{t(language, 'report-led-tasks', count=len(led))}</b>")
        blocks.extend([*(f"{number} {escape(title)}".strip() for number, title in led), ""])
    if supported:
        blocks.append(f"<b>{t(language, 'report-supported-tasks', count=len(supported))}</b>")
        blocks.extend(f"{number} {escape(title)}".strip() for number, title in supported)
    return messages_of(blocks, Message("", tuple(rows)))


def _state_mark(item: Item) -> str:
    return {"owed": "⬜", "returned": "↩️", "answered": "✅", "accepted": "☑️"}.get(item.state.value, "▫️")


def owed_list(language: str, standings: Sequence[Standing]) -> Message:
    """Return what is still owed, round by round, with one button a round; or that nothing is."""
    lines: list[str] = []
    rows: list[tuple[Button, ...]] = []
    for standing in standings:
        owed = [item for item in standing.items if item.is_owed]
        if not owed:
            lines.append(t(language, "status-all-reported", round=say_round(language, standing.slug, standing.kind)))
            continue
        lines.append(say_owed(language, standing, owed))
        if standing.kind == "registration":
            rows.extend((buttons.continue_form(language, item.unit_id),) for item in owed)
        else:
            rows.append((buttons.start_report(language, standing.round_id, len(owed)),))
    return Message("\n".join(lines) if lines else t(language, "status-no-round"), tuple(rows))


def say_owed(language: str, standing: Standing, owed: Sequence[Item]) -> str:
    """Return one line a due time: round, what is left, until when."""
    by_due: dict[datetime, list[Item]] = {}
    for item in owed:
        by_due.setdefault(item.due_at, []).append(item)
    round_name = say_round(language, standing.slug, standing.kind)
    lines: list[str] = []
    for due_at, items in sorted(by_due.items()):
        numbers = [item.number for item in items if item.number is not None]
        due = say_moment(language, due_at, standing.zone)
        if numbers:
            lines.append(
                t(
                    language,
                    "status-owed-tasks",
                    round=round_name,
                    due=due,
                    count=len(numbers),
                    numbers=say_numbers(language, numbers),
                )
            )
        else:
            units = t(language, "list-separator").join(dict.fromkeys(escape(item.unit) for item in items))
            lines.append(t(language, "status-owed-unit", round=round_name, due=due, units=units))
    return "\n".join(lines)


def nothing_owed(language: str) -> Message:
    """Tell a person there is nothing to report now."""
    return Message(t(language, "status-nothing-owed"))


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
        text=escape(_shorten(text, _SHOWN_LAST_TEXT)),
    )


def asked(language: str, text: str) -> str:
    """Return the remark that a piece names no task."""
    return t(language, "report-task-asked", text=escape(_shorten(text, _SHOWN_LAST_TEXT)))


def not_owed(language: str, numbers: Iterable[int]) -> str:
    """Return the remark that some numbers are not the sender's to report."""
    return t(language, "report-task-not-owed", numbers=say_numbers(language, numbers))


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


def asked_supporters(language: str, item: Item, reached: Sequence[str], unreached: Sequence[str]) -> Message:
    """Say which cooperating units were asked, and which have nobody to ask."""
    separator = t(language, "list-separator")
    lines = []
    if reached:
        units = separator.join(escape(unit) for unit in reached)
        lines.append(t(language, "report-asked-supporters", name=name_item(item), units=units))
    if unreached:
        lines.append(
            t(language, "report-unreached-supporters", units=separator.join(escape(unit) for unit in unreached))
        )
    return Message("\n".join(lines) or t(language, "report-gone"))


def please_contribute(language: str, lead: str, item: Item, due: str) -> Message:
    """Ask a cooperating unit's liaison for input."""
    return Message(
        t(language, "report-please-contribute", unit=escape(lead), name=name_item(item), due=due),
        ((buttons.contribute(language, item.assignment_id),),),
    )


def ask_contribution(language: str, name: str) -> Message:
    """Ask for the text of a contribution."""
    return Message(t(language, "report-ask-contribution", name=escape(name)))


def contributed(language: str, name: str, lead: str) -> Message:
    """Say that an input was passed on to the lead."""
    return Message(t(language, "report-contributed", name=escape(name), unit=escape(lead)))


def contribution_came(language: str, unit: str, item: Item, text: str) -> Message:
    """Tell a lead that a cooperating unit has sent input."""
    return Message(
        t(
            language,
            "report-contribution-came",
            unit=escape(unit),
            name=name_item(item),
            text=escape(_shorten(text, _SHOWN_ENTRY_TEXT)),
        ),
        ((buttons.change_item(t(language, "button-open-item", number=name_short(item)), item.assignment_id),),),
    )


def as_lead_text(language: str, lead: str) -> str:
    """Return the text of a second lead that agrees with the first."""
    return t(language, "report-as-lead", unit=lead)


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


@dataclass(frozen=True, slots=True)
class PastAnswer:
    """One version of an answer, for /history."""

    number: str
    version: int
    status: Status | None
    text: str
    receipt: str
    said_at: datetime
    on_time: bool
    is_returned: bool


def history(language: str, rounds: Sequence[tuple[int, str, str, Sequence[PastAnswer]]], zone: tzinfo) -> list[Message]:
    """Return what was reported, version by version, the newest round first."""
    blocks: list[str] = []
    for _, slug, kind, answers in rounds:
        blocks.append(f"<b>{say_round(language, slug, kind)}</b>")
        for answer in answers:
            line = t(
                language,
                "history-line",
                number=escape(answer.number),
                version=answer.version,
                status=say_status(language, answer.status),
                at=say_moment(language, answer.said_at, zone),
                receipt=answer.receipt,
            )
            if not answer.on_time:
                line += f" · {t(language, 'history-late')}"
            if answer.is_returned:
                line += f" · {t(language, 'state-returned')}"
            text = without_status(language, answer.status, answer.text)
            blocks.append(f"{line}\n{escape(_shorten(text, _SHOWN_LAST_TEXT))}".rstrip("\n"))
        blocks.append("")
    return messages_of(blocks, Message("")) if blocks else [Message(t(language, "history-empty"))]


def sensitive_line(language: str) -> str:
    """Return the line, said once at 开始填报, about what does not belong in a chat."""
    return t(language, "report-sensitive-line")
