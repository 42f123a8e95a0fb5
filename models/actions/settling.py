"""Messages whose buttons have done their work: what was asked there is answered, and nothing is put in their place again."""

from collections.abc import Sequence

from sqlmodel import col, select

from models.actions.desk import Desk, message_payload
from models.messages.words import plain_text
from models.rules.chats import Message
from models.tables import OutboxMessage, Person

_SETTLED = "settled"
# Presses on one message come within seconds of each other; whoever has had so many edits since has moved on.
_LATEST_EDITS = 12


def settle(desk: Desk, person: Person, message_id: int, messages: Sequence[Message]) -> None:
    """Put what became of it in the place of a pressed message, for good; what does not fit there follows."""
    first, *others = messages
    payload = {**message_payload(first), "message_id": message_id, _SETTLED: True}
    desk.enqueue("edit", payload, chat_id=person.chat_user_id, person_id=person.id)
    for message in others:
        desk.tell(person, message)


def is_settled(desk: Desk, person: Person, message_id: int) -> bool:
    """Tell whether a message in the person's own chat has been settled: its buttons are gone, or on their way out."""
    payloads = desk.session.exec(
        select(OutboxMessage.payload)
        .where(OutboxMessage.person_id == person.id, OutboxMessage.kind == "edit")
        .order_by(col(OutboxMessage.id).desc())
        .limit(_LATEST_EDITS)
    ).all()
    return any(payload.get("message_id") == message_id and payload.get(_SETTLED) for payload in payloads)


def answer_late(desk: Desk, person: Person, message_id: int, message: Message) -> None:
    """Answer a press that came too late: by a passing word where the message already says what became of it, else there."""
    if is_settled(desk, person, message_id):
        desk.toast = plain_text(message.html)
    else:
        desk.edit(person.chat_user_id, message_id, message, person_id=person.id)
