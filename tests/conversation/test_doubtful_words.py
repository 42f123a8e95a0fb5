"""Words that leave a doubt: a report with a question in it, and a correction that does not say what is right."""

from pathlib import Path

from tests.conversation.talking import answers, employ, press, say
from tests.world import running


async def test_what_is_called_wrong_without_a_word_on_what_is_right_leaves_the_draft_and_is_asked_for(
    tmp_path: Path,
) -> None:
    async with running(tmp_path) as world:
        world.import_demo()
        anna = world.emulator.person(1, "安娜")
        await employ(world, anna, "市先陶办")
        await world.move_to("2024-06-18 09:00")
        await say(world, anna, "25已完成；26正常推进，厂房封顶")
        told = await say(world, anna, "25已完成，写错了")
        assert "任务25写得不对" in told
        assert "已从草稿中去掉" in told
        assert "已完成" not in told.replace("写错了", "")
        assert "请核对（1项）" in told
        await press(world, anna, "确认提交")
        assert {row["task"]: row["status"] for row in answers(world)} == {26: "on_track"}


async def test_a_report_that_calls_itself_wrong_is_never_filed_and_is_asked_for(tmp_path: Path) -> None:
    async with running(tmp_path) as world:
        world.import_demo()
        anna = world.emulator.person(1, "安娜")
        await employ(world, anna, "市先陶办")
        await world.move_to("2024-06-18 09:00")
        told = await say(world, anna, "25已完成，不对")
        assert "任务25写得不对，但没有读出正确的内容。" in told
        assert "确认提交" not in told
        assert answers(world) == []


async def test_a_withdrawal_that_names_nothing_says_that_the_draft_is_as_it_was(tmp_path: Path) -> None:
    async with running(tmp_path) as world:
        world.import_demo()
        anna = world.emulator.person(1, "安娜")
        await employ(world, anna, "市先陶办")
        await world.move_to("2024-06-18 09:00")
        await say(world, anna, "25已完成")
        told = await say(world, anna, "刚才那条作废")
        assert "草稿和已报送的都没有改动" in told
        assert "请核对（1项）" in told


async def test_a_question_beside_a_report_is_answered_and_the_report_is_read_back(tmp_path: Path) -> None:
    async with running(tmp_path) as world:
        world.import_demo()
        anna = world.emulator.person(1, "安娜")
        await employ(world, anna, "市先陶办", [25])
        await world.move_to("2024-06-18 09:00")
        told = await say(world, anna, "培训已完成，什么时候截止")
        assert "6月25日" in told
        assert "请核对（1项）" in told
        # Of the training alone: our reading, marked as such, and nothing that is said to be done.
        assert "正常推进（默认，可改）" in told


async def test_a_wish_for_time_beside_a_report_is_offered_without_leaving_the_preview(tmp_path: Path) -> None:
    async with running(tmp_path) as world:
        world.import_demo()
        anna = world.emulator.person(1, "安娜")
        await employ(world, anna, "市先陶办")
        await world.move_to("2024-06-18 09:00")
        told = await say(world, anna, "25已完成，26想申请延期到月底")
        assert "您提到要延期" in told
        assert "请核对（1项）" in told
        await press(world, anna, "确认提交")
        assert [(row["task"], row["status"]) for row in answers(world)] == [(25, "done")]
