"""What the office gets of a round: the values every digest, ledger and picture is made of, and what can be computed from them.

A digest is a snapshot: whoever loads it has already decided which answer of a unit counts (the newest one) and which units
still owe. A returned answer counts as owed and stands in `missing`; a waived one stands nowhere.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, tzinfo
from enum import StrEnum

from models.rules.words import RoundKind, Status


class SumsError(ValueError):
    """The numbers of a digest contradict each other: it must not leave the house."""


@dataclass(frozen=True, slots=True)
class Reported:
    """The answer of one unit to one task that counts: its newest version.

    `percent` is 0 to 100 or None; `text`, `problems` and `next_step` are what the unit wrote ("" where it wrote nothing);
    `submitted_at` is aware; `on_behalf` means the office entered it for the unit.
    """

    unit: str
    status: Status
    percent: int | None
    text: str
    problems: str
    next_step: str
    reporter: str
    submitted_at: datetime
    on_time: bool
    on_behalf: bool
    version: int
    receipt: str
    accepted: bool


@dataclass(frozen=True, slots=True)
class TaskLine:
    """One task of the plan in one round, its answers in the order of its lead units.

    `part` and `measure` carry no numerals. `missing` are the lead units (members of a collective one by name) that owe and
    have not answered. A task with neither answers nor missing owes nothing this round; `done_before` says that it is
    because the office had accepted it as done.
    """

    number: int
    part: str
    measure: str
    text: str
    title: str | None
    lead: tuple[str, ...]
    support: tuple[str, ...]
    answers: tuple[Reported, ...]
    missing: tuple[str, ...]
    done_before: bool = False

    @property
    def name(self) -> str:
        """The short title, or the official text where there is none."""
        return self.title or self.text


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who can be telephoned; `phone` is "" where none is known."""

    name: str
    phone: str


@dataclass(frozen=True, slots=True)
class MissingUnit:
    """A unit that still owes: the numbers of its tasks (none in a round without tasks) and whom to telephone.

    `registered` is False where the unit never named a liaison (未登记), which is another matter than not answering (未报).
    """

    unit: str
    tasks: tuple[int, ...]
    persons: tuple[Person, ...]
    registered: bool
    telephone: str | None


@dataclass(frozen=True, slots=True)
class Digest:
    """All the office knows of one round at one moment.

    `tasks` stand in the circular's order. The five numbers count assignments, so a task with two lead units counts twice.
    `due_at` and `made_at` are aware; `zone` is the one to show them in. `unregistered` are the units without a liaison,
    whether they owe this round or not. `previous` is the round before, if there is one to compare with. `addressees` is
    the line of those the document goes to, "" for none; `round_title` names a round whose slug says nothing. `after` is
    what was answered after 定稿 and does not belong to the final digest.
    """

    plan_title: str
    plan_code: str
    document_no: str
    office: str
    round_slug: str
    kind: RoundKind
    due_at: datetime
    made_at: datetime
    edition: int
    final: bool
    zone: tzinfo
    expected: int
    answered: int
    on_time: int
    late: int
    owed: int
    tasks: tuple[TaskLine, ...]
    missing: tuple[MissingUnit, ...] = ()
    unregistered: tuple[str, ...] = ()
    previous: "Digest | None" = None
    addressees: str = ""
    round_title: str = ""
    after: tuple[TaskLine, ...] = ()


@dataclass(frozen=True, slots=True)
class ContactRow:
    """One line of a contact sheet (附件3): whom a unit names for which tasks; no task numbers mean all of the unit's."""

    tasks: tuple[int, ...]
    leader: str
    leader_phone: str
    liaison: str
    liaison_phone: str


@dataclass(frozen=True, slots=True)
class ContactSheet:
    """The contact sheet (附件3) of one unit; `telephone` is the unit's own, "" where unknown."""

    plan_title: str
    unit: str
    telephone: str
    rows: tuple[ContactRow, ...]


@dataclass(frozen=True, slots=True)
class ReportSheetRow:
    """One task of a unit's report sheet: what it answered last month and, once there is one, this month's answer."""

    number: int
    task: str
    lead: tuple[str, ...]
    last_text: str = ""
    status: Status | None = None
    percent: int | None = None
    text: str = ""
    problems: str = ""
    next_step: str = ""


@dataclass(frozen=True, slots=True)
class ReportSheet:
    """A unit's sheet to fill in for one round; `due_at` is aware and shown in `zone`."""

    plan_title: str
    unit: str
    round_slug: str
    due_at: datetime
    zone: tzinfo
    rows: tuple[ReportSheetRow, ...]


@dataclass(frozen=True, slots=True)
class Material:
    """What one unit sent for a data call: a text, the names of its files, or both; nothing at all while it owes."""

    unit: str
    text: str = ""
    files: tuple[str, ...] = ()
    on_time: bool = True


@dataclass(frozen=True, slots=True)
class Collection:
    """A data call (征集) at one moment: the units asked, in the order they were named, each with what it sent."""

    title: str
    office: str
    made_at: datetime
    zone: tzinfo
    materials: tuple[Material, ...]


@dataclass(frozen=True, slots=True)
class Counts:
    """How many tasks, and how many of their assignments are expected, answered (on time or late) and owed.

    `delayed` counts tasks of which some lead unit says that they are delayed.
    """

    tasks: int
    expected: int
    answered: int
    on_time: int
    late: int
    owed: int
    delayed: int


def counts(lines: Iterable[TaskLine]) -> Counts:
    """Count what stands in the task lines themselves."""
    lines = tuple(lines)
    answers = [answer for line in lines for answer in line.answers]
    owed = sum(len(line.missing) for line in lines)
    on_time = sum(answer.on_time for answer in answers)
    return Counts(
        tasks=len(lines),
        expected=len(answers) + owed,
        answered=len(answers),
        on_time=on_time,
        late=len(answers) - on_time,
        owed=owed,
        delayed=sum(task_status(line) is Status.DELAYED for line in lines),
    )


def counts_by_part(digest: Digest) -> tuple[tuple[str, Counts], ...]:
    """Count for each part of the plan, in the circular's order."""
    parts: dict[str, list[TaskLine]] = {}
    for line in digest.tasks:
        parts.setdefault(line.part, []).append(line)
    return tuple((part, counts(lines)) for part, lines in parts.items())


def check_sums(digest: Digest) -> None:
    """Raise SumsError unless expected = answered + owed, answered = on time + late, and the monthly task lines add up to them."""
    if digest.expected != digest.answered + digest.owed:
        raise SumsError(f"{digest.round_slug}: {digest.expected} expected, but {digest.answered} + {digest.owed}")
    if digest.answered != digest.on_time + digest.late:
        raise SumsError(f"{digest.round_slug}: {digest.answered} answered, but {digest.on_time} + {digest.late}")
    if digest.kind is RoundKind.MONTHLY:
        summed = counts(digest.tasks)
        if (summed.answered, summed.on_time, summed.owed) != (digest.answered, digest.on_time, digest.owed):
            raise SumsError(f"{digest.round_slug}: the tasks add up to {summed}")


def task_status(line: TaskLine) -> Status | None:
    """Merge what several lead units say of one task; None while nobody has answered.

    One unit's delay makes the task delayed. It is done only when every unit says so and nobody is missing; it has not
    started, or has nothing new, only when all who answered say so; anything else is on its way.
    """
    if line.done_before:
        return Status.DONE
    said = {answer.status for answer in line.answers}
    if not said:
        return None
    if Status.DELAYED in said:
        return Status.DELAYED
    if said == {Status.DONE}:
        return Status.ON_TRACK if line.missing else Status.DONE
    return said.pop() if len(said) == 1 else Status.ON_TRACK


def tasks_by_status(digest: Digest) -> dict[Status | None, int]:
    """Count the tasks of each merged status; None counts those that owe and nobody has answered. Every status is a key."""
    numbers: dict[Status | None, int] = dict.fromkeys([*Status, None], 0)
    for line in digest.tasks:
        status = task_status(line)
        if status is not None or line.missing:
            numbers[status] += 1
    return numbers


def delayed(digest: Digest) -> tuple[TaskLine, ...]:
    """Return the delayed tasks, each with the answers of those units alone that say so."""
    return tuple(
        replace(line, answers=tuple(answer for answer in line.answers if answer.status is Status.DELAYED))
        for line in digest.tasks
        if task_status(line) is Status.DELAYED
    )


def not_registered(digest: Digest) -> tuple[MissingUnit, ...]:
    """Return the units without a liaison: those that owe with their tasks, then the rest with none."""
    owing = tuple(missing for missing in digest.missing if not missing.registered)
    named = {missing.unit for missing in owing}
    return owing + tuple(MissingUnit(unit, (), (), False, None) for unit in digest.unregistered if unit not in named)  # noqa: FBT003 - registered: no


def not_answered(digest: Digest) -> tuple[MissingUnit, ...]:
    """Return the units that have a liaison and still owe."""
    return tuple(missing for missing in digest.missing if missing.registered)


@dataclass(frozen=True, slots=True)
class Changes:
    """What differs from the round before, as task numbers in the circular's order."""

    done: tuple[int, ...]
    delayed: tuple[int, ...]
    recovered: tuple[int, ...]
    stalled: tuple[int, ...]
    silent: tuple[int, ...]

    def __bool__(self) -> bool:
        """Whether anything changed at all."""
        return bool(self.done or self.delayed or self.recovered or self.stalled or self.silent)


def changes(previous: Digest, digest: Digest) -> Changes:
    """Compare two rounds: newly done, newly delayed, on its way again, delayed and without news, answered then but by nobody now.

    A unit that was delayed and now has nothing new has not recovered: only one that says so is on its way again.
    """
    before = {line.number: task_status(line) for line in previous.tasks}
    late = {line.number: {a.unit for a in line.answers if a.status is Status.DELAYED} for line in previous.tasks}
    now = [(line.number, before.get(line.number), task_status(line), bool(line.missing)) for line in digest.tasks]
    # What those units say now that were delayed then.
    since = {
        line.number: [answer.status for answer in line.answers if answer.unit in late.get(line.number, ())]
        for line in digest.tasks
    }
    return Changes(
        done=tuple(n for n, then, status, _ in now if status is Status.DONE and then is not Status.DONE),
        delayed=tuple(n for n, then, status, _ in now if status is Status.DELAYED and then is not Status.DELAYED),
        recovered=tuple(
            n
            for n, then, status, _ in now
            if then is Status.DELAYED
            and status not in {None, Status.DELAYED, Status.DONE}
            and len(since[n]) == len(late[n])
            and set(since[n]) <= {Status.ON_TRACK, Status.DONE}
        ),
        stalled=tuple(n for n, _, status, _ in now if status is not Status.DELAYED and Status.NO_CHANGE in since[n]),
        silent=tuple(n for n, then, status, missing in now if then is not None and status is None and missing),
    )


def addendum(final: Digest, digest: Digest) -> tuple[TaskLine, ...]:
    """Return what came after 定稿: the task lines whose answers are new or newer than in the final digest, with those answers alone."""
    known = {(line.number, answer.unit): answer.version for line in final.tasks for answer in line.answers}
    lines = (
        replace(
            line,
            answers=tuple(answer for answer in line.answers if known.get((line.number, answer.unit)) != answer.version),
            missing=(),
        )
        for line in digest.tasks
    )
    return tuple(line for line in lines if line.answers)


class CellState(StrEnum):
    """The colour of a unit's month. Late is its own state: it is never shown as on time."""

    NOTHING = "nothing"
    ON_TIME = "on_time"
    LATE = "late"
    PARTLY = "partly"
    MISSING = "missing"


@dataclass(frozen=True, slots=True)
class Cell:
    """What one unit owed and answered in one round."""

    expected: int = 0
    answered: int = 0
    late: int = 0

    @property
    def state(self) -> CellState:
        """The state to colour it by."""
        if not self.expected:
            return CellState.NOTHING
        if not self.answered:
            return CellState.MISSING
        if self.answered < self.expected:
            return CellState.PARTLY
        return CellState.LATE if self.late else CellState.ON_TIME


@dataclass(frozen=True, slots=True)
class Matrix:
    """Units × rounds: `rows` are (unit, one cell a round); units in the order the circular first names them."""

    rounds: tuple[str, ...]
    rows: tuple[tuple[str, tuple[Cell, ...]], ...]


def matrix(digests: Sequence[Digest]) -> Matrix:
    """Lay out who answered when, one column for each digest in the order given."""
    units: dict[str, list[Cell]] = {}
    for column, digest in enumerate(digests):
        for line in digest.tasks:
            owed = [(answer.unit, answer) for answer in line.answers] + [(unit, None) for unit in line.missing]
            for unit, answer in sorted(owed, key=lambda pair: _place(line, pair[0])):
                row = units.setdefault(unit, [Cell()] * len(digests))
                cell = row[column]
                late = answer is not None and not answer.on_time
                row[column] = Cell(cell.expected + 1, cell.answered + (answer is not None), cell.late + late)
    return Matrix(
        tuple(digest.round_slug for digest in digests), tuple((unit, tuple(row)) for unit, row in units.items())
    )


def _place(line: TaskLine, unit: str) -> int:
    return line.lead.index(unit) if unit in line.lead else len(line.lead)
