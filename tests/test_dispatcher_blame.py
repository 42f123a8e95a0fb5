"""Who is blamed when the program is killed again and again: what is in hand, not whatever happens to wait."""

import asyncio
from pathlib import Path

import pytest

from bot.dispatcher import DOUBTED, LIVES, REPLAYED_AT_ONCE, SUSPECTED
from bot.handling import Handling
from bot.inbox import Inbox
from models.database import Database
from tests.test_dispatcher import NOW, Desk, said

PEOPLE = 12


class Dying(Inbox):
    """An inbox of a program that is killed as soon as it has counted an attempt, however many it makes by then."""

    def __init__(self, database: Database) -> None:
        super().__init__(database)
        self.counted: list[int] = []

    async def count_attempt(self, update_id: int) -> None:
        await super().count_attempt(update_id)
        self.counted.append(update_id)
        await asyncio.Event().wait()


async def live(folder: Path, calm_seconds: float = 0) -> list[int]:
    """Start, be killed in the middle of what was begun, and return which updates were counted."""
    desk = Desk(folder, Dying, calm_seconds=calm_seconds)
    try:
        running = asyncio.ensure_future(desk.dispatcher.run(desk.stop))
        await asyncio.sleep(0)
        desk.dispatcher.take(await desk.inbox.replay())
        await asyncio.sleep(0.4)
        running.cancel()
        await asyncio.wait({running})
    finally:
        desk.database.close()
    assert isinstance(desk.inbox, Dying)
    return desk.inbox.counted


async def test_of_many_that_wait_only_the_one_in_hand_is_blamed_for_another_death(tmp_path: Path) -> None:
    desk = Desk(tmp_path)
    await desk.inbox.store([said(number, number, "/start") for number in range(1, PEOPLE + 1)], NOW)
    for _ in range(SUSPECTED - 1):
        for number in range(1, PEOPLE + 1):
            await desk.inbox.count_attempt(number)
    desk.database.close()
    for _ in range(3):
        assert len(await live(tmp_path)) == 1
    desk = Desk(tmp_path)
    attempts = sum(desk.row(number).attempts for number in range(1, PEOPLE + 1))
    assert attempts == PEOPLE * SUSPECTED + 3
    assert all(desk.row(number).attempts < LIVES for number in range(1, PEOPLE + 1))
    desk.database.close()


async def test_whoever_is_killed_while_starting_is_not_killed_in_the_middle_of_the_same_update_again(
    tmp_path: Path,
) -> None:
    desk = Desk(tmp_path)
    await desk.inbox.store([said(number, number, "/start") for number in (1, 2)], NOW)
    for _ in range(DOUBTED - 1):
        await desk.inbox.count_attempt(1)
    desk.database.close()
    for _ in range(DOUBTED):
        # What was begun so often waits for calm, and so does the other as soon as it has been begun as often.
        assert set(await live(tmp_path, calm_seconds=30)) <= {2}
    desk = Desk(tmp_path)
    assert (desk.row(1).attempts, desk.row(1).done_at) == (DOUBTED, None)
    desk.database.close()


async def test_a_suspect_waits_longer_after_each_death_and_is_handled_when_it_is_calm(tmp_path: Path) -> None:
    desk = Desk(tmp_path, calm_seconds=0.05)
    await desk.inbox.store([said(1, 1, "/start")], NOW)
    for _ in range(LIVES - 2):
        await desk.inbox.count_attempt(1)
    running = asyncio.ensure_future(desk.dispatcher.run(desk.stop))
    await asyncio.sleep(0)
    desk.dispatcher.take(await desk.inbox.replay())
    await desk.until_done(1)
    assert desk.replies() == [(1, "update:1:0")]
    desk.stop.set()
    await running
    desk.database.close()


async def test_what_nobody_suspects_yet_goes_side_by_side_but_a_death_blames_a_few(tmp_path: Path) -> None:
    desk = Desk(tmp_path)
    await desk.inbox.store([said(number, number, "/start") for number in range(1, PEOPLE + 1)], NOW)
    desk.database.close()
    assert len(await live(tmp_path)) == REPLAYED_AT_ONCE


async def test_the_chats_begun_least_often_are_begun_first(tmp_path: Path) -> None:
    desk = Desk(tmp_path)
    await desk.inbox.store([said(number, number, "/start") for number in range(1, PEOPLE + 1)], NOW)
    for number in range(1, PEOPLE - REPLAYED_AT_ONCE + 1):
        await desk.inbox.count_attempt(number)
    desk.database.close()
    assert set(await live(tmp_path)) == set(range(PEOPLE - REPLAYED_AT_ONCE + 1, PEOPLE + 1))


async def test_a_suspect_waits_for_what_nobody_suspects_though_not_behind_its_own_chat(tmp_path: Path) -> None:
    desk = Desk(tmp_path)
    await desk.inbox.store([said(1, 1, "/start"), said(2, 1, "/help"), said(3, 2, "/start")], NOW)
    for _ in range(SUSPECTED):
        await desk.inbox.count_attempt(1)
    running = asyncio.ensure_future(desk.dispatcher.run(desk.stop))
    await asyncio.sleep(0)
    desk.dispatcher.take(await desk.inbox.replay())
    await desk.until_done(1, 2, 3)
    assert [key.split(":")[1] for _, key in desk.replies()] == ["3", "1", "2"]
    desk.stop.set()
    await running
    desk.database.close()


async def test_where_all_are_suspects_a_short_life_gets_on_with_them(tmp_path: Path) -> None:
    desk = Desk(tmp_path, calm_seconds=30)
    await desk.inbox.store([said(number, number, "/start") for number in range(1, PEOPLE + 1)], NOW)
    for _ in range(DOUBTED - 2):
        for number in range(1, PEOPLE + 1):
            await desk.inbox.count_attempt(number)
    running = asyncio.ensure_future(desk.dispatcher.run(desk.stop))
    await asyncio.sleep(0)
    desk.dispatcher.take(await desk.inbox.replay())
    await desk.until_done(*range(1, PEOPLE + 1))
    desk.stop.set()
    await running
    desk.database.close()


async def test_handlers_that_cannot_be_loaded_end_the_program_and_cost_no_update_its_attempts(tmp_path: Path) -> None:
    async def load() -> Handling:
        raise ImportError("half an installation")

    desk = Desk(tmp_path, load=load)
    stored = await desk.inbox.store([said(1, 1, "/start")], NOW)
    running = asyncio.ensure_future(desk.dispatcher.run(desk.stop))
    await asyncio.sleep(0)
    desk.dispatcher.take(stored)
    with pytest.raises(ExceptionGroup) as caught:
        await running
    assert caught.group_contains(ImportError)
    assert (desk.row(1).attempts, desk.row(1).done_at) == (1, None)
    desk.database.close()
