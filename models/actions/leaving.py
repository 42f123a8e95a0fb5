"""请假: a deputy holds the post alongside, until the end of a day; whoever is on leave is not reminded meanwhile."""

from datetime import date, datetime, time, timedelta

from models.actions.conversing import await_next
from models.actions.desk import WAVE, Desk
from models.actions.invitations import issue_link
from models.actions.menus import refresh_menu
from models.actions.posts import close_post, end_deputies, move_drafts, own_lines, tell_office, withdraw_links
from models.actions.registering import welcome
from models.messages import people as say
from models.rules.chats import Message
from models.rules.deadlines import at_local, local_day
from models.rules.ladders import waking_moment
from models.rules.words import LiaisonState
from models.rules.written_days import COMING_DAYS, read_last_day
from models.store.people import (
    DEPUTY_LINK,
    deputies_of,
    ended_deputies,
    has_ended_deputies,
    invitations_from,
    posts_of,
    posts_of_line,
)
from models.store.plans import unit_by_id
from models.tables import Invitation, Liaison, Person

LINK_DAYS = 7
_MIDNIGHT = time(0, 0)


def ask_leave(desk: Desk, person: Person, text: str, bot_name: str) -> list[Message]:
    """/leave [date]: ask until when, or take the date; while on leave, offer to end it."""
    language = desk.language_of(person)
    lines = own_lines(desk, person)
    if not lines:
        return [why_no_post(desk, person)]
    mine = [row.id or 0 for line in lines for row in posts_of_line(desk.session, line)]
    standing_in = deputies_of(desk.session, mine)
    if standing_in and not text.strip():
        last = max(row.until for row in standing_in if row.until is not None)
        return [say.on_leave(language, standing_in[0].name, _last_day(desk, last))]
    if text.strip():
        return take_leave_day(desk, person, text, bot_name)
    await_next(desk, person, {"kind": "leave"})
    return [say.ask_leave_day(language, COMING_DAYS)]


def why_no_post(desk: Desk, person: Person) -> Message:
    """Say why somebody without an approved post of their own has none to give up: a claim that waits, or standing in."""
    language = desk.language_of(person)
    posts = posts_of(desk.session, person.id or 0)
    if any(post.deputy_of is not None for post in posts):
        return say.only_deputy(language)
    return say.no_post(language, pending=bool(posts))


def _last_day(desk: Desk, until: datetime) -> date:
    return local_day(until - timedelta(seconds=1), desk.policy.zone)


def take_leave_day(desk: Desk, person: Person, text: str, bot_name: str) -> list[Message]:
    """Take a message as the last day of a leave, and make a link for the deputy of each post."""
    language = desk.language_of(person)
    zone = desk.policy.zone
    day = read_last_day(text, local_day(desk.now, zone))
    if day is None:
        return [say.leave_day_not_understood(language, COMING_DAYS)]
    await_next(desk, person, {})
    until = at_local(day + timedelta(days=1), _MIDNIGHT, zone)
    messages: list[Message] = []
    for line in own_lines(desk, person):
        withdraw_links(desk, posts_of_line(desk.session, line), (DEPUTY_LINK,))
        unit = unit_by_id(desk.session, line.unit_id)
        days = min(LINK_DAYS, max((until - desk.now).days, 1))
        issued = issue_link(desk, unit, DEPUTY_LINK, line, days=days, until=until, actor=person.chat_user_id)
        messages.append(say.deputy_link(language, unit.name, str(issued.link(bot_name)), day))
    return messages


def begin_deputising(
    desk: Desk, person: Person, invitation: Invitation, line: Liaison, name: str, phone: str, said_at: datetime
) -> list[Message]:
    """Let the deputy hold the post alongside; an earlier deputy of the same post is relieved."""
    language = desk.language_of(person)
    unit = unit_by_id(desk.session, line.unit_id)
    lines = posts_of_line(desk.session, line)
    until = invitation.until
    if until is None or until <= desk.now or line.state == LiaisonState.REVOKED:
        return [say.link_void(language)]
    end_deputies(desk, lines)
    added = [
        Liaison(
            unit_id=row.unit_id,
            person_id=person.id,
            state=LiaisonState.ACTIVE,
            tasks=row.tasks,
            name=name,
            phone=phone,
            leader_name=row.leader_name,
            leader_phone=row.leader_phone,
            claimed_at=said_at,
            decided_at=desk.now,
            until=until,
            deputy_of=row.id,
        )
        for row in lines
    ]
    desk.session.add_all(added)
    desk.session.flush()
    last = _last_day(desk, until)
    desk.note("deputise", unit.name, actor=person.chat_user_id, until=until.isoformat(), liaison=line.id)
    absent = None if line.person_id is None else desk.session.get_one(Person, line.person_id)
    if absent is not None:
        desk.tell(absent, say.deputy_came(desk.language_of(absent), unit.name, name, last))
    tell_office(desk, say.leave_told(desk.policy.language, unit.name, line.name, name, phone, last))
    messages = [say.deputising(language, unit.name, line.name, last)]
    for row in added:
        messages.extend(welcome(desk, person, row))
    return messages


def end_leave(desk: Desk, person: Person) -> Message:
    """End one's own leave now: the deputies are relieved, unused links are void."""
    language = desk.language_of(person)
    lines = [row for line in own_lines(desk, person) for row in posts_of_line(desk.session, line)]
    links = invitations_from(desk.session, [line.id or 0 for line in lines], (DEPUTY_LINK,))
    withdraw_links(desk, lines, (DEPUTY_LINK,))
    if not end_deputies(desk, lines) and not links:
        return say.nothing_there(language)
    desk.note("leave_ended", str(person.chat_user_id), actor=person.chat_user_id)
    return say.leave_ended(language)


def end_due_leaves(desk: Desk) -> int:
    """Close every standing-in whose last day is over; both sides are told, not at night. Returns how many lines."""
    if not has_ended_deputies(desk.session, desk.now):
        return 0
    ended = list(ended_deputies(desk.session, desk.now))
    close_post(desk, ended)
    desk.session.flush()
    told: set[tuple[int, int]] = set()
    for line in ended:
        absent_line = None if line.deputy_of is None else desk.session.get(Liaison, line.deputy_of)
        if line.person_id is None or absent_line is None:
            continue
        came_back = 0
        if absent_line.person_id is not None and absent_line.state != LiaisonState.REVOKED:
            came_back = move_drafts(desk, line.person_id, absent_line.person_id, [line])
        if (line.person_id, line.unit_id) in told:
            continue
        told.add((line.person_id, line.unit_id))
        unit = unit_by_id(desk.session, line.unit_id).name
        desk.note("leave_ended", unit, liaison=line.id)
        deputy = desk.session.get_one(Person, line.person_id)
        _tell_later(desk, deputy, say.deputy_ended(desk.language_of(deputy), unit))
        refresh_menu(desk, deputy)
        if absent_line.person_id is not None and absent_line.state != LiaisonState.REVOKED:
            absent = desk.session.get_one(Person, absent_line.person_id)
            _tell_later(desk, absent, say.leave_over(desk.language_of(absent), unit, came_back))
    return len(ended)


def _tell_later(desk: Desk, person: Person, message: Message) -> None:
    desk.tell(person, message, urgency=WAVE, not_before=waking_moment(desk.now, zone=desk.policy.zone))
