"""An edited message: before 确认提交 it changes the draft, after it it opens a new draft of that task."""

from datetime import datetime

from sqlmodel import col, select

from models.actions.desk import Desk
from models.actions.reading import read_message, take_reply
from models.actions.reporting import Place, find_place, show_preview, write_entry
from models.messages import report as say
from models.rules.chats import Message
from models.rules.replies import Reply, split_delay
from models.rules.words import Status
from models.store.drafts import drafts_of, entry_rows
from models.tables import Answer, Person, Round


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


def take_edit(desk: Desk, person: Person, message_id: int, text: str, said_at: datetime) -> list[Message]:
    """Take an edited message anew; nothing is said when it changes nothing, or was never about a report."""
    spoken = _spoken_of(desk, person, message_id)
    if not spoken:
        return []
    language = desk.language_of(person)
    places = {key: find_place(desk, person, key) for key in spoken}
    if all(place is None for place in places.values()):
        return [say.gone(language)]
    place = next(place for place in places.values() if place is not None)
    _, reply = read_message(desk, person, text)
    if any(entry.task is not None for entry in reply.entries):
        if _says_the_same(reply, {place.item.number: spoken[key] for key, place in places.items() if place}):
            return []
        return take_reply(desk, person, place.round_, reply, said_at, message_id)
    if len(spoken) > 1:
        return [say.unclear(language, [each.item.number for each in places.values() if each and each.item.number])]
    return _change_text(desk, person, place, spoken[place.item.assignment_id], text, said_at, message_id)


def _says_the_same(reply: Reply, spoken: dict[int | None, tuple[str | None, str]]) -> bool:
    said = {
        entry.task: (
            entry.status,
            _whole(*split_delay(entry.text)) if entry.status is Status.DELAYED else _whole(entry.text, "", ""),
        )
        for entry in reply.entries
        if entry.task is not None
    }
    return said.keys() == spoken.keys() and all(
        (status or Status.ON_TRACK) == spoken[number][0] and text == spoken[number][1]
        for number, (status, text) in said.items()
    )


def _change_text(
    desk: Desk,
    person: Person,
    place: Place,
    before: tuple[str | None, str],
    text: str,
    said_at: datetime,
    message_id: int,
) -> list[Message]:
    status = before[0]
    parts = split_delay(text) if status == Status.DELAYED else (text.strip(), "", "")
    if _whole(*parts) == before[1]:
        return []
    row = write_entry(desk, person, place)
    row.status = row.status or status
    row.text, row.problems, row.next_step = parts
    row.sent_at, row.by_button, row.message_id = said_at, False, message_id
    desk.session.flush()
    return show_preview(desk, person, desk.session.get_one(Round, place.item.round_id))
