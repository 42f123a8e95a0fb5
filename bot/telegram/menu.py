"""The commands a client offers: each person sees only those that person may use, in that person's language."""

import logging
from collections.abc import Sequence

from telegram import (
    Bot,
    BotCommand,
    BotCommandScope,
    BotCommandScopeAllGroupChats,
    BotCommandScopeAllPrivateChats,
    BotCommandScopeChat,
)
from telegram.error import TelegramError

from models.actions.menus import Menu
from models.messages import help as say

log = logging.getLogger(__name__)


def _commands(language: str, names: tuple[str, ...]) -> list[BotCommand]:
    return [BotCommand(name, say.describe_command(language, name)) for name in names]


async def offer_commands(bot: Bot, language: str, admins: Sequence[Menu], office_chat_id: int | None) -> None:
    """Tell Telegram which commands to offer where. What it refuses (an admin who never pressed Start) is left out."""
    scopes: list[tuple[BotCommandScope, tuple[str, ...]]] = [
        # Strangers are many and unknown; whoever becomes a liaison gets a menu of his own (`offer_to_person`).
        (BotCommandScopeAllPrivateChats(), say.STRANGER_COMMANDS),
        (BotCommandScopeAllGroupChats(), ("help",)),
    ]
    if office_chat_id is not None:
        scopes.append((BotCommandScopeChat(office_chat_id), say.OFFICE_COMMANDS))
    for scope, names in scopes:
        try:
            await bot.set_my_commands(_commands(language, names), scope=scope)
            await bot.set_my_commands(_commands("en", names), scope=scope, language_code="en")
        except TelegramError as error:
            log.info("commands not offered", extra={"scope": scope.type, "reason": error.message})
    for menu in admins:
        try:
            await offer_to_person(bot, menu.chat_id, menu.language, menu.commands)
        except TelegramError as error:
            log.info("commands not offered", extra={"scope": "admin", "reason": error.message})


async def offer_to_person(bot: Bot, chat_id: int, language: str, names: tuple[str, ...]) -> None:
    """Offer these commands in one person's private chat, in that person's language. Raises TelegramError."""
    await bot.set_my_commands(_commands(language, names), scope=BotCommandScopeChat(chat_id))
