"""Lists of task numbers as typed at registration: 1-3、7, 一至三，五, ７～９."""

import re
from collections.abc import Sequence

from models.rules.replies.folding import fold
from models.rules.replies.numerals import NUMERAL, numeral_value
from models.rules.replies.patterns import late

__all__ = ["NumberListError", "read_numbers"]

_SEPARATOR = late("[、,;/\\s。.]+|和|与|及|以及|跟|还有|&|\\+")
_WRAP = "\\s*(?:任务|第|No\\.?|#|task)*\\s*"
_TAIL = "\\s*(?:号任务|项任务|号|项|任务)?\\s*"
_SINGLE = late(f"{_WRAP}({NUMERAL}){_TAIL}", re.IGNORECASE)
_RANGE = late(f"{_WRAP}({NUMERAL}){_TAIL}(?:-+|~+|至|到){_WRAP}({NUMERAL}){_TAIL}", re.IGNORECASE)
_AROUND = late("(?<=[0-9一-鿿])\\s*(-+|~+|至|到)\\s*(?=[0-9一-鿿第任#])")
_ALL = late("(?:全部|所有|全|都|all)(?:任务)?", re.IGNORECASE)
_MOST = 999


class NumberListError(ValueError):
    """A piece of a list of task numbers that cannot be read; `piece` is as typed, folded."""

    def __init__(self, piece: str) -> None:
        super().__init__(f"cannot read as task numbers: {piece!r}")
        self.piece = piece


def _piece(piece: str) -> range:
    if match := _RANGE.fullmatch(piece):
        first, last = numeral_value(match[1]), numeral_value(match[2])
        if first is not None and last is not None and first <= last <= _MOST:
            return range(first, last + 1)
    elif (match := _SINGLE.fullmatch(piece)) and (value := numeral_value(match[1])) is not None and value <= _MOST:
        return range(value, value + 1)
    raise NumberListError(piece)


def read_numbers(text: str, own: Sequence[int] | None = None) -> tuple[int, ...]:
    """Return the task numbers of a list such as 1-3、7, ascending, each once.

    Ranges may be full width or written with 至, 到 or ~, numbers in any writing. With `own`, 全部 stands for all of
    them and a range for those of them that lie in it; a single number is returned whether own or not. Raises
    NumberListError naming the first piece that is no number or range, and for a text without any.
    """
    folded = _AROUND.sub(r"\1", fold(text).strip())
    if own is not None and _ALL.fullmatch(folded):
        return tuple(sorted(set(own)))
    found: set[int] = set()
    pieces = [piece for piece in _SEPARATOR.split(folded) if piece]
    if not pieces:
        raise NumberListError(folded)
    for piece in pieces:
        numbers = _piece(piece)
        found.update(number for number in numbers if own is None or len(numbers) == 1 or number in own)
    return tuple(sorted(found))
