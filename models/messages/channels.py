"""The digest's words on other channels: plain text, in pieces a robot takes, and what each channel does with files.

Needs the catalogues alone and knows no network, so that whoever enqueues the digest can ask it.
"""

import json
import re
from collections.abc import Callable, Iterator, Sequence
from enum import StrEnum
from html.parser import HTMLParser
from typing import Final
from unicodedata import combining

from locales import t


class Files(StrEnum):
    """How documents go along: in the same message (payload `documents`), as a parcel each (kind `document`), or not at all."""

    INCLUDED = "included"
    SEPARATE = "separate"
    NONE = "none"


_FILES: Final = {
    "wecom": Files.SEPARATE,
    "dingtalk": Files.NONE,
    "feishu": Files.NONE,
    "json": Files.INCLUDED,
    "mail": Files.INCLUDED,
}


_DOCUMENT_KEYS: Final = {
    "digest_docx": "channels-file-digest",
    "ledger_xlsx": "channels-file-ledger",
    "addendum_docx": "channels-file-addendum",
    "contacts_docx": "channels-file-contacts",
    "contacts_xlsx": "channels-file-contacts",
    "collection_docx": "channels-file-collection",
    "files_zip": "channels-file-zip",
}


def _utf8(text: str) -> int:
    return len(text.encode())


def _in_json(text: str) -> int:
    return len(json.dumps(text, ensure_ascii=False).encode())


# WeCom counts the content: at most 2,048 bytes of UTF-8 (developer.work.weixin.qq.com, 群机器人配置说明). DingTalk and Feishu
# count the whole request: 20,000 bytes (error 460101) and 20 KB; the rest is left for what stands around the text.
_LIMITS: Final[dict[str, tuple[Callable[[str], int], int]]] = {
    "wecom": (_utf8, 2048),
    "dingtalk": (_in_json, 18_000),
    "feishu": (_in_json, 18_000),
}

_MENTION: Final = {
    "wecom": re.compile(r"<(?=@)"),
    "feishu": re.compile(r"<(?=/?\s*at\b)", re.IGNORECASE),
}

_CONTROL: Final = re.compile(r"[\x00-\x08\x0b-\x1f]")
_SENTENCE: Final = re.compile(r"[^。；！？;!?]*[。；！？;!?]+|[^。；！？;!?]+")
_JOINER: Final = "\u200d"
_VARIATIONS: Final = range(0xFE00, 0xFE10)
_SKIN_TONES: Final = range(0x1F3FB, 0x1F400)


def kind_of(channel: str) -> str:
    """Return the kind in a channel's name: `feishu-3fa91c` is a `feishu`, `mail` is `mail`."""
    return channel.partition("-")[0]


def files_on(channel: str) -> Files:
    """Tell how documents go along on a channel. Raises KeyError for one that is none of ours (`telegram`)."""
    return _FILES[kind_of(channel)]


def texts_for(channel: str, messages: Sequence[str], notes: Sequence[str] = ()) -> list[str]:
    """Return the texts to enqueue for a channel, one parcel each: a digest's HTML messages, then what is to be said of its files."""
    text = "\n".join(plain_text(message) for message in messages)
    if notes:
        text = "\n".join((text, "", *notes))
    return split_for(kind_of(channel), text)


def say_elsewhere(language: str, documents: Sequence[str], *, has_office: bool, has_mail: bool) -> str:
    """Say, where a channel takes no files, where these documents (as requests name them) are to be had."""
    words = dict.fromkeys(t(language, _DOCUMENT_KEYS[each]) for each in documents if each in _DOCUMENT_KEYS)
    files = t(language, "list-separator").join(words)
    return t(
        language,
        "channels-documents-elsewhere",
        files=files,
        place=_place(language, has_office=has_office, has_mail=has_mail),
    )


def say_too_large(language: str, size: int, *, has_office: bool) -> str:
    """Say that the attachments (`size` bytes) are more than a channel takes, and where they are to be had."""
    place = _place(language, has_office=has_office, has_mail=False)
    return t(language, "channels-files-too-large", size=_megabytes(size), place=place)


def _megabytes(size: int) -> int:
    return -(-size // (1024 * 1024))


def _place(language: str, *, has_office: bool, has_mail: bool) -> str:
    place = t(language, "channels-in-the-group" if has_office else "channels-with-the-admins")
    return t(language, "channels-or-by-mail", place=place) if has_mail else place


def say_channel(language: str, channel: str) -> str:
    """Return a channel's name as people say it."""
    kind, _, mark = channel.partition("-")
    match kind:
        case "wecom":
            return t(language, "channels-wecom", mark=mark)
        case "dingtalk":
            return t(language, "channels-dingtalk", mark=mark)
        case "feishu":
            return t(language, "channels-feishu", mark=mark)
        case "json":
            return t(language, "channels-json", mark=mark)
        case "mail":
            return t(language, "channels-mail")
        case _:
            return channel


def say_failure(language: str, channel: str, reason: str) -> str:
    """Return the sentence that tells the office that a channel has not taken the digest, and why."""
    return t(language, "channels-failed", channel=say_channel(language, channel), reason=reason)


def say_redirected(language: str, reason: str) -> str:
    """Return the sentence that goes before what an admin gets in place of the office's group: `reason` is Telegram's."""
    said = reason.lower()
    if "kicked" in said or "not a member" in said:
        reason = t(language, "channels-not-in-the-group")
    elif "topic" in said or "thread" in said:
        reason = t(language, "channels-topic-closed")
    elif "rights" in said or "write_forbidden" in said:
        reason = t(language, "channels-no-rights")
    return t(language, "channels-redirected", reason=reason)


def harmless(kind: str, text: str) -> str:
    """Return the text so that a robot takes it and calls nobody by it.

    Control characters go: in JSON they are escapes, which WeCom refuses (40033). What would call everybody in the group
    (`<@all>`, `<at user_id="all">`) keeps its words and loses its power.
    """
    if kind not in _LIMITS:
        return text
    text = _CONTROL.sub("", text)
    pattern = _MENTION.get(kind)
    return text if pattern is None else pattern.sub("＜", text)


def split_for(kind: str, text: str) -> list[str]:
    """Return the text in pieces that a channel of this kind takes, in order; nothing for a blank text.

    Cut at ends of lines, else of sentences, else between characters; blanks at a cut are dropped, nothing else is.
    """
    text = harmless(kind, text).strip()
    if not text:
        return []
    if kind not in _LIMITS:
        return [text]
    measure, limit = _LIMITS[kind]
    pieces = _pack(text, lambda piece: measure(piece) <= limit, (_lines, _sentences, _characters))
    return [piece for piece in (piece.strip("\n ") for piece in pieces) if piece]


def _lines(text: str) -> list[str]:
    return re.findall(r"[^\n]*\n|[^\n]+", text)


def _sentences(text: str) -> list[str]:
    return _SENTENCE.findall(text)


def _characters(text: str) -> list[str]:
    """Cut between what a reader sees as characters: an accent, or the parts of a joined emoji, stay with their base."""
    found: list[str] = []
    for char in text:
        joins = char == _JOINER or combining(char) or ord(char) in _VARIATIONS or ord(char) in _SKIN_TONES
        if found and (joins or found[-1].endswith(_JOINER)) and len(found[-1]) < 32:  # noqa: PLR2004 - longer than any emoji
            found[-1] += char
        else:
            found.append(char)
    return found


def _pack(text: str, fits: Callable[[str], bool], cuts: Sequence[Callable[[str], list[str]]]) -> Iterator[str]:
    """Yield `text` in as few pieces as fit, cut by the first of `cuts`, a part too long for itself by the next ones."""
    piece = ""
    for part in cuts[0](text):
        if fits(piece + part):
            piece += part
            continue
        if fits(part) or len(cuts) == 1:
            yield piece
            piece = part
            continue
        yield piece
        *whole, piece = _pack(part, fits, cuts[1:])
        yield from whole
    yield piece


def plain_text(html: str) -> str:
    """Return a Telegram HTML message as plain text: marks dropped, entities resolved, a link's address behind its words."""
    reader = _PlainText()
    reader.feed(html)
    reader.close()
    return "".join(reader.parts)


class _PlainText(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []
        self._link: tuple[str, int] | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "br":
            self.parts.append("\n")
        href = dict(attrs).get("href") if tag == "a" else None
        if href and href.startswith(("http://", "https://")):
            self._link = (href, len(self.parts))

    def handle_endtag(self, tag: str) -> None:
        if tag == "a" and self._link is not None:
            href, start = self._link
            self._link = None
            if "".join(self.parts[start:]) != href:
                self.parts.append(f" {href} ")

    def handle_data(self, data: str) -> None:
        self.parts.append(data)
