"""Groups: who is in them, what people do in them, and their becoming supergroups."""

import mimetypes
from typing import TYPE_CHECKING

from bot.sandbox.emulator.conversation import Conversation
from bot.sandbox.emulator.methods.commands import shown_commands
from bot.sandbox.emulator.people import Person
from bot.sandbox.emulator.rendering import ADMIN_RIGHTS
from bot.sandbox.emulator.seen import PressedButton, SeenMessage
from bot.sandbox.emulator.world import Bot, Chat

if TYPE_CHECKING:
    from bot.sandbox.emulator.emulator import Emulator

PRESENT = frozenset({"creator", "administrator", "member", "restricted"})


class Group(Conversation):
    """A group or supergroup; every act names who does it."""

    def __init__(self, emulator: "Emulator", chat_id: int) -> None:
        super().__init__(emulator)
        self.id = chat_id

    @property
    def chat(self) -> Chat:
        """Give the group's data."""
        return self.emulator.world.groups[self.id]

    @property
    def creator(self) -> Person:
        """Give who made the group."""
        user_id = next(member.user_id for member in self.chat.members.values() if member.status == "creator")
        return Person(self.emulator, user_id)

    def _acting(self, person: Person) -> int:
        member = self.chat.members.get(person.id)
        if member is None or member.status not in PRESENT:
            raise PermissionError(f"{person.user.first_name} is not in the group {self.chat.title}")
        if self.chat.migrated_to is not None:
            raise PermissionError(f"the group {self.chat.title} became the supergroup {self.chat.migrated_to}")
        return person.id

    def commands(self, person: Person) -> list[tuple[str, str]]:
        """Give the commands a member is offered here."""
        bots = [self.emulator.world.bots[number] for number in self.chat.members if number in self.emulator.world.bots]
        return [
            (command["command"], command["description"])
            for bot in bots
            for command in shown_commands(bot, self.chat, person.user)
        ]

    # What members do

    def send(self, person: Person, text: str, *, reply_to: int | None = None, topic: int | None = None) -> SeenMessage:
        """Send a text, into a topic where one is named."""
        return self._send(self._acting(person), text, reply_to=reply_to, topic=topic)

    def press(self, person: Person, word: str, *, message: int | None = None) -> PressedButton:
        """Press the inline button of this word on the newest message that has one (or on that message)."""
        return self._press(self._acting(person), word, message)

    def press_data(self, person: Person, data: str, *, message: int | None = None) -> PressedButton:
        """Press the newest inline button that sends exactly this."""
        return self._press_data(self._acting(person), data, message)

    def upload(self, person: Person, name: str, data: bytes, *, caption: str = "") -> SeenMessage:
        """Send a file."""
        kind = mimetypes.guess_type(name)[0] or "application/octet-stream"
        return self._document(self._acting(person), name, data, caption=caption, mime_type=kind)

    def photo(self, person: Person, data: bytes, *, caption: str = "") -> SeenMessage:
        """Send a picture."""
        return self._photo(self._acting(person), data, caption=caption)

    def forward(self, person: Person, seen: SeenMessage) -> SeenMessage:
        """Forward a message from anywhere into this group."""
        return self._forward(self._acting(person), seen)

    def edit(self, person: Person, message_id: int, text: str) -> SeenMessage:
        """Change what one wrote."""
        return self._edit(self._acting(person), message_id, text)

    def pin(self, person: Person, message_id: int) -> None:
        """Pin a message."""
        sender = self._acting(person)
        self.chat.pinned.append(message_id)
        self.emulator.post(self.chat, sender, {}, pinned_id=message_id)
        self.emulator.tell("pin", self.chat, self.chat.messages[message_id])

    def unpin(self, person: Person, message_id: int) -> None:
        """Unpin a message."""
        self._acting(person)
        self.chat.pinned.remove(message_id)
        self.emulator.tell("unpin", self.chat, self.chat.messages[message_id])

    # Who is in it

    def add(self, who: Person | Bot, *, by: Person | None = None) -> None:
        """Add somebody; a bot gets `my_chat_member` and the service message."""
        adder = by or self.creator
        self.emulator.change_member(self.chat, who.id, "member", by=adder.id)
        user = self.emulator.world.users[who.id]
        self.emulator.post(self.chat, adder.id, {"new_chat_members": [user.body()]})

    def remove(self, who: Person | Bot, *, by: Person | None = None) -> None:
        """Remove somebody for good (`kicked`)."""
        remover = by or self.creator
        self.emulator.change_member(self.chat, who.id, "kicked", by=remover.id)
        user = self.emulator.world.users[who.id]
        self.emulator.post(self.chat, remover.id, {"left_chat_member": user.body()})

    def leave(self, person: Person) -> None:
        """Leave of one's own accord."""
        sender = self._acting(person)
        self.emulator.change_member(self.chat, sender, "left", by=sender)
        self.emulator.post(self.chat, sender, {"left_chat_member": person.user.body()})

    def promote(self, who: Person | Bot, *, rights: list[str] | None = None, by: Person | None = None) -> None:
        """Make somebody an administrator, with these rights or all but adding administrators."""
        granted = rights if rights is not None else [right for right in ADMIN_RIGHTS if right != "can_promote_members"]
        self.emulator.change_member(self.chat, who.id, "administrator", by=(by or self.creator).id, rights=granted)

    def demote(self, who: Person | Bot, *, by: Person | None = None) -> None:
        """Make an administrator a plain member again."""
        self.emulator.change_member(self.chat, who.id, "member", by=(by or self.creator).id)

    # What becomes of it

    def rename(self, title: str, *, by: Person | None = None) -> None:
        """Change the title."""
        self.chat.title = title
        self.emulator.post(self.chat, (by or self.creator).id, {"new_chat_title": title})

    def topic(self, name: str, *, by: Person | None = None) -> int:
        """Open a topic; gives its message_thread_id."""
        if not self.chat.is_forum:
            raise ValueError(f"the group {self.chat.title} has no topics")
        number = self.chat.next_message_id
        self.chat.topics[number] = name
        created = {"forum_topic_created": {"name": name, "icon_color": 7322096}}
        self.emulator.post(self.chat, (by or self.creator).id, created, thread_id=number)
        return number

    def close_topic(self, number: int, *, by: Person | None = None) -> None:
        """Close a topic (1 is the general one): only who may manage topics can still write there."""
        self.chat.closed_topics.append(number)
        self.emulator.post(self.chat, (by or self.creator).id, {"forum_topic_closed": {}}, thread_id=number)

    def delete_topic(self, number: int) -> None:
        """Delete a topic with everything said in it; bots are told nothing."""
        del self.chat.topics[number]
        for message in self.chat.messages.values():
            message.is_deleted = message.is_deleted or message.thread_id == number

    def upgrade(self, *, is_forum: bool = False) -> "Group":
        """Make the group a supergroup: a new chat with a new id, to which the old one points from now on."""
        old = self.chat
        if old.type != "group":
            raise ValueError(f"{old.title} is no basic group")
        new = Chat(
            self.emulator.new_group_id("supergroup"),
            "supergroup",
            old.title,
            is_forum=is_forum,
            members_may_pin=old.members_may_pin,
            members=dict(old.members),
            is_seen_by=list(old.is_seen_by),
        )
        self.emulator.world.groups[new.id] = new
        by = self.creator.id
        self.emulator.post(old, by, {"migrate_to_chat_id": new.id})
        old.migrated_to = new.id
        self.emulator.post(new, by, {"migrate_from_chat_id": old.id})
        return Group(self.emulator, new.id)
