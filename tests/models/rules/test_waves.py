"""A wave begins early enough to end in time, and never at night for it."""

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from models.rules.deadlines import WEEKDAYS, monthly_dates
from models.rules.ladders import LADDERS, QUIET_UNTIL, Anchor, is_quiet, rung_times
from models.rules.waves import PLANNED_A_SECOND, begun_in_time, wave_takes
from models.rules.words import RoundKind

CHINA = ZoneInfo("Asia/Shanghai")
JUNE = monthly_dates(2024, 6, due_day=25, due_time=time(17), zone=CHINA, days=WEEKDAYS)
RUNGS = rung_times(LADDERS[RoundKind.MONTHLY], JUNE, zone=CHINA, days=WEEKDAYS)


def begun(people: int) -> dict[str, datetime]:
    times = begun_in_time(RUNGS, JUNE.opens_at, JUNE.due_at, people, zone=CHINA)
    assert [one.at for one in times] == sorted(one.at for one in times)
    return {one.rung.name: one.at.astimezone(CHINA) for one in times}


def test_a_few_thousand_change_nothing() -> None:
    assert begun(10_000) == {rung.rung.name: rung.at for rung in RUNGS}


def test_three_hundred_thousand_begin_to_be_told_at_twenty_to_two_what_fewer_are_told_at_three() -> None:
    # 300,000 at 25 a second are 3 hours and 20 minutes; due at 17:00.
    found = begun(300_000)
    assert f"{found['due-day-15']:%m-%d %H:%M}" == "06-25 13:40"
    assert f"{found['due-day']:%m-%d %H:%M}" == "06-25 09:00"
    assert f"{found['T-1']:%m-%d %H:%M}" == "06-24 09:00"


def test_what_cannot_end_in_time_begins_at_eight_and_not_at_night() -> None:
    found = begun(2_000_000)
    assert {f"{found[name]:%m-%d %H:%M}" for name in ("due-day", "due-day-15")} == {"06-25 08:00"}
    assert f"{found['opening']:%m-%d %H:%M}" == "06-18 09:00"
    assert f"{found['overdue-1']:%m-%d %H:%M}" == "06-26 09:00"


@given(st.integers(0, 3_000_000))
def test_no_wave_begins_later_than_its_rung_nor_at_night_and_it_ends_in_time_if_it_can(people: int) -> None:
    times = {one.slot: one.at for one in begun_in_time(RUNGS, JUNE.opens_at, JUNE.due_at, people, zone=CHINA)}
    for rung in RUNGS:
        at = times[rung.slot]
        assert JUNE.opens_at <= at <= rung.at
        assert not is_quiet(at.astimezone(CHINA).time())
        if rung.rung.anchor is Anchor.BEFORE_DUE and at.astimezone(CHINA).time() > QUIET_UNTIL:
            assert at + wave_takes(people) <= JUNE.due_at


def test_a_second_takes_as_many_as_are_planned() -> None:
    assert wave_takes(PLANNED_A_SECOND * 60) == timedelta(minutes=1)
