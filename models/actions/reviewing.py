"""The office looks at a task: everything answered, every file; it accepts, or sends back with a reason."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from models.actions.asking import ask, asked, stop_asking
from models.actions.desk import Desk
from models.actions.standings import standing_of
from models.messages import acts as say
from models.rules.chats import Message
from models.rules.deadlines import local_day, return_due_at
from models.rules.words import AssignmentState
from models.store.office import working_days
from models.store.plans import tasks_of, units_by_name
from models.store.reviews import (
    Case,
    case_of,
    cases_of_task,
    cases_to_accept,
    files_of_assignment,
    liaisons_for,
    reporter_names,
    versions_of,
)
from models.store.rounds import attachments_of
from models.tables import Person, Round

_TASK = re.compile(
    r"(?:任务|第|task\s*|#|no\.?\s*)?\s*(\d{1,5})\s*(?:项|号)?(?=[\s，,：:。、]|$)[\s，,：:。、]*", re.IGNORECASE
)
_GAP = " \t\r\n　，,：:。、"
# A bot sends at most 20 messages a minute to a group.
# A word of its own that ends as names of units do; what begins like a reason (请补办) is one.
_LIKE_A_UNIT = re.compile(
    r"((?![请待没未不已无须应要先再])[\w（）()]{1,18}?(?:局|办|委|院|厅|中心|政府|集团|大学|学院|公司|海关|机场|(?:宣传|组织|统战)部))"
    r"(?=[\s　，,：:。、;；]|$)"
)
MOST_FILES = 20


@dataclass(frozen=True, slots=True)
class Place:
    """What the words behind a command name: a task, a unit if one is named, and what follows."""

    number: int
    unit_id: int | None
    rest: str
    # What is written where a unit is, and is none we know: nothing may be filed for another instead.
    strange: str = ""


def read_place(desk: Desk, argument: str) -> Place | None:
    """Return what `28 市文旅局 缺少数据` names; None without a task's number."""
    match = _TASK.match(argument.strip())
    if match is None:
        return None
    rest = argument.strip()[match.end() :]
    # The longest name first: 市委 is the beginning of 市委宣传部.
    for name, unit in sorted(units_by_name(desk.session).items(), key=lambda pair: -len(pair[0])):
        if rest.startswith(name) and (len(rest) == len(name) or rest[len(name)] in _GAP):
            return Place(int(match[1]), unit.id, rest[len(name) :].strip(_GAP))
    strange = _LIKE_A_UNIT.match(rest)
    if strange is not None:
        return Place(int(match[1]), None, rest[strange.end() :].strip(_GAP), strange[1])
    return Place(int(match[1]), None, rest.strip())


def task_title(desk: Desk, round_: Round, number: int) -> str | None:
    """Return a task's short title, or its text; None where the plan has no such task."""
    found = (task for task in tasks_of(desk.session, round_.plan_id) if task.number == number)
    task = next(found, None)
    return None if task is None else task.title or task.text


def choose_cases(desk: Desk, language: str, round_: Round, place: Place) -> list[Case] | Message:
    """Return the assignments a command means, or why there are none."""
    cases = cases_of_task(desk.session, round_.id or 0, place.number)
    if task_title(desk, round_, place.number) is None:
        return say.unknown_task(language, place.number)
    if not cases:
        return say.not_owed(language, place.number, round_.slug, round_.kind)
    if place.strange:
        return say.strange_unit(language, place.strange, place.number, [case.unit.name for case in cases])
    if place.unit_id is None:
        return cases
    mine = [case for case in cases if case.unit.id == place.unit_id]
    return mine or say.not_the_units(language, place.number, [case.unit.name for case in cases])


def show_task(desk: Desk, language: str, round_: Round, number: int) -> list[Message]:
    """Show a task in a round: each unit's versions and files, with the buttons for what can be done."""
    title = task_title(desk, round_, number)
    if title is None:
        return [say.unknown_task(language, number)]
    cases = cases_of_task(desk.session, round_.id or 0, number)
    versions = versions_of(desk.session, [case.assignment.id or 0 for case in cases])
    answers = [answer for several in versions.values() for answer in several]
    files = attachments_of(desk.session, [answer.id or 0 for answer in answers])
    view = say.TaskView(
        slug=round_.slug,
        kind=round_.kind,
        zone=desk.policy.zone,
        number=number,
        title=title,
        units=[
            say.UnitView(case.assignment.id or 0, case.unit.name, AssignmentState(case.assignment.state))
            for case in cases
        ],
        versions=versions,
        files={key: [file.name for file in rows] for key, rows in files.items()},
        kept={
            case.assignment.id or 0: len(files_of_assignment(desk.session, case.assignment.id or 0)) for case in cases
        },
        names=reporter_names(desk.session, answers),
    )
    return say.task(language, view)


def accept_cases(desk: Desk, language: str, actor: Person, cases: Sequence[Case]) -> Message:
    """Accept what is answered among these."""
    waiting = [case for case in cases if case.assignment.state == AssignmentState.ANSWERED]
    for case in waiting:
        case.assignment.state = AssignmentState.ACCEPTED
        _note(desk, "accept", actor, case)
    if waiting:
        return say.accepted(language, [(case.task.number if case.task else None, case.unit.name) for case in waiting])
    return say.nothing_to_accept(language)


def accept_all(desk: Desk, language: str, actor: Person, round_: Round) -> Message:
    """Accept everything answered in a round and not yet looked at."""
    waiting = cases_to_accept(desk.session, round_.id or 0)
    for assignment in waiting:
        assignment.state = AssignmentState.ACCEPTED
    if not waiting:
        return say.nothing_to_accept(language)
    desk.note("accept_all", round_.slug, actor=actor.chat_user_id, count=len(waiting))
    return say.accepted_all(language, round_.slug, round_.kind, len(waiting))


def accept_pressed(desk: Desk, language: str, actor: Person, assignment_id: int) -> Message | None:
    """审核通过 under a task; None for an assignment there is not."""
    case = case_of(desk.session, assignment_id)
    return None if case is None else accept_cases(desk, language, actor, [case])


def ask_return(
    desk: Desk, language: str, actor: Person, chat_id: int, cases: Sequence[Case], reason: str
) -> list[Message]:
    """Send back: at once where unit and reason are known; else ask for the unit by buttons, or for the reason."""
    answered = [case for case in cases if case.is_answered]
    if not answered:
        return [say.nothing_to_return(language)]
    if len(answered) > 1:
        ask(desk, actor, chat_id, "return_unit", reason=reason)
        return [say.which_to_return(language, [(case.assignment.id or 0, case.unit.name) for case in answered])]
    if reason:
        return return_case(desk, language, actor, answered[0], reason)
    ask(desk, actor, chat_id, "return", assignment=answered[0].assignment.id or 0)
    number = answered[0].task.number if answered[0].task else None
    return [say.ask_reason(language, number, answered[0].unit.name, actor.chat_user_id, actor.name)]


def return_pressed(desk: Desk, language: str, actor: Person, chat_id: int, assignment_id: int) -> list[Message] | None:
    """退回补充 under a task, or the choice of a unit for a reason already given."""
    case = case_of(desk.session, assignment_id)
    if case is None:
        return None
    waiting = asked(desk, actor, chat_id)
    reason = str(waiting["reason"]) if waiting is not None and waiting["what"] == "return_unit" else ""
    stop_asking(desk, actor)
    return ask_return(desk, language, actor, chat_id, [case], reason)


def take_reason(desk: Desk, language: str, actor: Person, assignment_id: int, text: str) -> list[Message]:
    """Take a message as the reason that was asked for."""
    case = case_of(desk.session, assignment_id)
    stop_asking(desk, actor)
    if case is None or not case.is_answered:
        return [say.nothing_to_return(language)]
    return return_case(desk, language, actor, case, text.strip())


def return_case(desk: Desk, language: str, actor: Person, case: Case, reason: str) -> list[Message]:
    """Send an answer back: the item is owed again, with a due time of its own, and its liaisons are told at once."""
    round_ = desk.session.get_one(Round, case.assignment.round_id)
    if round_.closes_at <= desk.now:
        return [say.return_closed(language, round_.slug, round_.kind)]
    newest = versions_of(desk.session, [case.assignment.id or 0])[case.assignment.id or 0][-1]
    zone = desk.policy.zone
    newest.returned_at, newest.return_reason = desk.now, reason
    case.assignment.state = AssignmentState.RETURNED
    case.assignment.returned_at = desk.now
    due_at = return_due_at(desk.now, zone=zone, days=working_days(desk.session, local_day(desk.now, zone)))
    case.assignment.return_due_at = due_at
    _note(desk, "return", actor, case, version=newest.version, reason=reason)
    desk.session.flush()
    number = case.task.number if case.task else None
    item = say.ReturnedItem(
        round_.id or 0,
        number,
        case.unit.name,
        reason,
        max(due_at, case.assignment.due_at or round_.due_at),
        zone,
        # A return excuses the time it takes, not the time before it.
        was_late=not newest.on_time,
    )
    told = tell_unit(desk, case, round_, lambda person, count: say.returned(desk.language_of(person), item, count))
    return [say.return_done(language, number, case.unit.name, reason, told)]


def tell_unit(
    desk: Desk, case: Case, round_: Round, word: Callable[[Person, int], Message], *, but: Person | None = None
) -> list[say.Told]:
    """Tell the liaisons of an assignment something, worded from how many items they owe; returns who could be told, and who not."""
    told: list[say.Told] = []
    for liaison in liaisons_for(desk.session, case.assignment.unit_id, case.task.number if case.task else None):
        person = None if liaison.person_id is None else desk.session.get(Person, liaison.person_id)
        can_be_told = person is not None and person.unreachable_since is None
        told.append(say.Told(liaison.name, liaison.phone, reached=can_be_told))
        if person is not None and can_be_told and person is not but:
            owed = sum(1 for item in standing_of(desk, person, round_).items if item.is_owed)
            desk.tell(person, word(person, owed))
    return told


def _note(desk: Desk, action: str, actor: Person, case: Case, **more: str | int) -> None:
    round_ = desk.session.get_one(Round, case.assignment.round_id)
    desk.note(
        action,
        case.unit.name,
        actor=actor.chat_user_id,
        round=round_.slug,
        task=case.task.number if case.task else None,
        **more,
    )


def resend_files(desk: Desk, chat_id: int, thread_id: int | None, assignment_id: int) -> int:
    """Send everything attached to an assignment's answers to a chat again; returns how many files."""
    files = files_of_assignment(desk.session, assignment_id)
    for file in files[:MOST_FILES]:
        request = {"document": "attachment", "attachment": file.id, "language": desk.policy.language}
        desk.send_document(chat_id, request, thread_id=thread_id)
    return len(files)
