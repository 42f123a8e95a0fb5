"""People come, go, stand in and ask for time: through the whole program and an emulated Telegram."""

import re
from pathlib import Path
from typing import Any

from sqlmodel import select

from bot.sandbox.emulator import Person
from bot.sandbox.emulator.people import PrivateChat
from models.tables import OutboxMessage
from tests.world import World, running

LINK = re.compile(r"https://t\.me/liaison_test_bot\?start=(\S+)")


def token_in(text: str) -> str:
    found = LINK.search(text)
    assert found is not None, text
    return found[1]


def last_token(chat: PrivateChat) -> str:
    return next(token_in(message.text) for message in reversed(chat.messages) if "?start=" in message.text)


def said(chat: PrivateChat) -> str:
    return "\n".join(message.text for message in chat.messages if message.is_from_bot)


async def send(world: World, person: Person, text: str) -> str:
    before = person.chat().messages[-1].id if person.chat().messages else 0
    person.chat().send(text)
    await world.settle()
    return "\n".join(seen.text for seen in person.chat().messages if seen.is_from_bot and seen.id > before)


async def press(world: World, person: Person, word: str) -> str:
    before = person.chat().last.id
    person.chat().press(word)
    await world.settle()
    fresh = [seen.text for seen in person.chat().messages if seen.is_from_bot and seen.id > before]
    return "\n".join(fresh) or "\n".join(seen.text for seen in person.chat().messages if seen.is_edited)


def active(world: World) -> list[tuple[str, str, str, str, str]]:
    return [
        (row["unit"], row["name"], row["phone"], row["leader_name"], row["leader_phone"])
        for row in world.export()["liaisons"]
        if row["state"] == "active"
    ]


def assignments(world: World, task: int, round_: str = "2024-06") -> list[dict[str, Any]]:
    return [row for row in world.export()["assignments"] if row["task"] == task and row["round"] == round_]


# 1. Hand-over


async def test_a_successor_gives_name_and_phone_only_and_the_post_with_its_drafts_moves(tmp_path: Path) -> None:
    async with running(tmp_path) as world:
        world.import_demo()
        anna, wang = world.emulator.person(1, "安娜"), world.emulator.person(2, "王")
        await world.register(anna, "市文旅局")
        await world.move_to("2024-06-18 09:00")
        await send(world, anna, "28已完成，地图已上线")
        assert "<" not in await send(world, anna, "/handover")
        await press(world, anna, "确认换人")
        token = last_token(anna.chat())

        wang.chat().start(token)
        await world.settle()
        assert "只需填写本人姓名和电话" in wang.chat().last.text
        assert "李某某" in wang.chat().last.text
        await send(world, wang, "王接任 13700000003")
        assert {"确认换人", "修改", "取消"} <= set(wang.chat().last.words)
        assert [row[1] for row in active(world)] == ["李某某"]
        await press(world, wang, "确认换人")
        assert "1项未提交的草稿" in said(wang.chat())
        assert active(world) == [("市文旅局", "王接任", "13700000003", "张某某", "13800000001")]
        assert [row["state"] for row in world.export()["liaisons"]] == ["revoked", "active"]
        assert "已移交给王接任" in anna.chat().last.text
        assert "联络员已由李某某换为王接任（13700000003）" in said(world.admin.chat())

        await send(world, wang, "29滞后，经费未到位")
        await press(world, wang, "确认提交")
        answers = {row["task"]: row for row in world.export()["answers"] if row["round"] == "2024-06"}
        assert "地图已上线" in answers[28]["text"]
        assert {row["submitted_by"] for row in answers.values()} == {2}
        before = len(anna.chat().messages)
        await world.move_to("2024-06-24 09:00")
        assert len(anna.chat().messages) == before
        assert "待报" in wang.chat().last.text


async def test_the_contact_button_answers_the_question_for_the_phone(tmp_path: Path) -> None:
    async with running(tmp_path) as world:
        world.import_demo()
        anna, wang = world.emulator.person(1, "安娜"), world.emulator.person(2, "王")
        wang.user.phone_number = "+8613700000003"
        await world.register(anna, "市文旅局")
        await send(world, anna, "换人")
        await press(world, anna, "确认换人")
        wang.chat().start(last_token(anna.chat()))
        await world.settle()
        await send(world, wang, "王接任")
        wang.chat().share_contact(anna)
        await world.settle()
        assert "不是您本人的号码" in wang.chat().last.text
        wang.chat().share_contact()
        await world.settle()
        await press(world, wang, "确认换人")
        assert [row[1:3] for row in active(world)] == [("王接任", "13700000003")]


async def test_a_successors_link_serves_one_person_once_and_dies_with_its_withdrawal(tmp_path: Path) -> None:
    async with running(tmp_path) as world:
        world.import_demo()
        anna, wang, eve = (world.emulator.person(n, name) for n, name in ((1, "安娜"), (2, "王"), (3, "旁人")))
        await world.register(anna, "市文旅局")
        await send(world, anna, "/handover")
        await press(world, anna, "确认换人")
        token = last_token(anna.chat())
        anna.chat().start(token)
        await world.settle()
        assert "请转发给对方" in anna.chat().last.text
        wang.chat().start(token)
        await world.settle()
        eve.chat().start(token)
        await world.settle()
        assert "无效或已过期" in eve.chat().last.text
        await press(world, anna, "取消")
        assert "作废" in anna.chat().last.text
        await send(world, wang, "王接任 13700000003")
        assert "作废" in await press(world, wang, "确认换人")
        assert [row[1] for row in active(world)] == ["李某某"]


async def test_the_newer_word_of_two_drafts_stays_when_a_colleague_takes_over(tmp_path: Path) -> None:
    async with running(tmp_path) as world:
        world.import_demo()
        anna, wang = world.emulator.person(1, "安娜"), world.emulator.person(2, "王")
        await world.register(anna, "市文旅局")
        await world.register(wang, "市先陶办")
        await world.move_to("2024-06-18 09:00")
        await send(world, anna, "28已完成，旧的话")
        await send(world, wang, "25已完成，方案已印发")
        await send(world, anna, "/handover")
        await press(world, anna, "确认换人")
        wang.chat().start(last_token(anna.chat()))
        await world.settle()
        # Whoever is a liaison already is known, and asked for nothing but the confirmation.
        await press(world, wang, "确认换人")
        await send(world, wang, "28滞后，新的话")
        await press(world, wang, "确认提交")
        answers = {row["task"]: row["text"] for row in world.export()["answers"] if row["round"] == "2024-06"}
        assert answers.keys() == {25, 28}
        assert "方案已印发" in answers[25]
        assert "新的话" in answers[28]


async def test_a_message_about_a_change_of_people_offers_the_hand_over(tmp_path: Path) -> None:
    async with running(tmp_path) as world:
        world.import_demo()
        anna = world.emulator.person(1, "安娜")
        await world.register(anna, "市文旅局")
        await send(world, anna, "我下个月退休了，工作交给小王负责")
        assert anna.chat().last.words == ["换人"]
        await press(world, anna, "换人")
        assert "确认换人" in anna.chat().last.words


async def test_an_admin_replaces_somebody_and_the_office_hears_of_the_gap_at_once(tmp_path: Path) -> None:
    async with running(tmp_path) as world:
        world.import_demo()
        anna, wang = world.emulator.person(1, "安娜"), world.emulator.person(2, "王")
        office = world.emulator.group("办公室", members=[world.admin], bots=[world.bot])
        office.send(world.admin, "/bind_office@liaison_test_bot")
        await world.settle()
        await world.register(anna, "市文旅局")
        await world.move_to("2024-06-18 09:00")
        await send(world, anna, "28已完成，地图已上线")
        listed = await send(world, world.admin, "/members 市文旅局")
        assert "李某某　139****0002" in listed
        assert "13900000002" not in listed
        await press(world, world.admin, "换人")
        await press(world, world.admin, "确认换人")
        assert active(world) == []
        assert "不再担任" in anna.chat().last.text
        assert "岗位空缺" in office.last.text
        assert "28" not in await send(world, anna, "我的任务")

        wang.chat().start(token_in(world.admin.chat().last.text))
        await world.settle()
        await send(world, wang, "王接任，13700000003")
        await press(world, wang, "确认换人")
        assert "1项未提交的草稿" in said(wang.chat())
        assert [row[1] for row in active(world)] == ["王接任"]
        assert "换为王接任" in office.last.text


async def test_the_list_of_units_pages_and_leads_to_their_people(tmp_path: Path) -> None:
    async with running(tmp_path) as world:
        world.import_demo()
        await send(world, world.admin, "/members")
        first = world.admin.chat().last
        assert "下一页" in first.words
        world.admin.chat().press("下一页", message=first.id)
        await world.settle()
        second = world.admin.chat().message(first.id)
        assert "上一页" in second.words
        world.admin.chat().press(second.words[0], message=first.id)
        await world.settle()
        assert "没有联络员" in world.admin.chat().last.text


async def test_an_admin_revokes_a_post_by_unit_and_a_link_by_number(tmp_path: Path) -> None:
    async with running(tmp_path) as world:
        world.import_demo()
        anna, eve = world.emulator.person(1, "安娜"), world.emulator.person(3, "旁人")
        await world.register(anna, "市文旅局")
        await send(world, world.admin, "/revoke 市文旅局")
        assert active(world) == []
        assert "岗位空缺" in said(world.admin.chat())
        token = world.invite("市先陶办")
        listed = await send(world, world.admin, "/members 市先陶办")
        number = re.search(r"Y(\d+)", listed)
        assert number is not None
        assert "已撤销" in await send(world, world.admin, f"/revoke Y{number[1]}")
        eve.chat().start(token)
        await world.settle()
        assert "无效或已过期" in eve.chat().last.text
        assert "没有名为" in await send(world, world.admin, "/revoke 没有的单位")


# 2. Leave


async def test_a_deputy_is_reminded_until_the_last_day_and_then_everything_is_as_before(tmp_path: Path) -> None:
    async with running(tmp_path) as world:
        world.import_demo()
        anna, dai = world.emulator.person(1, "安娜"), world.emulator.person(2, "代")
        await world.register(anna, "市文旅局")
        await world.move_to("2024-06-17 10:00")
        assert "请假到哪一天" in await send(world, anna, "/leave")
        assert "没有认出日期" in await send(world, anna, "下半年")
        await send(world, anna, "6月24日")
        dai.chat().start(last_token(anna.chat()))
        await world.settle()
        assert "6月24日" in dai.chat().last.text
        await send(world, dai, "代理人 13700000004")
        await press(world, dai, "确认代理")
        assert "代理人已开始代理" in anna.chat().last.text
        assert [row[1] for row in active(world)] == ["李某某", "代理人"]

        heard = len(anna.chat().messages)
        await world.move_to("2024-06-18 09:00")
        assert "待报" in dai.chat().last.text
        await send(world, dai, "28已完成，地图已上线")
        await world.move_to("2024-06-24 09:00")
        assert len(anna.chat().messages) == heard, anna.chat().last.text

        await world.move_to("2024-06-25 00:00")
        assert [row[1] for row in active(world)] == ["李某某"]
        assert len(anna.chat().messages) == heard  # nothing is sent at night
        await world.move_to("2024-06-25 09:00")
        assert "待报" in anna.chat().last.text
        assert "代理已结束" in dai.chat().last.text
        assert "还有" not in await send(world, dai, "/status")
        # What the deputy had not submitted came back with the post.
        await press(world, anna, "开始填报")
        await send(world, anna, "29正常推进，已开工")
        await press(world, anna, "确认提交")
        assert {row["task"] for row in world.export()["answers"] if row["round"] == "2024-06"} == {28, 29}


async def test_a_leave_ended_early_relieves_the_deputy(tmp_path: Path) -> None:
    async with running(tmp_path) as world:
        world.import_demo()
        anna, dai = world.emulator.person(1, "安娜"), world.emulator.person(2, "代")
        await world.register(anna, "市文旅局")
        await send(world, anna, "/leave 2024-06-30")
        dai.chat().start(last_token(anna.chat()))
        await world.settle()
        await send(world, dai, "代理人 13700000004")
        await press(world, dai, "确认代理")
        assert "由代理人代理到6月30日" in await send(world, anna, "/leave")
        await press(world, anna, "结束请假")
        assert [row[1] for row in active(world)] == ["李某某"]
        assert "代理已结束" in dai.chat().last.text
        await press(world, anna, "结束请假")
        assert "已经办理过" in anna.chat().last.text


# 3. Leaders


async def test_a_leader_reads_the_units_state_and_is_copied_only_after_the_due_time(tmp_path: Path) -> None:
    async with running(tmp_path) as world:
        world.import_demo()
        anna, leader = world.emulator.person(1, "安娜"), world.emulator.person(2, "张某某")
        boris = world.emulator.person(3, "鲍里斯")
        await world.register(anna, "市先陶办")
        await world.register(boris, "市文旅局")
        await send(world, anna, "/contacts")
        await press(world, anna, "分管领导查阅链接")
        leader.chat().start(token_in(anna.chat().last.text))
        await world.settle()
        assert "无需填写" in said(leader.chat())
        await world.move_to("2024-06-18 09:00")
        heard = len(leader.chat().messages)
        await send(world, anna, "25已完成，方案已印发")
        await press(world, anna, "确认提交")
        state = await send(world, leader, "/status")
        assert "应报2项　已报1项（逾期0项）" in state
        assert "未报：任务26" in state
        assert "用于查阅" in await send(world, leader, "28已完成")
        heard = len(leader.chat().messages)

        round_id = 1 + [row["slug"] for row in world.export()["rounds"]].index("2024-06")
        await world.move_to("2024-06-25 16:00")
        await send(world, world.admin, "/missing 2024-06")
        assert heard == len(leader.chat().messages)
        await world.move_to("2024-06-25 17:05")
        await send(world, world.admin, "/missing 2024-06")
        assert "抄送分管领导" in world.admin.chat().last.words, round_id
        preview = await press(world, world.admin, "抄送分管领导")
        assert "市先陶办　任务26　张某某" in preview
        assert "请电话联系" in preview
        assert len(leader.chat().messages) == heard
        card = world.admin.chat().last.id
        world.admin.chat().press("确认发送", message=card)
        await world.settle()
        assert "已抄送1位" in world.admin.chat().message(card).text
        assert "办公室抄送" in leader.chat().last.text
        assert len(leader.chat().messages) == heard + 1
        assert [row["action"] for row in world.export()["audit"]].count("copy_leaders") == 1


# 4. Contacts


async def test_a_liaison_changes_the_leader_and_the_own_phone_and_the_export_shows_it(tmp_path: Path) -> None:
    async with running(tmp_path) as world:
        world.import_demo()
        anna = world.emulator.person(1, "安娜")
        await world.register(anna, "市文旅局")
        shown = await send(world, anna, "对接人")
        assert "13900000002" in shown
        await press(world, anna, "修改分管领导")
        assert "没有认出" in await send(world, anna, "12345")
        await send(world, anna, "赵新任 0798-8500001")
        assert active(world)[0][3] == "张某某"
        await press(world, anna, "确认提交")
        await send(world, anna, "/contacts")
        await press(world, anna, "修改本人姓名电话")
        await send(world, anna, "13700000009")
        await press(world, anna, "确认提交")
        assert active(world) == [("市文旅局", "李某某", "13700000009", "赵新任", "0798-8500001")]
        told = said(world.admin.chat())
        assert "市文旅局分管领导信息已更新：赵新任　0798-8500001" in told
        assert "市文旅局联络员信息已更新：李某某　13700000009" in told


async def test_a_report_in_the_middle_of_a_change_of_contacts_is_a_report(tmp_path: Path) -> None:
    async with running(tmp_path) as world:
        world.import_demo()
        anna = world.emulator.person(1, "安娜")
        await world.register(anna, "市文旅局")
        await world.move_to("2024-06-18 09:00")
        await send(world, anna, "/contacts")
        await press(world, anna, "修改分管领导")
        await send(world, anna, "28已完成，地图已上线")
        assert "确认提交" in anna.chat().last.words
        await press(world, anna, "确认提交")
        assert "回执" in anna.chat().last.text
        assert active(world)[0][3] == "张某某"


# 5. More time


async def test_more_time_asked_in_one_message_is_decided_by_the_office_and_on_time_follows(tmp_path: Path) -> None:
    async with running(tmp_path) as world:
        world.import_demo()
        anna, boris = world.emulator.person(1, "安娜"), world.emulator.person(2, "鲍里斯")
        office = world.emulator.group("办公室", members=[world.admin, boris], bots=[world.bot])
        office.send(world.admin, "/bind_office@liaison_test_bot")
        await world.settle()
        await world.register(anna, "市先陶办")
        await world.move_to("2024-06-18 10:00")
        preview = await send(world, anna, "25申请延期到6月28日，因经费审批未完成")
        assert "任务：25" in preview
        assert "6月28日（周五）17:00" in preview
        assert "经费审批未完成" in preview
        await press(world, anna, "确认提交")
        card = office.last
        assert card.words == ["同意", "不同意"]
        assert "李某某" in card.text
        office.press(boris, "同意")
        await world.settle()
        assert "已延期" in office.message(card.id).text
        assert "已同意延期" in anna.chat().last.text
        assert assignments(world, 25)[0]["due_at"] == "2024-06-28T17:00:00+08:00"
        assert assignments(world, 26)[0]["due_at"] == "2024-06-25T17:00:00+08:00"

        await send(world, anna, "26无新进展")
        await press(world, anna, "确认提交")
        heard = len(anna.chat().messages)
        await world.move_to("2024-06-24 09:00")
        await world.move_to("2024-06-25 09:00")
        await world.move_to("2024-06-26 09:00")
        assert len(anna.chat().messages) == heard  # the round's own rungs are none of an extended item
        await world.move_to("2024-06-27 09:00")
        assert "截止6月28日（周五）17:00" in anna.chat().last.text
        await send(world, anna, "25已完成，方案已印发")
        await world.move_to("2024-06-28 16:00")
        await press(world, anna, "确认提交")
        answer = next(row for row in world.export()["answers"] if row["task"] == 25)
        assert answer["on_time"]
        assert [row["outcome"] for row in world.export()["reminders"] if "T-1" in row["slot"] and "+" in row["slot"]]


async def test_what_is_missing_of_a_request_is_asked_and_a_repeated_press_decides_nothing(tmp_path: Path) -> None:
    async with running(tmp_path) as world:
        world.import_demo()
        anna = world.emulator.person(1, "安娜")
        await world.register(anna, "市先陶办")
        await world.move_to("2024-06-18 10:00")
        assert "新的截止日期" in await send(world, anna, "申请延期")
        assert "事由" in await send(world, anna, "延到6月28日")
        await send(world, anna, "领导出差，材料待审")
        await press(world, anna, "确认提交")
        card = world.admin.chat().last
        assert "任务25、26" in card.text
        world.admin.chat().press("不同意", message=card.id)
        world.admin.chat().press("同意", message=card.id)
        await world.settle()
        assert "未获同意" in anna.chat().last.text
        assert assignments(world, 25)[0]["due_at"] == "2024-06-25T17:00:00+08:00"
        assert "晚于现在的截止时间" in await send(world, anna, "申请延期到6月20日，经费问题")
        assert "本期最晚" in await send(world, anna, "延到9月1日")


async def test_after_the_due_time_no_more_time_is_given_for_the_asking(tmp_path: Path) -> None:
    async with running(tmp_path) as world:
        world.import_demo()
        anna = world.emulator.person(1, "安娜")
        await world.register(anna, "市先陶办")
        await world.move_to("2024-06-18 10:00")
        await world.move_to("2024-06-25 17:01")
        assert "截止时间已过" in await send(world, anna, "申请延期到6月28日，经费审批未完成")


async def test_an_admin_extends_at_once_and_an_answer_already_given_late_is_on_time_then(tmp_path: Path) -> None:
    async with running(tmp_path) as world:
        world.import_demo()
        anna = world.emulator.person(1, "安娜")
        await world.register(anna, "市先陶办")
        await world.move_to("2024-06-18 10:00")
        assert "用法" in await send(world, world.admin, "/extend 市先陶办")
        assert "任务编号" in await send(world, world.admin, "/extend 市先陶办 甲乙 6月28日")
        assert "日期" in await send(world, world.admin, "/extend 市先陶办 all 6月1日")
        assert "没有这些待报" in await send(world, world.admin, "/extend 市先陶办 1 6月28日")
        assert "已延期" in await send(world, world.admin, "/extend 市先陶办 25 2024-06-28 12:00")
        assert assignments(world, 25)[0]["due_at"] == "2024-06-28T12:00:00+08:00"
        assert "已同意延期" in anna.chat().last.text
        await send(world, world.admin, "/extend 市先陶办 all 6月27日")
        assert assignments(world, 26)[0]["due_at"] == "2024-06-27T17:00:00+08:00"


async def test_a_request_granted_after_a_late_answer_makes_it_on_time(tmp_path: Path) -> None:
    async with running(tmp_path) as world:
        world.import_demo()
        anna = world.emulator.person(1, "安娜")
        await world.register(anna, "市先陶办")
        await world.move_to("2024-06-25 10:00")
        await send(world, anna, "25申请延期到6月28日，经费审批未完成")
        await press(world, anna, "确认提交")
        card = world.admin.chat().last
        await world.move_to("2024-06-26 11:00")
        await send(world, anna, "25已完成，方案已印发")
        await press(world, anna, "确认提交")
        assert not next(row for row in world.export()["answers"] if row["task"] == 25)["on_time"]
        world.admin.chat().press("同意", message=card.id)
        await world.settle()
        assert next(row for row in world.export()["answers"] if row["task"] == 25)["on_time"]


# 7. Privacy


async def test_somebody_sees_what_is_stored_and_erases_name_and_phone_but_not_the_answers(tmp_path: Path) -> None:
    async with running(tmp_path) as world:
        world.import_demo()
        anna = world.emulator.person(1, "安娜")
        await world.register(anna, "市先陶办")
        await world.move_to("2024-06-18 10:00")
        await send(world, anna, "25已完成，方案已印发")
        await press(world, anna, "确认提交")
        stored = await send(world, anna, "/privacy")
        for fact in ("安娜", "李某某", "13900000002", "市先陶办", "2条"):
            assert fact in stored
        await press(world, anna, "离任并删除姓名电话")
        await press(world, anna, "取消")
        assert len(active(world)) == 1
        await press(world, anna, "离任并删除姓名电话")
        await press(world, anna, "确认删除")
        assert active(world) == []
        assert "岗位空缺" in said(world.admin.chat())
        line = world.export()["liaisons"][0]
        assert (line["name"], line["phone"], line["state"]) == ("已注销", "", "revoked")
        assert ["方案已印发" in row["text"] for row in world.export()["answers"] if row["task"] == 25] == [True]
        again = await send(world, anna, "/privacy")
        assert "安娜" not in again
        assert "已注销" in again
        kept = world.database.look(
            lambda session: [
                str(row.payload)
                for row in session.exec(select(OutboxMessage).where(OutboxMessage.chat_id == anna.id))
                if "13900000002" in str(row.payload) or "李某某" in str(row.payload)
            ]
        )
        assert kept == []


# 8. Claims


async def test_a_second_claim_of_a_post_is_shown_beside_the_first_and_all_can_be_approved_at_once(
    tmp_path: Path,
) -> None:
    async with running(tmp_path) as world:
        world.import_demo()
        anna, boris, clara = (world.emulator.person(n, name) for n, name in ((1, "安娜"), (2, "鲍"), (3, "克")))
        await world.register(anna, "市先陶办", approve=False)
        assert "该单位已有联络员" not in world.admin.chat().last.text
        boris.chat().start(world.invite("市先陶办"))
        await world.settle()
        await send(world, boris, "张某某 13800000001，孙某某 13600000006")
        await press(world, boris, "全部相同")
        await press(world, boris, "确认提交")
        assert "该单位已有联络员：李某某 139****0002（全部任务）" in world.admin.chat().last.text
        await send(world, world.admin, "/approve")
        offer = world.admin.chat().last
        assert offer.words == ["全部同意"]
        await world.register(clara, "市文旅局", approve=False)
        world.admin.chat().press("全部同意", message=offer.id)
        await world.settle()
        assert sorted(row[1] for row in active(world)) == ["孙某某", "李某某"]  # not the claim that came since
        assert "已同意2项登记" in world.admin.chat().message(offer.id).text
        assert world.export()["liaisons"][-1]["state"] == "pending"
