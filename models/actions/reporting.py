"""Reporting by buttons: one card after the other, everything said going into the person's draft."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from models.actions.conversing import await_next, conversation_of
from models.actions.desk import Desk
from models.actions.standings import standing_of, standings_of
from models.messages import report as say
from models.messages.report import Standing
from models.rules.assignments import Item, next_item
from models.rules.chats import Message
from models.rules.replies import split_delay
from models.rules.words import RoundKind, Status
from models.store.drafts import draft_of, drop_draft, entry_rows, entry_value, open_draft
from models.tables import Assignment, DraftEntry, Person, Round


@dataclass(frozen=True, slots=True)
class Place:
    """An open assignment that is the person's own: its round, and how that stands."""

    round_: Round
    standing: Standing
    item: Item


def open_round(desk: Desk, round_id: int) -> Round | None:
    """Return the round if it is open now."""
    round_ = desk.session.get(Round, round_id)
    if round_ is None or round_.opened_at is None or round_.closes_at <= desk.now:
        return None
    return round_


def find_place(desk: Desk, person: Person, assignment_id: int) -> Place | None:
    """Return where an assignment stands, or None when it is not the person's own or its round is not open."""
    assignment = desk.session.get(Assignment, assignment_id)
    round_ = None if assignment is None else open_round(desk, assignment.round_id)
    if round_ is None:
        return None
    standing = standing_of(desk, person, round_)
    item = next((item for item in standing.items if item.assignment_id == assignment_id), None)
    return None if item is None else Place(round_, standing, item)


def report_round(desk: Desk, person: Person) -> Round | None:
    """Return the round a person reports in when none is named: the nearest due that still owes, else the nearest due."""
    standings = [standing for standing in standings_of(desk, person) if standing.kind != RoundKind.REGISTRATION]
    ahead = [standing for standing in standings if any(item.is_owed for item in standing.items)]
    chosen = ahead or standings
    return desk.session.get(Round, chosen[0].round_id) if chosen else None


def start_report(desk: Desk, person: Person, round_id: int | None = None) -> list[Message]:
    """Show the first owed task that is not in the draft yet, or the preview when all are."""
    language = desk.language_of(person)
    round_ = report_round(desk, person) if round_id is None else open_round(desk, round_id)
    if round_ is None:
        return [say.nothing_owed(language) if round_id is None else say.gone(language)]
    standing = standing_of(desk, person, round_)
    if not standing.items:
        return [say.gone(language)]
    return go_on(desk, person, round_)


def go_on(desk: Desk, person: Person, round_: Round, *, after: int | None = None, noted: str = "") -> list[Message]:
    """Show the next task's card, or the preview when nothing is left, or that nothing is owed."""
    language = desk.language_of(person)
    standing = standing_of(desk, person, round_)
    item = next_item(standing.items, standing.complete, after)
    if item is not None:
        _await(desk, person, {"kind": "card", "assignment": item.assignment_id}, after, standing)
        return [say.card(language, standing, item, noted=noted)]
    if standing.entries:
        return show_preview(desk, person, round_)
    await_next(desk, person, {})
    return [say.owed_list(language, [standing])]


def _await(desk: Desk, person: Person, state: dict[str, Any], after: int | None, standing: Standing) -> None:
    """Await a word on the card; a delay just noted without its reason may still be explained by a plain text."""
    entry = standing.entries.get(after) if after is not None else None
    if entry is not None and entry.status is Status.DELAYED and not entry.problems and entry.text:
        state = {**state, "explains": after}
    await_next(desk, person, state)


def show_item(desk: Desk, person: Person, assignment_id: int) -> list[Message]:
    """Show one task's card again."""
    place = find_place(desk, person, assignment_id)
    language = desk.language_of(person)
    if place is None:
        return [say.gone(language)]
    await_next(desk, person, {"kind": "card", "assignment": assignment_id})
    return [say.card(language, place.standing, place.item)]


def write_entry(desk: Desk, person: Person, place: Place) -> DraftEntry:
    """Return the draft's row for an assignment, made now if there is none, starting from the version that stands."""
    draft = open_draft(desk.session, person.id or 0, place.round_.id or 0, desk.now)
    row = entry_rows(desk.session, draft.id or 0).get(place.item.assignment_id)
    if row is None:
        row = DraftEntry(
            draft_id=draft.id or 0,
            assignment_id=place.item.assignment_id,
            base_version=place.item.version,
            sent_at=desk.now,
        )
        desk.session.add(row)
    return row


def choose_status(desk: Desk, person: Person, assignment_id: int, status: Status, said_at: datetime) -> list[Message]:
    """Note the status; 本月无新进展 needs no text and goes on, any other asks for it."""
    language = desk.language_of(person)
    place = find_place(desk, person, assignment_id)
    if place is None:
        return [say.gone(language)]
    row = write_entry(desk, person, place)
    row.status, row.status_assumed = status, False
    if status is Status.NO_CHANGE:
        row.text = row.problems = row.next_step = ""
        row.percent = None
        row.sent_at, row.by_button = said_at, True
        desk.session.flush()
        return go_on(
            desk, person, place.round_, after=assignment_id, noted=say.noted(language, place.item, entry_value(row))
        )
    desk.session.flush()
    await_next(desk, person, {"kind": "text", "assignment": assignment_id})
    return [say.ask_text(language, standing_of(desk, person, place.round_), place.item, status)]


def take_text(
    desk: Desk, person: Person, assignment_id: int, text: str, said_at: datetime, message_id: int
) -> list[Message]:
    """Take a message as the awaited text, and go on to the next task."""
    language = desk.language_of(person)
    place = find_place(desk, person, assignment_id)
    if place is None:
        await_next(desk, person, {})
        return [say.gone(language)]
    row = write_entry(desk, person, place)
    row.text, row.problems, row.next_step = (
        split_delay(text) if row.status == Status.DELAYED else (text.strip(), "", "")
    )
    row.sent_at, row.by_button, row.message_id = said_at, False, message_id
    desk.session.flush()
    return go_on(
        desk, person, place.round_, after=assignment_id, noted=say.noted(language, place.item, entry_value(row))
    )


def explain_delay(desk: Desk, person: Person, assignment_id: int, text: str, said_at: datetime) -> list[Message]:
    """Take a message as the reason of the delay noted just before; the card shown stays the next."""
    language = desk.language_of(person)
    place = find_place(desk, person, assignment_id)
    if place is None:
        return [say.gone(language)]
    row = write_entry(desk, person, place)
    plain, problems, next_step = split_delay(text)
    row.problems = problems or plain
    row.next_step = next_step or row.next_step
    row.sent_at, row.by_button = said_at, False
    desk.session.flush()
    return go_on(
        desk, person, place.round_, after=assignment_id, noted=say.noted(language, place.item, entry_value(row))
    )


def skip_item(desk: Desk, person: Person, assignment_id: int) -> list[Message]:
    """Leave a task for later and show the next."""
    place = find_place(desk, person, assignment_id)
    if place is None:
        return [say.gone(desk.language_of(person))]
    standing = place.standing
    following = next_item(standing.items, standing.complete, assignment_id)
    if following is None and standing.complete:
        return show_preview(desk, person, place.round_)
    return go_on(desk, person, place.round_, after=assignment_id)


def take_over_last(desk: Desk, person: Person, assignment_id: int, said_at: datetime) -> list[Message]:
    """沿用上月: last month's text, as nothing new."""
    language = desk.language_of(person)
    place = find_place(desk, person, assignment_id)
    last = None if place is None else place.standing.last.get(assignment_id)
    if place is None or last is None:
        return [say.gone(language)]
    row = write_entry(desk, person, place)
    row.status, row.status_assumed = Status.NO_CHANGE, False
    row.text = last[1]
    row.sent_at, row.by_button = said_at, True
    desk.session.flush()
    return go_on(
        desk, person, place.round_, after=assignment_id, noted=say.noted(language, place.item, entry_value(row))
    )


def close_rest(desk: Desk, person: Person, round_id: int, said_at: datetime) -> list[Message]:
    """其余均无新进展: everything owed that the draft does not have yet."""
    round_ = open_round(desk, round_id)
    if round_ is None:
        return [say.gone(desk.language_of(person))]
    standing = standing_of(desk, person, round_)
    for item in standing.items:
        if item.is_owed and item.assignment_id not in standing.complete:
            row = write_entry(desk, person, Place(round_, standing, item))
            row.status, row.status_assumed = Status.NO_CHANGE, False
            row.sent_at, row.by_button = said_at, True
    desk.session.flush()
    return show_preview(desk, person, round_)


def show_preview(desk: Desk, person: Person, round_: Round, *, remarks: tuple[str, ...] = ()) -> list[Message]:
    """Show the whole draft, with 确认提交."""
    await_next(desk, person, {})
    return say.preview(desk.language_of(person), standing_of(desk, person, round_), remarks=remarks)


def choose_change(desk: Desk, person: Person, round_id: int) -> list[Message]:
    """Show the draft's entries, each a button that opens its card."""
    language = desk.language_of(person)
    round_ = open_round(desk, round_id)
    standing = None if round_ is None else standing_of(desk, person, round_)
    if standing is None or not standing.entries:
        return [say.gone(language)]
    return [say.choose_change(language, standing)]


def drop(desk: Desk, person: Person, round_id: int) -> list[Message]:
    """Throw the draft of a round away."""
    draft = draft_of(desk.session, person.id or 0, round_id)
    count = 0
    if draft is not None and draft.confirmed_at is None:
        count = drop_draft(desk.session, draft)
    await_next(desk, person, {})
    return [say.dropped(desk.language_of(person), count)]


def cancel(desk: Desk, person: Person) -> list[Message] | None:
    """/cancel: stop what is being asked. The draft of the round in hand goes too; None when there is nothing to stop."""
    state = conversation_of(desk, person)
    round_ = report_round(desk, person)
    draft = None if round_ is None else draft_of(desk.session, person.id or 0, round_.id or 0)
    if draft is not None and draft.confirmed_at is None:
        return drop(desk, person, draft.round_id)
    if state:
        await_next(desk, person, {})
        return [say.dropped(desk.language_of(person), 0)]
    return None
