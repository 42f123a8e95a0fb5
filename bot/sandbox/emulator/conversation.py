"""What private chats and groups have in common: reading, waiting, pressing, sending."""

import io
from collections.abc import Callable
from typing import TYPE_CHECKING

from PIL import Image, UnidentifiedImageError

from bot.sandbox.emulator.entities import Entities, detect, utf16_length, utf16_slice
from bot.sandbox.emulator.methods.copies import forwarded_content
from bot.sandbox.emulator.refusals import Refusal
from bot.sandbox.emulator.rendering import message_body
from bot.sandbox.emulator.seen import Button, NoSuchButton, PressedButton, SeenMessage
from bot.sandbox.emulator.world import Chat, Json, Message, Press

if TYPE_CHECKING:
    from bot.sandbox.emulator.emulator import Emulator

LONGEST_TEXT = 4096
# A few bytes that are enough for the Bot API to describe such a file; nobody looks inside.
VOICE = b"OggS\x00\x02"
# The longer side of what apps make of a picture: the one in the chat, and the one that opens.
PHOTO_SIDES = (320, 1280)


class Conversation:
    """A chat with messages in it. Subclasses say which chat and who may act."""

    def __init__(self, emulator: "Emulator") -> None:
        self.emulator = emulator

    @property
    def chat(self) -> Chat:
        """Give the chat's data."""
        raise NotImplementedError

    @property
    def messages(self) -> list[SeenMessage]:
        """Give what stands in the chat now, oldest first, edits applied, deleted ones gone."""
        there = [message for message in self.chat.messages.values() if not message.is_deleted]
        return [SeenMessage(self.emulator.world, self.chat, message) for message in there]

    @property
    def last(self) -> SeenMessage:
        """Give the newest message; raises LookupError in an empty chat."""
        if not self.messages:
            raise LookupError("nothing has been said in this chat")
        return self.messages[-1]

    @property
    def pinned(self) -> list[SeenMessage]:
        """Give the pinned messages, the one pinned last at the end."""
        return [self.message(number) for number in self.chat.pinned]

    def message(self, message_id: int) -> SeenMessage:
        """Give one message by its id, deleted or not."""
        return SeenMessage(self.emulator.world, self.chat, self.chat.messages[message_id])

    @property
    def keyboard(self) -> list[list[Button]]:
        """Give the reply keyboard now shown under the chat: the newest sent, unless removed since."""
        for message in reversed(self.messages):
            markup = message.message.markup or {}
            if "keyboard" in markup:
                return message.keyboard
            if markup.get("remove_keyboard"):
                return []
        return []

    async def wait_for(
        self,
        matches: Callable[[SeenMessage], bool],
        *,
        timeout: float = 5.0,  # noqa: ASYNC109 -- so named in every test that waits
        after: int = 0,
    ) -> SeenMessage:
        """Wait for a message, new or edited, that matches and whose id is above `after`; give the newest such.

        Raises TimeoutError, listing what stands in the chat, after `timeout` seconds.
        """

        def found() -> SeenMessage | None:
            return next((seen for seen in reversed(self.messages) if seen.id > after and matches(seen)), None)

        await self.emulator.pulse.until(lambda: found() is not None, timeout)
        if (message := found()) is None:
            tail = "\n".join(f"  {seen.id} {seen.sender}: {seen.text!r} {seen.words}" for seen in self.messages[-8:])
            raise TimeoutError(f"no such message within {timeout} s; the chat ends with\n{tail}")
        return message

    async def wait_for_text(self, part: str, *, timeout: float = 5.0, after: int = 0) -> SeenMessage:  # noqa: ASYNC109
        """Wait for a bot's message that contains these words."""
        return await self.wait_for(lambda seen: seen.is_from_bot and part in seen.text, timeout=timeout, after=after)

    async def answered(self, press: PressedButton, *, timeout: float = 5.0) -> Json:  # noqa: ASYNC109 -- as above
        """Wait until the bot has answered a press; give the answer's `text` and `show_alert`."""
        await self.emulator.pulse.until(lambda: press.answer is not None, timeout)
        if press.answer is None:
            raise TimeoutError(f"the press of {press.button.text!r} was not answered within {timeout} s")
        return press.answer

    # Acting, for the person of this id

    def _post(
        self, user_id: int, content: Json, *, reply_to: int | None = None, topic: int | None = None
    ) -> SeenMessage:
        message = self.emulator.post(self.chat, user_id, content, reply_to_id=reply_to, thread_id=topic)
        return SeenMessage(self.emulator.world, self.chat, message)

    def _send(self, user_id: int, text: str, *, reply_to: int | None = None, topic: int | None = None) -> SeenMessage:
        """Send a text; what is too long for one message goes in several, as apps do it. Gives the last."""
        if not text.strip():
            raise ValueError("nobody can send an empty message")
        total = utf16_length(text)
        seen: SeenMessage | None = None
        for offset in range(0, total, LONGEST_TEXT):
            piece = utf16_slice(text, offset, LONGEST_TEXT).strip()
            if piece:
                seen = self._post(user_id, _text(piece), reply_to=reply_to, topic=topic)
        if seen is None:
            raise ValueError("nobody can send an empty message")
        return seen

    def _edit(self, user_id: int, message_id: int, text: str) -> SeenMessage:
        message = self.chat.messages[message_id]
        if message.sender_id != user_id:
            raise ValueError("people can edit only what they wrote themselves")
        fields = {"caption": "caption_entities", "text": "entities"}
        name = "caption" if "text" not in message.content else "text"
        content = {key: value for key, value in message.content.items() if key not in {name, fields[name]}}
        words = _text(text)
        content[name] = words["text"]
        if "entities" in words:
            content[fields[name]] = words["entities"]
        self.emulator.edit(self.chat, message, content, message.markup)
        return SeenMessage(self.emulator.world, self.chat, message)

    def _delete(self, user_id: int, message_id: int) -> None:
        """Take a message back; bots are told nothing of that."""
        message = self.chat.messages[message_id]
        if message.sender_id != user_id:
            raise ValueError("people can delete only what they wrote themselves")
        message.is_deleted = True
        self.emulator.tell("delete", self.chat, message)

    def _document(
        self, user_id: int, name: str, data: bytes, *, caption: str, mime_type: str, album: str = ""
    ) -> SeenMessage:
        stored = self.emulator.store("document", data, name, {"file_name": name, "mime_type": mime_type})
        return self._post(user_id, _captioned({"document": stored.body}, caption, album))

    def _photo(self, user_id: int, data: bytes, *, caption: str, album: str = "") -> SeenMessage:
        sizes = [
            self.emulator.store("photo", data, "photo.jpg", {"width": wide, "height": high}).body
            for wide, high in _photo_sizes(data)
        ]
        return self._post(user_id, _captioned({"photo": sizes}, caption, album))

    def _voice(self, user_id: int, seconds: int) -> SeenMessage:
        stored = self.emulator.store("voice", VOICE, "voice.oga", {"duration": seconds, "mime_type": "audio/ogg"})
        return self._post(user_id, {"voice": stored.body})

    def _sticker(self, user_id: int, emoji: str) -> SeenMessage:
        described = {
            "type": "regular",
            "width": 512,
            "height": 512,
            "is_animated": False,
            "is_video": False,
            "emoji": emoji,
        }
        stored = self.emulator.store("sticker", b"RIFF", "sticker.webp", described)
        return self._post(user_id, {"sticker": stored.body})

    def _contact(self, user_id: int, other_id: int) -> SeenMessage:
        user = self.emulator.world.users[other_id]
        contact = {"phone_number": user.phone_number, "first_name": user.first_name, "user_id": other_id}
        if user.last_name:
            contact["last_name"] = user.last_name
        return self._post(user_id, {"contact": contact})

    def _forward(self, user_id: int, seen: SeenMessage) -> SeenMessage:
        return self._post(user_id, forwarded_content(self.emulator.world, seen.message))

    def _press(self, user_id: int, word: str, message: int | None) -> PressedButton:
        shown = [self.message(message)] if message is not None else list(reversed(self.messages))
        for seen in shown:
            if (button := seen.find(word)) is not None:
                return self._press_button(user_id, seen.message, button)
        visible = "\n".join(f"  {seen.id}: {seen.words}" for seen in shown if seen.words) or "  none"
        raise NoSuchButton(f"no button says {word!r}; the buttons to be seen are\n{visible}")

    def _press_data(self, user_id: int, data: str, message: int | None) -> PressedButton:
        shown = [self.message(message)] if message is not None else list(reversed(self.messages))
        for seen in shown:
            for button in (button for row in seen.buttons for button in row):
                if button.data == data:
                    return self._press_button(user_id, seen.message, button)
        visible = [button.data for seen in shown for row in seen.buttons for button in row]
        raise NoSuchButton(f"no button sends {data!r}; those to be seen send {visible}")

    def _press_button(self, user_id: int, message: Message, button: Button) -> PressedButton:
        world = self.emulator.world
        if button.data is None:
            raise NoSuchButton(f"the button {button.text!r} opens {button.url!r}; it sends nothing to the bot")
        query_id = str(4_000_000_000_000_000 + world.number())
        press = Press(
            query_id=query_id,
            bot_id=message.sender_id,
            chat_id=self.chat.id,
            user_id=user_id,
            message_id=message.message_id,
            data=button.data,
            at=self.emulator.timestamp(),
        )
        world.presses[query_id] = press
        body = {
            "id": query_id,
            "from": world.users[user_id].body(),
            "message": message_body(world, self.chat, message),
            "chat_instance": str(7_000_000_000 + self.chat.id),
            "data": button.data,
        }
        detail = {"user_id": user_id, "data": button.data, "text": button.text}
        self.emulator.tell("press", self.chat, message, detail)
        self.emulator.queues.put(world.bots[message.sender_id], "callback_query", body)
        return PressedButton(world, query_id, button)


def _photo_sizes(data: bytes) -> list[tuple[int, int]]:
    """Return the two sizes an app makes of a picture, the smaller first; of 4:3 where nobody can read it."""
    try:
        with Image.open(io.BytesIO(data)) as picture:
            wide, high = picture.size
    except (UnidentifiedImageError, OSError):
        wide, high = PHOTO_SIDES[-1], PHOTO_SIDES[-1] * 3 // 4
    shrinks = [min(1.0, side / max(wide, high)) for side in PHOTO_SIDES]
    return [(max(1, round(wide * shrink)), max(1, round(high * shrink))) for shrink in shrinks]


def _text(text: str) -> Json:
    entities: Entities = detect(text)
    return {"text": text, "entities": entities} if entities else {"text": text}


def _captioned(content: Json, caption: str, album: str) -> Json:
    if utf16_length(caption) > 1024:  # noqa: PLR2004 -- the Bot API's limit of a caption
        raise Refusal(400, "Bad Request: message caption is too long")
    if caption:
        content["caption"] = caption
        if entities := detect(caption):
            content["caption_entities"] = entities
    if album:
        content["media_group_id"] = album
    return content
