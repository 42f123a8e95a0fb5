"""What admins read of the units and of who did what."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, tzinfo
from typing import Any

from locales import t
from models.messages import office_buttons
from models.messages.deeds import say_deed, say_particulars
from models.messages.words import escape, say_numbers
from models.rules.chats import Button, Message


@dataclass(frozen=True, slots=True)
class UnitView:
    """A unit as its card shows it; `leads` and `supports` are task numbers, `liaisons` names and telephones."""

    name: str
    collective: bool
    telephone: str
    aliases: Sequence[str]
    members: Sequence[str]
    member_of: Sequence[str]
    leads: Sequence[int]
    supports: Sequence[int]
    liaisons: Sequence[tuple[str, str]]


def _turns(language: str, verb: str, page: int, last: int) -> tuple[Button, ...]:
    back = (office_buttons.page(language, verb, page - 1, onward=False),) if page else ()
    onward = (office_buttons.page(language, verb, page + 1, onward=True),) if page < last else ()
    return (*back, *onward)


def unit_list(language: str, units: Sequence[tuple[int, str]], *, page: int, last: int, count: int) -> Message:
    """Return a page of units, each a button to its card."""
    rows = [tuple(office_buttons.unit(name, key) for key, name in units[at : at + 2]) for at in range(0, len(units), 2)]
    turns = _turns(language, "units", page, last)
    if turns:
        rows.append(turns)
    return Message(t(language, "unit-list", count=count, page=page + 1, pages=last + 1), tuple(rows))


def unit_card(language: str, unit: UnitView) -> Message:
    """Return a unit's card."""
    separator = t(language, "list-separator")

    def listed(names: Sequence[str]) -> str:
        return separator.join(escape(name) for name in names)

    lines = [f"<b>{escape(unit.name)}</b>"]
    if unit.collective:
        lines.append(t(language, "unit-collective", members=listed(unit.members) or "—"))
    if unit.member_of:
        lines.append(t(language, "unit-member-of", units=listed(unit.member_of)))
    lines.append(t(language, "unit-telephone", telephone=escape(unit.telephone) or "—"))
    lines.append(t(language, "unit-aliases", aliases=listed(unit.aliases) or "—"))
    if unit.leads:
        lines.append(t(language, "unit-leads", numbers=say_numbers(language, unit.leads)))
    if unit.supports:
        lines.append(t(language, "unit-supports", numbers=say_numbers(language, unit.supports)))
    if unit.liaisons:
        people = separator.join(f"{escape(name)} {escape(phone)}".strip() for name, phone in unit.liaisons)
        lines.append(t(language, "unit-liaisons", people=people))
    return Message("\n".join((*lines, "", t(language, "unit-how-to"))))


def how_to_units(language: str) -> Message:
    """Say what /units can change."""
    return Message(t(language, "unit-how-to"))


def merge_preview(language: str, unit_id: int, unit: str, into_id: int, into: str) -> Message:
    """Ask whether one unit is to become another."""
    rows = ((office_buttons.confirm_merge(language, unit_id, into_id), office_buttons.dismiss(language)),)
    return Message(t(language, "unit-merge-preview", unit=escape(unit), into=escape(into)), rows)


def merged(language: str, unit: str, into: str) -> Message:
    """Say that one unit has become another."""
    return Message(t(language, "unit-merged", unit=escape(unit), into=escape(into)))


def merge_gone(language: str) -> Message:
    """Say that one of the two is no unit any more."""
    return Message(t(language, "unit-merge-gone"))


@dataclass(frozen=True, slots=True)
class Deed:
    """One line of the audit: `actor` is a name, "" for the clock or the command line."""

    at: datetime
    actor: str
    action: str
    subject: str
    particulars: Mapping[str, Any]


def audit(language: str, deeds: Sequence[Deed], zone: tzinfo, *, page: int, last: int) -> Message:
    """Return a page of who did what, the latest first."""
    if not deeds:
        return Message(t(language, "audit-empty"))
    lines = [f"<b>{t(language, 'audit-heading', page=page + 1, pages=last + 1)}</b>"]
    for deed in deeds:
        at = deed.at.astimezone(zone).strftime("%m-%d %H:%M")
        actor = escape(deed.actor) or t(language, "audit-nobody")
        more = say_particulars(language, deed.particulars, zone)
        lines.append(f"{at}　{actor}　{say_deed(language, deed.action)}　{escape(deed.subject)}　{more}".rstrip("　"))
    turns = _turns(language, "audit", page, last)
    return Message("\n".join(lines), (turns,) if turns else ())
