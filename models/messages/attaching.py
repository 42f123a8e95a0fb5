"""What is said of files that go with a report."""

from locales import t
from models.messages.naming import name_item
from models.messages.words import escape
from models.rules.assignments import Item
from models.rules.chats import Message


def file_attached(language: str, item: Item, count: int, *, is_unread_caption: bool = False) -> Message:
    """Say that a file goes with a task, and how many do now; and that what was written under it was not recorded."""
    said = t(language, "report-file-attached", name=name_item(item), count=count)
    return Message(f"{said}\n{t(language, 'report-caption-unread')}" if is_unread_caption else said)


def file_without_task(language: str, unread: str = "") -> Message:
    """Ask which task a file belongs to; `unread`: why it was taken for nothing else."""
    text = t(language, "report-file-without-task")
    return Message(t(language, "report-file-unread", reason=escape(unread), attach=text) if unread else text)


def nowhere(language: str, noted: str, unread: str) -> Message:
    """Say that a file went nowhere (`noted`, ready to leave); `unread`: why it was taken for nothing else."""
    if not unread:
        return Message(noted)
    return Message(t(language, "report-file-unread-nowhere", reason=escape(unread), text=noted))


def not_passed_on(language: str) -> Message:
    """Say that a cooperating unit's file reaches nobody, and how its material does."""
    return Message(t(language, "report-file-not-passed-on"))


def file_of_office(language: str) -> Message:
    """Tell an admin, or a member of the office, that this file is nothing here, and what would be."""
    return Message(t(language, "report-file-of-office"))


def file_too_large(language: str, name: str) -> Message:
    """Say that a file is over what a bot can fetch."""
    return Message(t(language, "report-file-too-large", name=escape(name)))


def file_not_fetched(language: str, name: str) -> Message:
    """Ask for a file again that could not be fetched."""
    return Message(t(language, "report-file-not-fetched", name=escape(name)))
