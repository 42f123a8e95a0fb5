"""Who the bot is and how it introduces itself."""

from bot.sandbox.emulator.methods.commands import language_code
from bot.sandbox.emulator.methods.places import known_chat
from bot.sandbox.emulator.methods.registry import Call, answers
from bot.sandbox.emulator.refusals import bad_request
from bot.sandbox.emulator.rendering import bot_body
from bot.sandbox.emulator.world import Json

MOST_CHARACTERS = {"name": 64, "description": 512, "short_description": 120}


@answers("getMe")
def get_me(call: Call) -> object:
    """Describe the bot itself."""
    return bot_body(call.world, call.bot)


@answers("logOut")
@answers("close")
def close(call: Call) -> object:  # noqa: ARG001 -- every method is given its call
    """Nothing is kept for one server or another here."""
    return True


def _set(call: Call, field: str) -> object:
    text: str = call.get(field) or ""
    if len(text) > MOST_CHARACTERS[field]:
        raise bad_request(f"bot {field.replace('_', ' ')} is too long")
    language = language_code(call)
    texts = call.bot.texts.setdefault(field, {})
    if text:
        texts[language] = text
    else:
        texts.pop(language, None)
    return True


def _get(call: Call, field: str, default: str = "") -> object:
    texts = call.bot.texts.get(field, {})
    return {field: texts.get(language_code(call)) or texts.get("") or default}


@answers("setMyName")
def set_my_name(call: Call) -> object:
    """Set the name shown to people of a language."""
    return _set(call, "name")


@answers("getMyName")
def get_my_name(call: Call) -> object:
    """Give the name shown to people of a language."""
    return _get(call, "name", call.world.users[call.bot.id].first_name)


@answers("setMyDescription")
def set_my_description(call: Call) -> object:
    """Set what an empty chat with the bot shows."""
    return _set(call, "description")


@answers("getMyDescription")
def get_my_description(call: Call) -> object:
    """Give what an empty chat with the bot shows."""
    return _get(call, "description")


@answers("setMyShortDescription")
def set_my_short_description(call: Call) -> object:
    """Set what the bot's profile shows."""
    return _set(call, "short_description")


@answers("getMyShortDescription")
def get_my_short_description(call: Call) -> object:
    """Give what the bot's profile shows."""
    return _get(call, "short_description")


@answers("setChatMenuButton")
def set_chat_menu_button(call: Call) -> object:
    """Set the menu button of one private chat, or of all (kept under 0)."""
    chat_id: int | None = call.get("chat_id")
    number = known_chat(call, chat_id).id if chat_id is not None else 0
    button: Json = call.get("menu_button") or {"type": "default"}
    call.bot.menu_buttons[number] = button
    return True


@answers("getChatMenuButton")
def get_chat_menu_button(call: Call) -> object:
    """Give the menu button of one private chat, or of all."""
    default = call.bot.menu_buttons.get(0, {"type": "commands"})
    return call.bot.menu_buttons.get(call.get("chat_id") or 0, default)
