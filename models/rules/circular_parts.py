"""The headings of a plan's tasks: the part and the measure in force while its rows are read."""

import re
from collections.abc import Sequence

from models.rules.circular_columns import Column
from models.rules.circular_drafts import Tables, cell_at, shown
from models.rules.circular_grid import Row
from models.rules.circular_headers import Head
from models.rules.circular_words import (
    measure_mark,
    number_list,
    one_line,
    part_mark,
    squeezed,
    whole_number,
    without_mark,
)
from models.rules.circulars import Place, doubt

_SHORTEST_HEADING, _LONGEST_HEADING = 4, 60
_PART_LEVEL, _MEASURE_LEVEL = 1, 2
_NOTE = re.compile(
    r"^(?:注|备注|说明|填表说明|填报说明|填表人|审核人|合计|总计|小计|共计|制表|—+\d+—+|-+\d+-+|第\d+页)"
)
_EMPTY_HEADING = frozenset({"-", "—", "——", "－", "/", "无"})


def heading_level(text: str) -> int:
    """1 for 一、…, 2 for （一）…, 0 for anything else; sentences are no headings."""
    if len(text) > _LONGEST_HEADING or "。" in text.rstrip("。"):
        return 0
    if part_mark(text) is not None:
        return _PART_LEVEL
    return _MEASURE_LEVEL if measure_mark(text) is not None else 0


class Headings:
    """The part and the measure a task stands under, as the rows above it said. Marked ones are written down in `tables`."""

    def __init__(self, tables: Tables, rows: Sequence[Row]) -> None:
        self.part = ""
        self.measure = ""
        self._tables = tables
        self._rows = rows
        self._after_part = False  # whether a part was named since the last task

    def end(self) -> None:
        """Take note of a task: the next heading stands for itself, and not under the one before."""
        self._after_part = False

    def take(self, place: Place, text: str) -> None:
        """Read a heading: a measure where its mark says so, or where it stands unmarked under another; else a part."""
        level = heading_level(text)
        if level == _MEASURE_LEVEL or (level == 0 and self._after_part):
            self._set_measure(place, text)
        else:
            self._set_part(place, text)
            self._after_part = True

    def take_columns(self, row: Row, head: Head) -> None:
        """Read the columns of a task's own row that name its part and measure."""
        part, measure = cell_at(row, head, Column.PART).text, cell_at(row, head, Column.MEASURE).text
        if part:
            self._set_part(row.place, part)
        if measure and Column.PART not in head and part_mark(measure) is not None and measure_mark(measure) is None:
            # The only heading column holds 一、…: these are parts.
            self._set_part(row.place, measure)
        elif measure:
            self._set_measure(row.place, measure)

    def take_row(self, row: Row, head: Head, filled: list[int]) -> bool:  # noqa: PLR0911, C901 - one return a kind of row
        """Read a row that says one thing only, over the whole width or in a column that names no unit; False for any other."""
        unit_columns = {*head.all_of(Column.LEAD), *head.all_of(Column.SUPPORT), *head.all_of(Column.UNIT)}
        number_column = head.columns.get(Column.NUMBER)
        text_column = head.columns[Column.TEXT]
        if len(filled) == 2 and number_column in filled and text_column in filled:  # noqa: PLR2004 - number and words
            return self._take_numbered(row, head, row.cells[number_column].text, row.cells[text_column].text)
        if len(filled) != 1 or row.cells[filled[0]].below:
            return False
        index = filled[0]
        text = one_line(row.cells[index].text)
        spread = index + 1 < len(row.cells) and row.cells[index + 1].beside
        if _NOTE.match(squeezed(text)):
            self._tables.doubts.append(doubt(row.place, "readers-doubt-note-skipped", text=shown(text)))
            return True
        if index in unit_columns:
            return False
        level = heading_level(text)
        wide = spread and all(cell.beside for cell in row.cells[index + 1 : max(text_column, index + 1) + 1])
        if level or wide:
            self.take(row.place, text)
            return True
        if (
            index == number_column
            and whole_number(text) is None
            and number_list(text) is None
            and len(text) >= _SHORTEST_HEADING
        ):
            self.take(row.place, text)
            return True
        if index in {number_column, text_column}:
            return False
        if index == head.columns.get(Column.PART):
            self._set_part(row.place, text)
            return True
        if index == head.columns.get(Column.MEASURE):
            if index == 0 and Column.PART not in head and self._stands_for_part(row):
                self.take(row.place, text)
            else:
                self._set_measure(row.place, text)
            return True
        return False

    def _stands_for_part(self, row: Row) -> bool:
        """Say whether an unmarked heading alone in the first column is a part: when the rows below it name measures of their own."""
        at = self._rows.index(row)
        following = next((later for later in self._rows[at + 1 :] if later.filled), None)
        return following is not None and bool(following.cells[0].own)

    def _take_numbered(self, row: Row, head: Head, mark: str, text: str) -> bool:
        """一 | 全力推进… or （一） | …: headings whose numeral stands in the number column, in a table whose tasks name leads."""
        plain = squeezed(mark)
        if plain.isascii() or Column.LEAD not in head or any(character.isdigit() for character in plain):
            return False
        if whole_number(plain) is None:
            return False
        words = one_line(text)
        if plain.startswith("（"):
            self._set_measure(row.place, f"{plain}{words}")
        else:
            self._set_part(row.place, f"{plain.rstrip('、.．')}、{words}")
        return True

    def _set_part(self, place: Place, text: str) -> None:
        name = "" if squeezed(text) in _EMPTY_HEADING else without_mark(text)
        number = part_mark(text)
        if number is not None:
            self._tables.parts.setdefault(number, (place, name))
        if name != self.part:
            self.part, self.measure = name, ""

    def _set_measure(self, place: Place, text: str) -> None:
        name = "" if squeezed(text) in _EMPTY_HEADING else without_mark(text)
        number = measure_mark(text)
        if number is not None:
            self._tables.measures.setdefault(number, (place, name))
        self.measure = name
