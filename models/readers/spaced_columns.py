"""Tables whose tabs became spaces: the columns are found again where that can be done with certainty, else refused."""

import re
from collections.abc import Callable, Sequence

from models.rules.circular_grid import Cell, Row, plain_row
from models.rules.circular_headers import Column, Head, read_head
from models.rules.circular_tables import is_plan_head
from models.rules.circular_words import measure_mark, part_mark, tidy, whole_number
from models.rules.circulars import Place, PlaceKind, refusal

_WIDE_BLANKS = str.maketrans({"\u3000": "  ", "\u00a0": " ", "\u2002": " ", "\u2003": " ", "\u200b": "", "\ufeff": ""})
_MOST_STOPS = 16
_Way = Callable[[str], list[str] | None]
"""Takes a line apart into cells; None where the line cannot have been made this way."""


def columns_of_spaces(lines: Sequence[str]) -> list[Row] | None:
    """Rows of a text whose table columns are kept apart by spaces; None where no line is a plan's head.

    Every way tabs are turned into spaces is tried (tab stops, a fixed number of spaces); a way is right when every line of the
    table fits its head. Raises UnreadableFileError where a table is there, but no way fits.
    """
    plain = [line.translate(_WIDE_BLANKS).replace("\t", "    ") for line in lines]
    at, head = _first_head(plain)
    if head is None:
        return None
    failed = at
    ways = [way for size in range(2, _MOST_STOPS + 1) for way in _ways(size)]
    for way in (*ways, _wide_gaps):
        rows, wrong = _read(plain, way, head)
        if rows is not None:
            return rows
        failed = max(failed, wrong)
    raise refusal(Place(PlaceKind.LINE, failed + 1), "readers-bad-columns")


def _first_head(lines: Sequence[str]) -> tuple[int, Head | None]:
    for at, line in enumerate(lines):
        words = line.split()
        if len(words) < 3:  # noqa: PLR2004 - a number, a text and a unit, or two headings and a text
            continue
        found = read_head([plain_row(Place(), *words, table=1)], 0)
        if found and is_plan_head(found[0]) and len(found[0].columns) == len(words):
            return at, found[0]
    return 0, None


def _ways(size: int) -> tuple["_Way", ...]:
    return _replaced(size), _stops(size, _characters), _stops(size, _halves)


def _replaced(spaces: int) -> _Way:
    """Each tab became so many spaces; fewer are blanks inside a cell."""

    def way(line: str) -> list[str] | None:
        tabbed = re.sub(
            f" {{{spaces},}}", lambda run: "\t" * (len(run[0]) // spaces) + " " * (len(run[0]) % spaces), line
        )
        return tabbed.split("\t")

    return way


def _characters(text: str) -> int:
    return len(text)


def _halves(text: str) -> int:
    """Width on a screen: Chinese characters take two columns."""
    return sum(1 if character.isascii() else 2 for character in text)


def _stops(size: int, width: Callable[[str], int]) -> _Way:
    """Each tab ran to the next multiple of `size`; a single blank that happens to end there is a blank only in doubt-free cases."""

    def way(line: str) -> list[str] | None:
        cells, start, column = [], 0, 0
        for run in re.finditer(" +", line):
            column += width(line[start : run.start()])
            end = column + len(run[0])
            if end % size == 0:
                stops = -(-end // size) - column // size
                cells.append(line[start : run.start()])
                cells += [""] * (stops - 1)
                start = run.end()
                column = end
            elif len(run[0]) > 1 and run.end() != len(line):
                return None  # several blanks that do not end at a stop were no tab
            else:
                column -= width(line[start : run.start()])
        cells.append(line[start:])
        return cells

    return way


def _wide_gaps(line: str) -> list[str] | None:
    """Take two blanks or more for a column's end and single ones for part of a cell (columns lined up by hand)."""
    return re.split(" {2,}", line) if "  " in line else None


def _read(lines: Sequence[str], way: _Way, head: Head) -> tuple[list[Row] | None, int]:
    rows: list[Row] = []
    table, broken, tasks = False, False, 0
    header_words = [word for word in head.words if word]
    for at, line in enumerate(lines):
        place = Place(PlaceKind.LINE, at + 1)
        text = tidy(line)
        if not text:
            broken = True
            continue
        if line.split() == header_words:
            rows.append(plain_row(place, *head.words, table=1, after_break=broken))
            table = True
        elif table and (part_mark(text) is not None) and "  " not in line.strip():
            rows.append(plain_row(place, text, *[""] * (head.width - 1), table=1, after_break=broken))
        elif table:
            cells = way(line.rstrip())
            fitted = _fitted(cells, head) if cells is not None else None
            if fitted is None:
                if broken and "  " not in line.strip():
                    table = False
                    rows.append(plain_row(place, text, after_break=True))
                    broken = False
                    continue
                return None, at
            tasks += 1
            rows.append(Row(place, tuple(Cell(tidy(cell)) for cell in fitted), 1, broken))
        else:
            rows.append(plain_row(place, text, after_break=broken))
        broken = False
    return (rows, 0) if tasks else (None, 0)


def _fitted(cells: list[str], head: Head) -> list[str] | None:
    """Return the cells, when they can be a row under this head: not more than it has, and the number column holds a number or nothing."""
    while len(cells) > head.width and not cells[-1].strip():
        cells = cells[:-1]
    if len(cells) > head.width:
        return None
    cells = cells + [""] * (head.width - len(cells))
    number = head.columns.get(Column.NUMBER)
    if number is None:
        return cells
    if cells[number].strip():
        text = head.columns[Column.TEXT]
        return cells if whole_number(cells[number]) is not None and cells[text].strip() else None
    measure = head.columns.get(Column.MEASURE)
    wrong = [
        index
        for index, cell in enumerate(cells)
        if cell.strip()
        and index
        not in {head.columns.get(Column.LEAD), head.columns.get(Column.SUPPORT), measure, head.columns[Column.TEXT]}
    ]
    if wrong or (measure is not None and cells[measure].strip() and measure_mark(tidy(cells[measure])) is None):
        return None
    return cells
