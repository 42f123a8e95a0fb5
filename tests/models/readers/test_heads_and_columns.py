"""Heads in other words, other orders and other shapes give the same plan."""

from collections.abc import Callable, Sequence
from dataclasses import replace

import pytest
from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from models.readers import UnreadableFileError, read_file
from models.rules.circulars import Task
from tests.models.readers.plans import csv_bytes, plan_of, saved, synthetic_tasks, xlsx_bytes

TASKS = synthetic_tasks()
BARE = tuple(replace(task, part="", measure="") for task in TASKS)

CELLS: dict[str, Callable[[Task], str]] = {
    "n": lambda task: str(task.number),
    "p": lambda task: task.part,
    "m": lambda task: task.measure,
    "t": lambda task: task.text,
    "l": lambda task: "、".join(task.lead),
    "s": lambda task: "、".join(task.support),
    "b": lambda _: "",
}


def rows_of(heads: Sequence[str], order: str, tasks: Sequence[Task] = TASKS) -> list[list[str]]:
    return [list(heads), *([CELLS[key](task) for key in order] for task in tasks)]


# Number, lead, support, text: as circulars of other offices and other years word them.
WORDS = [
    ("任务编号", "责任单位", "配合单位", "具体任务"),
    ("序号", "牵头单位", "配合单位", "工作任务"),
    ("编号", "主办单位", "协办单位", "主要任务"),
    ("序号", "承办单位", "参与单位", "任务内容"),
    ("任务序号", "责任部门", "配合部门", "重点任务"),
    ("序 号", "牵头部门", "参与部门", "工作内容"),
    ("序号", "牵头责任单位", "配合责任单位", "目标任务"),
    ("序号", "主责单位", "协同单位", "重点工作"),
    ("No.", "责任主体", "协助单位", "任务事项"),
    ("编 号", "责  任  单  位", "配  合  单  位", "工 作 任 务"),
    ("序号", "责任单位（牵头）", "责任单位（配合）", "重点工作任务"),
    ("工作序号", "责任科室", "协办科室", "工作要求"),
    ("项目编号", "负责单位", "协作单位", "项目内容"),
    ("序号", "第一责任单位", "协办部门", "具体工作任务"),
    ("任务号", "落实单位", "参加单位", "工作措施"),
    ("序号", "实施单位", "支持单位", "推进措施"),
    ("序号", "市级责任单位", "市级配合单位", "任务清单"),
    ("序列号", "主管单位", "配合单位", "任务名称"),
    ("序号", "责任单位(排第一位的为牵头单位)", "配合单位", "任务"),
    ("Task No.", "Lead unit", "Supporting units", "Task"),
    ("No", "Responsible unit", "Cooperating units", "Content"),
    ("No.", "Lead Department", "Support Department", "Key task"),
]


@pytest.mark.parametrize(
    ("order", "words"), [("ntls stln lnst tnsl"[5 * (i % 4) :][:4], words) for i, words in enumerate(WORDS)]
)
def test_heads_are_matched_by_meaning_in_any_order(order: str, words: tuple[str, str, str, str]) -> None:
    named = dict(zip("nlst", words, strict=True))
    assert plan_of(csv_bytes(rows_of([named[key] for key in order], order))).tasks == BARE


@pytest.mark.parametrize(
    "heads",
    [
        ("重点领域", "主要举措", "具体任务"),
        ("板块", "重点工作", "工作任务"),
        ("一级目录", "二级目录", "任务内容"),
        ("大类", "小类", "任务"),
        ("工作类别", "工作事项", "具体措施"),
        ("任务类别", "主要任务", "具体任务"),
        ("类别", "任务", "具体内容"),
        ("篇章", "措施", "任务描述"),
    ],
)
def test_parts_and_measures_have_columns_of_many_names(heads: tuple[str, str, str]) -> None:
    part, measure, text = heads
    rows = rows_of([part, measure, "序号", text, "责任单位", "配合单位", "备注"], "pmntlsb")
    assert plan_of(xlsx_bytes(rows)).tasks == TASKS


def spread(units: Sequence[str], columns: int) -> list[str]:
    return [*units, *[""] * (columns - len(units))]


SPREAD = [[task.number, task.text, *spread(task.lead, 2), *spread(task.support, 3)] for task in TASKS]


def merged_heads(sheet: Worksheet) -> None:
    sheet.merge_cells("C1:D1")
    sheet.merge_cells("E1:G1")


@pytest.mark.parametrize(
    ("heads", "edit"),
    [
        (("责任单位", "", "配合单位", "", ""), merged_heads),
        (("责任单位1", "责任单位2", "配合单位1", "配合单位2", "配合单位3"), None),
        (("责任单位", "责任单位", "配合单位", "配合单位", "配合单位"), None),
        (("第一责任单位", "第二责任单位", "配合单位（一）", "配合单位（二）", "配合单位（三）"), None),
        (("牵头单位", "责任单位", "配合单位", "参与单位", "协办单位"), None),
    ],
)
def test_units_may_stand_in_columns_of_their_own(
    heads: tuple[str, ...], edit: Callable[[Worksheet], None] | None
) -> None:
    circular = plan_of(xlsx_bytes([["序号", "任务内容", *heads], *SPREAD], edit))
    assert circular.tasks == BARE
    assert not [doubt for doubt in circular.doubts if doubt.key == "readers-doubt-column-unread"]


@pytest.mark.parametrize(
    ("cell", "lead", "support"),
    [
        ("牵头单位：市文旅局\n配合单位：市商务局、市科技局", ("市文旅局",), ("市商务局", "市科技局")),
        ("牵头：市文旅局、市外办；配合：市商务局", ("市文旅局", "市外办"), ("市商务局",)),
        ("责任单位：市文旅局 协办单位：市商务局", ("市文旅局",), ("市商务局",)),
        ("市文旅局牵头，市商务局、市科技局配合", ("市文旅局",), ("市商务局", "市科技局")),
        ("市文旅局牵头负责", ("市文旅局",), ()),
        ("市文旅局（牵头）、市商务局（配合）、市科技局（配合）", ("市文旅局",), ("市商务局", "市科技局")),
        ("市商务局、市文旅局（牵头）", ("市文旅局", "市商务局"), ()),
        ("市文旅局（牵头单位）；市商务局（协办单位）", ("市文旅局",), ("市商务局",)),
    ],
)
def test_a_cell_may_say_who_leads_and_who_supports(cell: str, lead: tuple[str, ...], support: tuple[str, ...]) -> None:
    task = plan_of(csv_bytes([["序号", "任务内容", "责任单位"], ["1", "办成一件事。", cell]])).tasks[0]
    assert (task.lead, task.support) == (lead, support)


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("各县（市、区）人民政府", "各县（市、区）政府"),
        ("各县区政府", "各县（市、区）政府"),
        ("各有关单位", "市有关单位"),
        ("市直各有关部门", "市有关单位"),
        ("相关单位", "市有关单位"),
        ("在景高等院校", "在景高校"),
        ("驻景各高校", "在景高校"),
    ],
)
def test_collective_units_are_known_however_they_are_worded(written: str, name: str) -> None:
    circular = plan_of(
        csv_bytes([["序号", "任务内容", "责任单位", "配合单位"], ["1", "办成一件事。", "市文旅局", written]])
    )
    assert circular.tasks[0].support == (name,)
    assert [doubt.values["written"] for doubt in circular.doubts if doubt.key == "readers-doubt-repair"] == [written]


@pytest.mark.parametrize("written", ["各乡镇", "各镇（街道）", "驻市金融机构", "文旅专班成员单位", "各直属企业"])
def test_the_members_of_a_collective_nobody_knows_are_asked_for(written: str) -> None:
    circular = plan_of(csv_bytes([["序号", "任务内容", "责任单位"], ["1", "办成一件事。", written]]))
    assert circular.tasks[0].lead == (written,)
    assert ("readers-doubt-collective", written) in [
        (doubt.key, doubt.values.get("written")) for doubt in circular.doubts
    ]


def test_a_sentence_in_the_column_of_units_is_refused_with_its_row() -> None:
    rows = [
        ["序号", "任务内容", "责任单位"],
        ["1", "办成一件事。", "市文旅局"],
        ["2", "市文旅局", "错位的任务内容" * 20],
    ]
    with pytest.raises(UnreadableFileError) as caught:
        read_file("x", csv_bytes(rows))
    assert (caught.value.key, caught.value.where.row, caught.value.where.task) == ("readers-bad-unit", 3, 2)


def parted(names: Callable[[str], str]) -> bytes:
    book = Workbook()
    book.remove(book.worksheets[0])
    book.create_sheet("填表说明").append(["一、序号不得改动"])
    for part in dict.fromkeys(task.part for task in TASKS):
        sheet = book.create_sheet(names(part))
        own = [task for task in TASKS if task.part == part]
        for row in rows_of(["序号", "小类", "具体任务", "责任单位", "配合单位"], "nmtls", own):
            sheet.append(row)
    return saved(book)


def test_a_sheet_for_every_part_names_the_part() -> None:
    assert plan_of(parted(lambda part: part)).tasks == TASKS


def test_a_sheet_without_a_name_of_its_own_names_no_part() -> None:
    numbers = iter("12")
    assert {task.part for task in plan_of(parted(lambda _: f"Sheet{next(numbers)}")).tasks} == {""}


def test_a_hidden_row_is_read_and_said() -> None:
    def hide(sheet: Worksheet) -> None:
        sheet.row_dimensions[4].hidden = True

    circular = plan_of(xlsx_bytes(rows_of(["序号", "任务内容", "责任单位", "配合单位"], "ntls"), hide))
    assert circular.tasks == BARE
    assert [doubt.where.task for doubt in circular.doubts if doubt.key == "readers-doubt-hidden-row"] == [3]
