"""Contact sheets in the layout of the circular's own 附件3: a title, 单位：…, and a table of five columns a unit."""

import re
from collections.abc import Sequence

from xlsxwriter.worksheet import Worksheet

from locales import t
from models.documents.cleaning import ems, plain
from models.documents.official import Column, OfficialDocument
from models.documents.wording import numbered, plan_name
from models.documents.workbook import CENTRED, TITLE, Look, WorkbookMaker
from models.rules.unit_sheets import ContactRow, ContactSheet

_COLUMNS = 5
# What fits into 48 mm of the table's letters.
_TASKS_EMS = 10


def contacts_docx(sheets: Sequence[ContactSheet], language: str) -> bytes:
    """Return the contact sheets of some units as .docx, one table a unit under one title.

    A unit that named nobody has an empty row to fill. Raises ValueError without a sheet.
    """
    title = _title(sheets, language)
    document = OfficialDocument(language, title)
    document.title(title)
    columns = [
        Column(head, width, centred=True) for head, width in zip(_heads(language), (48, 24, 30, 24, 30), strict=True)
    ]
    for sheet in sheets:
        document.blank()
        document.flush(t(language, "contacts-unit", unit=plain(sheet.unit)), kept=True)
        if sheet.telephone:
            document.flush(t(language, "contacts-telephone", telephone=plain(sheet.telephone)), kept=True)
        rows = [_cells(row, language) for row in sheet.rows]
        document.table(columns, [(_in_lines(tasks), *rest) for tasks, *rest in rows] or [("",) * _COLUMNS])
    return document.to_bytes()


def contacts_xlsx(sheets: Sequence[ContactSheet], language: str) -> bytes:
    """Return the contact sheets of some units as .xlsx, a sheet a unit; of several, everybody in one list stands first.

    A unit that named nobody has an empty row to fill. Raises ValueError without a sheet.
    """
    title = _title(sheets, language)
    book = WorkbookMaker(language, title)
    if len(sheets) > 1:
        _write_everybody(book, sheets, title, language)
    for sheet in sheets:
        _write_unit(book, book.sheet(sheet.unit), sheet, title, language)
    return book.to_bytes()


def _title(sheets: Sequence[ContactSheet], language: str) -> str:
    if not sheets:
        raise ValueError("contact sheets need a unit")
    return t(language, "contacts-title", plan=plan_name(sheets[0].plan_title))


def _heads(language: str) -> tuple[str, ...]:
    return (
        t(language, "contacts-column-tasks"),
        t(language, "contacts-column-leader"),
        t(language, "contacts-column-phone"),
        t(language, "contacts-column-liaison"),
        t(language, "contacts-column-phone"),
    )


def _cells(row: ContactRow, language: str) -> tuple[str, ...]:
    # Drawn together as in the chat: a column of single numbers is broken in the middle of one.
    tasks = numbered(language, row.tasks) or t(language, "contacts-all-tasks")
    words = (tasks, row.leader, row.leader_phone, row.liaison, row.liaison_phone)
    return tuple(plain(word).replace("\n", " ") for word in words)


def _in_lines(tasks: str) -> str:
    """Return task numbers in lines that fit their column: LibreOffice breaks a list without blanks inside a number."""
    lines = [""]
    for piece in re.split("(?<=、)", tasks):
        if lines[-1] and ems(lines[-1] + piece) > _TASKS_EMS:
            lines.append("")
        lines[-1] += piece
    return "\n".join(lines)


def _write_unit(book: WorkbookMaker, page: Worksheet, sheet: ContactSheet, title: str, language: str) -> None:
    book.text(page, 0, 0, title, {**TITLE, "align": "center_across"})
    for column in range(1, _COLUMNS):
        # Centred across the table without merging: merged cells spoil sorting and reading back.
        book.text(page, 0, column, "", {**TITLE, "align": "center_across"})
    plain_line: Look = {"border": 0, "text_wrap": False, "font_size": 12}
    book.text(page, 1, 0, t(language, "contacts-unit", unit=sheet.unit), plain_line)
    if sheet.telephone:
        book.text(page, 1, 3, t(language, "contacts-telephone", telephone=sheet.telephone), plain_line)
    book.head(page, 2, list(zip(_heads(language), (28.0, 16.0, 20.0, 16.0, 20.0), strict=True)))
    page.freeze_panes(3, 0)
    for number, row in enumerate([_cells(row, language) for row in sheet.rows] or [("",) * _COLUMNS], start=3):
        for column, text in enumerate(row):
            book.text(page, number, column, text, CENTRED)
        book.fit(page, number)


def _write_everybody(book: WorkbookMaker, sheets: Sequence[ContactSheet], title: str, language: str) -> None:
    page = book.sheet(t(language, "contacts-summary-sheet"))
    book.text(page, 0, 0, title, TITLE)
    heads = (t(language, "contacts-column-unit"), *_heads(language), t(language, "contacts-column-telephone"))
    book.head(page, 1, list(zip(heads, (26.0, 24.0, 14.0, 18.0, 14.0, 18.0, 18.0), strict=True)))
    page.freeze_panes(2, 1)
    number = 1
    for sheet in sheets:
        for row in [_cells(row, language) for row in sheet.rows] or [("",) * _COLUMNS]:
            number += 1
            for column, text in enumerate((sheet.unit, *row, sheet.telephone)):
                book.text(page, number, column, text, CENTRED if column else None)
            book.fit(page, number)
    page.autofilter(1, 0, number, len(heads) - 1)
