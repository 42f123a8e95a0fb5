"""Who cannot be written to: the office's group that threw the bot out, liaisons who blocked it or deleted their account."""

from pathlib import Path

from tests.conversation.talking import employ
from tests.world import running


async def test_when_the_office_s_group_throws_the_bot_out_the_admins_hear_it_at_once_and_once(tmp_path: Path) -> None:
    async with running(tmp_path, "2024-06-18 09:00") as world:
        world.import_demo()
        boris = world.emulator.person(2, "鲍里斯")
        office = world.emulator.group("办公室", members=[boris, world.admin], bots=[world.bot])
        office.promote(world.bot)
        office.send(world.admin, "/bind_office")
        await world.settle()
        await world.move_to("2024-06-24 16:00")
        chat = world.admin.chat()
        count = len(chat.messages)
        office.remove(world.bot, by=boris)
        await world.settle()
        (told,) = chat.messages[count:]
        assert told.text.startswith("⚠️ 办公室群收不到消息（机器人已不在群里）")
        # The day after it is said once more, with what was meant for the group; what only touched up older posts is not.
        await world.move_to("2024-06-25 17:00")
        why, digest, *files = chat.messages[count + 1 :]
        assert why.text == told.text
        assert digest.text.startswith("📋 2024年6月进展")
        assert [message.text for message in files if message.text] == []
        assert len(files) == 4


async def test_another_group_that_throws_the_bot_out_is_nobody_s_business(tmp_path: Path) -> None:
    async with running(tmp_path, "2024-06-18 09:00") as world:
        other = world.emulator.group("别的群", members=[world.admin], bots=[world.bot])
        await world.settle()
        count = len(world.admin.chat().messages)
        other.remove(world.bot)
        await world.settle()
        assert len(world.admin.chat().messages) == count


async def test_the_office_sees_in_its_list_whom_no_reminder_reaches(tmp_path: Path) -> None:
    async with running(tmp_path) as world:
        world.import_demo()
        anna, boris, clara = (world.emulator.person(number, name) for number, name in ((1, "安"), (2, "鲍"), (3, "克")))
        await employ(world, anna, "市科技局", name="甲某")
        await employ(world, boris, "市公安局", name="乙某")
        await employ(world, clara, "市人社局", name="丙某")
        await world.move_to("2024-06-18 09:00")
        anna.chat().block()
        boris.deactivate()
        await world.settle()
        await world.move_to("2024-06-24 09:00")
        world.admin.chat().send("/missing")
        await world.settle()
        lines = world.admin.chat().last.text.splitlines()
        assert "市科技局　任务22、23　甲某 13900000002（提醒发不到，请电话联系）" in lines
        assert "市公安局　任务11　乙某 13900000002（提醒发不到，请电话联系）" in lines
        assert "市人社局　任务7　丙某 13900000002" in lines


async def test_each_time_the_office_s_group_throws_the_bot_out_is_told_and_a_game_of_it_is_not(tmp_path: Path) -> None:
    async with running(tmp_path, "2024-06-18 09:00") as world:
        world.import_demo()
        boris = world.emulator.person(2, "鲍里斯")
        office = world.emulator.group("办公室", members=[boris, world.admin], bots=[world.bot])
        office.send(world.admin, "/bind_office")
        await world.settle()

        def told() -> int:
            return sum(seen.text.startswith("⚠️ 办公室群收不到消息") for seen in world.admin.chat().messages)

        office.remove(world.bot, by=boris)
        await world.settle()
        assert told() == 1
        for minutes in (1, 1, 1):
            office.add(world.bot, by=boris)
            await world.pass_time(minutes=minutes)
            office.remove(world.bot, by=boris)
            await world.pass_time(minutes=minutes)
        assert told() == 1, "somebody plays with it"
        office.add(world.bot, by=boris)
        await world.pass_time(hours=1)
        office.remove(world.bot, by=boris)
        await world.settle()
        assert told() == 2, "the same day"
        await world.pass_time(hours=1)
        office.add(world.bot, by=boris)
        office.send(world.admin, "/progress")
        await world.settle()
        office.demote(world.bot)
        office.remove(world.bot, by=boris)
        await world.settle()
        assert told() == 3
        # What is meant for the group goes on to the admins without being explained anew.
        await world.pass_time(hours=1)
        assert told() == 3
