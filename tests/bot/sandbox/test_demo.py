"""The served sandbox: the program is a process that can be killed, cut off and moved in time."""

import asyncio
import os
import re
import signal

import pytest

from bot.sandbox.acts import open_link
from bot.sandbox.crowd import Owing, answer_half, choose_half, owing, unregistered
from bot.sandbox.demo import NotNowError
from bot.sandbox.house import House
from bot.sandbox.overview import overview
from bot.sandbox.stage import button_data
from bot.sandbox.tour import STEPS, take_step
from models.store.exports import export_data
from tests.bot.sandbox.demo_office import CERAMICS, COMMERCE, ZONE, demo_office, local

pytestmark = [pytest.mark.loopback, pytest.mark.enable_socket]


async def test_a_killed_and_restarted_program_goes_on_where_the_chat_stood() -> None:
    async with demo_office(CERAMICS) as demo:
        await demo.move_to(local("2024-06-18 09:00"))
        chat = demo.liaison(CERAMICS)
        chat.press("开始填报")
        await demo.settle()
        chat.press("正常推进")
        await demo.settle()
        assert demo.keeper is not None
        assert demo.keeper.pid is not None
        first = demo.keeper.pid
        await demo.kill()
        assert not demo.keeper.is_alive
        with pytest.raises(ProcessLookupError):
            os.kill(first, 0)
        chat.send("氧化铝中心主体封顶。")
        said = len(chat.messages)
        await demo.revive()
        assert demo.keeper.pid != first
        assert chat.messages[said:][0].text.startswith("✅ 已记下任务25")
        chat.press("本月无新进展")
        await demo.settle()
        chat.press("确认提交")
        await demo.settle()
        assert "回执" in chat.last.text
        # Its clock was moved, and is still moved after the restart.
        assert "6月18日（周二）09:0" in chat.last.text


async def test_the_program_ends_when_its_sandbox_does() -> None:
    async with demo_office() as demo:
        assert demo.keeper is not None
        assert demo.keeper.pid is not None
        pid, folder = demo.keeper.pid, demo.folder
    with pytest.raises(ProcessLookupError):
        os.kill(pid, signal.SIGCONT)
    assert not folder.exists()


async def test_what_is_said_while_the_network_is_down_arrives_when_it_is_back() -> None:
    async with demo_office(CERAMICS) as demo:
        await demo.set_network(on=False)
        chat = demo.liaison(CERAMICS)
        before = len(chat.messages)
        chat.send("我的任务")
        await demo.settle()
        assert len(chat.messages) == before + 1
        await demo.set_network(on=True)
        assert len(chat.messages) == before + 2


async def test_moving_the_clock_plays_everything_on_the_way_in_order() -> None:
    async with demo_office(CERAMICS) as demo:
        await demo.move_to(local("2024-06-26 10:00"))
        chat = demo.liaison(CERAMICS)
        reminders = [seen.date.astimezone(ZONE) for seen in chat.messages if seen.text.startswith("🔔")]
        assert [f"{at:%m-%d %H}" for at in reminders] == ["06-18 09", "06-24 09", "06-25 09", "06-25 15", "06-26 09"]
        assert demo.group is not None
        digest = next(seen for seen in demo.group.messages if seen.text.startswith("📋 2024年6月进展"))
        assert f"{digest.date.astimezone(ZONE):%m-%d %H:%M}" == "06-25 17:00"


async def test_a_moved_clock_is_no_outage_that_would_excuse_the_late() -> None:
    async with demo_office(CERAMICS) as demo:
        await demo.move_to(local("2024-06-26 10:00"))
        chat = demo.liaison(CERAMICS)
        chat.press("开始填报")
        await demo.settle()
        chat.press("其余均无新进展")
        await demo.settle()
        chat.press("确认提交")
        await demo.settle()
        answers = (await demo.look(lambda desk: export_data(desk.session, ZONE)))["answers"]
        assert [answer["on_time"] for answer in answers if answer["round"] == "2024-06"] == [False, False]


async def test_the_clock_is_moved_by_words_and_forward_only_and_not_for_ever() -> None:
    async with demo_office() as demo:
        for word, moment in (
            ("rung", "2024-06-18 09:00"),
            ("due", "2024-06-25 17:00"),
            ("morning", "2024-05-28 09:00"),
            ("2024-06-03", "2024-06-03 09:00"),
            ("2024-06-03T11:30", "2024-06-03 11:30"),
        ):
            assert await demo.target(word) == local(moment), word
        assert (await demo.target("month")).astimezone(ZONE).date().isoformat() == "2024-06-27"
        for moment in ("2024-05-27 08:00", "2026-01-01 09:00"):
            with pytest.raises(NotNowError):
                await demo.move_to(local(moment))


def test_the_same_half_reports_the_same_things_for_the_same_seed() -> None:
    waiting = [Owing(f"单位{number}", (number, number + 1)) for number in range(9)]
    chosen = choose_half(waiting, 7, "zh-CN")
    assert chosen == choose_half(waiting, 7, "zh-CN")
    assert chosen != choose_half(waiting, 8, "zh-CN")
    assert len(chosen) == 5


async def test_half_of_the_units_report() -> None:
    async with demo_office(CERAMICS, COMMERCE, "市外办", "市交通局") as demo:
        await demo.move_to(local("2024-06-18 09:00"))
        units = await answer_half(demo, 7)
        left = {one.unit for one in await demo.look(owing(demo))}
        assert len(units) == 2
        assert left == {CERAMICS, COMMERCE, "市外办", "市交通局"} - set(units)


async def test_who_has_blocked_the_bot_is_not_reached_and_comes_back() -> None:
    async with demo_office(CERAMICS) as demo:
        chat = demo.liaison(CERAMICS)
        chat.block()
        before = len(chat.messages)
        await demo.move_to(local("2024-06-18 09:00"))
        assert len(chat.messages) == before
        chat.start()
        await demo.settle()
        assert len(chat.messages) > before


async def test_the_tour_leads_from_an_empty_office_to_the_document_to_sign() -> None:
    async with demo_office() as demo:
        with pytest.raises(NotNowError):
            await take_step(demo, 3)
        # `demo_office` has imported and bound already, as the first step does.
        demo.tour_step = 1
        for step in range(2, len(STEPS) + 1):
            stop = await take_step(demo, step)
            assert all(demo.chat(key) is not None for key in stop.chats)
        assert demo.group is not None
        assert [seen.file_name for seen in demo.group.messages if seen.file_name.endswith(".docx")]
        assert "市文旅局" not in await demo.look(unregistered(demo))


async def test_a_link_lets_in_whoever_it_was_made_for() -> None:
    async with demo_office(CERAMICS) as demo:
        admin, incumbent = demo.admin.chat(demo.bot), demo.liaison(CERAMICS)
        admin.send("/invite 市外办")
        await demo.settle()
        opened = await open_link(demo, token_in(admin.last.text), demo.admin.id)
        assert opened["chat"] == str(demo.cast["市外办"].liaison.id)
        # The holder of a post hands it to a colleague, who is seen from then on.
        incumbent.send("/handover")
        await demo.settle()
        incumbent.press_data(button_data(incumbent, "handover_go"))
        await demo.settle()
        opened = await open_link(demo, token_in(incumbent.last.text), int(incumbent.person.id))
        await demo.settle()
        colleague = demo.cast[CERAMICS].colleague
        assert opened["chat"] == str(colleague.id)
        chats = (await overview(demo))["chats"]
        assert [chat["unit"] for chat in chats if chat["kind"] == "colleague"] == [CERAMICS]
        assert CERAMICS in demo.account(colleague).chat(demo.bot).last.text
        # What lets nobody in is pressed by whoever sees it.
        assert (await open_link(demo, "nothing", demo.clerks[0].id))["chat"] == str(demo.clerks[0].id)


def token_in(text: str) -> str:
    found = re.search(r"start=([\w-]+)", text)
    assert found is not None, text
    return found[1]


async def test_who_begins_anew_may_do_so_in_the_other_language() -> None:
    house, stop = House(local("2024-05-27 09:00"), "zh-CN"), asyncio.Event()
    house._wants_empty = True  # furnishing takes a while, and is shown elsewhere
    async with asyncio.TaskGroup() as group:
        group.create_task(house.run(stop))
        demo = await house.reset(empty=True, language="en")
        assert (demo.language, house.language) == ("en", "en")
        assert demo.emulator.world.users[demo.bot.id].first_name == "Liaison bot"
        assert (await house.reset(empty=True)).language == "en"
        stop.set()
