"""Before a round opens: what is asked for or reported is answered with when it opens, and changes nothing."""

from pathlib import Path

from tests.conversation.talking import employ, say
from tests.world import World, running

OPENS = "2024年6月进展将于6月18日（周二）09:00开启"
README = "28已完成，地图已上线；29滞后，经费未到位；其余按计划推进"


async def test_the_readme_s_report_before_anything_is_open_is_answered_with_when_to_send_it(tmp_path: Path) -> None:
    async with running(tmp_path) as world:
        world.import_demo()
        anna = world.emulator.person(1, "安娜")
        await employ(world, anna, "市文旅局")
        said = await say(world, anna, README)
        assert said.splitlines() == [
            "您刚才发来的内容没有记录。",
            f"现在不在报送期：{OPENS}，届时会在这里提醒您。",
            "发送“我的任务”可先查看由您报送的任务。",
        ]
        assert OPENS in await say(world, anna, "填报")
        assert "没有记录" not in anna.chat().last.text
        status = await say(world, anna, "/status")
        assert OPENS in status
        assert "28 博物馆规划与地图" in await say(world, anna, "我的任务")
        assert "没有记录" not in await say(world, anna, "什么时候截止？")
        # And on that day it is as the README says.
        await world.move_to("2024-06-18 09:00")
        assert "请核对" in await say(world, anna, README)


async def test_a_unit_that_only_cooperates_is_not_told_to_wait_for_an_opening(tmp_path: Path) -> None:
    async with running(tmp_path) as world:
        world.import_demo()
        boris = world.emulator.person(2, "鲍里斯")
        await employ(world, boris, "市文联")
        assert await say(world, boris, "填报") == "贵单位是配合单位，每月无需报送；牵头单位需要材料时，会在这里联系您。"
        await world.move_to("2024-06-18 09:00")
        assert "贵单位是配合单位" in await say(world, boris, "填报")


async def test_whose_tasks_are_not_asked_about_this_month_hears_so(tmp_path: Path) -> None:
    async with running(tmp_path, start="2025-01-20 09:00") as world:
        world.import_demo(first="2024-06", last="2024-12")
        anna = world.emulator.person(1, "安娜")
        await employ(world, anna, "市文旅局")
        assert "没有已排定的下一期" in await say(world, anna, "填报")


async def office_of(world: World) -> None:
    world.import_demo()
    await world.settle()


ASKED = (
    "/digest",
    "/progress",
    "/missing",
    "/finalize",
    "/task 28",
    "/accept all",
    "/export digest",
    "/export ledger",
    "/export files",
)


async def test_of_a_month_that_has_not_opened_the_office_hears_when_it_will_and_nothing_is_written(
    tmp_path: Path,
) -> None:
    async with running(tmp_path) as world:
        await office_of(world)
        before = world.export()
        for asked in ASKED:
            assert "2024年9月进展还没有开启，将于9月" in await say(world, world.admin, f"{asked} 2024-09")
        assert [message.file_name for message in world.admin.chat().messages if message.file_name] == []
        after = world.export()
        assert {key: after[key] for key in after if key != "liaisons"} == {
            key: before[key] for key in before if key != "liaisons"
        }


async def test_without_a_name_the_office_hears_what_opens_next_and_without_a_plan_to_import_one(tmp_path: Path) -> None:
    async with running(tmp_path) as world:
        assert await say(world, world.admin, "/progress") == "还没有导入工作要点。请管理员把工作要点文件发给机器人。"
        assert "还没有导入工作要点" in await say(world, world.admin, "/export contacts")
        await office_of(world)
        assert "2024年6月进展还没有开启，将于6月18日（周二）09:00" in await say(world, world.admin, "/finalize")


async def test_contact_sheets_come_into_the_chat_whenever_there_is_a_plan(tmp_path: Path) -> None:
    async with running(tmp_path) as world:
        await office_of(world)
        await say(world, world.admin, "/export contacts")
        names = [message.file_name for message in world.admin.chat().messages if message.file_name]
        assert names == ["对接人登记表.docx", "对接人登记表.xlsx"]


async def test_a_cancelled_month_is_said_to_be_cancelled(tmp_path: Path) -> None:
    async with running(tmp_path) as world:
        await office_of(world)
        await say(world, world.admin, "/round 2024-09 skip")
        world.admin.chat().press("确认")
        await world.settle()
        assert "2024年9月进展已取消" in await say(world, world.admin, "/digest 2024-09")
