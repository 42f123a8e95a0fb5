"""Plans of a kind we made up: every shape of table gives the same tasks, and what is wrong is refused with its place."""

import io
import re
import time as clock
import zipfile
from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from models.documents.template import plan_template_xlsx
from models.readers import UnreadableFileError, known_units, read_file, say_refusal
from models.rules.circulars import Circular, Contact, Task
from tests.models.readers.plans import (
    HEADS,
    LETTER,
    csv_bytes,
    numeral,
    plan_of,
    saved,
    synthetic_tasks,
    table_rows,
    text_bytes,
    xlsx_bytes,
)

TASKS = synthetic_tasks()
ROWS = table_rows(TASKS)
BARE = tuple(replace(task, part="", measure="") for task in TASKS)
UNIT_HEADS = ["任务编号", "具体任务", "责任单位", "配合单位"]


def cells(task: Task) -> list[object]:
    return [task.number, task.text, "、".join(task.lead), "、".join(task.support)]


def test_columns_may_stand_in_any_order_under_other_words() -> None:
    heads = [["协办部门", "序号", "牵头单位", "工作任务", "备注"]]
    rows = heads + [["，".join(task.support), f"{task.number}.", "；".join(task.lead), task.text, ""] for task in TASKS]
    assert plan_of(csv_bytes(rows)).tasks == BARE


def test_parts_and_measures_may_have_columns_merged_or_not() -> None:
    rows: list[list[object]] = [["大类", "小类", *UNIT_HEADS]]
    rows += [[task.part, task.measure, *cells(task)] for task in TASKS]

    def merge(sheet: Worksheet) -> None:
        for column in (1, 2):
            start = 2
            for row in range(3, sheet.max_row + 2):
                if sheet.cell(row, column).value != sheet.cell(start, column).value:
                    if row - 1 > start:
                        sheet.merge_cells(start_row=start, end_row=row - 1, start_column=column, end_column=column)
                    start = row

    assert plan_of(xlsx_bytes(rows)).tasks == TASKS
    assert plan_of(xlsx_bytes(rows, merge)).tasks == TASKS


def test_numerals_in_the_number_column_may_head_parts_and_measures() -> None:
    rows: list[list[object]] = [["序号", *UNIT_HEADS[1:]]]
    parts: list[str] = []
    measures: list[str] = []
    for task in TASKS:
        if task.part not in parts:
            parts.append(task.part)
            rows.append([numeral(len(parts)), task.part, "", ""])
        if task.measure not in measures:
            measures.append(task.measure)
            rows.append([f"（{numeral(len(measures))}）", task.measure, "", ""])
        rows.append(cells(task))
    assert plan_of(xlsx_bytes(rows)).tasks == TASKS


@pytest.mark.parametrize(
    "dress",
    [
        str,
        "{}.".format,
        "{}.0".format,
        "（{}）".format,
        "第{}项".format,
        "任务{}".format,
        numeral,
        lambda n: chr(0x245F + n),
        float,
        "0{}".format,
    ],
)
def test_numbers_are_read_in_any_dress(dress: Callable[[int], str | float]) -> None:
    rows: list[list[object]] = [list(UNIT_HEADS), *[[dress(task.number), *cells(task)[1:]] for task in TASKS]]
    assert plan_of(xlsx_bytes(rows)).tasks == BARE


def test_a_unit_may_have_a_row_of_its_own() -> None:
    rows: list[list[object]] = [list(UNIT_HEADS)]
    spans = []
    for task in TASKS:
        height = max(len(task.lead), len(task.support))
        spans.append((len(rows) + 1, len(rows) + height))
        for index in range(height):
            lead, support = (names[index] if index < len(names) else None for names in (task.lead, task.support))
            rows.append([task.number if not index else None, task.text if not index else None, lead, support])

    def merge(sheet: Worksheet) -> None:
        for first, last in spans:
            if last > first:
                sheet.merge_cells(start_row=first, end_row=last, start_column=1, end_column=1)
                sheet.merge_cells(start_row=first, end_row=last, start_column=2, end_column=2)

    assert plan_of(xlsx_bytes(rows)).tasks == BARE
    assert plan_of(xlsx_bytes(rows, merge)).tasks == BARE


def test_headings_without_numerals_stand_alone_in_their_row() -> None:
    rows: list[list[object]] = [list(UNIT_HEADS)]
    for part in dict.fromkeys(task.part for task in TASKS):
        rows += [[part, None, None, None], *(cells(task) for task in TASKS if task.part == part)]
    assert plan_of(xlsx_bytes(rows)).tasks == tuple(replace(task, measure="") for task in TASKS)


def test_one_lead_merged_over_several_tasks_leads_them_all() -> None:
    rows: list[list[object]] = [list(UNIT_HEADS[:3])]
    rows += [[task.number, task.text, "市文旅局" if task.number == 1 else None] for task in TASKS]
    circular = plan_of(xlsx_bytes(rows, lambda sheet: sheet.merge_cells("C2:C13")))
    assert {task.lead for task in circular.tasks} == {("市文旅局",)}


def test_a_head_of_two_rows_is_put_together() -> None:
    rows: list[list[object]] = [
        ["任务编号", "具体任务", "责任分工", None],
        [None, None, "牵头单位", "配合单位"],
        *map(cells, TASKS),
    ]

    def merge(sheet: Worksheet) -> None:
        for area in ("A1:A2", "B1:B2", "C1:D1"):
            sheet.merge_cells(area)

    assert plan_of(xlsx_bytes(rows, merge)).tasks == BARE


def test_a_table_without_numbers_is_counted_or_takes_those_of_its_texts() -> None:
    counted = plan_of(xlsx_bytes([UNIT_HEADS[1:], *[cells(task)[1:] for task in TASKS]]))
    taken = plan_of(xlsx_bytes([UNIT_HEADS[1:], *[[f"{task.number}.{task.text}", *cells(task)[2:]] for task in TASKS]]))
    assert counted.tasks == taken.tasks == BARE
    assert "readers-doubt-numbers-given" in {doubt.key for doubt in counted.doubts}
    assert "readers-doubt-numbers-given" not in {doubt.key for doubt in taken.doubts}


def test_a_plan_may_be_spread_over_sheets_and_hidden_ones_are_left_out() -> None:
    book = Workbook()
    book.remove(book.worksheets[0])
    for part in dict.fromkeys(task.part for task in TASKS):
        sheet = book.create_sheet(part)
        for row in table_rows([task for task in TASKS if task.part == part]):
            sheet.append(row)
    draft = book.create_sheet("旧稿")
    for row in ROWS:
        draft.append(row)
    draft.sheet_state = "hidden"
    circular = plan_of(saved(book))
    assert circular.tasks == TASKS
    assert "readers-doubt-hidden-sheet" in {doubt.key for doubt in circular.doubts}


def with_sheet_xml(content: bytes, change: Callable[[str], str], part: str = "xl/worksheets/sheet1.xml") -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(stream, "w") as new:
        for name in old.namelist():
            text = old.read(name)
            new.writestr(name, change(text.decode()).encode() if name == part else text)
    return stream.getvalue()


def test_formulas_count_by_their_cached_values_and_are_refused_without() -> None:
    content = xlsx_bytes([list(UNIT_HEADS), *map(cells, TASKS)])
    cached = with_sheet_xml(content, lambda xml: re.sub(r'(<c r="A(\d+)"[^>]*>)<v>', r"\1<f>ROW()-1</f><v>", xml))
    assert plan_of(cached).tasks == BARE
    never = xlsx_bytes([list(UNIT_HEADS), *[[f"=ROW()-{1}", *cells(task)[1:]] for task in TASKS]])
    with pytest.raises(UnreadableFileError) as caught:
        read_file("x", never)
    assert caught.value.key == "readers-bad-uncalculated"


def test_rich_text_is_read_whole_and_readings_above_it_are_not() -> None:
    runs = "<is><r><t>完成编号为</t></r><r><rPr><b/></rPr><t>1的测试事项，形成AB CD成果。</t></r><rPh sb='0' eb='1'><t>ワン</t></rPh></is>"
    content = with_sheet_xml(
        xlsx_bytes([list(UNIT_HEADS), *map(cells, TASKS)]),
        lambda xml: re.sub(r'<c r="B2"[^>]*>.*?</c>', f'<c r="B2" t="inlineStr">{runs}</c>', xml),
    )
    assert plan_of(content).tasks == BARE


def test_markdown_and_quoted_tabs_are_tables_too() -> None:
    lines = ["| " + " | ".join(row) + " |" for row in (ROWS[0], ["---"] * 5, *ROWS[1:])]
    assert plan_of("\n".join(lines).encode()).tasks == TASKS
    assert plan_of(csv_bytes(table_rows(TASKS, joiner="\n"), "\t")).tasks == TASKS


def test_a_line_broken_inside_the_last_cell_is_joined() -> None:
    text = text_bytes(ROWS).decode()
    assert "景德镇海关" in text
    assert plan_of(text.replace(" 景德镇海关", "\n景德镇海关").encode()).tasks == TASKS


def test_columns_that_cannot_be_told_apart_are_refused() -> None:
    with pytest.raises(UnreadableFileError) as caught:
        read_file("x", text_bytes(ROWS).replace(b"\t", b" "))
    assert caught.value.key == "readers-bad-columns"


@pytest.mark.parametrize(
    ("column", "value", "key"),
    [
        (1, "", "readers-bad-no-number"),
        (1, "2", "readers-bad-duplicate-number"),
        (1, "甲", "readers-bad-number"),
        (1, "0", "readers-bad-number"),
        (1, "-3", "readers-bad-number"),
        (1, 2.5, "readers-bad-number"),
        (1, "12345", "readers-bad-number"),
        (1, date(2031, 1, 2), "readers-bad-number"),
        (2, "", "readers-bad-no-text"),
        (3, "", "readers-bad-no-lead"),
        (3, "无", "readers-bad-no-lead"),
        (3, "#REF!", "readers-bad-cell-error"),
    ],
)
def test_a_wrong_row_is_refused_with_its_row(column: int, value: str, key: str) -> None:
    rows: list[list[object]] = [list(row) for row in ROWS]
    rows[4][column] = value
    with pytest.raises(UnreadableFileError) as caught:
        read_file("x", xlsx_bytes(rows))
    assert (caught.value.key, caught.value.where.row) == (key, 5)
    assert "第5行" in say_refusal(caught.value, "zh-CN")
    assert "row 5" in say_refusal(caught.value, "en")


def test_several_wrong_rows_are_named_together() -> None:
    rows = [list(row) for row in ROWS]
    rows[4][3] = rows[5][3] = ""
    with pytest.raises(UnreadableFileError) as caught:
        read_file("x", csv_bytes(rows))
    assert [problem.where.row for problem in caught.value.problems] == [5, 6]


def test_an_unquoted_comma_is_refused_and_not_shifted() -> None:
    content = csv_bytes(ROWS).replace("完成编号为5的".encode(), "完成,编号为5的".encode())
    with pytest.raises(UnreadableFileError) as caught:
        read_file("x", content)
    assert caught.value.key == "readers-bad-too-many-cells"


def test_gaps_repeats_notes_and_unknown_units_are_doubts() -> None:
    rows = [list(row) for row in ROWS if row[1] != "5"]
    rows.insert(4, list(rows[3]))
    rows[3][3] = rows[4][3] = "市文旅居"
    rows.append(["注：以上任务按月报送", "", "", "", ""])
    keys = [doubt.key for doubt in plan_of(csv_bytes(rows)).doubts]
    for key in ("gap", "repeated", "note-skipped", "unit-proposal"):
        assert f"readers-doubt-{key}" in keys


LETTERS = {
    "以上进展每月20号下午5时30分前报送。": (20, time(17, 30)),
    "请于每个月二十日前报送进展。": (20, None),
    "请于每月20日（遇节假日顺延）前报送。": (20, None),
}


@pytest.mark.parametrize("sentence", LETTERS)
def test_the_monthly_day_is_read_in_other_words(sentence: str) -> None:
    circular = plan_of(text_bytes(ROWS, [LETTER[1], sentence, "某某市政府", "二〇三一年四月二日"]))
    assert (circular.due_day, circular.due_time) == LETTERS[sentence]
    assert circular.issued_on == date(2031, 4, 2)


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("4月30日17时前", datetime(2031, 4, 30, 17)),  # noqa: DTZ001 - local, as printed
        ("4月30日（周三）下午5：30前", datetime(2031, 4, 30, 17, 30)),  # noqa: DTZ001
        ("2032年1月5日上午12点前", datetime(2032, 1, 5, 12)),  # noqa: DTZ001
        ("4月30日下班前", datetime(2031, 4, 30, 17)),  # noqa: DTZ001
        ("4月31日17时前", None),
    ],
)
def test_the_registration_cutoff_is_read_with_the_year_of_issue(words: str, expected: datetime | None) -> None:
    letter = [LETTER[1], f"请将分管领导、联络员名单于{words}报送。", *LETTER[3:]]
    assert plan_of(text_bytes(ROWS, letter)).registration_due_at == expected


def test_a_number_that_is_only_quoted_is_not_the_circulars_own() -> None:
    letter = ["根据《某某通知》（某府发〔2030〕1号）要求，现印发。", *LETTER]
    assert plan_of(text_bytes(ROWS, letter)).document_no == LETTER[0]


@pytest.mark.parametrize("heads", [HEADS, ("主要任务", "序号", "重点任务", "责任部门", "参与单位")])
def test_a_repeated_head_and_page_numbers_are_skipped(heads: tuple[str, ...]) -> None:
    rows = [list(heads), *ROWS[1:6], ["— 3 —"], list(heads), *ROWS[6:]]
    assert plan_of(text_bytes(rows)).tasks == TASKS


# ---- the template

_YEAR_2031 = datetime(2031, 1, 1), datetime(2032, 1, 1)  # noqa: DTZ001 - local, as printed
_WORDS = st.text(alphabet="推动全市文化旅游产业高质量发展与人才培育工作AB12，《》“”", min_size=1, max_size=30).map(
    lambda text: f"事{text}项"
)
_UNITS = st.lists(st.sampled_from([*known_units().names, "某县人武部", "第二实验小学"]), max_size=4, unique=True).map(
    tuple
)


@st.composite
def plans(draw: st.DrawFn) -> Circular:
    numbers = draw(st.lists(st.integers(1, 9999), min_size=1, max_size=12, unique=True))
    assigned = draw(st.booleans())
    tasks = []
    for number in numbers:
        lead = draw(_UNITS.filter(bool)) if assigned else ()
        heading = draw(st.sampled_from(["", "部类"])), draw(st.sampled_from(["", "举措甲", "举措乙"]))
        title = draw(st.none() | _WORDS) if assigned else "题目"
        tasks.append(Task(number, *heading, draw(_WORDS) + "。", title, lead, draw(_UNITS) if assigned else ()))
    return Circular(
        title="某某市2031年" + draw(_WORDS),
        code="2031",
        tasks=tuple(tasks),
        document_no=draw(st.sampled_from(["", LETTER[0]])),
        issuer=draw(st.sampled_from(["", "某某市办公室"])),
        issued_on=draw(st.none() | st.dates(date(2031, 1, 1), date(2031, 12, 31))),
        due_day=draw(st.none() | st.integers(1, 31)),
        due_time=draw(st.none() | st.times().map(lambda t: t.replace(second=0, microsecond=0))),
        registration_due_at=draw(
            st.none() | st.datetimes(*_YEAR_2031).map(lambda t: t.replace(second=0, microsecond=0))
        ),
        contact=draw(st.sampled_from([Contact(), Contact("张三", "8123456", "a@b.cn")])),
    )


@settings(max_examples=60, deadline=None)
@given(plans(), st.sampled_from(["zh-CN", "en"]))
def test_any_plan_written_to_the_template_reads_back_the_same(circular: Circular, language: str) -> None:
    assert replace(plan_of(plan_template_xlsx(circular, language)), doubts=()) == circular


def test_an_empty_template_is_refused_as_not_filled_in() -> None:
    with pytest.raises(UnreadableFileError) as caught:
        read_file("x", plan_template_xlsx(None, "zh-CN"))
    assert caught.value.key == "readers-bad-no-tasks"


def test_five_thousand_tasks_are_read_in_good_time() -> None:
    tasks = [replace(BARE[0], number=number) for number in range(1, 5001)]
    started = clock.perf_counter()
    assert len(plan_of(xlsx_bytes([list(UNIT_HEADS), *map(cells, tasks)])).tasks) == 5000
    assert clock.perf_counter() - started < 20


def test_a_formula_whose_text_came_out_empty_was_calculated() -> None:
    content = xlsx_bytes([[*UNIT_HEADS], *map(cells, BARE)])
    empty = '<c r="H2" t="str"><f>IF(1=1,"","")</f><v></v></c></row>'
    marked = with_sheet_xml(content, lambda xml: re.sub(r'(<row r="2".*?)</row>', rf"\1{empty}", xml, count=1))
    assert marked != content
    assert plan_of(marked).tasks == BARE
