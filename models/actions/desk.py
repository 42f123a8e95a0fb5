"""The desk at which one update, one tick or one command is worked off: a transaction, a moment, and the way out."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlmodel import Session

from models.messages.pages import fit
from models.rules.chats import Message
from models.rules.policies import Policy
from models.store.office import bound_office
from models.store.queues import store_message
from models.tables import Audit, Person

REPLY = 0
WAVE = 1
# What nobody waits for and nothing ends with: after every reminder.
BULK = 2**31 - 1


def message_payload(message: Message) -> dict[str, Any]:
    """Return a message as the outbox keeps it."""
    payload: dict[str, Any] = {"html": message.html}
    if message.rows:
        payload["rows"] = [[[button.text, button.data] for button in row] for row in message.rows]
    if message.ask_contact:
        payload["ask_contact"] = message.ask_contact
    if message.drop_keyboard:
        payload["drop_keyboard"] = True
    if message.ask_reply:
        payload["ask_reply"] = True
    return payload


@dataclass(slots=True)
class Desk:
    """One transaction's work: its session, its moment, and everything it sends, as outbox rows with unique keys.

    `source` makes the keys: `update:<id>` for an update, the command's own name on the command line.
    `toast` is what a pressed button answers at once; it is said after the commit and may be lost. `kept` is what was
    looked up once in this transaction, under whatever its owner calls it.
    """

    session: Session
    now: datetime
    policy: Policy
    source: str
    toast: str = ""
    woke_delivery: bool = False
    kept: dict[object, Any] = field(default_factory=dict)
    _sent: int = field(default=0)

    def language_of(self, person: Person | None) -> str:
        """Return the language to speak to a person, or to the office."""
        return (person.language if person is not None else None) or self.policy.language

    def enqueue(
        self,
        kind: str,
        payload: dict[str, Any],
        *,
        chat_id: int | None,
        key: str | None = None,
        person_id: int | None = None,
        urgency: int = REPLY,
        channel: str = "telegram",
        not_before: datetime | None = None,
        not_after: datetime | None = None,
    ) -> int:
        """Put one thing into the outbox and return its row's id. The caller sees to it that an explicit `key` is new."""
        if key is None:
            key = f"{self.source}:{self._sent}"
            self._sent += 1
        self.woke_delivery = True
        return store_message(
            self.session,
            {
                "dedup_key": key,
                "channel": channel,
                "chat_id": chat_id,
                "person_id": person_id,
                "kind": kind,
                "payload": payload,
                "urgency": urgency,
                "created_at": self.now,
                "next_attempt_at": not_before or self.now,
                "not_after": not_after,
            },
        )

    def send(
        self,
        chat_id: int,
        message: Message,
        *,
        thread_id: int | None = None,
        person_id: int | None = None,
        key: str | None = None,
        urgency: int = REPLY,
        not_before: datetime | None = None,
        not_after: datetime | None = None,
    ) -> int:
        """Send a message to a chat; returns its (last) row's id in the outbox."""
        *before, message = fit(message)
        for page, part in enumerate(before):
            # Whatever people wrote, nothing is refused for its length.
            self.send(
                chat_id,
                part,
                thread_id=thread_id,
                person_id=person_id,
                key=key and f"{key}/{page}",
                urgency=urgency,
                not_before=not_before,
                not_after=not_after,
            )
        payload = message_payload(message)
        if thread_id is not None:
            payload["thread_id"] = thread_id
        return self.enqueue(
            "message",
            payload,
            chat_id=chat_id,
            key=key,
            person_id=person_id,
            urgency=urgency,
            not_before=not_before,
            not_after=not_after,
        )

    def tell(
        self,
        person: Person,
        message: Message,
        *,
        key: str | None = None,
        urgency: int = REPLY,
        not_before: datetime | None = None,
        not_after: datetime | None = None,
    ) -> int:
        """Send a message to a person's private chat; returns its row's id in the outbox."""
        return self.send(
            person.chat_user_id,
            message,
            person_id=person.id,
            key=key,
            urgency=urgency,
            not_before=not_before,
            not_after=not_after,
        )

    def edit(
        self,
        chat_id: int,
        message_id: int,
        message: Message,
        *,
        person_id: int | None = None,
        only_if_there: bool = False,
    ) -> int:
        """Put a message in the place of one sent before; `only_if_there`: where that was deleted, say nothing."""
        payload = message_payload(message)
        payload["message_id"] = message_id
        if only_if_there:
            payload["only_if_there"] = True
        return self.enqueue("edit", payload, chat_id=chat_id, person_id=person_id)

    def offer_menu(self, person: Person, commands: tuple[str, ...]) -> None:
        """Let a person's client offer these commands, described in that person's language."""
        payload = {"language": self.language_of(person), "commands": list(dict.fromkeys(commands))}
        self.enqueue("menu", payload, chat_id=person.chat_user_id, person_id=person.id)

    def send_document(
        self,
        chat_id: int,
        request: dict[str, Any],
        *,
        thread_id: int | None = None,
        key: str | None = None,
        urgency: int = REPLY,
    ) -> int:
        """Send a file that is made when it leaves; `request` names what to make (see `models.actions.documents`)."""
        payload = dict(request)
        if thread_id is not None:
            payload["thread_id"] = thread_id
        return self.enqueue("document", payload, chat_id=chat_id, key=key, urgency=urgency)

    def office_places(self) -> list[tuple[int, int | None]]:
        """Return where what is meant for the office goes: the bound group, or else every admin's own chat."""
        office = bound_office(self.session, self.policy.office_chat_id)
        if office is not None:
            return [office]
        return [(admin_id, None) for admin_id in self.policy.admin_ids]

    def has_office(self) -> bool:
        """Tell whether a group is bound."""
        return bound_office(self.session, self.policy.office_chat_id) is not None

    def note(self, action: str, subject: str, *, actor: int | None = None, **particulars: Any) -> None:  # noqa: ANN401 - JSON
        """Write down who did what, for /audit and `export data`."""
        self.session.add(Audit(at=self.now, actor=actor, action=action, subject=subject, particulars=particulars))
