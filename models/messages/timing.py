"""What is said about time: reminders put off, working days, rounds moved, and gaps."""

from collections.abc import Mapping
from datetime import datetime, tzinfo

from locales import t
from models.messages.words import say_moment
from models.rules.chats import Button, Message

_SNOOZE_KEYS = {"hour": "snooze-hour", "morning": "snooze-morning", "due": "snooze-before-due"}


def snooze_button(language: str) -> Button:
    """稍后提醒."""
    return Button(t(language, "button-snooze"), "snooze:ask")


def offer_snooze(language: str, kept: Mapping[str, datetime], zone: tzinfo) -> Message:
    """Ask how much later; `kept` are the wishes that can be kept (hour, morning, due) with their moments."""
    lines = [t(language, "snooze-ask")]
    lines.extend(
        t(language, "snooze-line", choice=t(language, _SNOOZE_KEYS[wish]), at=say_moment(language, at, zone))
        for wish, at in kept.items()
        if wish in _SNOOZE_KEYS
    )
    rows = tuple(
        (Button(t(language, _SNOOZE_KEYS[wish]), f"snooze:{wish}"),) for wish in kept if wish in _SNOOZE_KEYS
    )
    return Message("\n".join(lines), rows)


def snoozed(language: str, at: datetime, zone: tzinfo) -> Message:
    """Read the moment back."""
    return Message(t(language, "snooze-kept", at=say_moment(language, at, zone)))


def too_late_to_snooze(language: str, due_at: datetime, zone: tzinfo) -> Message:
    """Say that no moment is left before the due time at which one might remind."""
    return Message(t(language, "snooze-too-late", due=say_moment(language, due_at, zone)))


def nothing_to_snooze(language: str) -> Message:
    """Say that nothing is owed, so that no reminder will come."""
    return Message(t(language, "snooze-nothing"))
