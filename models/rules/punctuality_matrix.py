"""Units × rounds: who answered when, and the colour to show it in."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from models.rules.digests import Digest, TaskLine


class CellState(StrEnum):
    """The colour of a unit's month. Late is its own state: it is never shown as on time."""

    NOTHING = "nothing"
    ON_TIME = "on_time"
    LATE = "late"
    PARTLY = "partly"
    MISSING = "missing"


@dataclass(frozen=True, slots=True)
class Cell:
    """What one unit owed and answered in one round."""

    expected: int = 0
    answered: int = 0
    late: int = 0

    @property
    def state(self) -> CellState:
        """The state to colour it by."""
        if not self.expected:
            return CellState.NOTHING
        if not self.answered:
            return CellState.MISSING
        if self.answered < self.expected:
            return CellState.PARTLY
        return CellState.LATE if self.late else CellState.ON_TIME


@dataclass(frozen=True, slots=True)
class Matrix:
    """Units × rounds: `rows` are (unit, one cell a round); units in the order the circular first names them."""

    rounds: tuple[str, ...]
    rows: tuple[tuple[str, tuple[Cell, ...]], ...]


def matrix(digests: Sequence[Digest]) -> Matrix:
    """Lay out who answered when, one column for each digest in the order given."""
    units: dict[str, list[Cell]] = {}
    for column, digest in enumerate(digests):
        for line in digest.tasks:
            owed = [(answer.unit, answer) for answer in line.answers] + [(unit, None) for unit in line.missing]
            for unit, answer in sorted(owed, key=lambda pair: _place(line, pair[0])):
                row = units.setdefault(unit, [Cell()] * len(digests))
                cell = row[column]
                late = answer is not None and not answer.on_time
                row[column] = Cell(cell.expected + 1, cell.answered + (answer is not None), cell.late + late)
    return Matrix(
        tuple(digest.round_slug for digest in digests), tuple((unit, tuple(row)) for unit, row in units.items())
    )


def _place(line: TaskLine, unit: str) -> int:
    return line.lead.index(unit) if unit in line.lead else len(line.lead)
