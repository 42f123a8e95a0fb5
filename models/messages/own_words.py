"""Telling our own words apart from people's: a list, a receipt or a reminder copied back to us reports nothing.

Drawn from the catalogues, so that what is worded anew is known anew. What people are to copy, fill in or say in our very
words is left out: the block of tasks to fill in, the words of buttons and statuses, the labels of a delay.
"""

import re
from collections.abc import Iterator, Mapping
from functools import cache

from locales import LANGUAGES
from locales.skeletons import Skeleton, skeletons

Pieces = tuple[str, ...]

# Texts that are no messages of the chat: labels and words, documents, the command line, the sandbox.
_NO_MESSAGES = frozenset(
    {"buttons", "checking", "cli", "documents", "files", "readers", "sandbox", "settings", "words"}
)
_NO_MESSAGE_PREFIXES = ("button-", "command-", "deed-")
# What people write too, or are asked to copy.
_PEOPLES_OWN = frozenset(
    {"report-block", "report-as-lead", "report-problems", "report-next-step", "report-task", "report-unit"}
    | {"office-delayed", "office-changes", "office-stalled", "hint-same-text", "hint-backwards"}
)
# How much our wording must say: as the whole of a line, and within a line in which more stands before or behind it.
_WHOLE, _WITHIN = 5.0, 7.0
# Of a text whose first lines are somebody's title or name: what a line counts from, and all of them together.
_PART, _TOGETHER = 3.0, 9.0
_FIRST_LINES = 3
_LATIN = re.compile(r"[A-Za-z]")
_WORD = re.compile(r"\w")
# A line of the list of tasks, or of what was reported. One receipt people name themselves, to have it put right.
_STATE_LINE = re.compile("[\u2b1c\u2611\u25ab\u21a9\u2705]\ufe0f? .*\u3000")
_RECEIPT = re.compile(r"\b20\d\d-(?:\d\d|R)-\d{4}\b")
_OF_A_LIST = 2
# The signs that we put before a line.
_SIGNS = re.compile("[\u2190-\u21ff\u2300-\u27bf\u2b00-\u2bff\ufe0f\U0001f300-\U0001faff]+")


def is_ours(text: str) -> bool:
    """Tell whether a text is a message of ours, or begins with one: by its first lines, or by most of all its lines."""
    if _weight((text,)) < _WHOLE or text.isdecimal():
        # A name, a telephone number, a short word: no part of a text says more than the whole of it.
        return False
    lines = [line.strip() for line in text.split("\n") if line.strip()]
    if any(_said(line) >= _WHOLE for line in lines[:_FIRST_LINES]):
        return True
    if sum(bool(_STATE_LINE.match(line) or _RECEIPT.search(line)) for line in lines) >= _OF_A_LIST:
        return True
    counted = [said for line in lines if (said := _said(line)) >= _PART]
    return 2 * len(counted) >= len(lines) and sum(counted) >= _TOGETHER


def _said(line: str) -> float:
    """Return how much of a line is wording of ours; 0 where it is none."""
    bare = _SIGNS.sub("", line, count=1).strip() if _SIGNS.match(line) else line
    return max((_matched(pieces, each) for each in {line, bare} for pieces in _candidates(each)), default=0.0)


def _candidates(line: str) -> Iterator[Pieces]:
    index = _index()
    for at in range(len(line) - 1):
        for anchor, pieces in index.get(line[at : at + 2], ()):
            if line.startswith(anchor, at):
                yield pieces


def _matched(pieces: Pieces, line: str) -> float:
    """Return what these pieces say where they stand in the line, in order: as the whole of it, or, if enough, within it."""
    end = 0
    for piece in pieces:
        found = line.find(piece, end)
        if found < 0:
            return 0.0
        end = found + len(piece)
    weight = _weight(pieces)
    is_whole = line.startswith(pieces[0]) and line.endswith(pieces[-1])
    return weight if is_whole or weight >= _WITHIN else 0.0


def _weight(pieces: Pieces) -> float:
    """Return how much a wording says: a Chinese character counts one, a Latin letter half, a sign of ours two.

    The wide blank between two columns counts one too: nobody types it.
    """
    text = "".join(pieces)
    signs = 2 * len(_SIGNS.findall(text)) + text.count("\u3000")
    return len(_WORD.findall(text)) - len(_LATIN.findall(text)) / 2 + signs


def _known() -> Iterator[Pieces]:
    for language in LANGUAGES:
        every = skeletons(language)
        by_key = {each.key: each for each in every}
        rounds = [*_months(by_key), by_key["round-registration"].pieces]
        moments = _moments(by_key)
        for each in every:
            is_message = each.file not in _NO_MESSAGES and not each.key.startswith(_NO_MESSAGE_PREFIXES)
            if is_message and each.key not in _PEOPLES_OWN:
                yield each.pieces
                # Many a heading has little in it besides the round's name and the due time.
                yield from _filled(each, "round", rounds)
                yield from _filled(each, "due", moments)


def _months(by_key: Mapping[str, Skeleton]) -> list[Pieces]:
    return _filled(by_key["round-monthly"], "month", [by_key["moment-month"].pieces])


def _moments(by_key: Mapping[str, Skeleton]) -> list[Pieces]:
    weekdays = [each.pieces for key, each in by_key.items() if key.startswith("weekday-")]
    return _filled(by_key["moment-at"], "day", _filled(by_key["moment-day"], "weekday", weekdays))


def _filled(line: Skeleton, hole: str, fillings: list[Pieces]) -> list[Pieces]:
    """Return the line with what is filled in there put in its place, once for each; nothing where it has no such place."""
    if hole not in line.holes:
        return []
    at = line.holes.index(hole)
    before, after = line.pieces[: at + 1], line.pieces[at + 1 :]
    return [_joined(_joined(before, filling), after) for filling in fillings]


def _joined(left: Pieces, right: Pieces) -> Pieces:
    return (*left[:-1], left[-1] + right[0], *right[1:])


@cache
def _index() -> dict[str, list[tuple[str, Pieces]]]:
    """Return every wording that says anything by the first two characters of its longest piece."""
    found: dict[str, list[tuple[str, Pieces]]] = {}
    for pieces in dict.fromkeys(_known()):
        if _weight(pieces) >= _PART:
            anchor = max((piece.strip() for piece in pieces), key=len)
            found.setdefault(anchor[:2], []).append((anchor, pieces))
    return found
