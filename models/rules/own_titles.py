"""A task's own name, copied with its number: it names the task and is no progress.

People copy lines of a list, or of a card, with or without something of their own behind them; a list of ours, pasted
back, has hardly anything but numbers and names in it.
"""

import re
from collections.abc import Mapping

# The signs and words with which our own lists say where a task stands; none of them is a status of the work.
_STATES = "待报|已报|退回补充|审核通过|免报|to report|reported|returned|accepted|waived|owed|answered"
_SIGN = "[\u2190-\u21ff\u2300-\u27bf\u2b00-\u2bff\ufe0f\U0001f300-\U0001faff]"
# Shorter than this a name may be a word that people write behind a number (29 验收).
_SHORTEST = 4
_NUMBERED = re.compile(
    rf"(?:{_SIGN}|[\s　])*(?:任务|task)?\s*(?P<number>\d{{1,4}})\s*[.、．:：)）]?[\s　]*(?P<rest>.*)", re.IGNORECASE
)
_STATE = re.compile(_STATES, re.IGNORECASE)


def without_titles(text: str, titles: Mapping[int, str]) -> str:
    """Return a text in which no line repeats, behind a task's number, the task's own name; `titles` by number.

    Only where nothing else is joined to the name: “28 博物馆地图已上线” stays as it is.
    """
    has_title = any(len(title) >= _SHORTEST and title in text for title in titles.values())
    if not has_title and _STATE.search(text) is None:
        return text
    return "\n".join(_without_title(line, titles) for line in text.split("\n"))


def _without_title(line: str, titles: Mapping[int, str]) -> str:
    match = _NUMBERED.match(line)
    if match is None or int(match["number"]) not in titles:
        return line
    title, rest = titles[int(match["number"])], match["rest"]
    if rest and _is_state(rest):
        return match["number"]
    if len(title) < _SHORTEST:
        return line
    for opened, closed in (("", ""), ("（", "）"), ("(", ")"), ("《", "》"), ("“", "”")):
        named = f"{opened}{title}{closed}"
        if rest.startswith(named):
            behind = rest[len(named) :]
            if _is_state(behind):
                return match["number"]
            if behind[0] in " \t　，,：:；;。、":
                return f"{match['number']} {behind.lstrip(' 　，,：:；;。、').strip()}"
    return line


def _is_state(behind: str) -> bool:
    return re.fullmatch(rf"[\s　:：·]*(?:{_STATES})?[\s　。]*", behind, re.IGNORECASE) is not None
