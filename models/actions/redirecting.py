"""When the office's group cannot be written to: the admins get what is meant for it, and are told why."""

from datetime import datetime, timedelta

from models.actions.desk import Desk
from models.messages.channels import say_redirected
from models.messages.words import escape
from models.rules.chats import Message
from models.rules.deadlines import local_day
from models.store.office import bound_office, mark, marked_at
from models.store.queues import was_sent_since
from models.tables import OutboxMessage

# However often somebody throws the bot out and takes it back, the admins hear of it no oftener.
QUIET_FOR = timedelta(minutes=10)


def note_let_in(desk: Desk, chat_id: int) -> None:
    """Note that the office's group has taken the bot back: to be thrown out after that is another event."""
    office = bound_office(desk.session, desk.policy.office_chat_id)
    if office is not None and office[0] == chat_id:
        mark(desk.session, _let_in(chat_id), desk.now)


def _let_in(chat_id: int) -> str:
    return f"let_in:{chat_id}"


def _is_news(desk: Desk, chat_id: int, told_at: datetime) -> bool:
    """Tell whether the group was written to, or could have been, since the admins last heard that it cannot; or a day is gone."""
    if desk.now < told_at + QUIET_FOR:
        return False
    zone = desk.policy.zone
    if local_day(told_at, zone) < local_day(desk.now, zone):
        return True
    let_in_at = marked_at(desk.session, _let_in(chat_id))
    return (let_in_at is not None and let_in_at > told_at) or was_sent_since(desk.session, chat_id, told_at)


def tell_cut_off(desk: Desk, chat_id: int, reason: str) -> None:
    """Tell the admins that the office's group cannot be written to: each time that begins, and once a day while it lasts.

    Of another chat nothing is said.
    """
    office = bound_office(desk.session, desk.policy.office_chat_id)
    if office is None or office[0] != chat_id:
        return
    told = f"cut_off:{chat_id}"
    told_at = marked_at(desk.session, told)
    if told_at is not None and not _is_news(desk, chat_id, told_at):
        return
    mark(desk.session, told, desk.now)
    desk.session.flush()
    why = Message(escape(say_redirected(desk.policy.language, reason)))
    for admin_id in desk.policy.admin_ids:
        desk.send(admin_id, why, key=f"redirected:{chat_id}:{desk.now.isoformat()}:{admin_id}")


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
