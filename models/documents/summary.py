"""The digest in two pages, for those who read no more: numbers, newly done, delayed and why, who is missing."""

import re
from math import ceil

from locales import t
from models.documents.cleaning import ems, plain, tidy
from models.documents.overview import begin, overview_paragraphs, signed_on, write_parts
from models.documents.wording import digest_round, extended_words, listed, numbered, plan_name
from models.rules.digest_changes import changes
from models.rules.digest_sums import counts_by_part
from models.rules.digests import Digest, MissingUnit, TaskLine, delayed, not_answered, not_registered, task_status
from models.rules.words import Status

# Two pages of 22 lines, less two for what the fonts of another machine may need more.
_LINES = 42
_LINE_CHARACTERS = 27
_TITLE_CHARACTERS = 20
_TABLE_CHARACTERS = 13
_NAME_CHARACTERS = 32
_REASON_CHARACTERS = 50
_MOST_MISSING_LINES = 5
_LEAST_DONE_LINES = 6
_ELLIPSIS = "……"


def summary_docx(digest: Digest, language: str) -> bytes:
    """Return a digest's summary as .docx of at most two pages, in the same layout.

    A reason is the first sentence of what the unit wrote under problems (or of its progress), cut with …… where long;
    what finds no room is counted and left to the full document. The table by part stands where there is room for it.
    """
    document = begin(digest, language, t(language, "digest-title-summary", round=digest_round(language, digest)))
    overview = overview_paragraphs(digest, language)
    document.body(*overview)
    missing = _missing_words(digest, language)
    room = _LINES - _fixed_lines(digest) - sum(_lines(text) for text in (*overview, *missing))
    done = [_task(line, language) for line in _newly_done(digest)]
    late = [_delayed_task(line, language) for line in delayed(digest)]
    table = _table_lines(digest)
    if sum(_lines(text) for text in (*done, *late)) + table <= room:
        write_parts(document, digest, language)
        room -= table
    left = room - sum(_lines(text) for text in late)
    done = _fit(done, max(left, min(_LEAST_DONE_LINES, room // 2)), language) or [t(language, "summary-none-done")]
    room -= sum(_lines(text) for text in done)
    if digest.tasks:
        for heading, texts in (
            (t(language, "summary-done"), done),
            (t(language, "summary-delayed"), _fit(late, room, language) or [t(language, "digest-nothing-delayed")]),
        ):
            document.heading(1, heading)
            document.body(*texts)
    document.heading(1, t(language, "summary-missing"))
    document.body(*missing)
    document.signature(digest.office, signed_on(digest, language))
    return document.to_bytes()


def _fixed_lines(digest: Digest) -> int:
    """Return about how many lines of 28 pt the title, the lines under it, three headings and the signature take."""
    return ceil((ceil(ems(plan_name(digest.plan_title)) / _TITLE_CHARACTERS) + 1) * 1.25) + 3 + 3 + 4


def _table_lines(digest: Digest) -> int:
    parts = [ceil(ems(part) / _TABLE_CHARACTERS) for part, _ in counts_by_part(digest)]
    return ceil((sum(parts) + 2) * 0.8) + 2 if parts else 0


def _lines(text: str) -> int:
    return ceil((ems(text) + 2) / _LINE_CHARACTERS)


def _fit(texts: list[str], room: int, language: str) -> list[str]:
    """Return as many texts as fit into `room` lines, and a word about the rest."""
    fitting: list[str] = []
    for number, text in enumerate(texts):
        room -= _lines(text)
        if room < (1 if number < len(texts) - 1 else 0):
            return [*fitting, t(language, "summary-more", number=len(texts) - number)]
        fitting.append(text)
    return fitting


def _newly_done(digest: Digest) -> list[TaskLine]:
    if digest.previous is None:
        return [line for line in digest.tasks if task_status(line) is Status.DONE and not line.done_before]
    done = set(changes(digest.previous, digest).done)
    return [line for line in digest.tasks if line.number in done]


def _task(line: TaskLine, language: str) -> str:
    return t(language, "summary-task", number=line.number, task=_name(line), lead=listed(language, line.lead)) + "。"


def _delayed_task(line: TaskLine, language: str) -> str:
    units = listed(language, (answer.unit for answer in line.answers))
    reasons = [_reason(answer.problems or answer.text) for answer in line.answers]
    reason = next((reason for reason in reasons if reason), "")
    if not reason:
        return t(language, "summary-task", number=line.number, task=_name(line), lead=units) + "。"
    return t(language, "summary-task-reason", number=line.number, task=_name(line), lead=units, reason=reason)


def _name(line: TaskLine) -> str:
    return _cut(plain(line.name).strip().rstrip("。"), _NAME_CHARACTERS)


def _reason(text: str) -> str:
    paragraphs = tidy(text)
    if not paragraphs:
        return ""
    sentence = re.match(r".+?[。！？；]|.+", paragraphs[0])
    return _cut(sentence[0] if sentence else paragraphs[0], _REASON_CHARACTERS)


def _cut(text: str, characters: int) -> str:
    if ems(text) <= characters:
        return text
    while ems(text) > characters - len(_ELLIPSIS):
        text = text[:-1]
    return text + _ELLIPSIS


def _missing_words(digest: Digest, language: str) -> list[str]:
    texts = []
    for key, units in (
        ("summary-not-answered", not_answered(digest)),
        ("summary-not-registered", not_registered(digest)),
    ):
        if units:
            texts.append(_some(key, units, language))
    return texts or [t(language, "digest-nobody-missing")]


def _some(key: str, units: tuple[MissingUnit, ...], language: str) -> str:
    """Name as many units as a few lines hold, and count the rest."""
    named = [_unit(unit, language) for unit in units]
    for shown in range(len(named), 0, -1):
        text = t(language, key, units=listed(language, named[:shown]))
        if shown < len(named):
            text += t(language, "summary-more-units", number=len(named) - shown)
        if _lines(text) <= _MOST_MISSING_LINES:
            return text
    return t(language, "summary-more-units", number=len(named))


def _unit(unit: MissingUnit, language: str) -> str:
    if not unit.tasks:
        return unit.unit
    tasks = numbered(language, unit.tasks)
    later = t(language, "document-comma").join(extended_words(language, unit))
    if later:
        return t(language, "summary-missing-unit-extended", unit=unit.unit, tasks=tasks, later=later)
    return t(language, "summary-missing-unit", unit=unit.unit, tasks=tasks)
