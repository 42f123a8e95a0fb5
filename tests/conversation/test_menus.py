"""Each person's menu holds what that person may use, in that person's language, and changes with the post."""

from pathlib import Path

from models.messages.help import ADMIN_COMMANDS, LEADER_COMMANDS, LIAISON_COMMANDS, STRANGER_COMMANDS
from tests.conversation.talking import press, say
from tests.world import running


async def test_the_menu_follows_what_one_is(tmp_path: Path) -> None:
    async with running(tmp_path, approve_claims=False) as world:
        world.import_demo()
        anna, leader = world.emulator.person(1, "安娜"), world.emulator.person(2, "张某某")
        await world.register(anna, "市先陶办")
        assert [name for name, _ in anna.chat().commands] == list(LIAISON_COMMANDS)
        await say(world, anna, "/contacts")
        await press(world, anna, "分管领导查阅链接")
        leader.chat().start(anna.chat().last.text.split("?start=")[1].split()[0])
        await world.settle()
        assert [name for name, _ in leader.chat().commands] == list(LEADER_COMMANDS)
        assert "/status" in await say(world, leader, "/help")
        await say(world, leader, "/language")
        assert dict(leader.chat().commands)["privacy"] == "What is stored about me"
        await say(world, anna, "/language")
        assert dict(anna.chat().commands)["tasks"] == "My tasks"
        await say(world, anna, "/language zh")
        await say(world, anna, "/privacy")
        await press(world, anna, "离任并删除姓名电话")
        await press(world, anna, "确认删除")
        assert [name for name, _ in anna.chat().commands] == list(STRANGER_COMMANDS)
        await say(world, leader, "/privacy")
        await press(world, leader, "Leave and erase my name and phone")
        await press(world, leader, "Erase")
        assert [name for name, _ in leader.chat().commands] == list(STRANGER_COMMANDS)


async def test_an_admin_s_menu_has_a_liaison_s_commands_only_while_the_admin_is_one(tmp_path: Path) -> None:
    async with running(tmp_path) as world:
        world.import_demo()
        assert [name for name, _ in world.admin.chat().commands] == list(ADMIN_COMMANDS)
        assert "/tasks" not in await say(world, world.admin, "/help")
        await world.register(world.admin, "市先陶办", approve=False)
        both = [name for name, _ in world.admin.chat().commands]
        assert {*ADMIN_COMMANDS, *LIAISON_COMMANDS} == set(both)
        await say(world, world.admin, "/language en")
        kept = world.emulator
    async with running(tmp_path) as world:
        # After a start it is the same, and in the admin's own language.
        assert kept is not world.emulator
        menu = dict(world.admin.chat().commands)
        assert set(menu) == set(both)
        assert menu["tasks"] == "My tasks"
