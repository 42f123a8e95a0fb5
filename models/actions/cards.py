"""The card pinned in the office's group: the current round, with its buttons."""

from sqlmodel import col, select

from models.actions.desk import WAVE, Desk, message_payload
from models.messages import office as say
from models.rules.chats import Message
from models.rules.words import RoundKind
from models.store.office import bound_office
from models.store.rounds import nearest_round, next_round
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


def pin_first_card(desk: Desk, chat_id: int, thread_id: int | None) -> None:
    """Pin a card in a group just bound: of the current monthly round, or the next to open, or of none yet."""
    current = nearest_round(desk.session, desk.now, RoundKind.MONTHLY) or next_round(
        desk.session, desk.now, RoundKind.MONTHLY
    )
    if current is not None:
        pin_card(desk, current, chat_id, thread_id)
    else:
        _pin(desk, say.card_without_round(desk.policy.language), chat_id, thread_id)


def pin_card(desk: Desk, round_: Round, chat_id: int, thread_id: int | None, *, key: str | None = None) -> None:
    """Post a round's card to a chat and pin it, letting go of the one pinned there before.

    One that has not opened gets another card when it does.
    """
    if round_.opened_at is not None:
        round_.carded_at = desk.now
    _pin(desk, _card(desk, round_), chat_id, thread_id, key)


def _pin(desk: Desk, card: Message, chat_id: int, thread_id: int | None, key: str | None = None) -> None:
    payload = message_payload(card)
    if thread_id is not None:
        payload["thread_id"] = thread_id
    before = _last_pin(desk, chat_id)
    if before is not None:
        payload["unpin"] = before.message_id
    desk.enqueue("pin", payload, chat_id=chat_id, key=key, urgency=WAVE)


def renew_card(desk: Desk, round_: Round) -> None:
    """Put on the pinned card of a round what it may do now that its due time has come: 抄送分管领导."""
    office = bound_office(desk.session, desk.policy.office_chat_id)
    pinned = None if office is None else _last_pin(desk, office[0])
    if office is None or pinned is None or pinned.message_id is None:
        return
    if any(data == f"missing:{round_.id}" for row in pinned.payload.get("rows", ()) for _, data in row):
        desk.edit(office[0], pinned.message_id, _card(desk, round_), only_if_there=True)


def _card(desk: Desk, round_: Round) -> Message:
    return say.card(
        desk.policy.language,
        round_.slug,
        round_.kind,
        round_.due_at,
        desk.policy.zone,
        round_.id or 0,
        opens_at=None if round_.opened_at is not None else round_.opens_at,
        is_over=round_.due_at <= desk.now,
    )


def _last_pin(desk: Desk, chat_id: int) -> OutboxMessage | None:
    return desk.session.exec(
        select(OutboxMessage)
        .where(
            OutboxMessage.kind == "pin", OutboxMessage.chat_id == chat_id, col(OutboxMessage.message_id).is_not(None)
        )
        .order_by(col(OutboxMessage.id).desc())
    ).first()
