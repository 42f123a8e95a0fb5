"""The copy that went to the leader comes back: forwarded, pasted, or with his corrections in it."""

from pathlib import Path

import pytest

from tests.conversation.talking import answers, employ, hear, press, say, words
from tests.world import Person, World, running


async def drafted(
    world: World, text: str = "28滞后，经费未到位；下一步：本月底前落实；29正常推进，完成60%，展陈招标中"
) -> Person:
    world.import_demo()
    anna = world.emulator.person(1, "安娜")
    await employ(world, anna, "市文旅局", [28, 29, 30])
    await world.move_to("2024-06-18 09:00")
    await say(world, anna, text)
    return anna


async def test_a_copy_that_comes_back_corrected_changes_the_draft_and_is_read_back(tmp_path: Path) -> None:
    async with running(tmp_path) as world:
        anna = await drafted(world)
        copy = await press(world, anna, "送审稿")
        told = await say(world, anna, copy.replace("展陈招标中", "展陈招标完成，完成率75%，正在施工"))
        assert told.startswith("已按送审稿改好任务29，请核对。")
        assert "正在施工" in told
        assert "经费未到位" in told
        await press(world, anna, "确认提交")
        by_task = {row["task"]: row for row in answers(world)}
        assert "展陈招标完成" in by_task[29]["text"]
        assert "博物馆规划与地图" not in by_task[28]["text"]
        assert (by_task[28]["status"], by_task[29]["status"]) == ("delayed", "on_track")
        assert "本月底前落实" in by_task[28]["next_step"]


@pytest.mark.parametrize("is_forwarded", [True, False])
async def test_a_copy_that_comes_back_as_it_went_is_only_to_be_confirmed(tmp_path: Path, *, is_forwarded: bool) -> None:
    async with running(tmp_path) as world:
        anna = await drafted(world)
        copy = await press(world, anna, "送审稿")
        if is_forwarded:
            before = {seen.id: seen.text for seen in anna.chat().messages if seen.is_from_bot}
            anna.chat().forward(anna.chat().last)
            told = await hear(world, anna, before)
        else:
            told = await say(world, anna, copy)
        assert "没有改动" in told
        assert "确认提交" in "".join(words(anna))
        await press(world, anna, "确认提交")
        assert [(row["task"], row["version"]) for row in answers(world)] == [(28, 1), (29, 1)]
        assert "不必再报" in await say(world, anna, copy)
        # What is corrected only now becomes a new version.
        assert "已按送审稿改好任务28" in await say(world, anna, copy.replace("经费未到位", "人手不足"))


async def test_a_status_changed_in_the_copy_counts(tmp_path: Path) -> None:
    async with running(tmp_path) as world:
        anna = await drafted(world)
        copy = await press(world, anna, "送审稿")
        corrected = copy.replace("29 御窑馆创一级馆　正常推进", "29 御窑馆 已完成")
        told = await say(world, anna, corrected)
        assert "已按送审稿改好任务29" in told
        await press(world, anna, "确认提交")
        assert {row["task"]: row["status"] for row in answers(world)} == {28: "delayed", 29: "done"}


async def test_an_admin_who_sends_a_digest_or_a_list_back_hears_how_an_entry_is_corrected(tmp_path: Path) -> None:
    async with running(tmp_path) as world:
        anna = await drafted(world)
        await press(world, anna, "确认提交")
        missing = await say(world, world.admin, "/missing")
        for sent in (missing, "2024年6月进展情况汇总\n（截至6月25日17:00，第1稿）\n市委、市政府：\n一、总体情况"):
            assert "/enter 任务编号 单位 状态 进展" in await say(world, world.admin, sent)
        assert "管理员" in await say(world, world.admin, "您好")


async def test_last_month_s_copy_is_nothing_to_this_month(tmp_path: Path) -> None:
    async with running(tmp_path) as world:
        anna = await drafted(world)
        copy = await press(world, anna, "送审稿")
        await press(world, anna, "确认提交")
        await world.move_to("2024-07-18 09:00")
        assert "没有当作报送" in await say(world, anna, copy.replace("经费未到位", "人手不足"))
        assert answers(world, round_="2024-07") == []


async def test_a_copy_with_what_looks_sensitive_is_held_like_any_text(tmp_path: Path) -> None:
    async with running(tmp_path) as world:
        anna = await drafted(world)
        copy = await press(world, anna, "送审稿")
        assert "涉密" in await say(world, anna, copy.replace("经费未到位", "（机密★）经费未到位"))
        assert "已按送审稿改好任务28" in await press(world, anna, "确认发送")
