"""A corrected circular is held against the old one, task by task."""

from dataclasses import replace
from datetime import date, datetime, time

import pytest

from models.rules.circular_diff import DueDay, Fact, compare
from models.rules.circulars import Circular, Task

CUTOFF, LATER = (datetime.fromisoformat(f"2031-06-{day} 17:00") for day in (20, 30))
OLD = Circular(
    title="计划",
    code="2031",
    issuer="办公室",
    issued_on=date(2031, 5, 1),
    due_day=25,
    registration_due_at=CUTOFF,
    tasks=tuple(
        Task(number, "部类", "举措", f"事情{number}。", lead=("甲局", "乙局"), support=("丙局",))
        for number in (1, 2, 3)
    ),
)


def test_the_same_plan_differs_in_nothing() -> None:
    assert not compare(OLD, OLD)


@pytest.mark.parametrize(
    ("new", "fact", "before", "after"),
    [
        (replace(OLD, title="别的计划"), Fact.TITLE, "计划", "别的计划"),
        (replace(OLD, document_no="某办〔2031〕2号"), Fact.DOCUMENT_NO, "", "某办〔2031〕2号"),
        (replace(OLD, issuer="别的办公室"), Fact.ISSUER, "办公室", "别的办公室"),
        (replace(OLD, issued_on=date(2031, 5, 2)), Fact.ISSUED_ON, date(2031, 5, 1), date(2031, 5, 2)),
        (replace(OLD, due_day=28), Fact.DUE, DueDay(25, time(17)), DueDay(28, time(17))),
        (replace(OLD, due_time=time(12)), Fact.DUE, DueDay(25, time(17)), DueDay(25, time(12))),
        (replace(OLD, registration_due_at=LATER), Fact.REGISTRATION, CUTOFF, LATER),
    ],
)
def test_a_changed_fact_of_the_plan_is_told_with_the_old_one_and_the_new(
    new: Circular, fact: Fact, before: object, after: object
) -> None:
    diff = compare(OLD, new)
    assert diff
    assert [(change.fact, change.old, change.new) for change in diff.facts] == [(fact, before, after)]


def test_what_the_new_circular_does_not_state_has_not_changed() -> None:
    bare = Circular(title="", code="2031", tasks=OLD.tasks)
    assert not compare(OLD, bare)
    # An hour that nobody wrote is 17:00, so writing it changes nothing.
    assert not compare(OLD, replace(OLD, due_time=time(17)))


def test_tasks_that_came_and_went_are_told_by_number() -> None:
    diff = compare(OLD, replace(OLD, tasks=(*OLD.tasks[1:], replace(OLD.tasks[0], number=4))))
    assert [task.number for task in diff.added] == [4]
    assert [task.number for task in diff.removed] == [1]
    assert not diff.changed_text
    assert not diff.changed_units


def test_changed_words_and_units_are_told_apart() -> None:
    first, second, third = OLD.tasks
    new = (
        replace(first, text="别的事情。"),
        replace(second, lead=("乙局", "丁局"), support=()),
        replace(third, lead=("乙局", "甲局"), measure="别的举措"),
    )
    diff = compare(OLD, replace(OLD, tasks=new))
    assert [change.new.number for change in diff.changed_text] == [1, 3]
    units = {change.new.number: change for change in diff.changed_units}
    assert (units[2].lead_added, units[2].lead_removed, units[2].support_removed) == (("丁局",), ("甲局",), ("丙局",))
    assert (units[3].lead_added, units[3].lead_removed) == ((), ())  # only the order, which says who leads first
    assert diff
