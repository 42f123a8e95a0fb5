"""Tables whose tabs became spaces: the columns are found again where that can be done with certainty, else refused."""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations
from math import comb

from models.rules.circular_columns import Column
from models.rules.circular_grid import Cell, Row, plain_row
from models.rules.circular_headers import Head, read_head
from models.rules.circular_tables import is_plan_head
from models.rules.circular_words import measure_mark, part_mark, tidy, whole_number
from models.rules.circulars import Place, PlaceKind, refusal

_WIDE_BLANKS = str.maketrans({"\u3000": "  ", "\u00a0": " ", "\u2002": " ", "\u2003": " ", "\u200b": "", "\ufeff": ""})
_MOST_STOPS = 16
_MOST_READINGS = 500
_SENTENCE_END = re.compile("[。！？；]”?$")
_Way = Callable[[str], list[list[str]]]
"""Takes a line apart into cells, in every way it can have been made; none where it cannot have been made this way."""


def columns_of_spaces(lines: Sequence[str]) -> list[Row] | None:
    """Rows of a text whose table columns are kept apart by spaces; None where no line is a plan's head.

    Every way tabs are turned into spaces is tried (tab stops, a fixed number of spaces); a way is right when every line of the
    table fits its head, and only in one reading. Raises UnreadableFileError where a table is there, but no way fits.
    """
    plain = [line.translate(_WIDE_BLANKS).replace("\t", "    ") for line in lines]
    at, head = _first_head(plain)
    if head is None:
        return None
    failed = at
    for way in _ways(head.width):
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


def _ways(width: int) -> Iterator[_Way]:
    sizes = range(2, _MOST_STOPS + 1)
    yield from map(_replaced, sizes)
    for padded in (True, False):
        for size in sizes:
            yield _stops(size, len, width, padded=padded)
            yield _stops(size, _halves, width, padded=padded)
    yield _wide_gaps


def _replaced(spaces: int) -> _Way:
    """Each tab became so many spaces; fewer are blanks inside a cell."""

    def way(line: str) -> list[list[str]]:
        if any(len(run[0]) > 1 and len(run[0]) % spaces for run in re.finditer("(?<=[^ ]) +(?=[^ ])", line)):
            return []
        tabbed = re.sub(
            f" {{{spaces},}}", lambda run: "\t" * (len(run[0]) // spaces) + " " * (len(run[0]) % spaces), line.rstrip()
        )
        return [tabbed.split("\t")]

    return way


def _halves(text: str) -> int:
    """Width on a screen: Chinese characters take two columns."""
    return sum(1 if character.isascii() else 2 for character in text)


@dataclass(frozen=True, slots=True)
class _Run:
    """Blanks between two texts: from, to, and how many tabs they must stand for (0: perhaps one, perhaps a blank)."""

    start: int
    end: int
    tabs: int


def _stops(size: int, measure: Callable[[str], int], width: int, *, padded: bool) -> _Way:
    """Each tab ran to the next multiple of `size`. A single blank that ends there may be a tab or a blank: both are tried.

    `padded` says that every row has its `width - 1` tabs, empty cells at the end included.
    """

    def way(line: str) -> list[list[str]]:
        runs = _runs(line, size, measure)
        if runs is None:
            return []
        certain = [run for run in runs if run.tabs]
        perhaps = [run for run in runs if not run.tabs]
        missing = width - 1 - sum(run.tabs for run in certain)
        if missing < 0 or (padded and missing > len(perhaps)):
            return []
        found = []
        for count in (missing,) if padded else range(min(missing, len(perhaps)) + 1):
            if comb(len(perhaps), count) > _MOST_READINGS:
                return []
            found += [_cut(line, sorted((*certain, *chosen), key=_start)) for chosen in combinations(perhaps, count)]
        return found

    return way


def _start(run: _Run) -> int:
    return run.start


def _runs(line: str, size: int, measure: Callable[[str], int]) -> list[_Run] | None:
    runs, column, after = [], 0, 0
    for blanks in re.finditer(" +", line):
        column += measure(line[after : blanks.start()])
        after = blanks.end()
        end = column + len(blanks[0])
        at_end = blanks.end() == len(line)
        if end % size == 0:
            certain = len(blanks[0]) > 1 or at_end
            runs.append(_Run(blanks.start(), blanks.end(), -(-end // size) - column // size if certain else 0))
        elif len(blanks[0]) > 1 and not at_end:
            return None  # several blanks that do not end at a stop were no tab
        column = end
    return runs


def _cut(line: str, runs: Sequence[_Run]) -> list[str]:
    cells, after = [], 0
    for run in runs:
        cells += [line[after : run.start], *[""] * (max(run.tabs, 1) - 1)]
        after = run.end
    return [*cells, line[after:]]


def _wide_gaps(line: str) -> list[list[str]]:
    """Take two blanks or more for a column's end and single ones for part of a cell (columns lined up by hand)."""
    return [re.split(" {2,}", line.rstrip())] if "  " in line.rstrip() else []


def _read(lines: Sequence[str], way: _Way, head: Head) -> tuple[list[Row] | None, int]:
    """Return the rows, or else the line that does not fit this way.

    Raises UnreadableFileError where every line fits, but one in several ways as good: a weaker way would only guess.
    """
    rows: list[Row] = []
    table, broken, tasks, unsure = False, False, 0, 0
    header_words = [word for word in head.words if word]
    for at, line in enumerate(lines):
        place = Place(PlaceKind.LINE, at + 1)
        text = tidy(line)
        if not text:
            broken = True
            continue
        if line.split() == header_words:
            if all([cell.strip() for cell in cells] != header_words for cells in way(line)):
                return None, at
            rows.append(plain_row(place, *head.words, table=1, after_break=broken))
            table = True
        elif table and (part_mark(text) is not None) and "  " not in line.strip():
            rows.append(plain_row(place, text, *[""] * (head.width - 1), table=1, after_break=broken))
        elif table:
            fitted = _best(filter(None, (_fitted(cells, head) for cells in way(line))), head)
            if not fitted:
                if broken and "  " not in line.strip():
                    table = False
                    rows.append(plain_row(place, text, after_break=True))
                    broken = False
                    continue
                return None, at
            tasks += 1
            unsure = unsure or (at + 1 if len(fitted) > 1 else 0)
            rows.append(Row(place, tuple(Cell(tidy(cell)) for cell in fitted[0]), 1, broken))
        else:
            rows.append(plain_row(place, text, after_break=broken))
        broken = False
    if unsure:
        raise refusal(Place(PlaceKind.LINE, unsure), "readers-bad-columns")
    return (rows, 0) if tasks else (None, 0)


def _best(readings: Iterable[list[str]], head: Head) -> list[tuple[str, ...]]:
    """Return the best readings of a line: one where it is certain, several as good where it is not."""
    left = list(dict.fromkeys(tuple(cell.strip() for cell in cells) for cells in readings))
    text, lead = head.columns[Column.TEXT], head.columns.get(Column.LEAD)
    wishes: tuple[Callable[[tuple[str, ...]], bool], ...] = (
        lambda cells: not cells[text] or bool(_SENTENCE_END.search(cells[text])),
        lambda cells: not cells[text] or lead is None or bool(cells[lead]),
        lambda cells: (
            not any("。" in cells[index] for index in (*head.all_of(Column.LEAD), *head.all_of(Column.SUPPORT)))
        ),
    )
    for wish in wishes:
        left = [cells for cells in left if wish(cells)] or left
    return left


def _fitted(cells: list[str], head: Head) -> list[str] | None:
    """Return the cells, when they can be a row under this head: not more than it has, and the number column holds a number or nothing."""
    while len(cells) > head.width and not cells[-1].strip():
        cells = cells[:-1]
    if len(cells) > head.width or any("  " in cell.strip() for cell in cells):
        return None  # several blanks in the midst of a cell are a column's end that was overlooked
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
