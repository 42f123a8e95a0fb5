"""Taking messages out of the outbox and writing down what became of them."""

import logging
from collections.abc import Collection, Iterable, Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlmodel import col, select

from models.actions.cards import pin_first_card
from models.actions.desk import REPLY, Desk, message_payload
from models.actions.gaps import render_gap
from models.actions.redirecting import redirect
from models.actions.reminding import is_reminder, render_reminder, settle_reminder
from models.actions.revising import OF_ROW, point_to_message
from models.database import is_out_of_order
from models.messages.channels import say_failure
from models.messages.words import escape
from models.rules.chats import Message
from models.rules.deliveries import Dead, Delivered, Held, Moved, Parcel, RetryAfter, Sent
from models.rules.retries import next_attempt_at
from models.store.office import bound_office
from models.store.people import person_by_chat
from models.store.queues import Waiting, lease_messages, outbox_rows, settle_sent, waiting_messages
from models.tables import OfficeChat, OutboxMessage, Person

# A message that was refused by nobody and still does not arrive: a weekend without a way to Telegram loses nothing.
GIVE_UP_AFTER = 50
GIVE_UP_AFTER_DAYS = timedelta(days=3)
# One that we ourselves cannot word or settle holds its chat up no longer than this.
OWN_ERRORS = 5

# What these say depends on what is owed at that moment.
_WORDED_AS_THEY_LEAVE = {"reminder": render_reminder, "gap": render_gap}

log = logging.getLogger(__name__)


def exchange(
    desk: Desk,
    delivered: Iterable[Delivered],
    busy: Collection[tuple[str, int | None]],
    limit: int,
    waves: int | None = None,
) -> list[Parcel]:
    """Settle what has been delivered, and take up to `limit` parcels more, at most one a chat, in order.

    `waves` is how many of them may be no replies (None: any number). A parcel taken is leased, its attempt counted,
    before it leaves: a crash repeats at most that one message a chat.
    """
    _settle_all(desk, delivered)
    parcels: list[Parcel] = []
    allowed = limit if waves is None else waves
    while limit > len(parcels):
        waves_left = allowed - sum(1 for parcel in parcels if parcel.urgency > REPLY)
        waiting = waiting_messages(desk.session, desk.now, busy, limit - len(parcels), waves=waves_left)
        taken = _take_all(desk, waiting)
        parcels.extend(taken)
        if len(taken) == len(waiting):
            # Where nothing was dropped or put off, no chat has a next message to look at.
            break
    return parcels


def _settle_all(desk: Desk, delivered: Iterable[Delivered]) -> None:
    sent: list[tuple[int, int | None, datetime]] = []
    others: list[Delivered] = []
    for one in delivered:
        # Nearly all of them. A reminder's rungs are settled with it.
        if isinstance(one.outcome, Sent) and not is_reminder(one.parcel.key):
            sent.append((one.parcel.id, one.outcome.message_id, one.at))
        else:
            others.append(one)
    if sent:
        settle_sent(desk.session, sent)
    rows = outbox_rows(desk.session, [one.parcel.id for one in others])
    for one in others:
        if one.parcel.id in rows:
            _settle(desk, rows[one.parcel.id], one)
    desk.session.flush()


def _take_all(desk: Desk, waiting: Sequence[Waiting]) -> list[Parcel]:
    """Lease rows, in order; those that are dropped or put off instead are left out."""
    rows = outbox_rows(desk.session, [one.id for one in waiting if _is_odd(desk, one)])
    parcels: list[Parcel] = []
    leased: list[int] = []
    for one in waiting:
        if one.id in rows:
            parcel = _take(desk, rows[one.id], is_silent=one.is_silent)
            if parcel is not None:
                parcels.append(parcel)
            continue
        leased.append(one.id)
        parcels.append(
            Parcel(
                id=one.id,
                channel=one.channel,
                chat_id=one.chat_id,
                kind=one.kind,
                payload=one.payload,
                attempts=one.attempts + 1,
                urgency=one.urgency,
                key=one.dedup_key,
            )
        )
    if leased:
        lease_messages(desk.session, leased)
    desk.session.flush()
    return parcels


def _is_odd(desk: Desk, one: Waiting) -> bool:
    """Tell whether a row may have to be dropped or put off, or is worded only now."""
    is_late = one.not_after is not None and one.not_after <= desk.now
    return is_late or one.is_silent or one.kind in _WORDED_AS_THEY_LEAVE or OF_ROW in one.payload


def _take(desk: Desk, row: OutboxMessage, *, is_silent: bool) -> Parcel | None:
    """Lease a row; None where it is dropped, or put off to a later moment."""
    if row.not_after is not None and row.not_after <= desk.now:
        tried, row.state, row.reason = row.reason, "skipped", "too_late"
        settle_reminder(desk, row, "too_late")
        if row.channel != "telegram":
            _name_to_office(desk, row, tried or "too_late")
        return None
    if is_silent:
        row.state, row.reason = "dead", "unreachable"
        settle_reminder(desk, row, "dead")
        return None
    content = _content(desk, row)
    if content is None:
        return None
    kind, payload = content
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
        key=row.dedup_key,
    )


def _content(desk: Desk, row: OutboxMessage) -> tuple[str, dict[str, Any]] | None:
    """Return kind and payload as they are to leave; None where it is dropped, put off, or cannot be worded."""
    if OF_ROW in row.payload:
        return point_to_message(desk, row), row.payload
    word = _WORDED_AS_THEY_LEAVE.get(row.kind)
    if word is None:
        return row.kind, row.payload
    try:
        with desk.session.begin_nested():
            leaving = word(desk, row)
    except Exception as error:
        if is_out_of_order(error):
            raise
        # One reminder that cannot be worded must not keep everybody else's messages.
        log.exception("message not worded", extra={"outbox": row.id})
        row.attempts += 1
        _put_off(desk, row, f"error: {type(error).__name__}", give_up=row.attempts >= OWN_ERRORS)
        return None
    if leaving.wait_until is not None:
        # Never at once again, or this would go round for ever.
        row.next_attempt_at = max(leaving.wait_until, desk.now + timedelta(seconds=1))
        return None
    if leaving.message is None:
        row.state, row.reason = "skipped", leaving.reason
        return None
    return "message", message_payload(leaving.message)


def _put_off(desk: Desk, row: OutboxMessage, reason: str, *, give_up: bool) -> None:
    row.state, row.reason = "waiting", reason
    row.next_attempt_at = next_attempt_at(row.attempts, desk.now, row_id=row.id or 0)
    if give_up:
        row.state = "dead"
        settle_reminder(desk, row, "dead")


def _settle(desk: Desk, row: OutboxMessage, delivered: Delivered) -> None:
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
            is_old = delivered.at - row.created_at > GIVE_UP_AFTER_DAYS
            if row.attempts >= GIVE_UP_AFTER and is_old and seconds is None:
                _bury(desk, row, Dead(reason), delivered.at)
        case Held(seconds):
            row.state = "waiting"
            row.attempts -= 1
            row.next_attempt_at = delivered.at + timedelta(seconds=seconds)
        case Moved() | Dead() as rare:
            _settle_rare(desk, row, rare, delivered.at)


def _settle_rare(desk: Desk, row: OutboxMessage, outcome: Moved | Dead, at: datetime) -> None:
    """Settle what touches other rows, so that a failure of it leaves the rest of the batch alone."""
    try:
        with desk.session.begin_nested():
            if isinstance(outcome, Moved):
                _follow(desk, row, outcome.chat_id)
            else:
                _bury(desk, row, outcome, at)
    except Exception as error:
        if is_out_of_order(error):
            raise
        log.exception("outcome not settled", extra={"outbox": row.id})
        _put_off(desk, row, f"error: {type(error).__name__}", give_up=row.attempts >= OWN_ERRORS)


def _bury(desk: Desk, row: OutboxMessage, dead: Dead, at: datetime) -> None:
    row.state, row.reason = "dead", dead.reason
    settle_reminder(desk, row, "dead")
    if row.channel != "telegram":
        _name_to_office(desk, row, dead.reason)
        return
    if not dead.unreachable or row.chat_id is None:
        return
    person = person_by_chat(desk.session, row.chat_id)
    if person is None:
        redirect(desk, row)
    elif person.unreachable_since is None and not (person.last_input_at is not None and person.last_input_at > at):
        # Whoever has written since then has come back.
        person.unreachable_since = desk.now
        _let_go(desk, person, row)


def _name_to_office(desk: Desk, row: OutboxMessage, reason: str) -> None:
    """Tell the office that one of its channels has not taken the digest, so that nobody believes it has."""
    text = escape(say_failure(desk.policy.language, row.channel, reason))
    for number, (chat_id, thread_id) in enumerate(desk.office_places()):
        desk.send(chat_id, Message(text), thread_id=thread_id, key=f"channel:{row.id}:{number}")


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
    bindings = list(desk.session.exec(select(OfficeChat).where(OfficeChat.chat_id == moved_from)))
    for binding in bindings:
        binding.chat_id = moved_to
    if not bindings and desk.policy.office_chat_id == moved_from:
        # The setting still names the old id; a binding beats it.
        binding = OfficeChat(chat_id=moved_to, bound_by=0, bound_at=desk.now)
        desk.session.add(binding)
        bindings = [binding]
    desk.session.flush()
    office = bound_office(desk.session, desk.policy.office_chat_id)
    if bindings and office is not None and office[0] == moved_to:
        # What was pinned stayed behind, and its buttons with it.
        pin_first_card(desk, *office)
    desk.note("follow", str(moved_to), moved_from=moved_from)
