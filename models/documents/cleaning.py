"""What may be done to a person's text before it is printed: clean it and measure it, never rewrite it."""

import re
import unicodedata

__all__ = ["ems", "plain", "tidy"]

# Han characters and the punctuation and full-width forms that stand among them.
_HAN = "\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_MARKS = "、。〈〉《》「」『』【】〔〕“”‘’…—！（），．：；？％"
_HALF_WIDTH = {code: code - 0xFEE0 for code in (*range(0xFF10, 0xFF1A), *range(0xFF21, 0xFF3B), *range(0xFF41, 0xFF5B))}
_HALF_WIDTH |= {ord("％"): ord("%"), 0x3000: ord(" ")}
_FULL_WIDTH = str.maketrans(",;:?!", "，；：？！")
_NARROW = re.compile("[\u0000-\u10ff]")  # every alphabet; what comes later is as wide as it is high
# Characters that show nothing but change how the rest is shown or read: zero-width blanks and direction overrides.
_INVISIBLE = frozenset("\u200b\u200e\u200f\u2060\ufeff\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u00ad")


def plain(text: str) -> str:
    """Return the text without what XML or a reader cannot take: control characters, half surrogates, invisible marks.

    Line ends become a line feed and tabs a blank; nothing else changes.
    """
    if text.isprintable():
        return text  # nearly always, and it is asked of every cell
    text = re.sub(r"\r\n?|[\u2028\u2029\u0085\v\f]", "\n", text).replace("\t", " ")
    return "".join(character for character in text if character == "\n" or not _unprintable(character))


def _unprintable(character: str) -> bool:
    # Not every unassigned one: a newer Unicode than Python's may have given it to somebody's name.
    no_character = ord(character) & 0xFFFE == 0xFFFE or "\ufdd0" <= character <= "\ufdef"  # noqa: PLR2004 - the last two of every plane
    return no_character or character in _INVISIBLE or unicodedata.category(character) in {"Cc", "Cs"}


def ems(text: str) -> float:
    """Return how wide a text is in Chinese characters: letters of alphabets and digits count half."""
    return len(text) - len(_NARROW.findall(text)) / 2


def tidy(text: str) -> tuple[str, ...]:
    """Return the paragraphs of a text as an official document prints them; no word is added, lost or moved.

    Blank lines go, blanks shrink to one and vanish between Chinese and Latin letters or digits (between two Chinese
    characters one is kept: it may part two names); full-width letters and digits become half-width, half-width
    punctuation after a Chinese character full-width; a paragraph without an end gets a full stop.
    """
    lines = (_tidy_line(line) for line in plain(text).split("\n"))
    return tuple(line for line in lines if line)


def _tidy_line(line: str) -> str:
    # What one mark becomes may decide what its neighbour must be. Every pass removes or widens, so this ends.
    while (tidied := _tidied_once(line)) != line:
        line = tidied
    return line


def _tidied_once(line: str) -> str:
    line = re.sub(r"\s+", " ", line.translate(_HALF_WIDTH)).strip().rstrip("，、；,; ")
    # Parentheses go in pairs: around Chinese, or right after it.
    line = re.sub(rf"(?<=[{_HAN}{_MARKS}])\(([^()]*)\)|\(([^()]*[{_HAN}][^()]*)\)", r"（\1\2）", line)
    line = re.sub(rf"(?<=[{_HAN}）”》])\s?[,;:?!]", lambda found: found[0].strip().translate(_FULL_WIDTH), line)
    line = re.sub(rf"(?<=[{_HAN}）”》%])\.(?=$|[\s{_HAN}])", "。", line)
    line = re.sub(rf" (?=[{_MARKS}])|(?<=[{_MARKS}]) ", "", line)
    line = re.sub(rf"(?<=[{_HAN}]) (?=[0-9A-Za-z])|(?<=[0-9A-Za-z%]) (?=[{_HAN}])", "", line)
    line = re.sub(r"([。，；：、])\1+", r"\1", line)
    if not line or line[-1] in "。！？…：.!?:" or not re.search(rf"[{_HAN}]", line):
        return line
    return line + "。"
