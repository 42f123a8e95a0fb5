"""What Telegram makes of our HTML: the text people see, or a refusal."""

import re
from collections.abc import Iterable
from html.parser import HTMLParser

from models.rules.chats import Message, utf16_length

# Bot API, "HTML style": the tags we use.
TAGS = ("b", "i", "u", "s", "code", "pre", "blockquote")
TELEGRAM_LENGTH = 4096
# Bot API, "HTML style": an inline mention of a user.
_MENTION = re.compile(r"tg://user\?id=\d+")


class BrokenMarkupError(AssertionError):
    """Telegram would refuse this text."""


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.open: list[str] = []
        self.text: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        is_mention = tag == "a" and [name for name, _ in attrs] == ["href"] and _MENTION.fullmatch(attrs[0][1] or "")
        if (tag not in TAGS or attrs) and not is_mention:
            raise BrokenMarkupError(f"<{tag} {attrs}>")
        self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if not self.open or self.open.pop() != tag:
            raise BrokenMarkupError(f"</{tag}> closes nothing")

    def handle_data(self, data: str) -> None:
        self.text.append(data)

    def handle_comment(self, data: str) -> None:
        raise BrokenMarkupError(data)

    def handle_decl(self, decl: str) -> None:
        raise BrokenMarkupError(decl)

    def handle_pi(self, data: str) -> None:
        raise BrokenMarkupError(data)


def seen(html: str) -> str:
    """Return the text as people see it; raises BrokenMarkupError for markup Telegram refuses."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    if reader.open:
        raise BrokenMarkupError(f"<{reader.open[-1]}> is never closed in {html[:200]!r}")
    return "".join(reader.text)


def check(messages: Message | Iterable[Message]) -> str:
    """Demand of messages what Telegram demands, and return all that is seen in them."""
    texts: list[str] = []
    for message in [messages] if isinstance(messages, Message) else list(messages):
        text = seen(message.html)
        assert text.strip(), "Telegram takes no empty message"
        assert utf16_length(text) <= TELEGRAM_LENGTH, f"{utf16_length(text)} units"
        assert sum(len(row) for row in message.rows) <= 100, "Telegram takes at most 100 buttons"
        for row in message.rows:
            assert 0 < len(row) <= 8
            for button in row:
                assert button.text.strip()
                assert 0 < len(button.data.encode()) <= 64
                assert button.data.isascii()
        texts.append(text)
    assert texts
    return "\n".join(texts)
