"""The ledger: the responsibility table with what was reported, a sheet a round, and the whole time at a glance."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil

from xlsxwriter.worksheet import Worksheet

from locales import t
from models.documents.wording import digest_round, listed, moment_words, plan_name, status_words
from models.documents.workbook import CENTRED, GREY, NOTE, PAPER_A3, RED, TITLE, YELLOW, Look, WorkbookMaker
from models.rules.digest_sums import counts
from models.rules.digests import Digest, Reported, TaskLine, task_status

HEAD_ROW = 2
_TASK_COLUMNS = 6
# Beside the task, on one printed page of the months side by side.
_ROUNDS_A_PAGE = 4
_LATE: Look = {"bg_color": YELLOW}
_MISSING: Look = {"bg_color": RED}
_QUIET: Look = {"bg_color": GREY}


def ledger_xlsx(digests: Sequence[Digest], language: str) -> bytes:
    """Return the ledger of one or more rounds of a plan, oldest first, as .xlsx.

    The first sheet shows every task's state in every round and each round's numbers; with several rounds a second one
    holds what was reported month by month; then a sheet a round, a row for each task and unit that answered or owes.
    A final round (定稿) stays as it was; what came after stands on a last sheet. Late is yellow, missing red. Raises
    ValueError without a digest.
    """
    if not digests:
        raise ValueError("a ledger needs a round")
    last = digests[-1]
    plan = plan_name(last.plan_title)
    rows = sum(len(digest.tasks) for digest in digests)
    book = WorkbookMaker(language, plan, last.office, last.made_at, rows)
    tasks = _all_tasks(digests)
    _write_summary(book, digests, tasks, language)
    if len(digests) > 1:
        _write_progress(book, digests, tasks, language)
    for digest in digests:
        _write_round(book, digest, language)
    if any(digest.after for digest in digests):
        _write_after(book, digests, language)
    return book.to_bytes()


def _all_tasks(digests: Sequence[Digest]) -> list[TaskLine]:
    """Return every task of any round, as the newest round words it, in the order of the newest that has it."""
    lines: dict[int, TaskLine] = {}
    for digest in reversed(digests):
        for line in digest.tasks:
            lines.setdefault(line.number, line)
    return list(lines.values())


def _task_heads(language: str) -> list[tuple[str, float]]:
    return [
        (t(language, "ledger-column-part"), 10),
        (t(language, "ledger-column-measure"), 10),
        (t(language, "ledger-column-number"), 5),
        (t(language, "ledger-column-task"), 30),
        (t(language, "ledger-column-lead"), 12),
        (t(language, "ledger-column-support"), 13),
    ]


def _write_task(book: WorkbookMaker, sheet: Worksheet, row: int, line: TaskLine, language: str) -> None:
    book.text(sheet, row, 0, line.part)
    book.text(sheet, row, 1, line.measure)
    book.number(sheet, row, 2, line.number)
    book.text(sheet, row, 3, line.text)
    book.text(sheet, row, 4, listed(language, line.lead))
    book.text(sheet, row, 5, listed(language, line.support))


def _write_round(book: WorkbookMaker, digest: Digest, language: str) -> None:
    sheet = book.sheet(digest.round_slug)
    # Sixteen columns on A4 are too small to be read; A3, as ledgers are printed, shows them half as large again.
    sheet.set_paper(PAPER_A3)
    name = digest_round(language, digest)
    book.text(sheet, 0, 0, t(language, "ledger-title", plan=plan_name(digest.plan_title), round=name), TITLE)
    note = t(
        language,
        "ledger-as-of",
        moment=moment_words(language, digest.made_at, digest.zone),
        expected=digest.expected,
        answered=digest.answered,
        on_time=digest.on_time,
        late=digest.late,
        owed=digest.owed,
    )
    book.text(sheet, 1, 0, f"{note}{t(language, 'ledger-final')}" if digest.final else note, NOTE)
    heads = _round_heads(language)
    book.head(sheet, HEAD_ROW, heads)
    sheet.freeze_panes(HEAD_ROW + 1, 4)
    row = HEAD_ROW
    for line in digest.tasks:
        for answer in line.answers:
            row += 1
            _write_task(book, sheet, row, line, language)
            _write_answer(book, sheet, row, answer, digest, language)
            book.fit(sheet, row)
        for unit in line.missing:
            row += 1
            _write_task(book, sheet, row, line, language)
            _write_silence(book, sheet, row, unit, t(language, "ledger-missing"), _MISSING)
            book.fit(sheet, row)
        if not line.answers and not line.missing:
            row += 1
            _write_task(book, sheet, row, line, language)
            why = t(language, "ledger-done-before" if line.done_before else "ledger-not-owed")
            _write_silence(book, sheet, row, listed(language, line.lead), why, _QUIET)
            book.fit(sheet, row)
    sheet.autofilter(HEAD_ROW, 0, max(row, HEAD_ROW + 1), len(heads) - 1)


def _write_after(book: WorkbookMaker, digests: Sequence[Digest], language: str) -> None:
    """Write what was answered after 定稿, each with its round: the signed sheets above stay as they were signed."""
    sheet = book.sheet(t(language, "ledger-after-sheet"))
    book.text(sheet, 0, 0, t(language, "ledger-after-title", plan=plan_name(digests[-1].plan_title)), TITLE)
    book.text(sheet, 1, 0, t(language, "ledger-after-note"), NOTE)
    heads = [*_round_heads(language), (t(language, "annual-column-round"), 11.0)]
    book.head(sheet, HEAD_ROW, heads)
    sheet.freeze_panes(HEAD_ROW + 1, 4)
    row = HEAD_ROW
    for digest in digests:
        for line in digest.after:
            for answer in line.answers:
                row += 1
                _write_task(book, sheet, row, line, language)
                _write_answer(book, sheet, row, answer, digest, language)
                book.text(sheet, row, len(heads) - 1, digest_round(language, digest), CENTRED)
                book.fit(sheet, row)
    sheet.autofilter(HEAD_ROW, 0, row, len(heads) - 1)


def _round_heads(language: str) -> list[tuple[str, float]]:
    return [
        *_task_heads(language),
        (t(language, "ledger-column-unit"), 12),
        (t(language, "ledger-column-status"), 10),
        (t(language, "ledger-column-percent"), 7),
        (t(language, "ledger-column-progress"), 42),
        (t(language, "ledger-column-problems"), 20),
        (t(language, "ledger-column-next-step"), 20),
        (t(language, "ledger-column-reporter"), 9),
        (t(language, "ledger-column-reported-at"), 16),
        (t(language, "ledger-column-on-time"), 6),
        (t(language, "ledger-column-receipt"), 14),
    ]


def _write_answer(
    book: WorkbookMaker, sheet: Worksheet, row: int, answer: Reported, digest: Digest, language: str
) -> None:
    colour: Look = {} if answer.on_time else _LATE
    book.text(sheet, row, 6, answer.unit, colour)
    book.text(sheet, row, 7, status_words(language, answer.status), {**CENTRED, **colour})
    if answer.percent is None:
        book.text(sheet, row, 8, "")
    else:
        book.number(sheet, row, 8, answer.percent / 100, {"num_format": "0%"})
    book.text(sheet, row, 9, answer.text)
    book.text(sheet, row, 10, answer.problems)
    book.text(sheet, row, 11, answer.next_step)
    reporter = answer.reporter
    if answer.on_behalf:
        reporter = t(language, "ledger-on-behalf", reporter=reporter)
    book.text(sheet, row, 12, reporter)
    book.moment(sheet, row, 13, answer.submitted_at.astimezone(digest.zone), colour)
    on_time = t(language, "ledger-on-time" if answer.on_time else "ledger-late")
    book.text(sheet, row, 14, on_time, {**CENTRED, **colour})
    book.text(sheet, row, 15, answer.receipt)


def _write_silence(book: WorkbookMaker, sheet: Worksheet, row: int, unit: str, word: str, colour: Look) -> None:
    book.text(sheet, row, 6, unit, colour)
    book.text(sheet, row, 7, word, {**CENTRED, **colour})
    for column in range(8, 16):
        book.text(sheet, row, column, "")


@dataclass(frozen=True, slots=True)
class _Cell:
    words: str
    look: Look


def _state(line: TaskLine | None, language: str) -> _Cell:
    """Return a task's state in one round and its colour: red where somebody is missing, yellow where somebody was late."""
    if line is None:
        return _Cell("", {})
    if not line.answers and not line.missing:
        return _Cell(t(language, "ledger-done-before" if line.done_before else "ledger-not-owed"), _QUIET)
    status = task_status(line)
    words = [status_words(language, status)] if status else []
    if line.missing:
        words.append(t(language, "ledger-missing"))
        return _Cell("\n".join(words), _MISSING)
    if all(answer.on_time for answer in line.answers):
        return _Cell("\n".join(words), {})
    return _Cell("\n".join([*words, t(language, "ledger-late")]), _LATE)


def _write_summary(book: WorkbookMaker, digests: Sequence[Digest], tasks: Sequence[TaskLine], language: str) -> None:
    sheet = book.sheet(t(language, "ledger-summary-sheet"))
    plan = plan_name(digests[-1].plan_title)
    names = [digest_round(language, digest) for digest in digests]
    book.text(sheet, 0, 0, t(language, "ledger-summary-title", plan=plan), TITLE)
    note = t(language, "ledger-summary-as-of", first=names[0], last=names[-1], number=len(names))
    book.text(sheet, 1, 0, note, NOTE)
    heads = [*_task_heads(language), *((name, 11.0) for name in names)]
    book.head(sheet, HEAD_ROW, heads)
    sheet.freeze_panes(HEAD_ROW + 1, 4)
    by_number = [{line.number: line for line in digest.tasks} for digest in digests]
    row = HEAD_ROW
    for line in tasks:
        row += 1
        _write_task(book, sheet, row, line, language)
        for column, lines in enumerate(by_number, start=_TASK_COLUMNS):
            cell = _state(lines.get(line.number), language)
            book.text(sheet, row, column, cell.words, {**CENTRED, **cell.look})
        book.fit(sheet, row)
    sheet.autofilter(HEAD_ROW, 0, max(row, HEAD_ROW + 1), len(heads) - 1)
    _write_counts(book, sheet, row + 2, digests, language)


def _write_counts(book: WorkbookMaker, sheet: Worksheet, row: int, digests: Sequence[Digest], language: str) -> None:
    """Write each round's numbers under the table, a line a number, in the columns of their rounds."""
    book.text(sheet, row, 4, t(language, "ledger-counts-title"), {**NOTE, "bold": True})
    lines: tuple[tuple[str, list[int]], ...] = (
        (t(language, "ledger-column-expected"), [digest.expected for digest in digests]),
        (t(language, "ledger-column-answered"), [digest.answered for digest in digests]),
        (t(language, "ledger-on-time"), [digest.on_time for digest in digests]),
        (t(language, "ledger-column-late"), [digest.late for digest in digests]),
        (t(language, "ledger-column-owed"), [digest.owed for digest in digests]),
        (t(language, "ledger-column-delayed"), [counts(digest.tasks).delayed for digest in digests]),
    )
    for below, (word, numbers) in enumerate(lines, start=1):
        book.text(sheet, row + below, _TASK_COLUMNS - 1, word, {"bold": True})
        for column, number in enumerate(numbers, start=_TASK_COLUMNS):
            book.number(sheet, row + below, column, number)


def _write_progress(book: WorkbookMaker, digests: Sequence[Digest], tasks: Sequence[TaskLine], language: str) -> None:
    sheet = book.sheet(t(language, "ledger-progress-sheet"))
    plan = plan_name(digests[-1].plan_title)
    book.text(sheet, 0, 0, t(language, "ledger-progress-title", plan=plan), TITLE)
    book.text(sheet, 1, 0, t(language, "ledger-progress-note"), NOTE)
    heads = [*_task_heads(language), *((digest_round(language, digest), 36.0) for digest in digests)]
    book.head(sheet, HEAD_ROW, heads)
    sheet.freeze_panes(HEAD_ROW + 1, 4)
    book.spread(sheet, ceil(len(digests) / _ROUNDS_A_PAGE), last_column=3)
    by_number = [{line.number: line for line in digest.tasks} for digest in digests]
    after = [{line.number: line for line in digest.after} for digest in digests]
    row = HEAD_ROW
    for line in tasks:
        row += 1
        _write_task(book, sheet, row, line, language)
        for column, (lines, later) in enumerate(zip(by_number, after, strict=True), start=_TASK_COLUMNS):
            book.text(sheet, row, column, _said(lines.get(line.number), later.get(line.number), language))
        book.fit(sheet, row)
    sheet.autofilter(HEAD_ROW, 0, max(row, HEAD_ROW + 1), len(heads) - 1)


def _said(line: TaskLine | None, after: TaskLine | None, language: str) -> str:
    if line is None:
        return ""
    said = _said_in_time(line, language)
    if after is None:
        return said
    later = [(answer.unit, answer.text.strip() or status_words(language, answer.status)) for answer in after.answers]
    return "\n".join([said, *(t(language, "ledger-after-answer", unit=unit, text=text) for unit, text in later)])


def _said_in_time(line: TaskLine, language: str) -> str:
    if line.done_before:
        return t(language, "ledger-done-before")
    answers = [(answer.unit, answer.text.strip() or status_words(language, answer.status)) for answer in line.answers]
    answers += [(unit, t(language, "ledger-missing")) for unit in line.missing]
    if len(answers) == 1:
        return answers[0][1]
    return "\n".join(t(language, "ledger-unit-answer", unit=unit, text=text) for unit, text in answers)
