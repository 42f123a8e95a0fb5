"""A file as readers hand it over, whatever its format: rows of paragraphs and of table cells, each with its place."""

from collections.abc import Iterator
from dataclasses import dataclass

from models.rules.circulars import Place


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell. A merged cell is repeated over the grid: `below` marks its repetitions in lower rows, `beside` those to the right."""

    text: str = ""
    below: bool = False
    beside: bool = False

    @property
    def own(self) -> str:
        """The text where it first stands; nothing in a merge's repetitions."""
        return "" if self.below or self.beside else self.text


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a table (`table` counts tables and sheets from 1), or a paragraph outside tables (`table` 0, one cell).

    `after_break` says that something stood between this row and the one before it (blank line, new page or table);
    `hidden` that the program that wrote the file does not show it.
    """

    place: Place
    cells: tuple[Cell, ...]
    table: int = 0
    after_break: bool = False
    hidden: bool = False

    @property
    def paragraph(self) -> bool:
        """Whether this is running text outside tables."""
        return self.table == 0

    @property
    def filled(self) -> list[int]:
        """The columns with a text of their own (a merged cell counts where it begins, or where its repetition begins below)."""
        return [index for index, cell in enumerate(self.cells) if cell.text and not cell.beside]

    @property
    def text(self) -> str:
        """Everything the row says, merged cells once."""
        return " ".join(self.cells[index].text for index in self.filled if not self.cells[index].below)


@dataclass(frozen=True, slots=True)
class Sheet:
    """A worksheet's or a document's rows, in reading order. `name` is empty where the format knows no sheets."""

    name: str
    rows: tuple[Row, ...]
    hidden: bool = False

    def tables(self) -> Iterator[tuple[Row, ...]]:
        """Each table's rows."""
        current: list[Row] = []
        for row in self.rows:
            if current and row.table != current[-1].table:
                yield tuple(current)
                current = []
            if not row.paragraph:
                current.append(row)
        if current:
            yield tuple(current)


def plain_row(place: Place, *texts: str, table: int = 0, after_break: bool = False) -> Row:
    """Make a row of unmerged cells."""
    return Row(place, tuple(Cell(text) for text in texts), table, after_break)
