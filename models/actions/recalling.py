"""/history: what a person's units have reported, version by version."""

from sqlmodel import col, select

from models.actions.desk import Desk
from models.messages import history as say
from models.messages.naming import name_short
from models.rules.chats import Message
from models.rules.words import RoundKind, Status
from models.store.people import posts_of
from models.store.rounds import answers_of, items_of
from models.tables import Person, Round

ROUNDS_SHOWN = 3


def recall(desk: Desk, person: Person) -> list[Message]:
    """Return the answers of the last rounds, the newest round first."""
    posts = posts_of(desk.session, person.id or 0)
    rounds = desk.session.exec(
        select(Round)
        .where(col(Round.opened_at).is_not(None), Round.kind != RoundKind.REGISTRATION)
        .order_by(col(Round.due_at).desc())
        .limit(ROUNDS_SHOWN)
    ).all()
    shown: list[tuple[int, str, str, list[say.PastAnswer]]] = []
    for round_ in rounds:
        past = [
            say.PastAnswer(
                number=name_short(item),
                version=answer.version,
                status=Status(answer.status) if answer.status else None,
                text=answer.text,
                receipt=answer.receipt,
                said_at=answer.submitted_at,
                on_time=answer.on_time,
                is_returned=answer.returned_at is not None,
            )
            for item in items_of(desk.session, posts, round_)
            for answer in answers_of(desk.session, item.assignment_id)
        ]
        if past:
            shown.append((round_.id or 0, round_.slug, round_.kind, past))
    return say.history(desk.language_of(person), shown, desk.policy.zone)
