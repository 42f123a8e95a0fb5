"""One line of the table, and the table."""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Line:
    """One measurement: what, the figures, and the promise it is held against (empty: a figure to compare with).

    `is_kept` is None where nothing was promised, or the size measured is not the promised one.
    """

    what: str
    figures: str
    promise: str = ""
    is_kept: bool | None = None

    @property
    def verdict(self) -> str:
        """The last column."""
        if self.is_kept is None:
            return ""
        return "kept" if self.is_kept else "BROKEN"


def show(lines: Sequence[Line]) -> str:
    """Return the lines as a Markdown table."""
    head = ("what", "measured", "promise", "")
    rows = [head, *((line.what, line.figures, line.promise, line.verdict) for line in lines)]
    widths = [max(len(row[column]) for row in rows) for column in range(len(head))]

    def written(row: Sequence[str]) -> str:
        return "| " + " | ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)) + " |"

    rule = "|" + "|".join("-" * (width + 2) for width in widths) + "|"
    return "\n".join([written(rows[0]), rule, *map(written, rows[1:])])
