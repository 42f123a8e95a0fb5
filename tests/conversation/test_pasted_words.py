"""The bot's own messages, copied and sent back to it as text, are answered with one sentence and reported nowhere."""

from pathlib import Path

import pytest

from models.messages.own_words import is_ours
from models.rules.replies import Intent, read_reply
from tests.conversation.talking import answers, edit, employ, press, say
from tests.world import Person, World, running

UNIT = "市先陶办"
PASTED = {
    "zh-CN": "这段文字是机器人发出的内容，没有当作报送。报送请只发送您自己写的进展，如：“28已完成，地图已上线”，或发送“填报”。",
    "en": "This is what the bot itself has sent; it was not taken for a report. Please send only what you write yourself, "
    "e.g. “28 done, map online”, or send /report.",
}
WORDS = {
    "zh-CN": ("开始填报", "正常推进", "修改", "送审稿", "确认提交"),
    "en": ("Start reporting", "On track", "Change", "Copy for the leader", "Submit"),
}
REPORTS = (Intent.REPORT, Intent.CORRECTION, Intent.NO_PROGRESS_ALL, Intent.SAME_AS_LAST)


def said_by_bot(person: Person) -> list[str]:
    return [seen.text for seen in person.chat().messages if seen.is_from_bot and seen.text]


async def prepared(world: World, unit: str = UNIT, tasks: list[int] | None = None, language: str = "zh-CN") -> Person:
    world.import_demo()
    anna = world.emulator.person(1, "安娜")
    await employ(world, anna, unit, tasks, language=language)
    await world.move_to("2024-06-18 09:00")
    return anna


@pytest.mark.parametrize("language", ["zh-CN", "en"])
async def test_nothing_that_a_liaison_was_told_all_month_reports_anything(tmp_path: Path, language: str) -> None:
    start, on_track, change, clean, submit = WORDS[language]
    async with running(tmp_path, language=language) as world:
        anna = await prepared(world, language=language)
        seen: set[str] = set()

        async def keep() -> None:
            # A message is edited more than once: what it was before is kept here.
            seen.update(said_by_bot(anna))

        for said in ("/help", "/tasks", "/status", "/history", "/contacts", "/privacy", "7已完成，验收通过"):
            await say(world, anna, said)
            await keep()
        await press(world, anna, start)
        await keep()
        await press(world, anna, on_track)
        await keep()
        await say(world, anna, "主体封顶，设备进场")
        await keep()
        await say(world, anna, "26滞后，经费未到位；下一步：本月底前落实")
        for word in (clean, change):
            await press(world, anna, word)
            await keep()
        await press(world, anna, submit)
        await keep()
        for said in ("/history", "/tasks", "/status"):
            await say(world, anna, said)
            await keep()
        await world.move_to("2024-06-26 09:00")
        await keep()
        own = (25, 26)
        reported = [text for text in seen if read_reply(text, own, 56).intent in REPORTS]
        assert len(seen) > 15
        assert len(reported) > 8, "most of them are full of numbers and statuses"
        assert [text for text in reported if not is_ours(text)] == []


async def test_a_list_or_a_receipt_pasted_is_answered_in_one_sentence_and_spoils_no_draft(tmp_path: Path) -> None:
    async with running(tmp_path) as world:
        anna = await prepared(world)
        reminder = anna.chat().last.text
        tasks = await say(world, anna, "/tasks")
        preview = await say(world, anna, "25已完成，验收通过")
        receipt = await press(world, anna, "确认提交")
        await press(world, anna, "开始填报")
        await press(world, anna, "正常推进")
        for pasted in (reminder, tasks, preview, receipt, f"{tasks}\n25尚未启动"):
            assert await say(world, anna, pasted) == PASTED["zh-CN"]
        # The task's text is still awaited.
        await say(world, anna, "主体封顶，设备进场")
        sent = anna.chat().messages[-2].id
        assert await edit(world, anna, sent, tasks) == PASTED["zh-CN"]
        await press(world, anna, "确认提交")
        assert [(row["task"], row["status"], row["text"]) for row in answers(world)] == [
            (25, "done", "已完成，验收通过"),
            (26, "on_track", "主体封顶，设备进场"),
        ]


async def test_a_later_page_of_a_long_list_is_known_by_having_been_sent(tmp_path: Path) -> None:
    async with running(tmp_path) as world:
        anna = await prepared(world, "市文旅局", [28, 29, 30, 31, 32, 35, 38, 41])
        before = 0
        for number in (28, 29, 30, 31, 32, 35, 38, 41):
            before = len(said_by_bot(anna))
            await say(world, anna, f"{number}正常推进，" + f"第{number}处完成测绘🏺🏺🏺🏺🏺🏺🏺🏺" * 35)
        first, later, *_ = said_by_bot(anna)[before:]
        assert is_ours(first)
        assert not is_ours(later), "there is nothing in it but numbers, titles and what she has written"
        assert await say(world, anna, later) == PASTED["zh-CN"]
        # A piece of it is read like anybody's words.
        assert PASTED["zh-CN"] not in await say(world, anna, later.split("\n", 1)[0])


@pytest.mark.parametrize("with_heading", [True, False])
async def test_the_block_that_is_to_be_filled_in_is_read_with_and_without_what_stands_above_it(
    tmp_path: Path, *, with_heading: bool
) -> None:
    async with running(tmp_path) as world:
        anna = await prepared(world, "市文旅局", [28, 29, 30, 31, 32])
        await press(world, anna, "开始填报")
        before = said_by_bot(anna)
        await press(world, anna, "文字模板")
        heading, block = said_by_bot(anna)[len(before) :]
        lines = block.split("\n")
        filled = "\n".join([f"{lines[0]}已完成，地图已上线", lines[1], f"{lines[2]}进度滞后，经费未到位", *lines[3:]])
        await say(world, anna, f"{heading}\n{filled}" if with_heading else filled)
        await press(world, anna, "确认提交")
        assert [(row["task"], row["status"], row["text"]) for row in answers(world)] == [
            (28, "done", "已完成，地图已上线"),
            (30, "delayed", "进度滞后，经费未到位"),
        ]


async def test_a_caption_of_the_bots_own_words_gets_one_answer(tmp_path: Path) -> None:
    async with running(tmp_path) as world:
        anna = await prepared(world)
        tasks = await say(world, anna, "/tasks")
        before = len(said_by_bot(anna))
        anna.chat().photo(b"\x89PNG\r\n\x1a\n" + bytes(64), caption=tasks)
        await world.settle()
        assert [text[:10] for text in said_by_bot(anna)[before:]] == ["请先点开要报送的任务"]
