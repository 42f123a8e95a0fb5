"""Filled contact sheets and report sheets come back as values, our own and the circular's alike."""

import io
from collections.abc import Sequence
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from docx import Document
from openpyxl import Workbook, load_workbook

from models.documents.contacts import contacts_docx, contacts_xlsx
from models.documents.report_sheet import HEAD_ROW, report_sheet_xlsx
from models.readers import ContactFile, ContactSheet, ReportFile, UnreadableFileError, read_file
from models.rules import unit_sheets
from models.rules.words import Status
from tests.models.readers.plans import csv_bytes, saved, text_bytes, xlsx_bytes

HEAD = ["任务编号", "分管领导", "联系电话", "联络员", "联系电话"]


def contacts(content: bytes, task_count: int | None = None) -> ContactFile:
    reading = read_file("x", content, task_count=task_count)
    assert isinstance(reading, ContactFile)
    return reading


def people(sheet: ContactSheet) -> list[tuple[tuple[int, ...], str, str, str, str]]:
    return [(row.tasks, row.leader, row.leader_phone, row.liaison, row.liaison_phone) for row in sheet.rows]


ROWS = [
    ["3-5、28", "李某", "13800000001", "王某", "0798-8588001"],
    ["35", "李某", "13800000001", "赵某", "13800000002"],
]
EXPECTED = [
    ((3, 4, 5, 28), "李某", "13800000001", "王某", "0798-8588001"),
    ((35,), "李某", "13800000001", "赵某", "13800000002"),
]


@pytest.mark.parametrize(
    "unit_line", [["单位：市文旅局"], ["单位：", "市文旅局"], ["单位", "文旅局"], ["单位（盖章）：景德镇市文旅局"]]
)
def test_the_circulars_own_form_is_read_with_its_unit(unit_line: Sequence[str]) -> None:
    reading = contacts(xlsx_bytes([["某年任务落实人员对接表"], unit_line, HEAD, *ROWS]))
    assert [(sheet.unit, people(sheet)) for sheet in reading.sheets] == [("市文旅局", EXPECTED)]


def test_text_and_word_forms_read_alike() -> None:
    text = text_bytes([HEAD, *ROWS], letter=["附件3", "单位：市文旅局"])
    document = Document()
    document.add_paragraph("单位：市文旅局")
    table = document.add_table(rows=3, cols=5)
    for row, cells in zip(table.rows, [HEAD, *ROWS], strict=True):
        for cell, words in zip(row.cells, cells, strict=True):
            cell.text = words
    stream = io.BytesIO()
    document.save(stream)
    for content in (text, stream.getvalue()):
        assert people(contacts(content).sheets[0]) == EXPECTED


def test_many_units_in_one_table_are_told_apart_by_its_unit_column() -> None:
    rows = [
        ["单位", *HEAD, "单位电话"],
        ["市文旅局", *ROWS[0], "8222222"],
        ["外办", "39", "钱某", "8588002", "孙某", "8588003", ""],
    ]
    reading = contacts(csv_bytes(rows))
    assert [sheet.unit for sheet in reading.sheets] == ["市文旅局", "市外办"]
    assert reading.sheets[0].office_phone == "8222222"
    assert people(reading.sheets[1]) == [((39,), "钱某", "8588002", "孙某", "8588003")]


def test_a_unit_a_sheet_and_every_task_are_understood() -> None:
    book = Workbook()
    for name, row in (("市外办", ["全部", *ROWS[0][1:]]), ("市科技局", ["22、23", *ROWS[1][1:]])):
        sheet = book.create_sheet(name)
        sheet.append(HEAD)
        sheet.append(row)
    reading = contacts(saved(book))
    assert [(sheet.unit, sheet.rows[0].tasks) for sheet in reading.sheets] == [("市外办", ()), ("市科技局", (22, 23))]


def test_merged_persons_stand_for_all_their_rows() -> None:
    rows: list[list[object]] = [
        ["单位：市文旅局"],
        list[object](HEAD),
        ["3", *ROWS[0][1:]],
        ["4", None, None, None, None],
    ]

    def merge(sheet: object) -> None:
        for column in "BCDE":
            sheet.merge_cells(f"{column}3:{column}4")  # type: ignore[attr-defined]

    reading = contacts(xlsx_bytes(rows, merge))
    assert [row.tasks for row in reading.sheets[0].rows] == [(3,), (4,)]
    assert reading.sheets[0].rows[1].liaison == "王某"
    assert not reading.doubts


def test_telephones_are_numbers_however_excel_keeps_them() -> None:
    reading = contacts(xlsx_bytes([["单位：市文旅局"], HEAD, [3.0, "李某 ", 13800000001.0, "王 某", "138-0000-0002"]]))
    assert people(reading.sheets[0]) == [((3,), "李某", "13800000001", "王某", "13800000002")]


@pytest.mark.parametrize(
    ("rows", "key"),
    [
        ([["单位：市文旅局"], HEAD], "readers-bad-empty-contacts"),
        ([["单位：市文旅局"], HEAD, ["甲", "李某", "1", "王某", "2"]], "readers-bad-number"),
        ([["单位：市文旅局"], HEAD, ["57", "李某", "13800000001", "王某", "13800000001"]], "readers-bad-number-beyond"),
        ([["单位：市文旅局"], HEAD, ["3", "李某", "1.38E+10", "王某", "13800000001"]], "readers-bad-phone"),
    ],
)
def test_a_form_that_cannot_be_taken_says_why(rows: list[list[str]], key: str) -> None:
    with pytest.raises(UnreadableFileError) as caught:
        read_file("x", xlsx_bytes(rows), task_count=56)
    assert caught.value.key == key


def test_a_missing_unit_and_unknown_units_are_doubts() -> None:
    assert [doubt.key for doubt in contacts(xlsx_bytes([HEAD, *ROWS])).doubts] == ["readers-doubt-no-unit"]
    unknown = contacts(xlsx_bytes([["单位：市文旅居"], HEAD, *ROWS]))
    assert [doubt.key for doubt in unknown.doubts] == ["readers-doubt-unit-proposal"]
    assert unknown.sheets[0].unit == "市文旅居"


@pytest.mark.parametrize("language", ["zh-CN", "en"])
@pytest.mark.parametrize("kind", ["docx", "xlsx"])
def test_our_own_contact_sheets_come_back_as_they_went(language: str, kind: str) -> None:
    rows = tuple(
        unit_sheets.ContactRow(tasks, "李某", "13800000001", "王某", "8588001") for tasks in ((3, 4, 5), (28,))
    )
    sheets = [
        unit_sheets.ContactSheet("某市2031年工作要点", "市文旅局", "8222222", rows),
        unit_sheets.ContactSheet("某市2031年工作要点", "市外办", "", rows[:1]),
    ]
    content = contacts_xlsx(sheets, language) if kind == "xlsx" else contacts_docx(sheets, language)
    reading = contacts(content)
    assert {sheet.unit: [row.tasks for row in sheet.rows] for sheet in reading.sheets} == {
        "市文旅局": [(3, 4, 5), (28,)],
        "市外办": [(3, 4, 5)],
    }
    assert reading.sheets[0].office_phone == "8222222"
    assert not reading.doubts


def filled_report(cells: dict[str, str | float], language: str = "zh-CN") -> bytes:
    """Our own report sheet of two tasks, filled in by hand: `B6="…"`."""
    rows = tuple(
        unit_sheets.ReportSheetRow(number, f"任务{number}的内容。", ("市文旅局", "市商务局"), "上月做了一些。")
        for number in (3, 28)
    )
    sheet = unit_sheets.ReportSheet(
        "某市2031年工作要点",
        "市文旅局",
        "2031-06",
        datetime(2031, 6, 25, 9, tzinfo=UTC),
        ZoneInfo("Asia/Shanghai"),
        rows,
    )
    book = load_workbook(io.BytesIO(report_sheet_xlsx(sheet, language)))
    page = book.worksheets[0]
    for address, value in cells.items():
        page[address] = value
    return saved(book)


def report(content: bytes) -> ReportFile:
    reading = read_file("x", content)
    assert isinstance(reading, ReportFile)
    return reading


FIRST, SECOND = HEAD_ROW + 2, HEAD_ROW + 3


@pytest.mark.parametrize("language", ["zh-CN", "en"])
def test_our_own_report_sheet_comes_back_with_what_was_filled_in(language: str) -> None:
    words = {"zh-CN": "正常推进", "en": "On track"}[language]
    cells: dict[str, str | float] = {
        f"E{FIRST}": words,
        f"F{FIRST}": 65,
        f"G{FIRST}": "完成两场。\n筹备第三场。",
        f"H{FIRST}": "缺经费",
        f"I{FIRST}": "下月开展",
    }
    reading = report(filled_report(cells, language))
    assert (reading.unit, reading.round_slug) == ("市文旅局", "2031-06")
    [row] = reading.rows
    assert (row.task, row.status, row.percent, row.text) == (3, Status.ON_TRACK, 65, "完成两场。\n筹备第三场。")
    assert (row.problems, row.next_step) == ("缺经费", "下月开展")


def test_a_status_in_other_words_and_a_percent_format_are_understood() -> None:
    reading = report(filled_report({f"E{FIRST}": "已办结", f"E{SECOND}": "说不清楚", f"F{SECOND}": "80%"}))
    assert [(row.status, row.percent) for row in reading.rows] == [(Status.DONE, None), (None, 80)]
    assert [doubt.key for doubt in reading.doubts] == ["readers-doubt-status"]


def test_a_report_sheet_may_come_back_as_csv_and_in_other_words() -> None:
    rows = [
        ["市外办2031年6月任务进展填报表"],
        ["序号", "进展情况", "状态", "存在的问题"],
        ["39", "已签约。", "进度滞后", "疫情影响"],
    ]
    reading = report(csv_bytes(rows, encoding="gb18030"))
    assert (reading.unit, reading.round_slug) == ("市外办", "2031-06")
    assert (reading.rows[0].task, reading.rows[0].status, reading.rows[0].problems) == (39, Status.DELAYED, "疫情影响")


@pytest.mark.parametrize(
    ("cells", "key"),
    [
        ({}, "readers-bad-empty-report"),
        ({f"F{FIRST}": 130}, "readers-bad-percent"),
        ({f"E{FIRST}": "已完成", f"A{FIRST}": "甲"}, "readers-bad-number"),
        ({f"E{FIRST}": "已完成", f"A{FIRST}": 28, f"E{SECOND}": "进度滞后"}, "readers-bad-duplicate-number"),
    ],
)
def test_a_report_sheet_that_cannot_be_taken_says_why(cells: dict[str, str | float], key: str) -> None:
    with pytest.raises(UnreadableFileError) as caught:
        read_file("x", filled_report(cells))
    assert caught.value.key == key
