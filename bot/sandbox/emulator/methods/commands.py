"""Command lists: for whom, in which language."""

import re

from bot.sandbox.emulator.methods.places import known_chat
from bot.sandbox.emulator.methods.registry import Call, answers
from bot.sandbox.emulator.refusals import bad_request
from bot.sandbox.emulator.world import Bot, Chat, CommandList, Json, User

MOST_COMMANDS = 100
MOST_DESCRIPTION = 256
_COMMAND = re.compile(r"/?([a-z0-9_]{1,32})")
_LANGUAGE = re.compile(r"[a-z]{2}")


def language_code(call: Call) -> str:
    """Give the two-letter language of the call, or "" for any."""
    code: str = call.get("language_code") or ""
    if code and not _LANGUAGE.fullmatch(code):
        raise bad_request("invalid language code specified")
    return code


def _scope(call: Call) -> Json:
    scope: Json = dict(call.get("scope") or {"type": "default"})
    if "chat_id" in scope:
        scope["chat_id"] = known_chat(call, scope["chat_id"]).id
    return scope


def _find(bot: Bot, scope: Json, language: str) -> CommandList | None:
    return next((entry for entry in bot.commands if entry.scope == scope and entry.language_code == language), None)


@answers("setMyCommands")
def set_my_commands(call: Call) -> object:
    """Set the commands of a scope and language; none at all deletes them."""
    commands: list[Json] = call.get("commands")
    if len(commands) > MOST_COMMANDS:
        raise bad_request("BOT_COMMANDS_TOO_MUCH")
    scope, language = _scope(call), language_code(call)
    kept = []
    for command in commands:
        match = _COMMAND.fullmatch(command["command"])
        if match is None:
            raise bad_request("BOT_COMMAND_INVALID")
        if not 1 <= len(command["description"].strip()) <= MOST_DESCRIPTION:
            raise bad_request("BOT_COMMAND_DESCRIPTION_INVALID")
        kept.append({"command": match[1], "description": command["description"].strip()})
    _forget(call.bot, scope, language)
    if kept:
        call.bot.commands.append(CommandList(scope, language, kept))
    return True


@answers("getMyCommands")
def get_my_commands(call: Call) -> object:
    """List exactly what was set for a scope and language."""
    entry = _find(call.bot, _scope(call), language_code(call))
    return entry.commands if entry is not None else []


@answers("deleteMyCommands")
def delete_my_commands(call: Call) -> object:
    """Forget the commands of a scope and language."""
    _forget(call.bot, _scope(call), language_code(call))
    return True


def _forget(bot: Bot, scope: Json, language: str) -> None:
    if (entry := _find(bot, scope, language)) is not None:
        bot.commands.remove(entry)


def shown_commands(bot: Bot, chat: Chat, user: User) -> list[Json]:
    """Give the commands a person is shown in a chat, by the Bot API's order of scopes (BotCommandScope)."""
    member = chat.members.get(user.id)
    is_admin = member is not None and member.status in {"creator", "administrator"}
    scopes: list[Json] = []
    if chat.type == "private":
        scopes = [{"type": "chat", "chat_id": chat.id}, {"type": "all_private_chats"}]
    else:
        scopes.append({"type": "chat_member", "chat_id": chat.id, "user_id": user.id})
        if is_admin:
            scopes.append({"type": "chat_administrators", "chat_id": chat.id})
        scopes.append({"type": "chat", "chat_id": chat.id})
        if is_admin:
            scopes.append({"type": "all_chat_administrators"})
        scopes.append({"type": "all_group_chats"})
    scopes.append({"type": "default"})
    for scope in scopes:
        for language in (user.language_code[:2], ""):
            if (entry := _find(bot, scope, language)) is not None:
                return entry.commands
    return []
