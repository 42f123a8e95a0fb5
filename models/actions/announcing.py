"""A text to all liaisons: previewed, sent in waves, its progress shown in one message, and stopped on request."""

from sqlmodel import col, func, select

from models.actions.desk import BULK, Desk
from models.messages import chasing as say
from models.rules.chats import Message
from models.rules.words import LiaisonState
from models.tables import Broadcast, Liaison, OutboxMessage, Person

_PREFIX = "broadcast"


def _audience(desk: Desk) -> list[Person]:
    """Return everybody who holds a post and can be written to."""
    return list(
        desk.session.exec(
            select(Person)
            .where(
                col(Person.id).in_(
                    select(Liaison.person_id).where(
                        Liaison.state == LiaisonState.ACTIVE, col(Liaison.person_id).is_not(None)
                    )
                ),
                col(Person.unreachable_since).is_(None),
            )
            .order_by(col(Person.id))
        ).all()
    )


def preview_broadcast(
    desk: Desk, language: str, actor: Person, chat_id: int, thread_id: int | None, text: str
) -> Message:
    """Keep a text and show it with the number of those who would get it."""
    if not text.strip():
        return say.how_to_broadcast(language)
    people = _audience(desk)
    if not people:
        return say.broadcast_nobody(language)
    if not say.fits_broadcast(language, text.strip()):
        return say.broadcast_too_long(language)
    row = Broadcast(
        text=text.strip(), asked_by=actor.chat_user_id, chat_id=chat_id, thread_id=thread_id, asked_at=desk.now
    )
    desk.session.add(row)
    desk.session.flush()
    return say.broadcast_preview(language, row.id or 0, row.text, len(people))


def begin_broadcast(desk: Desk, language: str, actor: Person, broadcast_id: int, message_id: int) -> Message:
    """确认发送: queue a message to everybody; returns what the preview becomes, which shows from now on how far it is.

    A second press changes nothing.
    """
    row = desk.session.get(Broadcast, broadcast_id)
    if row is None or row.started_at is not None or row.stopped_at is not None:
        return say.broadcast_gone(language)
    row.started_at, row.shown_message_id, row.shown = desk.now, message_id, 0
    people = _audience(desk)
    for person in people:
        message = say.broadcast_text(desk.language_of(person), row.text)
        desk.tell(person, message, key=f"{_PREFIX}:{row.id}:{person.id}", urgency=BULK)
    desk.session.flush()
    desk.note("broadcast", str(row.id), actor=actor.chat_user_id, count=len(people), text=row.text)
    return say.broadcast_progress(desk.policy.language, _progress(desk, row))


def drop_broadcast(desk: Desk, language: str, broadcast_id: int) -> Message | None:
    """取消 of a preview; None where it has been begun already, or dropped before."""
    row = desk.session.get(Broadcast, broadcast_id)
    if row is None or row.started_at is not None or row.stopped_at is not None:
        return None
    row.stopped_at = row.ended_at = desk.now
    return say.broadcast_gone(language)


def stop_broadcast(desk: Desk, actor: Person, broadcast_id: int) -> bool:
    """停止发送: what has not left stays; False where nothing was under way."""
    row = desk.session.get(Broadcast, broadcast_id)
    if row is None or row.started_at is None or row.ended_at is not None or row.stopped_at is not None:
        return False
    row.stopped_at = desk.now
    for waiting in _rows(desk, row, "waiting"):
        waiting.state, waiting.reason = "skipped", "stopped"
    desk.session.flush()
    desk.note("broadcast_stop", str(row.id), actor=actor.chat_user_id)
    show_broadcasts(desk)
    return True


def show_broadcasts(desk: Desk) -> None:
    """Bring the message that shows a broadcast's progress up to date, for every one under way."""
    under_way = desk.session.exec(
        select(Broadcast).where(col(Broadcast.started_at).is_not(None), col(Broadcast.ended_at).is_(None))
    ).all()
    for row in under_way:
        progress = _progress(desk, row)
        settled = progress.total - progress.waiting
        if settled == row.shown or row.shown_message_id is None:
            continue
        row.shown = settled
        if not progress.waiting:
            row.ended_at = desk.now
        desk.edit(row.chat_id, row.shown_message_id, say.broadcast_progress(desk.policy.language, progress))


def _rows(desk: Desk, broadcast: Broadcast, state: str) -> list[OutboxMessage]:
    return list(
        desk.session.exec(
            select(OutboxMessage).where(
                col(OutboxMessage.dedup_key).startswith(f"{_PREFIX}:{broadcast.id}:"), OutboxMessage.state == state
            )
        ).all()
    )


def _progress(desk: Desk, broadcast: Broadcast) -> say.Progress:
    counted = dict(
        desk.session.exec(
            select(OutboxMessage.state, func.count())
            .where(col(OutboxMessage.dedup_key).startswith(f"{_PREFIX}:{broadcast.id}:"))
            .group_by(OutboxMessage.state)
        ).all()
    )
    return say.Progress(
        broadcast.id or 0,
        total=sum(counted.values()),
        sent=counted.get("sent", 0),
        failed=counted.get("dead", 0),
        stopped=counted.get("skipped", 0),
    )
