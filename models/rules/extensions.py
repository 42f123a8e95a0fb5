"""A wish for more time, as people write it: which tasks, until when, and why."""

import re
from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import date, time
from typing import Any

from models.rules.replies.folding import fold
from models.rules.written_days import find_day

_ALL = re.compile("全部|所有|都|均|其余|each|\\ball\\b", re.IGNORECASE)
_RANGE = re.compile(
    r"(?<![\d.])(\d{1,3})\s*[-~至到]\s*(\d{1,3})(?!\s*(?:天|日|个|家|场|人|万|元|%|月|年|点|时|周|次|\d))"
)
_ONE = re.compile(r"(?<![\d.])(\d{1,3})(?![\d.])(?!\s*(?:天|日|个|家|场|人|万|元|%|月|年|点|时|周|次|名|份|件))")
# What only asks for time; the rest of a message is its reason.
_ASKING = re.compile(
    "(?:我们?|我[局部委办]|我单位)?(?:想|需要?|要|申请|请求?|希望|恳请|能否|可否|能不能|是否可以|可以|麻烦|烦请)*"
    "(?:将|把)?(?:任务|第|报送|截止|完成|办结|时间|时限|日期|期限)*"
    "(?:延期|延长|延后|推迟|顺延|宽限|展期|缓报|缓|延|改|调整?)(?:报送|提交|完成|办结|上报)?(?:到|至|为)?"
    "|(?:申请|请求|希望)|请?(?:把|将)$|extension|extend(?:ed)?|postpone[d]?|more\\s+time|until|please|request",
    re.IGNORECASE,
)
_TAIL = re.compile(
    "(?:(?:之?前|以前)(?:再|才)?能?(?:报送?|提交|完成|上报|交)?|[再才]能?(?:报送?|提交|完成|上报|交))?"
    "(?:可以|行|好|可)?(?:吗|么|吧)?[?。.!,，;；]*$"
)
_BECAUSE = re.compile(
    "(?:因为|由于|原因[是为:]*|理由[是为:]*|事由[是为:]*|because(?:\\s+of)?|reason[:\\s]*|因)", re.IGNORECASE
)
_EDGE = " \t\n\u3000,，;；。.、:：!！?？~-—"
_LETTERS = re.compile(r"[^\W\d_]")
_TASK_WORDS = re.compile("任务|第|号|项|[、,，和及与]")
# A message that begins by asking: 申请延期…, 25申请延期到…, 请将25、26延期至…; what is so of a task comes first in a report.
_BEGINS = re.compile(
    r"\s*(?:关于)?(?P<ask>申请|请求|恳请|请|希望|能否|可否|能不能)?(?:将|把)?\s*(?:任务|第)?[\d、,，和及至~\s-]*(?:号|项|任务)*\s*"
    r"(?P<ask2>申请|请求|恳请|希望|能否|可否|能不能|想)?(?:再)?(?:延期|宽限|展期|延长|延后|推迟|顺延|延到|延至|缓报)"
)


def begins_request(text: str) -> bool:
    """Tell whether a message begins by asking for more time, so that whatever follows is its reason and no progress."""
    match = _BEGINS.match(fold(text))
    return match is not None and bool(match["ask"] or match["ask2"])


@dataclass(frozen=True, slots=True)
class ExtensionWish:
    """What has been said of a wish so far. `numbers` empty: all that is still owed; `at` null: the usual time of day."""

    numbers: tuple[int, ...] = ()
    day: date | None = None
    at: time | None = None
    reason: str = ""

    @property
    def is_complete(self) -> bool:
        """Whether it can be asked: a day and a reason."""
        return self.day is not None and bool(self.reason)

    def to_json(self) -> dict[str, object]:
        """Return the wish as a JSON object."""
        return {
            "numbers": list(self.numbers),
            "day": None if self.day is None else self.day.isoformat(),
            "at": None if self.at is None else self.at.isoformat(),
            "reason": self.reason,
        }


def wish_from_json(value: dict[str, Any]) -> ExtensionWish:
    """Return the wish that `to_json` wrote."""
    return ExtensionWish(
        numbers=tuple(value["numbers"]),
        day=None if value["day"] is None else date.fromisoformat(value["day"]),
        at=None if value["at"] is None else time.fromisoformat(value["at"]),
        reason=value["reason"],
    )


def read_wish(text: str, own: Collection[int], today: date) -> ExtensionWish:
    """Return what a message says of a wish for more time; `own` are the numbers it may be for. Nothing said stays empty."""
    folded = fold(text)
    found = find_day(text, today)
    rest = list(text)
    if found is not None:
        rest[found.start : found.stop] = "\n" * (found.stop - found.start)
        folded = folded[: found.start] + "\n" * (found.stop - found.start) + folded[found.stop :]
    numbers = _numbers(folded, own, rest)
    return ExtensionWish(
        numbers=numbers,
        day=None if found is None else found.day,
        at=None if found is None else found.at,
        reason=_reason("".join(rest)),
    )


def more_of(wish: ExtensionWish, said: ExtensionWish) -> ExtensionWish:
    """Return a wish with what another message adds to it; what is said again replaces what was said before."""
    return replace(
        wish,
        numbers=said.numbers or wish.numbers,
        day=said.day or wish.day,
        at=said.at if said.day is not None else wish.at,
        reason=said.reason or wish.reason,
    )


def _numbers(folded: str, own: Collection[int], rest: list[str]) -> tuple[int, ...]:
    """Return the own task numbers a text names, blanking them in `rest`."""
    found: set[int] = set()
    spans: list[tuple[int, int]] = []
    for match in _RANGE.finditer(folded):
        numbers = [number for number in range(int(match[1]), int(match[2]) + 1) if number in own]
        if numbers and int(match[1]) in own and int(match[2]) in own:
            found.update(numbers)
            spans.append(match.span())
    for match in _ONE.finditer(folded):
        if int(match[1]) in own:
            found.add(int(match[1]))
            spans.append(match.span())
    for start, stop in spans:
        rest[start:stop] = "\n" * (stop - start)
    return tuple(sorted(found))


def _reason(rest: str) -> str:
    """Return why, from a text whose day and task numbers have been blanked."""
    pieces = [piece for piece in re.split(r"[\n。;；!！?？]|(?<=[^\n])[,，](?=[^\n])", rest) if piece.strip(_EDGE)]
    kept: list[str] = []
    for piece in pieces:
        bare = _TAIL.sub("", _ASKING.sub("", piece).strip(_EDGE)).strip(_EDGE)
        bare = _BECAUSE.sub("", bare, count=1).strip(_EDGE)
        told = _ALL.sub("", _TASK_WORDS.sub("", bare)).strip(_EDGE)
        if len(_LETTERS.findall(told)) > 1:
            kept.append(bare)
    return "，".join(kept)
