"""How much a liaison has to do: the figures in the README, counted in an emulated Telegram."""

import re
from dataclasses import dataclass
from pathlib import Path

import pytest

from bot.sandbox.emulator import Person
from tests.conversation.talking import answers, employ, press, say
from tests.world import World, running

README = (Path(__file__).parents[2] / "README.md").read_text(encoding="utf-8")
SIX = [28, 29, 30, 31, 32, 35]


@dataclass
class Effort:
    """What one person has done: messages sent, buttons pressed."""

    world: World
    person: Person
    messages: int = 0
    taps: int = 0

    async def say(self, text: str) -> str:
        self.messages += 1
        return await say(self.world, self.person, text)

    async def press(self, word: str) -> str:
        self.taps += 1
        return await press(self.world, self.person, word)


def promised(row: str) -> tuple[int, int]:
    """Return messages and taps as the README's table has them in the row of that name."""
    found = re.search(rf"^\| {row}[^|]*\| (\d+) \| (\d+)", README, re.MULTILINE)
    assert found is not None, f"the README has no row {row!r}"
    return int(found[1]), int(found[2])


@pytest.mark.parametrize(("tasks", "row"), [(SIX, "一条消息"), (None, "16项任务，一条消息")])
async def test_one_message_and_no_more_than_two_taps_report_everything(
    tmp_path: Path, tasks: list[int] | None, row: str
) -> None:
    async with running(tmp_path) as world:
        world.import_demo()
        anna = world.emulator.person(1, "安娜")
        await employ(world, anna, "市文旅局", tasks)
        await world.move_to("2024-06-18 09:00")
        effort = Effort(world, anna)
        await effort.say("28已完成，地图已上线；29 滞后，经费未到位；其余按计划推进")
        assert "本期已全部报齐" in await effort.press("确认提交")
        assert len(answers(world)) == (6 if tasks else 16)
        assert (effort.messages, effort.taps) == promised(row)
        assert effort.messages <= 1
        assert effort.taps <= 2


@pytest.mark.parametrize(("tasks", "row"), [(SIX, "逐项按钮"), (None, "16项任务，逐项按钮")])
async def test_buttons_take_a_tap_and_a_message_a_task_and_three_taps_in_all(
    tmp_path: Path, tasks: list[int] | None, row: str
) -> None:
    async with running(tmp_path) as world:
        world.import_demo()
        anna = world.emulator.person(1, "安娜")
        await employ(world, anna, "市文旅局", tasks)
        await world.move_to("2024-06-18 09:00")
        count = 6 if tasks else 16
        effort = Effort(world, anna)
        await effort.press("开始填报")
        for number in range(count):
            await effort.press("正常推进")
            await effort.say(f"第{number}项的进展")
        assert "本期已全部报齐" in await effort.press("确认提交")
        assert [row["text"] for row in answers(world)] == [f"第{number}项的进展" for number in range(count)]
        assert (effort.messages, effort.taps) == promised(row)
        assert effort.messages <= count
        assert effort.taps <= count + 3


async def test_nothing_new_in_sixteen_tasks_takes_three_taps_and_no_message(tmp_path: Path) -> None:
    async with running(tmp_path) as world:
        world.import_demo()
        anna = world.emulator.person(1, "安娜")
        await employ(world, anna, "市文旅局")
        await world.move_to("2024-06-18 09:00")
        effort = Effort(world, anna)
        await effort.press("开始填报")
        await effort.press("其余均无新进展")
        assert "本期已全部报齐" in await effort.press("确认提交")
        assert (effort.messages, effort.taps) == promised("16项均无新进展")
