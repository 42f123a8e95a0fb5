"""Whatever happens in between: a draft stays, and everything is understood for what it is."""

from pathlib import Path

from tests.conversation.talking import answers, employ, go_on_after_restart, press, say, words
from tests.world import running


async def test_a_draft_survives_days_a_restart_and_a_second_conversation(tmp_path: Path) -> None:
    async with running(tmp_path) as world:
        world.import_demo()
        anna = world.emulator.person(1, "安娜")
        await employ(world, anna, "市先陶办")
        await world.move_to("2024-06-18 09:00")
        await say(world, anna, "25已完成，验收")
        await world.move_to("2024-06-21 09:00")
        await say(world, anna, "/leave")
        # A question in the middle, and a report in the middle.
        assert "还在等您回答" in await say(world, anna, "我有哪些任务？")
        assert "请核对（2项）" in await say(world, anna, "26滞后，经费未到位")
        await say(world, anna, "/contacts")
        await press(world, anna, "修改分管领导")
        await say(world, anna, "/cancel")
    async with running(tmp_path, "2024-06-24 10:00") as world:
        go_on_after_restart(world)
        anna = world.emulator.person(1, "安娜")
        anna.chat().start()
        await world.settle()
        preview = await say(world, anna, "填报")
        assert "请核对（2项）" in preview
        assert "验收" in preview
        await press(world, anna, "确认提交")
        assert {row["task"] for row in answers(world)} == {25, 26}


async def test_cancel_stops_the_step_in_hand_and_only_then_the_draft(tmp_path: Path) -> None:
    async with running(tmp_path) as world:
        world.import_demo()
        anna = world.emulator.person(1, "安娜")
        await employ(world, anna, "市先陶办")
        assert "没有正在填写" in await say(world, anna, "/cancel")
        await world.move_to("2024-06-18 09:00")
        await say(world, anna, "25进度滞后，已完成选址")
        await press(world, anna, "补充")
        assert "草稿中的1项仍保留" in await say(world, anna, "/cancel")
        await say(world, anna, "【机密】26已完成")
        assert "没有记录这条消息" in await say(world, anna, "取消")
        for command in ("/leave", "/contacts"):
            await say(world, anna, command)
            if command == "/contacts":
                await press(world, anna, "修改本人姓名电话")
            assert "已取消" in await say(world, anna, "/cancel")
        assert "请核对（1项）" in await press(world, anna, "返回") if "返回" in words(anna) else True
        assert "未提交的1项没有保留" in await say(world, anna, "/cancel")
        assert "没有正在填写" in await say(world, anna, "/cancel")
        assert answers(world) == []


async def test_while_material_or_an_addition_is_awaited_a_report_is_a_report(tmp_path: Path) -> None:
    async with running(tmp_path) as world:
        world.import_demo()
        anna, boris = world.emulator.person(1, "安娜"), world.emulator.person(2, "鲍")
        await employ(world, anna, "市申遗办")
        await employ(world, boris, "市文旅局", [2, 28, 29], name="王某某")
        await world.move_to("2024-06-18 09:00")
        await press(world, anna, "开始填报")
        await press(world, anna, "请配合单位提供")
        await press(world, boris, "提供材料")
        assert "请核对（1项）" in await say(world, boris, "28已完成，地图已上线")
        await say(world, boris, "28进度滞后，地图已上线")
        await press(world, boris, "补充")
        preview = await say(world, boris, "29已完成，挂牌")
        assert "29 御窑馆创一级馆　已完成" in preview
        await press(world, boris, "提供材料")
        assert "转给市申遗办" in await say(world, boris, "考古简报已经完成")
        assert "考古简报已经完成" in anna.chat().last.text
        # Unasked input to a task one only cooperates in finds its way too.
        assert "转给市申遗办" in await say(world, boris, "2正常推进，第二份简报已经完成")
        await press(world, boris, "确认提交")
        assert {row["task"] for row in answers(world)} == {28, 29}


async def test_a_claim_still_to_be_approved_reports_and_the_answers_count_from_then(tmp_path: Path) -> None:
    async with running(tmp_path) as world:
        world.import_demo()
        anna = world.emulator.person(1, "安娜")
        await world.register(anna, "市先陶办", approve=False)
        await world.move_to("2024-06-18 09:00")
        await say(world, anna, "25已完成，验收；26已完成，验收")
        assert "等待管理员同意" in await press(world, anna, "确认提交")
        # Handed in is handed in: nothing more is owed, and nobody is reminded of it.
        heard = len(anna.chat().messages)
        await world.move_to("2024-06-25 09:00")
        assert len(anna.chat().messages) == heard
        await world.move_to("2024-06-26 09:00")
        await press(world, world.admin, "同意")
        assert "回执" in anna.chat().last.text
        assert [row["on_time"] for row in answers(world)] == [True, True]
