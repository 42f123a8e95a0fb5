"""The sheet road: a unit's tasks with last month's text and empty columns to fill, as .xlsx."""

from xlsxwriter.worksheet import Worksheet

from locales import t
from models.documents.wording import listed, moment_words, plan_name, round_words, status_words
from models.documents.workbook import CENTRED, HEAD, NOTE, TITLE, Look, WorkbookMaker
from models.rules.unit_sheets import ReportSheet, ReportSheetRow
from models.rules.words import Status

HEAD_ROW = 4
_FIRST_OPEN_COLUMN = 4
_OPEN: Look = {"bg_color": "#FFFBE6", "locked": False}
_LEAST_POINTS = 54  # room to write by hand on a printed sheet


def report_sheet_xlsx(sheet: ReportSheet, language: str) -> bytes:
    """Return a unit's prefilled report sheet of one round as .xlsx.

    Head of the table in the fifth row: 任务编号, 任务, 责任单位, 上月进展, then what is to be filled (or is, where the unit
    has answered): 本月状态 (chosen from a list), 完成百分比 (a whole number), 本月进展, 存在问题, 下一步打算. The unit and
    the round's slug stand above it. Only the cells to fill can be changed; there is no password.
    """
    round_name = round_words(language, sheet.round_slug)
    title = t(language, "report-sheet-title", unit=sheet.unit, round=round_name)
    book = WorkbookMaker(language, title)
    page = book.sheet(t(language, "report-sheet-name"))
    book.text(page, 0, 0, title, TITLE)
    line: Look = {"border": 0, "text_wrap": False}
    book.text(page, 1, 0, t(language, "report-sheet-unit", unit=sheet.unit), line)
    book.text(page, 1, 3, t(language, "report-sheet-round", slug=sheet.round_slug), line)
    due = t(language, "report-sheet-due", moment=moment_words(language, sheet.due_at, sheet.zone))
    book.text(page, 1, _FIRST_OPEN_COLUMN, due, line)
    book.text(page, 2, 0, t(language, "report-sheet-plan", plan=plan_name(sheet.plan_title)), line)
    book.text(page, 3, 0, t(language, "report-sheet-how"), NOTE)
    heads = [
        (t(language, "report-sheet-column-number"), 8.0),
        (t(language, "report-sheet-column-task"), 32.0),
        (t(language, "report-sheet-column-lead"), 16.0),
        (t(language, "report-sheet-column-last"), 34.0),
        (t(language, "report-sheet-column-status"), 14.0),
        (t(language, "report-sheet-column-percent"), 10.0),
        (t(language, "report-sheet-column-progress"), 44.0),
        (t(language, "report-sheet-column-problems"), 24.0),
        (t(language, "report-sheet-column-next-step"), 24.0),
    ]
    book.head(page, HEAD_ROW, heads)
    for column, (text, _) in enumerate(heads[_FIRST_OPEN_COLUMN:], start=_FIRST_OPEN_COLUMN):
        book.text(page, HEAD_ROW, column, text, {**HEAD, "bg_color": "#FFE699"})
    page.freeze_panes(HEAD_ROW + 1, 2)
    for number, row in enumerate(sheet.rows, start=HEAD_ROW + 1):
        _write_row(book, page, number, row, language)
    if sheet.rows:
        _guard(page, HEAD_ROW + len(sheet.rows), language)
    page.protect("", {"format_rows": True, "format_columns": True, "select_locked_cells": True})
    return book.to_bytes()


def _write_row(book: WorkbookMaker, page: Worksheet, number: int, row: ReportSheetRow, language: str) -> None:
    book.number(page, number, 0, row.number)
    book.text(page, number, 1, row.task)
    book.text(page, number, 2, listed(language, row.lead))
    book.text(page, number, 3, row.last_text)
    status = status_words(language, row.status) if row.status else ""
    book.text(page, number, 4, status, {**CENTRED, **_OPEN})
    if row.percent is None:
        book.text(page, number, 5, "", {**CENTRED, **_OPEN})
    else:
        book.number(page, number, 5, row.percent, _OPEN)
    for column, text in enumerate((row.text, row.problems, row.next_step), start=6):
        book.text(page, number, column, text, _OPEN)
    book.fit(page, number, least=_LEAST_POINTS)


def _guard(page: Worksheet, last: int, language: str) -> None:
    """Let the status come from the list only, and the percent be a whole number from 0 to 100."""
    first = HEAD_ROW + 1
    page.data_validation(
        first,
        4,
        last,
        4,
        {
            "validate": "list",
            "source": [status_words(language, status) for status in Status],
            "error_message": t(language, "report-sheet-wrong-status"),
        },
    )
    page.data_validation(
        first,
        5,
        last,
        5,
        {
            "validate": "integer",
            "criteria": "between",
            "minimum": 0,
            "maximum": 100,
            "error_message": t(language, "report-sheet-wrong-percent"),
        },
    )
