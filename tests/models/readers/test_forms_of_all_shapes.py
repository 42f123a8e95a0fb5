"""Contact sheets and report sheets in the shapes units make of them."""

import io
from collections.abc import Callable, Sequence

import pytest
from docx import Document
from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from models.readers import ContactFile, ReportFile, UnreadableFileError, read_file
from tests.models.readers.plans import csv_bytes, saved, text_bytes, xlsx_bytes

HEAD = ["任务编号", "分管领导", "联系电话", "联络员", "联系电话"]
ROW = ["3-5、28", "李某", "13800000001", "王某", "0798-8588001"]
OTHER = ["47", "赵某", "13800000003", "钱某", "13800000004"]
Person = tuple[tuple[int, ...], str, str, str, str]
Read = list[tuple[str, str, list[Person]]]
READ: Person = ((3, 4, 5, 28), "李某", "13800000001", "王某", "0798-8588001")
OTHER_READ: Person = ((47,), "赵某", "13800000003", "钱某", "13800000004")
ONE: Read = [("市文旅局", "", [READ])]
BOTH: Read = [("市文旅局", "", [READ]), ("市商务局", "", [OTHER_READ])]


def word(*pieces: str | Sequence[Sequence[str]]) -> bytes:
    """Return a Word document of paragraphs and tables; a cell of None is merged with the one before it in its row."""
    document = Document()
    for piece in pieces:
        if isinstance(piece, str):
            document.add_paragraph(piece)
            continue
        table = document.add_table(rows=len(piece), cols=len(piece[0]))
        for row, texts in zip(table.rows, piece, strict=True):
            for cell, text in zip(row.cells, texts, strict=True):
                cell.text = text
        if piece[0][0].startswith("单位"):
            table.cell(0, 0).merge(table.cell(0, len(piece[0]) - 1))
        if piece[1][0] == "" and piece[1][1] == "姓名":
            table.cell(0, 0).merge(table.cell(1, 0))
            table.cell(0, 1).merge(table.cell(0, 2))
            table.cell(0, 3).merge(table.cell(0, 4))
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def sheet_a_unit() -> bytes:
    book = Workbook()
    book.remove(book.worksheets[0])
    for unit, row in (("市文旅局", ROW), ("市商务局", OTHER)):
        sheet = book.create_sheet(unit)
        for line in (["分管领导、联络员对接表"], HEAD, row):
            sheet.append(line)
    return saved(book)


def merged_leader() -> bytes:
    def merge(sheet: Worksheet) -> None:
        sheet.merge_cells("B3:B4")
        sheet.merge_cells("C3:C4")

    return xlsx_bytes([["单位：市文旅局"], HEAD, [3, *ROW[1:]], [4, None, None, "赵某", "13800000003"]], merge)


CONTACTS: dict[str, tuple[Callable[[], bytes], Read]] = {
    "the circular's own form": (
        lambda: word("附件3", "分管领导、联络员对接表", "单位（盖章）：市文旅局", [HEAD, ROW, [""] * 5]),
        ONE,
    ),
    "a table for every unit": (lambda: word("单位：市文旅局", [HEAD, ROW], "单位：市商务局", [HEAD, OTHER]), BOTH),
    "the unit in the table's first row": (lambda: word([["单位：市文旅局", "", "", "", ""], HEAD, ROW]), ONE),
    "a head of two rows": (
        lambda: word(
            "单位：市文旅局",
            [["任务编号", "分管领导", "", "联络员", ""], ["", "姓名", "联系电话", "姓名", "联系电话"], ROW],
        ),
        ONE,
    ),
    "a column of units, with telephones": (
        lambda: xlsx_bytes(
            [
                ["序号", "单位", "单位电话", *HEAD],
                [1, "市文旅局", "0798-8588000", *ROW],
                [2, "景德镇市商务局", "", 47, "赵某", 13800000003, "钱某", 13800000004.0],
            ]
        ),
        [("市文旅局", "0798-8588000", [READ]), BOTH[1]],
    ),
    "a worksheet for every unit": (sheet_a_unit, BOTH),
    "one row for all tasks": (
        lambda: csv_bytes([["单位：市文旅局"], HEAD[1:], ROW[1:]]),
        [("市文旅局", "", [((), *READ[1:])])],
    ),
    "a word for all tasks": (
        lambda: csv_bytes([["单位：市文旅局"], HEAD, ["全部任务", *ROW[1:]]]),
        [("市文旅局", "", [((), *READ[1:])])],
    ),
    "a leader merged over two rows": (
        merged_leader,
        [("市文旅局", "", [((3,), *READ[1:]), ((4,), "李某", "13800000001", "赵某", "13800000003")])],
    ),
    "the office telephone on the unit's line": (
        lambda: text_bytes([HEAD, ROW], ["单位：市文旅局　　办公室电话：0798-8588000"]),
        [("市文旅局", "0798-8588000", [READ])],
    ),
    "full-width digits, blanks in names": (
        lambda: csv_bytes(
            [["单位：市文旅局"], HEAD, ["３－５、２８", "李　某", "１３８　０００００００１", "王 某", "(0798)8588001"]]
        ),
        ONE,
    ),
    "name and telephone in one cell": (
        lambda: csv_bytes(
            [
                ["单位：市文旅局"],
                ["任务编号", "分管领导及电话", "联络员及联系方式"],
                ["3-5、28", "李某 13800000001", "王某（0798-8588001）"],
            ]
        ),
        ONE,
    ),
    "posts between names and telephones": (
        lambda: csv_bytes(
            [
                ["单位：市文旅局"],
                ["任务编号", "分管领导", "职务", "手机", "联络员", "职务", "手机"],
                ["3-5、28", "李某", "副局长", "13800000001", "王某", "科长", "0798-8588001"],
            ]
        ),
        ONE,
    ),
}


@pytest.mark.parametrize("shape", CONTACTS)
def test_a_contact_sheet_of_any_shape_names_the_same_people(shape: str) -> None:
    make, expected = CONTACTS[shape]
    reading = read_file("x", make())
    assert isinstance(reading, ContactFile)
    assert [
        (
            sheet.unit,
            sheet.office_phone,
            [(row.tasks, row.leader, row.leader_phone, row.liaison, row.liaison_phone) for row in sheet.rows],
        )
        for sheet in reading.sheets
    ] == expected


REPORT_HEAD = ["任务编号", "任务", "状态", "完成百分比", "本月进展", "存在问题", "下步打算"]


@pytest.mark.parametrize(
    "content",
    [
        csv_bytes([["单位：市文旅局", "期次：2024-06"], REPORT_HEAD, ["3", "x", "已完成", "100%", "完成。", "", ""]]),
        xlsx_bytes([["单位", "市文旅局"], ["期次", "2024-06"], REPORT_HEAD, [3.0, "x", "已完成", 100, "完成。"]]),
        word(
            "市文旅局2024年6月任务进展填报表",
            [["序号", "工作进展情况", "完成情况", "进度（%）"], ["3", "完成。", "已完成", "100"]],
        ),
        text_bytes(
            [["序号", "完成情况", "工作进展情况", "完成进度"], ["３", "已完成", "完成。", "100"]],
            ["单位：文旅局", "2024年6月"],
        ),
    ],
)
def test_a_report_sheet_of_any_shape_reports_the_same(content: bytes) -> None:
    reading = read_file("x", content)
    assert isinstance(reading, ReportFile)
    (row,) = reading.rows
    assert (reading.unit, reading.round_slug) == ("市文旅局", "2024-06")
    assert (row.task, row.status, row.percent, row.text) == (3, "done", 100, "完成。")


@pytest.mark.parametrize(
    "rows",
    [
        [["3", "x", "正常推进", "160", "已开工。", "", ""]],
        [["3", "x", "正常推进", "60", "已开工。", "", ""], ["3", "x", "已完成", "100", "完。", "", ""]],
        [["三甲", "x", "正常推进", "60", "已开工。", "", ""]],
    ],
)
def test_a_report_that_cannot_be_right_is_refused_with_its_row(rows: list[list[str]]) -> None:
    with pytest.raises(UnreadableFileError) as caught:
        read_file("x", csv_bytes([["单位：市文旅局", "期次：2024-06"], REPORT_HEAD, *rows]))
    assert caught.value.where.row == 2 + len(rows)
