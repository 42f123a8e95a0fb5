"""Tasks while their rows are read, and the small questions asked of a row's words."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from models.rules.circular_columns import Column
from models.rules.circular_grid import Cell, Row
from models.rules.circular_headers import Head
from models.rules.circular_lines import Line
from models.rules.circular_words import leading_number, one_line
from models.rules.circulars import Doubt, Place

_SENTENCE_END = re.compile(r"[。！？；;!?]”?$")


@dataclass(slots=True)
class TaskDraft:
    """A task while its rows are read: raw cell texts, in order."""

    number: int
    place: Place
    part: str
    measure: str
    texts: list[str] = field(default_factory=list)
    title: str = ""
    leads: list[str] = field(default_factory=list)
    supports: list[str] = field(default_factory=list)

    @property
    def text(self) -> str:
        """The text on one line."""
        return one_line("\n".join(self.texts))

    @property
    def complete(self) -> bool:
        """Whether the text ends like a sentence."""
        return bool(_SENTENCE_END.search(self.text))


@dataclass(slots=True)
class Tables:
    """What the tables of a plan say."""

    drafts: list[TaskDraft] = field(default_factory=list)
    last: dict[int, TaskDraft] = field(default_factory=dict)
    lines: list[Line] = field(default_factory=list)
    doubts: list[Doubt] = field(default_factory=list)
    problems: list[Doubt] = field(default_factory=list)
    parts: dict[int, tuple[Place, str]] = field(default_factory=dict)
    measures: dict[int, tuple[Place, str]] = field(default_factory=dict)
    found: bool = False
    with_leads: bool = False
    numbers_given: bool = False


def cell_at(row: Row, head: Head, column: Column) -> Cell:
    """Return the row's cell in a column, several columns of units as one; an empty one where there is none."""
    if column in head.more:
        return _together([_cell(row, index) for index in head.all_of(column)])
    index = head.columns.get(column)
    return Cell() if index is None else _cell(row, index)


def _cell(row: Row, index: int) -> Cell:
    cell = row.cells[index] if index < len(row.cells) else Cell()
    return Cell() if cell.beside else cell


def _together(cells: Sequence[Cell]) -> Cell:
    filled = [cell for cell in cells if cell.text]
    return Cell("\n".join(cell.text for cell in filled), below=bool(filled) and all(cell.below for cell in filled))


def without_own_number(text: str, number: int, *, in_word: bool) -> str:
    """Take off a list mark of Word's automatic numbering that only says the task's number again."""
    numbered = leading_number(text)
    return numbered[1] if numbered is not None and numbered[0] == number and in_word else text


def shown(text: str) -> str:
    """Return enough of a text to find its place by."""
    plain = one_line(text)
    return plain if len(plain) <= 24 else f"{plain[:23]}…"  # noqa: PLR2004 - enough to find the place by


def is_dull(word: str) -> bool:
    """Whether nobody misses a column of this head when it is not read."""
    return bool(re.fullmatch("备注|序号|说明", word))
