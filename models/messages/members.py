"""What an admin reads about people: a unit's members, replacing and revoking them; and what the office is told of a gap."""

from collections.abc import Sequence
from datetime import datetime, tzinfo

from locales import t
from models.messages import people_buttons as buttons
from models.messages.pages import messages_of
from models.messages.people import Line, member_line
from models.messages.words import escape, say_moment, say_numbers
from models.rules.chats import Button, Message

PAGE = 20
_MOST_ROWS = 40


def units(language: str, found: Sequence[tuple[int, str, int]], page: int, count: int) -> Message:
    """Return a page of units (id, name, number of people) out of `count`, each a button."""
    keys = [buttons.members(language, unit_id, name, people) for unit_id, name, people in found[:PAGE]]
    rows: list[tuple[Button, ...]] = [tuple(keys[start : start + 2]) for start in range(0, len(keys), 2)]
    turn: list[Button] = []
    if page > 0:
        turn.append(buttons.members_page(language, page - 1, is_next=False))
    if (page + 1) * PAGE < count:
        turn.append(buttons.members_page(language, page + 1, is_next=True))
    if turn:
        rows.append(tuple(turn))
    return Message(t(language, "members-choose", count=count), tuple(rows))


def members(
    language: str,
    unit: str,
    lines: Sequence[Line],
    links: Sequence[tuple[int, datetime, int]],
    vacant: Sequence[int],
    zone: tzinfo,
    *,
    to_revoke: bool = False,
) -> list[Message]:
    """Return a unit's people, telephones masked, and its open links (id, end, uses left), each with its button.

    `vacant`: tasks that nobody holds. `to_revoke`: buttons that revoke instead of replacing.
    """
    blocks = [t(language, "members-heading", unit=escape(unit))]
    rows: list[tuple[Button, ...]] = []
    for line in lines:
        blocks.append(f"L{line.id}　{member_line(language, line)}")
        button = buttons.revoke_post if to_revoke else buttons.replace_member
        rows.append((button(language, line.id, line.name[:20]),))
    if not lines:
        blocks.append(t(language, "members-nobody"))
    for link_id, expires_at, left in links:
        expires = say_moment(language, expires_at, zone)
        if left > 0:
            blocks.append(t(language, "members-link", id=link_id, expires=expires, left=left))
        else:
            blocks.append(t(language, "members-link-opened", id=link_id))
        rows.append((buttons.revoke_invitation(language, link_id),))
    if vacant:
        blocks.append(t(language, "members-vacant", numbers=say_numbers(language, vacant)))
    return messages_of(blocks, Message("", tuple(rows[:_MOST_ROWS])))


def unit_unknown(language: str, name: str, near: Sequence[str] = ()) -> Message:
    """Say that there is no such unit, and which have a similar name."""
    if near:
        return Message(
            t(
                language,
                "members-unit-near",
                name=escape(name[:60]),
                near=t(language, "list-separator").join(escape(one) for one in near[:10]),
            )
        )
    return Message(t(language, "members-unit-unknown", name=escape(name[:60])))


def confirm_replacement(language: str, unit: str, name: str, liaison_id: int, unit_id: int) -> Message:
    """Say what replacing somebody does, with 确认换人."""
    return Message(
        t(language, "members-confirm", unit=escape(unit), name=escape(name)),
        ((buttons.confirm_replacement(language, liaison_id), buttons.keep_member(language, unit_id)),),
    )


def replacement_link(language: str, unit: str, name: str, link: str, expires_at: datetime, zone: tzinfo) -> Message:
    """Return the link for the successor, to be passed on by the admin."""
    return Message(
        t(
            language,
            "members-link-made",
            unit=escape(unit),
            name=escape(name),
            link=escape(link),
            expires=say_moment(language, expires_at, zone),
        )
    )


def post_revoked(language: str, unit: str) -> Message:
    """Tell somebody that the post is no longer theirs."""
    return Message(t(language, "members-post-revoked", unit=escape(unit)))


def revoked(language: str, unit: str, name: str, liaison_id: int) -> Message:
    """Tell an admin that a post was revoked; a link for a successor is one press away."""
    return Message(
        t(language, "members-revoked", unit=escape(unit), name=escape(name)),
        ((buttons.replace_member(language, liaison_id, name[:20]),),),
    )


def link_revoked(language: str, unit: str, invitation_id: int) -> Message:
    """Tell an admin that a link was revoked."""
    return Message(t(language, "members-link-revoked", unit=escape(unit), id=invitation_id))


def revoke_usage(language: str) -> Message:
    """Say how /revoke is used."""
    return Message(t(language, "members-revoke-usage"))


def vacant(language: str, unit: str, numbers: Sequence[int], *, without_group: bool) -> Message:
    """Tell the office of tasks that nobody holds any more."""
    text = t(language, "members-vacancy", unit=escape(unit), numbers=say_numbers(language, numbers))
    return Message(f"{t(language, 'office-no-group')}\n{text}" if without_group else text)


def approved_all(language: str, count: int) -> Message:
    """Tell an admin how many claims were approved at once."""
    return Message(t(language, "members-approved-all", count=count))


def claims_waiting(language: str, last_id: int, count: int) -> Message:
    """Offer to approve all claims shown at once."""
    return Message(t(language, "members-claims", count=count), ((buttons.approve_all(language, last_id, count),),))
