"""From a file's rows to the circular: tables, prose and units put together, and everything doubtful said."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from models.rules.circular_drafts import Tables, TaskDraft
from models.rules.circular_grid import Sheet
from models.rules.circular_prose import Letter, read_letter
from models.rules.circular_tables import read_tables
from models.rules.circulars import Circular, Doubt, Place, Task, UnreadableFileError, doubt, refusal
from models.rules.unit_roles import split_roles
from models.rules.units import Proposal, UnitBook, UnitCell, Unknown, looks_collective, read_units

_MOST_NAMED = 12
_MOST_PROBLEMS = 20
_LONGEST_UNIT = 60
"""Longer is a sentence that got into the wrong column."""


def read_plan(sheets: Sequence[Sheet], book: UnitBook, *, file_stem: str = "") -> Circular | None:
    """Read the plan the sheets hold; None where no table lists tasks.

    Raises UnreadableFileError, naming each row, where a table lists tasks but cannot be read exactly.
    """
    tables = read_tables(sheets)
    if not tables.found:
        return None
    _check(tables)
    if tables.problems:
        raise UnreadableFileError(*tables.problems[:_MOST_PROBLEMS])
    names = [sheet.name for sheet in sheets if sheet.name]
    letter = read_letter(tables.lines, sheet_title=names[0] if names else "", file_stem=file_stem)
    cells = _UnitCells(book)
    assigned = any(draft.leads for draft in tables.drafts)
    tasks = tuple(cells.task(draft) for draft in tables.drafts)
    missing = _leadless(tables.drafts, tasks) if assigned else []
    if missing or cells.problems:
        raise UnreadableFileError(*[*cells.problems, *missing][:_MOST_PROBLEMS])
    doubts = [*tables.doubts, *letter.doubts, *cells.doubts, *_numbering(tables.drafts), *_headings(tables, letter)]
    if not assigned:
        doubts += [doubt(draft.place, "readers-doubt-no-units") for draft in tables.drafts]
        tasks = _titled(tasks)
    doubts += _missing(letter)
    return Circular(
        title=letter.title,
        code=letter.code,
        tasks=tasks,
        document_no=letter.document_no,
        issuer=letter.issuer,
        issued_on=letter.issued_on,
        due_day=letter.due_day,
        due_time=letter.due_time,
        registration_due_at=letter.registration_due_at,
        contact=letter.contact,
        doubts=tuple(dict.fromkeys(doubts)),
    )


def _titled(tasks: tuple[Task, ...]) -> tuple[Task, ...]:
    """In a list where every item is a heading of its own with one content (重点工作清单), the item is the task's short title."""
    items = {(task.part, task.measure) for task in tasks if task.measure and task.title is None}
    if len(items) < len(tasks):
        return tasks
    return tuple(replace(task, title=task.measure) for task in tasks)


def _check(tables: Tables) -> None:
    if not tables.drafts and not tables.problems:
        raise refusal(Place(), "readers-bad-no-tasks")
    seen: dict[int, TaskDraft] = {}
    for draft in tables.drafts:
        earlier = seen.setdefault(draft.number, draft)
        if earlier is not draft:
            tables.problems.append(
                doubt(draft.place, "readers-bad-duplicate-number", number=draft.number, row=earlier.place.row)
            )
        if not draft.text:
            tables.problems.append(doubt(draft.place, "readers-bad-no-text", number=draft.number))
    tables.problems.sort(key=lambda problem: (problem.where.sheet, problem.where.row))


def _leadless(drafts: Sequence[TaskDraft], tasks: Sequence[Task]) -> list[Doubt]:
    return [
        doubt(draft.place, "readers-bad-no-lead", number=task.number)
        for draft, task in zip(drafts, tasks, strict=True)
        if not task.lead
    ]


@dataclass(slots=True)
class _UnitCells:
    """Reads unit cells, each unknown name being doubted once, each repair where it was made."""

    book: UnitBook
    doubts: list[Doubt] = field(default_factory=list)
    problems: list[Doubt] = field(default_factory=list)
    asked: set[str] = field(default_factory=set)
    read: dict[str, UnitCell] = field(default_factory=dict)

    def task(self, draft: TaskDraft) -> Task:
        leads, supports = split_roles("\n".join(draft.leads))
        lead = self._names(leads, draft.place)
        support = self._names("\n".join(filter(None, [supports, *draft.supports])), draft.place)
        for name in (name for name in support if name in lead):
            self.doubts.append(doubt(draft.place, "readers-doubt-lead-and-support", unit=name))
        return Task(
            number=draft.number,
            part=draft.part,
            measure=draft.measure,
            text=draft.text,
            title=draft.title or None,
            lead=lead,
            support=support,
        )

    def _names(self, cell: str, place: Place) -> tuple[str, ...]:
        read = self.read.get(cell)
        if read is None:
            read = self.read[cell] = read_units(cell, self.book)
        for repair in read.repairs:
            self.doubts.append(
                doubt(place, "readers-doubt-repair", written=repair.written, names="、".join(repair.names))
            )
        for unknown in read.unknown:
            self._ask(unknown, place)
        for name in read.names:
            unit = self.book.get(name)
            if unit is not None and unit.open and name not in self.asked:
                self.asked.add(name)
                self.doubts.append(doubt(place, "readers-doubt-collective", written=name))
        return read.names

    def _ask(self, unknown: Proposal | Unknown, place: Place) -> None:
        if unknown.written in self.asked:
            return
        self.asked.add(unknown.written)
        if len(unknown.written) > _LONGEST_UNIT:
            self.problems.append(doubt(place, "readers-bad-unit", written=f"{unknown.written[:_LONGEST_UNIT]}…"))
        elif looks_collective(unknown.written):
            self.doubts.append(doubt(place, "readers-doubt-collective", written=unknown.written))
        elif isinstance(unknown, Proposal):
            proposal = "、".join(unknown.candidates)
            self.doubts.append(doubt(place, "readers-doubt-unit-proposal", written=unknown.written, proposal=proposal))
        else:
            self.doubts.append(doubt(place, "readers-doubt-unit-unknown", written=unknown.written))


def _numbering(drafts: Sequence[TaskDraft]) -> list[Doubt]:
    doubts = []
    numbers = [draft.number for draft in drafts]
    absent = sorted(set(range(1, max(numbers) + 1)) - set(numbers))
    if absent:
        shown = "、".join(map(str, absent[:_MOST_NAMED])) + ("…" if len(absent) > _MOST_NAMED else "")
        doubts.append(doubt(drafts[-1].place, "readers-doubt-gap", numbers=shown, count=len(absent)))
    for before, after in pairwise(drafts):
        if after.number < before.number:
            doubts.append(doubt(after.place, "readers-doubt-order", number=after.number, before=before.number))
    return doubts


def _headings(tables: Tables, letter: Letter) -> list[Doubt]:
    """Headings of the letter that differ from the table's of the same number; the table's are taken."""
    doubts = []
    for in_table, in_letter in ((tables.parts, letter.part_headings), (tables.measures, letter.measure_headings)):
        for number, (place, name) in in_table.items():
            other = in_letter.get(number)
            # A letter of other matters also counts 一、二、三; only a table headed alike throughout is compared.
            if other is not None and other[1] != name and _comparable(in_table, in_letter):
                doubts.append(
                    doubt(place, "readers-doubt-heading-differs", table=name, letter=other[1], row=other[0].row)
                )
    return doubts


def _comparable(table: dict[int, tuple[Place, str]], letter: dict[int, tuple[Place, str]]) -> bool:
    both = [number for number in table if number in letter]
    same = [number for number in both if table[number][1] == letter[number][1]]
    return len(same) * 2 >= len(both)


def _missing(letter: Letter) -> list[Doubt]:
    doubts = []
    if not letter.title:
        doubts.append(doubt(Place(), "readers-doubt-no-title"))
    if not letter.code:
        doubts.append(doubt(Place(), "readers-doubt-no-year"))
    if letter.due_day is None:
        doubts.append(doubt(Place(), "readers-doubt-no-due-day"))
    if letter.registration_due_at is None:
        doubts.append(doubt(Place(), "readers-doubt-no-registration"))
    return doubts
