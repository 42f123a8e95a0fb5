"""Assigning units to the tasks of a list that came without any, in an admin's own words."""

import re
from dataclasses import dataclass

from models.actions.conversing import await_next, conversation_of
from models.actions.desk import Desk
from models.actions.plans import assign_units
from models.actions.refusals import ActionRefusedError
from models.actions.rounds import refresh_open_rounds
from models.messages import importing as say
from models.readers.known import known_units
from models.rules.chats import Message
from models.rules.replies import read_numbers
from models.rules.units import Exact, KnownUnit, Proposal, UnitBook
from models.store.plans import all_units, current_plan, roles_of, tasks_of
from models.tables import Person

_LINE = re.compile(
    r"\s*([\d０-９、,，\-－—~～至到 ]+?)\s*[:：]?\s*([^\d０-９\s、,，(（:：\-－—~～至到][^(（]*?)\s*"
    r"(?:[(（]\s*(?:配合|协办|support)\s*(?:单位)?\s*[:：]?\s*([^)）]*)[)）])?\s*[。；;]?\s*"
)


@dataclass(frozen=True, slots=True)
class AssignedLine:
    """Some tasks and their units, by the units' proper names."""

    numbers: tuple[int, ...]
    lead: tuple[str, ...]
    support: tuple[str, ...]


def tasks_without_units(desk: Desk) -> list[int]:
    """Return the numbers of the current plan's tasks that have no lead unit."""
    plan = current_plan(desk.session)
    if plan is None:
        return []
    roles = roles_of(desk.session, plan.id or 0)
    return [
        task.number for task in tasks_of(desk.session, plan.id or 0) if task.id not in roles or not roles[task.id].lead
    ]


def ask_for_units(desk: Desk, admin: Person) -> list[Message]:
    """Ask for the units of the tasks that have none; nothing where all have."""
    numbers = tasks_without_units(desk)
    if not numbers:
        return []
    await_next(desk, admin, {"kind": "assign"})
    return [say.ask_assignment(desk.language_of(admin), numbers)]


def assigns_units(text: str) -> bool:
    """Tell whether a text names tasks and then something else in any of its lines: whatever else is no answer to the question."""
    return any(match is not None and match[1].strip() for match in map(_LINE.fullmatch, text.splitlines()))


def read_units(desk: Desk, text: str) -> list[AssignedLine]:
    """Return what the lines assign. Raises ActionRefusedError for a line, a task or a unit that cannot be right."""
    plan = current_plan(desk.session)
    known_numbers = set() if plan is None else {task.number for task in tasks_of(desk.session, plan.id or 0)}
    book = _book(desk)
    found: list[AssignedLine] = []
    for line in (piece for piece in text.splitlines() if piece.strip()):
        match = _LINE.fullmatch(line)
        try:
            numbers = read_numbers(match[1]) if match else ()
        except ValueError:
            numbers = ()
        if match is None or not numbers:
            raise ActionRefusedError("assign-bad-line", line=line.strip())
        strange = sorted(set(numbers) - known_numbers)
        if strange:
            raise ActionRefusedError("assign-unknown-task", numbers="、".join(map(str, strange)))
        found.append(AssignedLine(tuple(numbers), _names(book, match[2]), _names(book, match[3] or "")))
    return found


def _book(desk: Desk) -> UnitBook:
    shipped = known_units()
    names = {unit.name for unit in shipped.units}
    own = tuple(KnownUnit(unit.name) for unit in all_units(desk.session) if unit.name not in names)
    return UnitBook((*shipped.units, *own), shipped.likeness)


def _names(book: UnitBook, text: str) -> tuple[str, ...]:
    names: list[str] = []
    for written in (piece for piece in re.split(r"[、,，;；\s]+", text) if piece):
        match book.resolve(written):
            case Exact(name):
                names.append(name)
            case Proposal(_, candidates):
                raise ActionRefusedError("assign-unknown-unit", unit=written, proposals="、".join(candidates))
            case _:
                raise ActionRefusedError("assign-unknown-unit", unit=written, proposals="—")
    return tuple(dict.fromkeys(names))


def offer_units(desk: Desk, admin: Person, text: str) -> list[Message]:
    """Read the lines back, with 确认导入."""
    language = desk.language_of(admin)
    try:
        lines = read_units(desk, text)
    except ActionRefusedError as error:
        return [say.refused(language, error.key, error.arguments)]
    await_next(desk, admin, {"kind": "assign", "text": text})
    return [say.preview_assignment(language, [(line.numbers, line.lead, line.support) for line in lines])]


def confirm_units(desk: Desk, admin: Person) -> list[Message] | None:
    """确认导入 of the units read back; None when none wait."""
    state = conversation_of(desk, admin)
    if state.get("kind") != "assign" or "text" not in state:
        return None
    lines = read_units(desk, str(state["text"]))
    for line in lines:
        assign_units(desk, line.numbers, line.lead, line.support, known_units())
    refresh_open_rounds(desk)
    await_next(desk, admin, {})
    count = len({number for line in lines for number in line.numbers})
    desk.note("assign_units", "plan", actor=admin.chat_user_id, count=count)
    return [say.assigned(desk.language_of(admin), count, tasks_without_units(desk))]
