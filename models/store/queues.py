"""Inbox and outbox, in and out of their tables."""

from collections.abc import Collection, Sequence
from contextlib import closing
from dataclasses import dataclass, fields
from datetime import datetime
from typing import Any

from sqlalchemy import JSON, Table, bindparam, delete, exists, insert, text, tuple_, update
from sqlalchemy import select as select_columns
from sqlalchemy.dialects.sqlite import insert as insert_sqlite
from sqlmodel import Session, SQLModel, col, func, select

from models.store.prepared import Prepared, PreparedRows
from models.tables import InboxUpdate, OutboxMessage

_INBOX: Table = SQLModel.metadata.tables["inbox"]
_OUTBOX: Table = SQLModel.metadata.tables["outbox"]
_PERSON: Table = SQLModel.metadata.tables["person"]


def _named(table: Table, *left_out: str) -> dict[str, Any]:
    """Return a value to be given, of the column's own name, for each column but those left out."""
    return {
        column.name: bindparam(column.name, type_=column.type)
        for column in table.columns
        if column.name not in left_out
    }


def store_updates(session: Session, rows: Sequence[dict[str, Any]]) -> int:
    """Store fetched updates and return how many were new; one already stored stays as it is."""
    if not rows:
        return 0
    return _TAKE_IN.run_many(session, rows).rowcount


_TAKE_IN = Prepared(insert_sqlite(_INBOX).values(_named(_INBOX, "done_at")).on_conflict_do_nothing())
_STORE = Prepared(
    insert(_OUTBOX).values(_named(_OUTBOX, "id", "sent_at", "message_id", "reason")).values(state="waiting", attempts=0)
)


def store_message(session: Session, row: dict[str, Any]) -> int:
    """Put one row into the outbox and return its id; its key must be new."""
    return _STORE.run(session, **row).lastrowid or 0


def store_messages(session: Session, rows: Sequence[dict[str, Any]]) -> dict[str, int]:
    """Put many rows into the outbox and return their ids by their keys, which must be new."""
    if not rows:
        return {}
    statement = insert(OutboxMessage).returning(col(OutboxMessage.id), col(OutboxMessage.dedup_key))
    return {key: row_id for row_id, key in session.execute(statement, list(rows))}


def open_updates(session: Session) -> Sequence[InboxUpdate]:
    """Return the updates not yet handled, oldest first."""
    return session.exec(
        select(InboxUpdate).where(col(InboxUpdate.done_at).is_(None)).order_by(col(InboxUpdate.update_id))
    ).all()


_SETTLE = Prepared(
    update(_INBOX)
    .where(_INBOX.c.update_id == bindparam("settled_id"), _INBOX.c.done_at.is_(None))
    # A handled row serves only to know a repeat: what was said, and the token of an invitation, is kept nowhere twice.
    .values(done_at=bindparam("at"), set_aside=False, payload={})
)
_SET_ASIDE = Prepared(
    update(_INBOX)
    .where(_INBOX.c.update_id == bindparam("settled_id"), _INBOX.c.done_at.is_(None))
    .values(done_at=bindparam("at"), set_aside=True)
)


def settle_update(session: Session, update_id: int, now: datetime, *, set_aside: bool = False) -> bool:
    """Mark an update handled; False if it already was, in which case nothing may be done for it again."""
    statement = _SET_ASIDE if set_aside else _SETTLE
    return bool(statement.run(session, settled_id=update_id, at=now).rowcount)


def count_attempt(session: Session, update_id: int) -> None:
    """Count another attempt at handling an update."""
    session.execute(
        update(InboxUpdate)
        .where(col(InboxUpdate.update_id) == update_id)
        .values(attempts=col(InboxUpdate.attempts) + 1)
        .execution_options(synchronize_session=False)
    )


def outbox_row(session: Session, dedup_key: str) -> OutboxMessage | None:
    """Return the outbox row of that key."""
    return session.exec(select(OutboxMessage).where(OutboxMessage.dedup_key == dedup_key)).first()


def was_sent_since(session: Session, chat_id: int, since: datetime) -> bool:
    """Tell whether anything has arrived in a chat after a moment."""
    sent = select(OutboxMessage.id).where(col(OutboxMessage.sent_at) > since, OutboxMessage.chat_id == chat_id)
    return session.exec(sent.limit(1)).first() is not None


# In the very words of the partial indices: with bound values SQLite cannot know that these serve, and reads every row.
_IS_OPEN = text("outbox.state IN ('waiting', 'leased')")


def outbox_rows(session: Session, row_ids: Collection[int]) -> dict[int, OutboxMessage]:
    """Return these outbox rows, by id; the few that leave at a time."""
    return {row.id or 0: row for row in _BY_IDS.all(session, ids=list(row_ids))} if row_ids else {}


def settle_sent(session: Session, rows: Sequence[tuple[int, int | None, datetime]]) -> None:
    """Write down what has arrived: the row, the platform's id of the message, and when."""
    _SENT.run_many(session, [{"of": row_id, "message": message, "at": at} for row_id, message, at in rows])


def lease_messages(session: Session, row_ids: Collection[int]) -> None:
    """Lease rows that are about to leave, and count the attempt."""
    _LEASE.run_many(session, [{"of": row_id} for row_id in row_ids])


_IDS = select_columns(func.json_each(bindparam("ids", type_=JSON)).table_valued("value").c.value)
_BY_IDS = PreparedRows(OutboxMessage, _OUTBOX.c.id.in_(_IDS))
_SENT = Prepared(
    update(_OUTBOX)
    .where(_OUTBOX.c.id == bindparam("of"))
    .values(state="sent", message_id=bindparam("message"), sent_at=bindparam("at"), reason=None)
)
_LEASE = Prepared(
    update(_OUTBOX).where(_OUTBOX.c.id == bindparam("of")).values(state="leased", attempts=_OUTBOX.c.attempts + 1)
)
_EARLIER = _OUTBOX.alias("earlier")
# The first of each chat, however many wait in another: a flood in one chat hides nobody's message. In the order of an
# index, so that no more is read than leaves, be it of a hundred thousand.
_FIRST_OF_EACH_CHAT = Prepared(
    select_columns(_OUTBOX.c.id, _OUTBOX.c.urgency, _OUTBOX.c.channel, _OUTBOX.c.chat_id)
    .where(
        _IS_OPEN,
        _OUTBOX.c.state == "waiting",
        _OUTBOX.c.next_attempt_at <= bindparam("now"),
        ~exists().where(
            text("earlier.state IN ('waiting', 'leased')"),
            _EARLIER.c.channel == _OUTBOX.c.channel,
            _EARLIER.c.chat_id.is_not_distinct_from(_OUTBOX.c.chat_id),
            tuple_(_EARLIER.c.urgency, _EARLIER.c.id) < tuple_(_OUTBOX.c.urgency, _OUTBOX.c.id),
        ),
    )
    .order_by(_OUTBOX.c.urgency, _OUTBOX.c.id)
)


@dataclass(frozen=True, slots=True)
class Waiting:
    """A row of the outbox that may leave now. `is_silent`: its reader gets nothing until they write again."""

    id: int
    dedup_key: str
    channel: str
    chat_id: int | None
    kind: str
    payload: dict[str, Any]
    urgency: int
    attempts: int
    not_after: datetime | None
    is_silent: bool


_WAITING = Prepared(
    select_columns(
        *(_OUTBOX.c[each.name] for each in fields(Waiting) if each.name != "is_silent"),
        exists().where(
            _OUTBOX.c.channel == "telegram",
            _PERSON.c.platform == "telegram",
            _PERSON.c.chat_user_id == _OUTBOX.c.chat_id,
            _PERSON.c.unreachable_since.is_not(None),
        ),
    )
    .where(_OUTBOX.c.id.in_(_IDS))
    .order_by(_OUTBOX.c.urgency, _OUTBOX.c.id)
)


def count_waves_until(session: Session, urgency: int) -> int:
    """Return how many waves, none of them less urgent than this, wait to leave."""
    statement = select_columns(func.count()).select_from(_OUTBOX).where(_IS_OPEN, _OUTBOX.c.urgency.between(1, urgency))
    return int(session.execute(statement).scalar_one())


def waiting_messages(
    session: Session, now: datetime, busy: Collection[tuple[str, int | None]], limit: int, *, waves: int | None = None
) -> list[Waiting]:
    """Return up to `limit` rows that may leave now, at most `waves` of them no replies: the first of each chat.

    Replies go before waves. A chat whose first row is leased, or must wait, holds back its later ones: order in a chat
    is kept across retries.
    """
    chosen: list[int] = []
    waves_left = limit if waves is None else waves
    with closing(_FIRST_OF_EACH_CHAT.each(session, now=now)) as first:
        for row_id, urgency, channel, chat_id in first:
            if len(chosen) >= limit or (urgency > 0 and waves_left <= 0):
                break
            if (channel, chat_id) not in busy:
                chosen.append(row_id)
                waves_left -= urgency > 0
    return [Waiting(*row) for row in _WAITING.rows(session, ids=chosen)] if chosen else []


def pull_forward(session: Session, now: datetime) -> None:
    """Let everything that waits for a later moment be looked at now: the clock has been set back.

    What must wait all the same (a reminder in quiet hours, a flood limit) is told so again when it tries to leave.
    """
    session.execute(
        update(OutboxMessage)
        .where(col(OutboxMessage.state) == "waiting", col(OutboxMessage.next_attempt_at) > now)
        .values(next_attempt_at=now)
    )


def is_from_the_future(session: Session, now: datetime) -> bool:
    """Tell whether something waiting was put there later than `now`: the clock was set back while nobody looked."""
    later = select(OutboxMessage.id).where(_IS_OPEN, col(OutboxMessage.created_at) > now).limit(1)
    return session.exec(later).first() is not None


def clear_leases(session: Session) -> None:
    """Give back what a dead instance had taken: only one lives on this database."""
    session.execute(update(OutboxMessage).where(col(OutboxMessage.state) == "leased").values(state="waiting"))


def forget_updates(session: Session, before: datetime) -> None:
    """Delete handled updates older than `before`; Telegram repeats none older than a day."""
    session.execute(delete(InboxUpdate).where(col(InboxUpdate.done_at) < before))


def finished_updates(session: Session, update_ids: Collection[int]) -> set[int]:
    """Return which of these updates have been handled, or set aside."""
    return set(
        session.exec(
            select(InboxUpdate.update_id).where(
                col(InboxUpdate.update_id).in_(list(update_ids)), col(InboxUpdate.done_at).is_not(None)
            )
        ).all()
    )
