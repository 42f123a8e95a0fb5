"""Pinned messages."""

from bot.sandbox.emulator.methods.places import has_right, message_in, writable_chat
from bot.sandbox.emulator.methods.registry import Call, answers
from bot.sandbox.emulator.refusals import bad_request
from bot.sandbox.emulator.world import Chat


def _pinnable(call: Call) -> Chat:
    chat = writable_chat(call, call.get("chat_id"))
    if not chat.members_may_pin and not has_right(chat, chat.members.get(call.bot.id), "can_pin_messages"):
        raise bad_request("not enough rights to manage pinned messages in the chat")
    return chat


@answers("pinChatMessage")
def pin_chat_message(call: Call) -> object:
    """Pin a message; pinning it again does nothing."""
    chat = _pinnable(call)
    message = message_in(chat, call.get("message_id"), "message to pin not found")
    if message.message_id not in chat.pinned:
        chat.pinned.append(message.message_id)
        call.emulator.post(
            chat, call.bot.id, {}, pinned_id=message.message_id, is_silent=bool(call.get("disable_notification"))
        )
        call.emulator.tell("pin", chat, message)
    return True


@answers("unpinChatMessage")
def unpin_chat_message(call: Call) -> object:
    """Unpin a message, or the one pinned last."""
    chat = _pinnable(call)
    number: int | None = call.get("message_id")
    if number is None and chat.pinned:
        number = chat.pinned[-1]
    message = message_in(chat, number, "message to unpin not found")
    if message.message_id in chat.pinned:
        chat.pinned.remove(message.message_id)
        call.emulator.tell("unpin", chat, message)
    return True


@answers("unpinAllChatMessages")
def unpin_all_chat_messages(call: Call) -> object:
    """Unpin whatever is pinned."""
    chat = _pinnable(call)
    for number in list(chat.pinned):
        chat.pinned.remove(number)
        call.emulator.tell("unpin", chat, chat.messages[number])
    return True
