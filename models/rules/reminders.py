"""Who is to be reminded now, of what, and what is no longer worth saying: one message a person a moment.

Design, section 3, "Ladder". The question is put again at every tick, with `settled` saying which slots were sent or
skipped before; so missing or doubling ticks changes nothing. `still_matters` puts it once more when a message leaves.

The order of the answers:

1. A slot whose time came while its item was not yet this person's is not theirs: neither sent nor recorded.
2. A passed slot that can no longer help is *skipped*, with the reason, at once.
3. Everything else that has passed makes one message. It waits
   - while the person is in the middle of answering (input within 15 minutes), even if the due time passes meanwhile:
     who is writing to the bot needs no reminder to do so, and what is owed after the due time has rungs of its own;
   - for a working day outside quiet hours, and 09:00 if all of it is left over from earlier days (it then meets the
     day's own rungs); but when something would be due by then, it is sent as soon as it is not quiet, rest day or not.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, tzinfo
from enum import StrEnum
from typing import Final

from models.rules.deadlines import WorkingDays, at_local, local_day
from models.rules.dues import Addressee, OpenRound, Owed
from models.rules.ladders import AFTER_DUE, MORNING, Anchor, RungTime, next_open_moment, waking_moment
from models.rules.slots import SNOOZE, Slot, outbox_key, revision_of, snooze_slot

ANSWERING_FOR: Final = timedelta(minutes=15)

_CLOCK_SKEW = timedelta(minutes=1)
_FAR = datetime.max.replace(tzinfo=UTC)


class SkipReason(StrEnum):
    """Why a slot was not sent."""

    NOTHING_OWED = "nothing_owed"
    """All of it was answered, waived or handed over."""
    DUE_PASSED = "due_passed"
    """It came before a due time that is over: only overdue rungs speak after that."""
    CLOSED = "closed"
    """The round takes no more answers, was skipped, or is gone."""
    BEGUN = "begun"
    """It was only for who had not begun."""
    EXTENDED = "extended"
    """It was for what is overdue, and all that is owed has a later due time of its own."""
    ANSWERING = "answering"
    """The due time passed while the person was in the middle of answering."""
    DUE_MOVED = "due_moved"
    """The due time was changed after the message was queued; the new one has slots of its own."""


@dataclass(frozen=True, slots=True)
class Send:
    """One message to one person.

    `slots`: all that it settles, the one that gives it its key first (the latest; of equal ones the nearest due).
    `owed`: all still owed in the rounds of these slots, nearest due first. `also_owed`: what is still owed in other
    open rounds. `not_after`: from then on it must not leave.
    """

    person_id: int
    slots: tuple[Slot, ...]
    owed: tuple[Owed, ...]
    also_owed: tuple[Owed, ...]
    not_after: datetime | None

    @property
    def kind(self) -> str:
        """The leading slot's rung ("T-1", "overdue-1", "snooze"); words shown to people never come from it."""
        return self.slots[0].rung

    @property
    def key(self) -> str:
        """The outbox key: `reminder:<person>:<slot>:<due revision>`."""
        return outbox_key(self.person_id, self.slots[0])


@dataclass(frozen=True, slots=True)
class Skip:
    """A slot that is settled without being sent, and why."""

    slot: Slot
    reason: SkipReason


@dataclass(frozen=True, slots=True)
class Decision:
    """What is to be done for one person now: at most one of `send` and `wait_until`, and any number of `skips`.

    `wait_until`: something has passed but may not be said before then; ask again at any tick. Nothing at all: falsy.
    """

    send: Send | None = None
    wait_until: datetime | None = None
    skips: tuple[Skip, ...] = ()

    def __bool__(self) -> bool:
        """Tell whether there is anything to do or to wait for."""
        return self.send is not None or self.wait_until is not None or bool(self.skips)


NOTHING: Final = Decision()


def decide_reminder(
    addressee: Addressee, rounds: Mapping[int, OpenRound], now: datetime, *, zone: tzinfo, days: WorkingDays
) -> Decision:
    """Say what is to be done for one person at `now`; `rounds` by id hold every round that person owes in.

    The caller records all slots of `Decision.send` and of the skips as settled, in the transaction that queues it.
    """
    return _decide(addressee, _unsettled(addressee, rounds, now), rounds, now, zone=zone, days=days)


def still_matters(
    slots: Iterable[Slot],
    addressee: Addressee,
    rounds: Mapping[int, OpenRound],
    now: datetime,
    *,
    zone: tzinfo,
    days: WorkingDays,
) -> Decision:
    """Ask again for the slots of a queued message, at the moment it would leave.

    `addressee` and `rounds` are as they are now; `settled` is not looked at. Gives the message as it is to be rendered
    now (its `slots` may have become fewer), or a moment to wait for, or nothing but skips: then it is dropped. Given the
    slots of several queued messages of a person (held back over night, say), it folds them into one.
    """
    return _decide(addressee, tuple(slots), rounds, now, zone=zone, days=days)


def is_answering(last_input_at: datetime | None, now: datetime) -> bool:
    """Tell whether somebody is in the middle of answering: input within the last 15 minutes.

    Input from the future (beyond a minute of skew) tells of a clock set back, not of somebody writing.
    """
    return last_input_at is not None and -_CLOCK_SKEW <= now - last_input_at < ANSWERING_FOR


def _unsettled(addressee: Addressee, rounds: Mapping[int, OpenRound], now: datetime) -> tuple[Slot, ...]:
    """Find the passed slots of what this person owes that have not been settled, each once."""
    found: dict[str, Slot] = {}
    # A person owes many tasks by the same few ladders: each ladder is looked at once.
    since: dict[tuple[int, tuple[RungTime, ...] | None], datetime] = {}
    for owed in addressee.owed:
        if owed.round_id in rounds:
            ladder = (owed.round_id, owed.rungs)
            since[ladder] = min(owed.since, since.get(ladder, owed.since))
    for (round_id, own_rungs), since_at in since.items():
        current = rounds[round_id]
        revised_from = since_at if current.revised_at is None else max(since_at, current.revised_at)
        for rung_time in current.rungs if own_rungs is None else own_rungs:
            # That a round has opened is to be told whenever its due time was changed, and told once.
            is_opening = rung_time.rung.anchor is Anchor.OPENING
            if (since_at if is_opening else revised_from) <= rung_time.at <= now:
                revision = revision_of(rung_time.rung, current)
                slot = Slot(rung_time.slot, revision, rung_time.at, rung_time.rung.name, round_id)
                found[slot.key] = slot
    for snooze in addressee.snoozes:
        if snooze.at <= now:
            slot = snooze_slot(snooze)
            found[slot.key] = slot
    return tuple(slot for key, slot in found.items() if key not in addressee.settled)


def _rungs_of(owed: Owed, current: OpenRound) -> tuple[RungTime, ...]:
    return current.rungs if owed.rungs is None else owed.rungs


@dataclass(frozen=True, slots=True)
class _Live:
    """A slot that still matters: what it is about, when the first of that lapses, and when the last."""

    slot: Slot
    first_lapse_at: datetime
    last_lapse_at: datetime


def _decide(
    addressee: Addressee,
    slots: Sequence[Slot],
    rounds: Mapping[int, OpenRound],
    now: datetime,
    *,
    zone: tzinfo,
    days: WorkingDays,
) -> Decision:
    if not slots:
        return NOTHING
    live: list[_Live] = []
    skips: list[Skip] = []
    for slot in slots:
        judged = _judge(slot, addressee, rounds, now)
        if isinstance(judged, _Live):
            live.append(judged)
        else:
            skips.append(Skip(slot, judged))
    if not live:
        return Decision(skips=tuple(skips))
    wait_until = _wait_until(addressee.last_input_at, live, now, zone, days)
    if wait_until is not None:
        return Decision(wait_until=wait_until, skips=tuple(skips))
    return Decision(send=_compose(addressee, live, rounds, now), skips=tuple(skips))


def _judge(slot: Slot, addressee: Addressee, rounds: Mapping[int, OpenRound], now: datetime) -> _Live | SkipReason:
    """Say whether a slot still helps, and until when; or why it does not."""
    if slot.rung == SNOOZE:
        return _judge_snooze(slot, addressee, rounds, now)
    current = rounds.get(slot.round_id) if slot.round_id is not None else None
    if current is None or not _is_open(current, now):
        return SkipReason.CLOSED
    rung = next((rung_time.rung for rung_time in current.rungs if rung_time.slot == slot.name), None)
    if slot.due_revision != (current.due_revision if rung is None else revision_of(rung, current)):
        return SkipReason.DUE_MOVED
    return _judge_rung(slot, addressee, current, now)


def _judge_rung(slot: Slot, addressee: Addressee, current: OpenRound, now: datetime) -> _Live | SkipReason:
    items = [
        (owed, rung_time)
        for owed in addressee.owed
        if owed.round_id == current.id and owed.since <= slot.at
        for rung_time in _rungs_of(owed, current)
        if rung_time.slot == slot.name
    ]
    if not items:
        return SkipReason.NOTHING_OWED
    rung = items[0][1].rung
    if rung.only_unbegun and any(owed.begun for owed, _ in items):
        return SkipReason.BEGUN
    dues = [owed.due_at for owed, _ in items]
    if rung.anchor in AFTER_DUE:
        return _after_due(slot, dues, current.closes_at or _FAR, now)
    return _before_due(slot, dues, addressee.last_input_at, now)


def _after_due(slot: Slot, dues: Sequence[datetime], closes_at: datetime, now: datetime) -> _Live | SkipReason:
    return SkipReason.EXTENDED if min(dues) > now else _Live(slot, closes_at, closes_at)


def _judge_snooze(
    slot: Slot, addressee: Addressee, rounds: Mapping[int, OpenRound], now: datetime
) -> _Live | SkipReason:
    asked_at = next((snooze.asked_at for snooze in addressee.snoozes if snooze_slot(snooze).key == slot.key), slot.at)
    items = [
        (owed, rounds[owed.round_id])
        for owed in _open_items(addressee, rounds, now)
        if slot.round_id in {None, owed.round_id}
    ]
    if not items:
        return SkipReason.NOTHING_OWED
    # What was overdue already when the person asked lapses with its round; all else with its due time.
    lapses = [(current.closes_at or _FAR) if owed.due_at <= asked_at else owed.due_at for owed, current in items]
    return _before_due(slot, lapses, addressee.last_input_at, now)


def _before_due(
    slot: Slot, lapses: Sequence[datetime], last_input_at: datetime | None, now: datetime
) -> _Live | SkipReason:
    ahead = [at for at in lapses if at > now]
    if ahead:
        return _Live(slot, min(ahead), max(ahead))
    if last_input_at is not None and last_input_at < max(lapses) <= last_input_at + ANSWERING_FOR:
        return SkipReason.ANSWERING
    return SkipReason.DUE_PASSED


def _is_open(current: OpenRound, now: datetime) -> bool:
    return current.opens_at <= now and (current.closes_at is None or now < current.closes_at)


def _open_items(addressee: Addressee, rounds: Mapping[int, OpenRound], now: datetime) -> list[Owed]:
    """Give what may still be answered, nearest due first."""
    open_ids = {round_id for round_id, current in rounds.items() if _is_open(current, now)}
    items = [owed for owed in addressee.owed if owed.round_id in open_ids]
    return sorted(items, key=lambda owed: (owed.due_at, owed.round_id, owed.task or 0, owed.assignment_id))


def _wait_until(
    last_input_at: datetime | None, live: Sequence[_Live], now: datetime, zone: tzinfo, days: WorkingDays
) -> datetime | None:
    """Give the moment before which nothing may be said, None if now will do."""
    if last_input_at is not None and is_answering(last_input_at, now):
        return last_input_at + ANSWERING_FOR
    lapse_at = min(item.first_lapse_at for item in live)
    opens_at = next_open_moment(now, MORNING, zone=zone, days=days)
    if opens_at == now and _is_left_over(live, now, zone):
        opens_at = max(now, at_local(local_day(now, zone), MORNING, zone))
    if opens_at < lapse_at:
        return opens_at if opens_at > now else None
    wakes_at = waking_moment(now, zone=zone)
    return wakes_at if wakes_at > now else None


def _is_left_over(live: Sequence[_Live], now: datetime, zone: tzinfo) -> bool:
    today = local_day(now, zone)
    return all(local_day(item.slot.at, zone) < today for item in live)


def _compose(addressee: Addressee, live: Sequence[_Live], rounds: Mapping[int, OpenRound], now: datetime) -> Send:
    ordered = sorted(live, key=lambda item: item.slot.name)
    ordered.sort(key=lambda item: item.first_lapse_at)
    ordered.sort(key=lambda item: item.slot.at, reverse=True)
    urged = {item.slot.round_id for item in ordered}
    items = _open_items(addressee, rounds, now)
    owed = tuple(item for item in items if None in urged or item.round_id in urged)
    also_owed = tuple(item for item in items if None not in urged and item.round_id not in urged)
    last = max(item.last_lapse_at for item in ordered)
    return Send(
        person_id=addressee.person_id,
        slots=tuple(item.slot for item in ordered),
        owed=owed,
        also_owed=also_owed,
        not_after=None if last == _FAR else last,
    )
