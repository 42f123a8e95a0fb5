"""People, posts and invitations, in and out of their tables."""

from collections.abc import Sequence
from datetime import datetime

from sqlmodel import Session, col, select

from models.rules.words import LiaisonState
from models.tables import Invitation, InvitationUse, Liaison, Person


def person_by_chat(session: Session, chat_user_id: int, platform: str = "telegram") -> Person | None:
    """Return the person with that id on that platform."""
    return session.exec(select(Person).where(Person.platform == platform, Person.chat_user_id == chat_user_id)).first()


def greet_person(session: Session, chat_user_id: int, name: str, now: datetime) -> Person:
    """Return the person with that Telegram id, made now if new; who writes to us can be reached again."""
    person = person_by_chat(session, chat_user_id)
    if person is None:
        person = Person(chat_user_id=chat_user_id, name=name, first_seen_at=now)
        session.add(person)
        session.flush()
    person.unreachable_since = None
    if name and person.name != name:
        person.name = name
    return person


def posts_of(session: Session, person_id: int) -> Sequence[Liaison]:
    """Return the posts a person holds or has claimed, revoked ones left out."""
    return session.exec(
        select(Liaison)
        .where(Liaison.person_id == person_id, Liaison.state != LiaisonState.REVOKED)
        .order_by(col(Liaison.id))
    ).all()


def liaisons_of_unit(session: Session, unit_id: int) -> Sequence[Liaison]:
    """Return a unit's lines of 附件3, revoked ones left out."""
    return session.exec(
        select(Liaison)
        .where(Liaison.unit_id == unit_id, Liaison.state != LiaisonState.REVOKED)
        .order_by(col(Liaison.id))
    ).all()


def liaisons_by_unit(session: Session) -> dict[int, list[Liaison]]:
    """Return every unit's lines of 附件3, revoked ones left out."""
    found: dict[int, list[Liaison]] = {}
    for row in session.exec(select(Liaison).where(Liaison.state != LiaisonState.REVOKED).order_by(col(Liaison.id))):
        found.setdefault(row.unit_id, []).append(row)
    return found


def pending_claims(session: Session) -> Sequence[Liaison]:
    """Return the claims that wait for an admin, oldest first."""
    return session.exec(
        select(Liaison)
        .where(Liaison.state == LiaisonState.PENDING, col(Liaison.person_id).is_not(None))
        .order_by(col(Liaison.id))
    ).all()


def invitation_by_hash(session: Session, token_hash: str) -> Invitation | None:
    """Return the invitation whose token has that hash."""
    return session.exec(select(Invitation).where(Invitation.token_hash == token_hash)).first()


def has_used(session: Session, invitation_id: int, person_id: int) -> bool:
    """Tell whether the person has pressed Start with that invitation before."""
    return session.get(InvitationUse, (invitation_id, person_id)) is not None


def invited_units(session: Session, person_id: int) -> list[int]:
    """Return the units whose invitation the person has used, latest first."""
    rows = session.exec(
        select(Invitation.unit_id)
        .join(InvitationUse, col(InvitationUse.invitation_id) == col(Invitation.id))
        .where(InvitationUse.person_id == person_id)
        .order_by(col(InvitationUse.used_at).desc(), col(Invitation.id).desc())
    ).all()
    return list(dict.fromkeys(rows))
