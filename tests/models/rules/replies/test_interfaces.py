"""The smaller promises: number lists, labelled parts of a delay, the parse lines, the beginning of a report."""

import json

import pytest

from models.rules.replies import (
    Intent,
    MalformedLineError,
    NumberListError,
    begins_report,
    parse_jsonl,
    read_numbers,
    read_reply,
    read_status_text,
    split_delay,
    to_json,
)
from models.rules.words import Status


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("1-3、7", (1, 2, 3, 7)),
        ("１－３，７", (1, 2, 3, 7)),
        ("一至三，五", (1, 2, 3, 5)),
        ("任务28、任务31", (28, 31)),
        ("28号到31号", (28, 29, 30, 31)),
        ("3~5 9", (3, 4, 5, 9)),
        ("廿八 和 ㉛", (28, 31)),
        ("7，7、7", (7,)),
    ],
)
def test_a_list_of_numbers_is_read_in_any_writing(text: str, numbers: tuple[int, ...]) -> None:
    assert read_numbers(text) == numbers


def test_with_own_tasks_a_range_means_those_inside_it_and_all_means_all() -> None:
    assert read_numbers("3-6、12", own=[3, 5, 9]) == (3, 5, 12)
    assert read_numbers("全部", own=[9, 3]) == (3, 9)


@pytest.mark.parametrize(
    ("text", "piece"), [("1-3、x7", "x7"), ("7-3", "7-3"), ("", ""), ("张三", "张三"), ("99999", "99999")]
)
def test_what_is_no_list_of_numbers_is_named(text: str, piece: str) -> None:
    with pytest.raises(NumberListError) as caught:
        read_numbers(text)
    assert caught.value.piece == piece
    assert repr(piece) in str(caught.value)


def test_labelled_parts_of_a_delay_are_taken_apart() -> None:
    text = "进度滞后。问题：经费未到位；原因：财政未批。下一步：拟下月上门动员"
    assert split_delay(text) == ("进度滞后", "经费未到位\n财政未批", "拟下月上门动员")
    assert split_delay("滞后，选址没定") == ("滞后，选址没定", "", "")
    assert split_delay(" 经费未到位，招标推迟。\n") == ("经费未到位，招标推迟。", "", "")
    assert split_delay("企业意愿不足，进度滞后，拟下月上门动员") == ("企业意愿不足，进度滞后", "", "拟下月上门动员")
    assert split_delay("存在问题：无人手\n下一步计划：招人\n进展：滞后") == ("滞后", "无人手", "招人")


def test_a_text_of_one_task_gives_status_and_percent() -> None:
    assert read_status_text("进度滞后，完成60%") == (Status.DELAYED, 60)
    assert read_status_text("初稿已完成") == (None, None)


@pytest.mark.parametrize(
    ("text", "starts"),
    [
        ("28已完成", True),
        ("28：推进中\n29：滞后", True),
        ("任务29 60%", True),
        ("28家企业已完成申报", False),
        ("已完成，28场活动", False),
        ("12已完成", False),
        ("28日已完成评审", False),
        ("28完成了吗", False),
        ("推进中，28已完成", False),
    ],
)
def test_only_an_own_label_with_a_status_at_the_beginning_starts_a_report(text: str, *, starts: bool) -> None:
    assert begins_report(text, [28, 29]) is starts


def test_a_read_message_is_written_in_the_shape_of_the_contract() -> None:
    assert to_json("d1", read_reply("28已完成；12滞后；57推进中", [28, 29])) == {
        "id": "d1",
        "intent": "report",
        "entries": [
            {"task": 28, "status": "done", "percent": None, "text": "已完成"},
            {"task": 12, "status": "delayed", "percent": None, "text": "滞后"},
        ],
        "not_own": [12],
        "invalid": [57],
    }


def test_lines_are_parsed_one_by_one_and_the_plan_may_be_smaller() -> None:
    lines = [
        '{"id": "a", "text": "3推进中", "liaison_tasks": [3]}\n',
        "\n",
        '{"id": 2, "text": "30推进中", "liaison_tasks": [3], "task_count": 20}',
    ]
    first, second = (json.loads(line) for line in parse_jsonl(lines))
    assert first["entries"][0]["task"] == 3
    assert second == {"id": 2, "intent": "report", "entries": [], "not_own": [], "invalid": [30]}


@pytest.mark.parametrize(
    "line",
    ["{", "[]", '{"text": "a", "liaison_tasks": []}', '{"id": 1, "text": 3, "liaison_tasks": []}', '{"id": 1, "text": "a"}',
     '{"id": 1, "text": "a", "liaison_tasks": [true]}', '{"id": 1, "text": "a", "liaison_tasks": [], "task_count": "x"}'],
)  # fmt: skip
def test_a_malformed_line_is_named_by_its_number(line: str) -> None:
    lines = iter(parse_jsonl(['{"id": 1, "text": "收到", "liaison_tasks": []}', line]))
    assert json.loads(next(lines))["intent"] == Intent.ACK.value
    with pytest.raises(MalformedLineError, match="line 2") as caught:
        next(lines)
    assert caught.value.line == 2


def test_two_passages_on_one_task_are_joined_and_shared_words_repeated() -> None:
    reply = read_reply("28推进中29推进中28地图月底上线", [28, 29])
    assert [entry.text for entry in reply.entries] == ["推进中\n地图月底上线", "推进中"]
    reply = read_reply("28、29：已报省厅，等批复", [28, 29])
    assert [entry.text for entry in reply.entries] == ["已报省厅，等批复"] * 2


def test_a_point_without_a_task_offers_the_task_at_its_place() -> None:
    reply = read_reply("1.规划已印发\n2.地图已送审", [16, 17, 18])
    assert [(entry.task, entry.candidates) for entry in reply.entries] == [(None, (16,)), (None, (17,))]


def test_a_delayed_task_carries_its_labelled_parts_and_keeps_its_text_whole() -> None:
    entry = read_reply("28进度滞后，原因：经费未到位。下一步：催办", [28, 29]).entries[0]
    assert (entry.status, entry.problems, entry.next_step) == (Status.DELAYED, "经费未到位", "催办")
    assert entry.text == "进度滞后，原因：经费未到位。下一步：催办"
    assert read_reply("28推进中，下一步：催办", [28, 29]).entries[0].next_step == ""
