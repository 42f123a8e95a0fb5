"""A message edited after it was submitted: what it no longer says stays recorded, and its sender is told so, once."""

from pathlib import Path

from tests.conversation.talking import answers, edit, employ, press, say
from tests.world import Person, World, running

UNIT = "市文旅局"


async def submitted(world: World, text: str) -> tuple[Person, int]:
    """Return a liaison who has submitted a message, and the message."""
    world.import_demo()
    anna = world.emulator.person(1, "安娜")
    await employ(world, anna, UNIT, [28, 29, 30, 31, 32, 35, 38])
    await world.move_to("2024-06-18 09:00")
    await say(world, anna, text)
    sent = [message for message in anna.chat().messages if not message.is_from_bot][-1].id
    await press(world, anna, "确认提交")
    return anna, sent


async def test_a_task_edited_out_after_submitting_stays_and_the_sender_is_told_how_to_change_it(tmp_path: Path) -> None:
    async with running(tmp_path) as world:
        anna, sent = await submitted(world, "28正常推进，初稿完成；29滞后，经费未到位")
        told = await edit(world, anna, sent, "28正常推进，初稿完成")
        assert "没有再写任务29。" in told
        assert "任务29　进度滞后　经费未到位" in told
        assert "“29正常推进，方案已报批”" in told
        assert "任务28" not in told
        # The same again, and a touch without any change, say it no second time.
        assert await edit(world, anna, sent, "28正常推进，初稿完成。") == ""
        assert [(row["task"], row["version"]) for row in answers(world)] == [(28, 1), (29, 1)]
        # What the answer tells to do is done.
        await say(world, anna, "29正常推进，方案已报批")
        assert "回执" in await press(world, anna, "确认提交")


async def test_what_changes_and_what_is_gone_are_both_said(tmp_path: Path) -> None:
    async with running(tmp_path) as world:
        anna, sent = await submitted(world, "28正常推进，初稿完成；29滞后，经费未到位")
        told = await edit(world, anna, sent, "28已完成，地图上线")
        assert "没有再写任务29。" in told
        assert "请核对（1项）" in told
        assert "地图上线" in told


async def test_an_edit_that_says_nothing_of_any_task_takes_nothing_back(tmp_path: Path) -> None:
    async with running(tmp_path) as world:
        anna, sent = await submitted(world, "28正常推进，初稿完成；29滞后，经费未到位")
        told = await edit(world, anna, sent, "作废")
        assert "任务28、29" in told
        assert "不会撤回" in told
        assert "没有读出任务编号" not in told


async def test_many_tasks_edited_out_are_not_listed_one_by_one(tmp_path: Path) -> None:
    async with running(tmp_path) as world:
        anna, sent = await submitted(world, "全部本月无新进展")
        told = await edit(world, anna, sent, "28本月无新进展")
        assert "另有1项" in told
        assert len(told.splitlines()) == 8


async def test_a_word_for_all_that_is_only_touched_says_nothing(tmp_path: Path) -> None:
    async with running(tmp_path) as world:
        anna, sent = await submitted(world, "全部本月无新进展")
        assert await edit(world, anna, sent, "全部本月无新进展。") == ""


async def test_a_text_added_to_nothing_new_is_not_passed_over(tmp_path: Path) -> None:
    async with running(tmp_path) as world:
        anna, sent = await submitted(world, "全部本月无新进展")
        assert "等待批复" in await edit(world, anna, sent, "28本月无新进展，等待批复")


async def test_nothing_is_said_of_a_task_that_was_reported_anew_since(tmp_path: Path) -> None:
    async with running(tmp_path) as world:
        anna, sent = await submitted(world, "28正常推进，初稿完成；29滞后，经费未到位")
        await say(world, anna, "29正常推进，经费到位")
        await press(world, anna, "确认提交")
        assert await edit(world, anna, sent, "28正常推进，初稿完成") == ""
