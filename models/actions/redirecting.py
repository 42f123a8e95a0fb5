"""When the office's group cannot be written to: the admins get what is meant for it, and are told why."""

from models.actions.desk import Desk
from models.messages.channels import say_redirected
from models.messages.words import escape
from models.rules.chats import Message
from models.rules.deadlines import local_day
from models.store.office import bound_office
from models.store.queues import outbox_row
from models.tables import OutboxMessage


def tell_cut_off(desk: Desk, chat_id: int, reason: str) -> None:
    """Tell the admins, once a day, that the office's group cannot be written to; of another chat nothing is said."""
    office = bound_office(desk.session, desk.policy.office_chat_id)
    if office is None or office[0] != chat_id:
        return
    why = Message(escape(say_redirected(desk.policy.language, reason)))
    for admin_id in desk.policy.admin_ids:
        key = f"redirected:{chat_id}:{local_day(desk.now, desk.policy.zone)}:{admin_id}"
        if outbox_row(desk.session, key) is None:
            desk.send(admin_id, why, key=key)


def redirect(desk: Desk, row: OutboxMessage) -> None:
    """Send to the admins what the office's group can no longer get: the bot was thrown out, or may not write."""
    office = bound_office(desk.session, desk.policy.office_chat_id)
    if office is None or office[0] != row.chat_id or row.payload.get("only_if_there"):
        # What only touches up a message that stands in the group is nothing to anybody else.
        return
    tell_cut_off(desk, office[0], row.reason or "")
    payload = {key: value for key, value in row.payload.items() if key not in ("thread_id", "message_id")}
    for admin_id in desk.policy.admin_ids:
        desk.enqueue(
            "message" if row.kind == "edit" else row.kind,
            payload,
            chat_id=admin_id,
            key=f"{row.dedup_key}:admin:{admin_id}",
            urgency=row.urgency,
            not_after=row.not_after,
        )
    desk.note("redirect", str(row.chat_id), reason=row.reason, outbox=row.id)
