"""A faulty Telegram, a faulty disk, a faulty clock: nothing said is lost, and everything goes on by itself."""

import asyncio
import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx
import pytest
from pydantic import SecretStr
from sqlalchemy import Connection as Connected
from sqlalchemy import event
from sqlmodel import col, select

from bot.sandbox.emulator import Emulator, PrivateChat
from bot.sandbox.emulator.faults import Faults
from bot.sandbox.emulator.world import PendingUpdate
from bot.settings import Settings
from bot.telegram.connection import Connection
from bot.telegram.polling import PollFailedError
from bot.telegram.sender import TelegramSender
from models.rules.chats import Message
from models.rules.deliveries import Parcel, RetryAfter
from models.store.people import person_by_chat
from models.tables import InboxUpdate, OutboxMessage
from scheduler import Ticker
from tests.world import TOKEN, World, running


def say(world: World, chat_id: int, text: str) -> None:
    """Put a message into the outbox, as a tick would."""
    world.database.transact(lambda session: world.desk(session).send(chat_id, Message(text), key=f"test:{text}"))
    world.app.delivery.wake()


def row(world: World, text: str) -> OutboxMessage:
    return world.database.look(
        lambda session: session.exec(select(OutboxMessage).where(OutboxMessage.dedup_key == f"test:{text}")).one()
    )


def is_unreachable(world: World, user_id: int) -> bool:
    person = world.database.look(lambda session: person_by_chat(session, user_id))
    return person is not None and person.unreachable_since is not None


def texts(chat: PrivateChat) -> list[str]:
    return [message.text for message in chat.messages if message.is_from_bot]


def calls(emulator: Emulator, chat_id: int) -> int:
    """Count the messages somebody tried to send to a chat."""
    return sum(
        call.method == "sendMessage" and int(call.parameters.get("chat_id", 0)) == chat_id for call in emulator.calls
    )


def set_aside(world: World) -> list[int]:
    return world.database.look(
        lambda session: list(session.exec(select(InboxUpdate.update_id).where(col(InboxUpdate.set_aside))).all())
    )


POLL_FAULTS: dict[str, Callable[[Faults], None]] = {
    "500": lambda faults: faults.fail("getUpdates", status=500, body="<html>Internal Server Error</html>"),
    "502": lambda faults: faults.fail("getUpdates"),
    "200 with a page": lambda faults: faults.fail("getUpdates", status=200, body="<html>Log in to the network</html>"),
    "no list": lambda faults: faults.fail("getUpdates", status=200, body='{"ok": true, "result": null}'),
    "truncated": lambda faults: faults.truncate("getUpdates"),
    "reset before": lambda faults: faults.reset_before("getUpdates"),
    "reset after": lambda faults: faults.reset_after("getUpdates"),
    "429": lambda faults: faults.retry_after("getUpdates", 1),
    "409": lambda faults: faults.refuse("getUpdates", 409, "Conflict: terminated by other getUpdates request"),
    "401": lambda faults: faults.refuse("getUpdates", 401, "Unauthorized"),
}


async def test_whatever_happens_to_a_poll_every_message_is_answered_once(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    async with running(tmp_path) as world:
        for number, (name, befall) in enumerate(POLL_FAULTS.items(), 1):
            befall(world.emulator.faults)
            chat = world.emulator.person(number, "安娜").chat()
            for _ in range(3):
                chat.send("/start")
            await world.settle()
            assert len(texts(chat)) == 3, name
        assert not world.emulator.faults.coming
    said = {record.getMessage() for record in caplog.records if record.levelno == logging.ERROR}
    assert any("same token" in one for one in said)
    assert any("refuses the token" in one for one in said)


async def test_a_second_poller_with_the_same_token_is_named_and_polling_goes_on(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    async with running(tmp_path) as world:
        chat = world.emulator.person(1, "安娜").chat()
        async with httpx.AsyncClient(transport=world.emulator.transport(), base_url="http://test") as other:
            await world.emulator.pulse.until(lambda: world.emulator.queues.is_polled(world.bot), 5)
            await other.get(f"/bot{TOKEN}/getUpdates", params={"timeout": 0})
        chat.send("/start")
        await world.settle()
        assert len(texts(chat)) == 1
    assert any("same token" in record.getMessage() for record in caplog.records)


async def test_a_poll_that_nobody_answers_ends_in_a_plain_failure() -> None:
    def hang_up(request: httpx.Request) -> httpx.Response:
        raise httpx.ReadTimeout("nothing came", request=request)

    connection = Connection(Settings(bot_token=SecretStr(TOKEN)), httpx.MockTransport(hang_up))
    await connection.open()
    with pytest.raises(PollFailedError):
        await connection.poll(0, ())

    async def make_none(_parcel: Parcel) -> Any:  # noqa: ANN401 - never called
        raise AssertionError

    parcel = Parcel(1, "telegram", 5, "message", {"html": "一"}, 1, 0)
    assert await TelegramSender(connection, make_none).deliver(parcel) == RetryAfter("ReadTimeout")
    await connection.close()


async def test_half_a_surrogate_pair_in_a_text_does_not_stop_everybody_s_messages() -> None:
    body = b'{"ok": true, "result": [{"update_id": 1, "message": {"text": "\\ud83d", "chat": {"id": 1}}}]}'
    transport = httpx.MockTransport(lambda _request: httpx.Response(200, content=body))
    connection = Connection(Settings(bot_token=SecretStr(TOKEN)), transport)
    await connection.open()
    assert [update["update_id"] for update in (await connection.poll(0, ())).updates] == [1]
    await connection.close()


SEND_FAULTS: dict[str, tuple[Callable[[Faults], None], int]] = {
    "500": (lambda faults: faults.fail("sendMessage", status=500, body="<html>oops</html>"), 1),
    "502": (lambda faults: faults.fail("sendMessage"), 1),
    "reset before": (lambda faults: faults.reset_before("sendMessage"), 1),
    "401": (lambda faults: faults.refuse("sendMessage", 401, "Unauthorized"), 1),
    # It took effect and nobody learned: there is no way to ask, so it is said again rather than lost.
    "reset after": (lambda faults: faults.reset_after("sendMessage"), 2),
    "truncated": (lambda faults: faults.truncate("sendMessage"), 2),
}


async def test_a_message_that_did_not_go_through_is_sent_again_until_it_does(tmp_path: Path) -> None:
    async with running(tmp_path) as world:
        chat = world.emulator.person(1, "安娜").chat()
        chat.start()
        await world.settle()
        for name, (befall, arrivals) in SEND_FAULTS.items():
            befall(world.emulator.faults)
            say(world, 1, name)
            await world.settle()
            assert row(world, name).state == "waiting", name
            await world.pass_time(seconds=7)
            assert texts(chat).count(name) == arrivals, name
            assert row(world, name).state == "sent"


async def test_a_flood_limit_is_waited_out_to_the_second(tmp_path: Path) -> None:
    async with running(tmp_path) as world:
        anna, boris = (world.emulator.person(number, "某").chat() for number in (1, 2))
        for chat in (anna, boris):
            chat.start()
        await world.settle()
        world.emulator.faults.retry_after("sendMessage", 30)
        say(world, 1, "一")
        await world.settle()
        say(world, 2, "别")
        await world.settle()
        assert texts(boris)[-1] == "别"
        await world.pass_time(seconds=29)
        say(world, 1, "二")
        await asyncio.sleep(0.3)
        assert not {"一", "二"} & set(texts(anna))
        await world.pass_time(seconds=1)
        assert texts(anna)[-2:] == ["一", "二"]


async def test_whoever_blocks_the_bot_or_is_gone_gets_nothing_more_until_they_write(tmp_path: Path) -> None:
    async with running(tmp_path) as world:
        anna, boris = world.emulator.person(1, "安娜"), world.emulator.person(2, "鲍里斯")
        for person in (anna, boris):
            # Asks for something that is remembered: of a passer-by nothing is.
            person.chat().send("/privacy")
        await world.settle()
        anna.chat().block()
        boris.deactivate()
        await world.settle()
        before = calls(world.emulator, 1), calls(world.emulator, 2)
        for text in ("甲", "乙"):
            say(world, 1, f"{text}1")
            say(world, 2, f"{text}2")
            await world.settle()
        # The first was told by an update, the second found out by one refused message.
        assert (calls(world.emulator, 1), calls(world.emulator, 2)) == (before[0], before[1] + 1)
        for number in (1, 2):
            assert is_unreachable(world, number)
        anna.chat().start()
        await world.settle()
        say(world, 1, "丙1")
        await world.settle()
        assert texts(anna.chat())[-1] == "丙1"
        assert "甲1" not in texts(anna.chat())


async def test_a_group_that_becomes_a_supergroup_is_followed(tmp_path: Path) -> None:
    async with running(tmp_path) as world:
        group = world.emulator.group("办公室", members=[world.admin], bots=[world.bot], kind="group")
        group.send(world.admin, "/bind_office")
        await world.settle()
        world.emulator.faults.fail("sendMessage")
        say(world, group.id, "途中")
        await world.settle()
        moved = group.upgrade()
        # The card for the new group waits behind what is tried again in some seconds.
        await world.pass_time(seconds=7)
        # What names the old group all the same learns of the move from the refusal.
        say(world, group.id, "旧址")
        await world.settle()
        posted = [message.text for message in moved.messages if message.is_from_bot and message.text]
        assert [text for text in posted if not text.startswith("📌")] == ["途中", "旧址"]
        moved.send(world.admin, "/missing@liaison_test_bot")
        await world.settle()
        assert moved.last.is_from_bot


async def test_thrown_out_of_the_office_s_group_the_bot_writes_to_the_admins(tmp_path: Path) -> None:
    async with running(tmp_path) as world:
        group = world.emulator.group("办公室", members=[world.admin], bots=[world.bot])
        group.send(world.admin, "/bind_office@liaison_test_bot")
        await world.settle()
        group.remove(world.bot)
        await world.settle()
        say(world, group.id, "汇总")
        await world.settle()
        assert texts(world.admin.chat())[-1] == "汇总"


async def test_updates_of_unknown_kinds_and_odd_shapes_are_passed_over(tmp_path: Path) -> None:
    async with running(tmp_path) as world:
        chat = world.emulator.person(1, "安娜").chat()
        for kind, body in (
            ("thing_of_2030", {"id": "x", "chat": {"id": 1}}),
            ("channel_post", {"message_id": 1, "date": 0, "chat": {"id": -5, "type": "channel"}, "text": "x"}),
            ("message", {"message_id": 9, "date": 0, "chat": {"id": 1, "type": "private"}, "novelty": {"a": 1}}),
        ):
            world.bot.updates.append(PendingUpdate(world.bot.next_update_id, world.emulator.timestamp(), kind, body))
            world.bot.next_update_id += 1
        chat.send("/start")
        await world.settle()
        assert len(texts(chat)) == 1
        assert set_aside(world) == []


async def test_an_update_nobody_can_handle_is_set_aside_the_admin_told_and_the_same_chat_goes_on(
    tmp_path: Path,
) -> None:
    async with running(tmp_path) as world:
        chat = world.emulator.person(1, "安娜").chat()
        poison = {
            "message_id": 9,
            "date": 0,
            "chat": {"id": 1, "type": "private"},
            # An id that no database can hold.
            "from": {"id": 2**70, "first_name": "毒"},
            "text": "/start",
        }
        number = world.bot.next_update_id
        world.bot.updates.append(PendingUpdate(number, world.emulator.timestamp(), "message", poison))
        world.bot.next_update_id += 1
        chat.send("/start")
        other = world.emulator.person(2, "鲍里斯").chat()
        other.send("/start")
        await world.settle()
        assert set_aside(world) == [number]
        refused, answered = texts(chat)
        assert "未能处理，没有记录下来" in refused
        assert "机器人" in answered
        assert len(texts(other)) == 1
        assert [f"编号{number}" in text for text in texts(world.admin.chat())].count(True) == 1


@contextmanager
def pragma(world: World, statement: str, undone: str) -> Iterator[None]:
    """Have every transaction of the program begin with a PRAGMA, as long as this lasts."""

    def apply(connection: Connected) -> None:
        connection.exec_driver_sql(f"PRAGMA {statement}")

    def undo(connection: Connected) -> None:
        connection.exec_driver_sql(f"PRAGMA {undone}")

    # Behind the program's own listener, which decides whether a transaction may write.
    event.listen(world.database.engine, "begin", apply)
    try:
        yield
    finally:
        event.remove(world.database.engine, "begin", apply)
        if "query_only" not in undone:
            event.listen(world.database.engine, "begin", undo)


@pytest.mark.parametrize(
    ("statement", "undone"),
    [("max_page_count=1", "max_page_count=1073741823"), ("query_only=ON", "query_only=OFF")],
    ids=["full disk", "read-only"],
)
async def test_while_nothing_can_be_written_nothing_is_confirmed_and_nothing_is_lost(
    tmp_path: Path, statement: str, undone: str
) -> None:
    async with running(tmp_path) as world:
        chat = world.emulator.person(1, "安娜").chat()
        chat.send("/start")
        await world.settle()
        with pragma(world, statement, undone):
            # Too long for what room is left in the pages at hand.
            chat.send("/start " + "长" * 4000)
            chat.send("/help")
            await asyncio.sleep(1.5)
            assert world.emulator.unread(world.bot) > 0
            assert len(texts(chat)) == 1
        await world.settle()
        assert len(texts(chat)) == 3
        assert set_aside(world) == []


async def test_the_clock_jumping_an_hour_back_or_on_stops_nothing(tmp_path: Path) -> None:
    async with running(tmp_path) as world:
        chat = world.emulator.person(1, "安娜").chat()
        chat.start()
        await world.settle()
        world.emulator.faults.fail("sendMessage")
        say(world, 1, "途中")
        await world.settle()
        for hours in (-1, 1, 1, -1):
            await world.pass_time(hours=hours)
            chat.send("/start")
            await world.settle()
        assert texts(chat)[1] == "途中"
        assert len(texts(chat)) == 6


async def test_ticks_that_stay_away_are_started_anew_whatever_the_wall_clock_says() -> None:
    ticks = 0
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()

    async def act() -> None:
        nonlocal ticks
        ticks += 1
        if ticks == 3:
            raise RuntimeError("one tick that fails ends nothing")
        if ticks == 6:
            stop.set()

    ticker = Ticker(0.05, act, loop.time)
    async with asyncio.timeout(5), asyncio.TaskGroup() as group:
        running_ = group.create_task(ticker.run(stop))
        await asyncio.sleep(0.02)
        assert ticks == 1
        # As after a step back of the wall clock: its jobs are an hour away, and nobody wakes it.
        ticker._scheduler.pause()
        await running_
    assert ticks >= 6


async def test_a_tick_that_takes_long_is_not_overtaken_by_the_next() -> None:
    at_once, most, ticks = 0, 0, 0
    stop = asyncio.Event()

    async def act() -> None:
        nonlocal at_once, most, ticks
        ticks += 1
        at_once += 1
        most = max(most, at_once)
        await asyncio.sleep(0.3)
        at_once -= 1
        if ticks == 3:
            stop.set()

    async with asyncio.timeout(5):
        await Ticker(0.05, act, asyncio.get_running_loop().time).run(stop)
    assert most == 1


async def test_a_tick_in_hand_is_finished_when_the_program_is_told_to_stop() -> None:
    begun, finished, stop = asyncio.Event(), asyncio.Event(), asyncio.Event()
    ticks = 0

    async def act() -> None:
        nonlocal ticks
        ticks += 1
        if ticks == 2:
            begun.set()
            await asyncio.sleep(0.2)
            finished.set()

    async with asyncio.timeout(5), asyncio.TaskGroup() as group:
        group.create_task(Ticker(0.3, act, asyncio.get_running_loop().time).run(stop))
        await begun.wait()
        stop.set()
    assert finished.is_set()
