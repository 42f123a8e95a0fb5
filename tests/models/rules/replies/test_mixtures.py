"""What holds of every message that joins a report with a wish, a question or a courtesy, in whatever order.

No task is taken for done that is not said to be, what is reported beside something else is not lost, and what is asked
or wished for is told as a second intent.
"""

import itertools

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from models.rules.replies import Intent, read_reply
from models.rules.words import Status

OWN = (2, 3, 4, 28, 29, 31)
MARKS = ["，", "。", " ", "；", "\n", "，另外"]
REPORTS = {
    "28已完成": Status.DONE,
    "28办结了": Status.DONE,
    "28还在推进": Status.ON_TRACK,
    "28按计划": Status.ON_TRACK,
    "28滞后": Status.DELAYED,
    "28没启动": Status.NOT_STARTED,
    "28没什么进展": Status.NO_CHANGE,
}
ASIDES = {
    "我还有几个没报": Intent.QUERY_TASKS,
    "31的牵头单位是谁": Intent.QUERY_TASKS,
    "29我上次报的是什么": Intent.QUERY_TASKS,
    "这个月几号截止": Intent.QUERY_DEADLINE,
    "明天下班前补算不算迟": Intent.QUERY_DEADLINE,
    "29申请延期到9月底": Intent.EXTENSION,
    "剩下的能不能晚两天报": Intent.EXTENSION,
    "联络员换成高岩了": Intent.HANDOVER,
    "以后由文物科小田负责": Intent.HANDOVER,
    "分管领导的手机换了": Intent.HANDOVER,
}
SOLE = {
    "招标已经结束，任务已完成": Status.DONE,
    "地图正在设计": Status.ON_TRACK,
    "进度滞后": Status.DELAYED,
    "按计划推进": Status.ON_TRACK,
}
NOT_DONE = [
    "29完成了吗", "29完成了没", "29办完了没有", "29是不是已经完成了", "要是29完成了还用报吗", "29没完成", "29还没办完", "29下个月完成",
    "29预计年底完成", "29争取完成", "29一定按时完成", "29完成不了", "29快完成了", "29完成一半", "29完成了招标", "29初稿已完成",
    "29离完成还早", "29谁登记成完成的", "29等完成了再报", "29能不能等完成再报", "29算不算完成", "29听说完成了", "29不敢说完成", "29说完成是误报",
    "29撤销已完成", "29不是完成是推进中", "29完成之后由小田负责", "29今天完成不了", "29要求月底完成", "29怎么才算完成",
]  # fmt: skip


@pytest.mark.parametrize(("report", "status"), REPORTS.items())
@pytest.mark.parametrize(("aside", "intent"), ASIDES.items())
def test_a_report_beside_a_wish_or_a_question_is_filed_and_both_are_told(
    report: str, status: Status, aside: str, intent: Intent
) -> None:
    for mark in MARKS:
        reply = read_reply(f"{report}{mark}{aside}", OWN)
        assert reply.intent is Intent.REPORT, (mark, reply)
        assert [(entry.task, entry.status) for entry in reply.entries] == [(28, status)], (mark, reply)
        assert intent in reply.also, (mark, reply)


@pytest.mark.parametrize(("report", "status"), REPORTS.items())
@pytest.mark.parametrize(("aside", "intent"), ASIDES.items())
def test_a_report_behind_a_wish_or_a_question_is_filed_too(
    report: str, status: Status, aside: str, intent: Intent
) -> None:
    for mark in MARKS:
        reply = read_reply(f"{aside}{mark}{report}", OWN)
        assert reply.intent is Intent.REPORT, (mark, reply)
        assert [(entry.task, entry.status) for entry in reply.entries] == [(28, status)], (mark, reply)
        assert intent in reply.also, (mark, reply)


@pytest.mark.parametrize(("aside", "intent"), ASIDES.items())
def test_who_has_one_task_need_not_name_it_beside_a_question(aside: str, intent: Intent) -> None:
    for said, status in SOLE.items():
        for mark in MARKS:
            reply = read_reply(f"{said}{mark}{aside}", (29,))
            assert reply.intent is Intent.REPORT, (said, mark, reply)
            assert [(entry.task, entry.status) for entry in reply.entries if entry.task == 29] == [(29, status)], (
                said,
                mark,
                reply,
            )
            assert intent in reply.also, (said, mark, reply)


@pytest.mark.parametrize("words", NOT_DONE)
def test_what_is_not_said_to_be_done_is_never_taken_for_done(words: str) -> None:
    for before, after in itertools.product(
        ["", "收到，", "28推进中，", "28推进中 ", "你好 "], ["", "，谢谢", " 麻烦了", "。31还在推进"]
    ):
        reply = read_reply(f"{before}{words}{after}", OWN)
        assert not [entry for entry in reply.entries if entry.status is Status.DONE], (before, after, reply)


@given(
    st.lists(st.sampled_from([*NOT_DONE, *ASIDES, "收到", "好的", "你好", "谢谢"]), min_size=1, max_size=4),
    st.sampled_from(MARKS),
)
@settings(max_examples=300, deadline=None)
def test_wishes_questions_and_denials_in_a_row_file_nothing_as_done(said: list[str], mark: str) -> None:
    for own in (OWN, (29,)):
        assert not [entry for entry in read_reply(mark.join(said), own).entries if entry.status is Status.DONE]
