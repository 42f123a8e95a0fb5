"""An apology: one that takes back what was said undoes it, one for being late undoes nothing."""

import pytest

from models.rules.replies import read_reply
from models.rules.words import Status


@pytest.mark.parametrize(
    "text",
    [
        "28已完成，抱歉没核实",
        "28已完成，抱歉还没完成",
        "28已完成，不好意思，还没验收",
        "28已完成，抱歉，还差一点",
        "28已完成，抱歉，刚问了还没有",
    ],
)
def test_what_an_apology_takes_back_is_not_done(text: str) -> None:
    (entry,) = read_reply(text, (28, 29, 30)).entries
    assert (entry.task, entry.status) == (28, None)
    assert "已完成" not in entry.text


@pytest.mark.parametrize(
    "text",
    [
        "28已完成，抱歉报晚了",
        "28已完成，不好意思没及时报",
        "28已完成，抱歉没看到消息",
        "28已完成，抱歉之前没报",
        "28已完成，不好意思今天才看到",
        "28已完成，抱歉没有早点回复",
    ],
)
def test_an_apology_for_being_late_leaves_what_was_said(text: str) -> None:
    (entry,) = read_reply(text, (28, 29, 30)).entries
    assert (entry.task, entry.status) == (28, Status.DONE)


def test_a_task_called_somebody_elses_is_not_reported_on() -> None:
    assert read_reply("28已完成，不好意思，这个不是我们的", (28, 29, 30)).entries == ()
