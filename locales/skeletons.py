"""What of our texts stays the same whatever is filled in: the literal pieces of every line, read from the catalogues as they stand.

Read without Fluent, whose parser would take half a second for all of them.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from html import unescape

from locales.catalogues import ENTRY, catalogue_files

# Where something is filled in: a mark, the name of what it is, and the mark again.
_HOLE = "\0"
_SELECT = re.compile(r"\{\s*\$\w+\s*->[ ]*\n(?P<variants>(?:[ ]+\*?\[[^\]\n]*\][^\n]*\n)+)[ ]*\}")
_VARIANT = re.compile(r"^[ ]+\*?\[[^\]\n]*\][ ]*(.*)$", re.MULTILINE)
_PLACEABLE = re.compile(r"\{\s*\$?([\w-]*)[^{}]*\}")
_TAG = re.compile(r"</?[a-z]+[^<>]*>")


@dataclass(frozen=True, slots=True)
class Skeleton:
    """One line of a message: its literal pieces, between which something is filled in; an empty one at an open end.

    `holes` names what is filled in between them, one name fewer than pieces.
    """

    file: str
    key: str
    pieces: tuple[str, ...]
    holes: tuple[str, ...]


@cache
def skeletons(language: str) -> tuple[Skeleton, ...]:
    """Return the lines of every message of a language, each in every form it can take."""
    return tuple(
        Skeleton(path.stem, entry[1], tuple(line.split(_HOLE)[::2]), tuple(line.split(_HOLE)[1::2]))
        for path in catalogue_files(language)
        for entry in ENTRY.finditer(path.read_text(encoding="utf-8") + "\n")
        for line in _lines(entry[0].partition("=")[2])
    )


def _lines(pattern: str) -> Iterator[str]:
    # A choice is filled in like anything else; but where it makes the whole line, each of its forms is a line.
    for choice in _SELECT.finditer(pattern):
        yield from (_plain(form) for form in _VARIANT.findall(choice["variants"]))
    yield from (_plain(line) for line in _SELECT.sub(f"{_HOLE}{_HOLE}", pattern).split("\n") if line.strip())


def _plain(line: str) -> str:
    return unescape(_TAG.sub("", _PLACEABLE.sub(rf"{_HOLE}\1{_HOLE}", line))).strip()
