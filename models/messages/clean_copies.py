"""Reading a 送审稿 that comes back: the copy of a draft that went to the leader, as it stands or with his corrections.

It is known by its heading. What stands under each task is taken as written: a leader's sentence is nobody's to interpret.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from locales import LANGUAGES, t
from models.messages.words import say_status
from models.rules.chats import Message
from models.rules.words import Status

_HOLES = ("units", "round", "due", "count")


@dataclass(frozen=True, slots=True)
class CopiedEntry:
    """What a copy says of one task; `heading` is the line above it."""

    number: int
    heading: str
    status: Status | None
    percent: int | None
    text: str
    problems: str
    next_step: str


def is_clean_copy(text: str) -> bool:
    """Tell whether a text begins with the heading of a 送审稿."""
    first, _, rest = text.strip().partition("\n")
    return bool(rest.strip()) and any(heading.fullmatch(first.strip()) for heading in _headings())


def read_clean_copy(text: str, numbers: Sequence[int]) -> list[CopiedEntry] | None:
    """Return what a 送审稿 says of these tasks; None where the text is none, or names none of them."""
    if not is_clean_copy(text):
        return None
    found: list[tuple[re.Match[str], list[str]]] = []
    for line in text.strip().split("\n")[1:]:
        match = _entry_line().fullmatch(line.strip())
        if match is not None and int(match["number"]) in numbers:
            found.append((match, []))
        elif found:
            found[-1][1].append(line.strip())
    return [_entry(match, lines) for match, lines in found] or None


def _entry(match: re.Match[str], lines: Sequence[str]) -> CopiedEntry:
    parts: dict[str, list[str]] = {"text": [], "problems": [], "next": []}
    part = "text"
    for line in lines:
        if any(files.fullmatch(line) for files in _filled("report-files")):
            continue
        for name, labels in (("problems", _filled("report-problems")), ("next", _filled("report-next-step"))):
            labelled = next((said for label in labels if (said := label.fullmatch(line)) is not None), None)
            if labelled is not None:
                part, line = name, labelled[1]  # noqa: PLW2901 - what stands behind the label
        parts[part].append(line)
    text, problems, next_step = ("\n".join(parts[name]).strip() for name in ("text", "problems", "next"))
    return CopiedEntry(
        number=int(match["number"]),
        heading=match[0],
        status=_statuses().get(match["status"] or ""),
        percent=None if match["percent"] is None else min(int(match["percent"]), 100),
        text=text,
        problems=problems,
        next_step=next_step,
    )


@cache
def _statuses() -> dict[str, Status]:
    return {say_status(language, status): status for language in LANGUAGES for status in Status}


@cache
def _entry_line() -> re.Pattern[str]:
    words = "|".join(re.escape(word) for word in _statuses())
    return re.compile(rf"(?P<number>\d{{1,4}})\b.*?[\u3000 ](?P<status>{words})(?:[\u3000 ]+(?P<percent>\d{{1,3}})%)?")


@cache
def _headings() -> tuple[re.Pattern[str], ...]:
    return _patterns({language: t(language, "report-clean-copy", **_marks(_HOLES)) for language in LANGUAGES})


@cache
def _filled(key: str) -> tuple[re.Pattern[str], ...]:
    """Return what a line of that wording looks like in each language; its first group is what was filled in."""
    wordings = {
        "report-problems": [t(language, "report-problems", **_marks(("text",))) for language in LANGUAGES],
        "report-next-step": [t(language, "report-next-step", **_marks(("text",))) for language in LANGUAGES],
        "report-files": [t(language, "report-files", **_marks(("count",))) for language in LANGUAGES],
    }
    return _patterns(dict(enumerate(wordings[key])))


def _marks(holes: Sequence[str]) -> dict[str, str]:
    return dict.fromkeys(holes, "\0")


def _patterns(wordings: "dict[str, str] | dict[int, str]") -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(re.escape(wording).replace(re.escape("\0"), "(.+?)")) for wording in wordings.values())


def is_digest(text: str) -> bool:
    """Tell whether a text has the title of a digest, of its summary or of an addendum in its first lines."""
    lines = [line.strip() for line in text.split("\n") if line.strip()][:3]
    return any(title.fullmatch(line) for line in lines for title in _titles())


@cache
def _titles() -> tuple[re.Pattern[str], ...]:
    marks = _marks(("round",))
    titles = [t(language, "digest-title", **marks) for language in LANGUAGES]
    titles += [t(language, "digest-title-summary", **marks) for language in LANGUAGES]
    titles += [t(language, "digest-title-addendum", **marks) for language in LANGUAGES]
    return _patterns(dict(enumerate(titles)))


def copy_of_office(language: str) -> Message:
    """Say that a digest or a list sent back changes nothing, and how an entry is corrected."""
    return Message(t(language, "copy-of-office"))


def copy_same(language: str, *, is_submitted: bool) -> str:
    """Say that a copy came back as it went out."""
    return t(language, "copy-same-submitted") if is_submitted else t(language, "copy-same")


def copy_taken(language: str, numbers: Sequence[int]) -> str:
    """Say which tasks were corrected in a copy that came back."""
    return t(language, "copy-taken", numbers=t(language, "list-separator").join(map(str, numbers)))
