"""Forgetting: what is handled, sent or over, and old, leaves the tables; what was reported stays with the units."""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import CursorResult, Delete, Update, and_, delete, exists, or_, select, text, update
from sqlmodel import Session, SQLModel, col

from models.rules.words import LiaisonState
from models.tables import (
    Attachment,
    Conversation,
    Draft,
    DraftEntry,
    DraftFile,
    Enclosure,
    InboxUpdate,
    Invitation,
    InvitationUse,
    Liaison,
    OutboxMessage,
    Person,
    Round,
    Snooze,
)

# So much at a time, so that nobody waits long for the writer.
PIECE = 2000
_OVER = ("sent", "dead", "skipped")


def _do(session: Session, statement: Update | Delete) -> int:
    result = session.execute(statement.execution_options(synchronize_session=False))
    return int(result.rowcount) if isinstance(result, CursorResult) else 0


def forget_handled(session: Session, before: datetime) -> int:
    """Delete updates handled, or set aside, before that; at most PIECE of them. Returns how many."""
    # Telegram repeats nothing older than a day, and draws its next number at random after a week without updates: a
    # number still known would then make a new message pass for a repeat.
    old = select(col(InboxUpdate.update_id)).where(col(InboxUpdate.done_at) < before).limit(PIECE)
    return _do(session, delete(InboxUpdate).where(col(InboxUpdate.update_id).in_(old)))


def empty_sent(session: Session, before: datetime) -> int:
    """Empty messages that left, or never will, before that; at most PIECE. Returns how many."""
    old = (
        select(col(OutboxMessage.id))
        .where(
            col(OutboxMessage.created_at) < before,
            col(OutboxMessage.state).in_(_OVER),
            or_(text("outbox.payload != '{}'"), col(OutboxMessage.person_id).is_not(None)),
        )
        .limit(PIECE)
    )
    return _do(session, update(OutboxMessage).where(col(OutboxMessage.id).in_(old)).values(payload={}, person_id=None))


def drop_drafts(session: Session, before: datetime) -> int:
    """Delete drafts of rounds that closed before that; what was never submitted was never said. Returns how many."""
    old = [
        row_id
        for row_id in session.execute(
            select(col(Draft.id))
            .join(Round, col(Round.id) == col(Draft.round_id))
            .where(col(Draft.changed_at) < before, col(Round.closes_at) < before)
            .limit(PIECE)
        ).scalars()
        if row_id is not None
    ]
    if old:
        entries = select(col(DraftEntry.id)).where(col(DraftEntry.draft_id).in_(old))
        _do(session, delete(DraftFile).where(col(DraftFile.entry_id).in_(entries)))
        _do(session, delete(DraftEntry).where(col(DraftEntry.draft_id).in_(old)))
        _do(session, delete(Draft).where(col(Draft.id).in_(old)))
    return len(old)


def drop_conversations(session: Session, before: datetime) -> int:
    """Delete what was awaited, wished for later, or open to be used, until before that. Returns how many."""
    count = _do(session, delete(Conversation).where(col(Conversation.changed_at) < before))
    count += _do(session, delete(Snooze).where(col(Snooze.at) < before))
    over = select(col(Invitation.id)).where(col(Invitation.expires_at) < before)
    _do(session, delete(InvitationUse).where(col(InvitationUse.invitation_id).in_(over)))
    return count + _do(session, delete(Invitation).where(col(Invitation.expires_at) < before))


def blank_former(session: Session, before: datetime, name: str) -> int:
    """Put `name` in the place of those who gave their post up before that, and take their telephones out."""
    return _do(
        session,
        update(Liaison)
        .where(
            col(Liaison.state) == LiaisonState.REVOKED,
            col(Liaison.decided_at) < before,
            or_(
                col(Liaison.name) != name,
                col(Liaison.phone) != "",
                col(Liaison.leader_name) != "",
                col(Liaison.leader_phone) != "",
            ),
        )
        .values(name=name, phone="", leader_name="", leader_phone=""),
    )


def drop_passers_by(session: Session, before: datetime) -> int:
    """Delete people last heard of before that to whom nothing refers: they looked in, and went. Returns how many."""
    referring = [
        ~exists().where(column == col(Person.id))
        for table in SQLModel.metadata.tables.values()
        for column in table.columns
        if any(key.target_fullname == "person.id" for key in column.foreign_keys)
    ]
    heard = or_(
        col(Person.last_input_at) < before,
        and_(col(Person.last_input_at).is_(None), col(Person.first_seen_at) < before),
    )
    old = select(col(Person.id)).where(heard, *referring).limit(PIECE)
    return _do(session, delete(Person).where(col(Person.id).in_(old)))


def kept_checksums(session: Session) -> Collection[str]:
    """Return the checksums of all files that an answer, a draft or a data call names."""
    found: set[str] = set()
    for table in (Attachment, DraftFile, Enclosure):
        found.update(session.execute(select(col(table.sha256)).distinct()).scalars())
    return found
