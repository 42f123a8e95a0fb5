"""What is named in a message: labels with the tasks they stand for, list marks, and ordinals without a task."""

from dataclasses import dataclass, field
from enum import Enum

from models.rules.replies.numerals import Number

__all__ = ["Kind", "Label", "Named"]


class Kind(Enum):
    """How a label stands to its text."""

    PLAIN = "text follows"
    FIRST = "status stands first"
    REST = "the other own tasks"
    ALL = "every own task"
    EXCEPT = "named only to be excepted"


@dataclass(frozen=True, slots=True)
class Label:
    """Tasks named together. `start`..`end` is the label itself; `said` the place of a status that stands before it."""

    start: int
    end: int
    kind: Kind
    numbers: tuple[int, ...] = ()
    ranged: tuple[int, ...] = ()
    said: tuple[int, int] | None = None
    strong: bool = False


@dataclass(slots=True)
class Named:
    """All labels of a message, the list marks (1、2、3、) that are none, and ordinals (第三项) that no own task has."""

    labels: list[Label] = field(default_factory=list)
    marks: list[Number] = field(default_factory=list)
    ordinals: list[Number] = field(default_factory=list)
