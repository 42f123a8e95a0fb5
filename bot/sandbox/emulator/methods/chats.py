"""What a bot can learn of a chat and its members, and leaving it."""

from bot.sandbox.emulator.methods.places import PRESENT, known_chat, readable_chat
from bot.sandbox.emulator.methods.registry import Call, answers
from bot.sandbox.emulator.refusals import bad_request
from bot.sandbox.emulator.rendering import full_chat_body, member_body
from bot.sandbox.emulator.world import Chat, Member


@answers("getChat")
def get_chat(call: Call) -> object:
    """Describe a chat."""
    chat = known_chat(call, call.get("chat_id"))
    if chat.type != "private":
        readable_chat(call, chat.id)
    return full_chat_body(call.world, chat)


@answers("getChatMember")
def get_chat_member(call: Call) -> object:
    """Describe somebody's place in a chat; who never was there is `left`."""
    chat = readable_chat(call, call.get("chat_id"))
    user_id: int = call.get("user_id")
    if user_id not in call.world.users:
        raise bad_request("user not found")
    if chat.type == "private":
        here = user_id in {chat.id, call.bot.id}
        return member_body(call.world, Member(user_id, "member" if here else "left"))
    return member_body(call.world, chat.members.get(user_id) or Member(user_id, "left"))


def _group(call: Call) -> Chat:
    chat = readable_chat(call, call.get("chat_id"))
    if chat.type == "private":
        raise bad_request("there are no administrators in the private chat")
    return chat


@answers("getChatAdministrators")
def get_chat_administrators(call: Call) -> object:
    """List creator and administrators; other bots only where asked for."""
    chat = _group(call)
    shows_bots = bool(call.get("return_bots"))
    return [
        member_body(call.world, member)
        for member in chat.members.values()
        if member.status in {"creator", "administrator"}
        and (shows_bots or member.user_id == call.bot.id or member.user_id not in call.world.bots)
    ]


@answers("getChatMemberCount")
def get_chat_member_count(call: Call) -> object:
    """Count the people and bots in a chat."""
    chat = readable_chat(call, call.get("chat_id"))
    return 2 if chat.type == "private" else sum(member.status in PRESENT for member in chat.members.values())


@answers("leaveChat")
def leave_chat(call: Call) -> object:
    """Leave a group."""
    chat = readable_chat(call, call.get("chat_id"))
    if chat.type == "private":
        raise bad_request("chat member status can't be changed in private chats")
    call.emulator.change_member(chat, call.bot.id, "left", by=call.bot.id)
    return True
