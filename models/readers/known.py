"""The units the program knows from the start, and how names are likened to them."""

import json
from functools import cache
from pathlib import Path

from rapidfuzz import fuzz, process

from models.rules.units import KnownUnit, UnitBook

_LIKE_ENOUGH = 60
"""Of 100. No threshold parts right from wrong, which is why likeness only ever proposes."""
_MOST_PROPOSALS = 3


def alike(name: str, known: tuple[str, ...]) -> tuple[str, ...]:
    """Return the known names that resemble `name`, best first: those that hold its characters in order, then the similar ones."""
    shortened = [spelling for spelling in known if len(name) > 1 and _is_short_for(name, spelling)]
    similar = process.extract(name, known, scorer=fuzz.ratio, score_cutoff=_LIKE_ENOUGH, limit=_MOST_PROPOSALS)
    return tuple(dict.fromkeys([*(spelling for spelling, _, _ in similar), *shortened[:_MOST_PROPOSALS]]))[
        :_MOST_PROPOSALS
    ]


def _is_short_for(short: str, long: str) -> bool:
    if short[0] not in long or short[-1] not in long:  # says no at once for nearly every pair
        return False
    rest = iter(long)
    return all(character in rest for character in short)


@cache
def known_units() -> UnitBook:
    """Return the book of the units shipped with the program."""
    shipped = json.loads((Path(__file__).parent / "known_units.json").read_text(encoding="utf-8"))
    units = tuple(
        KnownUnit(
            name=unit["name"],
            aliases=tuple(unit.get("aliases", ())),
            members=tuple(unit.get("members", ())),
            collective=unit.get("collective", False),
            open=unit.get("open", False),
        )
        for unit in shipped["units"]
    )
    return UnitBook(units, alike)
