"""Inbox and outbox, in and out of their tables."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import delete, update
from sqlalchemy.dialects.sqlite import insert as insert_sqlite
from sqlmodel import Session, col, select

from models.tables import InboxUpdate, OutboxMessage


def store_updates(session: Session, rows: Sequence[dict[str, Any]]) -> None:
    """Store fetched updates; one already stored stays as it is. Counts the first attempt: it is about to be made."""
    if rows:
        session.execute(insert_sqlite(InboxUpdate).on_conflict_do_nothing(), list(rows))


def open_updates(session: Session) -> Sequence[InboxUpdate]:
    """Return the updates not yet handled, oldest first."""
    return session.exec(
        select(InboxUpdate).where(col(InboxUpdate.done_at).is_(None)).order_by(col(InboxUpdate.update_id))
    ).all()


def settle_update(session: Session, update_id: int, now: datetime, *, set_aside: bool = False) -> bool:
    """Mark an update handled; False if it already was, in which case nothing may be done for it again."""
    result = session.execute(
        update(InboxUpdate)
        .where(col(InboxUpdate.update_id) == update_id, col(InboxUpdate.done_at).is_(None))
        .values(done_at=now, set_aside=set_aside)
    )
    return bool(getattr(result, "rowcount", 0))


def count_attempt(session: Session, update_ids: Collection[int]) -> None:
    """Count another attempt at handling these updates."""
    session.execute(
        update(InboxUpdate)
        .where(col(InboxUpdate.update_id).in_(list(update_ids)))
        .values(attempts=col(InboxUpdate.attempts) + 1)
    )


def outbox_row(session: Session, dedup_key: str) -> OutboxMessage | None:
    """Return the outbox row of that key."""
    return session.exec(select(OutboxMessage).where(OutboxMessage.dedup_key == dedup_key)).first()


def waiting_messages(
    session: Session, now: datetime, busy: Collection[tuple[str, int | None]], limit: int
) -> list[OutboxMessage]:
    """Return up to `limit` rows that may leave now: the first of each chat, replies before waves.

    A chat whose first row is leased, or must wait, holds back its later ones: order in a chat is kept across retries.
    """
    rows = session.exec(
        select(OutboxMessage)
        .where(col(OutboxMessage.state).in_(("waiting", "leased")))
        .order_by(col(OutboxMessage.urgency), col(OutboxMessage.id))
        .limit(max(limit * 20, 500))
    ).all()
    first: dict[tuple[str, int | None], OutboxMessage] = {}
    for row in rows:
        place = (row.channel, row.chat_id)
        # A reply may overtake a wave in its chat, so rows are compared by urgency first.
        if place not in first:
            first[place] = row
    ready = [
        row
        for place, row in first.items()
        if place not in busy and row.state == "waiting" and row.next_attempt_at <= now
    ]
    return ready[:limit]


def clear_leases(session: Session) -> None:
    """Give back what a dead instance had taken: only one lives on this database."""
    session.execute(update(OutboxMessage).where(col(OutboxMessage.state) == "leased").values(state="waiting"))


def forget_updates(session: Session, before: datetime) -> None:
    """Delete handled updates older than `before`; Telegram repeats none older than a day."""
    session.execute(delete(InboxUpdate).where(col(InboxUpdate.done_at) < before))


def known_updates(session: Session, update_ids: Collection[int]) -> set[int]:
    """Return which of these updates are stored already."""
    return set(
        session.exec(select(InboxUpdate.update_id).where(col(InboxUpdate.update_id).in_(list(update_ids)))).all()
    )
