"""What every change of people comes down to: closing a post, moving its drafts, telling the office."""

from collections.abc import Collection, Sequence

from models.actions.conversing import await_next, conversation_of
from models.actions.desk import Desk
from models.actions.menus import refresh_menu
from models.messages import members as say_members
from models.messages import people as say
from models.rules.chats import Message
from models.rules.registrations import is_mobile
from models.rules.words import AssignmentState, LiaisonState, RoundKind
from models.store.drafts import draft_of, drafts_of, drop_entry, entry_rows, open_draft
from models.store.people import deputies_of, invitations_from, liaisons_of_unit, posts_of
from models.store.plans import current_plan, task_numbers_of_unit, unit_by_id
from models.store.rounds import answers_of, assignment_of_unit, round_of_kind
from models.tables import Assignment, DraftEntry, Liaison, Person, Task


def own_lines(desk: Desk, person: Person) -> list[Liaison]:
    """Return the person's own approved posts, one line standing for each unit; what is held as a deputy is not one's own."""
    found: dict[int, Liaison] = {}
    for post in posts_of(desk.session, person.id or 0):
        if post.state == LiaisonState.ACTIVE and post.deputy_of is None:
            found.setdefault(post.unit_id, post)
    return list(found.values())


def names_another(desk: Desk, person: Person, line: Liaison) -> bool:
    """Tell whether a line names somebody else than this person is registered as; nobody knows of whoever holds no post.

    One of name and mobile number is enough to be the same: numbers change, and names are written in more ways than one.
    A fixed line is the whole office's.
    """
    posts = posts_of(desk.session, person.id or 0)
    own_number = is_mobile(line.phone)
    return bool(posts) and not any(
        post.name == line.name or (own_number and post.phone == line.phone) for post in posts
    )


def claimable_lines(desk: Desk, person: Person, unit_id: int) -> list[Liaison]:
    """Return the lines of a unit's contact sheet that wait for this person, or, as far as anybody knows, may."""
    waiting = [line for line in liaisons_of_unit(desk.session, unit_id) if line.person_id is None and line.name]
    return [line for line in waiting if not names_another(desk, person, line)]


def close_post(desk: Desk, lines: Sequence[Liaison], *, actor: int | None = None) -> None:
    """Revoke lines, all at the same moment."""
    for line in lines:
        line.state, line.decided_at = LiaisonState.REVOKED, desk.now
        line.decided_by = actor


def withdraw_links(desk: Desk, lines: Sequence[Liaison], kinds: Collection[str]) -> int:
    """Make the links of these kinds made from these lines void, used or not; returns how many were."""
    links = invitations_from(desk.session, [line.id or 0 for line in lines], kinds)
    for link in links:
        link.revoked_at = desk.now
    desk.session.flush()
    return len(links)


def end_deputies(desk: Desk, lines: Sequence[Liaison]) -> list[Liaison]:
    """End every standing-in for these lines: drafts come back to whose post it is, the deputies are told."""
    ended = list(deputies_of(desk.session, [line.id or 0 for line in lines]))
    holders = {line.id: line.person_id for line in lines}
    close_post(desk, ended)
    desk.session.flush()
    told: set[tuple[int, int]] = set()
    for line in ended:
        holder = holders.get(line.deputy_of)
        if line.person_id is None:
            continue
        if holder is not None:
            move_drafts(desk, line.person_id, holder, [line])
        if (line.person_id, line.unit_id) not in told:
            told.add((line.person_id, line.unit_id))
            deputy = desk.session.get_one(Person, line.person_id)
            desk.tell(deputy, say.deputy_ended(desk.language_of(deputy), unit_by_id(desk.session, line.unit_id).name))
            refresh_menu(desk, deputy)
    return ended


def _belongs(desk: Desk, entry: DraftEntry, lines: Sequence[Liaison]) -> bool:
    assignment = desk.session.get_one(Assignment, entry.assignment_id)
    number = None if assignment.task_id is None else desk.session.get_one(Task, assignment.task_id).number
    return any(
        line.unit_id == assignment.unit_id and (line.tasks is None or number is None or number in line.tasks)
        for line in lines
    )


def move_drafts(desk: Desk, from_id: int, to_id: int, lines: Sequence[Liaison]) -> int:
    """Move what is unsubmitted in these lines' tasks from one person to another; the newer word on a task stays.

    Returns how many entries have moved. Whatever the person still holds otherwise stays.
    """
    session = desk.session
    still = [post for post in posts_of(session, from_id) if post.id not in {line.id for line in lines}]
    moved = 0
    for draft in drafts_of(session, from_id):
        entries = entry_rows(session, draft.id or 0)
        going = {
            key: row for key, row in entries.items() if _belongs(desk, row, lines) and not _belongs(desk, row, still)
        }
        if not going:
            continue
        moved += len(going)
        if len(going) == len(entries) and draft_of(session, to_id, draft.round_id) is None:
            draft.person_id = to_id
            continue
        target = open_draft(session, to_id, draft.round_id, desk.now)
        present = entry_rows(session, target.id or 0)
        for key, row in going.items():
            mine = present.get(key)
            if mine is not None and mine.sent_at >= row.sent_at:
                drop_entry(session, row)
                continue
            if mine is not None:
                drop_entry(session, mine)
                session.flush()
            row.draft_id = target.id or 0
        session.flush()
        if not entry_rows(session, draft.id or 0):
            session.delete(draft)
    session.flush()
    person = session.get_one(Person, from_id)
    assignment_id = conversation_of(desk, person).get("assignment")
    assignment = None if assignment_id is None else session.get(Assignment, int(assignment_id))
    if assignment is not None and assignment.unit_id in {line.unit_id for line in lines} and not still:
        await_next(desk, person, {})
    return moved


def vacant_tasks(desk: Desk, unit_id: int) -> tuple[int, ...]:
    """Return the numbers of the unit's tasks for which nobody with an account holds an approved post."""
    held = [
        line
        for line in liaisons_of_unit(desk.session, unit_id)
        if line.state == LiaisonState.ACTIVE and line.person_id is not None and line.deputy_of is None
    ]
    return tuple(
        n for n in numbers_of_unit(desk, unit_id) if not any(line.tasks is None or n in line.tasks for line in held)
    )


def unregistered_tasks(desk: Desk, unit_id: int) -> tuple[int, ...]:
    """Return the numbers of the unit's tasks for which nobody is registered, nor claims to be."""
    lines = liaisons_of_unit(desk.session, unit_id)
    if any(line.tasks is None for line in lines):
        return ()
    taken = {number for line in lines for number in line.tasks or ()}
    return tuple(number for number in numbers_of_unit(desk, unit_id) if number not in taken)


def numbers_of_unit(desk: Desk, unit_id: int) -> tuple[int, ...]:
    """Return the numbers of the tasks a unit leads or supports."""
    return tuple(task_numbers_of_unit(desk.session, unit_id).values())


def settle_registration(desk: Desk, unit_id: int) -> None:
    """Let a unit owe its registration again when tasks have lost their people, and no more once they have some.

    What was answered stays; the assignment says whether it still holds.
    """
    plan = current_plan(desk.session)
    round_ = None if plan is None else round_of_kind(desk.session, plan.id or 0, RoundKind.REGISTRATION)
    if round_ is None or round_.closes_at <= desk.now:
        return
    assignment = assignment_of_unit(desk.session, round_.id or 0, unit_id)
    if assignment is None or assignment.state == AssignmentState.WAIVED:
        return
    if unregistered_tasks(desk, unit_id):
        assignment.state = AssignmentState.OWED
    elif answers_of(desk.session, assignment.id or 0):
        assignment.state = AssignmentState.ANSWERED


def tell_vacancy(desk: Desk, unit_id: int) -> bool:
    """Tell the office of a unit's tasks that nobody holds any more; says whether there are any."""
    numbers = vacant_tasks(desk, unit_id)
    if not numbers:
        return False
    unit = unit_by_id(desk.session, unit_id).name
    tell_office(desk, say_members.vacant(desk.policy.language, unit, numbers, without_group=not desk.has_office()))
    return True


def tell_office(desk: Desk, message: Message) -> None:
    """Say something to the office: its group, or the admins."""
    for chat_id, thread_id in desk.office_places():
        desk.send(chat_id, message, thread_id=thread_id)


def other_holders(desk: Desk, liaison: Liaison) -> list[tuple[str, str, tuple[int, ...] | None]]:
    """Return who else holds, or claims, the tasks of a claim: name, telephone, tasks (null: all)."""
    return [
        (line.name, line.phone, None if line.tasks is None else tuple(line.tasks))
        for line in liaisons_of_unit(desk.session, liaison.unit_id)
        if line.id != liaison.id
        and line.deputy_of is None
        and (line.tasks is None or liaison.tasks is None or set(line.tasks) & set(liaison.tasks))
        and (line.person_id is None or line.person_id != liaison.person_id)
    ]
