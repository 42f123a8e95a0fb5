"""/calendar and /round in chat: what an admin changes is read back, confirmed, done, and told once."""

from datetime import timedelta
from pathlib import Path

from sqlmodel import Session, select

from models.tables import Round
from tests.world import Person, World, running


def round_named(world: World, slug: str) -> Round:
    def work(session: Session) -> Round:
        found = session.exec(select(Round).where(Round.slug == slug)).one()
        session.expunge(found)
        return found

    return world.database.look(work)


async def say(world: World, text: str, *, by: Person | None = None) -> str:
    chat = (by or world.admin).chat()
    chat.send(text)
    await world.settle()
    return chat.last.text


async def press(world: World, word: str, *, by: Person | None = None) -> str:
    chat = (by or world.admin).chat()
    chat.press(word)
    await world.settle()
    return chat.last.text


async def test_a_pasted_notice_is_read_back_confirmed_and_moves_the_rounds_not_yet_open(tmp_path: Path) -> None:
    async with running(tmp_path) as world:
        world.import_demo()
        shown = await say(world, "/calendar")
        assert "休息：2024年6月10日（周一）" in shown
        before = round_named(world, "2024-07").opens_at
        assert "原文" in await press(world, "录入放假安排")
        read_back = await say(world, "7月18日至19日放假，共2天。7月20日（星期六）上班。")
        assert "休息：2024年7月18日（周四）至7月19日（周五）" in read_back
        assert "上班：2024年7月20日（周六）" in read_back
        assert round_named(world, "2024-07").opens_at == before
        assert "已录入3天；1个" in await press(world, "确认")
        assert round_named(world, "2024-07").opens_at == before + timedelta(days=2)
        assert round_named(world, "2024-06").closes_at == before + timedelta(days=2)


async def test_a_notice_that_contradicts_itself_is_not_offered_for_confirming(tmp_path: Path) -> None:
    async with running(tmp_path) as world:
        world.import_demo()
        assert "对不上" in await say(world, "/calendar 2024年10月1日（星期一）放假")
        assert "确认" not in world.admin.chat().last.words
        assert "没有读到日期" in await say(world, "你好")


async def test_only_an_admin_changes_the_calendar_or_a_round(tmp_path: Path) -> None:
    async with running(tmp_path) as world:
        world.import_demo()
        anna = world.emulator.person(1, "安娜")
        await world.register(anna, "市先陶办")
        assert "管理员" in await say(world, "/calendar 2024-06-20 休息", by=anna)
        assert "管理员" in await say(world, "/round 2024-06 skip", by=anna)


async def test_a_due_time_moved_while_open_is_told_once_and_has_rungs_of_its_own(tmp_path: Path) -> None:
    async with running(tmp_path) as world:
        world.import_demo()
        anna, boris = world.emulator.person(1, "安娜"), world.emulator.person(2, "鲍里斯")
        await world.register(anna, "市先陶办")
        await world.register(boris, "市文旅局")
        await world.move_to("2024-06-18 09:00")
        anna.chat().send("25已完成，地图上线；26无新进展")
        await world.settle()
        await press(world, "确认提交", by=anna)
        told = len(anna.chat().messages)
        await world.pass_time(minutes=20)

        preview = await say(world, "/round 2024-06 due 2024-06-21 12:00")
        assert "6月25日（周二）17:00改为6月21日（周五）12:00" in preview
        assert "· 6月20日（周四）09:00" in preview
        assert "将通知1位" in preview
        await press(world, "确认")
        assert "截止时间有调整" in boris.chat().last.text
        assert len(anna.chat().messages) == told
        before = len(boris.chat().messages)
        await world.move_to("2024-06-20 09:00")
        await world.move_to("2024-06-21 09:00")
        assert len(boris.chat().messages) == before + 2
        assert "截止6月21日（周五）12:00" in boris.chat().last.text
        await world.move_to("2024-06-24 09:00")
        # The first working day after the new due time; the old T-1 is gone.
        assert len(boris.chat().messages) == before + 3
        assert "已过截止时间" in boris.chat().last.text


async def test_a_due_time_in_the_past_or_behind_the_next_opening_is_refused_with_what_to_do(tmp_path: Path) -> None:
    async with running(tmp_path) as world:
        world.import_demo()
        assert "已经过去" in await say(world, "/round 2024-06 due 2024-05-20 17:00")
        assert "2024-07" in await say(world, "/round 2024-06 due 2024-08-20 17:00")
        assert "没有名为" in await say(world, "/round 2030-01 skip")
        assert "没有读懂时间" in await say(world, "/round 2024-06 due 下周五")
        assert "用法" in await say(world, "/round 2024-06 什么")


async def test_an_old_confirmation_does_nothing_once_something_else_was_read_back(tmp_path: Path) -> None:
    async with running(tmp_path) as world:
        world.import_demo()
        await say(world, "/round 2024-07 skip")
        old = world.admin.chat().last
        await say(world, "/round 2024-08 due 2024-08-23 17:00")
        world.admin.chat().press("确认", message=old.id)
        await world.settle()
        assert round_named(world, "2024-07").skipped_at is None
        assert round_named(world, "2024-08").due_revision == 0


async def test_a_round_merged_into_the_next_owes_nothing_and_the_one_before_stays_open_until_then(
    tmp_path: Path,
) -> None:
    async with running(tmp_path) as world:
        world.import_demo()
        anna = world.emulator.person(1, "安娜")
        await world.register(anna, "市先陶办")
        await world.move_to("2024-06-18 09:00")
        assert "2项待报" in anna.chat().last.text
        assert "并入2024年7月进展" in await say(world, "/round 2024-06 merge 2024-07")
        await press(world, "确认")
        assert "请在2024年7月进展中一并填写" in anna.chat().last.text
        states = {row["state"] for row in world.export()["assignments"] if row["round"] == "2024-06"}
        assert states == {"waived"}
        before = len(anna.chat().messages)
        await world.move_to("2024-06-24 09:00")
        await world.move_to("2024-06-25 17:00")
        assert len(anna.chat().messages) == before
        await say(world, "/round 2024-08 skip")
        await press(world, "确认")
        assert round_named(world, "2024-07").closes_at == round_named(world, "2024-09").opens_at
        await world.move_to("2024-08-19 09:00")
        assert round_named(world, "2024-08").opened_at is None


async def test_the_office_is_asked_about_a_due_day_that_is_a_rest_day_and_its_answer_counts(tmp_path: Path) -> None:
    async with running(tmp_path, "2024-08-01 09:00") as world:
        world.import_demo("2024-08")
        office = world.emulator.group("办公室", members=[world.admin], bots=[world.bot])
        office.send(world.admin, "/bind_office@liaison_test_bot")
        await world.settle()
        await world.move_to("2024-08-19 09:00")
        assert "8月25日（周日）17:00不是工作日" in next(m.text for m in office.messages if "不是工作日" in m.text)
        asked = next(m for m in office.messages if "不是工作日" in m.text)
        office.press(world.admin, "推迟到8月26日（周一）17:00", message=asked.id)
        await world.settle()
        due_at = round_named(world, "2024-08").due_at
        assert due_at.isoformat() == "2024-08-26T09:00:00+00:00"
        await world.pass_time(minutes=1)
        assert sum("不是工作日" in m.text for m in office.messages) == 0


async def test_in_the_last_month_the_admin_is_asked_once_and_the_plan_goes_on_into_the_next_year(
    tmp_path: Path,
) -> None:
    async with running(tmp_path, "2024-12-01 09:00") as world:
        world.import_demo("2024-12", "2024-12")
        anna = world.emulator.person(1, "安娜")
        await world.register(anna, "市先陶办")
        await world.move_to("2024-12-18 09:00")
        asked = [m for m in world.admin.chat().messages if "已到最后一期" in m.text]
        assert len(asked) == 1
        await world.pass_time(minutes=1)
        world.admin.chat().press("再延续12个月", message=asked[0].id)
        await world.settle()
        assert world.export()["plans"][0]["last_round"] == "2025-12"
        assert round_named(world, "2024-12").closes_at == round_named(world, "2025-01").opens_at
        world.admin.chat().press("再延续12个月", message=asked[0].id) if asked[0].words else None
        await world.settle()
        assert world.export()["plans"][0]["last_round"] == "2025-12"
        await world.move_to("2025-01-20 09:00")
        assert "2025年1月进展" in anna.chat().last.text


async def test_a_rung_switched_on_reminds_from_then_on_and_is_not_made_up_for(tmp_path: Path) -> None:
    async with running(tmp_path) as world:
        world.import_demo()
        anna = world.emulator.person(1, "安娜")
        await world.register(anna, "市先陶办")
        await world.move_to("2024-06-18 09:00")
        shown = await say(world, "/round ladder monthly")
        assert "· 6月24日（周一）09:00" in shown
        assert "· 6月21日（周五）09:00" not in shown
        await press(world, "T-3")
        assert "· 6月21日（周五）09:00" in world.admin.chat().last.text
        before = len(anna.chat().messages)
        await world.move_to("2024-06-21 09:00")
        assert len(anna.chat().messages) == before + 1
        await world.pass_time(hours=3)
        await say(world, "/round ladder monthly T-4 09:00")
        await world.pass_time(minutes=20)
        assert len(anna.chat().messages) == before + 1
        assert "没有这样的提醒" in await say(world, "/round ladder monthly T-2 23:00")


async def test_a_week_before_the_cutoff_the_office_gets_the_units_nobody_speaks_for_and_links(tmp_path: Path) -> None:
    async with running(tmp_path) as world:
        world.import_demo()
        anna = world.emulator.person(1, "安娜")
        await world.register(anna, "市先陶办")
        await world.move_to("2024-06-21 09:00")
        listed = [m for m in world.admin.chat().messages if "尚无人登记" in m.text]
        assert len(listed) == 1
        assert "市文旅局" in listed[0].text
        assert "市先陶办" not in listed[0].text
        world.admin.chat().press("生成邀请链接", message=listed[0].id)
        await world.settle()
        assert "https://t.me/liaison_test_bot?start=" in world.admin.chat().last.text
        await world.pass_time(hours=1)
        assert sum("尚无人登记" in m.text for m in world.admin.chat().messages) == 1
