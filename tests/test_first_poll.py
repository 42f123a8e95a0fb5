"""When Telegram is asked to answer at once, and when to wait for somebody to write."""

from pathlib import Path

from sqlmodel import select

from bot.telegram.polling import POLL_SECONDS
from models.tables import Outage
from tests.world import World, running


def asked(world: World) -> list[int]:
    """Return how many seconds each poll was to wait."""
    return [int(call.parameters["timeout"]) for call in world.emulator.calls if call.method == "getUpdates"]


async def test_the_first_poll_and_the_first_after_trouble_are_answered_at_once(tmp_path: Path) -> None:
    async with running(tmp_path) as world:
        chat = world.emulator.person(1, "安娜").chat()
        world.emulator.faults.fail("getUpdates", status=502, body="")
        for _ in range(4):
            chat.send("/start")
            await world.settle()
        polls = asked(world)
    assert polls[0] == 0
    assert POLL_SECONDS in polls
    # After the failure it is asked at once again.
    assert polls.count(0) == 2


async def test_the_end_of_an_outage_is_known_before_anybody_writes(tmp_path: Path) -> None:
    async with running(tmp_path, "2024-05-27 09:00") as world:
        await world.emulator.pulse.until(lambda: world.emulator.queues.is_polled(world.bot), 5)
    async with running(tmp_path, "2024-05-30 09:00") as world:
        # The long poll that waits now has told nothing yet.
        await world.emulator.pulse.until(lambda: world.emulator.queues.is_polled(world.bot), 5)
        outages = await world.database.read(lambda session: session.exec(select(Outage)).all())
    assert [(one.ended_at - one.began_at).days for one in outages if one.ended_at] == [3]
