"""What the preview remarks on an entry: hints with a button to add, never a step and never a refusal."""

import re
from enum import StrEnum

from models.rules.assignments import Entry
from models.rules.words import Status

_WHOLE_PERCENT = 100
_EMPTY_WORDS = re.compile(
    r"(?:目前|本月|现|正|正在|仍|继续|持续|有序|稳步|按计划|加快|积极|全面|推进|推动|开展|进行|实施|中|落实|工作|顺利|正常|in progress|on track|ongoing)+[。.！!]?",
    re.IGNORECASE,
)
_ORDER = {Status.NOT_STARTED: 0, Status.DELAYED: 1, Status.NO_CHANGE: 1, Status.ON_TRACK: 1, Status.DONE: 2}
_REASON = re.compile(
    r"因|由于|问题|困难|原因|不足|缺|等|尚未|没有|没|受|卡|待|未|慢|停|阻|难|紧张|延误|推迟|拖|雨|汛|天气|手续|变更|调整"
    r"|due to|because|problem|missing|wait|lack|slow|stopp?ed|rain|short of|not yet",
    re.IGNORECASE,
)


class Hint(StrEnum):
    """One remark."""

    SAME_TEXT = "same_text"
    ONLY_WORDS = "only_words"
    BACKWARDS = "backwards"
    DONE_BELOW_WHOLE = "done_below_whole"
    NO_REASON = "no_reason"


def hints_of(entry: Entry, last: tuple[Status | None, str] | None) -> tuple[Hint, ...]:
    """Return what could be said of an entry, given last month's status and text; the order is that of the enum."""
    found: list[Hint] = []
    text = _bare(entry.text)
    if entry.status is not Status.NO_CHANGE and last is not None and text and text == _bare(last[1]):
        found.append(Hint.SAME_TEXT)
    if entry.status is Status.ON_TRACK and text and _EMPTY_WORDS.fullmatch(text):
        found.append(Hint.ONLY_WORDS)
    if last is not None and _is_behind(entry.status, last[0]):
        found.append(Hint.BACKWARDS)
    if entry.status is Status.DONE and entry.percent is not None and entry.percent < _WHOLE_PERCENT:
        found.append(Hint.DONE_BELOW_WHOLE)
    if entry.status is Status.DELAYED and not entry.problems and not _REASON.search(entry.text):
        found.append(Hint.NO_REASON)
    return tuple(found)


def _is_behind(status: Status | None, last: Status | None) -> bool:
    # Nothing new takes nothing back, whatever was reported before.
    if status is None or last is None or status is Status.NO_CHANGE:
        return False
    return _ORDER[status] < _ORDER[last]


def _bare(text: str) -> str:
    return re.sub(r"[\s，,。.；;、：:]+", "", text)
