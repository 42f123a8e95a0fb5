"""A preview that has been answered says what became of it, in its own place, and offers nothing any more."""

from pathlib import Path

import pytest

from models.rules.words import LiaisonState
from tests.conversation.talking import answers, employ, press, say
from tests.world import Person, World, running

UNIT = "市先陶办"


async def prepared(world: World, *, language: str | None = None, state: LiaisonState = LiaisonState.ACTIVE) -> Person:
    """Return a liaison who owes two tasks of June."""
    world.import_demo()
    anna = world.emulator.person(1, "安娜")
    await employ(world, anna, UNIT, language=language, state=state)
    await world.move_to("2024-06-18 09:00")
    return anna


def said_by_bot(person: Person) -> list[str]:
    return [seen.text for seen in person.chat().messages if seen.is_from_bot]


@pytest.mark.parametrize(
    ("language", "word", "head", "receipt"),
    [
        ("zh-CN", "确认提交", "2024年6月进展　已提交（2项）", "回执 2024-06-0001"),
        ("en", "Submit", "Progress of June 2024: submitted (2)", "Receipt (回执) 2024-06-0001"),
    ],
)
async def test_the_receipt_stands_under_what_was_submitted_and_costs_no_message_of_its_own(
    tmp_path: Path, language: str, word: str, head: str, receipt: str
) -> None:
    async with running(tmp_path) as world:
        anna = await prepared(world, language=language)
        await say(world, anna, "25 done, checked and accepted; 26 on track, the frame stands")
        before, preview = len(said_by_bot(anna)), anna.chat().last.id
        await press(world, anna, word)
        assert len(said_by_bot(anna)) == before
        settled = anna.chat().last
        assert settled.id == preview
        assert settled.words == []
        assert settled.text.startswith(head)
        places = [settled.text.index(each) for each in ("checked and accepted", "the frame stands", receipt)]
        assert places == sorted(places)
        assert len(answers(world)) == 2


async def test_what_is_still_owed_can_be_gone_on_with_from_the_receipt(tmp_path: Path) -> None:
    async with running(tmp_path) as world:
        anna = await prepared(world)
        await say(world, anna, "25已完成，验收通过")
        await press(world, anna, "确认提交")
        assert anna.chat().last.words == ["开始填报"]
        receipt = anna.chat().last.text
        await press(world, anna, "开始填报")
        assert anna.chat().last.text != receipt
        assert receipt in said_by_bot(anna)


@pytest.mark.parametrize("second", ["确认提交", "取消", "修改", "其余均无新进展"])
async def test_a_second_tap_before_the_buttons_are_gone_takes_no_receipt_away(tmp_path: Path, second: str) -> None:
    async with running(tmp_path) as world:
        anna = await prepared(world)
        await say(world, anna, "25已完成，验收通过")
        before, preview = len(said_by_bot(anna)), anna.chat().last.id
        anna.chat().press("确认提交", message=preview)
        anna.chat().press(second, message=preview)
        await world.settle()
        first = next(seen for seen in anna.chat().messages if seen.id == preview)
        assert "回执 2024-06-0001" in first.text
        assert [row["task"] for row in answers(world)] == [25]
        if second == "其余均无新进展":
            # That is a wish of its own: its preview comes below.
            assert "任务26" in anna.chat().last.text or "26" in anna.chat().last.text
            assert len(said_by_bot(anna)) == before + 1
        else:
            assert len(said_by_bot(anna)) == before


async def test_a_draft_thrown_away_says_so_once_for_all(tmp_path: Path) -> None:
    async with running(tmp_path) as world:
        anna = await prepared(world)
        await say(world, anna, "25已完成，验收通过；26正常推进，主体封顶")
        before, preview = len(said_by_bot(anna)), anna.chat().last.id
        anna.chat().press("取消", message=preview)
        again = anna.chat().press("取消", message=preview)
        anna.chat().press("确认提交", message=preview)
        await world.settle()
        assert again.answer is not None
        assert again.answer["text"] == "这份内容已经提交或取消了。"
        assert (anna.chat().last.id, anna.chat().last.words) == (preview, [])
        assert "未提交的2项没有保留" in anna.chat().last.text
        assert len(said_by_bot(anna)) == before
        assert answers(world) == []


async def test_an_older_preview_pressed_later_says_that_there_is_nothing_left_to_submit(tmp_path: Path) -> None:
    async with running(tmp_path) as world:
        anna = await prepared(world)
        await say(world, anna, "25已完成，验收通过")
        older = anna.chat().last.id
        await say(world, anna, "26正常推进，主体封顶")
        await press(world, anna, "确认提交")
        receipt, count = anna.chat().last.text, len(said_by_bot(anna))
        await press(world, anna, "确认提交", message=older)
        pressed = next(seen for seen in anna.chat().messages if seen.id == older)
        assert "没有可提交的内容" in pressed.text
        assert pressed.words == []
        assert (anna.chat().last.text, len(said_by_bot(anna))) == (receipt, count)


async def test_of_a_preview_in_pages_the_last_takes_the_receipt_and_keeps_its_entries(tmp_path: Path) -> None:
    async with running(tmp_path) as world:
        world.import_demo()
        anna = world.emulator.person(1, "安娜")
        await employ(world, anna, "市文旅局", [28, 29, 30, 31, 32, 35])
        await world.move_to("2024-06-18 09:00")
        before = len(said_by_bot(anna))
        for number in (28, 29, 30, 31, 32, 35):
            await say(world, anna, f"{number}正常推进，" + "🏺" * 590)
        pages = [seen for seen in anna.chat().messages if seen.is_from_bot][before:]
        last, count = pages[-1], len(said_by_bot(anna))
        assert "请核对" not in last.text, "it is a page that follows"
        entries = last.text.split("确认提交即视为")[0].strip()
        await press(world, anna, "确认提交")
        settled = anna.chat().last
        assert (settled.id, len(said_by_bot(anna)), settled.words) == (last.id, count, [])
        assert settled.text.startswith(entries)
        assert "确认提交即视为" not in settled.text
        assert "回执 2024-06-0001" in settled.text


async def test_what_waits_for_the_claim_says_so_in_the_place_of_the_preview(tmp_path: Path) -> None:
    async with running(tmp_path) as world:
        anna = await prepared(world, state=LiaisonState.PENDING)
        await say(world, anna, "25已完成，验收通过；26正常推进，主体封顶")
        preview = anna.chat().last.id
        await press(world, anna, "确认提交")
        assert (anna.chat().last.id, anna.chat().last.words) == (preview, [])
        assert "已收下2项" in anna.chat().last.text
        assert "主体封顶" in anna.chat().last.text
