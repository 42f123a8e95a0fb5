"""The world as the Bot API words it: JSON objects for chats, messages and members."""

from bot.sandbox.emulator.world import Bot, Chat, Json, Member, Message, StoredFile, World

# What an administrator of a group may do; the first eight are always shown, granted or not.
ADMIN_RIGHTS = (
    "can_manage_chat",
    "can_delete_messages",
    "can_manage_video_chats",
    "can_restrict_members",
    "can_promote_members",
    "can_change_info",
    "can_invite_users",
    "can_post_stories",
    "can_edit_stories",
    "can_delete_stories",
    "can_pin_messages",
    "can_manage_topics",
    "can_manage_tags",
)
GENERAL_TOPIC = 1


def chat_body(world: World, chat: Chat) -> Json:
    """Give the Bot API's Chat."""
    if chat.type == "private":
        user = world.users[chat.id].body()
        return {"id": chat.id, "type": "private"} | {
            name: user[name] for name in ("first_name", "last_name", "username") if name in user
        }
    answer: Json = {"id": chat.id, "type": chat.type, "title": chat.title}
    if chat.is_forum:
        answer["is_forum"] = True
    return answer


def full_chat_body(world: World, chat: Chat) -> Json:
    """Give the Bot API's ChatFullInfo, the newest pinned message included."""
    answer = chat_body(world, chat) | {
        "accent_color_id": abs(chat.id) % 7,
        "max_reaction_count": 11,
        "accepted_gift_types": {
            "unlimited_gifts": True,
            "limited_gifts": True,
            "unique_gifts": True,
            "premium_subscription": True,
            "gifts_from_channels": True,
        },
    }
    if chat.type != "private":
        answer["permissions"] = {
            "can_send_messages": True,
            "can_send_documents": True,
            "can_send_photos": True,
            "can_pin_messages": chat.members_may_pin,
        }
    if pinned := [chat.messages[number] for number in chat.pinned if not chat.messages[number].is_deleted]:
        answer["pinned_message"] = message_body(world, chat, pinned[-1], depth=0)
    return answer


def message_body(world: World, chat: Chat, message: Message, *, depth: int = 1) -> Json:
    """Give the Bot API's Message; a replied one is shown `depth` levels deep (Telegram shows one)."""
    answer: Json = {
        "message_id": message.message_id,
        "from": world.users[message.sender_id].body(),
        "chat": chat_body(world, chat),
        "date": message.date,
    }
    if message.edited_at is not None:
        answer["edit_date"] = message.edited_at
    if message.thread_id is not None and message.thread_id != GENERAL_TOPIC:
        answer |= {"message_thread_id": message.thread_id, "is_topic_message": True}
    replied = chat.messages.get(message.reply_to_id) if message.reply_to_id is not None else None
    if depth and replied is not None and not replied.is_deleted:
        answer["reply_to_message"] = message_body(world, chat, replied, depth=0)
    if message.pinned_id is not None:
        answer["pinned_message"] = message_body(world, chat, chat.messages[message.pinned_id], depth=0)
    answer |= message.content
    if message.markup is not None and "inline_keyboard" in message.markup:
        answer["reply_markup"] = message.markup
    return answer


def member_body(world: World, member: Member) -> Json:
    """Give the Bot API's ChatMember of the member's status."""
    answer: Json = {"status": member.status, "user": world.users[member.user_id].body()}
    if member.status == "creator":
        answer["is_anonymous"] = False
    if member.status == "administrator":
        answer |= {"can_be_edited": False, "is_anonymous": False}
        answer |= {right: right in member.rights for right in ADMIN_RIGHTS}
    if member.status == "kicked":
        answer["until_date"] = 0
    return answer


def file_body(stored: StoredFile) -> Json:
    """Give the Bot API's File, with the path it can be fetched at."""
    return {
        "file_id": stored.file_id,
        "file_unique_id": stored.file_unique_id,
        "file_size": len(stored.data),
        "file_path": stored.path,
    }


def bot_body(world: World, bot: Bot) -> Json:
    """Give what getMe answers."""
    return world.users[bot.id].body() | {
        "can_join_groups": bot.can_join_groups,
        "can_read_all_group_messages": bot.reads_all,
        "supports_inline_queries": False,
        "can_connect_to_business": False,
        "has_main_web_app": False,
    }
