"""An edited message: before 确认提交 it changes the draft, after it it opens a new draft of that task."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from sqlmodel import col, select

from locales import LANGUAGES
from models.actions.desk import Desk
from models.actions.noting import offer_note
from models.actions.reading import drop_blank_lines, read_message, take_reply
from models.actions.reporting import Place, find_place, show_preview, write_entry
from models.messages import oddities as say_oddities
from models.messages import remarks as say_remarks
from models.messages.words import without_status
from models.rules.assignments import Item
from models.rules.chats import Message
from models.rules.replies import Entry, Intent, Reply, split_delay
from models.rules.words import Status
from models.store.drafts import drafts_of, drop_draft, drop_entry, entry_rows
from models.store.queues import outbox_row
from models.store.rounds import latest_answers
from models.tables import Answer, Person, Round

_Spoken = Mapping[int | None, tuple[str | None, str]]
_BLANKETS = (Intent.NO_PROGRESS_ALL, Intent.SAME_AS_LAST)


def _spoken_of(desk: Desk, person: Person, message_id: int) -> dict[int, tuple[str | None, str]]:
    """Return status and text that came from a message, by assignment: the draft's, else the newest answer's."""
    found: dict[int, tuple[str | None, str]] = {}
    answers = desk.session.exec(
        select(Answer)
        .where(Answer.person_id == person.id, Answer.message_id == message_id)
        .order_by(col(Answer.version))
    ).all()
    for answer in answers:
        found[answer.assignment_id] = (answer.status, _whole(answer.text, answer.problems, answer.next_step))
    for draft in drafts_of(desk.session, person.id or 0):
        for row in entry_rows(desk.session, draft.id or 0).values():
            if row.message_id == message_id:
                found[row.assignment_id] = (row.status, _whole(row.text, row.problems, row.next_step))
    return found


def _whole(text: str, problems: str, next_step: str) -> str:
    return "".join(character for character in text + problems + next_step if character.isalnum())


def is_about_report(desk: Desk, person: Person, message_id: int) -> bool:
    """Tell whether a message of the person's has become (part of) a draft or an answer."""
    return bool(_spoken_of(desk, person, message_id))


def take_edit(desk: Desk, person: Person, message_id: int, text: str, said_at: datetime) -> list[Message]:
    """Take an edited message anew; nothing is said when it changes nothing, or was never about a report.

    A task it spoke of and no longer speaks of leaves the draft. What was submitted stays. Either is said, once.
    """
    spoken = _spoken_of(desk, person, message_id)
    language = desk.language_of(person)
    places = {key: place for key in spoken if (place := find_place(desk, person, key)) is not None}
    if not places:
        return (offer_note(desk, person, text) or [say_oddities.gone(language)]) if spoken else []
    text = drop_blank_lines(desk, person, text)
    _, reply = read_message(desk, person, text)
    if reply.intent in _BLANKETS or any(entry.task is not None for entry in reply.entries):
        return _take_reading(desk, person, message_id, text, said_at, _Edited(spoken, places, reply))
    return _take_words(desk, person, message_id, text, said_at, _Edited(spoken, places, reply))


def _take_reading(
    desk: Desk, person: Person, message_id: int, text: str, said_at: datetime, edited: "_Edited"
) -> list[Message]:
    """Take an edited message that speaks of tasks by their numbers, or of all of them."""
    spoken, places, reply = edited.spoken, edited.places, edited.reply
    place, is_blanket = next(iter(places.values())), reply.intent in _BLANKETS
    gone = [] if is_blanket else _take_out(desk, person, message_id, places, reply)
    if not is_blanket:
        _tell_kept(desk, person, message_id, _left_out(places, reply))
    # What it says as before is recorded, or drafted, as it is: only what was changed is asked about anew.
    before = {place.item.number: spoken[key] for key, place in places.items()}
    changed = tuple(entry for entry in reply.entries if not _is_said(entry, before))
    is_as_before = not changed and not gone
    if is_as_before and (not is_blanket or all(status == Status.NO_CHANGE for status, _ in spoken.values())):
        return []
    reply = replace(reply, entries=changed)
    remarks = [say_remarks.removed(desk.language_of(person), gone)] if gone else []
    return take_reply(desk, person, place.round_, reply, said_at, message_id, text, remarks)


def _take_words(
    desk: Desk, person: Person, message_id: int, text: str, said_at: datetime, edited: "_Edited"
) -> list[Message]:
    """Take an edited message that names no task: the text of the one task it was about, or no report any more."""
    places = edited.places
    if len({place.item.number for place in places.values()}) > 1:
        if _is_drafted(desk, person, message_id):
            mine = [each.item.number for each in places.values() if each.item.number]
            return [say_remarks.unclear(desk.language_of(person), mine)]
        _tell_kept(desk, person, message_id, places)
        return []
    for key, each in places.items():
        if not _change_text(desk, person, each, edited.spoken[key], text, said_at, message_id):
            return []
    return show_preview(desk, person, desk.session.get_one(Round, next(iter(places.values())).item.round_id))


@dataclass(frozen=True, slots=True)
class _Edited:
    """A message before it was edited, by assignment, and as it is read now."""

    spoken: Mapping[int, tuple[str | None, str]]
    places: Mapping[int, Place]
    reply: Reply


def _take_out(desk: Desk, person: Person, message_id: int, places: Mapping[int, Place], reply: Reply) -> list[Item]:
    """Take out of the draft what came from the message and is in it no more; returns what that was."""
    said = {entry.task for entry in reply.entries}
    gone: list[Item] = []
    for draft in drafts_of(desk.session, person.id or 0):
        if draft.confirmed_at is not None:
            continue
        rows = entry_rows(desk.session, draft.id or 0)
        for key, row in rows.items():
            if row.message_id == message_id and key in places and places[key].item.number not in said:
                gone.append(places[key].item)
                drop_entry(desk.session, row)
        desk.session.flush()
        if rows and not entry_rows(desk.session, draft.id or 0):
            drop_draft(desk.session, draft)
    return gone


def _left_out(places: Mapping[int, Place], reply: Reply) -> dict[int, Place]:
    """Return the places that the message speaks of no more."""
    said = {entry.task for entry in reply.entries}
    return {key: place for key, place in places.items() if place.item.number not in said}


def _is_drafted(desk: Desk, person: Person, message_id: int) -> bool:
    """Tell whether anything that waits for 确认提交 came from the message."""
    return any(
        row.message_id == message_id
        for draft in drafts_of(desk.session, person.id or 0)
        for row in entry_rows(desk.session, draft.id or 0).values()
    )


def _tell_kept(desk: Desk, person: Person, message_id: int, places: Mapping[int, Place]) -> None:
    """Say what stays recorded as it was submitted, though the message speaks of it no more: once, however often it is edited."""
    newest = latest_answers(desk.session, places)
    kept = [
        (place.item, answer)
        for key, place in places.items()
        # What has been reported anew since, by whom or how ever, was not in this message.
        if (answer := newest.get(key)) is not None and (answer.person_id, answer.message_id) == (person.id, message_id)
    ]
    key = f"kept:{person.id}:{message_id}:{','.join(str(answer.id) for _, answer in kept)}"
    if kept and outbox_row(desk.session, key) is None:
        shown = [
            (item, Status(answer.status) if answer.status else None, answer.text or answer.problems)
            for item, answer in kept
        ]
        desk.tell(person, say_remarks.kept(desk.language_of(person), shown), key=key)


def _is_said(entry: Entry, spoken: _Spoken) -> bool:
    """Tell whether the message has said that of the task before."""
    if entry.task is None or entry.task not in spoken:
        return False
    if entry.status is Status.NO_CHANGE and spoken[entry.task] == (Status.NO_CHANGE, ""):
        # Of a word for all the rest nothing is kept but the status: the very word is no text beside it.
        return not without_status(LANGUAGES[0], entry.status, entry.text)
    text = _whole(*split_delay(entry.text)) if entry.status is Status.DELAYED else _whole(entry.text, "", "")
    return spoken[entry.task] == (entry.status or Status.ON_TRACK, text)


def _change_text(
    desk: Desk,
    person: Person,
    place: Place,
    before: tuple[str | None, str],
    text: str,
    said_at: datetime,
    message_id: int,
) -> bool:
    """Put a text in the place of the one the message held before; says whether that changes anything."""
    status = before[0]
    parts = split_delay(text) if status == Status.DELAYED else (text.strip(), "", "")
    if _whole(*parts) == before[1]:
        return False
    row = write_entry(desk, person, place)
    row.status = row.status or status
    row.text, row.problems, row.next_step = parts
    row.sent_at, row.by_button, row.message_id = said_at, False, message_id
    desk.session.flush()
    return True
