"""People and their private chats with a bot."""

import mimetypes
from typing import TYPE_CHECKING

from bot.sandbox.emulator.conversation import Conversation
from bot.sandbox.emulator.methods.commands import shown_commands
from bot.sandbox.emulator.seen import NoSuchButton, PressedButton, SeenMessage
from bot.sandbox.emulator.world import Bot, Chat, Member, User

if TYPE_CHECKING:
    from bot.sandbox.emulator.emulator import Emulator


class Person:
    """Somebody with an account, who acts through chats."""

    def __init__(self, emulator: "Emulator", user_id: int) -> None:
        self.emulator = emulator
        self.id = user_id

    @property
    def user(self) -> User:
        """Give the account's data; it may be changed (name, phone, language)."""
        return self.emulator.world.users[self.id]

    def chat(self, bot: Bot | None = None) -> "PrivateChat":
        """Give the person's private chat with a bot (where there is one bot, with that)."""
        return PrivateChat(self.emulator, self, bot or self.emulator.only_bot())

    def deactivate(self) -> None:
        """Delete the account: whoever writes to it is told “user is deactivated”."""
        self.user.is_deactivated = True


class PrivateChat(Conversation):
    """One person's chat with one bot, seen from the person's side."""

    def __init__(self, emulator: "Emulator", person: Person, bot: Bot) -> None:
        super().__init__(emulator)
        self.person = person
        self.bot = bot

    @property
    def chat(self) -> Chat:
        """Give the chat's data."""
        return self.emulator.world.dialog(self.bot.id, self.person.id)

    @property
    def commands(self) -> list[tuple[str, str]]:
        """Give the commands offered in the menu, each with its description."""
        shown = shown_commands(self.bot, self.chat, self.person.user)
        return [(command["command"], command["description"]) for command in shown]

    def _begin(self) -> int:
        if self.chat.is_blocked:
            raise PermissionError("the bot is blocked; unblock it first")
        self.chat.is_started = True
        return self.person.id

    def start(self, token: str = "") -> SeenMessage:
        """Press Start, by a deep link with this token if one is given; a blocked bot is unblocked by that."""
        if self.chat.is_blocked:
            self.unblock()
        return self.send(f"/start {token}".strip())

    def send(self, text: str, *, reply_to: int | None = None) -> SeenMessage:
        """Send a text; one above 4096 UTF-16 units goes in several messages. Gives the last."""
        return self._send(self._begin(), text, reply_to=reply_to)

    def tap(self, word: str) -> SeenMessage:
        """Tap a button of the reply keyboard, which sends its text, or the contact where it asks for that."""
        for button in (button for row in self.keyboard for button in row):
            if word in {button.text, button.word}:
                return self.share_contact() if button.asks_contact else self.send(button.text)
        shown = [button.text for row in self.keyboard for button in row]
        raise NoSuchButton(f"the reply keyboard has no {word!r}; it has {shown}")

    def press(self, word: str, *, message: int | None = None) -> PressedButton:
        """Press the inline button of this word on the newest message that has one (or on that message)."""
        return self._press(self._begin(), word, message)

    def press_data(self, data: str, *, message: int | None = None) -> PressedButton:
        """Press the newest inline button that sends exactly this."""
        return self._press_data(self._begin(), data, message)

    def share_contact(self, other: Person | None = None) -> SeenMessage:
        """Share one's own contact, or somebody else's."""
        return self._contact(self._begin(), (other or self.person).id)

    def upload(self, name: str, data: bytes, *, caption: str = "", mime_type: str = "") -> SeenMessage:
        """Send a file."""
        kind = mime_type or mimetypes.guess_type(name)[0] or "application/octet-stream"
        return self._document(self._begin(), name, data, caption=caption, mime_type=kind)

    def photo(self, data: bytes, *, caption: str = "") -> SeenMessage:
        """Send a picture."""
        return self._photo(self._begin(), data, caption=caption)

    def album(self, files: list[tuple[str, bytes]], *, caption: str = "") -> list[SeenMessage]:
        """Send files together: several messages with one media_group_id; the caption stands under the first."""
        album = str(10**15 + self.emulator.world.number())
        sent = []
        for index, (name, data) in enumerate(files):
            words = caption if index == 0 else ""
            kind = mimetypes.guess_type(name)[0] or "application/octet-stream"
            if all(other.endswith((".jpg", ".jpeg", ".png")) for other, _ in files):
                sent.append(self._photo(self._begin(), data, caption=words, album=album))
            else:
                sent.append(self._document(self._begin(), name, data, caption=words, mime_type=kind, album=album))
        return sent

    def voice(self, seconds: int = 3) -> SeenMessage:
        """Send a voice message."""
        return self._voice(self._begin(), seconds)

    def sticker(self, emoji: str = "👍") -> SeenMessage:
        """Send a sticker."""
        return self._sticker(self._begin(), emoji)

    def location(self, latitude: float, longitude: float) -> SeenMessage:
        """Send a place."""
        return self._post(self._begin(), {"location": {"latitude": latitude, "longitude": longitude}})

    def forward(self, seen: SeenMessage) -> SeenMessage:
        """Forward a message from anywhere into this chat."""
        return self._forward(self._begin(), seen)

    def edit(self, message_id: int, text: str) -> SeenMessage:
        """Change what one wrote."""
        return self._edit(self._begin(), message_id, text)

    def touch(self, message_id: int) -> None:
        """Have an edited_message arrive in which nothing has changed, as happens."""
        message = self.chat.messages[message_id]
        message.edited_at = self.emulator.timestamp()
        self.emulator.deliver(message, self.chat, kind="edited_message")

    def delete(self, message_id: int) -> None:
        """Take back what one wrote; bots are told nothing."""
        self._delete(self.person.id, message_id)

    def block(self) -> None:
        """Block the bot."""
        self._set_status("kicked", is_blocked=True)

    def unblock(self) -> None:
        """Unblock the bot."""
        self._set_status("member", is_blocked=False)

    def _set_status(self, status: str, *, is_blocked: bool) -> None:
        chat = self.chat
        if chat.is_blocked == is_blocked:
            return
        chat.is_blocked = is_blocked
        chat.is_started = True
        chat.members.setdefault(self.bot.id, Member(self.bot.id, "member" if is_blocked else "kicked"))
        self.emulator.change_member(chat, self.bot.id, status, by=self.person.id)
