"""Spreadsheets that can be printed and cannot bite: the building blocks of every .xlsx we make."""

import re
from collections.abc import Sequence
from datetime import UTC, datetime
from functools import lru_cache
from io import BytesIO
from math import ceil

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from locales import t
from models.documents.cleaning import ems, plain

# What a cell can hold; Excel refuses to open a file with more.
CELL_CHARACTERS = 32767
SHEET_NAME_CHARACTERS = 31
_PAPER_A4 = 9
PAPER_A3 = 8
YELLOW = "#FFF2A8"
RED = "#F8C9C4"
GREY = "#E7E6E6"
_BORDER = "#A6A6A6"
Look = dict[str, str | int | bool]
HEAD: Look = {"bold": True, "bg_color": "#D9E2EC", "align": "center"}
TITLE: Look = {"bold": True, "font_size": 16, "border": 0, "text_wrap": False}
NOTE: Look = {"border": 0, "text_wrap": False, "font_color": "#595959"}
CENTRED: Look = {"align": "center"}
# Where a spreadsheet, or a person pressing Enter in a cell, would begin to calculate.
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "|", "%")
_TITLE_POINTS = 26
_LINE_POINTS = 13.5
_ROW_LIMIT_POINTS = 409  # the highest a row can be


# The columns that name a task stand in every sheet again.
@lru_cache(maxsize=65536)
def lines_of(text: str, width: float) -> int:
    """Return how many lines a text takes in a column `width` digits wide."""
    room = max(1.0, width * 0.52)  # a 10 pt Chinese character is a little less than two digits of the default font
    if len(text) <= room and "\n" not in text:
        return 1
    return sum(max(1, ceil(ems(line) / room)) for line in text.split("\n"))


class WorkbookMaker:
    """A workbook being written, row by row from top to bottom in each sheet; `to_bytes` ends it.

    `rows` is about how many there will be: many are streamed through temporary files to keep memory small.
    """

    _MANY_ROWS = 10_000

    def __init__(
        self, language: str, title: str, author: str = "", made_at: datetime | None = None, rows: int = 0
    ) -> None:
        self._stream = BytesIO()
        self._book = xlsxwriter.Workbook(self._stream, {"constant_memory": rows > self._MANY_ROWS})
        self._language = language
        self._formats: dict[tuple[tuple[str, str | int | bool], ...], Format] = {}
        self._names: set[str] = set()
        self._widths: dict[str, list[float]] = {}
        self._tallest = 1
        about: dict[str, object] = {"title": title, "author": author}
        if made_at is not None:
            about["created"] = made_at.astimezone(UTC).replace(tzinfo=None)  # the format stores bare UTC
        self._book.set_properties(about)

    def sheet(self, name: str) -> Worksheet:
        """Add a sheet, its name made fit and unique: A4 landscape, as wide as the paper, page numbers below."""
        sheet = self._book.add_worksheet(self._sheet_name(name))
        sheet.set_landscape()
        sheet.set_paper(_PAPER_A4)
        sheet.fit_to_pages(1, 0)
        sheet.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.6)
        sheet.center_horizontally()
        # An ampersand begins a code in a footer: &P is the page, &N their number.
        sheet.set_footer("&C" + t(self._language, "ledger-footer", page="&P", pages="&N"))
        return sheet

    def spread(self, sheet: Worksheet, pages: int, *, last_column: int) -> None:
        """Print a sheet too wide to be read on one page on several side by side, its first columns on each of them."""
        if pages > 1:
            sheet.fit_to_pages(pages, 0)
            sheet.repeat_columns(0, last_column)

    def look(self, look: Look) -> Format:
        """Return the cell format of these properties on top of the usual one (wrapped, framed, in the middle of the line)."""
        key = tuple(look.items())
        found = self._formats.get(key)
        if found is None:
            usual: Look = {
                "font_name": "宋体",
                "font_size": 10,
                "text_wrap": True,
                "valign": "vcenter",
                "border": 1,
                "border_color": _BORDER,
            }
            found = self._formats[key] = self._book.add_format({**usual, **look})
        return found

    def text(self, sheet: Worksheet, row: int, column: int, text: str, look: Look | None = None) -> None:
        """Write what a person wrote, as text whatever it begins with; what a cell cannot hold is cut, and says so."""
        text = plain(text)
        if len(text) > CELL_CHARACTERS // 2 and len(text.encode("utf-16-le")) // 2 > CELL_CHARACTERS:
            mark = t(self._language, "ledger-cut")
            text = text.encode("utf-16-le")[: 2 * (CELL_CHARACTERS - len(mark))].decode("utf-16-le", "ignore") + mark
        look = look or {}
        if not text:
            sheet.write_blank(row, column, None, self.look(look))
            return
        widths = self._widths.get(sheet.name, ())
        if column < len(widths):
            self._tallest = max(self._tallest, lines_of(text, widths[column]))
        if text.lstrip().startswith(_FORMULA_STARTS):
            look = {**look, "quote_prefix": True}  # or editing the cell would turn it into a formula
        sheet.write_string(row, column, text, self.look(look))

    def number(self, sheet: Worksheet, row: int, column: int, number: float, look: Look | None = None) -> None:
        """Write a number as one."""
        sheet.write_number(row, column, number, self.look({**CENTRED, **(look or {})}))

    def moment(self, sheet: Worksheet, row: int, column: int, local: datetime, look: Look | None = None) -> None:
        """Write a local wall time, without zone, as one that sorts and filters."""
        time = {**CENTRED, "num_format": "yyyy-mm-dd hh:mm", **(look or {})}
        sheet.write_datetime(row, column, local.replace(tzinfo=None), self.look(time))

    def head(self, sheet: Worksheet, row: int, heads: Sequence[tuple[str, float]]) -> None:
        """Write the head of a table, set the columns' widths (in digits), and repeat it on every printed page."""
        self._widths[sheet.get_name()] = [width for _, width in heads]
        for column, (text, width) in enumerate(heads):
            sheet.set_column(column, column, width)
            self.text(sheet, row, column, text, HEAD)
        self.fit(sheet, row)
        sheet.repeat_rows(row)
        sheet.set_row(0, _TITLE_POINTS)

    def fit(self, sheet: Worksheet, row: int, *, least: float = 0) -> None:
        """Give a row just written the height its longest text needs, `least` points or more: programs do not find it themselves."""
        sheet.set_row(row, min(_ROW_LIMIT_POINTS, max(least, 6 + _LINE_POINTS * self._tallest)))
        self._tallest = 1

    def to_bytes(self) -> bytes:
        """Return the .xlsx file."""
        self._book.close()
        return self._stream.getvalue()

    def _sheet_name(self, name: str) -> str:
        name = re.sub(r"[\[\]:*?/\\]", " ", plain(name).replace("\n", " ")).strip(" '")[:SHEET_NAME_CHARACTERS] or "1"
        fit, number = name, 1
        while fit.casefold() in self._names:
            number += 1
            end = f" ({number})"
            fit = name[: SHEET_NAME_CHARACTERS - len(end)] + end
        self._names.add(fit.casefold())
        return fit
