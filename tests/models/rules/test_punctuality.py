"""On time or late, from the times at which people acted."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.rules.deadlines import WEEKDAYS
from models.rules.punctuality import Outage, Version, is_in_time, is_on_time

CHINA = ZoneInfo("Asia/Shanghai")
DUE = datetime(2024, 6, 25, 17, 0, tzinfo=CHINA)


def on(day: int, clock: str) -> datetime:
    return datetime.combine(date(2024, 6, day), time.fromisoformat(clock), tzinfo=CHINA)


def typed(sent: str, confirmed: str, day: int = 25) -> Version:
    return Version(on(day, sent), on(day, confirmed))


def pressed(sent: str, confirmed: str, day: int = 25) -> Version:
    return Version(on(day, sent), on(day, confirmed), by_button=True)


def outage(began: str, ended: str) -> Outage:
    return Outage(on(25, began), on(25, ended))


def judged(*versions: Version, returned: tuple[datetime, ...] = (), outages: tuple[Outage, ...] = ()) -> bool | None:
    return is_on_time(versions, returned, DUE, outages=outages, zone=CHINA, days=WEEKDAYS)


@pytest.mark.parametrize(
    ("version", "expected"),
    [
        (typed("16:59", "16:59"), True),
        (typed("17:00", "17:00"), True),
        (typed("17:00:01", "17:00:05"), False),
        (typed("16:59", "17:15"), True),
        (typed("16:59", "17:15:01"), False),
        (typed("09:00", "18:00"), False),
        (pressed("16:59", "17:10"), True),
        (pressed("17:00:01", "17:01"), False),
    ],
)
def test_the_time_of_the_message_counts_if_it_is_confirmed_within_a_quarter_of_an_hour(
    version: Version,
    expected: bool,  # noqa: FBT001 - a column of the table
) -> None:
    assert judged(version) is expected


@pytest.mark.parametrize(
    ("version", "gap", "expected"),
    [
        (pressed("18:00", "18:05"), outage("16:30", "18:00"), True),
        (pressed("18:15", "18:15"), outage("16:30", "18:00"), True),
        (pressed("18:16", "18:16"), outage("16:30", "18:00"), False),
        (pressed("17:02", "17:03"), outage("16:58", "17:02"), False),
        (pressed("17:03", "17:04"), outage("16:58", "17:03"), True),
        (pressed("17:20", "17:21"), outage("16:00", "17:00"), False),
        (pressed("17:20", "17:21"), outage("17:01", "17:15"), False),
        (typed("16:50", "18:00"), outage("16:55", "18:00"), True),
        (typed("16:50", "18:00"), outage("17:05", "17:59"), True),
        (typed("16:50", "18:00"), outage("17:16", "17:59"), False),
        (typed("17:30", "18:00"), outage("16:55", "18:00"), False),
    ],
)
def test_an_outage_over_the_due_time_makes_nobody_late(
    version: Version,
    gap: Outage,
    expected: bool,  # noqa: FBT001 - a column of the table
) -> None:
    assert judged(version, outages=(gap,)) is expected


def test_there_is_nothing_to_judge_before_there_is_an_answer_or_while_one_is_returned() -> None:
    assert judged() is None
    assert judged(typed("10:00", "10:01", day=24), returned=(on(24, "11:00"),)) is None


def test_a_later_change_nobody_asked_for_makes_nothing_late() -> None:
    assert judged(typed("10:00", "10:01"), typed("20:00", "20:01")) is True


def test_a_late_first_version_stays_late() -> None:
    assert judged(typed("18:00", "18:01"), typed("19:00", "19:01"), returned=(on(25, "18:30"),)) is False


@pytest.mark.parametrize(("again", "expected"), [(26, True), (27, True), (28, False)])
def test_after_a_return_two_working_days_are_given(again: int, expected: bool) -> None:  # noqa: FBT001 - a column of the table
    first, second = typed("10:00", "10:01", day=24), typed("22:00", "22:01", day=again)
    assert judged(first, second, returned=(on(25, "18:00"),)) is expected


def test_a_weekend_after_a_return_does_not_count() -> None:
    first, second = typed("10:00", "10:01", day=24), Version(on(30, "10:00"), on(30, "10:01"))
    assert judged(first, second, returned=(on(28, "09:00"),)) is True


def test_what_is_returned_early_is_in_time_until_the_due_time() -> None:
    first, second = typed("10:00", "10:01", day=18), typed("16:00", "16:01", day=25)
    assert judged(first, second, returned=(on(19, "09:00"),)) is True


def test_every_return_must_be_met_in_time() -> None:
    versions = (typed("10:00", "10:01", day=20), typed("10:00", "10:01", day=26), typed("10:00", "10:01", day=28))
    assert judged(*versions, returned=(on(25, "18:00"), on(27, "09:00"))) is True
    late = (*versions[:2], Version(on(30, "10:00") + timedelta(days=2), on(30, "10:01") + timedelta(days=2)))
    assert judged(*late, returned=(on(25, "18:00"), on(27, "09:00"))) is False


around = st.integers(-7200, 7200).map(lambda seconds: DUE.astimezone(UTC) + timedelta(seconds=seconds))
outages = st.lists(st.tuples(around, around).map(lambda pair: Outage(min(pair), max(pair))), max_size=3)


@given(around, around, st.booleans(), outages)
def test_an_outage_never_makes_late_what_was_on_time(
    sent_at: datetime,
    confirmed_at: datetime,
    by_button: bool,  # noqa: FBT001 - drawn
    gaps: list[Outage],
) -> None:
    version = Version(min(sent_at, confirmed_at), max(sent_at, confirmed_at), by_button)
    if is_in_time(version, DUE):
        assert is_in_time(version, DUE, outages=gaps)
    if is_in_time(version, DUE, outages=gaps) and not by_button:
        assert version.sent_at <= DUE


@given(around, around, st.booleans(), outages, st.integers(0, 7200))
def test_an_extension_never_makes_late_what_was_on_time_without_one(
    sent_at: datetime,
    confirmed_at: datetime,
    by_button: bool,  # noqa: FBT001 - drawn
    gaps: list[Outage],
    longer: int,
) -> None:
    version = Version(min(sent_at, confirmed_at), max(sent_at, confirmed_at), by_button)
    if is_in_time(version, DUE):
        assert is_in_time(version, DUE + timedelta(seconds=longer), outages=gaps)
