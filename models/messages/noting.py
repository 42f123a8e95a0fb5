"""A correction that comes after a round has closed: offered, passed on to the office, and confirmed."""

from locales import t
from models.messages import buttons
from models.messages.words import escape, say_round
from models.rules.chats import Message


def closed(language: str, slug: str, kind: str) -> Message:
    """Say that a round takes nothing more, and how a correction can still reach the office."""
    return Message(
        t(language, "report-closed", round=say_round(language, slug, kind)),
        ((buttons.send_note(language), buttons.do_not_send(language)),),
    )


def note_sent(language: str) -> Message:
    """Say that a correction was passed on to the office."""
    return Message(t(language, "report-note-sent"))


def note_for_office(language: str, unit: str, name: str, text: str) -> Message:
    """Pass a correction that came after closing on to the office."""
    return Message(
        t(language, "report-note-for-office", unit=escape(unit), name=escape(name), text=escape(text[:2000]))
    )
