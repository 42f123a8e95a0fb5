"""What holds of every message, whoever writes whatever."""

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from models.rules.replies import begins_report, read_reply, read_status_text, split_delay, to_json

TASKS = 56
LONGEST = 20_000
FRAGMENTS = [
    "28", "29、", "任务", "第", "号", "项", "：", "，", "。", "\n", "已完成", "推进中", "滞后", "未启动", "无进展", "没有", "不是",
    "其余", "除", "外", "均", "更正", "改为", "写成", "不对", "吗", "？", "申请延期", "截止", "几号", "联络员", "换成", "收到",
    "3-6", "6-28", "60%", "八成", "57", "0号", "①", "廿八", "2️⃣8️⃣", "（", "）", "“", "”", "场", "家", "9:15", "✅", " ", "如果", "分别",
    "1、", "2、", "3、", "一是", "下一步：", "存在问题：", "同28", "以上", "如下", "Task ", "done", "on track", "總", "進度", "〔2024〕9号",
]  # fmt: skip
OWN = st.lists(st.integers(1, TASKS), max_size=16, unique=True)
MESSAGES = st.one_of(
    st.text(max_size=200),
    st.lists(st.sampled_from(FRAGMENTS), max_size=60).map("".join),
    st.lists(st.one_of(st.sampled_from(FRAGMENTS), st.text(max_size=4)), max_size=40).map("".join),
)
CANONICAL = {
    "已完成": "done",
    "地图已上线，正在推广": "on_track",
    "有序推进": "on_track",
    "进度滞后，经费未到位": "delayed",
    "尚未启动": "not_started",
    "无进展": "no_change",
    "维持现状": "no_change",
    "按计划推进，组织对接": "on_track",
    "已递交材料": None,
    "受阻，选址没定": "delayed",
}


@given(MESSAGES, OWN)
@settings(max_examples=400, deadline=None)
def test_any_message_is_read_and_what_is_filed_is_sound(text: str, own: list[int]) -> None:
    reply = read_reply(text, own, TASKS)
    tasks = [entry.task for entry in reply.entries if entry.task is not None]
    assert all(1 <= task <= TASKS for task in tasks)
    assert len(tasks) == len(set(tasks))
    assert not set(reply.not_own) & set(own)
    assert set(tasks) <= set(own) | set(reply.not_own)
    assert all(not 1 <= number <= TASKS for number in reply.invalid)
    assert all(entry.percent is None or 0 <= entry.percent <= 100 for entry in reply.entries)
    assert read_reply(text, own, TASKS) == reply
    assert to_json("d1", reply)["intent"] == reply.intent.value
    if reply.intent.value not in {"report", "correction"}:
        assert reply.entries == ()


@given(MESSAGES, OWN)
@settings(max_examples=150, deadline=None)
def test_the_smaller_questions_never_raise_either(text: str, own: list[int]) -> None:
    begins_report(text, own)
    read_status_text(text)
    assert len(split_delay(text)) == 3


@given(
    st.lists(st.tuples(st.integers(1, TASKS), st.sampled_from(sorted(CANONICAL))), min_size=1, unique_by=lambda p: p[0])
)
@settings(max_examples=200, deadline=None)
def test_a_list_of_number_colon_text_reads_back_exactly(told: list[tuple[int, str]]) -> None:
    own = [task for task, _ in told]
    reply = read_reply("\n".join(f"{task}：{text}" for task, text in told), own)
    assert reply.intent.value == "report"
    got = [(entry.task, entry.text, entry.status and entry.status.value) for entry in reply.entries]
    assert got == [(task, text, CANONICAL[text]) for task, text in told]
    assert reply.not_own == reply.invalid == ()


@pytest.mark.parametrize(
    "piece",
    ["28：已完成；29：推进中\n", "1", "28 ", "1.2.", "二十八推进中", "没有未完成除了28外其余均，", "1、完成", " \n", "28完成了吗",
     "2.28", "请把", "能不能", "等它再报", "原定5月完成，", "谁已确定", "剩下的", "新增5家，", "“a", "《一", "不是没有", "申请", "不对，", "他说", "✅", "除28", "其余", "6-28 ", "50%", "把28写成29", "28应为", "a1", "（", "中国"],
)  # fmt: skip
def test_no_message_of_any_length_takes_long(piece: str) -> None:
    text = (piece * LONGEST)[:LONGEST]
    began = time.process_time()
    read_reply(text, range(1, TASKS + 1))
    assert time.process_time() - began < 10
