"""Lines of our lists, pasted back in pieces, hold hardly anything but names: none of them is a report."""

from pathlib import Path

import pytest

from tests.conversation.talking import answers, employ, press, say
from tests.world import Person, World, running

NOT_OURS = "这段文字是机器人发出的内容，没有当作报送。"


async def prepared(world: World) -> Person:
    world.import_demo()
    anna = world.emulator.person(1, "安娜")
    await employ(world, anna, "市文旅局", [28, 29, 30])
    await world.move_to("2024-06-18 09:00")
    return anna


@pytest.mark.parametrize("said", ["28 博物馆规划与地图", "⬜ 28 博物馆规划与地图　待报", "任务28 博物馆规划与地图"])
async def test_a_task_s_name_alone_opens_its_card(tmp_path: Path, said: str) -> None:
    async with running(tmp_path) as world:
        anna = await prepared(world)
        told = await say(world, anna, said)
        assert "请选择本月进展" in told
        assert "请核对" not in told


async def test_several_names_report_nothing_and_it_is_said_what_is_missing(tmp_path: Path) -> None:
    async with running(tmp_path) as world:
        anna = await prepared(world)
        for said in ("28 博物馆规划与地图\n29 御窑馆创一级馆", "28、29"):
            assert (await say(world, anna, said)).startswith("只写了任务28、29，没有写进展，未计入。")


async def test_a_name_copied_before_one_s_own_words_is_not_part_of_them(tmp_path: Path) -> None:
    async with running(tmp_path) as world:
        anna = await prepared(world)
        await say(world, anna, "28 博物馆规划与地图：地图已经上线\n29 御窑馆创一级馆 滞后，经费未到位")
        await press(world, anna, "确认提交")
        by_task = {row["task"]: row for row in answers(world)}
        assert by_task[28]["text"] == "地图已经上线"
        assert "御窑馆" not in by_task[29]["text"] + by_task[29]["problems"]
        assert by_task[29]["status"] == "delayed"


async def test_single_lines_of_a_history_and_of_a_contact_list_are_known_by_having_been_sent(tmp_path: Path) -> None:
    async with running(tmp_path) as world:
        anna = await prepared(world)
        await say(world, anna, "28滞后，经费未到位")
        await press(world, anna, "确认提交")
        history = await say(world, anna, "/history")
        line = next(line for line in history.splitlines() if "第1版" in line)
        assert NOT_OURS in await say(world, anna, line)
        contacts = await say(world, anna, "/contacts")
        line = next(line for line in contacts.splitlines() if "分管领导" in line)
        assert NOT_OURS in await say(world, anna, line)
        # The same words with something of her own beside them are hers.
        assert NOT_OURS not in await say(world, anna, "29　正常推进　招标　完成")
