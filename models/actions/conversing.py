"""Remembering what a person's next message would answer."""

from typing import Any

from models.actions.desk import Desk
from models.tables import Conversation, Person


def conversation_of(desk: Desk, person: Person) -> dict[str, Any]:
    """Return the state of a person's conversation; empty when nothing is awaited."""
    row = desk.session.get(Conversation, person.id)
    return {} if row is None else dict(row.state)


def await_next(desk: Desk, person: Person, state: dict[str, Any]) -> None:
    """Remember what the next message would answer; an empty state awaits nothing."""
    row = desk.session.get(Conversation, person.id)
    if row is None:
        if state:
            desk.session.add(Conversation(person_id=person.id or 0, state=state, changed_at=desk.now))
    else:
        row.state = state
        row.changed_at = desk.now
