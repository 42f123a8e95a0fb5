"""Knowing a digest or a ledger that the program has made itself, sent back as a file: it is no plan and no sheet.

Its tables have columns like theirs: the digest's list of delayed tasks would be read as a plan of its own.
"""

import re
from collections.abc import Mapping, Sequence
from functools import cache

from locales import LANGUAGES, t
from models.rules.circular_grid import Sheet

_FIRST_CELLS = 8
# A round as it is written in a title, and a plan's.
_HOLES = {"round": r"(?=[^，。]*\d{4})[^，。；]{4,30}?", "plan": r".{2,90}?", "first": r".{4,20}?", "last": r".{4,20}?"}


def is_own_digest(sheets: Sequence[Sheet]) -> bool:
    """Tell whether a file is a digest, a summary, an addendum or an annual view of ours, by its title."""
    return _is_titled(sheets, _digest_titles())


def is_own_ledger(sheets: Sequence[Sheet]) -> bool:
    """Tell whether a workbook is a ledger of ours, by its title."""
    return _is_titled(sheets, _ledger_titles())


def _is_titled(sheets: Sequence[Sheet], titles: Sequence[re.Pattern[str]]) -> bool:
    for sheet in sheets[:2]:
        texts = [cell.text.strip() for row in sheet.rows[:_FIRST_CELLS] for cell in row.cells]
        if any(title.fullmatch(text) for text in texts[: 4 * _FIRST_CELLS] if text for title in titles):
            return True
    return False


@cache
def _digest_titles() -> tuple[re.Pattern[str], ...]:
    titles: list[str] = []
    for language in LANGUAGES:
        titles.append(t(language, "digest-title", _marks("round")))
        titles.append(t(language, "digest-title-summary", _marks("round")))
        titles.append(t(language, "digest-title-addendum", _marks("round")))
        titles.append(t(language, "annual-title", _marks("first", "last")))
    return tuple(_pattern(title) for title in titles)


@cache
def _ledger_titles() -> tuple[re.Pattern[str], ...]:
    titles: list[str] = []
    for language in LANGUAGES:
        titles.append(t(language, "ledger-title", _marks("plan", "round")))
        titles.append(t(language, "ledger-summary-title", _marks("plan")))
    return tuple(_pattern(title) for title in titles)


def _marks(*holes: str) -> Mapping[str, str]:
    return {hole: f"\0{hole}\0" for hole in holes}


def _pattern(title: str) -> re.Pattern[str]:
    pattern = re.escape(title)
    for hole, filling in _HOLES.items():
        pattern = pattern.replace(re.escape(f"\0{hole}\0"), filling)
    return re.compile(pattern)
