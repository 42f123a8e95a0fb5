"""What the office was asked and has not answered yet: in which chat, of whom; apart from the same person's own reporting."""

from datetime import datetime, timedelta
from typing import Any

from models.actions.conversing import await_next, conversation_of
from models.actions.desk import Desk
from models.tables import Person

# Longer afterwards, what somebody says in the group is no answer any more.
ASK_FOR = timedelta(minutes=10)


def ask(desk: Desk, person: Person, chat_id: int, what: str, **more: str | int) -> None:
    """Remember that this person's next message in this chat answers `what`."""
    asks = {"what": what, "chat": chat_id, "at": desk.now.isoformat(), **more}
    await_next(desk, person, {**conversation_of(desk, person), "asks": asks})


def asked(desk: Desk, person: Person, chat_id: int) -> dict[str, Any] | None:
    """Return what this person was asked in this chat a moment ago; None when nothing, or not any more."""
    asks: dict[str, Any] | None = conversation_of(desk, person).get("asks")
    if asks is None or asks["chat"] != chat_id or datetime.fromisoformat(asks["at"]) + ASK_FOR < desk.now:
        return None
    return asks


def stop_asking(desk: Desk, person: Person) -> None:
    """Await nothing for the office any more; what the person is reporting goes on."""
    state = conversation_of(desk, person)
    if state.pop("asks", None) is not None:
        await_next(desk, person, state)
