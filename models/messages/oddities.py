"""Answers to what cannot be read: voice, stickers, places, somebody else's contact."""

from locales import t
from models.rules.chats import Message


def voice(language: str) -> Message:
    """Say that voice messages cannot be listened to."""
    return Message(t(language, "odd-voice"))


def unreadable(language: str) -> Message:
    """Say that this kind of message cannot be read, and which can."""
    return Message(t(language, "odd-content"))


def contact_not_own(language: str) -> Message:
    """Ask for the sender's own number."""
    return Message(t(language, "odd-contact-not-own"))
