"""The running program and what goes on beside its work: none of it ends the program, none keeps it from stopping."""

import asyncio
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

import httpx
from pydantic import SecretStr

from bot.reach import Reach, Trouble
from bot.sandbox.emulator import Emulator
from bot.settings import Settings
from bot.telegram.connection import Connection
from bot.web.health import health_app
from bot.web.keeping import WebhookKeeper, take_away
from locales import t
from models.rules.deliveries import Outcome, Parcel, Sent
from tests.test_trouble import texts
from tests.world import TOKEN, MovedClock, World, local, running

NOW = local("2024-06-18 09:00")
URL = "https://bot.example/hook"


@dataclass
class Mail:
    """A channel that is not Telegram."""

    heard: list[str] = field(default_factory=list)

    async def deliver(self, parcel: Parcel) -> Outcome:
        self.heard.append(parcel.payload["text"])
        return Sent()

    async def close(self) -> None:
        """Nothing is open."""


async def until(mail: Mail, count: int) -> None:
    async with asyncio.timeout(15):
        while len(mail.heard) < count:  # noqa: ASYNC110 - no bell rings
            await asyncio.sleep(0.05)


async def test_a_token_revoked_while_it_runs_is_told_by_mail_and_so_is_the_end_of_it(tmp_path: Path) -> None:
    world = World(tmp_path, local("2024-05-27 09:00"))
    mail = Mail()
    world.app.channels["mail"] = mail
    world.admin.chat().start()
    async with asyncio.TaskGroup() as group:
        group.create_task(world.app.run())
        await world.settle()
        world.emulator.faults.refuse("getUpdates", 401, "Unauthorized")
        world.emulator.faults.refuse("getUpdates", 401, "Unauthorized")
        world.emulator.faults.refuse("getUpdates", 401, "Unauthorized")
        world.admin.chat().send("/help")
        await until(mail, 1)
        await until(mail, 2)
        await world.settle()
        world.app.stop.set()
    world.database.close()
    assert mail.heard == [t("zh-CN", "alarm-token"), t("zh-CN", "alarm-over")]


async def test_commands_that_cannot_be_offered_neither_end_the_program_nor_delay_its_stop(tmp_path: Path) -> None:
    world = World(tmp_path, local("2024-05-27 09:00"))
    world.admin.chat().start()
    world.emulator.faults.truncate("setMyCommands")
    world.emulator.faults.reset_after("setMyCommands")
    world.emulator.faults.delay("setMyCommands", 60)
    async with asyncio.TaskGroup() as group:
        group.create_task(world.app.run())
        await world.settle()
        chat = world.emulator.person(5, "安娜").chat()
        chat.send("/help")
        await world.settle()
        assert len(texts(chat)) == 1
        began = time.monotonic()
        world.app.stop.set()
    assert time.monotonic() - began < 3
    world.database.close()


async def test_a_webhook_left_from_before_is_taken_away_however_often_that_fails(tmp_path: Path) -> None:
    world = World(tmp_path, local("2024-05-27 09:00"))
    connection = Connection(world.settings, world.emulator.transport())
    await connection.open()
    await connection.bot.set_webhook(URL)
    world.emulator.faults.fail("deleteWebhook")
    world.emulator.faults.reset_before("deleteWebhook")
    chat = world.emulator.person(5, "安娜").chat()
    async with asyncio.TaskGroup() as group:
        group.create_task(world.app.run())
        chat.send("/help")
        async with asyncio.timeout(20):
            while not texts(chat):  # noqa: ASYNC110 - no bell rings
                await asyncio.sleep(0.05)
        world.app.stop.set()
    assert (await connection.bot.get_webhook_info()).url == ""
    await connection.close()
    world.database.close()


async def test_the_metrics_count_what_became_of_updates_messages_and_polls(tmp_path: Path) -> None:
    async with running(tmp_path) as world:
        world.emulator.faults.fail("sendMessage")
        world.emulator.faults.fail("getUpdates")
        world.emulator.person(5, "安娜").chat().send("/help")
        await world.settle()
        await world.pass_time(seconds=7)
        app = health_app(world.database, world.clock.now, world.app._last_heard_at, counts=world.app._counts)
        async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://bot.test") as client:
            lines = (await client.get("/metrics")).text.splitlines()
            assert (await client.get("/healthz")).json()["ok"] is True
    values = dict(line.rsplit(" ", 1) for line in lines if not line.startswith("#"))
    assert float(values['liaison_messages_total{channel="telegram",outcome="retried"}']) == 1
    assert float(values['liaison_messages_total{channel="telegram",outcome="sent"}']) >= 2
    assert float(values['liaison_updates_total{outcome="handled"}']) >= 2
    assert float(values['liaison_polls_total{outcome="unreachable"}']) == 1
    assert float(values['liaison_polls_total{outcome="ok"}']) >= 2
    assert "liaison_errors_total" in values


# -- the webhook


async def noted(_at: datetime) -> None:
    """Whoever writes down outages, here nobody."""


@asynccontextmanager
async def linked() -> AsyncIterator[tuple[Emulator, Connection]]:
    """Give a Telegram and a connection to it."""
    emulator = Emulator(lambda: NOW)
    emulator.bot(TOKEN)
    link = Connection(Settings(bot_token=SecretStr(TOKEN)), emulator.transport())
    await link.open()
    yield emulator, link
    await link.close()


async def test_a_webhook_is_set_again_and_again_until_telegram_takes_it() -> None:
    async with linked() as (emulator, link):
        reach = Reach(MovedClock(NOW).monotonic)
        keeper = WebhookKeeper(link.bot, URL, "secret", reach, lambda: NOW, noted)
        emulator.faults.fail("setWebhook")
        emulator.faults.reset_before("setWebhook")
        emulator.faults.retry_after("setWebhook", 1)
        stop = asyncio.Event()
        async with asyncio.timeout(15), asyncio.TaskGroup() as group:
            group.create_task(keeper.run(stop))
            while (await link.bot.get_webhook_info()).url != URL:  # noqa: ASYNC110 - no bell rings
                await asyncio.sleep(0.05)
            stop.set()
        assert reach.counts["unreachable"] == 3
        # Set elsewhere meanwhile: seen at the next look, and set again.
        await link.bot.set_webhook("https://else.example/")
        assert not await keeper.look()
        assert reach.ailment is not None
        assert reach.ailment.kind is Trouble.TAKEN
        assert await keeper.set() is None
        assert await keeper.look()


async def test_a_stop_does_not_wait_for_a_webhook_that_cannot_be_set() -> None:
    async with linked() as (emulator, link):
        keeper = WebhookKeeper(link.bot, URL, "secret", Reach(MovedClock(NOW).monotonic), lambda: NOW, noted)
        for _ in range(20):
            emulator.faults.refuse("setWebhook", 401, "Unauthorized")
        stop = asyncio.Event()
        async with asyncio.timeout(3), asyncio.TaskGroup() as group:
            group.create_task(keeper.run(stop))
            await asyncio.sleep(0.3)
            stop.set()


async def test_taking_a_webhook_away_waits_as_long_as_telegram_asks() -> None:
    async with linked() as (emulator, link):
        emulator.faults.retry_after("deleteWebhook", 7)
        assert await take_away(link.bot) == 7
        assert await take_away(link.bot) is None
