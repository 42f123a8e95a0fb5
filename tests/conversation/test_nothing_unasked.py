"""What an admin says is an answer only where a question was asked, a moment ago; looking at something asks nothing."""

from pathlib import Path

from tests.conversation.talking import employ, press, say, words
from tests.world import World, running

LIST = "2026年重点工作清单\n\n类别,重点工作,主要内容\n保护,资源调查,摸清资源底数。\n保护,抢救保护,抢救地方戏曲。\n"
NOTICE = "7月18日至19日放假，共2天。"
HOLIDAY = "休息：2024年7月18日（周四）至7月19日（周五）"


async def greeting(world: World) -> str:
    """Return what the admin is told to a courtesy that answers nothing."""
    return await say(world, world.admin, "您好")


async def test_whoever_only_looked_at_the_calendar_is_not_taken_to_have_sent_a_notice(tmp_path: Path) -> None:
    async with running(tmp_path) as world:
        world.import_demo()
        usual = await greeting(world)
        assert "录入放假安排" in await say(world, world.admin, "/calendar")
        assert await greeting(world) == usual
        assert HOLIDAY not in await say(world, world.admin, NOTICE)
        assert "确认" not in words(world.admin)


async def test_the_notice_is_asked_for_by_a_button_and_left_with_one_word(tmp_path: Path) -> None:
    async with running(tmp_path) as world:
        world.import_demo()
        usual = await greeting(world)
        await say(world, world.admin, "/calendar")
        assert "10分钟" in await press(world, world.admin, "录入放假安排")
        assert "“取消”" in await greeting(world)
        await say(world, world.admin, "取消")
        assert await greeting(world) == usual


async def test_ten_minutes_later_and_once_read_back_nothing_is_a_notice_any_more(tmp_path: Path) -> None:
    async with running(tmp_path) as world:
        world.import_demo()
        usual = await greeting(world)
        await say(world, world.admin, "/calendar")
        await press(world, world.admin, "录入放假安排")
        await world.pass_time(minutes=11)
        assert await say(world, world.admin, NOTICE) == usual
        await press(world, world.admin, "录入放假安排")
        assert HOLIDAY in await say(world, world.admin, NOTICE)
        assert await greeting(world) == usual
        # What was read back still waits.
        assert "已录入2天" in await press(world, world.admin, "确认")


async def test_a_notice_with_a_flaw_may_be_sent_again_at_once(tmp_path: Path) -> None:
    async with running(tmp_path) as world:
        world.import_demo()
        assert "对不上" in await say(world, world.admin, "/calendar 2024年7月18日（星期一）放假")
        assert HOLIDAY in await say(world, world.admin, NOTICE)


async def test_an_admin_who_is_a_liaison_too_reports_while_a_notice_is_awaited(tmp_path: Path) -> None:
    async with running(tmp_path) as world:
        world.import_demo()
        await employ(world, world.admin, "市文旅局", [28, 29])
        await world.move_to("2024-06-18 09:00")
        await say(world, world.admin, "/calendar")
        await press(world, world.admin, "录入放假安排")
        said = await say(world, world.admin, "28已完成，10月1日至7日放假期间试运行")
        assert "请核对（1项）" in said


async def test_an_admin_asked_for_units_may_talk_of_other_things(tmp_path: Path) -> None:
    async with running(tmp_path, start="2026-01-05 09:00") as world:
        usual = await greeting(world)
        world.admin.chat().upload("清单.csv", LIST.encode())
        await world.settle()
        assert "没有责任单位" in await press(world, world.admin, "确认导入")
        assert await greeting(world) == usual
        assert "市文旅局" in await say(world, world.admin, "1-2 市文旅局")
        assert "确认导入" in words(world.admin)
