"""A post changes hands: by its holder's own link, or by an admin. Whatever the post owned goes with it; history stays.

Design, section 3, "Ownership is of the post": open drafts and assignments move to the successor, who needs no approval.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta

from models.actions.conversing import await_next, conversation_of
from models.actions.desk import Desk
from models.actions.invitations import Issued, hash_token, issue_link, use_invitation
from models.actions.leaders import join_as_leader
from models.actions.leaving import begin_deputising, why_no_post
from models.actions.menus import refresh_menu
from models.actions.posts import (
    close_post,
    end_deputies,
    move_drafts,
    own_lines,
    settle_registration,
    tell_office,
    tell_vacancy,
    vacant_tasks,
    withdraw_links,
)
from models.actions.registering import start_with_invitation, welcome
from models.messages import members as say_members
from models.messages import people as say
from models.rules.chats import Message
from models.rules.registrations import read_person
from models.rules.words import LiaisonState
from models.store.people import (
    DEPUTY_LINK,
    LEADER_LINK,
    POST_LINK,
    SUCCESSOR_LINK,
    invitation_by_hash,
    posts_of,
    posts_of_line,
)
from models.store.plans import unit_by_id
from models.tables import Invitation, InvitationUse, Liaison, Person

LINK_DAYS = 7


def offer_handover(desk: Desk, person: Person, liaison_id: int | None = None) -> list[Message]:
    """Say what a hand-over does and ask for 确认换人; which post, where the person holds several."""
    language = desk.language_of(person)
    lines = own_lines(desk, person)
    if not lines:
        return [why_no_post(desk, person)]
    if liaison_id is not None:
        lines = [line for line in lines if line.id == liaison_id]
        if not lines:
            return [say.nothing_there(language)]
    if len(lines) > 1:
        return [say.choose_handover(language, _named(desk, lines))]
    return [say.explain_handover(language, unit_by_id(desk.session, lines[0].unit_id).name, lines[0].id or 0)]


def confirm_handover(desk: Desk, person: Person, liaison_id: int, bot_name: str) -> list[Message]:
    """Make the link for the successor; one made before is void from now on."""
    language = desk.language_of(person)
    line = next((line for line in own_lines(desk, person) if line.id == liaison_id), None)
    if line is None:
        return [say.nothing_there(language)]
    issued = link_from(desk, line, SUCCESSOR_LINK, actor=person.chat_user_id)
    return [
        say.handover_link(
            language, issued.unit, str(issued.link(bot_name)), issued.expires_at, desk.policy.zone, liaison_id
        )
    ]


def withdraw_handover(desk: Desk, person: Person, liaison_id: int) -> Message:
    """Make the successor's link void, so that the post stays where it is."""
    language = desk.language_of(person)
    line = next((line for line in own_lines(desk, person) if line.id == liaison_id), None)
    if line is None or not withdraw_links(desk, posts_of_line(desk.session, line), (SUCCESSOR_LINK,)):
        return say.nothing_there(language)
    return say.handover_withdrawn(language, unit_by_id(desk.session, line.unit_id).name)


def link_from(desk: Desk, line: Liaison, kind: str, *, actor: int | None, until: datetime | None = None) -> Issued:
    """Make a link for one person, for a week; an earlier unused one of this kind and post is void from now on."""
    withdraw_links(desk, posts_of_line(desk.session, line), (kind,))
    unit = unit_by_id(desk.session, line.unit_id)
    return issue_link(desk, unit, kind, line, days=LINK_DAYS, until=until, actor=actor)


def _named(desk: Desk, lines: Sequence[Liaison]) -> list[tuple[int, str]]:
    return [(line.id or 0, unit_by_id(desk.session, line.unit_id).name) for line in lines]


# What the other side sees: the successor, the deputy, the leader.


def start_with_link(desk: Desk, person: Person, token: str) -> list[Message] | None:
    """Take a link of any kind and ask its first question; None when it is no good."""
    invitation = invitation_by_hash(desk.session, hash_token(token))
    if invitation is None or invitation.kind == POST_LINK:
        messages = None if invitation is None else start_with_invitation(desk, person, invitation)
        if messages is not None and person.erased_at is not None:
            # Not set in vain: the session would look for what has changed.
            person.erased_at = None
        return messages
    line = None if invitation.liaison_id is None else desk.session.get(Liaison, invitation.liaison_id)
    if line is None:
        return None
    language = desk.language_of(person)
    unit = unit_by_id(desk.session, invitation.unit_id)
    if line.person_id == person.id:
        # Trying one's own link out must not use it up.
        return [say.own_link(language, unit.name)]
    is_over = invitation.until is not None and invitation.until <= desk.now
    if is_over or not use_invitation(desk, person, invitation):
        return None
    if invitation.kind == LEADER_LINK:
        return join_as_leader(desk, person, unit)
    known = next((post for post in posts_of(desk.session, person.id or 0) if post.state == LiaisonState.ACTIVE), None)
    state: dict[str, object] = {
        "kind": "takeover",
        "invitation": invitation.id,
        "name": known.name if known else "",
        "phone": known.phone if known else "",
    }
    return [_ask(desk, person, state, first=True)]


def _ask(desk: Desk, person: Person, state: dict[str, object], *, first: bool = False) -> Message:
    """Ask for what is still open of name and phone, or show both for 确认换人."""
    await_next(desk, person, state)
    invitation = desk.session.get_one(Invitation, state["invitation"])
    line = desk.session.get_one(Liaison, invitation.liaison_id)
    return say.ask_takeover(
        desk.language_of(person),
        unit_by_id(desk.session, invitation.unit_id).name,
        line.name,
        str(state["name"]),
        str(state["phone"]),
        first=first,
        until=None if invitation.until is None else (invitation.until - timedelta(seconds=1)),
        zone=desk.policy.zone,
    )


def answer_takeover(desk: Desk, person: Person, text: str) -> list[Message]:
    """Take a message as the successor's name, phone, or both."""
    state = conversation_of(desk, person)
    name, phone = read_person(text)
    if name is None and phone is None:
        return [say.person_not_understood(desk.language_of(person))]
    messages = [say.phone_noted(desk.language_of(person))] if phone is not None else []
    return [*messages, _ask(desk, person, {**state, "name": name or state["name"], "phone": phone or state["phone"]})]


def change_takeover(desk: Desk, person: Person) -> Message | None:
    """修改: ask again; None when nothing is being filled in."""
    state = conversation_of(desk, person)
    return None if state.get("kind") != "takeover" else _ask(desk, person, {**state, "name": "", "phone": ""})


def drop_takeover(desk: Desk, person: Person) -> Message | None:
    """取消 by the successor: nothing changes hands, the link can be opened again by the same person."""
    if conversation_of(desk, person).get("kind") != "takeover":
        return None
    await_next(desk, person, {})
    return say.takeover_dropped(desk.language_of(person))


def confirm_takeover(desk: Desk, person: Person, said_at: datetime) -> list[Message] | None:
    """确认换人 by the successor (or the deputy): the post moves now; None when there is nothing to confirm."""
    state = conversation_of(desk, person)
    if state.get("kind") != "takeover" or not (state["name"] and state["phone"]):
        return None
    await_next(desk, person, {})
    invitation = desk.session.get_one(Invitation, state["invitation"])
    line = desk.session.get_one(Liaison, invitation.liaison_id)
    used = desk.session.get(InvitationUse, (invitation.id, person.id))
    if invitation.revoked_at is not None or used is None:
        return [say.link_void(desk.language_of(person))]
    person.erased_at = None
    if invitation.kind == DEPUTY_LINK:
        return begin_deputising(desk, person, invitation, line, str(state["name"]), str(state["phone"]), said_at)
    return _take_over(desk, person, line, str(state["name"]), str(state["phone"]), said_at)


def _take_over(desk: Desk, person: Person, line: Liaison, name: str, phone: str, said_at: datetime) -> list[Message]:
    unit = unit_by_id(desk.session, line.unit_id)
    before = posts_of_line(desk.session, line)
    old_name, old_person_id = line.name, line.person_id
    lines: list[Liaison] = []
    for old in before:
        # A line of its own, so that what was answered before keeps the name of who answered it.
        new = Liaison(
            unit_id=old.unit_id,
            person_id=person.id,
            # What the admin has not approved yet waits on, now for the successor (/approve).
            state=LiaisonState.PENDING if old.state == LiaisonState.PENDING else LiaisonState.ACTIVE,
            tasks=old.tasks,
            name=name,
            phone=phone,
            leader_name=old.leader_name,
            leader_phone=old.leader_phone,
            claimed_at=said_at,
            decided_at=desk.now,
        )
        desk.session.add(new)
        lines.append(new)
        if old.state != LiaisonState.REVOKED:
            close_post(desk, [old])
    desk.session.flush()
    withdraw_links(desk, before, (SUCCESSOR_LINK, DEPUTY_LINK))
    end_deputies(desk, before)
    settle_registration(desk, line.unit_id)
    moved = 0 if old_person_id is None else move_drafts(desk, old_person_id, person.id or 0, before)
    desk.note("handover", unit.name, actor=person.chat_user_id, before=[row.id for row in before], after=lines[0].id)
    old_person = None if old_person_id is None else desk.session.get_one(Person, old_person_id)
    if old_person is not None and old_person.erased_at is None:
        desk.tell(old_person, say.handed_over(desk.language_of(old_person), unit.name, name))
        refresh_menu(desk, old_person)
    tell_office(desk, say.handover_told(desk.policy.language, unit.name, old_name, name, phone))
    messages = [say.taken_over(desk.language_of(person), unit.name, old_name, moved)]
    for new in lines:
        messages.extend(welcome(desk, person, new))
    return messages


# 换人 and /revoke, by an admin.


def _is_succeeded(desk: Desk, line: Liaison) -> bool:
    """Tell whether a post was given up and all of its tasks have somebody again: its old card replaces nobody."""
    if line.state != LiaisonState.REVOKED:
        return False
    vacant = vacant_tasks(desk, line.unit_id)
    return not (vacant if line.tasks is None else set(vacant) & set(line.tasks))


def offer_replacement(desk: Desk, admin: Person, liaison_id: int) -> Message:
    """Ask an admin for 确认换人."""
    language = desk.language_of(admin)
    line = desk.session.get(Liaison, liaison_id)
    if line is None or _is_succeeded(desk, line):
        return say.nothing_there(language)
    unit = unit_by_id(desk.session, line.unit_id)
    return say_members.confirm_replacement(language, unit.name, line.name, liaison_id, unit.id or 0)


def replace_member(desk: Desk, admin: Person, liaison_id: int, bot_name: str) -> list[Message]:
    """Revoke a post and make the link for whoever comes next, to be passed on by the admin."""
    language = desk.language_of(admin)
    line = desk.session.get(Liaison, liaison_id)
    if line is None or _is_succeeded(desk, line):
        return [say.nothing_there(language)]
    if line.state != LiaisonState.REVOKED:
        revoke_post(desk, line, actor=admin.chat_user_id)
    issued = link_from(desk, line, SUCCESSOR_LINK, actor=admin.chat_user_id)
    return [
        say_members.replacement_link(
            language, issued.unit, line.name, str(issued.link(bot_name)), issued.expires_at, desk.policy.zone
        )
    ]


def revoke_post(desk: Desk, line: Liaison, *, actor: int | None) -> None:
    """Take a post from its holder, who is told; its drafts wait for a successor, its vacancy is told to the office."""
    lines = posts_of_line(desk.session, line)
    unit = unit_by_id(desk.session, line.unit_id)
    close_post(desk, lines, actor=actor)
    withdraw_links(desk, lines, (SUCCESSOR_LINK, DEPUTY_LINK))
    end_deputies(desk, lines)
    desk.session.flush()
    desk.note("revoke", unit.name, actor=actor, liaisons=[row.id for row in lines])
    person = None if line.person_id is None else desk.session.get_one(Person, line.person_id)
    if person is not None and person.chat_user_id != actor:
        desk.tell(person, say_members.post_revoked(desk.language_of(person), unit.name))
        refresh_menu(desk, person)
    if line.deputy_of is None:
        settle_registration(desk, line.unit_id)
        tell_vacancy(desk, line.unit_id)
