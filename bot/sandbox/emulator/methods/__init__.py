"""The Bot API's methods, a module a family. Importing the package registers them all."""

from bot.sandbox.emulator.methods import chats, commands, copies, editing, media, pins, polling, profile, sending
from bot.sandbox.emulator.methods.registry import Call, perform

__all__ = [
    "Call",
    "chats",
    "commands",
    "copies",
    "editing",
    "media",
    "perform",
    "pins",
    "polling",
    "profile",
    "sending",
]
