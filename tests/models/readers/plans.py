"""Plans and the files made from them, as offices send them: built by code, never stored."""

import csv
import io
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
from docx import Document
from docx.table import Table
from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from models.readers import PlanFile, read_file
from models.rules.circulars import Circular, Task

SHARED = Path(__file__).resolve().parents[3].parent / "shared"
REAL = SHARED / "seeds" / "000_453cf22d1d2e0447.txt"
LIST_2026 = SHARED / "seeds" / "003_9be08626d55448ed.txt"
HEADS = ("主要任务", "任务编号", "具体任务", "责任单位", "配合单位")
LETTER = (
    "某某办字〔2031〕7号",
    "关于印发《某某市2031年工作要点》责任分工的通知",
    "请于每月20日前报送进展。分管领导、联络员（见附件3）请于4月30日12时前报送。联系人：张三；联系方式：8123456；邮箱：a1@b.cn。",
    "某某市工作专班办公室",
    "2031年4月2日",
)
_UNITS = ("市文旅局", "市商务局", "市科技局", "市外办", "市工信局", "各县（市、区）政府", "在景高校", "景德镇海关")


def synthetic_tasks(count: int = 12) -> tuple[Task, ...]:
    """Return a plan of our own: two parts, a measure for every three tasks, one to three units each."""
    return tuple(
        Task(
            number=number,
            part=f"推动第{'一二'[number > count // 2]}类事业发展",
            measure=f"办好第{'甲乙丙丁戊己庚辛'[(number - 1) // 3]}组事情",
            text=f"完成编号为{number}的测试事项，形成AB CD成果。",
            lead=tuple(_UNITS[(number + step) % 5] for step in range(1 + number % 2)),
            support=tuple(_UNITS[5 + (number + step) % 3] for step in range(number % 4 if number % 4 < 3 else 2)),
        )
        for number in range(1, count + 1)
    )


def plan_of(content: bytes, name: str = "file") -> Circular:
    """Read a plan file; any other reading fails the test."""
    reading = read_file(name, content)
    assert isinstance(reading, PlanFile)
    return reading.circular


def real_circular() -> Circular:
    """Return the real circular as its text file says it; skips where the file is absent."""
    if not REAL.exists():
        pytest.skip(f"{REAL.name} is not beside this checkout")
    return plan_of(REAL.read_bytes())


_NUMERALS = "一二三四五六七八九十"


def numeral(value: int) -> str:
    """1 to 19 in Chinese."""
    return _NUMERALS[value - 1] if value <= 10 else "十" + _NUMERALS[value - 11]


def table_rows(tasks: Sequence[Task], *, joiner: str = " ") -> list[list[str]]:
    """Return the rows of the circular's table: heading rows for parts, the measure beside its first task."""
    rows: list[list[str]] = [list(HEADS)]
    parts: list[str] = []
    measures: list[tuple[str, str]] = []
    for task in tasks:
        if task.part not in parts:
            parts.append(task.part)
            rows.append([f"{numeral(len(parts))}、{task.part}", "", "", "", ""])
        measure = ""
        if (task.part, task.measure) not in measures:
            measures.append((task.part, task.measure))
            measure = f"（{numeral(len(measures))}）{task.measure}"
        rows.append([measure, str(task.number), task.text, joiner.join(task.lead), joiner.join(task.support)])
    return rows


def csv_bytes(rows: Sequence[Sequence[str]], delimiter: str = ",", encoding: str = "utf-8-sig") -> bytes:
    stream = io.StringIO()
    csv.writer(stream, delimiter=delimiter).writerows(rows)
    return stream.getvalue().encode(encoding)


def text_bytes(rows: Sequence[Sequence[str]], letter: Sequence[str] = LETTER) -> bytes:
    return "\n\n".join([*letter, "\n".join("\t".join(row) for row in rows)]).encode()


def xlsx_bytes(rows: Sequence[Sequence[object]], edit: Callable[[Worksheet], None] | None = None) -> bytes:
    """Return a workbook of one sheet with these rows, changed by `edit` before it is saved."""
    book = Workbook()
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    for row in rows:
        sheet.append(list(row))
    if edit is not None:
        edit(sheet)
    return saved(book)


def saved(book: Workbook) -> bytes:
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def docx_bytes(
    rows: Sequence[Sequence[str]], letter: Sequence[str] = LETTER, edit: Callable[[Table], None] | None = None
) -> bytes:
    """Return a Word document: the letter's paragraphs, then one table with these rows, changed by `edit`."""
    document = Document()
    for paragraph in letter:
        document.add_paragraph(paragraph)
    table = document.add_table(rows=len(rows), cols=len(rows[0]))
    for row, cells in zip(table.rows, rows, strict=True):
        for cell, text in zip(row.cells, cells, strict=True):
            cell.text = text
    if edit is not None:
        edit(table)
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()
