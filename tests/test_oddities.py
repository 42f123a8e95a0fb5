"""What people send that is no answer, and what is pressed that should not be: each gets the right, harmless response."""

from pathlib import Path

from bot.sandbox.emulator import Group, Person
from tests.world import World, running


def replies_since(person: Person, message_id: int) -> list[str]:
    return [seen.text for seen in person.chat().messages if seen.is_from_bot and seen.id > message_id]


async def after(world: World, person: Person, message_id: int) -> str:
    await world.settle()
    return "\n".join(replies_since(person, message_id))


async def an_office(world: World, *members: Person) -> Group:
    office = world.emulator.group("办公室", members=[world.admin, *members], bots=[world.bot])
    office.send(world.admin, "/bind_office@liaison_test_bot")
    await world.settle()
    return office


def forge(person: Person, message_id: int, data: str) -> None:
    """Press, as a client of one's own making could, a button that the message does not have."""
    chat = person.chat()
    markup = chat.message(message_id).message.markup or {}
    markup["inline_keyboard"] = [[{"text": "伪造", "callback_data": data}]]
    chat.message(message_id).message.markup = markup
    chat.press("伪造", message=message_id)


async def test_voice_stickers_and_places_are_answered_with_what_can_be_read(tmp_path: Path) -> None:
    async with running(tmp_path) as world:
        world.import_demo()
        anna = world.emulator.person(1, "安娜")
        await world.register(anna, "市文旅局")
        await world.move_to("2024-06-18 09:00")
        anna.chat().press("开始填报")
        await world.settle()
        anna.chat().press("已完成")
        await world.settle()
        assert "听不了语音" in await after(world, anna, anna.chat().voice().id)
        assert "读不了" in await after(world, anna, anna.chat().sticker().id)
        assert "读不了" in await after(world, anna, anna.chat().location(29.3, 117.2).id)
        # The question is still open: the next text answers it.
        anna.chat().send("地图已上线")
        await world.settle()
        anna.chat().press("确认提交")
        await world.settle()
        assert [row["text"] for row in world.export()["answers"] if row["round"] == "2024-06"] == ["地图已上线"]


async def test_a_stranger_who_sends_a_sticker_is_greeted_and_nothing_is_recorded(tmp_path: Path) -> None:
    async with running(tmp_path) as world:
        world.import_demo()
        eve = world.emulator.person(9, "旁人")
        assert "账号编号：9" in await after(world, eve, eve.chat().sticker().id)
        assert "听不了语音" in await after(world, eve, eve.chat().voice().id)
        assert "账号编号：9" in await after(world, eve, eve.chat().send("28已完成").id)
        assert world.export()["liaisons"] == []


async def test_a_forwarded_report_is_read_like_ones_own_and_still_waits_for_the_confirmation(tmp_path: Path) -> None:
    async with running(tmp_path) as world:
        world.import_demo()
        anna, boris = world.emulator.person(1, "安娜"), world.emulator.person(2, "鲍")
        await world.register(anna, "市文旅局")
        await world.move_to("2024-06-18 09:00")
        original = boris.chat().send("28已完成，地图已上线")
        await world.settle()
        assert "确认提交" not in boris.chat().last.words
        anna.chat().forward(original)
        await world.settle()
        assert "确认提交" in anna.chat().last.words
        assert [row for row in world.export()["answers"] if row["round"] == "2024-06"] == []


async def test_a_shared_contact_nobody_asked_for_changes_nothing(tmp_path: Path) -> None:
    async with running(tmp_path) as world:
        world.import_demo()
        anna, boris = world.emulator.person(1, "安娜"), world.emulator.person(2, "鲍")
        await world.register(anna, "市文旅局")
        before = world.export()["liaisons"]
        assert await after(world, anna, anna.chat().share_contact(boris).id)
        assert world.export()["liaisons"] == before


async def test_a_stranger_s_contact_is_answered_with_how_to_register(tmp_path: Path) -> None:
    async with running(tmp_path) as world:
        eve = world.emulator.person(9, "伊娃")
        # Asked for something before, and therefore known by now.
        await after(world, eve, eve.chat().voice().id)
        answer = await after(world, eve, eve.chat().share_contact().id)
        assert "账号编号：9" in answer
        assert "填报" not in answer


async def test_commands_for_another_bot_are_left_alone_in_groups(tmp_path: Path) -> None:
    async with running(tmp_path) as world:
        world.import_demo()
        office = await an_office(world)
        heard = len(office.messages)
        for text in ("/digest@another_bot", "/nonsense@another_bot", "/nonsense", "28已完成"):
            office.send(world.admin, text)
        await world.settle()
        assert [seen.text for seen in office.messages[heard:] if seen.is_from_bot] == []


async def test_an_unknown_command_is_named_in_private(tmp_path: Path) -> None:
    async with running(tmp_path) as world:
        world.import_demo()
        anna = world.emulator.person(1, "安娜")
        await world.register(anna, "市文旅局")
        assert "/nonsense" in await after(world, anna, anna.chat().send("/nonsense").id)
        assert "由管理员使用" in await after(world, anna, anna.chat().send("/revoke 市文旅局").id)
        assert "由管理员使用" in await after(world, anna, anna.chat().send("/members").id)
        assert "由管理员使用" in await after(world, anna, anna.chat().send("/extend 市文旅局 all 7月1日").id)
        assert world.active_liaisons() == ["市文旅局"]


async def test_forged_presses_do_nothing_and_say_so_quietly(tmp_path: Path) -> None:
    async with running(tmp_path) as world:
        world.import_demo()
        anna = world.emulator.person(1, "安娜")
        await world.register(anna, "市先陶办")
        boris = world.emulator.person(2, "鲍")
        await world.register(boris, "市文旅局")
        before = {key: value for key, value in world.export().items() if key != "audit"}
        card = anna.chat().last.id
        for data in (
            "nonsense:1",
            "approve:zzz",
            "extend:yes:1",
            "extend:maybe:1",
            "replace_go:2",
            "revoke:2",
            "uninvite:1",
            "approve_all:99",
            "members:1",
            "leaders_go:1",
            "handover_go:2",
            "handover_stop:2",
            "contact:2:leader",
            "leader_link:9999",
            "take:yes",
            "contact_go:yes",
            "wish:yes",
            "leave:end",
            "x" * 64,
            f"report:{'9' * 15}",
        ):
            forge(anna, card, data)
            await world.settle()
        assert {key: value for key, value in world.export().items() if key != "audit"} == before
        # Nobody else has heard of it, and the program is still there.
        assert "由管理员使用" not in "\n".join(seen.text for seen in boris.chat().messages)
        anna.chat().send("帮助")
        await world.settle()
        assert "/handover" in anna.chat().last.text


async def test_a_press_repeated_or_stale_files_nothing_twice(tmp_path: Path) -> None:
    async with running(tmp_path) as world:
        world.import_demo()
        anna = world.emulator.person(1, "安娜")
        await world.register(anna, "市先陶办")
        await world.move_to("2024-06-18 09:00")
        anna.chat().send("25已完成，方案已起草")
        await world.settle()
        older = anna.chat().last.id
        anna.chat().send("25已完成，方案已印发")
        await world.settle()
        preview = anna.chat().last.id
        for _ in range(3):
            anna.chat().press("确认提交", message=preview)
        await world.settle()
        answers = [row for row in world.export()["answers"] if row["round"] == "2024-06"]
        assert len(answers) == 1
        await world.move_to("2024-08-19 09:00")
        # The preview pressed has no buttons left; one sent before it still has.
        anna.chat().press("确认提交", message=older)
        await world.settle()
        assert [row for row in world.export()["answers"] if row["round"] == "2024-06"] == answers


async def test_presses_by_others_in_a_group_obey_the_office_only(tmp_path: Path) -> None:
    async with running(tmp_path) as world:
        world.import_demo()
        boris, eve = world.emulator.person(2, "鲍"), world.emulator.person(9, "旁人")
        office = await an_office(world, boris)
        office.send(world.admin, "/missing@liaison_test_bot")
        await world.settle()
        office.press(boris, "纯文字名单")
        await world.settle()
        heard = len(office.messages)
        assert heard

        # The admins' and members' group is bound elsewhere: the old group's buttons are dead for everybody but admins.
        other = world.emulator.group("新办公室", members=[world.admin, eve], bots=[world.bot])
        other.send(world.admin, "/bind_office@liaison_test_bot")
        await world.settle()
        press = office.press(boris, "纯文字名单")
        await world.settle()
        assert len(office.messages) == heard
        assert "由办公室" in str((await office.answered(press)).get("text"))
