"""Cutting a text that is too long for one message."""

import re
from dataclasses import replace

from models.rules.chats import Message, utf16_length

# Telegram allows 4,096 UTF-16 units; the rest is kept for page marks.
PAGE_LENGTH = 3800

# What must not be cut: a tag, an entity, and otherwise a single character.
_ATOM = re.compile(r"</?[a-z]+[^<>]*>|&#?\w{1,8};|.", re.DOTALL)
_TAG = re.compile(r"<(/?)([a-z]+)[^<>]*>")


def paginate(blocks: list[str], *, limit: int = PAGE_LENGTH) -> list[str]:
    """Join blocks of HTML by line breaks into pages of at most `limit` UTF-16 units, none of them blank.

    A block longer than a page is cut at line ends where it has them, else between characters; never inside a tag or an
    entity, and a tag open at a cut is closed before it and opened again behind it.
    """
    pages: list[str] = []
    page = ""
    for block in blocks:
        for piece in _pieces(block, limit):
            joined = f"{page}\n{piece}" if page else piece
            if utf16_length(joined) > limit:
                pages.append(page)
                page = piece
            else:
                page = joined
    return [each for each in [*pages, page] if each.strip()]


def _pieces(block: str, limit: int) -> list[str]:
    if utf16_length(block) <= limit:
        return [block]
    atoms = _ATOM.findall(block)
    pieces: list[str] = []
    start = 0
    opened: list[str] = []
    while start < len(atoms):
        end, after = _fill(atoms, start, opened, limit)
        piece = "".join((*opened, *atoms[start:end], *(_closing(tag) for tag in reversed(after))))
        pieces.append(piece)
        # The line break at which it was cut is the one between two messages now.
        start = end + 1 if end < len(atoms) and atoms[end] == "\n" else end
        opened = after
    return pieces


def _fill(atoms: list[str], start: int, opened: list[str], limit: int) -> tuple[int, list[str]]:
    """Return where the piece that begins at `start` ends, at a line end if there is one, and the tags open there."""
    stack = list(opened)
    used = sum(utf16_length(tag) for tag in stack)
    line_end: tuple[int, list[str]] | None = None
    for at in range(start, len(atoms)):
        if atoms[at] == "\n" and at > start:
            line_end = (at, list(stack))
        after = _with_tag(stack, atoms[at])
        used += utf16_length(atoms[at])
        if used + sum(utf16_length(_closing(tag)) for tag in after) > limit and at > start:
            return line_end or (at, stack)
        stack = after
    return len(atoms), stack


def _with_tag(stack: list[str], atom: str) -> list[str]:
    tag = _TAG.fullmatch(atom)
    if tag is None:
        return stack
    return stack[:-1] if tag[1] else [*stack, atom]


def _closing(tag: str) -> str:
    match = _TAG.fullmatch(tag)
    return f"</{match[2]}>" if match else ""


def messages_of(blocks: list[str], last: Message) -> list[Message]:
    """Return the pages as messages, the buttons of `last` (whose text is the final block) under the last of them.

    Raises ValueError where there is nothing to say: Telegram takes no empty message.
    """
    pages = paginate([*blocks, last.html] if last.html else blocks)
    if not pages:
        raise ValueError("a message without text")
    return [
        *(Message(page) for page in pages[:-1]),
        replace(last, html=pages[-1]),
    ]


# What Telegram takes in one message (Bot API, sendMessage.text).
MESSAGE_LENGTH = 4096


def fit(message: Message) -> list[Message]:
    """Return the message as it is, or, where it is longer than Telegram takes, in pages with the buttons under the last."""
    if utf16_length(message.html) <= MESSAGE_LENGTH:
        return [message]
    return messages_of([message.html], replace(message, html=""))
