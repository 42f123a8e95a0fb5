"""A message said a moment ago is put right where it stands, be it still here, on its way, or there already."""

from models.actions.desk import Desk, message_payload
from models.messages.pages import MESSAGE_LENGTH
from models.rules.chats import Message, utf16_length
from models.tables import OutboxMessage

# In the payload of an edit: the row whose message it changes, where that has no id of the platform's yet.
OF_ROW = "of_row"


def revise(desk: Desk, row_id: int, message: Message) -> int:
    """Put `message` in the place of what a row of the outbox says; returns the row to revise the next time.

    What has not left yet leaves as it ought to be. What is on its way is edited as soon as it has arrived.
    """
    row = desk.session.get(OutboxMessage, row_id)
    if row is None or utf16_length(message.html) > MESSAGE_LENGTH:
        return row_id
    payload = message_payload(message)
    if row.state == "waiting":
        kept = {key: row.payload[key] for key in ("thread_id", "message_id", OF_ROW) if key in row.payload}
        row.payload = {**payload, **kept}
        return row_id
    if row.state not in ("leased", "sent"):
        return row_id
    if row.message_id is not None:
        payload["message_id"] = row.message_id
    else:
        # The row of a message is its own; an edit on its way names, or will name, the message it changes.
        payload |= {key: row.payload[key] for key in ("message_id", OF_ROW) if key in row.payload} or {OF_ROW: row_id}
    return desk.enqueue("edit", payload, chat_id=row.chat_id, person_id=row.person_id)


def point_to_message(desk: Desk, row: OutboxMessage) -> str:
    """Let an edit that waited for its message to arrive name it; returns what it leaves as: a message where that never did.

    In a chat one thing leaves after the other, so that by now it is known.
    """
    of = desk.session.get(OutboxMessage, row.payload[OF_ROW])
    if of is None or of.message_id is None:
        return "message"
    row.payload = {**row.payload, "message_id": of.message_id}
    return "edit"
