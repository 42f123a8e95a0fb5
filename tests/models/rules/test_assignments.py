"""What a liaison sees of an assignment, and which comes next."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.rules.assignments import Entry, Item, next_item, owed_items
from models.rules.words import AssignmentState, Status

NOW = datetime(2024, 6, 18, 1, 0, tzinfo=UTC)


def item(number: int, state: AssignmentState = AssignmentState.OWED) -> Item:
    return Item(number, 3, 7, "市文旅局", number, "", "", state, NOW, NOW, 0)


def entry(status: Status | None, text: str) -> Entry:
    return Entry(1, status, False, None, text, "", "", 0, NOW)  # noqa: FBT003 - not assumed


ITEMS = st.lists(st.sampled_from(AssignmentState), max_size=8).map(
    lambda states: [item(number, state) for number, state in enumerate(states, 1)]
)


@pytest.mark.parametrize(
    ("state", "owed"),
    [
        (AssignmentState.OWED, True),
        (AssignmentState.RETURNED, True),
        (AssignmentState.ANSWERED, False),
        (AssignmentState.ACCEPTED, False),
        (AssignmentState.WAIVED, False),
    ],
)
def test_what_was_returned_is_owed_again_and_nothing_else_that_was_answered(state: AssignmentState, owed: bool) -> None:  # noqa: FBT001 - a parameter of the test
    assert item(1, state).is_owed is owed
    assert bool(owed_items([item(1, state)])) is owed


@pytest.mark.parametrize(
    ("status", "text", "complete"),
    [
        (Status.NO_CHANGE, "", True),
        (Status.NO_CHANGE, "x", True),
        (Status.DONE, "地图上线", True),
        (Status.DONE, "", False),
        (Status.ON_TRACK, " \n", False),
        (Status.DELAYED, "", False),
        (Status.NOT_STARTED, "", False),
        (None, "推进中", False),
        (None, "", False),
    ],
)
def test_empty_is_not_an_answer_but_nothing_new_is(status: Status | None, text: str, complete: bool) -> None:  # noqa: FBT001 - as above
    assert entry(status, text).is_complete is complete


def test_the_next_task_is_the_first_behind_the_last_one() -> None:
    items = [item(number) for number in (1, 13, 24)]
    assert next_item(items, ()) == items[0]
    assert next_item(items, (), after=1) == items[1]
    assert next_item(items, {13}, after=1) == items[2]


def test_behind_the_last_task_what_was_skipped_before_comes_again() -> None:
    items = [item(number) for number in (1, 13, 24)]
    assert next_item(items, {13, 24}, after=24) == items[0]


def test_a_task_skipped_alone_is_not_shown_again_at_once() -> None:
    assert next_item([item(1), item(2)], {2}, after=1) is None


def test_when_everything_owed_is_in_the_draft_nothing_comes_next() -> None:
    assert next_item([item(1), item(2, AssignmentState.ANSWERED)], {1}) is None
    assert next_item([], ()) is None


def test_a_task_that_is_no_longer_there_starts_from_the_beginning() -> None:
    assert next_item([item(1), item(2)], (), after=99) == item(1)


def test_what_was_returned_is_asked_for_first_and_then_the_others_in_their_order() -> None:
    items = [item(1), item(2, AssignmentState.RETURNED), item(3)]
    assert next_item(items, ()) == items[1]
    assert next_item(items, {2}, after=2) == items[2]
    assert next_item(items, {2}) == items[0]


@given(ITEMS, st.sets(st.integers(1, 8)), st.none() | st.integers(1, 9))
def test_what_comes_next_is_owed_not_finished_and_not_the_one_just_shown(
    items: list[Item], complete: set[int], after: int | None
) -> None:
    found = next_item(items, complete, after)
    if found is not None:
        assert found.is_owed
        assert found.assignment_id not in complete
        assert found.assignment_id != after or after not in {each.assignment_id for each in items}
    else:
        left = [each.assignment_id for each in items if each.is_owed and each.assignment_id not in complete]
        assert left in ([], [after])


@given(ITEMS)
def test_going_from_task_to_task_shows_every_owed_one_exactly_once(items: list[Item]) -> None:
    shown: list[int] = []
    after: int | None = None
    while (found := next_item(items, shown, after)) is not None:
        shown.append(found.assignment_id)
        after = found.assignment_id
    owed = [each.assignment_id for each in owed_items(items)]
    assert sorted(shown) == sorted(owed)
    # In order all the way round, wherever what was returned has made it begin.
    begin = owed.index(shown[0]) if shown else 0
    assert shown == owed[begin:] + owed[:begin]
