"""Who answered when: a row a unit, a cell a round, late never as on time."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.rules.digests import Digest
from models.rules.punctuality_matrix import Cell, CellState, matrix
from tests.models.rules.made_digests import digest, digests, line, said


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
