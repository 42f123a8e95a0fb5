"""A unit's filled report sheet: which columns hold what, and what each row reports."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from models.rules.circular_columns import Column
from models.rules.circular_forms import ReportFile, ReportRow, is_report_head, text_at, unit_named
from models.rules.circular_grid import Row, Sheet
from models.rules.circular_headers import Head, read_head
from models.rules.circular_words import number_list, one_line, squeezed, tidy
from models.rules.circulars import Doubt, Place, UnreadableFileError, doubt, refusal
from models.rules.replies.status import read_status_text
from models.rules.units import UnitBook
from models.rules.words import Status

_MOST_PROBLEMS = 20
_ROUND_SLUG = re.compile(r"(?:期次|round)\s*[:：]\s*(?P<slug>[0-9A-Za-z][0-9A-Za-z_-]*)", re.IGNORECASE)
_MONTH = re.compile(r"(?P<year>20[0-9]{2})\s*(?:年|-|\.|/)\s*(?P<month>1[0-2]|0?[1-9])(?![0-9])")


def read_report(sheets: Sequence[Sheet], book: UnitBook) -> ReportFile:
    """Read a unit's filled report sheet; rows with nothing filled in are left out.

    Raises UnreadableFileError where a number, percent or status cannot be read, a task stands twice, or nothing is filled in.
    """
    doubts: list[Doubt] = []
    problems: list[Doubt] = []
    rows: dict[int, ReportRow] = {}
    above: list[Row] = []
    units: dict[str, None] = {}
    for row, head in _report_rows(sheets, above):
        read = _report_row(row, head, problems, doubts)
        own_unit = text_at(row, head, Column.UNIT)
        if own_unit and read is not None:
            units.setdefault(book.find(own_unit) or squeezed(own_unit))
        if read is None:
            continue
        earlier = rows.setdefault(read.task, read)
        if earlier is not read and replace(earlier, place=read.place) != read:
            problems.append(doubt(read.place, "readers-bad-duplicate-number", number=read.task, row=earlier.place.row))
    if problems:
        raise UnreadableFileError(*problems[:_MOST_PROBLEMS])
    if not rows:
        raise refusal(Place(), "readers-bad-empty-report")
    unit = _report_unit(above, book) or (next(iter(units)) if len(units) == 1 else "")
    slug = _report_round(above)
    if not unit:
        doubts.append(doubt(Place(), "readers-doubt-no-unit"))
    if not slug:
        doubts.append(doubt(Place(), "readers-doubt-no-round"))
    return ReportFile(unit, slug, tuple(rows.values()), tuple(doubts))


def _report_rows(sheets: Sequence[Sheet], above: list[Row]) -> Iterator[tuple[Row, Head]]:
    """Return the rows under a report head, with it; what stands elsewhere is put into `above`."""
    for sheet in sheets:
        head: Head | None = None
        at = 0
        while at < len(sheet.rows):
            row = sheet.rows[at]
            found = read_head(sheet.rows, at)
            if found is not None:
                head = found[0] if is_report_head(found[0]) else None
                at += found[1]
                continue
            if head is not None and not row.paragraph and len(row.cells) <= head.width:
                yield row, head
            else:
                above.append(row)
            at += 1


def _report_row(row: Row, head: Head, problems: list[Doubt], doubts: list[Doubt]) -> ReportRow | None:
    written = text_at(row, head, Column.NUMBER)
    status_text = one_line(text_at(row, head, Column.STATUS))
    percent_text = squeezed(text_at(row, head, Column.PERCENT))
    text, problems_text, next_step = (
        tidy(text_at(row, head, column)) for column in (Column.PROGRESS, Column.PROBLEMS, Column.NEXT_STEP)
    )
    if not any((status_text, percent_text, text, problems_text, next_step)):
        return None
    numbers = number_list(written, limit=2) if written else None
    if not numbers or len(numbers) != 1 or numbers[0] < 1:
        if written or text:
            problems.append(
                doubt(
                    row.place,
                    "readers-bad-number" if written else "readers-bad-no-number",
                    **({"written": written[:24]} if written else {"text": one_line(text)[:24]}),
                )
            )
        return None
    place = row.place.of_task(numbers[0])
    status = _status(status_text)
    if status_text and status is None:
        doubts.append(doubt(place, "readers-doubt-status", written=status_text[:24]))
    percent = _percent(percent_text)
    if percent_text and percent is None:
        problems.append(doubt(place, "readers-bad-percent", written=percent_text[:24]))
    return ReportRow(numbers[0], status, percent, text, problems_text, next_step, place)


_STATUS_WORDS = {
    "已完成": Status.DONE,
    "done": Status.DONE,
    "正常推进": Status.ON_TRACK,
    "ontrack": Status.ON_TRACK,
    "进度滞后": Status.DELAYED,
    "delayed": Status.DELAYED,
    "尚未启动": Status.NOT_STARTED,
    "notstarted": Status.NOT_STARTED,
    "本月无新进展": Status.NO_CHANGE,
    "nochangethismonth": Status.NO_CHANGE,
    "nochange": Status.NO_CHANGE,
}


def _status(text: str) -> Status | None:
    word = _STATUS_WORDS.get(squeezed(text).lower())
    return word if word is not None or not text else read_status_text(text)[0]


def _percent(text: str) -> int | None:
    """Return a whole percent: 80, 80%, 80.0; a bare fraction below 1 is what a percent-formatted cell leaves in a CSV (0.8)."""
    match = re.fullmatch(r"([0-9]{1,3}(?:\.[0-9]+)?)[%％]?", text)
    if match is None:
        return None
    value = float(match[1])
    if 0 < value < 1 and not text.endswith(("%", "％")):
        value *= 100
    return round(value) if value <= 100 else None  # noqa: PLR2004 - percent


def _report_unit(above: Sequence[Row], book: UnitBook) -> str:
    for row in above:
        named = unit_named(row)
        if named:
            return book.find(named) or squeezed(named)
    for row in above:  # the title: 市文旅局2024年6月任务进展填报表
        match = _MONTH.search(one_line(row.text))
        before = one_line(row.text)[: match.start()] if match else ""
        if before and book.find(before):
            return book.find(before) or ""
    return ""


def _report_round(above: Sequence[Row]) -> str:
    texts = [one_line(row.text) for row in above]
    for text in texts:
        match = _ROUND_SLUG.search(text)
        if match:
            return match["slug"]
    for text in texts:
        match = _MONTH.search(text)
        if match and not re.search("截止|印发|Due", text):
            return f"{match['year']}-{int(match['month']):02}"
    return ""
