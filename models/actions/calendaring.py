"""/calendar: the working days the program goes by, and the office's own word on them."""

from collections.abc import Mapping
from datetime import date, timedelta

from sqlmodel import col, select

from models.actions.desk import Desk
from models.actions.rescheduling import replan
from models.messages import timing as say
from models.messages.rescheduling import Named
from models.rules.chats import Message
from models.rules.deadlines import WorkingDays, is_rest_day_due, local_day
from models.rules.notices import Notice, read_notice
from models.store.office import mark, marked_at, working_days
from models.store.plans import current_plan
from models.store.rounds import rounds_of
from models.tables import CalendarOverride, Round

_AHEAD_FOR = timedelta(days=120)
_DAY = timedelta(days=1)
_SATURDAY = 5


def show_calendar(desk: Desk) -> list[Message]:
    """Return the coming months' days off and make-up days, and the due days of the rounds in them."""
    zone = desk.policy.zone
    today = local_day(desk.now, zone)
    until = today + _AHEAD_FOR
    days = working_days(desk.session, today)
    span = [today + n * _DAY for n in range(_AHEAD_FOR.days)]
    plan = current_plan(desk.session)
    dues = [
        (
            Named(round_.slug, round_.kind, round_.title),
            round_.due_at,
            is_rest_day_due(round_.due_at, zone=zone, days=days),
        )
        for round_ in (rounds_of(desk.session, plan.id or 0) if plan else ())
        if round_.skipped_at is None and today <= local_day(round_.due_at, zone) <= until
    ]
    return say.calendar(
        desk.policy.language,
        rest=[day for day in span if day in days.rest and day not in days.make_up],
        worked=[day for day in span if day in days.make_up],
        dues=dues,
        unpublished=sorted({day.year for day in span if not days.is_published(day.year)}),
        zone=zone,
    )


def read_calendar(desk: Desk, text: str) -> Notice:
    """Read what an admin has pasted."""
    return read_notice(text, local_day(desk.now, desk.policy.zone))


def set_days(desk: Desk, days: Mapping[date, bool], *, actor: int | None) -> Message:
    """Let the office's word on these days count from now on; rounds not yet open get their dates anew."""
    before = _openings(desk)
    for day, is_working in sorted(days.items()):
        row = desk.session.get(CalendarOverride, day)
        if row is None:
            desk.session.add(CalendarOverride(day=day, is_working=is_working))
        else:
            row.is_working = is_working
    desk.session.flush()
    replan(desk)
    moved = sum(1 for slug, opens_at in _openings(desk).items() if before.get(slug) != opens_at)
    desk.note("calendar", "days", actor=actor, days={day.isoformat(): worked for day, worked in days.items()})
    return say.calendar_set(desk.policy.language, len(days), moved)


def _openings(desk: Desk) -> dict[str, object]:
    rows = desk.session.exec(select(Round).where(col(Round.opened_at).is_(None))).all()
    return {round_.slug: round_.opens_at for round_ in rows}


def warn_of_unpublished_years(desk: Desk) -> list[int]:
    """Tell the admins, once a year and loudly, that a round falls into a year whose holidays nobody has announced."""
    zone = desk.policy.zone
    rounds = desk.session.exec(select(Round).where(Round.closes_at > desk.now, col(Round.skipped_at).is_(None))).all()
    years = sorted({local_day(round_.due_at, zone).year for round_ in rounds})
    warned = []
    for year in years:
        name = f"unpublished:{year}"
        if _days_of(desk, year).is_published(year) or marked_at(desk.session, name) is not None:
            continue
        mark(desk.session, name, desk.now)
        for admin_id in desk.policy.admin_ids:
            desk.send(admin_id, say.unpublished(desk.policy.language, year), key=f"{name}:{admin_id}")
        warned.append(year)
    return warned


def _days_of(desk: Desk, year: int) -> WorkingDays:
    return working_days(desk.session, date(year, 1, 1))
