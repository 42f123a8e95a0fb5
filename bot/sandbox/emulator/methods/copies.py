"""Forwarding and copying."""

from bot.sandbox.emulator.methods.editing import CAPTION_FIELDS, CAPTIONED
from bot.sandbox.emulator.methods.keyboards import checked
from bot.sandbox.emulator.methods.places import message_in, readable_chat, writable_chat
from bot.sandbox.emulator.methods.registry import Call, answers
from bot.sandbox.emulator.methods.sending import put, replied_id
from bot.sandbox.emulator.methods.texts import caption_content
from bot.sandbox.emulator.refusals import bad_request
from bot.sandbox.emulator.rendering import message_body
from bot.sandbox.emulator.world import Chat, Json, Message, World

_NOT_CARRIED = frozenset({"media_group_id", "has_protected_content"})


def forwarded_content(world: World, message: Message) -> Json:
    """Give a message's content as forwarded: with the first sender and date as its origin."""
    content = {name: value for name, value in message.content.items() if name not in _NOT_CARRIED}
    origin = {"type": "user", "date": message.date, "sender_user": world.users[message.sender_id].body()}
    return {"forward_origin": origin, **content}


def _source(call: Call, message_id: object, words: str) -> Message:
    chat = readable_chat(call, call.get("from_chat_id"))
    message = message_in(chat, message_id, words)
    if message.content.get("has_protected_content"):
        raise bad_request("the message can't be " + ("copied" if "copy" in call.method else "forwarded"))
    return message


def _forward(call: Call, chat: Chat, message: Message) -> Message:
    return put(call, chat, forwarded_content(call.world, message), markup=None, reply_to_id=None)


def _copied(call: Call, message: Message) -> Json:
    dropped = _NOT_CARRIED | {"forward_origin"}
    content = {name: value for name, value in message.content.items() if name not in dropped}
    if not content:
        raise bad_request("the message can't be copied")
    if call.get("remove_caption"):
        content = {name: value for name, value in content.items() if name not in CAPTION_FIELDS}
    if call.get("caption") is not None and CAPTIONED & content.keys():
        content = {name: value for name, value in content.items() if name not in CAPTION_FIELDS}
        content |= caption_content(call, call.parameters)
    return content


@answers("forwardMessage")
def forward_message(call: Call) -> object:
    """Forward a message, its origin named."""
    chat = writable_chat(call, call.get("chat_id"))
    message = _source(call, call.get("message_id"), "message to forward not found")
    return message_body(call.world, chat, _forward(call, chat, message))


@answers("forwardMessages")
def forward_messages(call: Call) -> object:
    """Forward several messages."""
    chat = writable_chat(call, call.get("chat_id"))
    found = [_source(call, number, "message to forward not found") for number in call.get("message_ids")]
    return [{"message_id": _forward(call, chat, message).message_id} for message in found]


@answers("copyMessage")
def copy_message(call: Call) -> object:
    """Send a message again as the bot's own."""
    chat = writable_chat(call, call.get("chat_id"))
    message = _source(call, call.get("message_id"), "message to copy not found")
    markup = checked(call.get("reply_markup"), chat)
    copied = put(call, chat, _copied(call, message), markup=markup, reply_to_id=replied_id(call, chat))
    return {"message_id": copied.message_id}


@answers("copyMessages")
def copy_messages(call: Call) -> object:
    """Send several messages again."""
    chat = writable_chat(call, call.get("chat_id"))
    found = [_source(call, number, "message to copy not found") for number in call.get("message_ids")]
    return [
        {"message_id": put(call, chat, _copied(call, message), markup=None, reply_to_id=None).message_id}
        for message in found
    ]
