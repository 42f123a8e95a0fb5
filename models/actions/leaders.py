"""Leaders with an account of their own: they read their unit's state, and get what the office copies to them.

Design, section 3, "Leaders are never written to unasked": only at the office's press, and only after the due time.
"""

from collections.abc import Collection

from models.actions.desk import Desk
from models.actions.invitations import issue_link
from models.actions.menus import refresh_menu
from models.actions.posts import own_lines
from models.messages import leaders as say
from models.rules.chats import Message
from models.rules.words import AssignmentState, LiaisonState, RoundKind
from models.store.people import LEADER_LINK, leader_accounts, led_units, liaisons_of_unit
from models.store.plans import unit_by_id
from models.store.queues import outbox_row
from models.store.rounds import assignments_of, due_of, latest_answers, open_rounds
from models.tables import LeaderAccount, Person, Round, Unit

LINK_DAYS = 7


def make_leader_link(desk: Desk, person: Person, unit_id: int, bot_name: str) -> Message:
    """Make a link by which the unit's leader can read along."""
    language = desk.language_of(person)
    line = next((line for line in own_lines(desk, person) if line.unit_id == unit_id), None)
    if line is None:
        return say.not_yours(language)
    unit = unit_by_id(desk.session, unit_id)
    issued = issue_link(desk, unit, LEADER_LINK, line, days=LINK_DAYS, actor=person.chat_user_id)
    return say.leader_link(language, unit.name, str(issued.link(bot_name)), issued.expires_at, desk.policy.zone)


def join_as_leader(desk: Desk, person: Person, unit: Unit) -> list[Message]:
    """Let a person read along as the unit's leader, and show how the unit stands."""
    account = next((row for row, who in leader_accounts(desk.session, [unit.id or 0]) if who.id == person.id), None)
    if account is None:
        desk.session.add(LeaderAccount(unit_id=unit.id or 0, person_id=person.id or 0, joined_at=desk.now))
        desk.session.flush()
        desk.note("leader", unit.name, actor=person.chat_user_id)
    person.erased_at = None
    refresh_menu(desk, person)
    return [say.welcome(desk.language_of(person), unit.name), *leader_status(desk, person)]


def leaders_of_unit(desk: Desk, unit_id: int) -> list[Person]:
    """Return the unit's leaders who have an account."""
    return [person for _, person in leader_accounts(desk.session, [unit_id])]


def unit_states(desk: Desk, round_: Round, unit_ids: Collection[int]) -> list[say.UnitState]:
    """Return how units stand in a round, in the order given; units that have nothing to do in it are left out."""
    rows = [
        (assignment, unit, task)
        for assignment, unit, task in assignments_of(desk.session, round_.id or 0)
        if assignment.unit_id in unit_ids and assignment.state != AssignmentState.WAIVED
    ]
    answers = latest_answers(desk.session, [assignment.id for assignment, _, _ in rows if assignment.id is not None])
    states: list[say.UnitState] = []
    for unit_id in unit_ids:
        mine = [(assignment, task) for assignment, unit, task in rows if unit.id == unit_id]
        if not mine:
            continue
        owed = [
            (assignment, task)
            for assignment, task in mine
            if assignment.state in (AssignmentState.OWED, AssignmentState.RETURNED)
        ]
        done = [assignment for assignment, _ in mine if assignment not in [row for row, _ in owed]]
        states.append(
            say.UnitState(
                unit=unit_by_id(desk.session, unit_id).name,
                round_slug=round_.slug,
                kind=round_.kind,
                due_at=round_.due_at,
                expected=len(mine),
                answered=len(done),
                late=sum(1 for row in done if row.id in answers and not answers[row.id].on_time),
                missing=tuple(task.number for _, task in owed if task is not None),
                overdue=tuple(
                    task.number for row, task in owed if task is not None and due_of(row, round_) <= desk.now
                ),
            )
        )
    return states


def leader_status(desk: Desk, person: Person) -> list[Message]:
    """Return how a leader's units stand in the open rounds; nothing for somebody who is no leader."""
    unit_ids = led_units(desk.session, person.id or 0)
    if not unit_ids:
        return []
    states = [
        state
        for round_ in open_rounds(desk.session, desk.now)
        if round_.kind != RoundKind.REGISTRATION
        for state in unit_states(desk, round_, unit_ids)
    ]
    return say.status(desk.language_of(person), states, desk.policy.zone)


def _owing(desk: Desk, round_: Round) -> list[tuple[int, say.UnitState]]:
    """Return the units with something overdue in a round, in the circular's order."""
    units = {unit.id or 0: unit for _, unit, _ in assignments_of(desk.session, round_.id or 0)}
    by_name = {unit.name: id_ for id_, unit in units.items()}
    return [(by_name[state.unit], state) for state in unit_states(desk, round_, list(units)) if state.overdue]


def _registered_leaders(desk: Desk, unit_id: int) -> tuple[tuple[str, str], ...]:
    lines = liaisons_of_unit(desk.session, unit_id)
    return tuple(
        dict.fromkeys(
            (line.leader_name, line.leader_phone)
            for line in lines
            if line.state == LiaisonState.ACTIVE and line.leader_name
        )
    )


def preview_copy(desk: Desk, round_: Round, language: str) -> list[Message]:
    """Say to whom 抄送分管领导 would go, and who must be telephoned; nothing before the due time."""
    if desk.now <= round_.due_at:
        return [say.too_early(language, round_.due_at, desk.policy.zone)]
    reached: list[tuple[say.UnitState, tuple[str, ...]]] = []
    silent: list[tuple[say.UnitState, tuple[tuple[str, str], ...]]] = []
    for unit_id, state in _owing(desk, round_):
        people = leaders_of_unit(desk, unit_id)
        names = tuple(name for name, _ in _registered_leaders(desk, unit_id))
        if people:
            reached.append((state, names or tuple(person.name for person in people)))
        else:
            silent.append((state, _registered_leaders(desk, unit_id)))
    return say.preview_copy(language, round_.id or 0, reached, silent)


def copy_to_leaders(desk: Desk, round_: Round, actor: Person) -> int:
    """Send each leader with an account what the leader's unit has overdue; returns to how many.

    Before the due time nothing is sent; nobody gets it twice on one day.
    """
    if desk.now <= round_.due_at:
        return 0
    by_person: dict[int, list[say.UnitState]] = {}
    people: dict[int, Person] = {}
    for unit_id, state in _owing(desk, round_):
        for person in leaders_of_unit(desk, unit_id):
            people[person.id or 0] = person
            by_person.setdefault(person.id or 0, []).append(state)
    day = desk.now.astimezone(desk.policy.zone).date().isoformat()
    sent = 0
    for person_id, states in by_person.items():
        person, key = people[person_id], f"leaders:{round_.slug}:{person_id}:{day}"
        if person.unreachable_since is not None or outbox_row(desk.session, key) is not None:
            continue
        desk.tell(person, say.copy(desk.language_of(person), states, desk.policy.zone), key=key)
        sent += 1
    if sent:
        desk.note("copy_leaders", round_.slug, actor=actor.chat_user_id, leaders=sent)
    return sent
