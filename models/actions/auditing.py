"""/audit: who did what, when."""

from sqlmodel import col, func, select

from models.actions.desk import Desk
from models.messages import units as say
from models.rules.chats import Message
from models.tables import Audit, Person

PAGE = 15


def show_audit(desk: Desk, language: str, page: int) -> Message:
    """Return one page of the audit, the latest deeds first."""
    count = desk.session.exec(select(func.count()).select_from(Audit)).one()
    last = max(0, (count - 1) // PAGE)
    page = min(max(page, 0), last)
    rows = desk.session.exec(select(Audit).order_by(col(Audit.id).desc()).offset(page * PAGE).limit(PAGE)).all()
    actors = {row.actor for row in rows if row.actor is not None}
    people = desk.session.exec(select(Person).where(col(Person.chat_user_id).in_(actors))).all()
    names = {person.chat_user_id: person.name or str(person.chat_user_id) for person in people}
    deeds = [
        say.Deed(
            row.at,
            "" if row.actor is None else names.get(row.actor, str(row.actor)),
            row.action,
            row.subject,
            row.particulars,
        )
        for row in rows
    ]
    return say.audit(language, deeds, desk.policy.zone, page=page, last=last)
