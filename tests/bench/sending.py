"""Many messages leaving at once, at the pace Telegram allows: the emulator counts, with its limits on."""

import asyncio
import tempfile
import time
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from pydantic import SecretStr
from sqlmodel import Session, col, func, select

from bot.app import App
from bot.clock import Clock
from bot.sandbox.emulator import Emulator, Event, serve
from bot.settings import Settings
from models.actions.desk import WAVE
from models.store.queues import store_messages
from models.tables import OutboxMessage
from tests.bench.offices import database_at

# Beyond the bot's own id: no bot may write to itself.
_FIRST_PERSON = 1000

TOKEN = "1:bench"
PERMITTED_A_SECOND = 30.0


@dataclass(frozen=True, slots=True)
class Sending:
    """How a wave left: messages a second, and how many attempts beyond one each it took (429)."""

    a_second: float
    refused: int


async def send_wave(messages: int) -> Sending:
    """Queue so many messages to as many people, and wait until all have left."""
    clock = Clock()
    with tempfile.TemporaryDirectory(prefix="liaison-bench-") as folder:
        database = database_at(Path(folder), clock.now())
        emulator = Emulator(clock.now, limits=True)
        emulator.bot(TOKEN)
        for number in range(_FIRST_PERSON, _FIRST_PERSON + messages):
            emulator.person(number, f"P{number}").chat().start()
        left = messages
        all_arrived = asyncio.Event()

        def count(told: Event) -> None:
            nonlocal left
            left -= told.kind == "message"
            if not left:
                all_arrived.set()

        emulator.subscribe(count)
        async with serve(emulator) as url:
            settings = Settings(
                bot_token=SecretStr(TOKEN), database_url=SecretStr(database.url), api_base_url=url, tick_seconds=3600
            )
            # Delivery alone: nobody asks for what all these people said when they pressed Start.
            app = App(settings, database, clock)
            now = clock.now()

            def queue(session: Session) -> None:
                store_messages(
                    session,
                    [
                        {
                            "dedup_key": f"bench:{number}",
                            "channel": "telegram",
                            "chat_id": number,
                            "kind": "message",
                            "payload": {"html": "每月进展请于25日前报送。"},
                            "urgency": WAVE,
                            "state": "waiting",
                            "created_at": now,
                            "next_attempt_at": now,
                            "not_after": now + timedelta(days=1),
                            "attempts": 0,
                        }
                        for number in range(_FIRST_PERSON, _FIRST_PERSON + messages)
                    ],
                )

            database.transact(queue)
            stop = asyncio.Event()
            await app.connection.open()
            began = time.perf_counter()
            async with asyncio.TaskGroup() as group:
                group.create_task(app.delivery.run(stop))
                async with asyncio.timeout(30 + messages / 10):
                    await all_arrived.wait()
                seconds = time.perf_counter() - began
                stop.set()
                app.delivery.wake()
            await app.connection.close()
        attempts = database.look(lambda session: session.exec(select(func.sum(col(OutboxMessage.attempts)))).one())
        database.close()
    return Sending(messages / seconds, int(attempts or 0) - messages)
