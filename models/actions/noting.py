"""A correction after closing: the round stays as it is, and the words go to the office."""

from sqlmodel import col, select

from models.actions.conversing import await_next, conversation_of
from models.actions.desk import Desk
from models.messages import noting as say_noting
from models.messages import oddities as say_oddities
from models.rules.chats import Message
from models.rules.words import RoundKind
from models.store.people import posts_of
from models.store.plans import unit_by_id
from models.tables import Person, Round


def offer_note(desk: Desk, person: Person, text: str) -> list[Message] | None:
    """Offer to pass a report on to the office where no round is open for it; None where none ever was."""
    last = desk.session.exec(
        select(Round)
        .where(Round.kind == RoundKind.MONTHLY, col(Round.opened_at).is_not(None), Round.closes_at <= desk.now)
        .order_by(col(Round.due_at).desc())
    ).first()
    if last is None:
        return None
    await_next(desk, person, {"kind": "note", "text": text})
    return [say_noting.closed(desk.language_of(person), last.slug, last.kind)]


def send_note(desk: Desk, person: Person) -> list[Message]:
    """Pass the words on."""
    state = conversation_of(desk, person)
    language = desk.language_of(person)
    if state.get("kind") != "note":
        return [say_oddities.gone(language)]
    await_next(desk, person, {})
    posts = posts_of(desk.session, person.id or 0)
    unit = unit_by_id(desk.session, posts[0].unit_id).name if posts else ""
    name = posts[0].name if posts else person.name
    message = say_noting.note_for_office(desk.policy.language, unit, name, str(state["text"]))
    for chat_id, thread_id in desk.office_places():
        desk.send(chat_id, message, thread_id=thread_id)
    desk.note("note", unit, actor=person.chat_user_id)
    return [say_noting.note_sent(language)]
