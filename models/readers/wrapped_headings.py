"""Headings of a table that a program has cut at its line width, in front of the tabs of their row."""

from collections import Counter
from collections.abc import Sequence
from unicodedata import east_asian_width

from models.rules.circular_words import measure_mark, part_mark, tidy, whole_number

_FEWEST_FULL_LINES = 3
_MOST_LINES = 5


def _columns(line: str) -> int:
    return sum(2 if east_asian_width(character) in "WF" else 1 for character in line)


class LineWidth:
    """The width at which a text's lines were cut, in characters or in columns; a text that was not cut has none.

    A line counts as cut where it is as long as the longest, and others are so too: in a text whose lines end where their
    rows end, no three are of one length and none longer.
    """

    def __init__(self, lines: Sequence[str]) -> None:
        self._characters = _limit(Counter(len(line) for line in lines if line.strip()))
        columns = Counter(_columns(line) for line in lines if line.strip())
        # A wide character that does not fit leaves the last column empty.
        widest = max(columns, default=0)
        self._widest = widest if columns[widest] + columns[widest - 1] >= _FEWEST_FULL_LINES else 0

    def cuts(self, line: str) -> bool:
        """Tell whether a line goes on in the next one."""
        if self._characters and len(line) == self._characters:
            return True
        return bool(self._widest) and _columns(line) >= self._widest - 1


def _limit(lengths: Counter[int]) -> int:
    longest = max(lengths, default=0)
    return longest if lengths[longest] >= _FEWEST_FULL_LINES else 0


def rejoined_heading(lines: Sequence[str], at: int, width: LineWidth) -> tuple[str, int] | None:
    """Return the line of a heading's row and how many lines it was cut into; None where line `at` begins no such heading.

    一、… or （一）… alone in a line that was cut is the beginning of its row: the rest comes with the tabs of that row.
    """
    if not _is_marked(lines[at]):
        return None
    joined = ""
    for taken, line in enumerate(lines[at : at + _MOST_LINES], 1):
        if taken > 1 and (not line.strip(" ") or _is_marked(line)):
            return None
        joined += line
        if "\t" in line.rstrip(" "):
            # A number in front is a task of its own: the heading was whole.
            is_rest = taken > 1 and whole_number(line.partition("\t")[0]) is None
            return (joined, taken) if is_rest else None
        if not width.cuts(line):
            return None
    return None


def _is_marked(line: str) -> bool:
    text = tidy(line.partition("\t")[0])
    return part_mark(text) is not None or measure_mark(text) is not None
