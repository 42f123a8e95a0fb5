"""Changing and deleting what was sent."""

from bot.sandbox.emulator.methods.keyboards import checked
from bot.sandbox.emulator.methods.places import has_right, message_in, writable_chat
from bot.sandbox.emulator.methods.registry import Call, answers
from bot.sandbox.emulator.methods.texts import caption_content, text_content
from bot.sandbox.emulator.refusals import NOT_MODIFIED, bad_request
from bot.sandbox.emulator.rendering import message_body
from bot.sandbox.emulator.world import Chat, Json, Message

DELETABLE_FOR_SECONDS = 48 * 3600
MOST_AT_ONCE = 100
CAPTIONED = frozenset({"document", "photo", "voice", "audio", "video", "animation"})
CAPTION_FIELDS = frozenset({"caption", "caption_entities", "show_caption_above_media"})


def _editable(call: Call) -> tuple[Chat, Message]:
    if call.get("chat_id") is None or call.get("message_id") is None:
        raise bad_request("message identifier is not specified")
    chat = writable_chat(call, call.get("chat_id"))
    message = message_in(chat, call.get("message_id"), "message to edit not found")
    has_other_keyboard = message.markup is not None and "inline_keyboard" not in message.markup
    if message.sender_id != call.bot.id or "forward_origin" in message.content or has_other_keyboard:
        raise bad_request("message can't be edited")
    return chat, message


def _change(call: Call, chat: Chat, message: Message, content: Json, markup: Json | None, *, shows: bool) -> object:
    if content == message.content and markup == message.markup:
        raise bad_request(NOT_MODIFIED)
    call.emulator.edit(chat, message, content, markup, shows=shows)
    return message_body(call.world, chat, message)


@answers("editMessageText")
def edit_message_text(call: Call) -> object:
    """Change a text; a keyboard not given again goes away."""
    if not call.get("text"):
        raise bad_request("message text is empty")
    content = text_content(call, too_long="MESSAGE_TOO_LONG")
    chat, message = _editable(call)
    if "text" not in message.content:
        raise bad_request("there is no text in the message to edit")
    return _change(call, chat, message, content, checked(call.get("reply_markup"), chat), shows=True)


@answers("editMessageCaption")
def edit_message_caption(call: Call) -> object:
    """Change or remove a caption; a keyboard not given again goes away."""
    caption = caption_content(call, call.parameters)
    chat, message = _editable(call)
    if not CAPTIONED & message.content.keys():
        raise bad_request("there is no caption in the message to edit")
    kept = {name: value for name, value in message.content.items() if name not in CAPTION_FIELDS}
    return _change(call, chat, message, kept | caption, checked(call.get("reply_markup"), chat), shows=True)


@answers("editMessageReplyMarkup")
def edit_message_reply_markup(call: Call) -> object:
    """Change or remove the keyboard alone."""
    chat, message = _editable(call)
    return _change(call, chat, message, message.content, checked(call.get("reply_markup"), chat), shows=False)


def _deletable(call: Call, chat: Chat, message: Message) -> None:
    """Refuse others' messages in a group, and whatever is older than 48 hours, unless the bot has the right to delete."""
    may_delete_any = chat.type != "private" and has_right(chat, chat.members.get(call.bot.id), "can_delete_messages")
    if may_delete_any:
        return
    if chat.type != "private" and message.sender_id != call.bot.id:
        raise bad_request("message can't be deleted")
    if call.emulator.timestamp() - message.date > DELETABLE_FOR_SECONDS:
        raise bad_request("message can't be deleted for everyone")


def _delete(call: Call, chat: Chat, message: Message) -> None:
    message.is_deleted = True
    if message.message_id in chat.pinned:
        chat.pinned.remove(message.message_id)
    call.emulator.tell("delete", chat, message)


@answers("deleteMessage")
def delete_message(call: Call) -> object:
    """Delete one message: own ones within 48 hours, others' as an administrator."""
    chat = writable_chat(call, call.get("chat_id"))
    message = message_in(chat, call.get("message_id"), "message to delete not found")
    _deletable(call, chat, message)
    _delete(call, chat, message)
    return True


@answers("deleteMessages")
def delete_messages(call: Call) -> object:
    """Delete several; those that are gone already are skipped."""
    numbers: list[int] = call.get("message_ids")
    if not 1 <= len(numbers) <= MOST_AT_ONCE:
        raise bad_request(
            "too many message identifiers specified" if numbers else "message identifiers are not specified"
        )
    chat = writable_chat(call, call.get("chat_id"))
    there = [message for number in numbers if (message := chat.messages.get(number)) and not message.is_deleted]
    for message in there:
        _deletable(call, chat, message)
    for message in there:
        _delete(call, chat, message)
    return True
