"""What holds of reminders for any plan, person, calendar, outage and pattern of ticks.

Each example plays one person's weeks: at every tick the rule is asked, and what it settles is remembered, as the store
would. The oracle for what may be sent is written anew here, on local calendar days, and knows nothing of the rule's own
arithmetic.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, time, timedelta
from itertools import pairwise
from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from models.rules.deadlines import at_local
from models.rules.ladders import Anchor, RungTime
from models.rules.reminders import Decision, Send, Skip, SkipReason, decide_reminder, still_matters
from models.rules.slots import Slot, outbox_key, revision_of, slot_key
from tests.strategies import FIRST_DAY, HORIZON_DAYS, Duty, World, worlds

QUARTER = timedelta(minutes=15)
MINUTE = timedelta(minutes=1)
AFTER_DUE = {Anchor.OVERDUE, Anchor.CLOSING}

many = settings(max_examples=200, deadline=None)


@dataclass(frozen=True, slots=True)
class Played:
    """What came of one run: the messages and the skips, each with the tick at which they were decided."""

    sent: tuple[tuple[datetime, Send], ...]
    skipped: tuple[tuple[datetime, Skip], ...]

    @property
    def sent_slots(self) -> list[str]:
        return [slot.key for _, send in self.sent for slot in send.slots]

    @property
    def skipped_slots(self) -> list[str]:
        return [skip.slot.key for _, skip in self.skipped]


def play(world: World, ticks: Iterable[datetime]) -> Played:
    """Let time pass for one person, settling what is decided."""
    settled: frozenset[str] = frozenset()
    sent: list[tuple[datetime, Send]] = []
    skipped: list[tuple[datetime, Skip]] = []
    for now in ticks:
        decision = decide(world, now, settled)
        skipped += [(now, skip) for skip in decision.skips]
        settled |= {skip.slot.key for skip in decision.skips}
        if decision.send is not None:
            sent.append((now, decision.send))
            settled |= {slot.key for slot in decision.send.slots}
    return Played(tuple(sent), tuple(skipped))


def decide(world: World, now: datetime, settled: frozenset[str] = frozenset()) -> Decision:
    return decide_reminder(world.seen_at(now, settled), world.rounds, now, zone=world.zone, days=world.days)


def rungs_of(world: World, duty: Duty) -> tuple[RungTime, ...]:
    return world.rounds[duty.owed.round_id].rungs if duty.owed.rungs is None else duty.owed.rungs


def is_answered(duty: Duty, now: datetime) -> bool:
    return duty.answered_at is not None and duty.answered_at <= now


def is_open(world: World, duty: Duty, now: datetime) -> bool:
    closes_at = world.rounds[duty.owed.round_id].closes_at
    return closes_at is None or now < closes_at


def is_awake(world: World, now: datetime) -> bool:
    return time(8) <= now.astimezone(world.zone).time() < time(21)


def is_working(world: World, now: datetime) -> bool:
    return world.days.is_working(now.astimezone(world.zone).date())


def is_answering(world: World, now: datetime) -> bool:
    return any(at <= now < at + QUARTER for at in world.inputs)


def next_morning(world: World, now: datetime) -> datetime:
    """Give the next 09:00 of a working day, hour by hour."""
    hour = now.astimezone(world.zone).replace(minute=0, second=0)
    for step in range(1, 24 * 60):
        later = (hour + timedelta(hours=step)).astimezone(world.zone)
        if later.time() == time(9) and is_working(world, later):
            return later
    raise AssertionError("no working day in sixty")


def edges(world: World) -> list[datetime]:
    """Give every moment at which anything about this world changes, in order."""
    days = [FIRST_DAY + timedelta(days=n) for n in range(-1, HORIZON_DAYS)]
    found = {at_local(day, time(hour), world.zone) for day in days for hour in (0, 8, 9, 21)}
    for current in world.rounds.values():
        found |= {current.opens_at, current.due_at} | ({current.closes_at} if current.closes_at else set())
        found |= {rung.at for rung in current.rungs}
    for duty in world.duties:
        found |= {duty.owed.since, duty.owed.due_at} | {rung.at for rung in rungs_of(world, duty)}
        found |= {at for at in (duty.begun_at, duty.answered_at) if at is not None}
    found |= {at + wait for at in world.inputs for wait in (timedelta(0), QUARTER)}
    found |= {at for snooze in world.snoozes for at in (snooze.asked_at, snooze.at)}
    return sorted(found)


@many
@given(worlds())
def test_nobody_is_reminded_of_what_is_answered_closed_or_not_theirs(world: World) -> None:
    duties = {duty.owed.assignment_id: duty for duty in world.duties}
    for now, send in play(world, world.ticks).sent:
        assert send.owed
        for owed in send.owed + send.also_owed:
            duty = duties[owed.assignment_id]
            assert not is_answered(duty, now)
            assert is_open(world, duty, now)
            assert duty.owed.since <= now
        listed = {owed.assignment_id for owed in send.owed + send.also_owed}
        assert listed == {
            duty.owed.assignment_id
            for duty in world.duties
            if duty.owed.since <= now and is_open(world, duty, now) and not is_answered(duty, now)
        }
        assert list(send.owed) == sorted(send.owed, key=lambda owed: owed.due_at)


@many
@given(worlds())
def test_nobody_is_written_to_in_quiet_hours_or_in_the_middle_of_answering(world: World) -> None:
    for now, _ in play(world, world.ticks).sent:
        assert is_awake(world, now)
        assert not is_answering(world, now)


@many
@given(worlds())
def test_a_message_on_a_rest_day_or_before_nine_is_one_that_could_not_wait(world: World) -> None:
    for now, send in play(world, world.ticks).sent:
        today = now.astimezone(world.zone).date()
        fresh = any(slot.at.astimezone(world.zone).date() == today for slot in send.slots)
        early = now.astimezone(world.zone).time() < time(9) and not fresh
        if early or not is_working(world, now):
            # Something it speaks of ends before the next morning on which one may write.
            ends = [owed.due_at for owed in send.owed if owed.due_at > now]
            ends += [at for owed in send.owed if (at := world.rounds[owed.round_id].closes_at) is not None]
            assert min(ends) <= next_morning(world, now)


@many
@given(worlds())
def test_a_rung_before_the_due_time_is_not_sent_after_it_nor_one_after_it_before(world: World) -> None:
    for now, send in play(world, world.ticks).sent:
        for slot in send.slots:
            about = [
                (duty, rung.rung.anchor)
                for duty in world.duties
                for rung in rungs_of(world, duty)
                if rung.slot == slot.name and duty.owed.since <= slot.at and not is_answered(duty, now)
            ]
            for anchor in {anchor for _, anchor in about}:
                if anchor in AFTER_DUE:
                    assert any(duty.owed.due_at <= now for duty, _ in about)
                else:
                    assert any(now < duty.owed.due_at for duty, _ in about)
        assert send.not_after is None or now < send.not_after


@many
@given(worlds(), st.integers(0, 60))
def test_nothing_is_said_twice_even_when_ticks_double_and_the_clock_is_set_back(world: World, back: int) -> None:
    ticks = world.ticks
    half = len(ticks) // 2
    ragged = [*ticks[:half], *(at - back * MINUTE for at in ticks[:half]), *ticks, *ticks]
    played = play(world, ragged)
    slots = played.sent_slots + played.skipped_slots
    assert len(slots) == len(set(slots))
    keys = [send.key for _, send in played.sent]
    assert len(keys) == len(set(keys))


@many
@given(worlds())
def test_nobody_gets_two_messages_at_one_moment_and_each_is_keyed_by_its_latest_slot(world: World) -> None:
    sent = play(world, [tick for tick in world.ticks for _ in range(2)]).sent
    assert len({now for now, _ in sent}) == len(sent)
    for _, send in sent:
        assert send.key == outbox_key(7, send.slots[0])
        assert send.slots[0].at == max(slot.at for slot in send.slots)


@many
@given(worlds())
def test_what_still_mattered_is_not_lost_however_the_ticks_fell(world: World) -> None:
    played = play(world, world.ticks)
    sent_at = {slot.key: now for now, send in played.sent for slot in send.slots}
    for duty in world.duties:
        current = world.rounds[duty.owed.round_id]
        for rung in rungs_of(world, duty):
            is_before_change = current.revised_at is not None and rung.at < current.revised_at
            if rung.at < duty.owed.since or (is_before_change and rung.rung.anchor is not Anchor.OPENING):
                continue
            chance = next((now for now in world.ticks if rung.at <= now and may_say(world, duty, rung, now)), None)
            if chance is not None:
                assert sent_at[slot_key(rung.slot, revision_of(rung.rung, current))] <= chance


def may_say(world: World, duty: Duty, rung: RungTime, now: datetime) -> bool:
    """Tell, from the duty alone, whether this rung could be said of it at `now` without any excuse."""
    if is_answered(duty, now) or not is_open(world, duty, now) or is_answering(world, now):
        return False
    if (duty.owed.due_at <= now) != (rung.rung.anchor in AFTER_DUE):
        return False
    if rung.rung.only_unbegun and has_touched(world, duty.owed.round_id):
        return False
    local = now.astimezone(world.zone)
    same_day = rung.at.astimezone(world.zone).date() == local.date()
    # An overdue rung that found nothing overdue in time, all of it being extended, is over.
    if rung.rung.anchor in AFTER_DUE and duty.owed.due_at > rung.at:
        return False
    if is_working(world, now) and is_awake(world, now) and (same_day or local.time() >= time(9)):
        return True
    # On a rest day, or early for what is left over: only what would be over by the next morning.
    closes_at = world.rounds[duty.owed.round_id].closes_at
    ends_at = closes_at if rung.rung.anchor in AFTER_DUE else duty.owed.due_at
    return is_awake(world, now) and ends_at is not None and ends_at <= next_morning(world, now)


def has_touched(world: World, round_id: int) -> bool:
    return any(
        at is not None
        for duty in world.duties
        if duty.owed.round_id == round_id
        for at in (duty.begun_at, duty.answered_at)
    )


@many
@given(worlds())
def test_each_skip_has_a_reason_that_is_true(world: World) -> None:
    for now, skip in play(world, world.ticks).skipped:
        about = [
            duty
            for duty in world.duties
            if not is_answered(duty, now)
            and duty.owed.since <= now
            and (skip.slot.rung == "snooze" or skip.slot.name in {rung.slot for rung in rungs_of(world, duty)})
        ]
        match skip.reason:
            case SkipReason.NOTHING_OWED:
                assert skip.slot.rung == "snooze"
            case SkipReason.CLOSED:
                assert about
                assert not any(is_open(world, duty, now) for duty in about)
            case SkipReason.BEGUN:
                assert has_touched(world, about[0].owed.round_id)
            case SkipReason.EXTENDED:
                assert all(duty.owed.due_at > now for duty in about if duty.owed.since <= skip.slot.at)
            case SkipReason.ANSWERING | SkipReason.DUE_PASSED:
                owed = [duty for duty in about if duty.owed.since <= skip.slot.at]
                assert skip.slot.rung == "snooze" or all(duty.owed.due_at <= now for duty in owed)
            case SkipReason.DUE_MOVED:
                raise AssertionError("nothing was queued")


def looks(found: Sequence[datetime], chance: Random) -> list[datetime]:
    """Give ticks of which at least one falls between any two neighbours of `found`, anywhere there."""
    return sorted(
        this + (following - this) * (chance.random() * 0.999)
        for this, following in pairwise(found)
        for _ in range(chance.choice([1, 1, 3]))
    )


@many
@given(worlds(), st.integers(0, 2**32))
def test_any_pattern_of_ticks_gives_the_same_outbox_keys(world: World, seed: int) -> None:
    found = edges(world)
    ragged, even = looks(found, Random(seed)), found  # noqa: S311 - a pattern of ticks, not a secret
    one, other = play(world, ragged), play(world, even)
    assert [send.key for _, send in one.sent] == [send.key for _, send in other.sent]
    assert one.sent_slots == other.sent_slots
    assert [(skip.slot, skip.reason) for _, skip in one.skipped] == [
        (skip.slot, skip.reason) for _, skip in other.skipped
    ]


@many
@given(worlds(), st.integers(0, 3000))
def test_a_queued_message_leaves_only_if_it_would_be_said_then(world: World, minutes: int) -> None:
    for queued_at, send in play(world, world.ticks).sent:
        now = queued_at + minutes * MINUTE
        decision = still_matters(send.slots, world.seen_at(now), world.rounds, now, zone=world.zone, days=world.days)
        told = {skip.slot for skip in decision.skips}
        if decision.send is not None:
            assert is_awake(world, now)
            assert not is_answering(world, now)
            assert not any(is_answered(duty, now) for duty in named(world, decision.send))
            assert {*decision.send.slots, *told} == set(send.slots)
        elif decision.wait_until is not None:
            assert decision.wait_until > now
        else:
            assert told == set(send.slots)
        assert send.not_after is None or now < send.not_after or decision.send is None


def named(world: World, send: Send) -> list[Duty]:
    listed = {owed.assignment_id for owed in send.owed + send.also_owed}
    return [duty for duty in world.duties if duty.owed.assignment_id in listed]


@many
@given(worlds())
def test_a_queued_message_about_what_is_all_answered_does_not_leave(world: World) -> None:
    for now, send in play(world, world.ticks).sent:
        silent = replace(world, duties=(), inputs=())
        decision = still_matters(send.slots, silent.seen_at(now), silent.rounds, now, zone=world.zone, days=world.days)
        assert decision.send is None
        assert decision.wait_until is None
        assert {skip.reason for skip in decision.skips} == {SkipReason.NOTHING_OWED}


@many
@given(worlds())
def test_whoever_owes_nothing_is_no_matter_at_all(world: World) -> None:
    empty = replace(world, duties=(), snoozes=())
    played = play(empty, edges(world)[::7])
    assert played == Played((), ())


@many
@given(worlds())
def test_a_wait_ends_later_than_now_and_never_with_nothing_to_wait_for(world: World) -> None:
    for now in world.ticks:
        decision = decide(world, now)
        assert decision.wait_until is None or (decision.wait_until > now and decision.send is None)
        assert bool(decision) == bool(decision.send or decision.wait_until or decision.skips)


def test_slots_of_the_examples_are_real() -> None:
    # Guards the properties above from being empty: a slot's key carries its revision, so that they compare the same.
    slot = Slot("2024-06/T-1", 2, datetime.combine(FIRST_DAY, time(9)), "T-1", 1)
    assert slot.key == "2024-06/T-1@2"
    assert outbox_key(7, slot) == "reminder:7:2024-06/T-1:2"
