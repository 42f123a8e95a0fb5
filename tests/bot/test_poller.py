"""The poller notices when it was deaf: an outage, a machine that slept, and a clock that was merely set."""

import asyncio
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, cast

import pytest
from sqlmodel import select

from bot.clock import Clock
from bot.dispatcher import Dispatcher
from bot.inbox import Inbox
from bot.migrating import migrate
from bot.poller import Poller
from bot.reach import Reach
from bot.telegram.connection import Connection
from bot.telegram.polling import Updates
from models.database import Database
from models.tables import Outage
from tests.world import local

NOW = local("2024-06-18 09:00")
DAY = timedelta(days=1)


class TwoClocks(Clock):
    """The wall's time and the seconds that really pass, each moved on its own."""

    def __init__(self) -> None:
        super().__init__()
        self.moment = NOW
        self.seconds = 1000.0

    def now(self) -> datetime:
        return self.moment

    def monotonic(self) -> float:  # type: ignore[override] # the real one needs no instance
        return self.seconds

    def pass_by(self, wall: timedelta, real: timedelta) -> None:
        self.moment += wall
        self.seconds += real.total_seconds()


class Line:
    """A connection on which nobody ever writes; before each answer time passes as it is told to."""

    def __init__(self, clock: TwoClocks, passing: list[tuple[timedelta, timedelta]], stop: asyncio.Event) -> None:
        self._clock = clock
        self._passing = passing
        self._stop = stop

    async def poll(self, _offset: int, _allowed: Sequence[str], *, seconds: int = 0) -> Updates:
        assert seconds >= 0
        if not self._passing:
            self._stop.set()
            await asyncio.Event().wait()
        self._clock.pass_by(*self._passing.pop(0))
        return Updates([])


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    database = Database(f"sqlite:///{tmp_path / 'liaison.db'}")
    migrate(database, NOW)
    yield database
    database.close()


async def outages(database: Database, *passing: tuple[timedelta, timedelta]) -> list[tuple[timedelta, bool]]:
    """Poll while time passes, wall and real; returns each outage's length, and whether people are still to be told."""
    clock, stop = TwoClocks(), asyncio.Event()
    line: Any = Line(clock, [(timedelta(0), timedelta(0)), *passing], stop)
    poller = Poller(
        cast("Connection", line), Inbox(database), cast("Dispatcher", None), database, clock, Reach(clock.monotonic)
    )
    await poller.run(stop)
    rows = database.look(lambda session: list(session.exec(select(Outage)).all()))
    return [(row.ended_at - row.began_at, row.told_at is None) for row in rows if row.ended_at is not None]


async def test_two_days_without_a_poll_are_an_outage_to_be_told_of(database: Database) -> None:
    assert await outages(database, (2 * DAY, 2 * DAY)) == [(2 * DAY, True)]


async def test_polls_that_follow_each_other_are_none(database: Database) -> None:
    minute = timedelta(minutes=1)
    assert await outages(database, (minute, minute), (minute, minute), (minute, minute)) == []


async def test_a_clock_that_was_set_forward_loses_nobody_s_message(database: Database) -> None:
    second = timedelta(seconds=1)
    assert await outages(database, (second, second), (2 * DAY, second)) == [(2 * DAY + second, False)]


async def test_a_clock_that_was_set_back_is_no_outage_and_the_next_one_is_seen(database: Database) -> None:
    hour, second = timedelta(hours=1), timedelta(seconds=1)
    found = await outages(database, (-hour, second), (2 * DAY, 2 * DAY))
    assert found == [(2 * DAY, True)]


def test_the_seconds_for_spans_go_on_while_the_machine_sleeps_where_the_system_tells_them() -> None:
    before = Clock.monotonic()
    assert Clock.monotonic() >= before > 0
