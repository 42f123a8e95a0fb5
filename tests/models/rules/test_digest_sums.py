"""What a digest counts adds up, or it does not leave the house."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.rules.digest_sums import SumsError, check_sums, counts, counts_by_part, tasks_by_status
from models.rules.digests import Digest
from tests.models.rules.made_digests import digest, digests, line, said


@given(digests)
def test_a_digest_counted_from_its_tasks_adds_up(made: Digest) -> None:
    check_sums(made)


@given(digests, st.sampled_from(["expected", "answered", "on_time", "late", "owed"]))
def test_a_digest_with_any_one_number_wrong_is_refused(made: Digest, field: str) -> None:
    wrong = replace(made, **{field: getattr(made, field) + 1})
    with pytest.raises(SumsError, match="2024-08"):
        check_sums(wrong)


def test_numbers_that_agree_with_each_other_but_not_with_the_tasks_are_refused() -> None:
    made = digest(line(1, said("市社联")))
    with pytest.raises(SumsError, match="tasks"):
        check_sums(replace(made, expected=2, answered=2, on_time=2))


@given(digests)
def test_the_parts_together_are_the_whole(made: Digest) -> None:
    whole = counts(made.tasks)
    parts = [numbers for _, numbers in counts_by_part(made)]
    for field in ("tasks", "expected", "answered", "on_time", "late", "owed", "delayed"):
        assert sum(getattr(numbers, field) for numbers in parts) == getattr(whole, field)


def test_parts_stand_in_the_order_of_the_circular() -> None:
    made = digest(line(1, said("甲"), part="乙部"), line(2, missing=("甲",), part="甲部"), line(3, part="乙部"))
    assert [part for part, _ in counts_by_part(made)] == ["乙部", "甲部"]


@given(digests)
def test_every_task_that_is_asked_for_has_exactly_one_status(made: Digest) -> None:
    asked = [each for each in made.tasks if each.answers or each.missing]
    assert sum(tasks_by_status(made).values()) == len(asked)
