"""Where many write at once the poller takes a breath before it asks again; whoever writes alone never waits for it."""

import asyncio
from collections.abc import Sequence
from pathlib import Path
from typing import Any, cast

from bot.clock import Clock
from bot.dispatcher import Dispatcher
from bot.inbox import Inbox, Stored
from bot.migrating import migrate
from bot.poller import BREATH_SECONDS, CROWD, Poller
from bot.reach import Reach
from bot.telegram.connection import Connection
from bot.telegram.polling import Updates
from models.database import Database
from tests.world import local

NOW = local("2024-06-18 09:00")


class Crowd:
    """Telegram, with so many updates at each poll, and what is done with them, in order: polls, updates taken, breaths."""

    def __init__(self, batches: Sequence[int], stop: asyncio.Event) -> None:
        self._batches = list(batches)
        self._stop = stop
        self._next_id = 1
        self.done: list[str | int | float] = []

    async def poll(self, _offset: int, _allowed: Sequence[str], *, seconds: int = 0) -> Updates:
        assert seconds >= 0
        if not self._batches:
            self._stop.set()
            await asyncio.Event().wait()
        self.done.append("poll")
        count = self._batches.pop(0)
        self._next_id += count
        return Updates([{"update_id": self._next_id - each} for each in range(count, 0, -1)])

    def take(self, updates: Sequence[Stored]) -> None:
        self.done.append(len(updates))

    async def rest(self, seconds: float) -> None:
        self.done.append(seconds)


async def test_a_breath_is_taken_after_many_were_stored_and_handed_over_and_none_after_few(tmp_path: Path) -> None:
    database = Database(f"sqlite:///{tmp_path / 'liaison.db'}")
    migrate(database, NOW)
    clock, stop = Clock(), asyncio.Event()
    crowd: Any = Crowd([1, CROWD, CROWD - 1, 0, 50], stop)
    poller = Poller(
        cast("Connection", crowd),
        Inbox(database),
        cast("Dispatcher", crowd),
        database,
        clock,
        Reach(clock.monotonic),
        rest=crowd.rest,
    )
    await poller.run(stop)
    database.close()
    assert crowd.done == [
        *("poll", 1),
        *("poll", CROWD, BREATH_SECONDS),
        *("poll", CROWD - 1),
        "poll",
        *("poll", 50, BREATH_SECONDS),
    ]
