"""Keyboards: what may hang under a message."""

import json
import re

from bot.sandbox.emulator.refusals import bad_request
from bot.sandbox.emulator.world import Chat, Json

MOST_BUTTONS = 100
MOST_KEYBOARD_BYTES = 10_000
MOST_DATA_BYTES = 64
MOST_PLACEHOLDER = 64
_ACTIONS = (
    "url",
    "callback_data",
    "web_app",
    "login_url",
    "switch_inline_query",
    "switch_inline_query_current_chat",
    "switch_inline_query_chosen_chat",
    "copy_text",
    "callback_game",
    "pay",
)
_URL = re.compile(r"(https?://|tg://)?[^\s/?#]+(\.[^\s/?#]+|\?\S+)(/\S*|\?\S*)?", re.IGNORECASE)


def checked(markup: Json | None, chat: Chat) -> Json | None:
    """Give the keyboard as Telegram keeps it (an empty inline keyboard is none); refuses what Telegram refuses."""
    if markup is None:
        return None
    if "inline_keyboard" in markup:
        return _inline(markup)
    if "keyboard" in markup:
        return _reply(markup, chat)
    if len(markup.get("input_field_placeholder", "")) > MOST_PLACEHOLDER:
        raise bad_request("input field placeholder is too long")
    return markup


def _inline(markup: Json) -> Json | None:
    rows = [row for row in markup["inline_keyboard"] if row]
    buttons = [button for row in rows for button in row]
    if not buttons:
        return None
    for button in buttons:
        _inline_button(button)
    if len(buttons) > MOST_BUTTONS or len(json.dumps(rows, ensure_ascii=False).encode()) > MOST_KEYBOARD_BYTES:
        raise bad_request("reply markup is too long")
    return {"inline_keyboard": rows}


def _inline_button(button: Json) -> None:
    if not button["text"].strip():
        raise bad_request("inline keyboard button text must be non-empty")
    actions = [name for name in _ACTIONS if name in button]
    if not actions:
        raise bad_request("can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard")
    if len(actions) > 1:
        raise bad_request(
            f"can't parse inline keyboard button: exactly one of its optional fields must be used: {actions}"
        )
    data = button.get("callback_data")
    if data is not None and not 1 <= len(data.encode()) <= MOST_DATA_BYTES:
        raise bad_request("BUTTON_DATA_INVALID")
    url = button.get("url")
    if url is not None and not _URL.fullmatch(url):
        raise bad_request(f"inline keyboard button URL '{url}' is invalid: Wrong HTTP URL")


def _reply(markup: Json, chat: Chat) -> Json:
    buttons = [button for row in markup["keyboard"] for button in row]
    if not buttons:
        raise bad_request("reply keyboard must be non-empty")
    for button in buttons:
        if not button["text"].strip():
            raise bad_request("keyboard button text must be non-empty")
        if chat.type != "private" and button.get("request_contact"):
            raise bad_request("phone number can be requested in private chats only")
        if chat.type != "private" and button.get("request_location"):
            raise bad_request("location can be requested in private chats only")
    if len(markup.get("input_field_placeholder", "")) > MOST_PLACEHOLDER:
        raise bad_request("input field placeholder is too long")
    return markup
