"""确认提交 hands in what stood above the button, and nothing that came after it unread."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.rules.assignments import Entry
from models.rules.stamps import stamp_of
from models.rules.words import Status
from tests.conversation.talking import answers, press, say
from tests.conversation.test_settled_previews import prepared
from tests.world import running

NOON = datetime(2024, 6, 18, 4, tzinfo=UTC)


@pytest.mark.parametrize(
    ("second", "tasks"),
    [("26滞后，经费没有到位", [25, 26]), ("25滞后，专家没有到齐", [25])],
)
async def test_an_older_preview_submits_nothing_that_came_after_it_but_shows_it(
    tmp_path: Path, second: str, tasks: list[int]
) -> None:
    async with running(tmp_path) as world:
        anna = await prepared(world)
        await say(world, anna, "25正常推进，专家已经到齐")
        older = anna.chat().last.id
        await say(world, anna, second)
        shown = await press(world, anna, "确认提交", message=older)
        assert answers(world) == []
        assert "草稿在那之后有改动" in shown
        assert second[2:].split("，")[1] in shown
        await press(world, anna, "确认提交", message=older)
        assert [row["task"] for row in answers(world)] == tasks


async def test_a_tap_on_the_older_preview_before_the_newer_has_come_submits_nothing_unread(tmp_path: Path) -> None:
    async with running(tmp_path) as world:
        anna = await prepared(world)
        await say(world, anna, "25正常推进，专家已经到齐")
        anna.chat().send("26滞后，经费没有到位")
        anna.chat().press("确认提交")
        await world.settle()
        assert answers(world) == []


async def test_an_older_preview_of_the_same_draft_submits_it(tmp_path: Path) -> None:
    async with running(tmp_path) as world:
        anna = await prepared(world)
        await say(world, anna, "25正常推进，专家已经到齐")
        older = anna.chat().last.id
        await say(world, anna, "25正常推进，专家已经到齐")
        assert anna.chat().last.id != older
        await press(world, anna, "确认提交", message=older)
        assert [row["task"] for row in answers(world)] == [25]


def entry(status: Status | None, text: str, files: int = 0) -> Entry:
    return Entry(
        1,
        status,
        status_assumed=False,
        percent=None,
        text=text,
        problems="",
        next_step="",
        base_version=0,
        sent_at=NOON,
        files=files,
    )


@given(st.text(), st.text(), st.sampled_from(Status), st.sampled_from(Status))
def test_a_stamp_tells_texts_and_statuses_apart(one: str, other: str, first: Status, second: Status) -> None:
    said = [entry(first, one), entry(second, other)]
    stamps = [stamp_of({1: each}) for each in said]
    are_same = all(not each.is_complete for each in said) or (first, one) == (second, other)
    assert (stamps[0] == stamps[1]) == are_same


def test_a_file_that_comes_later_leaves_the_preview_good() -> None:
    assert stamp_of({1: entry(Status.DONE, "done")}) == stamp_of({1: entry(Status.DONE, "done", files=2)})
