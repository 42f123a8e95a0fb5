"""Registering a unit's leader and liaison in conversation, and deciding a claim."""

from dataclasses import replace
from datetime import datetime

from models.actions.conversing import await_next, conversation_of, end_form, parked_form
from models.actions.desk import Desk
from models.actions.filing import draw_receipt
from models.actions.invitations import use_invitation
from models.actions.menus import refresh_menu
from models.actions.posts import (
    claimable_lines,
    names_another,
    numbers_of_unit,
    other_holders,
    settle_registration,
    unregistered_tasks,
)
from models.actions.standings import standings_of
from models.actions.submitting import file_held_drafts
from models.messages import buttons
from models.messages import owed as say_owed
from models.messages import registration as say
from models.messages.people import deputy_tasks, link_void
from models.rules.chats import Message
from models.rules.registrations import RegistrationForm, RegistrationStep, answer_form, form_from_json, read_phone
from models.rules.replies import read_numbers
from models.rules.words import AssignmentState, LiaisonState, RoundKind
from models.store.people import invited_units, posts_of, was_removed
from models.store.plans import current_plan, roles_of, tasks_of, unit_by_id
from models.store.rounds import answers_of, assignment_of_unit, round_of_kind
from models.tables import Answer, Invitation, Liaison, Person, Unit


def start_with_invitation(desk: Desk, person: Person, invitation: Invitation) -> list[Message] | None:
    """Take an invitation and ask the first question; None when it is no good."""
    if not use_invitation(desk, person, invitation):
        return None
    return begin_form(desk, person, unit_by_id(desk.session, invitation.unit_id))


def claim_line(desk: Desk, person: Person, liaison_id: int, said_at: datetime) -> list[Message] | None:
    """Take the word of somebody invited that they are the one a contact sheet names; None where nobody invited says so."""
    line = desk.session.get(Liaison, liaison_id)
    if line is None or line.person_id is not None or line.state == LiaisonState.REVOKED:
        return None
    if line.unit_id not in invited_units(desk.session, person.id or 0):
        return None
    unit = unit_by_id(desk.session, line.unit_id)
    if names_another(desk, person, line):
        # A post changes hands by a hand-over, which writes the successor's own name down (design, section 3).
        return [say.line_of_another(desk.language_of(person), unit.name, line.name)]
    pending = needs_approval(desk, person, line.unit_id)
    line.person_id, line.claimed_at = person.id, said_at
    line.state = LiaisonState.PENDING if pending else LiaisonState.ACTIVE
    desk.session.flush()
    await_next(desk, person, {})
    desk.note("claim", unit.name, actor=person.chat_user_id, liaison=line.id)
    if not pending:
        return welcome(desk, person, line)
    form = RegistrationForm(
        unit_id=line.unit_id,
        leader_name=line.leader_name,
        leader_phone=line.leader_phone,
        liaison_name=line.name,
        liaison_phone=line.phone,
        covers_all=line.tasks is None,
        tasks=tuple(line.tasks or ()),
    )
    _ask_admins(desk, line, form, unit.name, person)
    return [say.line_claimed(desk.language_of(person), unit.name, line.name)]


def needs_approval(desk: Desk, person: Person, unit_id: int) -> bool:
    """Tell whether a claim waits for an admin: by the setting, or because an admin has removed this person before."""
    if person.chat_user_id in desk.policy.admin_ids:
        return False
    return desk.policy.approve_claims or was_removed(desk.session, person.id or 0, unit_id, person.chat_user_id)


def begin_form(desk: Desk, person: Person, unit: Unit, *, fresh: bool = False) -> list[Message]:
    """Ask the first open question for a unit the person has been invited to.

    Where a contact sheet has named people already, ask which of them it is; `fresh`: none of them.
    """
    language = desk.language_of(person)
    left = unregistered_tasks(desk, unit.id or 0)
    holds = [post for post in posts_of(desk.session, person.id or 0) if post.unit_id == unit.id]
    if holds and (not left or any(post.tasks is None for post in holds)):
        return [say.already_registered(language, unit.name)]
    waiting = claimable_lines(desk, person, unit.id or 0)
    if waiting and not fresh:
        lines = [(line.id or 0, line.name, line.phone) for line in waiting]
        return [say.which_person(language, unit.name, lines, unit.id or 0)]
    form = RegistrationForm(unit_id=unit.id or 0)
    state = conversation_of(desk, person)
    if state.get("kind") == "form" and state["form"]["unit_id"] == unit.id:
        form = form_from_json(state["form"])
    elif (parked := parked_form(desk, person, unit.id or 0)) is not None:
        form = form_from_json(parked)
    return [_ask(desk, person, form, first=True)]


def _ask(desk: Desk, person: Person, form: RegistrationForm, *, first: bool = False) -> Message:
    await_next(desk, person, {"kind": "form", "form": form.to_json()})
    language = desk.language_of(person)
    if form.step in say.BARE_QUESTIONS and not first:
        return say.ask(language, form, "", ())
    unit = unit_by_id(desk.session, form.unit_id)
    every = numbers_of_unit(desk, form.unit_id)
    numbers = unregistered_tasks(desk, form.unit_id) or every
    return say.ask(language, form, unit.name, numbers, first=first, more=len(numbers) < len(every))


def answer_question(desk: Desk, person: Person, text: str) -> list[Message]:
    """Take a message as the answer to the form's question; ask the next one, or the same again with an example."""
    language = desk.language_of(person)
    form = form_from_json(conversation_of(desk, person)["form"])
    if form.step is RegistrationStep.TASKS:
        open_numbers = unregistered_tasks(desk, form.unit_id) or numbers_of_unit(desk, form.unit_id)
        try:
            # Of a range (2-38) only what is the unit's is meant; a number by itself must be one of these.
            chosen = read_numbers(text, open_numbers)
        except ValueError:
            chosen = ()
        if not chosen or not set(chosen) <= set(open_numbers):
            return [say.tasks_not_understood(language, open_numbers, sorted(set(chosen) - set(open_numbers)))]
        return [_ask(desk, person, replace(form, tasks=chosen))]
    answered = answer_form(form, text)
    if answered is None:
        return [say.not_understood(language, form)]
    messages = [_ask(desk, person, answered)]
    if form.step is RegistrationStep.LIAISON_PHONE:
        return [say.thank_for_phone(language), *messages]
    return messages


def take_contact(desk: Desk, person: Person, phone: str) -> list[Message]:
    """Take a shared contact as the answer to a question for a telephone number."""
    return answer_question(desk, person, read_phone(phone) or phone)


def choose_coverage(desk: Desk, person: Person, *, everything: bool) -> Message | None:
    """Take 全部相同 or 逐项填写; None when no form asks for it."""
    state = conversation_of(desk, person)
    if state.get("kind") != "form":
        return None
    form = form_from_json(state["form"])
    if form.step not in (RegistrationStep.COVERAGE, RegistrationStep.TASKS, RegistrationStep.PREVIEW):
        return None
    left = unregistered_tasks(desk, form.unit_id)
    if everything and left and set(left) != set(numbers_of_unit(desk, form.unit_id)):
        # Some tasks have their people already: "all" can only mean the rest.
        return _ask(desk, person, replace(form, covers_all=False, by_task=False, tasks=left))
    return _ask(desk, person, replace(form, covers_all=everything, by_task=not everything, tasks=()))


def restart_form(desk: Desk, person: Person) -> Message | None:
    """Ask from the first question again; None when there is no form."""
    state = conversation_of(desk, person)
    if state.get("kind") != "form":
        return None
    return _ask(desk, person, RegistrationForm(unit_id=state["form"]["unit_id"]), first=True)


def continue_form(desk: Desk, person: Person, unit_id: int, *, fresh: bool = False) -> list[Message] | None:
    """Go on registering for a unit the person was invited to, or holds a post of; None for anybody else."""
    mine = {post.unit_id for post in posts_of(desk.session, person.id or 0)}
    if unit_id not in mine and unit_id not in invited_units(desk.session, person.id or 0):
        return None
    return begin_form(desk, person, unit_by_id(desk.session, unit_id), fresh=fresh)


def submit_form(desk: Desk, person: Person, said_at: datetime, update_id: int | None) -> list[Message] | None:
    """File the form: a line of 附件3, an answer to the registration round, a receipt; None when there is no such form."""
    state = conversation_of(desk, person)
    if state.get("kind") != "form":
        return None
    form = form_from_json(state["form"])
    if form.step is not RegistrationStep.PREVIEW:
        return None
    language = desk.language_of(person)
    unit = unit_by_id(desk.session, form.unit_id)
    pending = needs_approval(desk, person, unit.id or 0)
    mine = [post for post in posts_of(desk.session, person.id or 0) if post.unit_id == unit.id]
    if not mine and unit.id not in invited_units(desk.session, person.id or 0):
        # The link was revoked while the form was being filled in.
        end_form(desk, person)
        return [link_void(language)]
    is_own = not mine or all(post.phone == form.liaison_phone for post in mine)
    liaison = Liaison(
        unit_id=unit.id or 0,
        # In 逐项填写 the first person named is who is writing; others are names on the sheet until they press Start.
        person_id=person.id if is_own else None,
        state=LiaisonState.PENDING if pending and not _is_trusted(mine) else LiaisonState.ACTIVE,
        tasks=None if form.covers_all else sorted(form.tasks),
        name=form.liaison_name,
        phone=form.liaison_phone,
        leader_name=form.leader_name,
        leader_phone=form.leader_phone,
        claimed_at=said_at,
    )
    desk.session.add(liaison)
    desk.session.flush()
    end_form(desk, person)
    receipt = _answer_registration(desk, person, unit.id or 0, said_at, update_id)
    desk.note("register", unit.name, actor=person.chat_user_id, liaison=liaison.id)
    left = unregistered_tasks(desk, unit.id or 0)
    is_pending = liaison.state == LiaisonState.PENDING
    message = say.receipt(language, receipt, unit.name, said_at, desk.policy.zone, pending=is_pending, left=left)
    if left:
        message = replace(message, rows=((buttons.continue_form(language, unit.id or 0),),))
    messages = [say.handed_in(language, form, unit.name, message)]
    if is_pending:
        _ask_admins(desk, liaison, form, unit.name, person)
    else:
        messages.extend(welcome(desk, person, liaison))
    return messages


def _is_trusted(posts: list[Liaison]) -> bool:
    return any(post.state == LiaisonState.ACTIVE for post in posts)


def _answer_registration(desk: Desk, person: Person, unit_id: int, said_at: datetime, update_id: int | None) -> str:
    plan = current_plan(desk.session)
    round_ = None if plan is None else round_of_kind(desk.session, plan.id or 0, RoundKind.REGISTRATION)
    if round_ is None:
        return f"R-{unit_id}"
    receipt = draw_receipt(round_)
    assignment = assignment_of_unit(desk.session, round_.id or 0, unit_id)
    if assignment is not None:
        version = len(answers_of(desk.session, assignment.id or 0)) + 1
        desk.session.add(
            Answer(
                assignment_id=assignment.id or 0,
                version=version,
                person_id=person.id,
                submitted_by=person.chat_user_id,
                submitted_at=said_at,
                confirmed_at=said_at,
                by_button=True,
                recorded_at=desk.now,
                on_time=said_at <= (assignment.due_at or round_.due_at),
                receipt=receipt,
                update_id=update_id,
            )
        )
        # A unit of which only some tasks have their people still owes the rest.
        assignment.state = AssignmentState.OWED if unregistered_tasks(desk, unit_id) else AssignmentState.ANSWERED
    return receipt


def _ask_admins(desk: Desk, liaison: Liaison, form: RegistrationForm, unit: str, person: Person) -> None:
    card = say.claim(
        desk.policy.language,
        liaison.id or 0,
        form,
        unit,
        person.name,
        person.chat_user_id,
        other_holders(desk, liaison),
    )
    for admin_id in desk.policy.admin_ids:
        desk.send(admin_id, card)


def decide_claim(desk: Desk, admin: Person, liaison_id: int, *, approve: bool) -> tuple[Message, bool]:
    """Approve or refuse a claim and tell the claimant; returns what the admin's card becomes, and whether this decided it."""
    language = desk.language_of(admin)
    liaison = desk.session.get(Liaison, liaison_id)
    if liaison is None or liaison.state != LiaisonState.PENDING or liaison.person_id is None:
        return say.claim_settled(language), False
    unit = unit_by_id(desk.session, liaison.unit_id)
    person = desk.session.get_one(Person, liaison.person_id)
    liaison.state = LiaisonState.ACTIVE if approve else LiaisonState.REVOKED
    liaison.decided_at, liaison.decided_by = desk.now, admin.chat_user_id
    desk.session.flush()
    desk.note("approve" if approve else "refuse", unit.name, actor=admin.chat_user_id, liaison=liaison.id)
    if approve:
        for message in welcome(desk, person, liaison):
            desk.tell(person, message)
        file_held_drafts(desk, person)
    else:
        settle_registration(desk, liaison.unit_id)
        desk.tell(person, say.refused(desk.language_of(person), unit.name))
    return say.claim_decided(language, unit.name, liaison.name, approved=approve), True


def welcome(desk: Desk, person: Person, liaison: Liaison) -> list[Message]:
    """Return what an accepted liaison is told: the tasks to report, and what is owed right now."""
    language = desk.language_of(person)
    plan = current_plan(desk.session)
    unit = unit_by_id(desk.session, liaison.unit_id)
    if plan is None:
        return []
    roles = roles_of(desk.session, plan.id or 0)
    led = [
        task.number
        for task in tasks_of(desk.session, plan.id or 0)
        if task.id in roles
        and unit.id in roles[task.id].lead_members
        and (liaison.tasks is None or task.number in liaison.tasks)
    ]
    refresh_menu(desk, person)
    messages = [deputy_tasks(language, led) if liaison.deputy_of else say.approved(language, unit.name, led)]
    if led:
        owed = [standing for standing in standings_of(desk, person) if any(item.is_owed for item in standing.items)]
        if owed:
            messages.append(say_owed.owed_list(language, owed, desk.now))
    return messages


def cancel_form(desk: Desk, person: Person) -> Message | None:
    """Throw the form away; None when there is none."""
    if conversation_of(desk, person).get("kind") != "form":
        return None
    end_form(desk, person)
    return say.cancelled(desk.language_of(person))
