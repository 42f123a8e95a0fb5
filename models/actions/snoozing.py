"""稍后提醒: somebody asks to be reminded again at a moment of their own. No rung moves for it."""

from datetime import datetime, timedelta
from enum import StrEnum

from sqlmodel import col, select

from models.actions.desk import Desk
from models.messages import timing as say
from models.rules.chats import Message
from models.rules.deadlines import at_local, local_day
from models.rules.dues import Addressee, OpenRound
from models.rules.ladders import MORNING
from models.rules.snoozes import snooze_moment
from models.store.office import working_days
from models.store.reminders import addressees, rounds_with_rungs
from models.tables import Person, Snooze

_HOUR = timedelta(hours=1)
_BEFORE_DUE = timedelta(hours=2)
_DAY = timedelta(days=1)


class Wish(StrEnum):
    """How much later."""

    HOUR = "hour"
    MORNING = "morning"
    BEFORE_DUE = "due"


def offer_snooze(desk: Desk, person: Person) -> Message:
    """Ask how much later, offering only what still helps."""
    language = desk.language_of(person)
    due_at, is_overdue = _lapses_at(desk, person)
    if due_at is None:
        return say.nothing_to_snooze(language)
    # What is overdue has no due time before which one might be reminded.
    wishes = [wish for wish in Wish if not (is_overdue and wish is Wish.BEFORE_DUE)]
    kept = {wish.value: at for wish in wishes if (at := _moment(desk, wish, due_at)) is not None}
    if not kept:
        return say.too_late_to_snooze(language, due_at, desk.policy.zone)
    return say.offer_snooze(language, kept, desk.policy.zone)


def snooze(desk: Desk, person: Person, wish: Wish) -> Message:
    """Keep the wish, in place of an earlier one still ahead, and read the moment back."""
    language = desk.language_of(person)
    due_at, is_overdue = _lapses_at(desk, person)
    if due_at is None:
        return say.nothing_to_snooze(language)
    if is_overdue and wish is Wish.BEFORE_DUE:
        return offer_snooze(desk, person)
    at = _moment(desk, wish, due_at)
    if at is None:
        return say.too_late_to_snooze(language, due_at, desk.policy.zone)
    for earlier in desk.session.exec(
        select(Snooze).where(Snooze.person_id == person.id, col(Snooze.at) > desk.now)
    ).all():
        desk.session.delete(earlier)
    desk.session.add(Snooze(person_id=person.id or 0, at=at, asked_at=desk.now))
    return say.snoozed(language, at, desk.policy.zone)


def _moment(desk: Desk, wish: Wish, due_at: datetime) -> datetime | None:
    zone = desk.policy.zone
    today = local_day(desk.now, zone)
    wished_at = {
        Wish.HOUR: desk.now + _HOUR,
        Wish.MORNING: at_local(today + _DAY, MORNING, zone),
        Wish.BEFORE_DUE: due_at - _BEFORE_DUE,
    }[wish]
    if wished_at <= desk.now:
        return None
    return snooze_moment(wished_at, due_at, now=desk.now, zone=zone, days=working_days(desk.session, today))


def _lapses_at(desk: Desk, person: Person) -> tuple[datetime | None, bool]:
    """Return the nearest due time ahead of what the person owes; for what is all overdue, the nearest closing, and True."""
    zone = desk.policy.zone
    days = working_days(desk.session, local_day(desk.now, zone))
    rounds = rounds_with_rungs(desk.session, desk.now, zone, days)
    found = addressees(desk.session, rounds, [person.id or 0], zone=zone, days=days)
    return _nearest(found[0], rounds, desk.now) if found else (None, False)


def _nearest(addressee: Addressee, rounds: dict[int, OpenRound], now: datetime) -> tuple[datetime | None, bool]:
    ahead = [owed.due_at for owed in addressee.owed if owed.due_at > now]
    closings = [closes_at for owed in addressee.owed if (closes_at := rounds[owed.round_id].closes_at) is not None]
    return min(ahead or closings, default=None), not ahead
