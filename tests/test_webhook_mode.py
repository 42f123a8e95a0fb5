"""The whole program behind a webhook, over real HTTP: the same promises as polling's, and those that only a webhook needs."""

import asyncio
import json
import logging
import socket
import sqlite3
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, closing
from datetime import timedelta
from pathlib import Path
from typing import Any

import httpx
import pytest
from pydantic import SecretStr
from sqlalchemy import event
from sqlmodel import col, select

from bot.app import App
from bot.clock import Clock
from bot.inbox import Inbox
from bot.sandbox.emulator import Emulator, PrivateChat, serve
from bot.sandbox.emulator.updates import bodies
from bot.sandbox.emulator.world import PendingUpdate, Webhook
from bot.web.webhook import SECRET_HEADER
from models.tables import InboxUpdate, Outage
from tests.crash import TOKEN as CRASH_TOKEN
from tests.crash import Plot, Program, free_port
from tests.test_trouble import is_unreachable, pragma, say, set_aside, texts
from tests.world import World, local

SECRET = "s3cret"

pytestmark = [pytest.mark.loopback, pytest.mark.enable_socket]


class Hooked(World):
    """A world whose program listens for a webhook, and can be stopped and started again."""

    def __init__(self, folder: Path, start: str) -> None:
        self.place = f"127.0.0.1:{free_port()}"
        self.hook_url = f"http://{self.place}/hook"
        super().__init__(
            folder,
            local(start),
            webhook_url=self.hook_url,
            webhook_listen=self.place,
            webhook_secret=SecretStr(SECRET),
        )
        self.admin.chat().start()

    @asynccontextmanager
    async def up(self) -> AsyncIterator[None]:
        """Run the program while inside: another instance each time."""
        app = self.app = App(self.settings, self.database, self.clock, transport=self.emulator.transport(), limits=None)
        async with asyncio.TaskGroup() as group:
            group.create_task(app.run())
            try:
                await self.settle()
                yield
            finally:
                app.stop.set()

    async def post(self, update: dict[str, Any], secret: str = SECRET) -> int:
        """Call the webhook as Telegram would and return the answer's status."""
        async with httpx.AsyncClient(trust_env=False) as client:
            answer = await client.post(self.hook_url, json=update, headers={SECRET_HEADER: secret})
        return answer.status_code

    def give(self, kind: str, body: dict[str, Any]) -> int:
        """Queue an update at Telegram as it stands and return its number."""
        number = self.bot.next_update_id
        self.bot.updates.append(PendingUpdate(number, self.emulator.timestamp(), kind, body))
        self.bot.next_update_id += 1
        self.emulator.pulse.beat()
        return number

    def rows(self) -> list[InboxUpdate]:
        return self.database.look(
            lambda session: list(session.exec(select(InboxUpdate).order_by(col(InboxUpdate.update_id))).all())
        )

    async def until_refused(self, answer: str) -> None:
        """Wait until Telegram has noted such an answer of the webhook."""
        async with asyncio.timeout(15):
            while self.bot.webhook is None or answer not in self.bot.webhook.last_error:  # noqa: ASYNC110 - no bell rings
                await asyncio.sleep(0.02)


@asynccontextmanager
async def hooked(folder: Path, start: str = "2024-05-27 09:00") -> AsyncIterator[Hooked]:
    """Give a world whose Telegram posts to webhooks; the program is not started yet."""
    world = Hooked(folder, start)
    async with world.emulator.running():
        yield world
    world.database.close()
    assert world.emulator.violations == []


def chat(world: World, number: int) -> PrivateChat:
    return world.emulator.person(number, "安娜").chat()


def private(number: int, text: str, **more: Any) -> dict[str, Any]:  # noqa: ANN401 - any field of a message
    body = {"message_id": 9, "date": 1716771600, "chat": {"id": number, "type": "private"}, "text": text}
    return {**body, "from": {"id": number, "first_name": "安娜"}, **more}


def traces(caplog: pytest.LogCaptureFixture) -> list[str]:
    return [record.getMessage() for record in caplog.records if record.exc_info]


async def test_what_people_say_and_press_is_answered_once_and_in_order_though_many_speak_at_once(
    tmp_path: Path,
) -> None:
    async with hooked(tmp_path) as world, world.up():
        world.import_demo()
        everybody = [chat(world, number) for number in range(1, 6)]
        for one in everybody:
            for text in ("/language en", "/start", "/language zh-CN", "/start"):
                one.send(text)
        await world.settle()
        for one in everybody:
            said = texts(one)
            assert len(said) == 4
            assert ("您" in said[1], "您" in said[3]) == (False, True)
        await world.register(world.emulator.person(1), "市先陶办")
        assert world.active_liaisons() == ["市先陶办"]
        assert world.bot.webhook is not None
        assert world.bot.webhook.last_error == ""


async def test_an_update_that_comes_again_at_once_and_after_it_was_handled_is_answered_once(tmp_path: Path) -> None:
    async with hooked(tmp_path) as world, world.up():
        chat(world, 1)
        update = {"update_id": 700, "message": private(1, "/start")}
        world.emulator.person(1).chat().chat.is_started = True
        assert set(await asyncio.gather(*(world.post(update) for _ in range(6)))) == {200}
        await world.settle()
        assert await world.post(update) == 200
        await world.settle()
        assert len(texts(chat(world, 1))) == 1
        assert [row.attempts for row in world.rows() if row.update_id == 700] == [1]


async def test_killed_between_storing_and_answering_it_answers_once_though_telegram_brings_it_again(
    tmp_path: Path,
) -> None:
    async with hooked(tmp_path) as world:
        one = chat(world, 1)
        for _ in range(3):
            one.send("/start")
        # A process stored these, and died before its 200: Telegram still has them.
        await Inbox(world.database).store(bodies(world.bot.updates), world.clock.now())
        assert world.emulator.unread(world.bot) > 0
        async with world.up():
            assert len(texts(one)) == 3
        async with world.up():
            assert len(texts(one)) == 3


async def test_a_client_that_hangs_up_before_the_answer_is_answered_in_the_chat_once(tmp_path: Path) -> None:
    async with hooked(tmp_path) as world, world.up():
        world.emulator.person(1).chat().chat.is_started = True
        update = {"update_id": 700, "message": private(1, "/start")}
        body = json.dumps(update).encode()
        head = f"POST /hook HTTP/1.1\r\nHost: x\r\n{SECRET_HEADER}: {SECRET}\r\nContent-Length: {len(body)}\r\n\r\n"
        for _ in range(3):
            _, writer = await asyncio.open_connection(*world.place.split(":"))
            writer.write(head.encode() + body)
            writer.close()
            await writer.wait_closed()
        assert await world.post(update) == 200
        await world.settle()
        assert len(texts(chat(world, 1))) == 1


async def test_whoever_does_not_know_the_secret_can_say_nothing_in_anybody_s_name(tmp_path: Path) -> None:
    async with hooked(tmp_path) as world, world.up():
        before = len(world.rows())
        forged = {"update_id": 700, "message": private(900, "/approve")}
        for secret in ("", "S3CRET", SECRET + "x"):
            assert await world.post(forged, secret) == 403
        await world.settle()
        assert len(world.rows()) == before


@pytest.mark.parametrize(
    ("statement", "undone"),
    [("max_page_count=1", "max_page_count=1073741823"), ("query_only=ON", "query_only=OFF")],
    ids=["full disk", "read-only"],
)
async def test_while_nothing_can_be_written_telegram_keeps_it_and_brings_it_again(
    tmp_path: Path, caplog: pytest.LogCaptureFixture, statement: str, undone: str
) -> None:
    async with hooked(tmp_path) as world, world.up():
        one = chat(world, 1)
        one.send("/start")
        await world.settle()
        with pragma(world, statement, undone):
            # Too long for what room is left in the pages at hand.
            one.send("/start " + "长" * 4000)
            one.send("/help")
            await world.until_refused("503")
            assert world.emulator.unread(world.bot) == 2
            assert len(texts(one)) == 1
        await world.settle()
        assert len(texts(one)) == 3
        assert set_aside(world) == []
    assert traces(caplog) == []


async def test_a_database_locked_by_another_program_delays_and_loses_nothing(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    def hurry(connection: sqlite3.Connection, *_: object) -> None:
        connection.execute("PRAGMA busy_timeout=20")

    async with hooked(tmp_path) as world, world.up():
        event.listen(world.database.engine, "checkout", hurry)
        people = [chat(world, number) for number in (1, 2, 3)]
        with closing(sqlite3.connect(tmp_path / "liaison.db", isolation_level=None)) as other:
            other.execute("BEGIN IMMEDIATE")
            for one in people:
                one.send("/start")
            await world.until_refused("503")
            assert [texts(one) for one in people] == [[], [], []]
        await world.settle()
        assert [len(texts(one)) for one in people] == [1, 1, 1]
    assert traces(caplog) == []


async def test_what_waits_while_the_webhook_cannot_be_set_comes_when_it_is_and_the_program_stops_in_between(
    tmp_path: Path,
) -> None:
    async with hooked(tmp_path) as world:
        one = chat(world, 1)
        world.emulator.faults.refuse("setWebhook", 401, "Unauthorized", times=50)
        async with asyncio.TaskGroup() as group:
            group.create_task(world.app.run())
            await world.emulator.pulse.until(
                lambda: any(call.method == "setWebhook" for call in world.emulator.calls), 10
            )
            one.send("/start")
            world.app.stop.set()
        world.emulator.faults.clear()
        world.emulator.faults.reset_after("setWebhook")
        async with world.up():
            assert len(texts(one)) == 1


async def test_after_the_secret_was_changed_what_comes_with_the_old_one_is_refused_and_comes_again(
    tmp_path: Path,
) -> None:
    async with hooked(tmp_path) as world:
        world.bot.webhook = Webhook(world.hook_url, "the-old-one")
        world.emulator.faults.retry_after("setWebhook", 1)
        old = world.bot.webhook
        one = chat(world, 1)
        one.send("/start")
        async with world.up():
            assert len(texts(one)) == 1
        assert "403" in old.last_error
        assert world.bot.webhook.secret_token == SECRET


async def test_while_the_webhook_of_the_last_run_stands_updates_are_taken_though_it_cannot_be_set(
    tmp_path: Path,
) -> None:
    async with hooked(tmp_path) as world:
        world.bot.webhook = Webhook(world.hook_url, SECRET)
        world.emulator.faults.fail("setWebhook", times=1000)
        one = chat(world, 1)
        one.send("/start")
        async with world.up():
            assert len(texts(one)) == 1


async def test_time_in_which_the_program_did_not_run_is_an_outage_also_behind_a_webhook(tmp_path: Path) -> None:
    async with hooked(tmp_path, "2024-06-18 09:00") as world:
        async with world.up():
            pass
        world.clock.moment += timedelta(hours=30)
        chat(world, 1).send("/start")
        async with world.up():
            world.clock.moment += timedelta(minutes=2)
            chat(world, 1).send("/start")
            await world.settle()
        rows = world.database.look(lambda session: list(session.exec(select(Outage)).all()))
        assert [(row.began_at, row.ended_at) for row in rows] == [
            (local("2024-06-18 09:00"), local("2024-06-19 15:00"))
        ]


async def test_a_stop_with_a_request_in_hand_leaves_it_to_the_next_start_once(tmp_path: Path) -> None:
    async with hooked(tmp_path) as world:
        one = chat(world, 1)
        async with world.up():
            for _ in range(5):
                one.send("/start")
        async with world.up():
            assert len(texts(one)) == 5


async def test_strange_updates_hold_up_nobody_and_one_that_always_fails_is_set_aside(tmp_path: Path) -> None:
    async with hooked(tmp_path) as world, world.up():
        one, other = chat(world, 1), chat(world, 2)
        world.give("thing_of_2030", {"id": "x", "chat": {"id": 1}})
        world.give("channel_post", {"message_id": 1, "date": 0, "chat": {"id": -5, "type": "channel"}, "text": "x"})
        world.give("message", {"chat": "none"})
        # An id that no database can hold.
        poison = world.give("message", private(1, "/start", **{"from": {"id": 2**70, "first_name": "毒"}}))
        one.send("/start")
        other.send("/start")
        await world.settle()
        assert poison in set_aside(world)
        # Whose it was is told, besides the answer to what could be read.
        assert sorted("未能处理" in text for text in texts(one)) == [False, True]
        assert len(texts(other)) == 1
        assert [f"编号{poison}" in text for text in texts(world.admin.chat())].count(True) == 1


async def test_blocked_gone_migrated_and_thrown_out_is_learned_through_a_webhook_too(tmp_path: Path) -> None:
    async with hooked(tmp_path) as world, world.up():
        one = chat(world, 1)
        one.send("/privacy")
        group = world.emulator.group("办公室", members=[world.admin], bots=[world.bot], kind="group")
        group.send(world.admin, "/bind_office")
        await world.settle()
        one.block()
        moved = group.upgrade()
        await world.settle()
        assert is_unreachable(world, 1)
        say(world, group.id, "旧址")
        await world.settle()
        posted = [message.text for message in moved.messages if message.is_from_bot and message.text]
        assert [text for text in posted if not text.startswith("📌")] == ["旧址"]
        moved.remove(world.bot)
        await world.settle()
        say(world, moved.id, "汇总")
        await world.settle()
        assert texts(world.admin.chat())[-1] == "汇总"


async def test_the_secret_stands_in_no_log(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    async with hooked(tmp_path) as world:
        world.emulator.faults.refuse("setWebhook", 400, "Bad Request: bad webhook")
        async with world.up():
            assert await world.post({"update_id": 1}, "wrong-guess-of-it") == 403
            assert await world.post({"update_id": 1}) == 200
    # The others are silenced by the program (bot.logs), whatever its level.
    ours = [str(vars(record)) for record in caplog.records if record.name.startswith(("bot", "uvicorn"))]
    assert ours
    assert [line for line in ours if SECRET in line or "wrong-guess" in line] == []


async def test_an_address_that_is_taken_is_said_in_one_line(tmp_path: Path) -> None:
    emulator = Emulator(Clock().now)
    emulator.bot(CRASH_TOKEN)
    with socket.socket() as taken:
        async with serve(emulator) as address:
            program = Program(emulator, tmp_path, address, Plot(mode="webhook", clock="real"), office_id=-1)
            host, _, port = program.environment["LIAISON_WEBHOOK_LISTEN"].partition(":")
            taken.bind((host, int(port)))
            taken.listen()
            await program.start()
            assert program.process is not None
            try:
                async with asyncio.timeout(90):
                    assert await program.process.wait() == 1
            finally:
                program.kill()
    (complaint,) = [line for line in program.log.read_text(encoding="utf-8").splitlines() if "监听" in line]
    assert "in use" in complaint
    assert "Traceback" not in program.log.read_text(encoding="utf-8")
