"""Wrong role, wrong place, wrong word: everybody is told plainly what is the matter, and nothing is done instead."""

from pathlib import Path

from tests.conversation.talking import answers, employ, say
from tests.world import Group, Person, World, running


async def office_of(world: World, *members: Person) -> Group:
    world.import_demo()
    office = world.emulator.group("办公室", members=[world.admin, *members], bots=[world.bot])
    office.send(world.admin, "/bind_office")
    await world.settle()
    await world.move_to("2024-06-18 09:00")
    return office


async def say_in(world: World, group: Group, person: Person, text: str) -> str:
    """Say something in a group; returns what the bot said there."""
    before = len(group.messages)
    group.send(person, text)
    await world.settle()
    return "\n".join(seen.text for seen in group.messages[before:] if seen.is_from_bot)


async def test_nothing_is_entered_or_returned_for_another_unit_than_the_one_written(tmp_path: Path) -> None:
    async with running(tmp_path) as world:
        await office_of(world)
        anna = world.emulator.person(1, "安娜")
        await employ(world, anna, "市文旅局", [28])
        refusal = "没有名为“市文化局”的单位，没有做任何改动。任务28的应报单位是：市文旅局。"
        assert await say(world, world.admin, "/enter 28 市文化局 已完成 地图上线") == refusal
        assert answers(world) == []
        assert "回执" in await say(world, world.admin, "/enter 28 市文旅局 已完成 地图上线")
        assert await say(world, world.admin, "/return 28 市文化局 没有数据") == refusal
        assert await say(world, world.admin, "/accept 28 市文化局") == refusal
        # A reason is no unit, whatever it ends in.
        assert "理由：请补办" in await say(world, world.admin, "/return 28 请补办")


async def test_an_admin_who_is_no_liaison_hears_whose_command_it_is(tmp_path: Path) -> None:
    async with running(tmp_path) as world:
        await office_of(world)
        for command in ("/tasks", "/report", "/history", "/leave", "填报"):
            assert "由联络员使用" in await say(world, world.admin, command)


async def test_an_admin_s_private_command_said_in_the_office_s_group_is_not_met_with_silence(tmp_path: Path) -> None:
    async with running(tmp_path) as world:
        boris = world.emulator.person(2, "鲍里斯")
        office = await office_of(world, boris)
        for command in ("/round", "/calendar", "/members", "/import", "/invite all"):
            assert "单独聊天" in await say_in(world, office, world.admin, command)
            assert await say_in(world, office, boris, command) == "这个命令由管理员使用。"
        # A liaison's own things are still nobody's business there.
        assert await say_in(world, office, boris, "/tasks") == ""


async def test_a_member_of_the_office_is_greeted_as_one_in_private(tmp_path: Path) -> None:
    async with running(tmp_path) as world:
        boris, eve = world.emulator.person(2, "鲍里斯"), world.emulator.person(9, "旁人")
        await office_of(world, boris)
        assert "您在办公室群里" in await say(world, boris, "/start")
        assert "邀请链接" in await say(world, eve, "/start")


async def test_before_any_plan_an_admin_is_told_to_import_one_in_the_chat(tmp_path: Path) -> None:
    async with running(tmp_path) as world:
        for command in ("/invite all", "/units", "/members", "/round", "/extend 市文旅局 28 7月2日", "/handover"):
            assert await say(world, world.admin, command) == "还没有导入工作要点。请管理员把工作要点文件发给机器人。"


async def test_half_a_command_is_answered_with_how_it_is_written(tmp_path: Path) -> None:
    async with running(tmp_path) as world:
        await office_of(world)
        for command in ("/round ladder", "/round until", "/round preview", "/round 2024-06 due"):
            assert (await say(world, world.admin, command)).startswith("用法：")
        assert "/language zh" in await say(world, world.admin, "/language fr")
        assert await say(world, world.admin, "/accept all") == "没有待审核的报送。"
        assert "0项" not in await say(world, world.admin, "/finalize")


async def test_a_report_may_be_begun_with_the_task_that_is_named(tmp_path: Path) -> None:
    async with running(tmp_path) as world:
        await office_of(world)
        anna = world.emulator.person(1, "安娜")
        await employ(world, anna, "市文旅局", [28, 29])
        assert "任务29" in await say(world, anna, "/report 29")
        assert await say(world, anna, "/report 44") == "任务44本期不需要您报送，未计入。"


async def test_words_of_buttons_and_wishes_in_plain_words_are_taken_for_what_they_are(tmp_path: Path) -> None:
    async with running(tmp_path) as world:
        await office_of(world)
        anna = world.emulator.person(1, "安娜")
        await employ(world, anna, "市文旅局", [28, 29])
        assert "请选择下次提醒的时间" in await say(world, anna, "稍后提醒")
        assert "请假到哪一天" in await say(world, anna, "我想请假")
        await say(world, anna, "/cancel")
        assert await say(world, anna, "1") == "任务1本期不需要您报送，未计入。"


async def test_what_is_overdue_is_not_put_off_to_before_a_due_time(tmp_path: Path) -> None:
    async with running(tmp_path) as world:
        await office_of(world)
        anna = world.emulator.person(1, "安娜")
        await employ(world, anna, "市文旅局", [28, 29])
        assert "截止前2小时" in await say(world, anna, "稍后提醒")
        asked = anna.chat().last.id
        await world.move_to("2024-06-25 17:05")
        assert "截止前2小时" not in await say(world, anna, "稍后提醒")
        anna.chat().press("截止前2小时", message=asked)
        await world.settle()
        assert "1小时后" in anna.chat().message(asked).text
        assert "再提醒您" not in anna.chat().message(asked).text
