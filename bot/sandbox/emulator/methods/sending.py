"""sendMessage, sendChatAction, answerCallbackQuery."""

from bot.sandbox.emulator.entities import utf16_length
from bot.sandbox.emulator.methods.keyboards import checked
from bot.sandbox.emulator.methods.places import message_in, readable_chat, thread, writable_chat
from bot.sandbox.emulator.methods.registry import Call, answers
from bot.sandbox.emulator.methods.texts import text_content
from bot.sandbox.emulator.refusals import QUERY_TOO_OLD, Refusal, bad_request
from bot.sandbox.emulator.rendering import message_body
from bot.sandbox.emulator.world import Chat, Json, Message

# How long a press can be answered is not documented; after some minutes Telegram says that it is too old.
PRESS_ANSWERED_WITHIN_SECONDS = 15 * 60
MOST_ANSWER_CHARACTERS = 200
_ACTIONS = frozenset(
    {
        "typing",
        "upload_photo",
        "record_video",
        "upload_video",
        "record_voice",
        "upload_voice",
        "upload_document",
        "choose_sticker",
        "find_location",
        "record_video_note",
        "upload_video_note",
    }
)


def replied_id(call: Call, chat: Chat) -> int | None:
    """Give the id of the message replied to; refuses where it is gone, unless the call allows that."""
    reply: Json | None = call.get("reply_parameters")
    if reply is None:
        return None
    if reply.get("chat_id") not in {None, chat.id, str(chat.id)}:
        raise bad_request("message to be replied not found")  # the emulator has no replies into other chats
    try:
        message = message_in(chat, reply["message_id"], "message to be replied not found")
    except Refusal:
        if reply.get("allow_sending_without_reply"):
            return None
        raise
    said = str(message.content.get("text", message.content.get("caption", "")))
    if str(reply.get("quote", "")) not in said:
        raise bad_request("QUOTE_TEXT_INVALID")
    return message.message_id


def put(call: Call, chat: Chat, content: Json, *, markup: Json | None, reply_to_id: int | None) -> Message:
    """Put a bot's message into a chat, with what every sending method takes."""
    if call.get("protect_content"):
        content = {**content, "has_protected_content": True}
    thread_id = thread(call, chat)
    return call.emulator.post(
        chat,
        call.bot.id,
        content,
        markup=markup,
        reply_to_id=reply_to_id,
        thread_id=thread_id,
        is_silent=bool(call.get("disable_notification")),
    )


@answers("sendMessage")
def send_message(call: Call) -> object:
    """Send a text."""
    if not call.get("text"):
        raise bad_request("message text is empty")
    content = text_content(call, too_long="message is too long")
    chat = writable_chat(call, call.get("chat_id"))
    markup = checked(call.get("reply_markup"), chat)
    message = put(call, chat, content, markup=markup, reply_to_id=replied_id(call, chat))
    return message_body(call.world, chat, message)


@answers("sendChatAction")
def send_chat_action(call: Call) -> object:
    """Show that the bot is busy."""
    if call.get("action") not in _ACTIONS:
        raise bad_request("wrong parameter action in request")
    chat = writable_chat(call, call.get("chat_id"))
    thread(call, chat)
    call.emulator.tell("action", chat, detail={"action": call.get("action")})
    return True


@answers("answerCallbackQuery")
def answer_callback_query(call: Call) -> object:
    """Answer a press, once and soon."""
    press = call.world.presses.get(call.get("callback_query_id"))
    if press is None or press.bot_id != call.bot.id or press.answer is not None:
        raise bad_request(QUERY_TOO_OLD)
    if call.emulator.timestamp() - press.at > PRESS_ANSWERED_WITHIN_SECONDS:
        raise bad_request(QUERY_TOO_OLD)
    if utf16_length(call.get("text") or "") > MOST_ANSWER_CHARACTERS:
        raise bad_request("MESSAGE_TOO_LONG")
    press.answer = {"text": call.get("text") or "", "show_alert": bool(call.get("show_alert")), "url": call.get("url")}
    try:
        chat = readable_chat(call, press.chat_id)
    except Refusal:
        return True
    call.emulator.tell(
        "answer",
        chat,
        chat.messages.get(press.message_id),
        {"user_id": press.user_id, "data": press.data, **press.answer},
    )
    return True
