"""Bytes to text: byte order marks, UTF-8, UTF-16 without a mark, GB18030; binary files are told apart by their content."""

import unicodedata

from models.rules.circulars import Place, refusal

_MARKS = (
    (b"\xef\xbb\xbf", "utf-8-sig"),
    (b"\xff\xfe\x00\x00", "utf-32"),
    (b"\x00\x00\xfe\xff", "utf-32"),
    (b"\xff\xfe", "utf-16"),
    (b"\xfe\xff", "utf-16"),
)
_CONTROLS_ALLOWED = frozenset("\t\n\r\v\f\x1a\x1c\x1d\x1e\x1f\x85")


def decode(content: bytes) -> str:
    """Return the text of a text file; raises UnreadableFileError where the bytes are no text in an encoding offices use."""
    for mark, encoding in _MARKS:
        if content.startswith(mark):
            text = _decoded(content, encoding)
            if text is None or not _is_text(text):
                raise refusal(Place(), "readers-bad-encoding")
            return text.removeprefix("\ufeff")
    for encoding in _likely(content):
        text = _decoded(content, encoding)
        if text is not None and _is_text(text):
            return text.rstrip("\x1a\x00")
    raise refusal(Place(), "readers-bad-encoding")


def _likely(content: bytes) -> tuple[str, ...]:
    # UTF-16 without a mark shows by the zero bytes of its line breaks, digits and Latin letters.
    sample = content[:20_000]
    even, odd = sample[0::2].count(0), sample[1::2].count(0)
    if odd > even and odd * 50 > len(sample):
        return ("utf-16-le", "utf-8", "gb18030")
    if even > odd and even * 50 > len(sample):
        return ("utf-16-be", "utf-8", "gb18030")
    return ("utf-8", "gb18030", "utf-16-le", "utf-16-be")


def _decoded(content: bytes, encoding: str) -> str | None:
    try:
        return content.decode(encoding)
    except (UnicodeDecodeError, UnicodeError):
        return None


def _is_text(text: str) -> bool:
    """Whether hardly anything in it is a control character or unassigned: what random bytes read as text are full of."""
    sample = text[:20_000]
    if not sample:
        return True
    odd = sum(
        1
        for character in sample
        if character not in _CONTROLS_ALLOWED and unicodedata.category(character) in {"Cc", "Cn", "Cs", "Co"}
    )
    return odd * 100 <= len(sample)
