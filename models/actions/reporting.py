"""Reporting by buttons: one card after the other, everything said going into the person's draft."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from models.actions.coming import nothing_to_report
from models.actions.conversing import await_next, conversation_of
from models.actions.desk import Desk
from models.actions.standings import standing_of, standings_of
from models.messages import draft as say_draft
from models.messages import oddities as say_oddities
from models.messages import owed as say_owed
from models.messages import sensitive as say_sensitive
from models.messages import task_card as say_card
from models.messages.calling import ask_material
from models.messages.standings import Standing
from models.messages.task_card import CardFacts
from models.rules.assignments import Item, next_item
from models.rules.chats import Message
from models.rules.hints import Hint, hints_of
from models.rules.replies import split_delay
from models.rules.replies.folding import fold
from models.rules.replies.percents import read_percent
from models.rules.words import RoundKind, Status
from models.store.contributions import contributions_to, requested_units, supporters_of
from models.store.drafts import draft_of, drafts_of, drop_draft, entry_rows, entry_value, open_draft
from models.store.enclosures import enclosures_of
from models.store.rounds import lead_names
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
    return _nearest(desk, _reported_in(desk, person))


def task_round(desk: Desk, person: Person) -> Round | None:
    """Return the round meant by words about tasks: the nearest due that asks about tasks, whatever else is called for."""
    standings = _reported_in(desk, person)
    asking = [standing for standing in standings if any(item.number is not None for item in standing.items)]
    return _nearest(desk, asking or standings)


def _reported_in(desk: Desk, person: Person) -> list[Standing]:
    return [standing for standing in standings_of(desk, person) if standing.kind != RoundKind.REGISTRATION]


def _nearest(desk: Desk, standings: list[Standing]) -> Round | None:
    ahead = [standing for standing in standings if any(item.is_owed for item in standing.items)]
    chosen = ahead or standings
    return desk.session.get(Round, chosen[0].round_id) if chosen else None


def start_report(desk: Desk, person: Person, round_id: int | None = None) -> list[Message]:
    """Show the first owed task that is not in the draft yet, or the preview when all are."""
    language = desk.language_of(person)
    round_ = report_round(desk, person) if round_id is None else open_round(desk, round_id)
    if round_ is None:
        return [nothing_to_report(desk, person) if round_id is None else say_oddities.gone(language)]
    standing = standing_of(desk, person, round_)
    if not standing.items:
        return [say_oddities.gone(language)]
    first_time = draft_of(desk.session, person.id or 0, round_.id or 0) is None
    return go_on(desk, person, round_, noted=say_sensitive.sensitive_line(language) if first_time else "")


def go_on(
    desk: Desk,
    person: Person,
    round_: Round,
    *,
    after: int | None = None,
    noted: str = "",
    before: Item | None = None,
) -> list[Message]:
    """Show the next task's card, or the preview when nothing is left, or that nothing is owed.

    `before`: what was just taken over from last month, to be changed from the next card if need be.
    """
    language = desk.language_of(person)
    standing = standing_of(desk, person, round_)
    item = next_item(standing.items, standing.complete, after)
    if item is not None and item.number is None:
        return [_ask_material(desk, person, round_, standing, item, noted)]
    if item is not None:
        noted = _await(desk, person, {"kind": "card", "assignment": item.assignment_id}, after, standing, noted)
        return [say_card.card(language, standing, item, card_facts(desk, item, round_), noted=noted, before=before)]
    if standing.entries:
        return show_preview(desk, person, round_)
    await_next(desk, person, {})
    return [say_owed.owed_list(language, [standing], desk.now)]


def _note_and_go_on(desk: Desk, person: Person, place: Place, row: DraftEntry) -> list[Message]:
    """Say what the draft has of a task now, and show the next."""
    noted = say_card.noted(desk.language_of(person), place.item, entry_value(row))
    return go_on(desk, person, place.round_, after=place.item.assignment_id, noted=noted)


def _ask_material(
    desk: Desk, person: Person, round_: Round, standing: Standing, item: Item, noted: str = ""
) -> Message:
    """Ask for what a data call wants of a unit; the next text, or file, is it."""
    await_next(desk, person, {"kind": "text", "assignment": item.assignment_id})
    enclosed = len(enclosures_of(desk.session, [round_.id or 0]))
    return ask_material(desk.language_of(person), standing, item, round_.text or "", noted=noted, enclosed=enclosed)


def _await(desk: Desk, person: Person, state: dict[str, Any], after: int | None, standing: Standing, noted: str) -> str:
    """Await a word on the card; a delay just noted without its reason may still be explained by a plain text.

    Returns the line that says so, behind what was noted.
    """
    entry = standing.entries.get(after) if after is not None else None
    if noted and entry is not None and Hint.NO_REASON in hints_of(entry, None):
        state = {**state, "explains": after}
        noted = f"{noted}\n{say_card.explain_hint(desk.language_of(person))}"
    await_next(desk, person, state)
    return noted


def card_facts(desk: Desk, item: Item, round_: Round) -> CardFacts:
    """Return what a task's card shows besides: other leads, cooperating units, their input, why it was returned."""
    assignment = desk.session.get_one(Assignment, item.assignment_id)
    if assignment.task_id is None:
        return CardFacts()
    leads = lead_names(desk.session, round_.plan_id).get(item.number or 0, ())
    supporters = supporters_of(desk.session, round_.plan_id, assignment.task_id)
    asked = set(requested_units(desk.session, item.assignment_id))
    inputs = contributions_to(desk.session, [item.assignment_id]).get(item.assignment_id, [])
    return CardFacts(
        first_lead=leads[0] if len(leads) > 1 and leads[0] != item.unit else "",
        can_ask=bool(set(supporters) - asked),
        inputs=tuple((unit, row.text, row.id or 0) for unit, row in inputs),
    )


def show_item(desk: Desk, person: Person, assignment_id: int) -> list[Message]:
    """Show one task's card again."""
    place = find_place(desk, person, assignment_id)
    language = desk.language_of(person)
    if place is None:
        return [say_oddities.gone(language)]
    if place.item.number is None:
        return [_ask_material(desk, person, place.round_, place.standing, place.item)]
    await_next(desk, person, {"kind": "card", "assignment": assignment_id})
    return [say_card.card(language, place.standing, place.item, card_facts(desk, place.item, place.round_))]


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
        return [say_oddities.gone(language)]
    row = write_entry(desk, person, place)
    row.status, row.status_assumed = status, False
    if status is Status.NO_CHANGE:
        row.text = row.problems = row.next_step = ""
        row.percent = None
        row.sent_at, row.by_button = said_at, True
        desk.session.flush()
        return _note_and_go_on(desk, person, place, row)
    desk.session.flush()
    await_next(desk, person, {"kind": "text", "assignment": assignment_id})
    return [say_card.ask_text(language, standing_of(desk, person, place.round_), place.item, status, row.text)]


def take_text(
    desk: Desk, person: Person, assignment_id: int, text: str, said_at: datetime, message_id: int
) -> list[Message]:
    """Take a message as the awaited text, and go on to the next task."""
    language = desk.language_of(person)
    place = find_place(desk, person, assignment_id)
    if place is None:
        await_next(desk, person, {})
        return [say_oddities.gone(language)]
    row = write_entry(desk, person, place)
    row.text, row.problems, row.next_step = (
        split_delay(text) if row.status == Status.DELAYED else (text.strip(), "", "")
    )
    # A percent is never asked for, and is taken where it is written.
    row.percent = read_percent(fold(text))
    row.sent_at, row.by_button, row.message_id = said_at, False, message_id
    desk.session.flush()
    return _note_and_go_on(desk, person, place, row)


def explain_delay(desk: Desk, person: Person, assignment_id: int, text: str, said_at: datetime) -> list[Message]:
    """Take a message as the reason of the delay noted just before; the card shown stays the next."""
    language = desk.language_of(person)
    place = find_place(desk, person, assignment_id)
    if place is None:
        return [say_oddities.gone(language)]
    row = write_entry(desk, person, place)
    plain, problems, next_step = split_delay(text)
    row.problems = problems or plain
    row.next_step = next_step or row.next_step
    row.sent_at, row.by_button = said_at, False
    desk.session.flush()
    return _note_and_go_on(desk, person, place, row)


def skip_item(desk: Desk, person: Person, assignment_id: int) -> list[Message]:
    """Leave a task for later and show the next."""
    place = find_place(desk, person, assignment_id)
    if place is None:
        return [say_oddities.gone(desk.language_of(person))]
    standing = place.standing
    following = next_item(standing.items, standing.complete, assignment_id)
    if following is None and standing.complete:
        return show_preview(desk, person, place.round_)
    return go_on(desk, person, place.round_, after=assignment_id)


def take_over_last(desk: Desk, person: Person, assignment_id: int, said_at: datetime) -> list[Message]:
    """沿用上月: last month's text, as nothing new; it can be changed from the next card, and from the preview."""
    language = desk.language_of(person)
    place = find_place(desk, person, assignment_id)
    last = None if place is None else place.standing.last.get(assignment_id)
    if place is None or last is None:
        return [say_oddities.gone(language)]
    row = write_entry(desk, person, place)
    row.status, row.status_assumed = Status.NO_CHANGE, False
    row.text, row.problems, row.next_step, row.percent = last[1], "", "", None
    row.sent_at, row.by_button = said_at, True
    desk.session.flush()
    return go_on(
        desk,
        person,
        place.round_,
        after=assignment_id,
        noted=say_card.taken_over(language, place.item, last[1]),
        before=place.item,
    )


def close_rest(desk: Desk, person: Person, round_id: int, said_at: datetime) -> list[Message]:
    """其余均无新进展: everything owed that the draft does not have yet."""
    round_ = open_round(desk, round_id)
    if round_ is None:
        return [say_oddities.gone(desk.language_of(person))]
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
    return say_draft.preview(desk.language_of(person), standing_of(desk, person, round_), remarks=remarks)


def choose_change(desk: Desk, person: Person, round_id: int) -> list[Message]:
    """Show the draft's entries, each a button that opens its card."""
    language = desk.language_of(person)
    round_ = open_round(desk, round_id)
    standing = None if round_ is None else standing_of(desk, person, round_)
    if standing is None or not standing.entries:
        return [say_oddities.gone(language)]
    return [say_draft.choose_change(language, standing)]


def drop(desk: Desk, person: Person, round_id: int) -> list[Message]:
    """Throw the draft of a round away."""
    draft = draft_of(desk.session, person.id or 0, round_id)
    count = 0
    if draft is not None and draft.confirmed_at is None:
        count = drop_draft(desk.session, draft)
    await_next(desk, person, {})
    return [say_draft.dropped(desk.language_of(person), count)]


def cancel(desk: Desk, person: Person) -> list[Message] | None:
    """/cancel: stop what is being asked; None when there is nothing to stop.

    While a report is in hand its draft goes. In the middle of anything else only that stops, and the draft stays.
    """
    language = desk.language_of(person)
    state = conversation_of(desk, person)
    draft = next(
        (
            draft
            for draft in drafts_of(desk.session, person.id or 0)
            if draft.confirmed_at is None
            and (round_ := open_round(desk, draft.round_id)) is not None
            # What somebody removed has left behind is the successor's.
            and standing_of(desk, person, round_).items
        ),
        None,
    )
    if "held" in state:
        state.pop("held")
        await_next(desk, person, state)
        return [say_sensitive.not_sent(language)]
    if state.get("kind") not in (None, "card", "text"):
        await_next(desk, person, {})
        return [say_draft.stopped(language, 0 if draft is None else len(entry_rows(desk.session, draft.id or 0)))]
    if draft is not None:
        return drop(desk, person, draft.round_id)
    if state:
        await_next(desk, person, {})
        return [say_draft.dropped(language, 0)]
    return None


def begin_supplement(desk: Desk, person: Person, assignment_id: int) -> list[Message]:
    """补充: await what is to be added to an entry."""
    language = desk.language_of(person)
    place = find_place(desk, person, assignment_id)
    if place is None or assignment_id not in place.standing.entries:
        return [say_oddities.gone(language)]
    await_next(desk, person, {"kind": "add", "assignment": assignment_id})
    return [say_card.ask_supplement(language, place.item)]


def take_supplement(desk: Desk, person: Person, assignment_id: int, text: str, said_at: datetime) -> list[Message]:
    """Add to an entry: the reason of a delay where that was missing, else to the text; and show the preview again."""
    place = find_place(desk, person, assignment_id)
    if place is None:
        await_next(desk, person, {})
        return [say_oddities.gone(desk.language_of(person))]
    row = write_entry(desk, person, place)
    if row.status == Status.DELAYED and not row.problems:
        plain, problems, next_step = split_delay(text)
        row.problems, row.next_step = problems or plain, next_step or row.next_step
    else:
        row.text = f"{row.text}\n{text.strip()}".strip()
    row.sent_at, row.by_button = said_at, False
    desk.session.flush()
    return show_preview(desk, person, place.round_)
