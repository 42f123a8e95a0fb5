"""What is owed, where it is said, and how more time is asked for from there."""

from pathlib import Path

from tests.conversation.talking import answers, employ, press, say, words
from tests.world import running


async def test_more_time_can_be_asked_for_under_the_reminder_and_the_owed_list_until_the_due_time(
    tmp_path: Path,
) -> None:
    async with running(tmp_path) as world:
        world.import_demo()
        anna = world.emulator.person(1, "安娜")
        await employ(world, anna, "市先陶办")
        await world.move_to("2024-06-18 09:00")
        assert words(anna) == ["开始填报", "稍后提醒", "申请延期"]
        for text in ("/status", "我的待报", "什么时候截止"):
            assert "截止6月25日（周二）17:00，还有2项待报：25、26" in await say(world, anna, text)
            assert words(anna) == ["开始填报", "申请延期"]
        assert "新的截止日期" in await press(world, anna, "申请延期")
        preview = await say(world, anna, "25延到6月28日，经费审批未完成")
        assert "申请延至：6月28日（周五）17:00" in preview
        await press(world, anna, "确认提交")
        world.admin.chat().press("同意")
        await world.settle()
        assert "已同意延期" in anna.chat().last.text

        await world.move_to("2024-06-26 09:00")
        # 26 is overdue, 25 is not: more time can still be asked for.
        assert "申请延期" in words(anna)
        await say(world, anna, "25已完成，验收；26已完成，验收")
        await press(world, anna, "确认提交")
        assert {row["task"]: row["on_time"] for row in answers(world)} == {25: True, 26: False}


async def test_after_the_due_time_the_button_is_gone(tmp_path: Path) -> None:
    async with running(tmp_path) as world:
        world.import_demo()
        anna = world.emulator.person(1, "安娜")
        await employ(world, anna, "市先陶办")
        await world.move_to("2024-06-25 09:00")
        assert "申请延期" in words(anna)
        await world.move_to("2024-06-26 09:00")
        assert words(anna) == ["开始填报", "稍后提醒"]
        await say(world, anna, "/status")
        assert words(anna) == ["开始填报"]


async def test_the_pinned_card_offers_to_copy_the_leaders_once_the_due_time_has_come(tmp_path: Path) -> None:
    async with running(tmp_path) as world:
        world.import_demo()
        anna, boss = world.emulator.person(1, "安娜"), world.emulator.person(2, "主任")
        office = world.emulator.group("办公室", members=[world.admin, boss], bots=[world.bot])
        office.send(world.admin, "/bind_office@liaison_test_bot")
        await employ(world, anna, "市先陶办")
        await world.move_to("2024-06-18 09:00")
        card = [seen for seen in office.messages if seen.text.startswith("📌")][-1]
        assert card.words == ["未报名单", "催报", "汇总", "台账", "定稿"]
        await world.move_to("2024-06-25 17:00")
        assert office.message(card.id).words == ["未报名单", "催报", "汇总", "台账", "定稿", "抄送分管领导"]
        await world.move_to("2024-06-25 17:01")
        office.press(boss, "抄送分管领导", message=card.id)
        await world.settle()
        assert "市先陶办　任务25、26" in office.last.text
        # The card itself stays what it is.
        assert office.message(card.id).words[-1] == "抄送分管领导"
