"""Reporting by buttons: what is asked, what is not, and what one can still change."""

import hashlib
from io import BytesIO
from pathlib import Path

from PIL import Image

from tests.conversation.talking import answers, employ, press, say, words
from tests.world import running


def picture(colour: str) -> bytes:
    """Return a small JPEG of one colour."""
    file = BytesIO()
    Image.new("RGB", (8, 8), colour).save(file, "JPEG")
    return file.getvalue()


async def test_problems_are_asked_for_a_delay_only_in_one_question_that_can_be_skipped(tmp_path: Path) -> None:
    async with running(tmp_path) as world:
        world.import_demo()
        anna = world.emulator.person(1, "安娜")
        await employ(world, anna, "市商务局")
        await world.move_to("2024-06-18 09:00")
        first = await press(world, anna, "开始填报")
        assert first.startswith("请勿在此发送涉密内容")
        assert "1/7" in first
        assert "问题" not in await press(world, anna, "正常推进")
        card = await say(world, anna, "招商进度75%，新签约2家")
        assert "2/7" in card
        question = await press(world, anna, "进度滞后")
        assert "原因和下一步" in question
        assert "跳过" in words(anna)
        await say(world, anna, "两家企业的材料没备齐；问题：数据待核对；下一步：7月10日前补报")
        # A status without its text is left for later, and the card comes round again.
        await press(world, anna, "已完成")
        await press(world, anna, "跳过")
        await press(world, anna, "其余均无新进展")
        await press(world, anna, "确认提交")
        said = {row["task"]: row for row in answers(world)}
        assert (said[15]["percent"], said[15]["problems"]) == (75, "")
        assert (said[47]["text"], said[47]["problems"], said[47]["next_step"], said[47]["percent"]) == (
            "两家企业的材料没备齐",
            "数据待核对",
            "7月10日前补报",
            None,
        )
        assert [said[number]["status"] for number in (49, 50, 51, 52)] == ["no_change"] * 4
        assert len({row["receipt"] for row in said.values()}) == 1
        # 涉密 is said once, at the first 开始填报.
        await world.move_to("2024-06-19 09:00")
        assert "涉密" not in await say(world, anna, "填报")


async def test_last_months_text_is_shown_taken_over_and_can_be_changed(tmp_path: Path) -> None:
    async with running(tmp_path) as world:
        world.import_demo()
        anna = world.emulator.person(1, "安娜")
        await employ(world, anna, "市先陶办")
        await world.move_to("2024-06-18 09:00")
        await say(world, anna, "25正常推进，主体封顶；26正常推进，压电项目开工")
        await press(world, anna, "确认提交")
        await world.move_to("2024-07-18 09:00")
        card = await press(world, anna, "开始填报")
        # The status stands beside it already.
        assert "上月：正常推进　主体封顶" in card
        following = await press(world, anna, "沿用上月")
        assert "任务25已沿用上月：正常推进，主体封顶" in following
        assert "修改" in words(anna)
        opened = await press(world, anna, "修改")
        assert "草稿：本月无新进展　正常推进，主体封顶" in opened
        await press(world, anna, "正常推进")
        assert "下一项" in words(anna)
        await say(world, anna, "主体封顶，设备进场")
        await press(world, anna, "沿用上月")
        await press(world, anna, "确认提交")
        assert [(row["task"], row["status"], row["text"]) for row in answers(world, round_="2024-07")] == [
            (25, "on_track", "主体封顶，设备进场"),
            (26, "no_change", "正常推进，压电项目开工"),
        ]


async def test_an_album_and_a_captioned_photo_go_with_the_task_they_speak_of(tmp_path: Path) -> None:
    async with running(tmp_path) as world:
        world.import_demo()
        anna = world.emulator.person(1, "安娜")
        await employ(world, anna, "市先陶办")
        await world.move_to("2024-06-18 09:00")
        chat = anna.chat()
        chat.album(
            [("a.jpg", picture("red")), ("b.jpg", picture("green")), ("c.jpg", picture("blue"))],
            caption="25已完成，项目验收",
        )
        await world.settle()
        await press(world, anna, "开始填报")
        # The card of another task is open: the caption decides.
        chat.photo(picture("white"), caption="25已完成，项目验收，补一张")
        await world.settle()
        await press(world, anna, "开始填报")
        chat.photo(picture("black"), caption="现场照片")
        await world.settle()
        assert "任务26" in chat.last.text
        await press(world, anna, "正常推进")
        await say(world, anna, "压电项目开工")
        await press(world, anna, "确认提交")
        said = {row["task"]: row["attachments"] for row in answers(world)}
        assert [file["sha256"] for file in said[25]] == [
            hashlib.sha256(picture(colour)).hexdigest() for colour in ("red", "green", "blue", "white")
        ]
        assert [file["sha256"] for file in said[26]] == [hashlib.sha256(picture("black")).hexdigest()]


async def test_a_long_preview_comes_in_pages_with_one_receipt_for_all(tmp_path: Path) -> None:
    async with running(tmp_path) as world:
        world.import_demo()
        anna = world.emulator.person(1, "安娜")
        await employ(world, anna, "市文旅局")
        await world.move_to("2024-06-18 09:00")
        await press(world, anna, "开始填报")
        before = len(anna.chat().messages)
        for _ in range(15):
            await press(world, anna, "正常推进")
            await say(world, anna, "🏺" * 290)
        await press(world, anna, "正常推进")
        shown = anna.chat().last.id
        await say(world, anna, "🏺" * 290)
        pages = [seen for seen in anna.chat().messages if seen.id > shown + 1 and seen.is_from_bot]
        assert len(pages) > 1
        assert [bool(page.words) for page in pages] == [False] * (len(pages) - 1) + [True]
        assert before < len(anna.chat().messages)
        await press(world, anna, "确认提交")
        assert len({row["receipt"] for row in answers(world)}) == 1
        assert len(answers(world)) == 16


async def test_the_preview_can_be_handed_to_the_leader_without_hints_and_buttons(tmp_path: Path) -> None:
    async with running(tmp_path) as world:
        world.import_demo()
        anna = world.emulator.person(1, "安娜")
        await employ(world, anna, "市先陶办")
        await world.move_to("2024-06-18 09:00")
        preview = await say(world, anna, "25进度滞后，已完成选址；26正常推进，压电项目开工；99已完成")
        assert "确认提交即视为已经本单位分管领导审定" in preview
        assert "💡" in preview
        assert "没有编号为99的任务" in preview
        clean = await press(world, anna, "送审稿")
        assert "市先陶办　2024年6月进展（2项，6月25日（周二）17:00截止）" in clean
        assert "已完成选址" in clean
        assert "压电项目开工" in clean
        for clutter in ("💡", "⚠️", "99", "确认提交", "请核对"):
            assert clutter not in clean
        assert words(anna) == []
        # The preview is still there to be submitted.
        await press(world, anna, "确认提交")
        assert len(answers(world)) == 2
