"""The office's chat, its calendar, outages and marks, in and out of their tables."""

from datetime import date, datetime

from sqlalchemy import Table
from sqlalchemy import select as select_columns
from sqlmodel import Session, SQLModel, col, select

from models.calendar import china_working_days
from models.rules.deadlines import WorkingDays
from models.store.prepared import Prepared
from models.tables import CalendarOverride, Mark, Outage

_OFFICE_CHAT: Table = SQLModel.metadata.tables["office_chat"]
_NEWEST_BINDING = Prepared(
    select_columns(_OFFICE_CHAT.c.chat_id, _OFFICE_CHAT.c.thread_id).order_by(_OFFICE_CHAT.c.id.desc()).limit(1)
)


def bound_office(session: Session, setting: int | None) -> tuple[int, int | None] | None:
    """Return the office group's chat and topic: the one bound in chat, or else the setting's."""
    row = _NEWEST_BINDING.first(session)
    if row is not None:
        return row[0], row[1]
    return None if setting is None else (setting, None)


def working_days(session: Session, around: date) -> WorkingDays:
    """Return the working days of the years around a day, the office's overrides included."""
    overrides = {row.day: row.is_working for row in session.exec(select(CalendarOverride)).all()}
    return china_working_days(around.year - 1, around.year + 2, overrides)


def marked_at(session: Session, name: str) -> datetime | None:
    """Return the moment remembered under a name."""
    mark = session.get(Mark, name)
    return None if mark is None else mark.at


def mark(session: Session, name: str, at: datetime) -> None:
    """Remember a moment under a name."""
    row = session.get(Mark, name)
    if row is None:
        session.add(Mark(name=name, at=at))
    else:
        row.at = at


def outages_between(session: Session, start: datetime, end: datetime) -> list[Outage]:
    """Return the outages that touch the stretch from `start` to `end`."""
    return list(
        session.exec(
            select(Outage)
            .where(Outage.began_at < end, (col(Outage.ended_at).is_(None)) | (col(Outage.ended_at) > start))
            .order_by(col(Outage.began_at))
        ).all()
    )
