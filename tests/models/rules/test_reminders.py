"""Reminders, case by case: the days of June 2024 and what happens on them."""

from dataclasses import replace
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from models.rules.deadlines import WEEKDAYS, RoundDates, at_local, monthly_dates, registration_dates
from models.rules.dues import Addressee, OpenRound, Owed
from models.rules.ladders import LADDERS, Ladder, own_rung_times, rung_times
from models.rules.reminders import NOTHING, Decision, SkipReason, decide_reminder, is_answering, still_matters
from models.rules.slots import snooze_slot
from models.rules.snoozes import Snooze
from models.rules.words import RoundKind

CHINA = ZoneInfo("Asia/Shanghai")


def china(text: str) -> datetime:
    """Read "06-24 09:00" as a time of 2024 in China."""
    return datetime.strptime(f"2024-{text}", "%Y-%m-%d %H:%M").replace(tzinfo=CHINA)


def opened(number: int, dates: RoundDates, ladder: Ladder | None = None) -> OpenRound:
    rungs = rung_times(ladder or LADDERS[dates.kind], dates, zone=CHINA, days=WEEKDAYS)
    return OpenRound(number, dates.slug, dates.kind, dates.opens_at, dates.due_at, dates.closes_at, 0, rungs)


JUNE_DATES = monthly_dates(2024, 6, due_day=25, due_time=time(17), zone=CHINA, days=WEEKDAYS)
JUNE = opened(1, JUNE_DATES)
REGISTRATION = opened(
    2, registration_dates("2024", opens_at=china("06-14 10:00"), due_at=at_local(date(2024, 6, 30), time(17), CHINA))
)
ROUNDS = {1: JUNE, 2: REGISTRATION}
EARLIER = frozenset({"2024-06/opening@0", "2024-registration/opening@0", "2024-registration/T-7@0"})
TASK_3 = Owed(31, 1, 3, JUNE.due_at, begun=False, since=JUNE.opens_at)
TASK_9 = Owed(39, 1, 9, JUNE.due_at, begun=False, since=JUNE.opens_at)
POST = Owed(50, 2, None, REGISTRATION.due_at, begun=False, since=REGISTRATION.opens_at)
LIAISON = Addressee(7, (TASK_9, TASK_3), EARLIER)


def at(text: str, who: Addressee, rounds: dict[int, OpenRound] | None = None) -> Decision:
    return decide_reminder(who, rounds or ROUNDS, china(text), zone=CHINA, days=WEEKDAYS)


def keys(decision: Decision) -> list[str]:
    return [slot.key for slot in decision.send.slots] if decision.send else []


def reasons(decision: Decision) -> dict[str, SkipReason]:
    return {skip.slot.key: skip.reason for skip in decision.skips}


def test_a_rung_is_sent_from_its_very_moment_and_lists_all_owed_in_order() -> None:
    assert at("06-24 08:59", LIAISON) is NOTHING
    decision = at("06-24 09:00", LIAISON)
    assert decision.send is not None
    assert keys(decision) == ["2024-06/T-1@0"]
    assert decision.send.key == "reminder:7:2024-06/T-1:0"
    assert decision.send.kind == "T-1"
    assert decision.send.owed == (TASK_3, TASK_9)
    assert decision.send.not_after == JUNE.due_at


def test_what_is_settled_is_not_said_again() -> None:
    assert not at("06-24 09:00", replace(LIAISON, settled=EARLIER | {"2024-06/T-1@0"}))


def test_who_has_answered_all_is_left_alone() -> None:
    assert at("06-24 09:00", replace(LIAISON, owed=())) is NOTHING


def test_on_28_june_registration_and_overdue_june_make_one_message() -> None:
    settled = EARLIER | {f"2024-06/{name}@0" for name in ("T-1", "due-day", "due-day-15", "overdue-1")}
    decision = at("06-28 09:00", Addressee(7, (TASK_3, POST), settled))
    assert keys(decision) == ["2024-registration/T-1@0", "2024-registration/due-day@0", "2024-06/overdue-3@0"]
    assert decision.send is not None
    assert decision.send.owed == (TASK_3, POST)
    assert not decision.skips


def test_what_is_owed_in_other_rounds_is_told_apart() -> None:
    decision = at("06-24 09:00", replace(LIAISON, owed=(TASK_3, POST)))
    assert decision.send is not None
    assert decision.send.owed == (TASK_3,)
    assert decision.send.also_owed == (POST,)


def test_after_an_outage_over_two_rungs_there_is_one_message() -> None:
    decision = at("06-25 09:30", LIAISON)
    assert keys(decision) == ["2024-06/due-day@0", "2024-06/T-1@0"]


def test_what_was_missed_yesterday_waits_for_nine_o_clock_to_meet_the_rung_of_today() -> None:
    assert at("06-25 08:20", LIAISON).wait_until == china("06-25 09:00")


def test_after_the_due_time_only_overdue_rungs_speak_and_the_others_are_skipped_with_the_reason() -> None:
    decision = at("06-26 08:30", LIAISON)
    assert decision.send is None
    assert reasons(decision) == dict.fromkeys(
        ["2024-06/T-1@0", "2024-06/due-day@0", "2024-06/due-day-15@0"], SkipReason.DUE_PASSED
    )
    assert keys(at("06-26 09:00", LIAISON)) == ["2024-06/overdue-1@0"]


def test_once_the_round_is_closed_nothing_is_said() -> None:
    decision = at("07-18 09:00", LIAISON)
    assert decision.send is None
    assert set(reasons(decision).values()) == {SkipReason.CLOSED}


def test_three_o_clock_is_only_for_who_has_not_begun() -> None:
    settled = EARLIER | {"2024-06/T-1@0", "2024-06/due-day@0"}
    idle = replace(LIAISON, settled=settled)
    assert keys(at("06-25 15:00", idle)) == ["2024-06/due-day-15@0"]
    busy = replace(idle, owed=(TASK_3, replace(TASK_9, begun=True)))
    assert reasons(at("06-25 15:00", busy)) == {"2024-06/due-day-15@0": SkipReason.BEGUN}


def test_an_abandoned_draft_silences_no_other_rung() -> None:
    begun = replace(LIAISON, owed=(replace(TASK_3, begun=True),), last_input_at=china("06-19 10:00"))
    assert keys(at("06-24 09:00", begun)) == ["2024-06/T-1@0"]


def test_nobody_is_interrupted_within_fifteen_minutes_of_their_input() -> None:
    writing = replace(LIAISON, last_input_at=china("06-24 08:50"))
    assert at("06-24 09:00", writing).wait_until == china("06-24 09:05")
    assert at("06-24 09:04", writing).send is None
    assert keys(at("06-24 09:05", writing)) == ["2024-06/T-1@0"]


def test_who_writes_up_to_the_due_time_is_not_interrupted_for_it() -> None:
    settled = EARLIER | {"2024-06/T-1@0", "2024-06/due-day@0"}
    writing = Addressee(7, (TASK_3,), settled, last_input_at=china("06-25 16:50"))
    assert at("06-25 16:59", writing).wait_until == china("06-25 17:05")
    assert reasons(at("06-25 17:00", writing)) == {"2024-06/due-day-15@0": SkipReason.ANSWERING}


def test_input_from_the_future_silences_nobody() -> None:
    assert keys(at("06-24 09:00", replace(LIAISON, last_input_at=china("06-24 10:00")))) == ["2024-06/T-1@0"]
    assert is_answering(china("06-24 09:00") + timedelta(seconds=20), china("06-24 09:00"))
    assert not is_answering(None, china("06-24 09:00"))


def test_what_was_missed_by_day_is_not_sent_at_night() -> None:
    settled = EARLIER
    assert at("06-24 21:00", replace(LIAISON, settled=settled)).wait_until == china("06-25 09:00")
    assert keys(at("06-24 20:59", replace(LIAISON, settled=settled))) == ["2024-06/T-1@0"]


def test_what_was_missed_on_friday_is_sent_on_saturday_only_if_monday_is_too_late() -> None:
    post = Addressee(7, (POST,), EARLIER)
    assert keys(at("06-29 10:00", post)) == ["2024-registration/T-1@0", "2024-registration/due-day@0"]
    later = replace(POST, due_at=china("07-01 17:00"))
    assert at("06-29 10:00", replace(post, owed=(later,))).wait_until == china("07-01 09:00")


def test_what_cannot_wait_for_monday_still_waits_for_the_end_of_the_night() -> None:
    assert at("06-28 23:00", Addressee(7, (POST,), EARLIER)).wait_until == china("06-29 08:00")


def test_a_successor_hears_only_of_rungs_after_the_hand_over() -> None:
    successor = Addressee(8, (replace(TASK_3, since=china("06-24 09:01")),))
    assert at("06-24 12:00", successor) is NOTHING
    assert keys(at("06-25 09:00", successor)) == ["2024-06/due-day@0"]


def test_a_due_time_that_was_moved_has_new_slots_and_none_from_before_the_change() -> None:
    dates = replace(JUNE_DATES, due_at=china("06-27 17:00"))
    moved = replace(opened(1, dates), due_revision=1, revised_at=china("06-25 10:00"))
    owed = (replace(TASK_3, due_at=moved.due_at),)
    settled = EARLIER | {"2024-06/T-1@0", "2024-06/due-day@0"}
    who = Addressee(7, owed, settled)
    assert at("06-25 12:00", who, {1: moved}) is NOTHING
    assert keys(at("06-26 09:00", who, {1: moved})) == ["2024-06/T-1@1"]


def test_a_queued_message_of_the_old_due_time_does_not_leave() -> None:
    send = at("06-24 09:00", LIAISON).send
    assert send is not None
    moved = {1: replace(JUNE, due_revision=1)}
    decision = still_matters(send.slots, LIAISON, moved, china("06-24 09:01"), zone=CHINA, days=WEEKDAYS)
    assert decision.send is None
    assert reasons(decision) == {"2024-06/T-1@0": SkipReason.DUE_MOVED}


def test_that_a_round_has_opened_is_told_once_whenever_its_due_time_is_changed() -> None:
    opening = JUNE.opens_at
    who = Addressee(7, (TASK_3,))
    queued = decide_reminder(who, {1: JUNE}, opening, zone=CHINA, days=WEEKDAYS)
    assert keys(queued) == ["2024-06/opening@0"]
    # The due time is changed between the planned opening and the tick, or while the message waits to leave.
    dates = replace(JUNE_DATES, due_at=china("06-27 17:00"))
    moved = {1: replace(opened(1, dates), due_revision=1, revised_at=opening + timedelta(seconds=5))}
    now = opening + timedelta(seconds=20)
    late = replace(who, owed=(replace(TASK_3, due_at=dates.due_at),))
    assert keys(decide_reminder(late, moved, now, zone=CHINA, days=WEEKDAYS)) == ["2024-06/opening@0"]
    assert queued.send is not None
    leaving = still_matters(queued.send.slots, late, moved, now, zone=CHINA, days=WEEKDAYS)
    assert keys(leaving) == ["2024-06/opening@0"]
    told = replace(late, settled=frozenset({"2024-06/opening@0"}))
    assert decide_reminder(told, moved, now, zone=CHINA, days=WEEKDAYS) is NOTHING


def test_who_answers_while_the_wave_is_leaving_is_not_reminded_any_more() -> None:
    send = at("06-24 09:00", LIAISON).send
    assert send is not None
    now = china("06-24 09:01")
    done = still_matters(send.slots, replace(LIAISON, owed=()), ROUNDS, now, zone=CHINA, days=WEEKDAYS)
    assert (done.send, reasons(done)) == (None, {"2024-06/T-1@0": SkipReason.NOTHING_OWED})
    half = still_matters(send.slots, replace(LIAISON, owed=(TASK_9,)), ROUNDS, now, zone=CHINA, days=WEEKDAYS)
    assert half.send is not None
    assert half.send.owed == (TASK_9,)


def test_a_message_for_a_round_that_is_gone_does_not_leave() -> None:
    send = at("06-24 09:00", LIAISON).send
    assert send is not None
    decision = still_matters(send.slots, LIAISON, {}, china("06-24 09:01"), zone=CHINA, days=WEEKDAYS)
    assert reasons(decision) == {"2024-06/T-1@0": SkipReason.CLOSED}


def test_messages_held_back_over_night_are_folded_when_they_leave_together() -> None:
    evening, morning = at("06-24 09:00", LIAISON).send, at("06-25 09:00", LIAISON).send
    assert evening is not None
    assert morning is not None
    slots = {*evening.slots, *morning.slots}
    decision = still_matters(slots, LIAISON, ROUNDS, china("06-25 09:00"), zone=CHINA, days=WEEKDAYS)
    assert keys(decision) == ["2024-06/due-day@0", "2024-06/T-1@0"]


def test_an_extension_follows_its_own_ladder_and_not_the_rounds() -> None:
    own_due_at = china("07-01 17:00")
    granted_at = china("06-24 11:00")
    rungs = own_rung_times(
        LADDERS[RoundKind.MONTHLY], JUNE_DATES, own_due_at, granted_at=granted_at, zone=CHINA, days=WEEKDAYS
    )
    who = Addressee(7, (replace(TASK_3, due_at=own_due_at, since=granted_at, rungs=rungs),), EARLIER)
    for quiet in ("06-25 09:00", "06-25 15:00", "06-26 09:00"):
        assert at(quiet, who) is NOTHING
    assert keys(at("06-28 09:00", who)) == ["2024-06+20240701T0900Z/T-1@0"]


def test_an_overdue_rung_is_not_for_whoever_was_given_longer() -> None:
    settled = EARLIER | {f"2024-06/{name}@0" for name in ("T-1", "due-day", "due-day-15")}
    who = Addressee(7, (replace(TASK_3, due_at=china("06-27 17:00")),), settled)
    assert reasons(at("06-26 09:00", who)) == {"2024-06/overdue-1@0": SkipReason.EXTENDED}


def test_a_snooze_is_an_extra_slot_and_moves_no_rung() -> None:
    settled = EARLIER | {"2024-06/T-1@0"}
    snooze = Snooze(china("06-24 10:05"), china("06-24 09:05"))
    who = Addressee(7, (TASK_3,), settled, last_input_at=china("06-24 09:05"), snoozes=(snooze,))
    assert at("06-24 10:04", who) is NOTHING
    assert keys(at("06-24 10:05", who)) == ["snooze@20240624T0205Z@0"]
    after = replace(who, settled=settled | {snooze_slot(snooze).key})
    assert keys(at("06-25 09:00", after)) == ["2024-06/due-day@0"]


def test_a_snooze_of_what_was_answered_since_is_dropped() -> None:
    snooze = Snooze(china("06-24 10:05"), china("06-24 09:05"), round_id=1)
    who = Addressee(7, (POST,), EARLIER, snoozes=(snooze,))
    assert list(reasons(at("06-24 10:05", who)).values()) == [SkipReason.NOTHING_OWED]


def test_a_snooze_does_not_speak_after_the_due_time_unless_it_was_asked_for_then() -> None:
    settled = EARLIER | {f"2024-06/{name}@0" for name in ("T-1", "due-day", "due-day-15", "overdue-1")}
    before = Snooze(china("06-25 16:50"), china("06-25 15:50"))
    who = Addressee(7, (TASK_3,), settled, snoozes=(before,))
    assert list(reasons(at("06-26 10:30", who)).values()) == [SkipReason.DUE_PASSED]
    after = Snooze(china("06-26 10:05"), china("06-26 09:05"))
    assert keys(at("06-26 10:05", replace(who, snoozes=(after,)))) == ["snooze@20240626T0205Z@0"]
