"""Names of files that any system can keep: what people call their files is theirs, what a ZIP unpacks to is ours."""

import re
import unicodedata
from collections.abc import Collection

# 255 bytes is what file systems take; the rest is left for a folder in front and a number behind.
_MOST_BYTES = 150
_FORBIDDEN = re.compile(r'[\\/:*?"<>|\x00-\x1f\x7f]')
_RESERVED = re.compile(r"(?i)(?:con|prn|aux|nul|com\d|lpt\d)(?=\.|$)")
_INVISIBLE = {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}


def safe_name(name: str) -> str:
    """Return a file's name without anything a file system, or a reader, could be misled by; its ending is kept.

    No separators, control or direction characters, no leading dot, none of Windows' reserved names, at most 150 bytes.
    """
    name = unicodedata.normalize("NFC", name)
    name = "".join(
        " " if char in "\t\r\n" or unicodedata.category(char) == "Zs" else char
        for char in name
        if unicodedata.category(char) not in _INVISIBLE or char in "\t\r\n"
    )
    name = _FORBIDDEN.sub("_", name).strip().lstrip(".").rstrip(". ")
    name = _RESERVED.sub(lambda found: f"_{found[0]}", name, count=1) if _RESERVED.match(name) else name
    stem, dot, ending = name.rpartition(".")
    if not dot or not stem or len(ending) > 10 or " " in ending:  # noqa: PLR2004 - longer than any ending
        stem, ending = name, ""
    room = _MOST_BYTES - len(ending.encode()) - 1
    stem = stem.encode()[:room].decode("utf-8", "ignore").rstrip(". ") or "_"
    return f"{stem}.{ending}" if ending else stem


def unlike(name: str, taken: Collection[str]) -> str:
    """Return the name, numbered where one that differs in no more than case is taken already: 图 (2).jpg."""
    taken = {each.casefold() for each in taken}
    stem, dot, ending = name.rpartition(".")
    if not dot:
        stem, ending = name, ""
    number, fit = 1, name
    while fit.casefold() in taken:
        number += 1
        fit = f"{stem} ({number}){dot}{ending}"
    return fit
