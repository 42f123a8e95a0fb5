"""What is told to the operator: trouble with the way to Telegram, and the errors of the last hour."""

from collections.abc import Sequence

from locales import t
from models.messages.words import escape
from models.rules.chats import Message


def title(language: str) -> str:
    """Return an alarm's subject."""
    return t(language, "alarm-title")


def trouble(language: str, kind: str, reason: str, minutes: int) -> str:
    """Return a trouble as plain text: what is wrong, and what to do about it."""
    match kind:
        case "token_refused":
            return t(language, "alarm-token")
        case "conflict" | "webhook_taken":
            return t(language, "alarm-conflict")
        case "webhook":
            return t(language, "alarm-webhook", reason=reason)
        case "certificate":
            return t(language, "alarm-certificate", reason=reason)
        case "proxy":
            return t(language, "alarm-proxy", reason=reason, minutes=minutes)
        case _:
            return t(language, "alarm-unreachable", reason=reason, minutes=minutes)


def recovered(language: str) -> str:
    """Return the word that it is over."""
    return t(language, "alarm-over")


def error_summary(language: str, errors: Sequence[tuple[str, int]], others: int) -> Message:
    """Return the errors since the last summary, each with its count; `others` is how many kinds more there were."""
    lines = [t(language, "alarm-errors")]
    lines.extend(t(language, "alarm-error", what=escape(what), count=count) for what, count in errors)
    if others:
        lines.append(t(language, "alarm-more", count=others))
    return Message("\n".join(lines))
