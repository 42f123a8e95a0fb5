"""What the admins are told of a wave that cannot end in time."""

from datetime import datetime, tzinfo

from locales import t
from models.messages.words import say_moment
from models.rules.chats import Message


def late_wave(language: str, due_at: datetime, ends_at: datetime, count: int, zone: tzinfo) -> Message:
    """Say that so many messages will have left only at `ends_at`, after the due time they speak of."""
    due, ends = say_moment(language, due_at, zone), say_moment(language, ends_at, zone)
    return Message(t(language, "wave-late", due=due, ends=ends, count=count))
