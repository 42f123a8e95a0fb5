"""Texts that went through other programs: wrapped lines, tab stops, Markdown, quotation marks left open."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from models.readers import PlanFile, UnreadableFileError, read_file
from models.rules.circulars import Task
from tests.models.readers.plans import csv_bytes, docx_bytes, plan_of, synthetic_tasks, table_rows, xlsx_bytes

TASKS = synthetic_tasks()
ROWS = table_rows(TASKS, joiner="、")
LINES = ["\t".join(row) for row in ROWS]
TITLE = "某某市2031年工作要点"


def text_of(lines: list[str]) -> bytes:
    return "\n".join([TITLE, "", *lines]).encode()


def wrapped(lines: list[str], width: int) -> list[str]:
    return [line[start : start + width] for line in lines for start in range(0, max(len(line), 1), width)]


@pytest.mark.parametrize("joiner", ["、", " "])
@pytest.mark.parametrize("width", [22, 25, 28, 30, 33, 37, 40, 50])
def test_lines_wrapped_in_the_midst_of_names_and_cells_are_put_together(width: int, joiner: str) -> None:
    lines = ["\t".join(row) for row in table_rows(TASKS, joiner=joiner)]
    assert plan_of(text_of(wrapped(lines, width))).tasks == TASKS


LONG = tuple(
    replace(task, part=f"{task.part}和各项配套工作", measure=f"{task.measure}以及相关重点环节各项工作")
    for task in TASKS
)


@pytest.mark.parametrize("width", [14, 16, 17, 18, 20, 21])
def test_a_heading_cut_at_the_line_width_is_whole_again(width: int) -> None:
    lines = ["\t".join(row) for row in table_rows(LONG, joiner="、")]
    assert max(len(line.partition("\t")[0]) for line in lines) > width
    assert plan_of(text_of(wrapped(lines, width))).tasks == LONG


def test_a_heading_alone_in_its_line_is_not_joined_to_the_row_below_it() -> None:
    # Nothing was cut here: the lines end where their rows end, and the measures stand unmarked in their column.
    lines = [
        "重点举措\t任务编号\t具体任务\t责任单位",
        "一、推动第一类事业发展",
        "办好甲组事情\t1\t完成第一件事情，形成可用的成果。\t市商务局",
        "办好乙组事情\t2\t完成第二件事情，形成可用的成果。\t市商务局",
        "二、推动第二类事业发展",
        "办好丙组事情\t3\t完成第三件事情，形成可用的成果。\t市商务局",
    ]
    tasks = plan_of(text_of(lines)).tasks
    assert [task.part for task in tasks] == ["推动第一类事业发展", "推动第一类事业发展", "推动第二类事业发展"]
    assert [task.measure for task in tasks] == ["办好甲组事情", "办好乙组事情", "办好丙组事情"]


WAYS: dict[str, Callable[[str], str]] = {
    "stops of eight": lambda line: line.expandtabs(8),
    "stops of eight, each Chinese character two wide": lambda line: _expanded(line, 8),
    "stops of four, each Chinese character two wide": lambda line: _expanded(line, 4),
    "two spaces": lambda line: line.replace("\t", "  "),
    "seven spaces": lambda line: line.replace("\t", " " * 7),
    "a tab and a blank": lambda line: line.replace("\t", "\t "),
    "a blank and a tab": lambda line: line.replace("\t", " \t"),
    "wide blanks": lambda line: line.replace("\t", "\u3000\u3000"),
}


def _expanded(line: str, size: int) -> str:
    text, column = "", 0
    for character in line:
        if character == "\t":
            text += " " * (size - column % size)
            column += size - column % size
        else:
            text += character
            column += 1 if character.isascii() else 2
    return text


@pytest.mark.parametrize("way", WAYS)
def test_tabs_that_became_blanks_are_found_again(way: str) -> None:
    assert plan_of(text_of([WAYS[way](line) for line in LINES])).tasks == TASKS


def test_columns_that_could_be_cut_in_two_ways_are_refused_with_their_line() -> None:
    head = "任务编号\t具体任务\t责任单位\t配合单位"
    # In the second row each of three blanks ends at a stop: which of them is the tab?
    rows = ["1\t完成一件大事情。\t市外办\t市商务局", "2\t完成一件大事。\t市外办 市社联 市文联\t市商务局"]
    lines = [line.expandtabs(4) for line in (head, *rows)]
    with pytest.raises(UnreadableFileError) as caught:
        read_file("x", text_of(lines))
    assert (caught.value.key, caught.value.where.row) == ("readers-bad-columns", 5)


def test_a_markdown_table_is_a_table() -> None:
    rows = [ROWS[0], *(row for row in ROWS[1:] if row[1])]
    lines = ["| " + " | ".join(row) + " |" for row in rows]
    tasks = plan_of(text_of([lines[0], "|---|---|---|---|---|", *lines[1:]])).tasks
    assert [(task.number, task.text, task.lead, task.support) for task in tasks] == [
        (task.number, task.text, task.lead, task.support) for task in TASKS
    ]


def test_a_quotation_mark_left_open_is_refused_rather_than_swallowing_rows() -> None:
    text = '序号,任务内容,责任单位\n1,一件事。,市文旅局\n2,"没有闭合,市文旅局\n3,三件事。,市文旅局\n'
    with pytest.raises(UnreadableFileError) as caught:
        read_file("x", text.encode())
    assert (caught.value.key, caught.value.where.row) == ("readers-bad-csv", 3)


def test_a_quotation_mark_that_is_only_a_character_is_no_matter() -> None:
    text = '序号,任务内容,责任单位\n1,安装55"大屏。,市文旅局\n2,二件事。,市文旅局\n'
    assert [task.text for task in plan_of(text.encode()).tasks] == ['安装55"大屏。', "二件事。"]


WHOLE: tuple[tuple[bytes, tuple[Task, ...]], ...] = tuple(
    (made, TASKS) for made in (xlsx_bytes(ROWS), docx_bytes(ROWS))
)


@settings(max_examples=80, deadline=None)
@given(
    st.sampled_from(WHOLE),
    st.lists(st.integers(0, 2**40), min_size=1, max_size=6),
    st.booleans(),
    st.integers(1, 2**30),
)
def test_a_file_damaged_on_its_way_is_refused_or_says_what_it_said(
    whole: tuple[bytes, tuple[Task, ...]],
    flips: list[int],
    cut: bool,  # noqa: FBT001 - drawn
    at: int,
) -> None:
    content = bytearray(whole[0])
    for flip in flips:
        content[(flip >> 3) % len(content)] ^= 1 << (flip & 7)
    damaged = bytes(content[: at % len(content)] if cut else content)
    try:
        reading = read_file("x", damaged)
    except UnreadableFileError:
        return
    assert isinstance(reading, PlanFile)
    assert reading.circular.tasks == whole[1]


def test_a_comma_too_many_is_refused_with_its_row() -> None:
    rows = [["序号", "任务内容", "责任单位"], ["1", "一件事。", "市文旅局"], ["2", "二件", "事。", "市文旅局"]]
    with pytest.raises(UnreadableFileError) as caught:
        read_file("x", csv_bytes(rows))
    assert (caught.value.key, caught.value.where.row) == ("readers-bad-too-many-cells", 3)
