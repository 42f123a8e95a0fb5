"""Cutting a text that is too long for one message."""

from models.rules.chats import Message, utf16_length

# Telegram allows 4,096 UTF-16 units; the rest is kept for page marks.
PAGE_LENGTH = 3800


def paginate(blocks: list[str], *, limit: int = PAGE_LENGTH) -> list[str]:
    """Join blocks of HTML by line breaks into pages of at most `limit` UTF-16 units, never cutting a block's markup.

    A single block longer than a page is cut at line ends, or, being one plain line, in the middle.
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
    return [*pages, page] if page else pages


def _pieces(block: str, limit: int) -> list[str]:
    if utf16_length(block) <= limit:
        return [block]
    pieces: list[str] = []
    for line in block.split("\n"):
        rest = line
        while utf16_length(rest) > limit:
            # Half the limit in characters is never more than the limit in units; a cut inside an entity is moved before it.
            cut = limit // 2
            ampersand = rest.rfind("&", cut - 8, cut)
            if ampersand > 0 and ";" not in rest[ampersand:cut]:
                cut = ampersand
            pieces.append(rest[:cut])
            rest = rest[cut:]
        pieces.append(rest)
    return pieces


def messages_of(blocks: list[str], last: Message) -> list[Message]:
    """Return the pages as messages, the buttons of `last` (whose text is the final block) under the last of them."""
    pages = paginate([*blocks, last.html] if last.html else blocks)
    return [
        *(Message(page) for page in pages[:-1]),
        Message(pages[-1], last.rows, last.ask_contact, last.drop_keyboard),
    ]
