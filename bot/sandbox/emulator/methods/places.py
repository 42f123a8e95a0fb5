"""Where a bot may look and write: chats as a bot sees them, members, rights, topics."""

from bot.sandbox.emulator.limits import LIMITED
from bot.sandbox.emulator.methods.registry import Call
from bot.sandbox.emulator.refusals import Refusal, bad_request, forbidden
from bot.sandbox.emulator.rendering import GENERAL_TOPIC
from bot.sandbox.emulator.world import Chat, Member, Message

PRESENT = frozenset({"creator", "administrator", "member", "restricted"})


def known_chat(call: Call, chat_id: object) -> Chat:
    """Give a chat the bot knows of, whether or not it may write there; raises “chat not found”."""
    if not chat_id and chat_id != 0:
        raise bad_request("chat_id is empty")
    if not isinstance(chat_id, int) or chat_id == 0:
        raise bad_request("chat not found")  # only public chats can be named by @username; the emulator has none
    if chat_id > 0:
        return _dialog(call, chat_id)
    chat = call.world.groups.get(chat_id)
    if chat is None or call.bot.id not in chat.is_seen_by:
        raise bad_request("chat not found")
    if chat.migrated_to is not None:
        words = "Bad Request: group chat was upgraded to a supergroup chat"
        raise Refusal(400, words, {"migrate_to_chat_id": chat.migrated_to})
    return chat


def _dialog(call: Call, user_id: int) -> Chat:
    user = call.world.users.get(user_id)
    if user is None:
        raise bad_request("chat not found")
    chat = call.world.dialog(call.bot.id, user_id)
    if not chat.is_started and not any(
        call.bot.id in group.is_seen_by and user_id in group.members for group in call.world.groups.values()
    ):
        raise bad_request("chat not found")
    return chat


def readable_chat(call: Call, chat_id: object) -> Chat:
    """Give a chat the bot is in; raises where it was removed from it."""
    chat = known_chat(call, chat_id)
    if chat.type != "private":
        status = chat.members[call.bot.id].status
        if status == "kicked":
            raise forbidden(f"bot was kicked from the {chat.type} chat")
        if status not in PRESENT:
            raise forbidden(f"bot is not a member of the {chat.type} chat")
    return chat


def writable_chat(call: Call, chat_id: object) -> Chat:
    """Give a chat the bot may write to now, counting the message against the limits where they are on."""
    chat = readable_chat(call, chat_id)
    if chat.type == "private":
        user = call.world.users[chat.id]
        if user.is_bot:
            raise forbidden("bot can't send messages to bots")
        if user.is_deactivated:
            raise forbidden("user is deactivated")
        if not chat.is_started:
            raise forbidden("bot can't initiate conversation with a user")
        if chat.is_blocked:
            raise forbidden("bot was blocked by the user")
    if call.emulator.limits is not None and call.method in LIMITED:
        call.emulator.limits.spend(call.bot.id, chat.id)
    return chat


def thread(call: Call, chat: Chat) -> int | None:
    """Give the topic asked for; raises where the chat has no such topic, or it is closed and the bot may not manage it."""
    number: int | None = call.get("message_thread_id")
    if number is not None and number not in chat.topics:
        raise bad_request("message thread not found")
    if (number or GENERAL_TOPIC) in chat.closed_topics and not has_right(
        chat, chat.members.get(call.bot.id), "can_manage_topics"
    ):
        raise bad_request("TOPIC_CLOSED")
    return number


def message_in(chat: Chat, message_id: object, words: str) -> Message:
    """Give a message of the chat that is still there; refuses with these words otherwise."""
    message = chat.messages.get(message_id) if isinstance(message_id, int) else None
    if message is None or message.is_deleted:
        raise bad_request(words)
    return message


def has_right(chat: Chat, member: Member | None, right: str) -> bool:
    """Tell whether a member of a group may do this; in a private chat everybody may do everything."""
    if chat.type == "private":
        return True
    if member is None:
        return False
    return member.status == "creator" or (member.status == "administrator" and right in member.rights)
