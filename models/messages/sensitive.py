"""What is said of matter that does not belong in a chat."""

from locales import t
from models.messages import buttons
from models.rules.chats import Message


def sensitive(language: str) -> Message:
    """Hold a text that looks like sensitive matter for a second confirmation."""
    return Message(t(language, "report-sensitive"), ((buttons.send_anyway(language), buttons.do_not_send(language)),))


def not_sent(language: str) -> Message:
    """Say that a held text was thrown away."""
    return Message(t(language, "report-not-sent"))


def sensitive_line(language: str) -> str:
    """Return the line, said once at 开始填报, about what does not belong in a chat."""
    return t(language, "report-sensitive-line")
