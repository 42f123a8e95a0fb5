"""Where the rungs of a ladder stand, and ladders as data."""

import json
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.rules.deadlines import WEEKDAYS, RoundDates, WorkingDays, at_local, monthly_dates, return_due_at
from models.rules.ladders import (
    AFTER_DUE,
    LADDERS,
    RETURN_LADDER,
    Anchor,
    Ladder,
    Rung,
    is_quiet,
    ladder_from_json,
    ladder_to_json,
    next_open_moment,
    own_rung_times,
    rung_times,
    waking_moment,
    with_rung,
    with_switch,
)
from models.rules.words import RoundKind
from tests.strategies import FIRST_DAY, ZONES, ladders, working_days

CHINA = ZoneInfo("Asia/Shanghai")
NEW_YORK = ZoneInfo("America/New_York")
MONTHLY = LADDERS[RoundKind.MONTHLY]


def china(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=CHINA)


def round_of(opens: str, due: str, closes: str | None = None) -> RoundDates:
    return RoundDates("call", RoundKind.DATA_CALL, china(opens), china(due), china(closes) if closes else None)


def placed(dates: RoundDates, ladder: Ladder = MONTHLY, days: WorkingDays = WEEKDAYS) -> dict[str, str]:
    times = rung_times(ladder, dates, zone=CHINA, days=days)
    return {each.rung.name: f"{each.at.astimezone(CHINA):%m-%d %H:%M}" for each in times}


def test_the_defaults_are_the_designs() -> None:
    on = {kind: [rung.name for rung in ladder if rung.enabled] for kind, ladder in LADDERS.items()}
    monthly = ["opening", "T-1", "due-day", "due-day-15", "overdue-1", "overdue-3"]
    assert on[RoundKind.MONTHLY] == on[RoundKind.DATA_CALL] == monthly
    assert on[RoundKind.REGISTRATION] == ["opening", "T-7", "T-1", "due-day"]
    assert set(LADDERS) == set(RoundKind)
    assert [rung.name for rung in MONTHLY if rung.only_unbegun] == ["due-day-15"]


def test_other_rungs_can_be_switched_on() -> None:
    june = monthly_dates(2024, 6, due_day=25, due_time=time(17), zone=CHINA, days=WEEKDAYS)
    ladder = with_switch(with_switch(MONTHLY, "T-3", enabled=True), "closing-day", enabled=True)
    assert placed(june, ladder)["T-3"] == "06-21 09:00"
    # It closes at 09:00 on 18 July, when the next opens: a rung at that very moment is not for it any more.
    assert "closing-day" not in placed(june, ladder)
    eve = with_rung(ladder, Rung("closing-eve", Anchor.CLOSING, 1))
    assert placed(june, eve)["closing-eve"] == "07-17 09:00"
    assert "T-1" not in placed(june, with_switch(MONTHLY, "T-1", enabled=False))
    with pytest.raises(ValueError, match="no rung"):
        with_switch(MONTHLY, "T-99", enabled=True)


def test_a_rung_is_changed_in_place() -> None:
    changed = with_rung(MONTHLY, Rung("T-1", Anchor.BEFORE_DUE, 1, time(16, 30)))
    assert [rung.name for rung in changed] == [rung.name for rung in MONTHLY]
    june = monthly_dates(2024, 6, due_day=25, due_time=time(17), zone=CHINA, days=WEEKDAYS)
    assert placed(june, changed)["T-1"] == "06-24 16:30"


def test_an_import_at_night_or_on_a_weekend_is_announced_the_next_working_morning() -> None:
    assert placed(round_of("2024-06-12T22:30", "2024-06-30T17:00"))["opening"] == "06-13 09:00"
    assert placed(round_of("2024-06-13T06:30", "2024-06-30T17:00"))["opening"] == "06-13 09:00"
    assert placed(round_of("2024-06-15T11:00", "2024-06-30T17:00"))["opening"] == "06-17 09:00"
    assert placed(round_of("2024-06-14T16:20", "2024-06-30T17:00"))["opening"] == "06-14 16:20"


def test_a_call_over_a_weekend_is_announced_on_the_rest_day_rather_than_after_it_was_due() -> None:
    assert placed(round_of("2024-06-14T22:00", "2024-06-16T17:00"))["opening"] == "06-15 08:00"
    assert placed(round_of("2024-06-15T10:00", "2024-06-16T17:00"))["opening"] == "06-15 10:00"


def test_a_call_that_opens_and_is_due_in_one_night_has_no_rung_before_it_is_due() -> None:
    assert placed(round_of("2024-06-14T22:00", "2024-06-15T06:00")) == {
        "overdue-1": "06-17 09:00",
        "overdue-3": "06-19 09:00",
    }


def test_no_rung_stands_before_the_opening() -> None:
    ladder = LADDERS[RoundKind.REGISTRATION]
    assert placed(round_of("2024-06-26T10:00", "2024-06-30T17:00"), ladder) == {
        "opening": "06-26 10:00",
        "T-1": "06-28 09:00",
        "due-day": "06-28 09:00",
    }


def test_a_rung_is_dropped_when_the_due_time_comes_before_it_on_its_day() -> None:
    names = placed(round_of("2024-06-18T09:00", "2024-06-25T09:00"))
    assert "due-day" not in names
    assert "due-day-15" not in names
    assert names["T-1"] == "06-24 09:00"


def test_a_due_time_at_midnight_ends_the_day_before() -> None:
    assert placed(round_of("2024-06-18T09:00", "2024-06-25T00:00")) == {
        "opening": "06-18 09:00",
        "T-1": "06-21 09:00",
        "due-day": "06-24 09:00",
        "due-day-15": "06-24 15:00",
        "overdue-1": "06-25 09:00",
        "overdue-3": "06-27 09:00",
    }


def test_overdue_rungs_end_with_the_round() -> None:
    assert "overdue-3" not in placed(round_of("2024-06-18T09:00", "2024-06-25T17:00", "2024-06-28T09:00"))
    assert "overdue-3" in placed(round_of("2024-06-18T09:00", "2024-06-25T17:00", "2024-06-28T09:01"))


def test_rungs_keep_their_wall_time_across_a_change_of_clocks() -> None:
    dates = monthly_dates(2024, 3, due_day=12, due_time=time(17), zone=NEW_YORK, days=WEEKDAYS)
    times = {each.rung.name: each.at for each in rung_times(MONTHLY, dates, zone=NEW_YORK, days=WEEKDAYS)}
    assert times["opening"] == datetime(2024, 3, 5, 14, 0, tzinfo=UTC)
    assert times["T-1"] == datetime(2024, 3, 11, 13, 0, tzinfo=UTC)
    assert times["due-day-15"] == datetime(2024, 3, 12, 19, 0, tzinfo=UTC)


def test_an_extension_has_rungs_of_its_own_from_when_it_was_granted() -> None:
    june = monthly_dates(2024, 6, due_day=25, due_time=time(17), zone=CHINA, days=WEEKDAYS)
    own = own_rung_times(
        MONTHLY,
        june,
        china("2024-07-01T17:00"),
        granted_at=china("2024-06-25T11:00"),
        zone=CHINA,
        days=WEEKDAYS,
    )
    assert [(each.slot, f"{each.at.astimezone(CHINA):%m-%d %H:%M}") for each in own] == [
        ("2024-06+20240701T0900Z/T-1", "06-28 09:00"),
        ("2024-06+20240701T0900Z/due-day", "07-01 09:00"),
        ("2024-06+20240701T0900Z/due-day-15", "07-01 15:00"),
        ("2024-06+20240701T0900Z/overdue-1", "07-02 09:00"),
        ("2024-06+20240701T0900Z/overdue-3", "07-04 09:00"),
    ]


def test_what_was_returned_on_friday_is_reminded_of_on_tuesday_and_wednesday_morning() -> None:
    june = monthly_dates(2024, 6, due_day=25, due_time=time(17), zone=CHINA, days=WEEKDAYS)
    returned_at = china("2024-06-28T16:00")
    due_at = return_due_at(returned_at, zone=CHINA, days=WEEKDAYS)
    own = own_rung_times(RETURN_LADDER, june, due_at, granted_at=returned_at, zone=CHINA, days=WEEKDAYS)
    assert [each.at for each in own] == [china("2024-07-02T09:00"), china("2024-07-03T09:00")]


@given(
    ladders(),
    working_days(),
    ZONES,
    st.integers(0, 20),
    st.integers(0, 23),
    st.integers(1, 300),
    st.none() | st.integers(1, 300),
)
def test_rungs_of_any_ladder_stand_where_one_may_write(
    ladder: Ladder, days: WorkingDays, zone: ZoneInfo, day: int, hour: int, due_in: int, closes_in: int | None
) -> None:
    opens_at = at_local(FIRST_DAY + timedelta(days=day), time(hour), zone)
    due_at = opens_at + timedelta(hours=due_in)
    closes_at = None if closes_in is None else due_at + timedelta(hours=closes_in)
    dates = RoundDates("x", RoundKind.MONTHLY, opens_at, due_at, closes_at)
    times = rung_times(ladder, dates, zone=zone, days=days)
    assert [each.at for each in times] == sorted(each.at for each in times)
    assert len({each.slot for each in times}) == len(times)
    for each in times:
        local = each.at.astimezone(zone)
        assert each.rung.enabled
        assert time(8) <= local.time() < time(21)
        assert opens_at <= each.at
        assert closes_at is None or each.at < closes_at
        assert (each.at > due_at) == (each.rung.anchor in AFTER_DUE)
        if each.rung.anchor is not Anchor.OPENING:
            assert local.time() == each.rung.at
            assert days.is_working(local.date())
        elif not days.is_working(local.date()):
            morning = days.next_working_on_or_after(local.date())
            assert at_local(morning, each.rung.at, zone) >= due_at


@given(st.integers(0, 30), st.times(), working_days(), ZONES)
def test_the_next_open_moment_is_now_or_the_first_working_nine_o_clock(
    day: int, at: time, days: WorkingDays, zone: ZoneInfo
) -> None:
    now = at_local(FIRST_DAY + timedelta(days=day), at, zone)
    found = next_open_moment(now, time(9), zone=zone, days=days)
    local = found.astimezone(zone)
    assert days.is_working(local.date())
    assert not is_quiet(local.time())
    assert now <= found
    assert found == now or local.time() == time(9)
    awake = waking_moment(now, zone=zone)
    assert now <= awake <= now + timedelta(hours=12)
    assert not is_quiet(awake.astimezone(zone).time())


@pytest.mark.parametrize(
    ("at", "quiet"), [("20:59", False), ("21:00", True), ("00:00", True), ("07:59", True), ("08:00", False)]
)
def test_it_is_quiet_from_nine_to_eight(at: str, quiet: bool) -> None:  # noqa: FBT001 - a column of the table
    assert is_quiet(time.fromisoformat(at)) is quiet


@pytest.mark.parametrize(
    ("name", "anchor", "offset", "at", "said"),
    [
        ("late", Anchor.BEFORE_DUE, 1, time(21, 30), "between 21:00 and 08:00"),
        ("early", Anchor.OVERDUE, 1, time(7, 59), "between 21:00 and 08:00"),
        ("zeroth", Anchor.OVERDUE, 0, time(9), "make no sense"),
        ("backward", Anchor.BEFORE_DUE, -1, time(9), "make no sense"),
        ("a/b", Anchor.OPENING, 0, time(9), "plain word"),
        ("", Anchor.OPENING, 0, time(9), "plain word"),
    ],
)
def test_a_rung_that_cannot_be_kept_is_refused(name: str, anchor: Anchor, offset: int, at: time, said: str) -> None:
    with pytest.raises(ValueError, match=said):
        Rung(name, anchor, offset, at)


@given(ladders())
def test_a_ladder_survives_json(ladder: Ladder) -> None:
    assert ladder_from_json(json.loads(json.dumps(ladder_to_json(ladder)))) == ladder


@pytest.mark.parametrize(
    "value",
    [
        None,
        {},
        [1],
        [{}],
        [{"name": "x", "anchor": "sometimes", "offset": 1, "at": "09:00"}],
        [{"name": "x", "anchor": "overdue", "offset": "1", "at": "09:00"}],
        [{"name": "x", "anchor": "overdue", "offset": True, "at": "09:00"}],
        [{"name": "x", "anchor": "overdue", "offset": 1, "at": "nine"}],
        [{"name": "x", "anchor": "overdue", "offset": 1, "at": "22:00"}],
        [{"name": "x", "anchor": "overdue", "offset": 1, "at": "09:00", "enabled": "yes"}],
        [{"name": "x", "anchor": "overdue", "offset": 1, "at": "09:00", "colour": "red"}],
        [{"name": "x", "anchor": "overdue", "offset": 1, "at": "09:00"}] * 2,
    ],
)
def test_what_is_no_ladder_is_refused(value: object) -> None:
    with pytest.raises(ValueError, match=r"rung|ladder|Anchor|isoformat"):
        ladder_from_json(value)


def test_the_closing_of_a_round_without_one_has_no_rung() -> None:
    ladder = with_switch(MONTHLY, "closing-day", enabled=True)
    assert "closing-day" not in placed(round_of("2024-06-18T09:00", "2024-06-25T17:00"), ladder)
    assert (
        placed(round_of("2024-06-18T09:00", "2024-06-25T17:00", "2024-07-05T17:00"), ladder)["closing-day"]
        == "07-05 09:00"
    )


def test_a_closing_rung_moves_off_a_rest_day_to_the_working_day_before() -> None:
    ladder = with_switch(MONTHLY, "closing-day", enabled=True)
    assert date(2024, 7, 7).weekday() == 6
    assert (
        placed(round_of("2024-06-18T09:00", "2024-06-25T17:00", "2024-07-07T17:00"), ladder)["closing-day"]
        == "07-05 09:00"
    )
