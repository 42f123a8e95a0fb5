"""What is said about people: hand-over, leave, contacts, members, privacy."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, tzinfo

from locales import t
from models.messages import people_buttons as buttons
from models.messages.pages import messages_of
from models.messages.words import escape, say_day, say_moment, say_numbers
from models.rules.chats import Button, Message
from models.rules.registrations import mask_phone

# Telegram takes at most 100 buttons; a list of more lines than that is paged before it comes here.
_MOST_ROWS = 40


def no_post(language: str, *, pending: bool) -> Message:
    """Say that the person holds no post, or that the claim is still undecided."""
    return Message(t(language, "people-still-pending") if pending else t(language, "people-no-post"))


def only_deputy(language: str) -> Message:
    """Say that a deputy cannot hand over, or leave, what is somebody else's post."""
    return Message(t(language, "people-only-deputy"))


def nothing_there(language: str) -> Message:
    """Answer a press that is stale, repeated, or not this person's to make."""
    return Message(t(language, "people-nothing-there"))


def person_not_understood(language: str) -> Message:
    """Say that no name and no telephone was read, with an example."""
    return Message(t(language, "people-not-understood"))


def phone_noted(language: str) -> Message:
    """Take the contact keyboard away."""
    return Message(t(language, "registration-phone-noted"), drop_keyboard=True)


# Hand-over, from the incumbent's side.


def choose_handover(language: str, posts: Iterable[tuple[int, str]]) -> Message:
    """Ask which post is to be handed over."""
    rows = tuple((buttons.handover(language, liaison_id, unit),) for liaison_id, unit in posts)
    return Message(t(language, "handover-choose"), rows[:_MOST_ROWS])


def explain_handover(language: str, unit: str, liaison_id: int) -> Message:
    """Say what a hand-over does, with 确认换人."""
    return Message(
        t(language, "handover-explain", unit=escape(unit)), ((buttons.confirm_handover(language, liaison_id),),)
    )


def offer_handover(language: str) -> Message:
    """Offer a hand-over to somebody whose message spoke of a change of people."""
    return Message(t(language, "handover-offer"), ((buttons.begin_handover(language),),))


def handover_link(language: str, unit: str, link: str, expires_at: datetime, zone: tzinfo, liaison_id: int) -> Message:
    """Return the link for the successor."""
    expires = say_moment(language, expires_at, zone)
    return Message(
        t(language, "handover-link", unit=escape(unit), link=escape(link), expires=expires),
        ((buttons.withdraw_handover(language, liaison_id),),),
    )


def handover_withdrawn(language: str, unit: str) -> Message:
    """Say that the successor's link is void."""
    return Message(t(language, "handover-withdrawn", unit=escape(unit)))


def handed_over(language: str, unit: str, name: str) -> Message:
    """Tell the former liaison that the post has moved."""
    return Message(t(language, "handover-done", unit=escape(unit), name=escape(name)))


def handover_told(language: str, unit: str, old_name: str, name: str, phone: str) -> Message:
    """Tell the office of a hand-over, in one line."""
    return Message(
        t(
            language,
            "handover-told",
            unit=escape(unit),
            old_name=escape(old_name),
            name=escape(name),
            phone=escape(phone),
        )
    )


# The successor and the deputy.


def own_link(language: str, unit: str) -> Message:
    """Say that this link is for somebody else."""
    return Message(t(language, "handover-own-link", unit=escape(unit)))


def link_void(language: str) -> Message:
    """Say that the link has become void meanwhile."""
    return Message(t(language, "handover-link-void"))


def ask_takeover(
    language: str,
    unit: str,
    old_name: str,
    name: str,
    phone: str,
    *,
    first: bool,
    until: datetime | None,
    zone: tzinfo,
) -> Message:
    """Ask a successor (or, with `until`, a deputy) for name and telephone, or show both to be confirmed."""
    facts = {"unit": escape(unit), "old_name": escape(old_name)}
    if name and phone:
        facts |= {"name": escape(name), "phone": escape(phone)}
        if until is None:
            text, confirm = t(language, "takeover-preview", facts), buttons.confirm_takeover(language)
        else:
            facts["day"] = say_day(language, until.astimezone(zone).date())
            text, confirm = t(language, "deputy-preview", facts), buttons.confirm_deputising(language)
        return Message(text, ((confirm,), (buttons.change_takeover(language), buttons.drop_takeover(language))))
    if name:
        question = t(language, "takeover-ask-phone")
    elif phone:
        question = t(language, "takeover-ask-name")
    else:
        question = t(language, "takeover-ask")
    if first:
        welcome = (
            t(language, "takeover-welcome", facts)
            if until is None
            else t(language, "deputy-welcome", {**facts, "day": say_day(language, until.astimezone(zone).date())})
        )
        question = f"{welcome}\n\n{question}"
    return Message(question, ask_contact=None if phone else t(language, "button-share-contact"))


def takeover_dropped(language: str) -> Message:
    """Say that nothing has changed hands."""
    return Message(t(language, "takeover-dropped"), drop_keyboard=True)


def taken_over(language: str, unit: str, old_name: str, drafts: int) -> Message:
    """Tell the successor that the post is theirs, and what came with it."""
    text = t(language, "takeover-done", unit=escape(unit), old_name=escape(old_name))
    if drafts:
        text = f"{text}\n{t(language, 'takeover-drafts', count=drafts)}"
    return Message(text, drop_keyboard=True)


# Leave.


def ask_leave_day(language: str, days: int) -> Message:
    """Ask for the last day of a leave."""
    return Message(t(language, "leave-ask", days=days))


def leave_day_not_understood(language: str, days: int) -> Message:
    """Say that no day was read, with examples."""
    return Message(t(language, "leave-bad-day", days=days))


def deputy_link(language: str, unit: str, link: str, day: date) -> Message:
    """Return the link for the deputy."""
    return Message(
        t(language, "leave-link", unit=escape(unit), link=escape(link), day=say_day(language, day)),
        ((buttons.end_leave(language),),),
    )


def on_leave(language: str, name: str, day: date) -> Message:
    """Say who stands in, and until when, with a button to end it."""
    return Message(
        t(language, "leave-on", name=escape(name), day=say_day(language, day)), ((buttons.end_leave(language),),)
    )


def deputising(language: str, unit: str, absent: str, day: date) -> Message:
    """Tell the deputy that it has begun."""
    facts = {"unit": escape(unit), "absent": escape(absent), "day": say_day(language, day)}
    return Message(t(language, "leave-deputising", facts), drop_keyboard=True)


def deputy_came(language: str, unit: str, name: str, day: date) -> Message:
    """Tell whoever is on leave that the deputy is there."""
    return Message(t(language, "leave-deputy-came", unit=escape(unit), name=escape(name), day=say_day(language, day)))


def leave_told(language: str, unit: str, absent: str, name: str, phone: str, day: date) -> Message:
    """Tell the office of a leave, in one line."""
    return Message(
        t(
            language,
            "leave-told",
            unit=escape(unit),
            absent=escape(absent),
            name=escape(name),
            phone=escape(phone),
            day=say_day(language, day),
        )
    )


def deputy_tasks(language: str, numbers: Sequence[int]) -> Message:
    """Tell the deputy which tasks are to be reported meanwhile; none where the unit only cooperates."""
    if not numbers:
        return Message(t(language, "leave-deputy-supports"))
    return Message(t(language, "leave-deputy-tasks", count=len(numbers), numbers=say_numbers(language, numbers)))


def deputy_ended(language: str, unit: str) -> Message:
    """Tell the deputy that it is over."""
    return Message(t(language, "leave-deputy-ended", unit=escape(unit)))


def leave_over(language: str, unit: str, drafts: int) -> Message:
    """Tell whoever was on leave that the reminders come back, and what the deputy had not submitted."""
    text = t(language, "leave-over", unit=escape(unit))
    if drafts:
        text = f"{text}\n{t(language, 'leave-over-drafts', count=drafts)}"
    return Message(text)


def leave_ended(language: str) -> Message:
    """Confirm that the leave has been ended."""
    return Message(t(language, "leave-ended"))


# Contacts.


@dataclass(frozen=True, slots=True)
class Line:
    """A line of 附件3 as somebody of the unit, or an admin, sees it. `tasks` null: all of the unit's."""

    id: int
    tasks: tuple[int, ...] | None
    leader_name: str
    leader_phone: str
    name: str
    phone: str
    is_own: bool = False
    is_changeable: bool = False
    is_pending: bool = False
    is_reachable: bool = True
    until: date | None = None


def _tasks(language: str, tasks: tuple[int, ...] | None) -> str:
    return t(language, "registration-all-tasks") if tasks is None else say_numbers(language, tasks)


def _line(language: str, line: Line, *, in_full: bool) -> str:
    text = t(
        language,
        "people-line",
        tasks=_tasks(language, line.tasks),
        leader=escape(line.leader_name) or "—",
        leader_phone=escape(line.leader_phone if in_full else mask_phone(line.leader_phone)),
        name=escape(line.name),
        phone=escape(line.phone if in_full else mask_phone(line.phone)),
    )
    marks = [
        t(language, "contacts-pending") if line.is_pending else "",
        "" if line.is_reachable else t(language, "contacts-unreachable"),
        "" if line.until is None else t(language, "contacts-deputy", day=say_day(language, line.until)),
    ]
    return "".join((text, *(f"\n　{mark}" for mark in marks if mark)))


def member_line(language: str, line: Line) -> str:
    """Return a line as an admin's list shows it: telephones masked."""
    return _line(language, line, in_full=False)


def contacts(language: str, unit: str, unit_id: int, lines: Sequence[Line], *, can_invite: bool) -> list[Message]:
    """Return a unit's lines, with buttons to change one's own and to invite the leader."""
    own = [line for line in lines if line.is_changeable]
    rows: list[tuple[Button, ...]] = []
    for line in own[:_MOST_ROWS]:
        label = _tasks(language, line.tasks) if len(own) > 1 else ""
        rows.append((buttons.change_contact(language, line.id, is_leader=True, label=label),))
    if own:
        rows.append((buttons.change_contact(language, own[0].id, is_leader=False),))
    if can_invite:
        rows.append((buttons.leader_link(language, unit_id),))
    blocks = [f"<b>{escape(unit)}</b>", *(_line(language, line, in_full=line.is_own) for line in lines)]
    return messages_of(blocks, Message("", tuple(rows)))


def ask_change(language: str, name: str, phone: str, *, is_leader: bool) -> Message:
    """Ask for the new name or telephone."""
    facts = {"name": escape(name) or "—", "phone": escape(phone) or "—"}
    text = t(language, "contacts-ask-leader", facts) if is_leader else t(language, "contacts-ask-own", facts)
    return Message(text, ((buttons.drop_contact(language),),))


def preview_change(
    language: str, unit: str, before: tuple[str, str], after: tuple[str, str], *, is_leader: bool
) -> Message:
    """Show what stands there and what will, for 确认提交."""
    facts = {
        "unit": escape(unit),
        "old_name": escape(before[0]) or "—",
        "old_phone": escape(before[1]) or "—",
        "name": escape(after[0]) or "—",
        "phone": escape(after[1]) or "—",
    }
    text = t(language, "contacts-preview-leader", facts) if is_leader else t(language, "contacts-preview-own", facts)
    return Message(text, ((buttons.submit_contact(language), buttons.drop_contact(language)),))


def changed(language: str, unit: str) -> Message:
    """Confirm a change of contacts."""
    return Message(t(language, "contacts-changed", unit=escape(unit)), drop_keyboard=True)


def change_dropped(language: str) -> Message:
    """Say that nothing was changed."""
    return Message(t(language, "contacts-change-dropped"))


def change_told(language: str, unit: str, name: str, phone: str, *, is_leader: bool) -> Message:
    """Tell the office of a change of contacts, in one line."""
    facts = {"unit": escape(unit), "name": escape(name), "phone": escape(phone)}
    return Message(t(language, "contacts-told-leader", facts) if is_leader else t(language, "contacts-told-own", facts))


# Privacy.


def privacy(
    language: str,
    user_id: int,
    names: Sequence[str],
    phones: Sequence[str],
    units: Sequence[str],
    answers: int,
    since: datetime,
    zone: tzinfo,
    *,
    is_erased: bool,
) -> Message:
    """Return what is stored about somebody, with the buttons that export and erase it."""
    comma = t(language, "list-separator")
    text = t(
        language,
        "privacy-stored",
        user_id=user_id,
        names=escape(comma.join(name for name in names if name)[:_SHOWN]) or "—",
        phones=escape(comma.join(phone for phone in phones if phone)[:_SHOWN]) or "—",
        units=escape(comma.join(units)[:_SHOWN]) or "—",
        answers=answers,
        since=say_moment(language, since, zone),
    )
    erasing = () if is_erased else ((buttons.ask_erasure(language),),)
    return Message(text, ((buttons.my_data(language),), *erasing))


_SHOWN = 700


def confirm_erasure(language: str) -> Message:
    """Say what erasing does, and ask once more."""
    return Message(t(language, "privacy-confirm"), ((buttons.confirm_erasure(language), buttons.keep_data(language)),))


def erased_name(language: str) -> str:
    """Return what stands where a name stood."""
    return t(language, "privacy-erased-name")


def erased(language: str, units: int) -> Message:
    """Confirm that name and telephones are erased; `units`: how many posts were given up."""
    return Message(t(language, "privacy-erased", count=units), drop_keyboard=True)


def kept(language: str) -> Message:
    """Say that nothing was erased."""
    return Message(t(language, "privacy-kept"))
