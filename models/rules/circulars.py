"""What a plan file says, as values: the circular, its tasks, the doubts a reader has, and how two plans differ."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time
from enum import StrEnum

Argument = str | int


class PlaceKind(StrEnum):
    """How a place in a file is counted."""

    FILE = "file"  # the file as a whole
    LINE = "line"  # a line of a text file, from 1
    SHEET_ROW = "sheet_row"  # a row of a worksheet, from 1, as the spreadsheet program shows it
    TABLE_ROW = "table_row"  # a row of a Word table, from 1; `sheet` holds the table's ordinal


@dataclass(frozen=True, slots=True)
class Place:
    """Where in a file something stands: a row or line, and the task it belongs to, where that is known."""

    kind: PlaceKind = PlaceKind.FILE
    row: int = 0
    sheet: str = ""
    task: int | None = None

    def of_task(self, number: int) -> "Place":
        """Return the same place with the task's number."""
        return replace(self, task=number)


WHOLE_FILE = Place()
"""No row of it in particular."""


@dataclass(frozen=True, slots=True)
class Doubt:
    """Something a person should look at: a place, a key of `readers.ftl`, and the values its text needs."""

    where: Place
    key: str
    arguments: tuple[tuple[str, Argument], ...] = ()

    @property
    def values(self) -> dict[str, Argument]:
        """The arguments by name."""
        return dict(self.arguments)


def doubt(where: Place, key: str, **arguments: Argument) -> Doubt:
    """Make a doubt from named arguments."""
    return Doubt(where, key, tuple(sorted(arguments.items())))


class UnreadableFileError(Exception):
    """A file is refused, and nothing was changed. The one exception of every reader.

    `problems` holds at least one doubt, the first being the main one; each is worded by `models.readers.wording`
    and says what is wrong and how to mend it.
    """

    def __init__(self, *problems: Doubt) -> None:
        super().__init__("; ".join(f"{problem.key} {problem.values}" for problem in problems))
        self.problems = problems

    @property
    def key(self) -> str:
        """The key of the main problem."""
        return self.problems[0].key

    @property
    def arguments(self) -> Mapping[str, Argument]:
        """The values the main problem's text needs."""
        return self.problems[0].values

    @property
    def where(self) -> Place:
        """The place of the main problem."""
        return self.problems[0].where


def refusal(where: Place, key: str, **arguments: Argument) -> UnreadableFileError:
    """Make a refusal with one problem."""
    return UnreadableFileError(doubt(where, key, **arguments))


@dataclass(frozen=True, slots=True)
class Task:
    """One numbered task. `part` and `measure` carry no numerals and may be empty; units are in the document's order."""

    number: int
    part: str
    measure: str
    text: str
    title: str | None = None
    lead: tuple[str, ...] = ()
    support: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Measure:
    """The second heading level; the same name may stand under two parts."""

    part: str
    name: str


@dataclass(frozen=True, slots=True)
class Contact:
    """Whom the office names for questions; empty where the file names nobody."""

    name: str = ""
    phone: str = ""
    mail: str = ""


@dataclass(frozen=True, slots=True)
class Circular:
    """A plan as its file says it.

    `code` is the plan's year, or empty where no year is found. `document_no` is the circular's own, with 〔〕. `issuer` is
    as signed. `due_day` is the day of the month (1-31) before which progress is due, `due_time` the hour when one is printed.
    `registration_due_at` is naive local time. What the file does not say is None or empty.
    """

    title: str
    code: str
    tasks: tuple[Task, ...]
    document_no: str = ""
    issuer: str = ""
    issued_on: date | None = None
    due_day: int | None = None
    due_time: time | None = None
    registration_due_at: datetime | None = None
    contact: Contact = Contact()
    doubts: tuple[Doubt, ...] = field(default=())

    @property
    def parts(self) -> tuple[str, ...]:
        """The parts in order of appearance."""
        return tuple(dict.fromkeys(task.part for task in self.tasks if task.part))

    @property
    def measures(self) -> tuple[Measure, ...]:
        """The measures in order of appearance."""
        return tuple(dict.fromkeys(Measure(task.part, task.measure) for task in self.tasks if task.measure))

    @property
    def units(self) -> tuple[str, ...]:
        """Every unit named, in order of first appearance, leads of a task before its supports."""
        return tuple(dict.fromkeys(name for task in self.tasks for name in (*task.lead, *task.support)))
