"""What a corrected circular changes: facts of the plan as a whole, its tasks, and the dates of its rounds."""

from dataclasses import dataclass
from datetime import date, datetime, time
from enum import StrEnum

from models.rules.circulars import Circular, Task
from models.rules.deadlines import DEFAULT_DUE_TIME


class Fact(StrEnum):
    """What a circular says of the plan as a whole. The value of each in a `FactChange` stands beside it."""

    TITLE = "title"  # str
    DOCUMENT_NO = "document_no"  # str
    ISSUER = "issuer"  # str
    ISSUED_ON = "issued_on"  # date
    DUE = "due"  # DueDay
    REGISTRATION = "registration"  # datetime, naive local
    SPAN = "span"  # (first, last) monthly round; asked for at the import, so it is nothing that `compare` sees


@dataclass(frozen=True, slots=True)
class DueDay:
    """The day of the month before which progress is due, and the hour of it."""

    day: int
    at: time


FactValue = str | date | datetime | DueDay | tuple[str, str] | None


@dataclass(frozen=True, slots=True)
class FactChange:
    """A fact that differs; `old` is None or empty where the plan did not have it."""

    fact: Fact
    old: FactValue
    new: FactValue


class Effect(StrEnum):
    """What becomes of a round's due time when a corrected circular gives another."""

    AHEAD = "ahead"  # it has not opened, and takes the new one
    TOLD = "told"  # it is open, takes the new one, and who owes is told once
    OPEN = "open"  # it is open and keeps what was announced; /round changes it
    BY_HAND = "by_hand"  # it was put elsewhere by hand, and stays there
    PAST = "past"  # the new one has passed already, so it keeps its own


@dataclass(frozen=True, slots=True)
class RoundEffect:
    """A round and what becomes of it: due at `before` until now, at `after` by the corrected circular (UTC).

    `people` is how many will be told. `is_rest` says that `after` is no working day.
    """

    slug: str
    kind: str
    effect: Effect
    before: datetime
    after: datetime
    people: int = 0
    is_rest: bool = False


@dataclass(frozen=True, slots=True)
class TextChange:
    """A task whose words (text, title, part or measure) differ."""

    old: Task
    new: Task


@dataclass(frozen=True, slots=True)
class UnitChange:
    """A task whose units differ: which of them came and went; a mere change of order leaves all four empty."""

    old: Task
    new: Task
    lead_added: tuple[str, ...] = ()
    lead_removed: tuple[str, ...] = ()
    support_added: tuple[str, ...] = ()
    support_removed: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PlanDiff:
    """What a corrected circular changes: tasks by number (one may be in both kinds of change), and facts of the plan.

    `effects` are what its rounds make of another due day or cutoff; they differ from nothing by themselves.
    """

    added: tuple[Task, ...] = ()
    removed: tuple[Task, ...] = ()
    changed_text: tuple[TextChange, ...] = ()
    changed_units: tuple[UnitChange, ...] = ()
    facts: tuple[FactChange, ...] = ()
    effects: tuple[RoundEffect, ...] = ()

    def __bool__(self) -> bool:
        """Whether anything differs."""
        return bool(self.added or self.removed or self.changed_text or self.changed_units or self.facts)


def compare(old: Circular, new: Circular) -> PlanDiff:
    """Say what `new` changes against `old`; tasks are matched by number, lists are in the order of `new` (removed: of `old`).

    A fact that `new` does not state is not changed by it: a table sent alone takes no due day away.
    """
    facts = _facts(old)
    before = {task.number: task for task in old.tasks}
    after = {task.number: task for task in new.tasks}
    both = [(before[number], task) for number, task in after.items() if number in before]
    return PlanDiff(
        added=tuple(task for number, task in after.items() if number not in before),
        removed=tuple(task for number, task in before.items() if number not in after),
        changed_text=tuple(TextChange(a, b) for a, b in both if _words(a) != _words(b)),
        changed_units=tuple(_unit_change(a, b) for a, b in both if (a.lead, a.support) != (b.lead, b.support)),
        facts=tuple(
            FactChange(fact, facts[fact], value)
            for fact, value in _facts(new).items()
            if value and value != facts[fact]
        ),
    )


def due_of(circular: Circular) -> DueDay | None:
    """Return when progress is due each month, None where the circular does not say; a day without an hour ends at 17:00."""
    if circular.due_day is None:
        return None
    return DueDay(circular.due_day, circular.due_time or DEFAULT_DUE_TIME)


def _facts(circular: Circular) -> dict[Fact, FactValue]:
    return {
        Fact.TITLE: circular.title,
        Fact.DOCUMENT_NO: circular.document_no,
        Fact.ISSUER: circular.issuer,
        Fact.ISSUED_ON: circular.issued_on,
        Fact.DUE: due_of(circular),
        Fact.REGISTRATION: circular.registration_due_at,
    }


def _words(task: Task) -> tuple[str, str, str, str | None]:
    return task.part, task.measure, task.text, task.title


def _unit_change(old: Task, new: Task) -> UnitChange:
    return UnitChange(
        old=old,
        new=new,
        lead_added=_without(new.lead, old.lead),
        lead_removed=_without(old.lead, new.lead),
        support_added=_without(new.support, old.support),
        support_removed=_without(old.support, new.support),
    )


def _without(names: tuple[str, ...], others: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(name for name in names if name not in others)
