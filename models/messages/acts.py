"""What the office is told when it acts on single tasks: looks, accepts, sends back, enters an answer."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta, tzinfo

from locales import t
from models.messages import buttons, office_buttons
from models.messages.pages import messages_of
from models.messages.words import (
    escape,
    say_day,
    say_moment,
    say_numbers,
    say_round,
    say_state,
    say_status,
    without_status,
)
from models.rules.chats import Button, Message
from models.rules.words import AssignmentState, Status
from models.tables import Answer


@dataclass(frozen=True, slots=True)
class UnitView:
    """One unit's assignment of a task."""

    assignment_id: int
    unit: str
    state: AssignmentState


@dataclass(frozen=True, slots=True)
class TaskView:
    """A task in a round as /task shows it.

    `versions` by assignment, oldest first; `files` their names by answer; `kept` how many files there are by assignment;
    `names` of reporters by person.
    """

    slug: str
    kind: str
    zone: tzinfo
    number: int
    title: str
    units: Sequence[UnitView]
    versions: Mapping[int, Sequence[Answer]]
    files: Mapping[int, Sequence[str]]
    kept: Mapping[int, int]
    names: Mapping[int, str]


@dataclass(frozen=True, slots=True)
class ReturnedItem:
    """What was sent back: `due_at` is until when the new answer is in time, `was_late` that it is late whenever it comes."""

    round_id: int
    number: int | None
    unit: str
    reason: str
    due_at: datetime
    zone: tzinfo
    was_late: bool = False


@dataclass(frozen=True, slots=True)
class Told:
    """A liaison who was to be told something; `reached` if there is a chat to tell it in."""

    name: str
    phone: str
    reached: bool


def task(language: str, view: TaskView) -> list[Message]:
    """Return everything known of a task in a round, each unit's buttons under the last page."""
    head = t(language, "act-task", number=view.number, title=escape(view.title))
    blocks = [f"<b>{head}</b>　{say_round(language, view.slug, view.kind)}"]
    if not view.units:
        blocks.append(t(language, "act-not-owed", number=view.number, round=say_round(language, view.slug, view.kind)))
    rows: list[tuple[Button, ...]] = []
    for each in view.units:
        key = each.assignment_id
        blocks.append(f"\n<b>{escape(each.unit)}</b>　{say_state(language, each.state)}")
        blocks.extend(_version(language, view, answer) for answer in view.versions.get(key, ()))
        row: list[Button] = []
        if each.state is AssignmentState.ANSWERED:
            row.append(office_buttons.accept(language, key, each.unit))
        if each.state in (AssignmentState.ANSWERED, AssignmentState.ACCEPTED):
            row.append(office_buttons.send_back(language, key, each.unit))
        if row:
            rows.append(tuple(row))
        if view.kept.get(key):
            rows.append((office_buttons.attached(language, key, each.unit, view.kept[key]),))
    return messages_of(blocks, Message("", tuple(rows[:90])))


def _version(language: str, view: TaskView, answer: Answer) -> str:
    status = say_status(language, Status(answer.status)) if answer.status else ""
    if answer.percent is not None:
        status += f" {answer.percent}%"
    who = view.names.get(answer.person_id or 0, "") or t(language, "act-by-command-line")
    if answer.on_behalf:
        who = t(language, "act-on-behalf", name=who)
    lines = [
        t(
            language,
            "act-version",
            version=answer.version,
            status=status,
            name=escape(who),
            at=say_moment(language, answer.submitted_at, view.zone),
            timely=t(language, "act-on-time" if answer.on_time else "act-late"),
            receipt=answer.receipt,
        )
    ]
    text = without_status(language, Status(answer.status) if answer.status else None, answer.text)
    if text:
        lines.append(escape(text))
    if answer.problems:
        lines.append(t(language, "report-problems", text=escape(answer.problems)))
    if answer.next_step:
        lines.append(t(language, "report-next-step", text=escape(answer.next_step)))
    names = view.files.get(answer.id or 0, ())
    if names:
        listed = t(language, "list-separator").join(escape(name) for name in names)
        lines.append(t(language, "act-files", names=listed))
    if answer.returned_at is not None:
        at = say_moment(language, answer.returned_at, view.zone)
        lines.append(t(language, "act-was-returned", at=at, reason=escape(answer.return_reason or "")))
    return "\n".join(lines)


def how_to_task(language: str) -> Message:
    """Say how /task, /return and /accept are written."""
    return Message(t(language, "act-how-to"))


def how_to_enter(language: str) -> Message:
    """Say how /enter is written."""
    return Message(t(language, "act-how-to-enter"))


def unknown_task(language: str, number: int) -> Message:
    """Say that the plan has no such task."""
    return Message(t(language, "act-unknown-task", number=number))


def not_owed(language: str, number: int, slug: str, kind: str) -> Message:
    """Say that nobody owes an answer to the task in that round."""
    return Message(t(language, "act-not-owed", number=number, round=say_round(language, slug, kind)))


def not_the_units(language: str, number: int, units: Sequence[str]) -> Message:
    """Say that the unit named does not answer for the task, and who does."""
    names = t(language, "list-separator").join(escape(unit) for unit in units)
    return Message(t(language, "act-not-the-units", number=number, units=names))


def _name(language: str, number: int | None, unit: str) -> str:
    if number is None:
        return escape(unit)
    return t(language, "act-name", number=number, unit=escape(unit))


def accepted(language: str, cases: Sequence[tuple[int | None, str]]) -> Message:
    """Say what was accepted."""
    names = t(language, "list-separator").join(_name(language, number, unit) for number, unit in cases)
    return Message(t(language, "act-accepted", names=names))


def strange_unit(language: str, name: str, number: int, units: Sequence[str]) -> Message:
    """Say that there is no such unit, that nothing was done, and which units owe the task."""
    known = t(language, "list-separator").join(escape(unit) for unit in units)
    return Message(t(language, "act-strange-unit", name=escape(name), number=number, units=known))


def accepted_all(language: str, slug: str, kind: str, count: int) -> Message:
    """Say how many were accepted."""
    return Message(t(language, "act-accepted-all", round=say_round(language, slug, kind), count=count))


def nothing_to_accept(language: str) -> Message:
    """Say that nothing waits to be looked at."""
    return Message(t(language, "act-nothing-to-accept"))


def nothing_to_return(language: str) -> Message:
    """Say that there is no answer to send back."""
    return Message(t(language, "act-nothing-to-return"))


def return_closed(language: str, slug: str, kind: str) -> Message:
    """Say that a round takes no more answers, so that nothing can be sent back for one."""
    return Message(t(language, "act-return-closed", round=say_round(language, slug, kind)))


def which_to_return(language: str, cases: Sequence[tuple[int, str]]) -> Message:
    """Ask whose answer is to be sent back."""
    rows = tuple((office_buttons.send_back(language, key, unit),) for key, unit in cases)
    return Message(t(language, "act-which-to-return"), (*rows, (office_buttons.dismiss(language),)))


def ask_reason(language: str, number: int | None, unit: str, user_id: int, name: str) -> Message:
    """Ask why; the person is named, so that in a group the client opens the answer for that person alone."""
    who = f'<a href="tg://user?id={user_id}">{escape(name)}</a>'
    return Message(
        t(language, "act-ask-reason", person=who, name=_name(language, number, unit)),
        ask_reply=True,
    )


def return_done(language: str, number: int | None, unit: str, reason: str, told: Sequence[Told]) -> Message:
    """Say that it was sent back, and who was told, or who must be telephoned."""
    lines = [t(language, "act-returned", name=_name(language, number, unit), reason=escape(reason))]
    lines.extend(_who_was_told(language, told))
    return Message("\n".join(lines))


def _who_was_told(language: str, told: Sequence[Told]) -> list[str]:
    lines: list[str] = []
    reached = [escape(each.name) for each in told if each.reached]
    missed = [f"{escape(each.name)} {escape(each.phone)}".strip() for each in told if not each.reached]
    separator = t(language, "list-separator")
    if reached:
        lines.append(t(language, "act-told", names=separator.join(reached)))
    if missed:
        lines.append(t(language, "act-not-told", names=separator.join(missed)))
    if not told:
        lines.append(t(language, "act-nobody-to-tell"))
    return lines


def returned(language: str, item: ReturnedItem, owed: int) -> Message:
    """Tell a liaison that an answer was sent back, why, and until when the new one is in time."""
    # The moment is the midnight after the last day; that day is what people count by.
    last = (item.due_at - timedelta(seconds=1)).astimezone(item.zone).date()
    text = t(
        language,
        "act-returned-to-unit",
        name=_name(language, item.number, item.unit),
        reason=escape(item.reason),
        day=say_day(language, last),
        late="yes" if item.was_late else "no",
    )
    return Message(text, ((buttons.start_report(language, item.round_id, owed),),) if owed else ())


def which_to_enter(language: str, cases: Sequence[tuple[int, str]]) -> Message:
    """Ask whose answer it is that was taken by telephone."""
    rows = tuple((office_buttons.enter_for(language, key, unit),) for key, unit in cases)
    return Message(t(language, "act-which-to-enter"), (*rows, (office_buttons.dismiss(language),)))


def enter_needs_status(language: str) -> Message:
    """Say that no status could be read."""
    return Message(t(language, "act-enter-needs-status"))


def enter_needs_text(language: str, status: Status) -> Message:
    """Say that this status needs a text."""
    return Message(t(language, "act-enter-needs-text", status=say_status(language, status)))


def enter_closed(language: str, slug: str, kind: str) -> Message:
    """Say that the round takes no more answers."""
    return Message(t(language, "act-enter-closed", round=say_round(language, slug, kind)))


@dataclass(frozen=True, slots=True)
class Entered:
    """An answer taken by telephone, as recorded."""

    number: int | None
    unit: str
    status: Status
    text: str
    receipt: str
    at: datetime
    zone: tzinfo
    on_time: bool


def entered(language: str, entry: Entered, told: Sequence[Told]) -> Message:
    """Return the receipt of an answer the office took by telephone."""
    lines = [
        t(
            language,
            "act-entered",
            receipt=entry.receipt,
            name=_name(language, entry.number, entry.unit),
            status=say_status(language, entry.status),
            at=say_moment(language, entry.at, entry.zone),
        )
    ]
    if entry.text:
        lines.append(escape(entry.text))
    if not entry.on_time:
        lines.append(t(language, "act-entered-late"))
    lines.extend(_who_was_told(language, told))
    return Message("\n".join(lines))


def entered_for_unit(language: str, entry: Entered) -> Message:
    """Tell a liaison what the office recorded for the unit."""
    lines = [
        t(
            language,
            "act-entered-for-unit",
            receipt=entry.receipt,
            name=_name(language, entry.number, entry.unit),
            status=say_status(language, entry.status),
        )
    ]
    if entry.text:
        lines.append(escape(entry.text))
    return Message("\n".join(lines))


def dismissed(language: str) -> Message:
    """Say that nothing was done."""
    return Message(t(language, "act-dismissed"))


def files_sent(language: str, count: int, most: int) -> Message:
    """Say how many files follow, and that the rest is in the ZIP."""
    if count > most:
        return Message(t(language, "act-files-some", count=count, most=most))
    return Message(t(language, "act-files-follow", count=count))


def no_sheets(language: str) -> Message:
    """Say that no unit owes anything of a task."""
    return Message(t(language, "act-no-sheets"))


def no_files(language: str) -> Message:
    """Say that nothing was attached."""
    return Message(t(language, "act-no-files"))


def final_preview(
    language: str, slug: str, kind: str, unreviewed: int, owed: Sequence[int], *, is_early: bool, round_id: int
) -> Message:
    """Say what 定稿 will do, and ask once more."""
    name = say_round(language, slug, kind)
    lines = [f"<b>{t(language, 'act-final-preview', round=name)}</b>"]
    if unreviewed:
        lines.append(t(language, "act-final-unreviewed", count=unreviewed))
    if owed:
        lines.append(t(language, "act-final-owed", numbers=say_numbers(language, owed)))
    if is_early:
        lines.append(t(language, "act-final-early"))
    lines.append(t(language, "act-final-after"))
    rows = ((office_buttons.confirm_finalize(language, round_id), office_buttons.dismiss(language)),)
    return Message("\n".join(lines), rows)


def finalized(language: str, slug: str, kind: str, accepted_count: int) -> Message:
    """Say that a round is final."""
    return Message(t(language, "act-finalized", round=say_round(language, slug, kind), count=accepted_count))


def already_final(language: str, slug: str, kind: str, at: datetime, zone: tzinfo) -> Message:
    """Say that a round has been made final before."""
    name = say_round(language, slug, kind)
    return Message(t(language, "act-already-final", round=name, at=say_moment(language, at, zone)))


def never_final(language: str) -> Message:
    """Say that only a monthly round is made final."""
    return Message(t(language, "act-never-final"))


def how_to_export(language: str) -> Message:
    """Say how /export is written."""
    return Message(t(language, "act-how-to-export"))


def bad_span(language: str, text: str) -> Message:
    """Say that a range names no rounds."""
    return Message(t(language, "act-bad-span", text=escape(text)))
