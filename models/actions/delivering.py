"""Taking messages out of the outbox and writing down what became of them."""

from collections.abc import Collection, Iterable
from datetime import timedelta

from sqlmodel import col, select

from models.actions.desk import Desk, message_payload
from models.actions.reminding import render_reminder, settle_reminder
from models.rules.deliveries import Dead, Delivered, Moved, Parcel, RetryAfter, Sent
from models.rules.retries import next_attempt_at
from models.store.people import person_by_chat
from models.store.queues import waiting_messages
from models.tables import OfficeChat, OutboxMessage, Person

GIVE_UP_AFTER = 50


def exchange(
    desk: Desk, delivered: Iterable[Delivered], busy: Collection[tuple[str, int | None]], limit: int
) -> list[Parcel]:
    """Settle what has been delivered, and take up to `limit` parcels more, at most one a chat, in order.

    A parcel taken is leased, its attempt counted, before it leaves: a crash repeats at most that one message a chat.
    """
    for one in delivered:
        _settle(desk, one)
    desk.session.flush()
    parcels: list[Parcel] = []
    if limit <= 0:
        return parcels
    for row in waiting_messages(desk.session, desk.now, busy, limit):
        parcel = _take(desk, row)
        if parcel is not None:
            parcels.append(parcel)
    return parcels


def _take(desk: Desk, row: OutboxMessage) -> Parcel | None:
    if row.not_after is not None and row.not_after <= desk.now:
        row.state, row.reason = "skipped", "too_late"
        settle_reminder(desk, row, "too_late")
        return None
    payload = row.payload
    kind = row.kind
    if kind == "reminder":
        leaving = render_reminder(desk, row)
        if leaving.wait_until is not None:
            row.next_attempt_at = leaving.wait_until
            return None
        if leaving.message is None:
            row.state, row.reason = "skipped", leaving.reason
            return None
        payload, kind = message_payload(leaving.message), "message"
    row.state = "leased"
    row.attempts += 1
    return Parcel(
        id=row.id or 0,
        channel=row.channel,
        chat_id=row.chat_id,
        kind=kind,
        payload=payload,
        attempts=row.attempts,
        urgency=row.urgency,
    )


def _settle(desk: Desk, delivered: Delivered) -> None:
    row = desk.session.get(OutboxMessage, delivered.parcel.id)
    if row is None:
        return
    match delivered.outcome:
        case Sent(message_id):
            row.state, row.message_id, row.sent_at, row.reason = "sent", message_id, delivered.at, None
            settle_reminder(desk, row, "sent")
        case RetryAfter(reason, seconds):
            row.state, row.reason = "waiting", reason
            row.next_attempt_at = next_attempt_at(
                row.attempts,
                delivered.at,
                row_id=row.id or 0,
                retry_after=None if seconds is None else timedelta(seconds=seconds),
            )
            if row.attempts >= GIVE_UP_AFTER and seconds is None:
                _bury(desk, row, Dead(reason))
        case Moved(chat_id):
            _follow(desk, row, chat_id)
        case Dead() as dead:
            _bury(desk, row, dead)


def _bury(desk: Desk, row: OutboxMessage, dead: Dead) -> None:
    row.state, row.reason = "dead", dead.reason
    settle_reminder(desk, row, "dead")
    if not dead.unreachable or row.chat_id is None:
        return
    person = person_by_chat(desk.session, row.chat_id)
    if person is not None and person.unreachable_since is None:
        person.unreachable_since = desk.now
        _let_go(desk, person, row)


def _let_go(desk: Desk, person: Person, row: OutboxMessage) -> None:
    """Drop what else waits for somebody who cannot be reached."""
    others = desk.session.exec(
        select(OutboxMessage).where(
            OutboxMessage.channel == row.channel,
            OutboxMessage.chat_id == person.chat_user_id,
            OutboxMessage.state == "waiting",
            col(OutboxMessage.id) != row.id,
        )
    ).all()
    for other in others:
        other.state, other.reason = "dead", "unreachable"
        settle_reminder(desk, other, "dead")


def _follow(desk: Desk, row: OutboxMessage, chat_id: int) -> None:
    """Go after a group that has become a supergroup: its messages, and the office's binding."""
    moved_from = row.chat_id
    row.state, row.next_attempt_at = "waiting", desk.now
    if moved_from is None:
        return
    follow_chat(desk, moved_from, chat_id)


def follow_chat(desk: Desk, moved_from: int, moved_to: int) -> None:
    """Send to `moved_to` whatever was meant for the group `moved_from`, from now on."""
    rows = desk.session.exec(
        select(OutboxMessage).where(
            OutboxMessage.channel == "telegram",
            OutboxMessage.chat_id == moved_from,
            col(OutboxMessage.state).in_(("waiting", "leased")),
        )
    ).all()
    for row in rows:
        row.chat_id = moved_to
    bindings = desk.session.exec(select(OfficeChat).where(OfficeChat.chat_id == moved_from)).all()
    for binding in bindings:
        binding.chat_id = moved_to
    if not bindings and desk.policy.office_chat_id == moved_from:
        # The setting still names the old id; a binding beats it.
        desk.session.add(OfficeChat(chat_id=moved_to, bound_by=0, bound_at=desk.now))
    desk.note("follow", str(moved_to), moved_from=moved_from)
