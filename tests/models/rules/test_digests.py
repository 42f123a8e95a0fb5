from dataclasses import replace

import pytest

from models.rules.digests import MissingUnit, delayed, not_answered, not_registered, task_status
from models.rules.words import Status
from tests.models.rules.made_digests import digest, line, said


@pytest.mark.parametrize(
    ("statuses", "missing", "merged"),
    [
        ((Status.DONE, Status.DELAYED), (), Status.DELAYED),
        ((Status.DONE, Status.DONE), (), Status.DONE),
        ((Status.DONE,), ("市委宣传部",), Status.ON_TRACK),
        ((Status.DONE, Status.NO_CHANGE), (), Status.ON_TRACK),
        ((Status.NO_CHANGE, Status.NO_CHANGE), (), Status.NO_CHANGE),
        ((Status.NOT_STARTED,), ("市委宣传部",), Status.NOT_STARTED),
        ((), ("市委宣传部",), None),
        ((), (), None),
    ],
)
def test_several_leads_make_one_status(
    statuses: tuple[Status, ...], missing: tuple[str, ...], merged: Status | None
) -> None:
    assert (
        task_status(line(1, *(said(f"单位{n}", status) for n, status in enumerate(statuses)), missing=missing))
        is merged
    )


def test_a_task_done_before_is_done_though_nothing_is_asked_of_it() -> None:
    assert task_status(replace(line(1), done_before=True)) is Status.DONE


def test_the_delayed_list_names_only_the_units_that_are_delayed() -> None:
    made = digest(line(1, said("甲")), line(2, said("甲"), said("乙", Status.DELAYED), missing=("丙",)))
    (late,) = delayed(made)
    assert (late.number, [answer.unit for answer in late.answers]) == (2, ["乙"])


def test_not_registered_is_kept_apart_from_not_answered() -> None:
    silent = MissingUnit("甲", (1,), (), registered=True, telephone=None)
    unknown = MissingUnit("乙", (2, 3), (), registered=False, telephone="8280000")
    made = digest(missing=(silent, unknown), unregistered=("乙", "丙"))
    assert not_answered(made) == (silent,)
    assert [(unit.unit, unit.tasks) for unit in not_registered(made)] == [("乙", (2, 3)), ("丙", ())]
