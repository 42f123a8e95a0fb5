"""What the office gets of a round: the values every digest, ledger and picture is made of, and what can be read off them.

A digest is a snapshot: whoever loads it has already decided which answer of a unit counts (the newest one) and which units
still owe. A returned answer counts as owed and stands in `missing`; a waived one stands nowhere.
"""

from dataclasses import dataclass, replace
from datetime import date, datetime, tzinfo

from models.rules.words import RoundKind, Status


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
    """Somebody who can be telephoned; `phone` is "" where none is known.

    `is_reached` is False for who cannot be reminded here: never came, blocked the bot, deleted the account.
    """

    name: str
    phone: str
    is_reached: bool = True


@dataclass(frozen=True, slots=True)
class MissingUnit:
    """A unit that still owes: the numbers of its tasks (none in a round without tasks) and whom to telephone.

    `registered` is False where the unit never named a liaison (未登记), which is another matter than not answering (未报).
    `extended` are those of its tasks that have more time, each with its last day: they are owed, but not behind.
    """

    unit: str
    tasks: tuple[int, ...]
    persons: tuple[Person, ...]
    registered: bool
    telephone: str | None
    extended: tuple[tuple[int, date], ...] = ()

    @property
    def extensions(self) -> tuple[tuple[date, tuple[int, ...]], ...]:
        """The tasks that have more time, by their last day, earliest first."""
        days = sorted({day for _, day in self.extended})
        return tuple((day, tuple(number for number, until in self.extended if until == day)) for day in days)


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
