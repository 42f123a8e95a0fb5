"""What was said of one task stands by itself in the draft, the ledger and the signed digest."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.rules.own_words import own_words
from models.rules.words import Status


@pytest.mark.parametrize(
    ("text", "status", "own"),
    [
        ("其余按计划推进", Status.ON_TRACK, "按计划推进"),
        ("其他任务均按计划推进", Status.ON_TRACK, "按计划推进"),
        ("剩下的都完成了", Status.DONE, "完成了"),
        ("其余正常推进，正在抓紧施工", Status.ON_TRACK, "正常推进，正在抓紧施工"),
        ("都正常，图纸已审", Status.ON_TRACK, "正常，图纸已审"),
        ("也滞后，资金未到", Status.DELAYED, "滞后，资金未到"),
        ("是滞后，资金未到", Status.DELAYED, "滞后，资金未到"),
        ("是滞后 资金还没到", Status.DELAYED, "滞后，资金还没到"),
        ("已完成 示范区通过验收", Status.DONE, "已完成，示范区通过验收"),
        ("应该是进度滞后，资金未到", Status.DELAYED, "进度滞后，资金未到"),
        ("改为正常推进", Status.ON_TRACK, "正常推进"),
        ("其余无新进展", Status.NO_CHANGE, ""),
        ("其余均无新进展。", Status.NO_CHANGE, ""),
        ("无", Status.NO_CHANGE, ""),
    ],
)
def test_words_that_only_tie_a_task_to_the_others_are_not_its_text(text: str, status: Status, own: str) -> None:
    assert own_words(text, status) == own


@pytest.mark.parametrize(
    "text",
    [
        "其余3栋主体已封顶",
        "都市圈规划已完成",
        "均为国家级项目",
        "是全省首个，已完成",
        "本月无新进展，等批复",
        "已完成，地图已上线",
        "其他单位已反馈意见",
    ],
)
def test_what_belongs_to_the_task_itself_stays_as_it_was_written(text: str) -> None:
    assert own_words(text, Status.ON_TRACK) == text
    assert own_words(text, Status.NO_CHANGE) == text


@given(st.text(max_size=60), st.sampled_from(Status))
def test_nothing_is_added_and_nothing_lost_but_in_front(text: str, status: Status) -> None:
    own = own_words(text, status)
    assert own == "" or text.strip().endswith(own.partition("，")[2] or own)
    if status is not Status.NO_CHANGE and own == "":
        assert own_words(text, Status.DONE) == ""
