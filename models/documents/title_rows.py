"""Where a title of several rows is broken: never inside a word, as official documents ask for, and into rows of like length."""

import re
from math import ceil

from models.documents.cleaning import ems

# Behind these a word ends, and before these one begins; a year stays with its 年.
_ENDS = re.compile("(?<=[区县省局院厅委》）、])|(?<=建设|规划|工程|年度|责任|分工)|(?=20[0-9]{2}年|《|（|关于)")
# A row this much shorter or longer than the even one looks no worse than a word torn in two.
_SPARE = 5.0


def title_rows(line: str, room: int) -> tuple[str, ...]:
    """Return a title's rows, each no wider than `room` Chinese characters; the line alone where it fits, or cannot be broken well."""
    count = ceil(ems(line) / room)
    if count <= 1:
        return (line,)
    rows: list[str] = []
    rest = line
    for left in range(count, 1, -1):
        even = ems(rest) / left
        places = [
            place
            for match in _ENDS.finditer(rest)
            if 0 < (place := match.start()) < len(rest)
            and ems(rest[:place]) <= room
            and ems(rest[place:]) <= room * (left - 1)
        ]
        place = min(places, key=lambda place: abs(ems(rest[:place]) - even), default=0)
        if not place or abs(ems(rest[:place]) - even) > _SPARE:
            return (line,)
        rows.append(rest[:place])
        rest = rest[place:]
    return (*rows, rest)
