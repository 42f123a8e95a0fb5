"""What is said of a correction that does not say what is right, and of a wish that stands beside a report."""

from collections.abc import Iterable, Sequence

from locales import t
from models.messages import people_buttons as buttons
from models.messages.words import say_numbers
from models.rules.chats import Message


def asked(language: str, numbers: Sequence[int], *, dropped: bool) -> str:
    """Return the remark that some tasks are called wrong without a word on what is right, with an example.

    Where no task is named it is `unread`'s.
    """
    if not numbers:
        return unread(language, numbers)
    return t(
        language,
        "correction-asked",
        numbers=say_numbers(language, numbers),
        first=str(numbers[0]),
        dropped="yes" if dropped else "no",
    )


def unread(language: str, numbers: Iterable[int]) -> str:
    """Return the remark that something is to be corrected or withdrawn, and neither task nor content could be read."""
    return t(language, "correction-unread", first=str(next(iter(numbers), 28)))


def wished_beside(language: str) -> Message:
    """Offer the request for more time that a report mentions, without leaving its preview."""
    return Message(t(language, "report-wishes-time"), ((buttons.ask_extension(language),),))
