"""The transcript: everything that happens in the chats, as readable lines, in the order in which it happens."""

from collections.abc import Callable, Mapping
from datetime import UTC, datetime, tzinfo

from bot.sandbox.emulator import Event, SeenMessage
from bot.sandbox.emulator.world import World
from locales import t
from models.messages.words import say_moment

# A link's token is another one every time, and nobody reads it.
_LONGEST_TOKEN = 12
_INDENT = "    "


class Transcript:
    """Writes the emulator's events as lines. `labels` name the private chats, by the person's id."""

    def __init__(
        self, world: World, language: str, zone: tzinfo, labels: Mapping[int, str], write: Callable[[str], None]
    ) -> None:
        self._world = world
        self._language = language
        self._zone = zone
        self._labels = labels
        self._write = write
        self._heading = ""
        self.documents: dict[str, bytes] = {}

    def scene(self, at: datetime, title: str = "") -> None:
        """Begin a part of the story. One without a title is headed only if something happens in it."""
        moment = say_moment(self._language, at, self._zone)
        self._heading = f"\n{'━' * 12} {moment}  {title}".rstrip() + "\n"
        if title:
            self._begin()

    def _begin(self) -> None:
        if self._heading:
            self._write(self._heading)
            self._heading = ""

    def note(self, text: str) -> None:
        """Write what is done outside the chats."""
        self._write(text)

    def listen(self, event: Event) -> None:
        """Write one event, if it is one that people see."""
        if event.message is None or event.kind not in ("message", "edit", "press"):
            return
        self._begin()
        seen = SeenMessage(self._world, event.chat, event.message)
        at = datetime.fromtimestamp(event.at, UTC).astimezone(self._zone).strftime("%H:%M")
        head = f"{at} [{self._place(seen)}]"
        if event.kind == "press":
            self._write(f"{head} {self._name(int(event.detail['user_id']))} 👆 〔{event.detail['text']}〕\n")
        elif lines := self._lines(seen, is_edit=event.kind == "edit"):
            edited = t(self._language, "play-edited") if event.kind == "edit" else ""
            self._write("\n".join([f"{head} {self._name(seen.sender_id)}{edited}", *lines, ""]))

    def _place(self, seen: SeenMessage) -> str:
        if seen.chat.type != "private":
            return seen.chat.title
        return self._labels.get(seen.chat.id, self._name(seen.chat.id))

    def _name(self, user_id: int) -> str:
        user = self._world.users[user_id]
        return f"🤖 {user.first_name}" if user.is_bot else user.first_name

    def _lines(self, seen: SeenMessage, *, is_edit: bool) -> list[str]:
        lines = [f"{_INDENT}{line}" for line in _shorten(seen.text).split("\n") if line.strip()]
        if "contact" in seen.content:
            lines.append(f"{_INDENT}📱 {seen.content['contact']['phone_number']}")
        if seen.file_name and seen.file is not None:
            if seen.is_from_bot and not is_edit:
                self.documents[seen.file_name] = seen.file
            lines.append(f"{_INDENT}📎 {seen.file_name}（{len(seen.file) // 1024 + 1} KB）")
        rows = (*seen.buttons, *seen.keyboard)
        lines.extend(_INDENT + " ".join(f"〔{button.text}〕" for button in row) for row in rows)
        return lines


def _shorten(text: str) -> str:
    command, _, token = text.partition(" ")
    if command == "/start" and len(token) > _LONGEST_TOKEN:
        return f"{command} {token[:6]}…"
    return text
