"""A registration that was submitted or cancelled says so in the place where it was pressed, and offers nothing any more."""

from pathlib import Path

import pytest

from tests.conversation.talking import employ, press, say
from tests.conversation.test_deputy import token_in
from tests.world import Person, World, running

UNIT = "市先陶办"
FOUR = "张某某 13800000001，李某某 13900000002"


async def previewed(world: World, *, language: str = "zh-CN") -> Person:
    """Return somebody before the preview of a registration."""
    world.import_demo()
    anna = world.emulator.person(1, "安娜")
    anna.chat().start(world.invite(UNIT))
    await world.settle()
    await say(world, anna, FOUR)
    await press(world, anna, "全部相同" if language == "zh-CN" else "Same for all tasks")
    return anna


def said_by_bot(person: Person) -> list[str]:
    return [seen.text for seen in person.chat().messages if seen.is_from_bot]


@pytest.mark.parametrize(
    ("language", "word", "asked", "head", "receipt"),
    [
        ("zh-CN", "确认提交", "请核对登记内容", "已提交的登记内容", "✅ 已登记，回执"),
        ("en", "Submit", "Please check", "Registration submitted", "回执"),
    ],
)
async def test_the_receipt_stands_under_what_was_registered_in_the_place_of_the_preview(
    tmp_path: Path, language: str, word: str, asked: str, head: str, receipt: str
) -> None:
    async with running(tmp_path, language=language) as world:
        anna = await previewed(world, language=language)
        before, preview = len(said_by_bot(anna)), anna.chat().last.id
        assert asked in anna.chat().last.text
        await press(world, anna, word)
        # The claim waits for the admin, so that nothing else follows.
        assert (anna.chat().last.id, anna.chat().last.words, len(said_by_bot(anna))) == (preview, [], before)
        text = anna.chat().last.text
        places = [text.index(each) for each in (head, "张某某", "13900000002", receipt)]
        assert places == sorted(places)
        assert asked not in text


@pytest.mark.parametrize("second", ["确认提交", "修改", "取消"])
async def test_a_second_tap_before_the_buttons_are_gone_registers_once_and_leaves_the_receipt(
    tmp_path: Path, second: str
) -> None:
    async with running(tmp_path) as world:
        anna = await previewed(world)
        before, preview = len(said_by_bot(anna)), anna.chat().last.id
        anna.chat().press("确认提交", message=preview)
        pressed = anna.chat().press(second, message=preview)
        await world.settle()
        assert "回执" in anna.chat().last.text
        assert (anna.chat().last.id, anna.chat().last.words, len(said_by_bot(anna))) == (preview, [], before)
        assert [row["unit"] for row in world.export()["liaisons"]] == [UNIT]
        assert pressed.answer is not None
        assert pressed.answer["text"] == "这份登记已经提交或取消，不必再按。"


async def test_a_form_thrown_away_says_so_where_it_stood_and_can_be_begun_again(tmp_path: Path) -> None:
    async with running(tmp_path) as world:
        anna = await previewed(world)
        before, preview = len(said_by_bot(anna)), anna.chat().last.id
        anna.chat().press("取消", message=preview)
        anna.chat().press("确认提交", message=preview)
        await world.settle()
        assert (anna.chat().last.id, anna.chat().last.words, len(said_by_bot(anna))) == (preview, [], before)
        assert anna.chat().last.text.endswith("已取消，没有保存任何内容。需要时请重新打开邀请链接。")
        assert world.export()["liaisons"] == []


async def test_the_button_for_ones_own_number_goes_away_with_the_form_it_belongs_to(tmp_path: Path) -> None:
    async with running(tmp_path) as world:
        world.import_demo()
        anna = world.emulator.person(1, "安娜")
        anna.chat().start(world.invite(UNIT))
        await world.settle()
        for answer in ("张某某", "13800000001", "李某某"):
            await say(world, anna, answer)
        assert anna.chat().keyboard
        await press(world, anna, "取消")
        assert not anna.chat().keyboard
        assert "已取消，没有保存任何内容" in anna.chat().last.text


async def test_a_post_taken_over_says_so_in_the_place_of_the_preview(tmp_path: Path) -> None:
    async with running(tmp_path) as world:
        world.import_demo()
        anna, wang = world.emulator.person(1, "安娜"), world.emulator.person(2, "王某某")
        await employ(world, anna, UNIT)
        await say(world, anna, "/handover")
        link = await press(world, anna, "确认换人")
        wang.chat().start(token_in(link))
        await world.settle()
        await say(world, wang, "王某某 13900000009")
        preview = wang.chat().last.id
        await press(world, wang, "取消")
        assert (wang.chat().last.id, wang.chat().last.words) == (preview, [])
        assert "已取消，没有变更" in wang.chat().last.text
        wang.chat().start(token_in(link))
        await world.settle()
        await say(world, wang, "王某某 13900000009")
        preview = wang.chat().last.id
        await press(world, wang, "确认换人")
        settled = next(seen for seen in wang.chat().messages if seen.id == preview)
        assert settled.words == []
        assert settled.text.index("现联络员：王某某") < settled.text.index("✅ 您已接任市先陶办的联络员")
        assert world.active_liaisons() == [UNIT]


async def test_a_second_tap_leaves_the_question_that_has_come_in_the_place_of_the_preview(tmp_path: Path) -> None:
    async with running(tmp_path) as world:
        anna = await previewed(world)
        preview = anna.chat().last.id
        anna.chat().press("修改", message=preview)
        tap = anna.chat().press("确认提交", message=preview)
        await world.settle()
        question = anna.chat().message(preview)
        assert "请发送分管领导姓名" in question.text
        assert tap.answer is not None
        assert tap.answer["text"] == "刚才的问题还在等您回答；不填了请发送 /cancel。"
        await say(world, anna, FOUR)
        await press(world, anna, "全部相同")
        assert "✅ 已登记，回执" in await press(world, anna, "确认提交")
