"""A corrected circular is held against the old one, task by task."""

from dataclasses import replace

from models.rules.circulars import Circular, Task, compare

OLD = Circular(
    title="计划",
    code="2031",
    tasks=tuple(
        Task(number, "部类", "举措", f"事情{number}。", lead=("甲局", "乙局"), support=("丙局",))
        for number in (1, 2, 3)
    ),
)


def test_the_same_plan_differs_in_nothing() -> None:
    assert not compare(OLD, replace(OLD, title="别的标题"))


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
