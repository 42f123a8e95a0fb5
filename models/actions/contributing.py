"""Cooperating units' input to a lead's task: asked for, sent, and taken over."""

from datetime import datetime

from sqlmodel import Session

from models.actions.conversing import await_next
from models.actions.desk import Desk
from models.actions.reporting import Place, find_place, show_item, write_entry
from models.messages import contributing as say_contributing
from models.messages import oddities as say_oddities
from models.messages.words import say_moment
from models.rules.assignments import Item
from models.rules.chats import Message
from models.rules.words import AssignmentState, LiaisonState, RoundKind, Status
from models.store.contributions import lead_assignments, requested_units, supporters_of
from models.store.people import liaisons_of_unit, posts_of
from models.store.plans import every_task_of, unit_by_id
from models.store.rounds import latest_answers, lead_names, open_rounds
from models.tables import Assignment, Contribution, InputRequest, Liaison, Person, Round, Task


def ask_supporters(desk: Desk, person: Person, assignment_id: int) -> list[Message]:
    """请配合单位提供: one message to each registered liaison of every cooperating unit not asked before."""
    language = desk.language_of(person)
    place = find_place(desk, person, assignment_id)
    if place is None:
        return [say_oddities.gone(language)]
    assignment = desk.session.get_one(Assignment, assignment_id)
    asked = set(requested_units(desk.session, assignment_id))
    reached: list[str] = []
    unreached: list[str] = []
    for unit_id in supporters_of(desk.session, place.round_.plan_id, assignment.task_id or 0):
        if unit_id in asked:
            continue
        unit = unit_by_id(desk.session, unit_id)
        people = _people_of(desk.session, unit_id, place.item.number)
        if not people:
            unreached.append(unit.name)
            continue
        desk.session.add(
            InputRequest(assignment_id=assignment_id, unit_id=unit_id, asked_by=person.chat_user_id, asked_at=desk.now)
        )
        for supporter in people:
            spoken = desk.language_of(supporter)
            due = say_moment(spoken, place.item.due_at, desk.policy.zone)
            desk.tell(supporter, say_contributing.please_contribute(spoken, place.item.unit, place.item, due))
        reached.append(unit.name)
    desk.note("ask_supporters", place.item.unit, actor=person.chat_user_id, task=place.item.number)
    return [say_contributing.asked_supporters(language, place.item, reached, unreached)]


def _people_of(session: Session, unit_id: int, number: int | None) -> list[Person]:
    lines = [
        line
        for line in liaisons_of_unit(session, unit_id)
        if line.person_id is not None and line.state == LiaisonState.ACTIVE and _covers(line, number)
    ]
    people = [session.get_one(Person, person_id) for person_id in dict.fromkeys(line.person_id for line in lines)]
    return [person for person in people if person.unreachable_since is None]


def _covers(line: Liaison, number: int | None) -> bool:
    return line.tasks is None or number is None or number in line.tasks


def _supporting_unit(desk: Desk, person: Person, assignment: Assignment, round_: Round) -> int | None:
    supporters = supporters_of(desk.session, round_.plan_id, assignment.task_id or 0)
    mine = [post.unit_id for post in posts_of(desk.session, person.id or 0)]
    return next((unit_id for unit_id in mine if unit_id in supporters), None)


def begin_contribution(desk: Desk, person: Person, assignment_id: int) -> list[Message]:
    """提供材料: await the text."""
    language = desk.language_of(person)
    assignment = desk.session.get(Assignment, assignment_id)
    round_ = None if assignment is None else desk.session.get(Round, assignment.round_id)
    if assignment is None or round_ is None or round_.closes_at <= desk.now:
        return [say_oddities.gone(language)]
    if _supporting_unit(desk, person, assignment, round_) is None or assignment.task_id is None:
        return [say_oddities.gone(language)]
    await_next(desk, person, {"kind": "give", "assignment": assignment_id})
    task = desk.session.get_one(Task, assignment.task_id)
    return [say_contributing.ask_contribution(language, _name(task))]


def _name(task: Task) -> str:
    return f"{task.number} {task.title or ''}".strip()


def contribute(desk: Desk, person: Person, assignment_id: int, text: str, said_at: datetime) -> list[Message]:
    """Keep a cooperating unit's input and tell the lead's liaisons."""
    language = desk.language_of(person)
    await_next(desk, person, {})
    assignment = desk.session.get(Assignment, assignment_id)
    round_ = None if assignment is None else desk.session.get(Round, assignment.round_id)
    if assignment is None or round_ is None or assignment.task_id is None or round_.closes_at <= desk.now:
        return [say_oddities.gone(language)]
    unit_id = _supporting_unit(desk, person, assignment, round_)
    if unit_id is None:
        return [say_oddities.gone(language)]
    desk.session.add(
        Contribution(
            assignment_id=assignment_id, unit_id=unit_id, person_id=person.id or 0, text=text.strip(), sent_at=said_at
        )
    )
    desk.session.flush()
    task = desk.session.get_one(Task, assignment.task_id)
    lead = unit_by_id(desk.session, assignment.unit_id)
    item = Item(
        assignment_id=assignment_id,
        round_id=round_.id or 0,
        unit_id=assignment.unit_id,
        unit=lead.name,
        number=task.number,
        title=task.title or "",
        text=task.text,
        state=AssignmentState(assignment.state),
        due_at=assignment.due_at or round_.due_at,
        created_at=assignment.created_at,
        version=0,
    )
    unit = unit_by_id(desk.session, unit_id)
    for liaison in _people_of(desk.session, assignment.unit_id, task.number):
        desk.tell(liaison, say_contributing.contribution_came(desk.language_of(liaison), unit.name, item, text.strip()))
    desk.note("contribute", unit.name, actor=person.chat_user_id, task=task.number)
    return [say_contributing.contributed(language, _name(task), lead.name)]


def contribute_unasked(
    desk: Desk, person: Person, pieces: dict[int, str], said_at: datetime
) -> tuple[list[Message], set[int]]:
    """Pass texts about tasks the person's unit only cooperates in on to the leads; returns which numbers were taken."""
    messages: list[Message] = []
    taken: set[int] = set()
    for round_ in open_rounds(desk.session, desk.now):
        if round_.kind != RoundKind.MONTHLY:
            continue
        tasks = {task.number: task for task in every_task_of(desk.session, round_.plan_id)}
        for number, text in pieces.items():
            task = tasks.get(number)
            if task is None or number in taken or not text.strip():
                continue
            for assignment in lead_assignments(desk.session, round_, task.id or 0)[:1]:
                if _supporting_unit(desk, person, assignment, round_) is not None:
                    messages.extend(contribute(desk, person, assignment.id or 0, text, said_at))
                    taken.add(number)
    return messages, taken


def take_over(desk: Desk, person: Person, contribution_id: int, said_at: datetime) -> list[Message]:
    """Put a cooperating unit's input into the draft, behind what stands there; who wrote it is kept."""
    row = desk.session.get(Contribution, contribution_id)
    place = None if row is None else find_place(desk, person, row.assignment_id)
    if row is None or place is None:
        return [say_oddities.gone(desk.language_of(person))]
    entry = write_entry(desk, person, place)
    if row.text not in entry.text:
        entry.text = f"{entry.text}\n{row.text}".strip()
    if entry.status is None:
        # Something was done, and nobody has said how the whole stands: our reading, to be changed.
        entry.status, entry.status_assumed = Status.ON_TRACK, True
    entry.sent_at, entry.by_button = said_at, True
    row.taken_at = desk.now
    desk.session.flush()
    return show_item(desk, person, row.assignment_id)


def agree_with_lead(desk: Desk, person: Person, assignment_id: int, said_at: datetime) -> Place | None:
    """与牵头单位一致: the first lead's status, if it has answered, and a text that says so; None when it is not the person's."""
    place = find_place(desk, person, assignment_id)
    if place is None:
        return None
    leads = lead_names(desk.session, place.round_.plan_id).get(place.item.number or 0, ())
    if not leads or leads[0] == place.item.unit:
        return None
    assignment = desk.session.get_one(Assignment, assignment_id)
    others = [
        other.id
        for other in lead_assignments(desk.session, place.round_, assignment.task_id or 0)
        if other.id is not None and other.id != assignment_id
    ]
    answer = next(iter(latest_answers(desk.session, others).values()), None)
    row = write_entry(desk, person, place)
    row.status = answer.status if answer is not None and answer.status else Status.ON_TRACK
    row.status_assumed = answer is None
    row.text = say_contributing.as_lead_text(desk.policy.language, leads[0])
    row.sent_at, row.by_button = said_at, True
    desk.session.flush()
    return place
