"""Reminding: what is due at a moment becomes outbox rows, rendered and asked about again when they leave."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlmodel import col, select

from models.actions.desk import BULK, Desk
from models.actions.enclosing import send_with_reminder
from models.actions.standings import standing_of
from models.messages import reminder as say
from models.messages.waves import late_wave
from models.rules.chats import Message
from models.rules.dues import Owed
from models.rules.reminders import Send, Skip, decide_reminder, still_matters
from models.rules.slots import Slot
from models.rules.waves import begun_in_time, wave_takes
from models.store.office import working_days
from models.store.people import chats_of
from models.store.queues import count_waves_until, outbox_row, store_messages
from models.store.reminders import addressees, count_holders, due_addressees, rounds_with_rungs, store_settled
from models.tables import OutboxMessage, Person, Reminder, Round


def remind_due(desk: Desk) -> int:
    """Queue every reminder that is due, and settle what is not to be sent; returns how many were queued.

    Asking twice, or late, changes nothing: what is settled stays settled, and what still matters is folded into one.
    """
    zone = desk.policy.zone
    days = working_days(desk.session, desk.now.astimezone(zone).date())
    people = count_holders(desk.session)
    rounds = {
        id_: replace(each, rungs=begun_in_time(each.rungs, each.opens_at, each.due_at, people, zone=zone))
        for id_, each in rounds_with_rungs(desk.session, desk.now, zone, days).items()
    }
    queued = 0
    nearest_due_at: datetime | None = None
    for some in due_addressees(desk.session, rounds, desk.now, zone=zone, days=days):
        sends: list[Send] = []
        skips: list[dict[str, Any]] = []
        for addressee in some:
            decision = decide_reminder(addressee, rounds, desk.now, zone=zone, days=days)
            skips.extend(
                _settled(desk, addressee.person_id, skip.slot, str(skip.reason.value)) for skip in decision.skips
            )
            if decision.send is not None:
                sends.append(decision.send)
        store_settled(desk.session, skips)
        _queue(desk, sends)
        queued += len(sends)
        dues = [owed.due_at for send in sends for owed in send.owed if owed.due_at > desk.now]
        nearest_due_at = min([*dues, *([nearest_due_at] if nearest_due_at else [])], default=None)
    if nearest_due_at is not None:
        _warn_of_late_wave(desk, nearest_due_at)
    return queued


def _warn_of_late_wave(desk: Desk, due_at: datetime) -> None:
    """Tell the admins, once a due time, when what waits to leave before it cannot all leave in time."""
    count = count_waves_until(desk.session, _minutes(due_at))
    ends_at = desk.now + wave_takes(count)
    if ends_at <= due_at:
        return
    for admin_id in desk.policy.admin_ids:
        key = f"late-wave:{_minutes(due_at)}:{admin_id}"
        if outbox_row(desk.session, key) is None:
            desk.send(admin_id, late_wave(desk.policy.language, due_at, ends_at, count, desk.policy.zone), key=key)


def _queue(desk: Desk, sends: Sequence[Send]) -> None:
    chats = chats_of(desk.session, [send.person_id for send in sends])
    # Rows by the thousand, not objects: a hundred thousand liaisons may be reminded at one moment.
    ids = store_messages(
        desk.session,
        [
            {
                "dedup_key": send.key,
                "channel": "telegram",
                "chat_id": chats[send.person_id],
                "person_id": send.person_id,
                "kind": "reminder",
                "payload": {"slots": [_slot_to_json(slot) for slot in send.slots]},
                "urgency": _urgency(send, desk.now),
                "state": "waiting",
                "created_at": desk.now,
                "next_attempt_at": desk.now,
                "not_after": send.not_after,
                "attempts": 0,
            }
            for send in sends
        ],
    )
    store_settled(
        desk.session,
        [
            {**_settled(desk, send.person_id, slot, "queued"), "outbox_id": ids[send.key]}
            for send in sends
            for slot in send.slots
        ],
    )
    desk.woke_delivery = desk.woke_delivery or bool(sends)


def _urgency(send: Send, now: datetime) -> int:
    """Let what is due next leave first; what is overdue ends with its round."""
    ahead = [owed.due_at for owed in send.owed if owed.due_at > now]
    ends_at = min(ahead, default=send.not_after)
    return BULK - 1 if ends_at is None else _minutes(ends_at)


def _minutes(moment: datetime) -> int:
    return int(moment.timestamp()) // 60


def _settled(desk: Desk, person_id: int, slot: Slot, outcome: str) -> dict[str, Any]:
    return {
        "person_id": person_id,
        "round_id": slot.round_id,
        "slot": slot.name,
        "due_revision": slot.due_revision,
        "key": f"{person_id}:{slot.key}",
        "outcome": outcome,
        "outbox_id": None,
        "settled_at": desk.now,
    }


def _slot_to_json(slot: Slot) -> dict[str, str | int | None]:
    return {
        "name": slot.name,
        "due_revision": slot.due_revision,
        "at": slot.at.isoformat(),
        "rung": slot.rung,
        "round_id": slot.round_id,
    }


def _slot_from_json(value: dict[str, str | int | None]) -> Slot:
    round_id = value["round_id"]
    return Slot(
        name=str(value["name"]),
        due_revision=int(value["due_revision"] or 0),
        at=datetime.fromisoformat(str(value["at"])),
        rung=str(value["rung"]),
        round_id=None if round_id is None else int(round_id),
    )


@dataclass(frozen=True, slots=True)
class Leaving:
    """A reminder at the moment it would leave: the message, or until when to wait, or neither (it is dropped)."""

    message: Message | None
    wait_until: datetime | None = None
    reason: str = ""


def render_reminder(desk: Desk, row: OutboxMessage) -> Leaving:
    """Ask once more whether a queued reminder still matters, and word it from what is owed at this moment."""
    if row.person_id is None:
        return Leaving(None, reason="nobody")
    zone = desk.policy.zone
    days = working_days(desk.session, desk.now.astimezone(zone).date())
    rounds = rounds_with_rungs(desk.session, desk.now, zone, days)
    found = addressees(desk.session, rounds, [row.person_id], zone=zone, days=days)
    if not found:
        _resettle(desk, row, "nothing_owed")
        return Leaving(None, reason="nothing_owed")
    # What was held back with it (over night, say) leaves with it: one message a person a moment.
    held_back = _held_back_with(desk, row)
    slots = [_slot_from_json(value) for each in (row, *held_back) for value in each.payload["slots"]]
    decision = still_matters(slots, found[0], rounds, desk.now, zone=zone, days=days)
    if decision.wait_until is not None:
        _note_skips(desk, row, decision.skips)
        return Leaving(None, wait_until=decision.wait_until)
    if decision.send is not None:
        _fold(desk, row, held_back, decision.send)
    _note_skips(desk, row, decision.skips)
    if decision.send is None:
        reason = str(decision.skips[0].reason.value) if decision.skips else "nothing_owed"
        _resettle(desk, row, reason)
        return Leaving(None, reason=reason)
    person = desk.session.get_one(Person, row.person_id)
    if not _standings(desk, person, (*decision.send.owed, *decision.send.also_owed)):
        _resettle(desk, row, "nothing_owed")
        return Leaving(None, reason="nothing_owed")
    send_with_reminder(desk, person, (owed.round_id for owed in decision.send.owed), row.urgency)
    return Leaving(compose(desk, person, decision.send))


def _held_back_with(desk: Desk, row: OutboxMessage) -> Sequence[OutboxMessage]:
    """Return the same person's other reminders that wait to leave and are not too late to."""
    return desk.session.exec(
        select(OutboxMessage)
        .where(
            OutboxMessage.kind == "reminder",
            OutboxMessage.person_id == row.person_id,
            OutboxMessage.channel == row.channel,
            OutboxMessage.chat_id == row.chat_id,
            OutboxMessage.state == "waiting",
            col(OutboxMessage.id) != row.id,
            col(OutboxMessage.not_after).is_(None) | (col(OutboxMessage.not_after) > desk.now),
        )
        .order_by(col(OutboxMessage.id))
    ).all()


def _fold(desk: Desk, row: OutboxMessage, others: Sequence[OutboxMessage], send: Send) -> None:
    """Let one row carry what several were to say; the others are settled as folded, their rungs with this one."""
    for other in others:
        other.state, other.reason = "skipped", "folded"
        for reminder in _reminders_of(desk, other):
            reminder.outbox_id = row.id
    if others:
        row.payload = {**row.payload, "slots": [_slot_to_json(slot) for slot in send.slots]}
        row.not_after = send.not_after
    desk.session.flush()


def compose(desk: Desk, person: Person, send: Send) -> Message:
    """Word one reminder: everything the person still owes, round by round, the nearest due first."""
    return say.reminder(desk.language_of(person), _standings(desk, person, (*send.owed, *send.also_owed)), desk.now)


def _standings(desk: Desk, person: Person, owed: Sequence[Owed]) -> list[say.Standing]:
    wanted = {entry.assignment_id for entry in owed}
    found: list[say.Standing] = []
    for round_id in dict.fromkeys(entry.round_id for entry in owed):
        standing = standing_of(desk, person, desk.session.get_one(Round, round_id))
        items = tuple(item for item in standing.items if item.assignment_id in wanted)
        if items:
            found.append(replace(standing, items=items))
    return found


def _reminders_of(desk: Desk, row: OutboxMessage) -> Sequence[Reminder]:
    return desk.session.exec(select(Reminder).where(col(Reminder.outbox_id) == row.id)).all()


def _note_skips(desk: Desk, row: OutboxMessage, skips: Sequence[Skip]) -> None:
    reasons = {f"{row.person_id}:{skip.slot.key}": str(skip.reason.value) for skip in skips}
    for reminder in _reminders_of(desk, row):
        if reminder.key in reasons:
            reminder.outcome, reminder.settled_at = reasons[reminder.key], desk.now


def _resettle(desk: Desk, row: OutboxMessage, outcome: str) -> None:
    for reminder in _reminders_of(desk, row):
        reminder.outcome, reminder.settled_at = outcome, desk.now


def is_reminder(key: str) -> bool:
    """Tell by its key whether a row of the outbox is a reminder."""
    # One sent by hand is worded beforehand: a message, but with a reminder's key.
    return key.startswith("reminder:")


def settle_reminder(desk: Desk, row: OutboxMessage, outcome: str) -> None:
    """Write down what became of a reminder's rungs once the message has left, or could not; of others there are none."""
    if not is_reminder(row.dedup_key):
        return
    for reminder in _reminders_of(desk, row):
        if reminder.outcome == "queued":
            reminder.outcome, reminder.settled_at = outcome, desk.now
