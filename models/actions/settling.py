"""Messages whose buttons have done their work: what was asked there is answered, and nothing is put in their place again."""

from collections.abc import Sequence
from dataclasses import replace

from sqlmodel import col, select

from models.actions.desk import Desk, message_payload
from models.messages.pages import MESSAGE_LENGTH
from models.messages.words import plain_text
from models.rules.chats import Message, utf16_length
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


def settle_below(desk: Desk, person: Person, message_id: int, messages: Sequence[Message]) -> None:
    """Leave a pressed message as it reads, and put under it, where its buttons were, what became of it."""
    first, *others = messages
    before = desk.session.exec(
        select(OutboxMessage.payload)
        .where(OutboxMessage.person_id == person.id, OutboxMessage.message_id == message_id)
        .order_by(col(OutboxMessage.id).desc())
        .limit(1)
    ).first()
    html = "" if before is None else str(before.get("html", ""))
    joined = f"{html}\n\n{first.html}"
    if html and utf16_length(joined) <= MESSAGE_LENGTH:
        settle(desk, person, message_id, [replace(first, html=joined), *others])
    elif html:
        settle(desk, person, message_id, [Message(html), *messages])
    else:
        for message in messages:
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
