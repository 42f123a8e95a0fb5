"""A file that belongs nowhere: its sender is told why, once, and what would be taken instead."""

from pathlib import Path

from bot.sandbox.emulator import Person
from tests.conversation.talking import answers, employ, hear, press
from tests.world import World, running

PHOTO = b"\xff\xd8\xff\xe0" + b"x" * 64


async def send_photo(world: World, person: Person, caption: str = "") -> str:
    """Send a photo; returns what the bot said to it."""
    before = {seen.id: seen.text for seen in person.chat().messages if seen.is_from_bot}
    person.chat().photo(PHOTO, caption=caption)
    return await hear(world, person, before)


async def test_before_an_opening_a_file_is_not_kept_and_nobody_is_told_to_open_a_task(tmp_path: Path) -> None:
    async with running(tmp_path) as world:
        world.import_demo()
        anna = world.emulator.person(1, "安娜")
        await employ(world, anna, "市文旅局", [28, 29])
        for caption in ("", "28 现场照片"):
            said = await send_photo(world, anna, caption)
            assert "没有记录" in said
            assert "6月18日（周二）09:00开启" in said
            assert "点开" not in said
        await world.move_to("2024-06-18 09:00")
        assert "已附到任务28" in await send_photo(world, anna, "28 现场照片")


async def test_a_cooperating_unit_s_text_is_passed_on_and_of_its_file_it_is_said_that_it_is_not(tmp_path: Path) -> None:
    async with running(tmp_path) as world:
        world.import_demo()
        boris = world.emulator.person(2, "鲍里斯")
        await employ(world, boris, "市文联")
        await world.move_to("2024-06-18 09:00")
        said = await send_photo(world, boris, "10 培训青年画家30人")
        assert "已把任务10" in said
        assert "文件没有收下" in said
        assert "点开" not in said


async def test_an_admin_s_photo_is_no_report_and_an_admin_who_is_a_liaison_may_attach_one(tmp_path: Path) -> None:
    async with running(tmp_path) as world:
        world.import_demo()
        await world.move_to("2024-06-18 09:00")
        for caption in ("", "28 照片"):
            said = await send_photo(world, world.admin, caption)
            assert said.startswith("这个文件没有收下。")
            assert len(said.splitlines()) == 1
        await employ(world, world.admin, "市文旅局", [28])
        assert "已附到任务28" in await send_photo(world, world.admin, "28已完成，地图上线")
        await press(world, world.admin, "确认提交")
        assert [row["task"] for row in answers(world)] == [28]
