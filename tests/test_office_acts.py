"""Every act of the office and the admins, in Chinese and in English: what it changes in `export data`."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from sqlmodel import Session

from locales import LANGUAGES, t
from models.actions.announcing import begin_broadcast, stop_broadcast
from models.store.people import person_by_chat
from tests.world import ADMIN_ID, Group, Person, World, running

TO_BOT = "@liaison_test_bot"
Data = dict[str, list[dict[str, Any]]]

UNIT, OTHER, COLLECTIVE = "市先陶办", "市文旅局", "各县（市、区）政府"


@dataclass
class Office:
    """The office's group, an admin and two liaisons, some days into June's round; one has answered task 25."""

    world: World
    group: Group
    anna: Person
    boris: Person
    language: str

    def word(self, key: str, **arguments: str | int) -> str:
        """Return a button's or a message's words."""
        return t(self.language, key, arguments)

    async def say(self, text: str) -> str:
        """Say something in the group as the admin, and return the bot's last words there."""
        command, _, rest = text.partition(" ")
        self.group.send(self.world.admin, f"{command}{TO_BOT} {rest}".strip() if text.startswith("/") else text)
        await self.world.settle()
        return self.group.last.text

    async def press(self, key: str, **arguments: str | int) -> str:
        """Press the newest button of that word, and return the bot's last words."""
        self.group.press(self.world.admin, self.word(key, **arguments))
        await self.world.settle()
        return self.group.last.text


async def set_up(world: World, language: str) -> Office:
    """Bring the office to the 19th of June."""
    world.import_demo()
    anna, boris = world.emulator.person(1, "安娜"), world.emulator.person(2, "鲍里斯")
    group = world.emulator.group("办公室", members=[world.admin], bots=[world.bot])
    group.promote(world.bot)
    group.send(world.admin, f"/bind_office{TO_BOT}")
    await world.settle()
    for person, unit in ((anna, UNIT), (boris, OTHER)):
        await join(world, person, unit, language)
    await world.move_to("2024-06-18 09:00")
    await world.move_to("2024-06-19 10:00")
    anna.chat().photo(b"\xff\xd8\xff one", caption="25正常推进，初稿已成")
    await world.settle()
    anna.chat().press(t(language, "button-submit", count=1))
    await world.settle()
    await world.pass_time(minutes=30)
    return Office(world, group, anna, boris, language)


async def join(world: World, person: Person, unit: str, language: str) -> None:
    """Let a person register, in any language."""
    chat = person.chat()
    chat.start(world.invite(unit))
    await world.settle()
    chat.send("张某某 13800000001，李某某 13900000002")
    await world.settle()
    chat.press(t(language, "button-all-the-same"))
    await world.settle()
    chat.press(t(language, "button-submit-form"))
    await world.settle()
    world.admin.chat().press(t(language, "button-approve"))
    await world.settle()


def assignment(data: Data, task: int, unit: str = UNIT) -> dict[str, Any]:
    """Return June's assignment of a task."""
    (row,) = [row for row in data["assignments"] if (row["round"], row["task"], row["unit"]) == ("2024-06", task, unit)]
    return row


def answers(data: Data, task: int) -> list[dict[str, Any]]:
    """Return June's answers to a task."""
    return [row for row in data["answers"] if (row["round"], row["task"]) == ("2024-06", task)]


def unit(data: Data, name: str) -> dict[str, Any]:
    """Return a unit."""
    (row,) = [row for row in data["units"] if row["name"] == name]
    return row


def deeds(data: Data) -> list[str]:
    """Return the names of all deeds."""
    return [row["action"] for row in data["audit"]]


Act = Callable[[Office], Awaitable[None]]
Seen = Callable[[Data, Data], None]


async def accept_by_command(office: Office) -> None:
    await office.say("/accept 25")


async def accept_by_button(office: Office) -> None:
    await office.say("/task 25")
    await office.press("button-accept", unit=UNIT)


async def accept_everything(office: Office) -> None:
    await office.say("/accept all")


def is_accepted(before: Data, after: Data) -> None:
    assert assignment(before, 25)["state"] == "answered"
    assert assignment(after, 25)["state"] == "accepted"
    assert [row["version"] for row in answers(after, 25)] == [1]


async def return_by_command(office: Office) -> None:
    said = await office.say(f"/return 25 {UNIT} 缺少数据")
    assert "李某某" in said


async def return_by_button(office: Office) -> None:
    await office.say("/task 25")
    await office.press("button-send-back", unit=UNIT)
    office.group.send(office.world.admin, "缺少数据")
    await office.world.settle()


def is_returned(_before: Data, after: Data) -> None:
    assert assignment(after, 25)["state"] == "returned"
    (row,) = answers(after, 25)
    assert row["return_reason"] == "缺少数据"
    assert row["returned_at"].startswith("2024-06-19T10:30")
    assert row["on_time"]
    assert "return" in deeds(after)


async def enter_by_command(office: Office) -> None:
    said = await office.say(f"/enter 26 {UNIT} {office.word('status-delayed')}，设备未到位，下一步：催货")
    assert "回执" in said
    assert "26" in office.anna.chat().last.text


def is_entered(_before: Data, after: Data) -> None:
    (row,) = answers(after, 26)
    assert (row["status"], row["on_behalf"], row["submitted_by"], row["on_time"]) == ("delayed", True, 900, True)
    assert "设备未到位" in row["text"] + row["problems"]
    assert assignment(after, 26)["state"] == "answered"


async def remind_a_unit(office: Office) -> None:
    await office.say(f"/remind {UNIT}")
    await office.press("button-confirm-send-to", count=1)


def one_is_reminded(before: Data, after: Data) -> None:
    new = after["reminders"][len(before["reminders"]) :]
    assert [(row["chat_user_id"], row["outcome"]) for row in new] == [(1, "sent")]


async def remind_all(office: Office) -> None:
    office.group.press(office.world.admin, office.word("button-remind"), message=office.group.chat.pinned[-1])
    await office.world.settle()
    await office.press("button-confirm-send-to", count=2)


def both_are_reminded(before: Data, after: Data) -> None:
    new = after["reminders"][len(before["reminders"]) :]
    assert sorted(row["chat_user_id"] for row in new) == [1, 2]
    assert "remind" in deeds(after)


async def finalize(office: Office) -> None:
    await office.say("/finalize")
    await office.press("button-confirm-send")


def is_final(_before: Data, after: Data) -> None:
    (round_,) = [row for row in after["rounds"] if row["slug"] == "2024-06"]
    assert round_["finalized_at"].startswith("2024-06-19T10:30")
    assert assignment(after, 25)["state"] == "accepted"
    assert after["digests"][-1]["kind"] == "final"


async def digest(office: Office) -> None:
    await office.say("/digest")


def is_posted(before: Data, after: Data) -> None:
    assert len(after["digests"]) == len(before["digests"]) + 1
    assert after["digests"][-1]["kind"] == "asked"


async def export(office: Office) -> None:
    await office.say("/export files")


def is_exported(_before: Data, after: Data) -> None:
    assert deeds(after)[-1] == "export"


async def broadcast(office: Office) -> None:
    await office.say("/broadcast 周五下午开会。")
    await office.press("button-confirm-send-to", count=2)
    assert "周五下午开会" in office.anna.chat().last.text
    await office.world.pass_time(seconds=20)
    assert "2/2" in office.group.last.text


def is_broadcast(_before: Data, after: Data) -> None:
    (deed,) = [row for row in after["audit"] if row["action"] == "broadcast"]
    assert (deed["particulars.count"], deed["particulars.text"]) == (2, "周五下午开会。")


async def telephone(office: Office) -> None:
    await office.say(f"/units {UNIT} tel 0798-8123456")


def has_telephone(_before: Data, after: Data) -> None:
    assert unit(after, UNIT)["telephone"] == "0798-8123456"


async def alias(office: Office) -> None:
    await office.say(f"/units {UNIT} alias 先陶办公室")


def has_alias(_before: Data, after: Data) -> None:
    assert "先陶办公室" in unit(after, UNIT)["aliases"]


async def unalias(office: Office) -> None:
    await office.say(f"/units {UNIT} unalias 先陶办公室")


def has_no_alias(before: Data, after: Data) -> None:
    assert "先陶办公室" in unit(before, UNIT)["aliases"]
    assert "先陶办公室" not in unit(after, UNIT)["aliases"]


async def member(office: Office) -> None:
    await office.say(f"/units {COLLECTIVE} member 新区管委会")


def has_member(_before: Data, after: Data) -> None:
    assert "新区管委会" in unit(after, COLLECTIVE)["members"]


async def unmember(office: Office) -> None:
    await office.say(f"/units {COLLECTIVE} unmember 新区管委会")


def has_no_member(before: Data, after: Data) -> None:
    assert "新区管委会" in unit(before, COLLECTIVE)["members"]
    assert "新区管委会" not in unit(after, COLLECTIVE)["members"]


async def merge(office: Office) -> None:
    await office.say(f"/units {UNIT} merge {OTHER}")
    await office.press("button-confirm-merge")


def is_merged(before: Data, after: Data) -> None:
    assert [row for row in after["units"] if row["name"] == UNIT] == []
    assert UNIT in unit(after, OTHER)["aliases"]
    assert {row["unit"] for row in after["liaisons"]} == {OTHER}
    assert [row["unit"] for row in answers(after, 25)] == [OTHER]
    assert len(after["answers"]) == len(before["answers"])


async def look(office: Office) -> None:
    for words in ("/task 25", "/progress", "/missing", "/units", f"/units {UNIT}", "/audit"):
        assert await office.say(words)
    await office.say("/progress")
    await office.press("button-files", count=1)
    assert office.group.last.file_name.endswith(".zip")
    await office.say("/task 25")
    await office.press("button-attached", unit=UNIT, count=1)
    assert office.group.last.file == b"\xff\xd8\xff one"


def is_as_before(before: Data, after: Data) -> None:
    assert after == before


# Acts of one row are done one after the other in one office, each looked at on its own.
ACTS: tuple[dict[str, tuple[Act, Seen]], ...] = (
    {
        "/task /progress /missing /units /audit 附件": (look, is_as_before),
        "/units tel": (telephone, has_telephone),
        "/units alias": (alias, has_alias),
        "/units unalias": (unalias, has_no_alias),
        "/units member": (member, has_member),
        "/units unmember": (unmember, has_no_member),
        "/digest": (digest, is_posted),
        "/export": (export, is_exported),
        "/enter": (enter_by_command, is_entered),
        "/accept N": (accept_by_command, is_accepted),
        "/broadcast": (broadcast, is_broadcast),
    },
    {"审核通过": (accept_by_button, is_accepted), "/remind UNIT": (remind_a_unit, one_is_reminded)},
    {"/accept all": (accept_everything, is_accepted), "/finalize": (finalize, is_final)},
    {"/return N UNIT reason": (return_by_command, is_returned), "催报": (remind_all, both_are_reminded)},
    {"退回补充": (return_by_button, is_returned)},
    {"/units merge": (merge, is_merged)},
)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("acts", ACTS, ids="+".join)
async def test_every_act_changes_exactly_what_it_says(
    tmp_path: Path, acts: dict[str, tuple[Act, Seen]], language: str
) -> None:
    async with running(tmp_path, language=language) as world:
        office = await set_up(world, language)
        for act, seen in acts.values():
            before = world.export()
            await act(office)
            seen(before, world.export())


async def test_nobody_outside_the_office_can_act_for_it(tmp_path: Path) -> None:
    async with running(tmp_path) as world:
        office = await set_up(world, "zh-CN")
        before = world.export()
        chat = office.anna.chat()
        for words in (
            "/task 25",
            "/accept 25",
            "/return 25 缺少数据",
            "/enter 26 已完成 好",
            "/finalize",
            "/export files",
            "/remind all",
            "/broadcast 你好",
            "/units",
            "/audit",
        ):
            chat.send(words)
            await world.settle()
            assert "办公室或管理员" in chat.last.text or "管理员使用" in chat.last.text, words
        assert world.export() == before


async def test_a_returned_liaison_is_told_why_and_until_when_and_the_new_answer_is_on_time(tmp_path: Path) -> None:
    async with running(tmp_path) as world:
        office = await set_up(world, "zh-CN")
        await world.move_to("2024-06-26 10:00")
        await office.say("/return 25 缺少数据")
        told = office.anna.chat().last
        assert "缺少数据" in told.text
        assert "6月28日（周五）前（含当日）" in told.text
        assert "开始填报" in told.words
        await world.move_to("2024-06-28 09:00")
        assert "25" in office.anna.chat().last.text
        office.anna.chat().send("25已完成，补充了数据")
        await world.settle()
        office.anna.chat().press("确认提交")
        await world.settle()
        first, second = answers(world.export(), 25)
        assert first["return_reason"] == "缺少数据"
        assert (second["version"], second["on_time"]) == (2, True)
        assert assignment(world.export(), 25)["state"] == "answered"


async def test_where_several_lead_the_office_is_asked_which_unit_is_meant(tmp_path: Path) -> None:
    async with running(tmp_path) as world:
        office = await set_up(world, "zh-CN")
        data = world.export()
        leads: dict[int, list[str]] = {}
        for row in data["assignments"]:
            if row["round"] == "2024-06":
                leads.setdefault(row["task"], []).append(row["unit"])
        number, (one, two, *_) = next((task, units) for task, units in leads.items() if len(units) > 1)
        for each in (one, two):
            await office.say(f"/enter {number} {each} 已完成 全部办结")
        await office.say(f"/return {number} 缺少数据")
        assert office.group.last.words[:2] == ["退回补充", "退回补充"]
        office.group.press(world.admin, f"退回补充（{two}）")
        await world.settle()
        data = world.export()
        assert assignment(data, number, two)["state"] == "returned"
        assert assignment(data, number, one)["state"] == "answered"


async def test_a_reminder_is_refused_at_night_and_within_the_hour(tmp_path: Path) -> None:
    async with running(tmp_path) as world:
        office = await set_up(world, "zh-CN")
        await remind_all(office)
        said = await office.say("/remind all")
        assert "一小时内刚提醒过" in said
        world.clock.moment = world.clock.moment.replace(hour=21, minute=30)
        assert "21:00至次日8:00不发送提醒" in await office.say("/remind all")


async def test_a_broadcast_that_is_cancelled_reaches_nobody(tmp_path: Path) -> None:
    async with running(tmp_path) as world:
        office = await set_up(world, "zh-CN")
        await office.say("/broadcast 第一条")
        await office.press("button-cancel")
        count = len(office.anna.chat().messages)
        await world.pass_time(minutes=1)
        assert len(office.anna.chat().messages) == count


async def test_a_broadcast_that_is_stopped_sends_nothing_more_and_says_how_many_had_it(tmp_path: Path) -> None:
    async with running(tmp_path) as world:
        office = await set_up(world, "zh-CN")
        await office.say("/broadcast 第一条")
        preview = office.group.last.id
        count = len(office.anna.chat().messages)

        def begin_and_stop(session: Session) -> bool:
            # In one transaction, so that nothing can leave in between.
            desk = world.desk(session)
            admin = person_by_chat(session, ADMIN_ID)
            assert admin is not None
            begin_broadcast(desk, "zh-CN", admin, 1, preview)
            return stop_broadcast(desk, admin, 1)

        assert world.database.transact(begin_and_stop)
        world.app.delivery.wake()
        await world.settle()
        assert len(office.anna.chat().messages) == count
        shown = next(message for message in office.group.messages if message.id == preview)
        assert shown.text == "📢 已停止：已发0/2，失败0。"
        assert deeds(world.export())[-2:] == ["broadcast", "broadcast_stop"]


async def test_long_lists_turn_their_pages_by_buttons(tmp_path: Path) -> None:
    async with running(tmp_path) as world:
        office = await set_up(world, "zh-CN")
        first = await office.say("/units")
        assert "第1/" in first
        second = await office.press("button-next-page")
        assert "第2/" in second
        assert "第1/" in await office.press("button-previous-page")
        for number in range(20):
            await office.say(f"/units {UNIT} alias 别称{number}")
        assert "第1/" in await office.say("/audit")
        assert "第2/" in await office.press("button-next-page")
