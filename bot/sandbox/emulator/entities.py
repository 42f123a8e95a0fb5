"""Text as Telegram counts and marks it: UTF-16 units, strict HTML, entities found by themselves.

The strictness and the wording of the errors follow the public source of Telegram's client library (tdlib), which the
Bot API server itself uses: offsets in errors are bytes of UTF-8, offsets in entities are UTF-16 units.
"""

import re
from dataclasses import dataclass
from html import escape
from typing import Any

from bot.sandbox.emulator.refusals import Refusal, bad_request

_TAGS = {
    "b": "bold",
    "strong": "bold",
    "i": "italic",
    "em": "italic",
    "u": "underline",
    "ins": "underline",
    "s": "strikethrough",
    "strike": "strikethrough",
    "del": "strikethrough",
    "tg-spoiler": "spoiler",
    "span": "spoiler",
    "code": "code",
    "pre": "pre",
    "blockquote": "blockquote",
    "a": "text_link",
    "tg-emoji": "custom_emoji",
}
_NAMED = {"lt": "<", "gt": ">", "amp": "&", "quot": '"'}
_REFERENCE = re.compile(r"&(?:#x(?P<hex>[0-9a-fA-F]+)|#(?P<dec>[0-9]+)|(?P<name>[A-Za-z]+));?")
_LINK = re.compile(r"(?:(?:https?|tg|ftp|tonsite)://)?[^\s/?#@]+\.[^\s/?#]{2,}(?:[/?#]\S*)?|tg://\S+", re.IGNORECASE)
_USER_LINK = re.compile(r"tg://user\?id=(\d+)", re.IGNORECASE)
_DETECTED = re.compile(
    r"(?P<bot_command>(?<![\w/@<>])/[A-Za-z0-9_]{1,64}(?:@[A-Za-z0-9_]{3,32})?(?![\w/@<>]))"
    r"|(?P<url>https?://[^\s<>()（），。；、]+[^\s<>()（），。；、.,;:!?'\"])"
    r"|(?P<email>[A-Za-z0-9._%+-]+@[A-Za-z0-9-]+(?:\.[A-Za-z]{2,})+)"
    r"|(?P<mention>(?<![\w@])@[A-Za-z][A-Za-z0-9_]{3,31}\b)"
    r"|(?P<hashtag>(?<![\w#])#\w*[^\W\d]\w*)",
    re.ASCII | re.IGNORECASE,
)
_SURROGATES = range(0xD800, 0xE000)
_LAST_CHARACTER = 0x10FFFF
_SPACE = " \t\r\n\v\f"

Entities = list[dict[str, Any]]


def utf16_length(text: str) -> int:
    """Count as Telegram does: UTF-16 code units, so that most emoji count two."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def utf16_slice(text: str, offset: int, length: int | None = None) -> str:
    """Cut by UTF-16 units; `length` None means to the end."""
    units = text.encode("utf-16-le", "surrogatepass")
    end = None if length is None else (offset + length) * 2
    return units[offset * 2 : end].decode("utf-16-le", "replace")


def parse_html(source: str) -> tuple[str, Entities]:
    """Parse Telegram's HTML strictly; give the plain text and its entities, outermost first.

    Raises a 400 `Refusal` beginning “can't parse entities: ” for whatever Telegram does not take.
    """
    return _HtmlParser(source).parse()


def _unparsable(reason: str) -> Refusal:
    return bad_request(f"can't parse entities: {reason}")


@dataclass(slots=True)
class _OpenTag:
    name: str
    argument: str
    offset: int
    begins_at: int


class _HtmlParser:
    def __init__(self, source: str) -> None:
        self.source = source
        self.at = 0
        self.text: list[str] = []
        self.units = 0
        self.open: list[_OpenTag] = []
        self.entities: Entities = []

    def parse(self) -> tuple[str, Entities]:
        while self.at < len(self.source):
            character = self.source[self.at]
            if character == "&" and (decoded := self._reference()):
                self._add(decoded)
            elif character == "<":
                self._tag()
            else:
                self._add(character)
                self.at += 1
        if self.open:
            raise _unparsable(f'Can\'t find end tag corresponding to start tag "{self.open[-1].name}"')
        for entity in self.entities:
            if entity["type"] == "code":
                entity.pop("language", None)
        self.entities.sort(key=lambda entity: (entity["offset"], -entity["length"]))
        return "".join(self.text), self.entities

    def _add(self, piece: str) -> None:
        self.text.append(piece)
        self.units += utf16_length(piece)

    def _peek(self) -> str:
        return self.source[self.at] if self.at < len(self.source) else ""

    def _byte(self, position: int) -> int:
        return len(self.source[:position].encode("utf-8", "surrogatepass"))

    def _skip_spaces(self) -> None:
        while self._peek() and self._peek() in _SPACE:
            self.at += 1

    def _take_until(self, stops: str) -> str:
        begins = self.at
        while self._peek() and self._peek() not in stops:
            self.at += 1
        return self.source[begins : self.at]

    def _reference(self) -> str:
        """Decode the character reference here and step over it; anything unknown stays as it was written."""
        match = _REFERENCE.match(self.source, self.at)
        if match is None:
            return ""
        if match["name"]:
            decoded = _NAMED.get(match["name"], "")
        else:
            code = int(match["hex"], 16) if match["hex"] else int(match["dec"])
            known = 0 < code < _LAST_CHARACTER and code not in _SURROGATES
            decoded = chr(code) if known else ""
        if decoded:
            self.at = match.end()
        return decoded

    def _tag(self) -> None:
        begin = self._byte(self.at)
        self.at += 1
        if self._peek() == "/":
            self._end_tag(begin)
        else:
            self._start_tag(begin)

    def _start_tag(self, begin: int) -> None:
        name = self._take_until(_SPACE + ">").lower()
        if not self._peek():
            raise _unparsable(f"Unclosed start tag at byte offset {begin}")
        if name not in _TAGS:
            raise _unparsable(f'Unsupported start tag "{name}" at byte offset {begin}')
        argument = ""
        while True:
            self._skip_spaces()
            if self._peek() == ">":
                break
            attribute, value = self._attribute(name, begin)
            argument = _argument(name, attribute, value) or argument
        self.at += 1
        if name == "span" and argument != "tg-spoiler":
            raise _unparsable(f'Tag "span" must have class "tg-spoiler" at byte offset {begin}')
        self.open.append(_OpenTag(name, argument, self.units, len(self.text)))

    def _attribute(self, tag: str, begin: int) -> tuple[str, str]:
        attribute = self._take_until(_SPACE + "=>")
        if not attribute:
            raise _unparsable(f'Empty attribute name in the tag "{tag}" at byte offset {begin}')
        self._skip_spaces()
        if self._peek() != "=":
            if tag == "blockquote" and attribute == "expandable" and self._peek():
                return attribute, "true"
            raise _unparsable(
                f'Expected equal sign in declaration of an attribute of the tag "{tag}" at byte offset {begin}'
            )
        self.at += 1
        self._skip_spaces()
        if not self._peek():
            raise _unparsable(f'Unclosed start tag "{tag}" at byte offset {begin}')
        value = self._quoted() if self._peek() in "'\"" else self._token()
        if not self._peek():
            raise _unparsable(f"Unclosed start tag at byte offset {begin}")
        return attribute, value

    def _quoted(self) -> str:
        quote = self._peek()
        self.at += 1
        pieces: list[str] = []
        while self._peek() and self._peek() != quote:
            decoded = self._reference() if self._peek() == "&" else ""
            if not decoded:
                decoded = self._peek()
                self.at += 1
            pieces.append(decoded)
        self.at += 1
        return "".join(pieces)

    def _token(self) -> str:
        begins = self.at
        while (here := self._peek()) and (here.isascii() and (here.isalnum() or here in ".-")):
            self.at += 1
        if self._peek() and self._peek() not in _SPACE + ">":
            raise _unparsable(f"Unexpected end of name token at byte offset {self._byte(begins)}")
        return self.source[begins : self.at].lower()

    def _end_tag(self, begin: int) -> None:
        if not self.open:
            raise _unparsable(f"Unexpected end tag at byte offset {begin}")
        self.at += 1
        name = self._take_until(_SPACE + ">").lower()
        self._skip_spaces()
        if self._peek() != ">":
            raise _unparsable(f"Unclosed end tag at byte offset {begin}")
        self.at += 1
        opened = self.open.pop()
        if name and name != opened.name:
            raise _unparsable(
                f'Unmatched end tag at byte offset {begin}, expected "</{opened.name}>", found "</{name}>"'
            )
        length = self.units - opened.offset
        if length:
            self._close(opened, length)

    def _close(self, tag: _OpenTag, length: int) -> None:
        entity: dict[str, Any] = {"type": _TAGS[tag.name], "offset": tag.offset, "length": length}
        if tag.name == "a":
            target = tag.argument or "".join(self.text[tag.begins_at :])
            if user := _USER_LINK.match(target):
                entity |= {"type": "text_mention", "user": {"id": int(user[1])}}
            elif _LINK.fullmatch(target.strip()):
                entity["url"] = _with_scheme(target.strip())
            else:
                return  # Telegram keeps the words and drops a link it cannot follow
        elif tag.name == "tg-emoji":
            if not tag.argument.isdigit() or int(tag.argument) == 0:
                raise _unparsable("Invalid custom emoji identifier specified")
            entity["custom_emoji_id"] = tag.argument
        elif tag.name == "blockquote" and tag.argument:
            entity["type"] = "expandable_blockquote"
        elif tag.name in {"pre", "code"} and self._is_program(tag, length):
            return
        elif tag.name == "code" and tag.argument:
            entity["language"] = tag.argument
        self.entities.append(entity)

    def _is_program(self, tag: _OpenTag, length: int) -> bool:
        """`<pre><code class="language-x">` is one block with a language, whichever of the two is outside."""
        if not self.entities:
            return False
        last = self.entities[-1]
        if (last["offset"], last["length"]) != (tag.offset, length):
            return False
        if tag.name == "pre" and last["type"] == "code" and last.get("language"):
            last["type"] = "pre"
            return True
        if tag.name == "code" and last["type"] == "pre" and tag.argument:
            last["language"] = tag.argument
            return True
        return False


def _argument(tag: str, attribute: str, value: str) -> str:
    if (tag, attribute) in {("a", "href"), ("span", "class"), ("tg-emoji", "emoji-id"), ("blockquote", "expandable")}:
        return value
    if (tag, attribute) == ("code", "class") and value.startswith("language-"):
        return value.removeprefix("language-")
    return ""


def _with_scheme(url: str) -> str:
    return url if "://" in url else f"http://{url}"


def trim(text: str, entities: Entities) -> tuple[str, Entities]:
    """Take blanks off both ends and keep the entities on their words, as Telegram does before it stores a text."""
    lead = utf16_length(text) - utf16_length(text.lstrip(_SPACE))
    kept = text.strip(_SPACE)
    total = utf16_length(kept)
    moved: Entities = []
    for entity in entities:
        begins = max(entity["offset"] - lead, 0)
        ends = min(entity["offset"] - lead + entity["length"], total)
        if ends > begins:
            moved.append({**entity, "offset": begins, "length": ends - begins})
    return kept, moved


def detect(text: str, marked: Entities | None = None) -> Entities:
    """Find commands, links, addresses, mentions and hashtags by themselves, outside what is already marked as code."""
    marked = marked or []
    found: Entities = []
    for match in _DETECTED.finditer(text):
        offset = utf16_length(text[: match.start()])
        length = utf16_length(match[0])
        opaque = any(
            other["type"] in {"code", "pre", "text_link", "text_mention"}
            and other["offset"] < offset + length
            and offset < other["offset"] + other["length"]
            for other in marked
        )
        if not opaque and match.lastgroup is not None:
            found.append({"type": match.lastgroup, "offset": offset, "length": length})
    return sorted([*marked, *found], key=lambda entity: (entity["offset"], -entity["length"]))


_HTML = {
    "bold": ("<b>", "</b>"),
    "italic": ("<i>", "</i>"),
    "underline": ("<u>", "</u>"),
    "strikethrough": ("<s>", "</s>"),
    "spoiler": ("<tg-spoiler>", "</tg-spoiler>"),
    "code": ("<code>", "</code>"),
    "pre": ("<pre>", "</pre>"),
    "blockquote": ("<blockquote>", "</blockquote>"),
    "expandable_blockquote": ("<blockquote expandable>", "</blockquote>"),
}


def to_html(text: str, entities: Entities) -> str:
    """Write text and entities as HTML again, for showing: what was escaped is escaped, links have their address."""
    opens: dict[int, list[str]] = {}
    closes: dict[int, list[str]] = {}
    for entity in entities:
        if entity["type"] in _HTML:
            before, after = _HTML[entity["type"]]
        elif entity["type"] == "text_link":
            before, after = f'<a href="{escape(entity["url"])}">', "</a>"
        elif entity["type"] == "text_mention":
            before, after = f'<a href="tg://user?id={entity["user"]["id"]}">', "</a>"
        else:
            continue
        opens.setdefault(entity["offset"], []).append(before)
        closes.setdefault(entity["offset"] + entity["length"], []).insert(0, after)
    pieces: list[str] = []
    at = 0
    for character in text:
        pieces += [*closes.get(at, []), *opens.get(at, []), escape(character, quote=False)]
        at += utf16_length(character)
    pieces += closes.get(at, [])
    return "".join(pieces)
