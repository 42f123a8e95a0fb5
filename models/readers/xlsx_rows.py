"""An Excel workbook's rows: values as people see them, merged cells spread out, hidden sheets marked."""

import io
import re
import warnings
from collections.abc import Iterator
from datetime import date, datetime, time
from math import isfinite
from typing import Protocol

from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from models.readers.archives import Archive
from models.rules.circular_grid import Cell, Row, Sheet
from models.rules.circular_words import tidy
from models.rules.circulars import Place, PlaceKind, UnreadableFileError, refusal

_MOST_SHEETS = 200
_MOST_COLUMNS = 128
_EXACT = 1e15
"""Beyond, a float no longer holds every whole number."""
_ERRORS = frozenset({"#REF!", "#N/A", "#NAME?", "#VALUE!", "#DIV/0!", "#NULL!", "#NUM!"})


class _ExcelCell(Protocol):
    @property
    def value(self) -> object: ...

    @property
    def number_format(self) -> str: ...


def workbook_sheets(content: bytes, archive: Archive) -> tuple[Sheet, ...]:
    """Return the worksheets of a looked-over workbook in the book's order. Raises UnreadableFileError where it cannot be loaded."""
    if "xl/workbook.bin" in archive.names:
        raise refusal(Place(), "readers-bad-xlsb")
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # extensions openpyxl does not know concern looks, not values
            book = load_workbook(io.BytesIO(content), data_only=True, keep_links=False, rich_text=False)
        sheets = tuple(
            Sheet(sheet.title, tuple(_rows(sheet, number)), hidden=sheet.sheet_state != "visible")
            for number, sheet in enumerate(book.worksheets[:_MOST_SHEETS], 1)
        )
    except UnreadableFileError:
        raise
    except MemoryError as error:
        raise refusal(Place(), "readers-bad-too-large") from error
    except Exception as error:  # openpyxl lets any error of its own or of a library's out for a broken workbook
        raise refusal(Place(), "readers-bad-corrupt") from error
    uncalculated = [cell for shape in archive.shapes.values() for cell in shape.uncalculated]
    if uncalculated:
        raise refusal(Place(), "readers-bad-uncalculated", cell=uncalculated[0], count=len(uncalculated))
    return sheets


def _rows(sheet: Worksheet, table: int) -> Iterator[Row]:
    spread = _merged(sheet)
    hidden = {number for number, shape in sheet.row_dimensions.items() if shape.hidden}
    blank_before = False
    last_column = min(sheet.max_column, _MOST_COLUMNS)
    for number, excel_row in enumerate(sheet.iter_rows(max_col=last_column), 1):
        place = Place(PlaceKind.SHEET_ROW, number, sheet.title)
        cells = [_text(cell, place) for cell in excel_row]
        merged = [spread.get((number, column)) for column in range(1, len(cells) + 1)]
        row = [
            Cell(text)
            if origin is None
            else Cell(_origin_text(sheet, origin, place), below=origin[0] < number, beside=origin[1] < column)
            for column, (text, origin) in enumerate(zip(cells, merged, strict=True), 1)
        ]
        if any(cell.text for cell in row):
            yield Row(place, tuple(row), table, blank_before, hidden=number in hidden)
            blank_before = False
        else:
            blank_before = True


def _merged(sheet: Worksheet) -> dict[tuple[int, int], tuple[int, int]]:
    """For every cell of a merged area, the area's first cell; areas over whole rows or columns are cut to what is filled."""
    spread = {}
    for area in sheet.merged_cells.ranges:
        for row in range(area.min_row, min(area.max_row, sheet.max_row) + 1):
            for column in range(area.min_col, min(area.max_col, sheet.max_column, _MOST_COLUMNS) + 1):
                spread[row, column] = (area.min_row, area.min_col)
    return spread


def _origin_text(sheet: Worksheet, origin: tuple[int, int], place: Place) -> str:
    return _text(sheet.cell(*origin), place)


def _text(cell: _ExcelCell, place: Place) -> str:
    """Return what the cell shows, as far as it matters: whole floats without a point, percents in hundredths, dates in ISO form."""
    value = cell.value
    if value is None:
        return ""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, (int, float)):
        return _number(value, cell.number_format or "")
    if isinstance(value, datetime):
        return value.strftime("%Y-%m-%d") if value.time() == time() else value.strftime("%Y-%m-%d %H:%M")
    if isinstance(value, (date, time)):
        return value.isoformat()
    text = str(value)
    if text.strip() in _ERRORS:
        raise refusal(place, "readers-bad-cell-error", cell=text.strip())
    return tidy(re.sub(r"_x([0-9A-Fa-f]{4})_", lambda code: chr(int(code[1], 16)), text))


def _number(value: float, number_format: str) -> str:
    if not isfinite(value) or abs(value) >= _EXACT:
        return str(value)
    if "%" in number_format:
        return f"{round(value * 100, 4):g}%"
    nearest = round(value)
    return str(nearest) if abs(value - nearest) < 1e-9 else f"{value:.10g}"  # noqa: PLR2004 - 1.0000000001 is a computed 1
