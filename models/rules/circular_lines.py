"""The lines of a circular outside its table."""

from dataclasses import dataclass

from models.rules.circulars import Place


@dataclass(frozen=True, slots=True)
class Line:
    """A paragraph, or a row outside the plan's table with its cells; `before_table` marks what stands above the tasks."""

    place: Place
    text: str
    cells: tuple[str, ...] = ()
    before_table: bool = True
