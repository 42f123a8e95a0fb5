"""Somebody stands in for a liaison on leave: what the deputy, the liaison and the office read, in Chinese and in English."""

import re
from pathlib import Path

import pytest

from tests.conversation.talking import answers, employ, press, say
from tests.conversation.test_english import chinese_of, plan_words
from tests.world import Person, World, running

UNIT = "市先陶办"
WORDS = {
    "zh-CN": {
        "blank": "没有认出日期",
        "link": "到6月24日（周一）为止",
        "welcome": "Anna请假，请您代理市先陶办的联络员，到6月24日（周一）为止",
        "preview": "代理到：6月24日（周一）",
        "begun": "您已开始代理市先陶办的联络员（Anna请假），到6月24日（周一）为止",
        "tasks": "代理期间由您报送2项任务：25、26",
        "came": "Boris Brown已开始代理市先陶办的联络员，到6月24日（周一）为止，其间不再提醒您",
        "office": "市先陶办联络员Anna请假，由Boris Brown（13900000077）代理到6月24日（周一）",
        "contacts": "代理到6月24日（周一）",
        "not_yours": "您是代理人",
        "on_leave": "由Boris Brown代理到6月24日（周一）",
        "receipt": "回执",
        "ended": "代理已结束",
        "over": "您的请假已到期",
        "came_back": "代理人有1项未提交的草稿，已转给您",
        "void": "无效或已过期",
        "own_link": "请转发给对方",
        "leave_ended": "请假已结束",
        "nothing": "已经办理过",
        "go": "确认代理",
        "change": "修改",
        "submit": "确认提交",
        "end": "结束请假",
        "never": "登记已通过",
    },
    "en": {
        "blank": "I could not read a day",
        "link": "until Mon 24 June",
        "welcome": "Anna is on leave; you are to stand in as liaison of 市先陶办 until Mon 24 June",
        "preview": "Until: Mon 24 June",
        "begun": "You now stand in as liaison of 市先陶办 (Anna is on leave) until Mon 24 June",
        "tasks": "Meanwhile 2 tasks are yours to report: 25, 26",
        "came": "Boris Brown now stands in for you at 市先陶办 until Mon 24 June; you are not reminded meanwhile",
        "office": "市先陶办: the liaison Anna is on leave; Boris Brown (13900000077) stands in until Mon 24 June",
        "contacts": "stands in until Mon 24 June",
        "not_yours": "You are standing in",
        "on_leave": "Boris Brown stands in until Mon 24 June",
        "receipt": "Receipt",
        "ended": "You no longer stand in",
        "over": "Your leave is over",
        "came_back": "1 entry your deputy had not submitted has come to you",
        "void": "not valid or has expired",
        "own_link": "please pass it on",
        "leave_ended": "Your leave has ended",
        "nothing": "This has been done before",
        "go": "Stand in",
        "change": "Change",
        "submit": "Submit",
        "end": "End my leave",
        "never": "You are now the liaison",
    },
}


def token_in(text: str) -> str:
    found = re.search(r"start=(\S+)", text)
    assert found is not None, text
    return found[1]


def heard(person: Person) -> str:
    return "\n".join(seen.text for seen in person.chat().messages if seen.is_from_bot)


async def stand_in(world: World, link: str, boris: Person, say_so: dict[str, str]) -> None:
    """Let Boris open the deputy's link, change his mind about his name, and confirm."""
    boris.chat().start(token_in(link))
    await world.settle()
    assert say_so["welcome"] in boris.chat().last.text
    await say(world, boris, "Boris")
    assert say_so["preview"] in await say(world, boris, "13900000077")
    await press(world, boris, say_so["change"])
    assert say_so["preview"] in await say(world, boris, "Boris Brown 13900000077")
    said = await press(world, boris, say_so["go"])
    assert say_so["begun"] in said
    assert say_so["tasks"] in said


@pytest.mark.parametrize("language", ["zh-CN", "en"])
async def test_a_deputy_stands_in_until_the_last_day_and_everybody_is_told_in_their_language(
    tmp_path: Path, language: str
) -> None:
    say_so = WORDS[language]
    async with running(tmp_path, language=language) as world:
        world.import_demo()
        anna, boris = world.emulator.person(1, "Anna"), world.emulator.person(2, "Boris")
        await employ(world, anna, UNIT, name="Anna")
        await world.move_to("2024-06-18 09:00")
        await say(world, anna, "/leave")
        assert say_so["blank"] in await say(world, anna, "soon")
        link = await say(world, anna, "2024-06-24")
        assert say_so["link"] in link
        await stand_in(world, link, boris, say_so)
        assert say_so["came"] in anna.chat().last.text
        assert say_so["office"] in heard(world.admin)
        for command in ("/leave", "/handover"):
            assert say_so["not_yours"] in await say(world, boris, command)
        # The last day is the day that was named, wherever it is said.
        assert say_so["contacts"] in await say(world, boris, "/contacts")
        assert say_so["contacts"] in await say(world, anna, "/contacts")
        assert say_so["on_leave"] in await say(world, anna, "/leave")

        await world.move_to("2024-06-24 09:00")
        await say(world, boris, "26 done, the pilot line runs")
        assert say_so["receipt"] in await press(world, boris, say_so["submit"])
        await say(world, boris, "25 on track, the frame stands")
        await world.move_to("2024-06-25 09:05")
        assert say_so["ended"] in boris.chat().last.text
        assert say_so["over"] in heard(anna)
        assert say_so["came_back"] in heard(anna)
        boris.chat().start(token_in(link))
        await world.settle()
        assert say_so["void"] in boris.chat().last.text
        # What he had begun is hers to submit.
        await say(world, anna, "/report")
        assert say_so["receipt"] in await press(world, anna, say_so["submit"])
        texts = {row["task"]: (row["submitted_by"], row["text"].rpartition(", ")[2]) for row in answers(world)}
        assert texts == {25: (anna.id, "the frame stands"), 26: (boris.id, "the pilot line runs")}
        assert say_so["never"] not in heard(boris)
        if language == "en":
            for person in (anna, boris):
                assert chinese_of(person, plan_words(world)) == []


@pytest.mark.parametrize("language", ["zh-CN", "en"])
async def test_a_leave_is_ended_early_by_whoever_is_back_and_their_own_link_does_nothing(
    tmp_path: Path, language: str
) -> None:
    say_so = WORDS[language]
    async with running(tmp_path, language=language) as world:
        world.import_demo()
        anna, boris = world.emulator.person(1, "Anna"), world.emulator.person(2, "Boris")
        await employ(world, anna, UNIT, name="Anna")
        await world.move_to("2024-06-18 09:00")
        link = await say(world, anna, "/leave 2024-06-24")
        anna.chat().start(token_in(link))
        await world.settle()
        assert say_so["own_link"] in anna.chat().last.text
        await stand_in(world, link, boris, say_so)
        assert say_so["leave_ended"] in await press(world, anna, say_so["end"])
        assert say_so["ended"] in boris.chat().last.text
        assert say_so["nothing"] in await press(world, anna, say_so["end"])
        if language == "en":
            for person in (anna, boris):
                assert chinese_of(person, plan_words(world)) == []
