"""The remarks of the preview: five of them, and silence where there is nothing to remark."""

from datetime import UTC, datetime

import pytest

from models.rules.assignments import Entry
from models.rules.hints import Hint, hints_of
from models.rules.words import Status


def entry(status: Status, text: str = "", *, percent: int | None = None, problems: str = "") -> Entry:
    return Entry(
        assignment_id=1,
        status=status,
        status_assumed=False,
        percent=percent,
        text=text,
        problems=problems,
        next_step="",
        base_version=0,
        sent_at=datetime(2024, 6, 18, tzinfo=UTC),
    )


@pytest.mark.parametrize(
    ("said", "last", "expected"),
    [
        (entry(Status.ON_TRACK, "初稿 已送审。"), (Status.ON_TRACK, "初稿已送审"), {Hint.SAME_TEXT}),
        (entry(Status.NO_CHANGE, "初稿已送审"), (Status.ON_TRACK, "初稿已送审"), set()),
        (entry(Status.NO_CHANGE, ""), (Status.DONE, "验收"), set()),
        (entry(Status.ON_TRACK, "正在推进"), None, {Hint.ONLY_WORDS}),
        (entry(Status.ON_TRACK, "正常推进，按计划有序推进中。"), None, {Hint.ONLY_WORDS}),
        (entry(Status.ON_TRACK, "正在推进，已签约3家"), None, set()),
        (entry(Status.ON_TRACK, "补充整改"), (Status.DONE, "验收"), {Hint.BACKWARDS}),
        (entry(Status.NOT_STARTED, "等批复"), (Status.ON_TRACK, "已开工"), {Hint.BACKWARDS}),
        (entry(Status.DELAYED, "雨季停工"), (Status.ON_TRACK, "已开工"), set()),
        (entry(Status.DONE, "主体封顶", percent=80), None, {Hint.DONE_BELOW_WHOLE}),
        (entry(Status.DONE, "主体封顶", percent=100), None, set()),
        (entry(Status.DELAYED, "已完成选址"), None, {Hint.NO_REASON}),
        (entry(Status.DELAYED, ""), None, {Hint.NO_REASON}),
        (entry(Status.DELAYED, "已完成选址", problems="土地手续"), None, set()),
        # A reason need not be labelled as one.
        (entry(Status.DELAYED, "签证办理慢"), None, set()),
        (entry(Status.DELAYED, "名额批复未到"), None, set()),
        (entry(Status.DELAYED, "works stopped for the rain"), None, set()),
    ],
)
def test_each_remark_is_made_where_it_belongs_and_nowhere_else(
    said: Entry, last: tuple[Status | None, str] | None, expected: set[Hint]
) -> None:
    assert set(hints_of(said, last)) == expected
