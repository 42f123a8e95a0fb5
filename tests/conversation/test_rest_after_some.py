"""A word for all the rest (其余按计划推进) is about the rest: what stands in the draft already is left as it was said."""

from pathlib import Path

from tests.conversation.talking import answers, employ, press, say
from tests.world import Person, World, running


async def begun(world: World) -> Person:
    """Return the liaison of 15 and 47 to 52, in an open round."""
    world.import_demo()
    anna = world.emulator.person(1, "安娜")
    await employ(world, anna, "市商务局")
    await world.move_to("2024-06-18 09:00")
    return anna


async def test_what_was_said_on_a_card_is_not_undone_by_a_word_about_the_others(tmp_path: Path) -> None:
    async with running(tmp_path) as world:
        anna = await begun(world)
        await press(world, anna, "开始填报")
        await press(world, anna, "进度滞后")
        await say(world, anna, "经费未到位")
        preview = await say(world, anna, "其余均按计划推进")
        assert "任务15前面已经填好，保持不变" in preview
        await press(world, anna, "确认提交")
        assert [(row["status"], row["problems"] or row["text"]) for row in answers(world, 15)] == [
            ("delayed", "经费未到位")
        ]
        assert {row["task"]: row["status"] for row in answers(world) if row["task"] != 15} == dict.fromkeys(
            (47, 48, 49, 50, 51, 52), "on_track"
        )


async def test_a_word_for_all_means_what_is_in_the_draft_too(tmp_path: Path) -> None:
    async with running(tmp_path) as world:
        anna = await begun(world)
        await say(world, anna, "15滞后，经费未到位")
        await say(world, anna, "全部已完成")
        await press(world, anna, "确认提交")
        assert {row["status"] for row in answers(world)} == {"done"}
        assert len(answers(world)) == 7


async def test_a_range_names_its_tasks_and_changes_what_was_answered(tmp_path: Path) -> None:
    async with running(tmp_path) as world:
        anna = await begun(world)
        await say(world, anna, "47已完成，平台上线")
        await press(world, anna, "确认提交")
        preview = await say(world, anna, "47-49滞后，经费未到位")
        assert "保持不变" not in preview
        await press(world, anna, "确认提交")
        assert [row["status"] for row in answers(world, 47)] == ["done", "delayed"]
