from dataclasses import replace
from io import BytesIO

import pytest
from openpyxl import load_workbook
from openpyxl.cell.cell import Cell, MergedCell
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from models.documents.contacts import contacts_docx, contacts_xlsx
from models.documents.ledger import ledger_xlsx
from models.documents.report_sheet import report_sheet_xlsx
from models.documents.workbook import CELL_CHARACTERS, RED, YELLOW, WorkbookMaker, lines_of
from models.rules.digests import Digest
from models.rules.unit_sheets import ContactRow, ContactSheet, ReportSheet, ReportSheetRow
from models.rules.words import Status
from tests.models.documents.offices import ZONE, digest
from tests.models.documents.test_digest import read as read_docx

HEADS = [
    "大类", "主要任务", "任务编号", "具体任务", "责任单位", "配合单位", "报送单位", "状态", "完成百分比", "进展情况", "存在问题", "下一步打算",
    "报送人", "报送时间", "是否按时", "回执",
]  # fmt: skip
FORMULAS = ['=HYPERLINK("http://a.cn")', "+1+1", "-2+3", "@SUM(A1)", " =1+1", "\t=1+1", "\x00=1+1", "=cmd|'/c calc'!A0"]


def read(data: bytes) -> Workbook:
    return load_workbook(BytesIO(data))


def values(sheet: Worksheet, row: int) -> list[object]:
    return [cell.value for cell in sheet[row]]


def fill(cell: Cell | MergedCell) -> str:
    return "#" + str(cell.fill.fgColor.rgb)[2:]


@pytest.fixture(scope="module")
def digests() -> list[Digest]:
    return [digest(6, previous=False), digest(7, previous=False), digest(8)]


@pytest.fixture(scope="module")
def ledger(digests: list[Digest]) -> Workbook:
    return read(ledger_xlsx(digests, "zh-CN"))


def test_the_ledger_has_a_summary_then_the_months_side_by_side_then_a_sheet_a_month(ledger: Workbook) -> None:
    assert ledger.sheetnames == ["总表", "逐月进展", "2024-06", "2024-07", "2024-08"]


def test_what_was_reported_comes_back_out_of_the_ledger(ledger: Workbook, digests: list[Digest]) -> None:
    made = digests[-1]
    sheet = ledger["2024-08"]
    assert values(sheet, 3) == HEADS
    found = {(row[2], row[6]): row for row in sheet.iter_rows(min_row=4, values_only=True)}
    expected = [(line.number, answer) for line in made.tasks for answer in line.answers]
    for line in made.tasks:
        for answer in line.answers:
            assert found[line.number, answer.unit] == (
                line.part, line.measure, line.number, line.text, "、".join(line.lead), "、".join(line.support) or None,
                answer.unit,
                {"done": "已完成", "on_track": "正常推进", "delayed": "进度滞后", "not_started": "尚未启动", "no_change": "本月无新进展"}[answer.status],
                None if answer.percent is None else answer.percent / 100,
                answer.text or None, answer.problems or None, answer.next_step or None,
                answer.reporter + ("（办公室代录）" if answer.on_behalf else ""),
                answer.submitted_at.astimezone(ZONE).replace(tzinfo=None),
                "按时" if answer.on_time else "逾期",
                answer.receipt,
            )  # fmt: skip
    silent = [(line.number, unit) for line in made.tasks for unit in line.missing]
    assert [found[key][7] for key in silent] == ["未报"] * len(silent)
    assert len(found) == len(expected) + len(silent) + 1
    assert found[7, made.tasks[6].lead[0]][7] == "此前已办结"


def test_late_is_yellow_and_missing_red(ledger: Workbook) -> None:
    colours: dict[object, set[str]] = {}
    for row in ledger["2024-08"].iter_rows(min_row=4):
        word = row[14].value or row[7].value
        colours.setdefault(word, set()).add(fill(row[7]))
    assert colours["逾期"] == {YELLOW}
    assert colours["未报"] == {RED}
    assert not colours["按时"] & {YELLOW, RED}


def test_the_summary_shows_every_task_in_every_month_and_each_months_numbers(
    ledger: Workbook, digests: list[Digest]
) -> None:
    sheet = ledger["总表"]
    assert values(sheet, 3) == [*HEADS[:6], "2024年6月", "2024年7月", "2024年8月"]
    rows = {row[2]: row[6:9] for row in sheet.iter_rows(min_row=4, max_row=59, values_only=True)}
    assert list(rows) == list(range(1, 57))
    assert rows[7] == ("已完成", "已完成", "此前已办结")
    assert rows[11] == ("尚未启动\n逾期",) * 3
    assert rows[18] == ("正常推进\n未报",) * 3
    below = {row[5]: row[6:9] for row in sheet.iter_rows(min_row=60, values_only=True) if row[5]}
    assert below["应报"] == tuple(made.expected for made in digests)
    assert below["未报"] == tuple(made.owed for made in digests)


def test_the_months_side_by_side_hold_what_each_unit_wrote(ledger: Workbook, digests: list[Digest]) -> None:
    row = next(row for row in ledger["逐月进展"].iter_rows(min_row=4, values_only=True) if row[2] == 9)
    for column, made in enumerate(digests, start=6):
        line = made.tasks[8]
        assert row[column] == "\n".join(f"{answer.unit}：{answer.text}" for answer in line.answers)


def test_every_ledger_sheet_is_ready_to_filter_scroll_and_print(ledger: Workbook, digests: list[Digest]) -> None:
    rounds = {made.round_slug for made in digests}
    for sheet in ledger.worksheets:
        assert sheet.auto_filter.ref is not None
        assert sheet.auto_filter.ref.startswith("A3:")
        assert sheet.freeze_panes == "E4"
        assert sheet.print_title_rows == "$3:$3"
        # A round's sixteen columns are too small on A4.
        paper = 8 if sheet.title in rounds else 9
        assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("landscape", paper)
        assert (sheet.page_setup.fitToWidth or 1, sheet.page_setup.fitToHeight) == (1, 0)
        assert sheet.sheet_properties.pageSetUpPr is not None
        assert sheet.sheet_properties.pageSetUpPr.fitToPage
        assert sheet.oddFooter is not None
        assert sheet.oddFooter.center is not None
        assert "&P" in str(sheet.oddFooter.center.text)


def test_a_workbook_announced_as_large_is_written_through_and_reads_the_same() -> None:
    found = []
    for rows in (10, 20_000):
        book = WorkbookMaker("zh-CN", "题", rows=rows)
        for name in ("一", "二"):
            sheet = book.sheet(name)
            book.head(sheet, 2, [("甲", 10.0), ("乙", 20.0)])
            for row in range(3, 9):
                book.text(sheet, row, 0, f"=第{row}行" + "长" * row * 5)
                book.number(sheet, row, 1, row)
                book.fit(sheet, row)
        sheets = read(book.to_bytes()).worksheets
        found.append(
            [
                (
                    sheet.title,
                    [values(sheet, row) for row in range(1, 10)],
                    [sheet.row_dimensions[n].height for n in range(3, 10)],
                )
                for sheet in sheets
            ]
        )
    assert found[0] == found[1]
    assert found[0][0][1][3] == ["=第3行长长长长长长长长长长长长长长长", 3]


@pytest.mark.parametrize("formula", FORMULAS)
def test_a_formula_in_what_people_write_stays_text(digests: list[Digest], formula: str) -> None:
    made = digests[-1]
    line = made.tasks[0]
    bad = replace(line.answers[0], text=formula, problems=formula, next_step=formula, reporter=formula)
    book = read(ledger_xlsx([replace(made, tasks=(replace(line, text=formula, answers=(bad,)),))], "zh-CN"))
    cells = [cell for sheet in book.worksheets for row in sheet.iter_rows() for cell in row if cell.value is not None]
    assert not [cell for cell in cells if cell.data_type == "f"]
    written = [cell for cell in cells if str(cell.value).lstrip().startswith(("=", "+", "-", "@"))]
    assert len(written) == 6
    assert all(cell.quotePrefix for cell in written), "or pressing Enter in the cell would begin to calculate"


def test_a_text_longer_than_a_cell_is_cut_and_says_so() -> None:
    book = WorkbookMaker("zh-CN", "题")
    sheet = book.sheet("一")
    book.text(sheet, 0, 0, "𠮷" * CELL_CHARACTERS)
    cell = read(book.to_bytes())["一"]["A1"]
    assert len(str(cell.value).encode("utf-16-le")) // 2 <= CELL_CHARACTERS
    assert str(cell.value).endswith("𠮷……（超出单元格容量，全文见汇总）")


def test_sheet_names_are_made_fit_and_kept_apart() -> None:
    book = WorkbookMaker("zh-CN", "题")
    for name in ("'各县（市/区）:[甲]*?", "很长" * 20, "很长" * 20, "Abc", "ABC", "\x00"):
        book.sheet(name)
    names = read(book.to_bytes()).sheetnames
    assert names == ["各县（市 区）  甲", "很长" * 15 + "很", "很长" * 13 + "很 (2)", "Abc", "ABC (2)", "1"]


def test_a_row_is_as_high_as_its_longest_text_asks() -> None:
    assert lines_of("一二三四五六七八九十" * 2, 20) == 2
    assert lines_of("一\n二\n", 20) == 3


CONTACTS = [
    ContactSheet(
        "《城市品质提升行动2024年工作要点》责任分工",
        "市文旅局",
        "0798-8280000",
        (
            ContactRow((3, 4, 5), "张三", "13807980001", "=李四", "0798-1"),
            ContactRow((), "王五", "", "赵六", "13807980002"),
        ),
    ),
    ContactSheet("《城市品质提升行动2024年工作要点》责任分工", "市外办", "", ()),
]
CONTACT_HEADS = ["任务编号", "分管领导", "联系电话", "联络员", "联系电话"]


def test_a_units_contact_sheet_has_the_layout_of_the_circulars_annex() -> None:
    (sheet,) = read(contacts_xlsx(CONTACTS[:1], "zh-CN")).worksheets
    assert sheet["A1"].value == "城市品质提升行动2024年工作要点任务落实人员对接表"
    assert sheet["A2"].value == "单位：市文旅局"
    assert values(sheet, 3) == CONTACT_HEADS
    assert values(sheet, 4) == ["3至5", "张三", "13807980001", "=李四", "0798-1"]
    assert values(sheet, 5) == ["全部", "王五", None, "赵六", "13807980002"]
    assert sheet["D4"].data_type == "s"


def test_contact_sheets_of_several_units_begin_with_everybody_in_one_list() -> None:
    book = read(contacts_xlsx(CONTACTS, "zh-CN"))
    assert book.sheetnames == ["汇总", "市文旅局", "市外办"]
    assert [row[0] for row in book["汇总"].iter_rows(min_row=3, values_only=True)] == ["市文旅局", "市文旅局", "市外办"]
    assert values(book["市外办"], 4) == [None] * 5


def test_the_contact_document_has_one_table_a_unit() -> None:
    document = read_docx(contacts_docx(CONTACTS, "zh-CN"))
    lines = [paragraph.text for paragraph in document.paragraphs if paragraph.text]
    assert lines == [
        "城市品质提升行动\n2024年工作要点任务落实人员对接表", "单位：市文旅局", "单位电话：0798-8280000", "单位：市外办",
    ]  # fmt: skip
    first, second = ([[cell.text for cell in row.cells] for row in table.rows] for table in document.tables)
    assert first == [
        CONTACT_HEADS, ["3至5", "张三", "13807980001", "=李四", "0798-1"], ["全部", "王五", "", "赵六", "13807980002"],
    ]  # fmt: skip
    assert second == [CONTACT_HEADS, [""] * 5]


@pytest.fixture
def sheet() -> Worksheet:
    made = digest()
    rows = (
        ReportSheetRow(3, "任务三。", ("市文旅局",), "=上月"),
        ReportSheetRow(8, "任务八。", ("市文旅局", "市外办"), "", Status.DELAYED, 40, "文字", "问题", "下一步"),
    )
    book = read(
        report_sheet_xlsx(ReportSheet(made.plan_title, "市文旅局", "2024-08", made.due_at, ZONE, rows), "zh-CN")
    )
    return book.worksheets[0]


def test_the_report_sheet_names_unit_round_and_due_time_above_its_table(sheet: Worksheet) -> None:
    assert sheet["A1"].value == "市文旅局2024年8月任务进展填报表"
    above = [cell.value for row in sheet.iter_rows(min_row=2, max_row=3) for cell in row if cell.value]
    assert above == [
        "单位：市文旅局",
        "期次：2024-08",
        "截止：2024年8月25日17:00",
        "工作要点：城市品质提升行动2024年工作要点",
    ]
    assert values(sheet, 5) == [
        "任务编号", "任务", "责任单位", "上月进展", "本月状态", "完成百分比", "本月进展", "存在问题", "下一步打算",
    ]  # fmt: skip
    assert values(sheet, 6) == [3, "任务三。", "市文旅局", "=上月", None, None, None, None, None]
    assert values(sheet, 7) == [8, "任务八。", "市文旅局、市外办", None, "进度滞后", 40, "文字", "问题", "下一步"]


def test_only_what_is_to_be_filled_in_can_be_changed(sheet: Worksheet) -> None:
    assert sheet.protection.sheet
    open_cells = {cell.coordinate for row in sheet.iter_rows() for cell in row if not cell.protection.locked}
    assert open_cells == {f"{column}{row}" for column in "EFGHI" for row in (6, 7)}


def test_the_status_comes_from_a_list_and_the_percent_is_a_whole_number(sheet: Worksheet) -> None:
    status, percent = sheet.data_validations.dataValidation
    assert (str(status.sqref), status.type) == ("E6:E7", "list")
    assert status.formula1 == '"已完成,正常推进,进度滞后,尚未启动,本月无新进展"'
    assert (str(percent.sqref), percent.type, percent.formula1, percent.formula2) == ("F6:F7", "whole", "0", "100")


def test_documents_of_nothing_are_refused() -> None:
    for make in (ledger_xlsx, contacts_xlsx):
        with pytest.raises(ValueError, match=r"needs? a"):
            make([], "zh-CN")
