"""Numbers that arrive out of order, as presses and messages do through a webhook, are handled in order where they wait."""

import asyncio
from pathlib import Path

from tests.test_dispatcher import NOW, said, working


async def test_what_waits_in_a_chat_is_handled_in_the_order_of_its_numbers_behind_what_is_in_hand(
    tmp_path: Path,
) -> None:
    async with working(tmp_path) as desk:
        desk.outside.is_open.clear()
        # 汇总 is for the office, so whether the sender is a member of it must be asked, and the answer takes its time.
        await desk.arrive(said(5, 1, "/progress"))
        async with asyncio.timeout(8):
            while not desk.outside.asked:  # noqa: ASYNC110 - no bell rings
                await asyncio.sleep(0.01)
        for number in (9, 7, 3, 8):
            await desk.arrive(said(number, 1, "/start"))
        desk.outside.is_open.set()
        await desk.until_done(3, 5, 7, 8, 9)
        assert [key for _, key in desk.replies()] == [f"update:{number}:0" for number in (5, 3, 7, 8, 9)]


async def test_what_is_stored_in_one_commit_is_handled_in_the_order_of_its_numbers(tmp_path: Path) -> None:
    async with working(tmp_path) as desk:
        stored = [await desk.inbox.store([said(number, 1, "/start")], NOW) for number in (6, 4, 5)]
        for one in stored:
            desk.dispatcher.take(one)
        await desk.until_done(4, 5, 6)
        assert [key for _, key in desk.replies()] == ["update:4:0", "update:5:0", "update:6:0"]
