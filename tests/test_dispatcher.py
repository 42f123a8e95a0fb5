"""Updates are handled in order within a chat, chats side by side, each in one transaction (docs/decisions/0002)."""

import asyncio
import contextlib
import sqlite3
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import event
from sqlmodel import col, select

from bot.dispatcher import ATTEMPTS, LIVES, Dispatcher
from bot.handling import Handling
from bot.inbox import Inbox
from bot.migrating import migrate
from models.database import Database
from models.rules.chats import IncomingFile
from models.rules.policies import Policy
from models.tables import InboxUpdate, OutboxMessage
from tests.world import ADMIN_ID, ZONE, MovedClock, local

NOW = local("2024-06-18 09:00")


class Outside:
    """A network that answers when it is let: membership questions wait while `closed`."""

    def __init__(self) -> None:
        self.is_open = asyncio.Event()
        self.is_open.set()
        self.asked: list[int] = []
        self.pressed: list[str] = []

    async def fetch_file(self, file: IncomingFile) -> bytes | None:
        return file.name.encode()

    async def is_office_member(self, user_id: int) -> bool:
        self.asked.append(user_id)
        await self.is_open.wait()
        return False

    async def answer_press(self, query_id: str, text: str) -> None:
        self.pressed.append(query_id)
        raise RuntimeError(f"nobody takes this answer: {text}")


def said(update_id: int, user_id: int, text: str) -> dict[str, Any]:
    return {
        "update_id": update_id,
        "message": {
            "message_id": update_id,
            "date": int(NOW.timestamp()),
            "chat": {"id": user_id, "type": "private"},
            "from": {"id": user_id, "first_name": "甲"},
            "text": text,
        },
    }


def poison(update_id: int, chat_id: int) -> dict[str, Any]:
    """Return a message whose sender has an id that no database can hold."""
    return {
        **said(update_id, chat_id, "毒"),
        "message": {**said(0, 1, "毒")["message"], "chat": {"id": chat_id, "type": "private"}, "from": {"id": 2**70}},
    }


class Desk:
    """A dispatcher at work, and what is to be seen of it."""

    def __init__(
        self,
        folder: Path,
        inbox: type[Inbox] = Inbox,
        load: Callable[[], Awaitable[Handling]] | None = None,
        calm_seconds: float = 0,
    ) -> None:
        self.database = Database(f"sqlite:///{folder / 'liaison.db'}")
        migrate(self.database, NOW)
        self.inbox = inbox(self.database)
        self.outside = Outside()
        self.stop = asyncio.Event()
        policy = Policy(zone=ZONE, language="zh-CN", approve_claims=True, admin_ids=(ADMIN_ID,), office_chat_id=None)
        clock = MovedClock(NOW)

        async def load_whole() -> Handling:
            return Handling(policy, "some_bot", clock.monotonic)

        self.dispatcher = Dispatcher(
            self.database, self.inbox, self.outside, policy, clock, load or load_whole, lambda: None, calm_seconds
        )

    async def arrive(self, *updates: dict[str, Any]) -> None:
        self.dispatcher.take(await self.inbox.store(updates, NOW))

    def replies(self) -> list[tuple[int | None, str]]:
        """Return chat and key of everything in the outbox, in order."""

        def look(session: Any) -> list[tuple[int | None, str]]:  # noqa: ANN401 - a session
            found = session.exec(select(OutboxMessage).order_by(col(OutboxMessage.id))).all()
            return [(row.chat_id, row.dedup_key) for row in found]

        return self.database.look(look)

    def row(self, update_id: int) -> InboxUpdate:
        return self.database.look(lambda session: session.get_one(InboxUpdate, update_id))

    async def until_done(self, *update_ids: int, within: float = 8) -> None:
        async with asyncio.timeout(within):
            while not all(self.row(update_id).done_at for update_id in update_ids):  # noqa: ASYNC110 - no bell rings
                await asyncio.sleep(0.02)


@asynccontextmanager
async def working(folder: Path) -> AsyncIterator[Desk]:
    desk = Desk(folder)
    try:
        async with asyncio.TaskGroup() as group:
            group.create_task(desk.dispatcher.run(desk.stop))
            await asyncio.sleep(0)
            try:
                yield desk
            finally:
                desk.outside.is_open.set()
                desk.stop.set()
    finally:
        desk.database.close()


async def test_chats_go_side_by_side_and_each_in_order(tmp_path: Path) -> None:
    async with working(tmp_path) as desk:
        desk.outside.is_open.clear()
        # 汇总 is for the office, so whether the first is a member of it must be asked, and the answer takes its time.
        await desk.arrive(said(1, 1, "/progress"), said(2, 1, "您好"), said(3, 2, "您好"))
        await desk.until_done(3)
        assert (desk.row(1).done_at, desk.row(2).done_at) == (None, None)
        desk.outside.is_open.set()
        await desk.until_done(1, 2)
        assert [key for chat, key in desk.replies() if chat == 1] == ["update:1:0", "update:2:0"]


async def test_an_update_taken_twice_is_answered_once(tmp_path: Path) -> None:
    async with working(tmp_path) as desk:
        desk.outside.is_open.clear()
        await desk.arrive(said(1, 1, "/progress"))
        await desk.arrive(said(1, 1, "/progress"))
        assert desk.dispatcher.waiting == 1
        desk.outside.is_open.set()
        await desk.until_done(1)
        await desk.arrive(said(1, 1, "/progress"), said(2, 1, "您好"))
        await desk.until_done(2)
        assert desk.outside.asked == [1]
        assert [key for _, key in desk.replies()] == ["update:1:0", "update:2:0"]


async def test_an_update_that_fails_three_times_is_set_aside_the_admin_told_and_its_chat_goes_on(
    tmp_path: Path,
) -> None:
    async with working(tmp_path) as desk:
        await desk.arrive(poison(1, 5), said(2, 5, "/start"), said(3, 6, "/start"))
        await desk.until_done(3, within=2)
        assert desk.row(2).done_at is None
        await desk.until_done(1, 2)
        aside = desk.row(1)
        assert (aside.set_aside, aside.attempts) == (True, ATTEMPTS)
        # Whoever said it hears of it too, instead of believing to have reported.
        assert desk.replies() == [
            (6, "update:3:0"),
            (ADMIN_ID, "aside:1:0"),
            (5, "aside:1:1"),
            (5, "update:2:0"),
        ]


async def test_what_killed_the_program_every_time_is_set_aside_and_what_only_died_with_it_is_not(
    tmp_path: Path,
) -> None:
    async with working(tmp_path) as desk:
        await desk.inbox.store([said(1, 1, "/start"), said(2, 2, "/start")], NOW)
        for _ in range(LIVES - 1):
            # Each of these was counted, and then the process was gone.
            await desk.inbox.count_attempt(1)
        for _ in range(LIVES - 3):
            await desk.inbox.count_attempt(2)
        desk.dispatcher.take(await desk.inbox.replay())
        await desk.until_done(1, 2)
        assert (desk.row(1).set_aside, desk.row(2).set_aside) == (True, False)
        assert (desk.row(1).attempts, desk.row(2).attempts) == (LIVES, LIVES - 1)
        assert sorted(desk.replies(), key=lambda reply: reply[1]) == [
            (ADMIN_ID, "aside:1:0"),
            (1, "aside:1:1"),
            (2, "update:2:0"),
        ]


async def test_a_locked_database_costs_no_update_its_attempts(tmp_path: Path) -> None:
    def hasten(connection: Any, *_rest: object) -> None:  # noqa: ANN401 - a DBAPI connection
        connection.execute("PRAGMA busy_timeout=20")

    async with working(tmp_path) as desk:
        event.listen(desk.database.engine, "checkout", hasten)
        stored = await desk.inbox.store([said(1, 1, "/start"), said(2, 2, "/start")], NOW)
        with contextlib.closing(sqlite3.connect(tmp_path / "liaison.db", isolation_level=None)) as other:
            other.execute("BEGIN IMMEDIATE")
            desk.dispatcher.take(stored)
            # Longer than three attempts at something that fails by its own fault.
            await asyncio.sleep(3)
            assert desk.row(1).done_at is None
            other.execute("ROLLBACK")
        await desk.until_done(1, 2)
        assert [(desk.row(number).set_aside, desk.row(number).attempts) for number in (1, 2)] == [(False, 1)] * 2
        assert sorted(key for _, key in desk.replies()) == ["update:1:0", "update:2:0"]


async def test_told_to_stop_it_finishes_what_is_in_hand_and_leaves_the_rest_to_the_next_start(tmp_path: Path) -> None:
    async with working(tmp_path) as desk:
        desk.outside.is_open.clear()
        await desk.arrive(said(1, 1, "/progress"), said(2, 1, "/start"))
        await asyncio.sleep(0.3)
        assert desk.outside.asked == [1]
        desk.stop.set()
        await asyncio.sleep(0.05)
        desk.outside.is_open.set()
        await desk.until_done(1)
        await desk.arrive(said(3, 3, "/start"))
        await asyncio.sleep(0.2)
        assert [one.update_id for one in await desk.inbox.replay()] == [2, 3]


async def test_an_answer_to_a_press_that_cannot_be_given_means_nothing(tmp_path: Path) -> None:
    press = {
        "update_id": 1,
        "callback_query": {
            "id": "77",
            "from": {"id": 1, "first_name": "甲"},
            "message": {"message_id": 4, "chat": {"id": 1, "type": "private"}},
            "data": "nothing:9",
        },
    }
    async with working(tmp_path) as desk:
        await desk.arrive(press, said(2, 1, "/start"))
        await desk.until_done(1, 2)
        assert desk.outside.pressed == ["77"]
        assert [key for _, key in desk.replies()] == ["update:2:0"]
