"""A liaison at five to five on the 25th: half sentences, numbers alone, reasons afterwards, two calls at once."""

from pathlib import Path

from tests.conversation.talking import ROUND, answers, edit, employ, hear, press, say, words
from tests.world import Person, World, running

UNIT = "市商务局"


async def at_the_report(world: World) -> Person:
    """Return a liaison whose report of June is open."""
    world.import_demo()
    anna = world.emulator.person(1, "安娜")
    await employ(world, anna, UNIT)
    await world.move_to("2024-06-25 16:55")
    return anna


async def test_the_reason_of_a_delay_sent_afterwards_leaves_the_task_delayed(tmp_path: Path) -> None:
    async with running(tmp_path) as world:
        anna = await at_the_report(world)
        await say(world, anna, "47滞后")
        drafted = await say(world, anna, "47 原因是设计单位更换，下月初完成招标")
        assert "进度滞后\n" in drafted
        assert "正常推进" not in drafted
        await press(world, anna, "确认提交")
        assert [row["status"] for row in answers(world, 47)] == ["delayed"]
        later = await say(world, anna, "47 补充材料已递交，60%")
        assert "进度滞后（默认，可改）" in later
        named = await say(world, anna, "47正常推进，招标已完成")
        assert "正常推进" in named
        assert "进度滞后" not in named


async def test_more_about_a_task_not_begun_or_without_news_is_not_kept_there(tmp_path: Path) -> None:
    async with running(tmp_path) as world:
        anna = await at_the_report(world)
        await say(world, anna, "47尚未启动，方案在征求意见；48无新进展")
        drafted = await say(world, anna, "47 材料已递交，60%；48 材料已递交，60%")
        assert drafted.count("正常推进（默认，可改）") == 2


async def test_a_number_alone_opens_the_card_and_a_status_alone_is_then_its_report(tmp_path: Path) -> None:
    async with running(tmp_path) as world:
        anna = await at_the_report(world)
        for said in ("48", "任务48", "48号"):
            shown = await say(world, anna, said)
            assert "48" in shown
            assert "已完成" in words(anna)
        assert "48" in await say(world, anna, "已完成，名录已印发")
        await press(world, anna, "确认提交")
        assert [(row["task"], row["status"]) for row in answers(world)] == [(48, "done")]
        # Not one's own, or no task's number at all: said so as before.
        assert "任务28本期不需要您报送" in await say(world, anna, "28已完成，地图已上线")


async def test_the_text_for_all_the_rest_does_not_stand_in_each_of_them(tmp_path: Path) -> None:
    async with running(tmp_path) as world:
        anna = await at_the_report(world)
        preview = await say(world, anna, "15已完成，招引企业1家；47都正常，正在按计划推进；其余无新进展")
        assert "其余" not in preview.split("尚未填写")[0]
        await press(world, anna, "确认提交")
        texts = {row["task"]: row["text"] for row in answers(world)}
        assert texts[47].startswith("正常")
        assert {texts[number] for number in (48, 49, 50, 51, 52)} == {""}


async def call(world: World, due: str) -> None:
    """Send a data call out to the unit."""
    await say(world, world.admin, f"/round new 企业名录; {due}; {UNIT}; 请报送规上企业名录")
    await press(world, world.admin, "确认")
    await world.pass_time(minutes=1)


async def test_words_about_a_task_go_into_the_month_though_a_data_call_is_due_before(tmp_path: Path) -> None:
    async with running(tmp_path) as world:
        anna = await at_the_report(world)
        await call(world, "2024-06-25 16:58")
        assert "请核对（1项）" in await say(world, anna, "47正常推进，平台已上线")
        await press(world, anna, "确认提交")
        assert [row["task"] for row in answers(world, round_=ROUND)] == [47]
        last = next(seen for seen in reversed(anna.chat().messages) if not seen.is_from_bot)
        assert "47 陶瓷进出口平台　已完成" in await edit(world, anna, last.id, "47已完成，平台已上线并验收")


async def test_who_owes_a_data_call_alone_is_told_to_press_first(tmp_path: Path) -> None:
    async with running(tmp_path) as world:
        world.import_demo()
        anna = world.emulator.person(1, "安娜")
        await employ(world, anna, UNIT)
        await call(world, "2024-06-06 17:00")
        said = await say(world, anna, "共有规上企业240家，名录见附件")
        assert "企业名录" in said
        assert words(anna) == ["开始填报"]
        before = {seen.id: seen.text for seen in anna.chat().messages if seen.is_from_bot}
        anna.chat().upload("名录.pdf", b"%PDF list")
        assert "请先按“开始填报”" in await hear(world, anna, before)
        await press(world, anna, "开始填报")
        assert "确认提交" in await say(world, anna, "共有规上企业240家，名录见附件") + " ".join(words(anna))


async def test_the_leave_ends_with_the_later_of_two_days(tmp_path: Path) -> None:
    async with running(tmp_path) as world:
        anna = await at_the_report(world)
        await say(world, anna, "请假")
        assert "到7月8日（周一）为止" in await say(world, anna, "7月1日到7月8日")


async def test_of_a_delay_the_reason_alone_is_enough_by_buttons_too(tmp_path: Path) -> None:
    async with running(tmp_path) as world:
        anna = await at_the_report(world)
        await say(world, anna, "填报")
        await press(world, anna, "进度滞后")
        await say(world, anna, "原因：经费未到位；下一步：月底前落实")
        await press(world, anna, "确认提交")
        assert [(row["task"], row["problems"], row["next_step"]) for row in answers(world)] == [
            (15, "经费未到位", "月底前落实")
        ]


async def test_two_rounds_in_one_reminder_have_buttons_that_say_which(tmp_path: Path) -> None:
    async with running(tmp_path) as world:
        anna = await at_the_report(world)
        await call(world, "2024-06-27 17:00")
        await say(world, anna, "我的待报")
        shown = [button.text for row in anna.chat().last.buttons for button in row]
        assert "开始填报（2024年6月进展，7项）" in shown
        assert "开始填报（企业名录，1项）" in shown
        assert words(anna)[:2] == ["开始填报", "开始填报"]


async def test_what_was_submitted_is_no_default_any_more(tmp_path: Path) -> None:
    async with running(tmp_path) as world:
        anna = await at_the_report(world)
        assert "（默认，可改）" in await say(world, anna, "48材料已递交，60%")
        settled = await press(world, anna, "确认提交")
        assert "已提交（1项）" in settled
        assert "可改" not in settled


async def test_a_colleagues_contact_card_changes_nothing_and_the_way_is_named(tmp_path: Path) -> None:
    async with running(tmp_path) as world:
        anna = await at_the_report(world)
        before = {seen.id: seen.text for seen in anna.chat().messages if seen.is_from_bot}
        anna.chat().share_contact(world.emulator.person(2, "鲍里斯"))
        assert "“换人”" in await hear(world, anna, before)


async def test_numbers_for_a_registration_may_be_a_wide_range_and_others_are_named(tmp_path: Path) -> None:
    async with running(tmp_path) as world:
        world.import_demo()
        boris = world.emulator.person(2, "鲍里斯")
        boris.chat().start(world.invite("市科技局"))
        await world.settle()
        await say(world, boris, "张某某 13800000001，李某某 13900000002")
        await press(world, boris, "逐项填写")
        refused = await say(world, boris, "22、23、55")
        assert "任务55不在可选之列" in refused
        assert "22、23" in refused
        assert "任务编号：" in await say(world, boris, "20到25")
