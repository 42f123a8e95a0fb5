"""Links that are withdrawn or over, deputies who ask for what is not theirs, and what somebody removed leaves behind."""

import re
from pathlib import Path

from tests.conversation.talking import employ, press, say
from tests.test_people import active, last_token, said
from tests.world import Person, World, running

JUNE = "2024-06-18 09:00"


async def arrive(world: World, person: Person, token: str) -> str:
    person.chat().start(token)
    await world.settle()
    return person.chat().last.text


async def link_number(world: World, unit: str) -> str:
    listed = await say(world, world.admin, f"/members {unit}")
    found = re.search(r"Y(\d+)　链接已被打开", listed)
    assert found is not None, listed
    return found[1]


async def test_a_link_that_was_opened_by_the_wrong_person_can_still_be_revoked(tmp_path: Path) -> None:
    async with running(tmp_path) as world:
        world.import_demo()
        anna, eve = world.emulator.person(1, "安娜"), world.emulator.person(3, "旁人")
        await employ(world, anna, "市文旅局")
        await say(world, world.admin, "/members 市文旅局")
        await press(world, world.admin, "换人")
        await press(world, world.admin, "确认换人")
        await arrive(world, eve, last_token(world.admin.chat()))
        await say(world, eve, "旁人 13900000009")
        number = await link_number(world, "市文旅局")
        assert "已撤销" in await say(world, world.admin, f"/revoke Y{number}")
        assert "已经作废" in await press(world, eve, "确认换人")
        assert active(world) == []


async def test_a_form_begun_with_a_link_since_revoked_is_not_filed(tmp_path: Path) -> None:
    async with running(tmp_path) as world:
        world.import_demo()
        eve = world.emulator.person(3, "旁人")
        await arrive(world, eve, world.invite("市先陶办"))
        await say(world, eve, "张某某 13800000001，旁人 13900000009")
        await press(world, eve, "全部相同")
        await say(world, world.admin, "/revoke 市先陶办")
        assert "已经作废" in await press(world, eve, "确认提交")
        assert world.export()["liaisons"] == []
        assert "市先陶办" not in await say(world, eve, "/start")


async def test_whoever_an_admin_has_removed_comes_back_only_with_an_admins_consent(tmp_path: Path) -> None:
    async with running(tmp_path, approve_claims=False) as world:
        world.import_demo()
        anna = world.emulator.person(1, "安娜")
        token = world.invite("市文旅局")
        for state in ("active", "pending"):
            await arrive(world, anna, token)
            await say(world, anna, "张某某 13800000001，安娜 13900000009")
            await press(world, anna, "全部相同")
            await press(world, anna, "确认提交")
            (line,) = [row for row in world.export()["liaisons"] if row["state"] != "revoked"]
            assert line["state"] == state
            if state == "active":
                await say(world, world.admin, "/revoke 市文旅局")


async def test_a_deputy_is_told_whose_it_is_to_hand_over_and_no_link_outlives_the_leave(tmp_path: Path) -> None:
    async with running(tmp_path) as world:
        world.import_demo()
        anna, dai, other = (world.emulator.person(n, name) for n, name in ((1, "安娜"), (2, "代"), (3, "旁人")))
        await employ(world, anna, "市文旅局")
        await world.move_to("2024-06-17 10:00")
        await say(world, anna, "/leave 6月18日")
        token = last_token(anna.chat())
        await arrive(world, dai, token)
        await say(world, dai, "代理人 13700000004")
        await press(world, dai, "确认代理")
        for command in ("/handover", "/leave"):
            assert "您是代理人" in await say(world, dai, command)
        await world.move_to("2024-06-19 09:00")
        # Not even for whoever has used it before.
        assert "无效或已过期" in await arrive(world, dai, token)
        assert "无效或已过期" in await arrive(world, other, token)


async def test_what_somebody_removed_has_left_unsubmitted_is_not_theirs_to_cancel(tmp_path: Path) -> None:
    async with running(tmp_path) as world:
        world.import_demo()
        anna, bert = world.emulator.person(1, "安娜"), world.emulator.person(2, "接任")
        await employ(world, anna, "市文旅局")
        await world.move_to(JUNE)
        await say(world, anna, "28已完成，地图已上线")
        await say(world, world.admin, "/members 市文旅局")
        await press(world, world.admin, "换人")
        await press(world, world.admin, "确认换人")
        assert "没有正在填写" in await say(world, anna, "/cancel")
        await arrive(world, bert, last_token(world.admin.chat()))
        await say(world, bert, "接任者 13900000009")
        await press(world, bert, "确认换人")
        assert "1项未提交的草稿，已转给您" in said(bert.chat())


async def test_nobody_is_reminded_to_register_who_has_given_the_post_up_or_whose_link_was_revoked(
    tmp_path: Path,
) -> None:
    async with running(tmp_path) as world:
        world.import_demo()
        anna, eve = world.emulator.person(1, "安娜"), world.emulator.person(3, "旁人")
        await world.register(anna, "市文旅局")
        await say(world, anna, "/privacy")
        await press(world, anna, "离任并删除姓名电话")
        await press(world, anna, "确认删除")
        await arrive(world, eve, world.invite("市先陶办"))
        await say(world, world.admin, "/revoke 市先陶办")
        heard = len(anna.chat().messages), len(eve.chat().messages)
        await world.move_to("2024-06-28 09:00")
        assert (len(anna.chat().messages), len(eve.chat().messages)) == heard


async def test_whoever_has_opened_a_link_and_not_registered_is_reminded(tmp_path: Path) -> None:
    async with running(tmp_path) as world:
        world.import_demo()
        eve = world.emulator.person(3, "旁人")
        await arrive(world, eve, world.invite("市先陶办"))
        await world.move_to("2024-06-28 09:00")
        assert "请完成对接人登记" in eve.chat().last.text
        assert "市先陶办" in eve.chat().last.text


async def test_a_returned_tasks_card_gives_the_reason_once_and_the_new_due_time(tmp_path: Path) -> None:
    async with running(tmp_path) as world:
        world.import_demo()
        anna = world.emulator.person(1, "安娜")
        await employ(world, anna, "市文旅局", [28])
        await world.move_to("2024-06-22 09:00")
        await say(world, anna, "28已完成，地图已上线")
        await press(world, anna, "确认提交")
        await say(world, world.admin, "/return 28 市文旅局 请写明网址")
        card = await press(world, anna, "开始填报")
        assert card.count("请写明网址") == 1
        assert card.count("↩️") == 1
        assert "截止6月25日（周二）24:00" in card


async def test_the_list_of_units_not_registered_waits_for_the_morning(tmp_path: Path) -> None:
    async with running(tmp_path) as world:
        world.import_demo()
        await world.move_to("2024-06-21 23:59")
        assert "尚无人登记" not in said(world.admin.chat())
        await world.move_to("2024-06-22 08:00")
        assert "尚无人登记" in said(world.admin.chat())


async def test_an_old_card_cannot_replace_somebody_who_has_been_replaced(tmp_path: Path) -> None:
    async with running(tmp_path) as world:
        world.import_demo()
        anna, bert = world.emulator.person(1, "安娜"), world.emulator.person(2, "接任")
        await employ(world, anna, "市文旅局")
        await say(world, world.admin, "/members 市文旅局")
        await say(world, anna, "/handover")
        await press(world, anna, "确认换人")
        await arrive(world, bert, last_token(anna.chat()))
        await say(world, bert, "接任者 13900000009")
        await press(world, bert, "确认换人")
        assert "已经办理过" in await press(world, world.admin, "换人")
        assert [row[1] for row in active(world)] == ["接任者"]
