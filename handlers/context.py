"""What a handler gets: the update, who sent it, and the desk to answer from."""

from collections.abc import Sequence
from dataclasses import dataclass

from handlers.gate import Gate
from handlers.permissions import Place, Role
from models.actions.desk import Desk
from models.actions.office import is_admin, is_office_chat
from models.messages.pages import fit
from models.rules.chats import Incoming, IncomingKind, Message
from models.store.people import Known, holds_post, led_units
from models.tables import Person


@dataclass(slots=True)
class Context:
    """One update at work. Replies go to the chat it came from, and into the topic it was said in.

    `bot_name` is what links are made with; `gate` counts what strangers send; `known` is what was looked up when the update came. `is_confirmed`: a text held as sensitive that was confirmed a second time.
    """

    desk: Desk
    incoming: Incoming
    person: Person
    is_confirmed: bool = False
    bot_name: str = ""
    gate: Gate | None = None
    known: Known | None = None
    _is_liaison: bool | None = None

    @property
    def language(self) -> str:
        """The language to answer in: the person's own in private, the office's in a group."""
        return self.desk.language_of(self.person if self.incoming.is_private else None)

    @property
    def is_admin(self) -> bool:
        """Whether the sender is an admin at this moment."""
        return is_admin(self.desk, self.person)

    @property
    def is_office(self) -> bool:
        """Whether the sender may act for the office at this moment: an admin, or a member of its group."""
        return self.is_admin or self.incoming.in_office or is_office_chat(self.desk, self.incoming.chat_id)

    @property
    def is_liaison(self) -> bool:
        """Whether the sender holds a post, or has claimed one; asked once an update."""
        if self._is_liaison is None:
            self._is_liaison = (
                holds_post(self.desk.session, self.person.id or 0) if self.known is None else self.known.holds_post
            )
        return self._is_liaison

    @property
    def is_leader(self) -> bool:
        """Whether the sender reads along as the leader of some unit."""
        return bool(led_units(self.desk.session, self.person.id or 0)) if self.known is None else self.known.leads_unit

    @property
    def is_known(self) -> bool:
        """Whether the sender is somebody to the office: a liaison, a leader, a member, an admin."""
        return self.is_liaison or self.is_office or self.has_role(Role.LEADER)

    @property
    def place(self) -> Place:
        """Where this was said or pressed."""
        if self.incoming.is_private:
            return Place.PRIVATE
        return Place.OFFICE_GROUP if is_office_chat(self.desk, self.incoming.chat_id) else Place.OTHER_GROUP

    def has_role(self, role: Role) -> bool:
        """Tell whether the sender is that to the office, at this moment and in this place."""
        match role:
            case Role.LIAISON:
                return self.is_liaison
            case Role.LEADER:
                return self.is_leader
            case Role.OFFICE:
                return self.is_office
            case Role.ADMIN:
                return self.is_admin
            case Role.STRANGER:
                return not any(self.has_role(other) for other in Role if other is not Role.STRANGER)

    def reply(self, *messages: Message) -> None:
        """Answer with new messages."""
        for message in messages:
            self.desk.send(self.incoming.chat_id, message, thread_id=self.incoming.thread_id, person_id=self.person.id)

    def replace(self, messages: Sequence[Message]) -> None:
        """Answer a press: the first message takes the place of the pressed one, the others follow.

        A text of several pages is sent anew, so that its pages stay together.
        """
        # What is too long for one message cannot stand in the place of one.
        messages = [page for message in messages for page in fit(message)]
        if self.incoming.kind is IncomingKind.PRESS and len(messages) == 1 and messages[0].ask_contact is None:
            self.desk.edit(self.incoming.chat_id, self.incoming.message_id, messages[0], person_id=self.person.id)
        else:
            self.reply(*messages)
