"""Answers to what leads nowhere: voice, stickers, places, somebody else's contact, buttons that are no longer good."""

from locales import t
from models.rules.chats import Message


def voice(language: str) -> Message:
    """Say that voice messages cannot be listened to."""
    return Message(t(language, "odd-voice"))


def unreadable(language: str) -> Message:
    """Say that this kind of message cannot be read, and which can."""
    return Message(t(language, "odd-content"))


def repeated(language: str) -> Message:
    """Say that a forwarded message of a bot's is not taken for a report."""
    return Message(t(language, "odd-repeated"))


def pasted(language: str) -> Message:
    """Say that our own words, copied back to us, are not taken for a report."""
    return Message(t(language, "odd-pasted"))


def contact_not_own(language: str) -> Message:
    """Ask for the sender's own number."""
    return Message(t(language, "odd-contact-not-own"))


def gone(language: str) -> Message:
    """Answer a press whose round or task is no longer the presser's, or no longer open."""
    return Message(t(language, "report-gone"))


def settled(language: str) -> Message:
    """Return the word for a second press under what was submitted or cancelled by the first."""
    return Message(t(language, "report-settled"))
