"""The card pinned in the office's group: the current round, with its buttons."""

from sqlmodel import col, select

from models.actions.desk import WAVE, Desk, message_payload
from models.messages import office as say
from models.rules.words import RoundKind
from models.store.office import bound_office
from models.tables import OutboxMessage, Round


def pin_due_cards(desk: Desk) -> None:
    """Pin the card of a monthly round that has opened; of several at once the last."""
    opened = desk.session.exec(
        select(Round)
        .where(
            Round.kind == RoundKind.MONTHLY,
            col(Round.opened_at).is_not(None),
            col(Round.carded_at).is_(None),
            Round.closes_at > desk.now,
        )
        .order_by(col(Round.due_at))
    ).all()
    office = bound_office(desk.session, desk.policy.office_chat_id)
    if not opened or office is None:
        return
    for round_ in opened:
        round_.carded_at = desk.now
    newest = opened[-1]
    pin_card(desk, newest, *office, key=f"card:{newest.slug}:{office[0]}")


def pin_card(desk: Desk, round_: Round, chat_id: int, thread_id: int | None, *, key: str | None = None) -> None:
    """Post a round's card to a chat and pin it, letting go of the one pinned there before."""
    language = desk.policy.language
    message = say.card(language, round_.slug, round_.kind, round_.due_at, desk.policy.zone, round_.id or 0)
    payload = message_payload(message)
    if thread_id is not None:
        payload["thread_id"] = thread_id
    before = desk.session.exec(
        select(OutboxMessage)
        .where(
            OutboxMessage.kind == "pin", OutboxMessage.chat_id == chat_id, col(OutboxMessage.message_id).is_not(None)
        )
        .order_by(col(OutboxMessage.id).desc())
    ).first()
    if before is not None:
        payload["unpin"] = before.message_id
    round_.carded_at = desk.now
    desk.enqueue("pin", payload, chat_id=chat_id, key=key, urgency=WAVE)
