from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.rules.digests import (
    Cell,
    CellState,
    Digest,
    MissingUnit,
    Reported,
    SumsError,
    TaskLine,
    addendum,
    changes,
    check_sums,
    counts,
    counts_by_part,
    delayed,
    matrix,
    not_answered,
    not_registered,
    task_status,
    tasks_by_status,
)
from models.rules.words import RoundKind, Status

DUE_AT = datetime(2024, 8, 25, 9, tzinfo=UTC)


def said(unit: str, status: Status = Status.ON_TRACK, *, on_time: bool = True, version: int = 1) -> Reported:
    return Reported(unit, status, None, "有进展", "", "", "小李", DUE_AT, on_time, False, version, "R1", False)  # noqa: FBT003 - not on behalf, not accepted


def line(number: int, *answers: Reported, missing: tuple[str, ...] = (), part: str = "甲") -> TaskLine:
    lead = (*(answer.unit for answer in answers), *missing)
    return TaskLine(number, part, "小类", f"任务{number}。", None, lead, (), answers, missing)


def digest(*lines: TaskLine, missing: tuple[MissingUnit, ...] = (), unregistered: tuple[str, ...] = ()) -> Digest:
    answers = [answer for each in lines for answer in each.answers]
    owed = sum(len(each.missing) for each in lines)
    on_time = sum(answer.on_time for answer in answers)
    return Digest(
        "要点", "2024", "", "办公室", "2024-08", RoundKind.MONTHLY, DUE_AT, DUE_AT, 1, False, UTC,  # noqa: FBT003 - not final
        len(answers) + owed, len(answers), on_time, len(answers) - on_time, owed, lines, missing, unregistered,
    )  # fmt: skip


answers = st.builds(said, st.sampled_from("甲乙丙丁"), st.sampled_from(Status), on_time=st.booleans())
lines = st.builds(
    lambda number, some, missing, part: line(number, *some, missing=missing, part=part),
    st.integers(1, 60),
    st.lists(answers, max_size=3),
    st.lists(st.sampled_from("戊己庚"), max_size=2, unique=True).map(tuple),
    st.sampled_from("上中下"),
)
digests = st.lists(lines, max_size=8).map(lambda some: digest(*some))


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


@given(digests)
def test_every_task_that_is_asked_for_has_exactly_one_status(made: Digest) -> None:
    asked = [each for each in made.tasks if each.answers or each.missing]
    assert sum(tasks_by_status(made).values()) == len(asked)


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


def test_changes_name_what_is_done_delayed_recovered_and_silent_since_last_month() -> None:
    then = digest(
        line(1, said("甲")), line(2, said("甲")), line(3, said("甲", Status.DELAYED)), line(4, said("甲")),
        line(5, said("甲", Status.DELAYED)), line(6, said("甲", Status.DELAYED)),
    )  # fmt: skip
    now = digest(
        line(1, said("甲", Status.DONE)), line(2, said("甲", Status.DELAYED)), line(3, said("甲")),
        line(4, missing=("甲",)), line(5, said("甲", Status.DELAYED)), line(6, said("甲", Status.DONE)),
    )  # fmt: skip
    found = changes(then, now)
    assert (found.done, found.delayed, found.recovered, found.silent) == ((1, 6), (2,), (3,), (4,))
    assert found


def test_a_delay_with_nothing_new_is_no_recovery() -> None:
    then = digest(*(line(n, said("甲", Status.DELAYED), said("乙")) for n in range(1, 6)))
    now = digest(
        line(1, said("甲"), said("乙", Status.NO_CHANGE)),
        line(2, said("甲", Status.NO_CHANGE), said("乙")),
        line(3, said("甲", Status.NO_CHANGE), said("乙", Status.NO_CHANGE)),
        line(4, said("乙"), missing=("甲",)),
        line(5, said("甲", Status.NO_CHANGE), said("乙", Status.DELAYED)),
    )
    found = changes(then, now)
    # Of 4 the delayed unit has not spoken; 5 is delayed as it was.
    assert (found.recovered, found.stalled, found.delayed) == ((1,), (2, 3), ())


@given(digests)
def test_nothing_changes_between_a_digest_and_itself(made: Digest) -> None:
    unique = digest(*{each.number: each for each in made.tasks}.values())
    assert not changes(unique, unique)


def test_an_addendum_holds_only_what_is_new_or_newer_than_the_final_digest() -> None:
    final = digest(line(1, said("甲"), said("乙")), line(2, missing=("甲",)), line(3, said("丙")))
    now = digest(line(1, said("甲"), said("乙", version=2)), line(2, said("甲")), line(3, said("丙")))
    assert [(each.number, [answer.unit for answer in each.answers]) for each in addendum(final, now)] == [
        (1, ["乙"]),
        (2, ["甲"]),
    ]
    assert addendum(now, now) == ()


def test_the_matrix_has_a_row_for_every_unit_ever_asked_and_a_cell_for_every_round() -> None:
    june = replace(
        digest(line(1, said("甲"), missing=("乙",)), line(2, said("甲", on_time=False))), round_slug="2024-06"
    )
    july = replace(digest(line(1, missing=("甲",)), line(2, said("丙"))), round_slug="2024-07")
    made = matrix([june, july])
    assert made.rounds == ("2024-06", "2024-07")
    assert dict(made.rows) == {
        "甲": (Cell(2, 2, 1), Cell(1, 0, 0)),
        "乙": (Cell(1, 0, 0), Cell()),
        "丙": (Cell(), Cell(1, 1, 0)),
    }


@given(st.lists(digests, max_size=3))
def test_the_matrix_loses_no_assignment(made: list[Digest]) -> None:
    cells = [cell for _, row in matrix(made).rows for cell in row]
    assert sum(cell.expected for cell in cells) == sum(each.expected for each in made)
    assert sum(cell.answered for cell in cells) == sum(each.answered for each in made)
    assert sum(cell.late for cell in cells) == sum(each.late for each in made)


@pytest.mark.parametrize(
    ("cell", "state"),
    [
        (Cell(), CellState.NOTHING),
        (Cell(2, 2, 0), CellState.ON_TIME),
        (Cell(2, 2, 1), CellState.LATE),
        (Cell(2, 1, 1), CellState.PARTLY),
        (Cell(2, 0, 0), CellState.MISSING),
    ],
)
def test_a_cell_that_holds_anything_late_is_never_shown_as_on_time(cell: Cell, state: CellState) -> None:
    assert cell.state is state
