"""A Telegram of our own: the Bot API over HTTP or ASGI, and people who act in its chats.

It refuses what Telegram refuses and knows nothing of the bot that talks to it.
"""

from bot.sandbox.emulator.conversation import Conversation
from bot.sandbox.emulator.emulator import Emulator
from bot.sandbox.emulator.events import Event, MadeCall
from bot.sandbox.emulator.groups import Group
from bot.sandbox.emulator.parameters import Violation
from bot.sandbox.emulator.people import Person, PrivateChat
from bot.sandbox.emulator.refusals import Refusal
from bot.sandbox.emulator.seen import Button, NoSuchButton, PressedButton, SeenMessage
from bot.sandbox.emulator.serving import serve
from bot.sandbox.emulator.world import Bot

__all__ = [
    "Bot",
    "Button",
    "Conversation",
    "Emulator",
    "Event",
    "Group",
    "MadeCall",
    "NoSuchButton",
    "Person",
    "PressedButton",
    "PrivateChat",
    "Refusal",
    "SeenMessage",
    "Violation",
    "serve",
]
