"""征集: an admin calls for material, units send texts and files, whoever owes is chased."""

from pathlib import Path

from tests.test_timing_rounds import press, say
from tests.world import running


async def test_a_data_call_goes_out_is_answered_by_a_text_and_chased_until_then(tmp_path: Path) -> None:
    async with running(tmp_path, "2024-07-01 09:00") as world:
        world.import_demo("2024-07")
        anna, boris = world.emulator.person(1, "安娜"), world.emulator.person(2, "鲍里斯")
        await world.register(anna, "市先陶办")
        await world.register(boris, "市文旅局")
        await world.move_to("2024-07-02 10:00")
        preview = await say(
            world, "/round new 陶瓷企业名单; 2024-07-05 17:00; 市先陶办、市文旅局; 请列出企业名称与联系人"
        )
        assert "单位（2家）：市先陶办、市文旅局" in preview
        assert "请列出企业名称与联系人" in preview
        await press(world, "确认")
        await world.pass_time(minutes=20)
        assert "陶瓷企业名单　截止7月5日（周五）17:00" in anna.chat().last.text

        assert "请列出企业名称与联系人" in await press(world, "开始填报", by=anna)
        assert "已完成" not in anna.chat().last.words
        preview = await say(world, "甲公司，联系人王某某。", by=anna)
        assert "甲公司，联系人王某某。" in preview
        assert "未填进展情况" not in preview
        assert "回执 陶瓷企业名单-0001" in await press(world, "确认提交", by=anna)
        answers = [row for row in world.export()["answers"] if row["round"] == "陶瓷企业名单"]
        assert [(row["task"], row["status"], row["text"]) for row in answers] == [
            (None, None, "甲公司，联系人王某某。")
        ]
        before = len(anna.chat().messages)
        await world.move_to("2024-07-04 09:00")
        assert len(anna.chat().messages) == before
        assert "陶瓷企业名单" in boris.chat().last.text


async def test_a_call_that_cannot_be_is_refused_with_what_to_write(tmp_path: Path) -> None:
    async with running(tmp_path, "2024-07-01 09:00") as world:
        world.import_demo("2024-07")
        assert "没有读懂" in await say(world, "/round new 名单")
        assert "没有名为“天外办”的单位" in await say(world, "/round new 名单; 2024-07-05 17:00; 天外办; 材料")
        assert "已经过去" in await say(world, "/round new 名单; 2024-06-05 17:00; all; 材料")
