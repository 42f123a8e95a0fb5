"""The real program under a moved system clock: started a minute before a rung, after it, two days late, and at the cutoff.

It runs as a process of its own against the emulator on loopback: on the harness's moved clock, and, where libfaketime is
installed, as `python -m bot run` and nothing else, with the operating system's clock itself moved.
"""

import asyncio
import shutil
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import pytest
from sqlmodel import Session, col, select

from bot.clock import Clock
from bot.sandbox.clocks import OffsetFile
from bot.sandbox.emulator import Emulator, serve
from models.database import Database
from models.tables import Reminder
from tests.crash import ADMIN_ID, Plot, Program
from tests.world import local, running

# A start takes a second or two; a machine that does other things meanwhile takes its time.
PATIENCE = 60
ANNA, BORIS = 1, 2
FAKETIME = next(iter(sorted(Path("/usr/lib").glob("*/faketime/libfaketimeMT.so.1"))), None)

pytestmark = [pytest.mark.loopback, pytest.mark.enable_socket]


@dataclass(slots=True)
class Started:
    """The program, its clock, and the chats around it."""

    emulator: Emulator
    program: Program
    offset: OffsetFile

    def move_to(self, moment: str) -> None:
        self.offset.write(local(moment) - Clock().now())

    async def start(self, moment: str) -> None:
        """Start at a moment, and wait until it has looked at the time and answers."""
        self.move_to(moment)
        await self.program.start()
        await self.is_up()

    async def is_up(self) -> None:
        admin = self.emulator.person(ADMIN_ID).chat()
        before = len(admin.messages)
        admin.send("/help")
        await admin.wait_for(
            lambda _: any(each.is_from_bot and "/help" in each.text for each in admin.messages[before:]),
            timeout=PATIENCE,
        )

    def said(self, person: int) -> list[str]:
        """Return all that the bot has said to a person."""
        return [seen.text for seen in self.emulator.person(person).chat().messages if seen.is_from_bot]

    async def hears(self, person: int, words: str, times: int = 1) -> None:
        chat = self.emulator.person(person).chat()
        await chat.wait_for(
            lambda _: sum(words in seen.text for seen in chat.messages if seen.is_from_bot) >= times, timeout=PATIENCE
        )

    def settled(self) -> dict[str, str]:
        """Return every slot settled for Anna, with its outcome."""

        def look(session: Session) -> dict[str, str]:
            rows = session.exec(select(Reminder).where(Reminder.person_id == 2).order_by(col(Reminder.id))).all()
            return {row.slot: row.outcome for row in rows}

        database = Database(self.program.database_url)
        try:
            return database.look(look)
        finally:
            database.close()


@pytest.fixture(scope="module")
def june(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of an office as it stands on 24 June 2024, two minutes before a rung."""
    folder = tmp_path_factory.mktemp("june")
    asyncio.run(live_until_june(folder))
    return folder


@pytest.fixture
def office(june: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(june, tmp_path / "office"))


async def live_until_june(folder: Path) -> None:
    """Register a liaison, who then reports nothing, and half of another; the program runs until 24 June 08:58."""
    async with running(folder, approve_claims=False) as world:
        world.import_demo()
        await world.register(world.emulator.person(ANNA, "安娜"), "市先陶办")
        boris = world.emulator.person(BORIS, "鲍里斯").chat()
        boris.start(world.invite("市文旅局"))
        await world.settle()
        boris.send("张某某 13800000001")
        await world.settle()
        for moment in ("2024-06-18 09:00", "2024-06-21 09:00", "2024-06-24 08:58"):
            await world.move_to(moment)
        # Whoever writes is proof that the bot was not deaf then.
        world.admin.chat().send("/help")
        await world.settle()
        world.emulator.save(folder / "telegram.json")


@asynccontextmanager
async def at_work(folder: Path, *, with_faketime: bool = False) -> AsyncIterator[Started]:
    offset = OffsetFile(folder / "clock")
    emulator = Emulator.load(folder / "telegram.json", offset.clock().now)
    async with serve(emulator) as address:
        program = Program(emulator, folder, address, Plot(clock="real" if with_faketime else "moved"), office_id=0)
        del program.environment["LIAISON_OFFICE_CHAT_ID"]
        program.environment["LIAISON_BOT_TOKEN"] = "123456:emulated"
        if with_faketime:
            program.environment |= {
                "LD_PRELOAD": str(FAKETIME),
                "FAKETIME_TIMESTAMP_FILE": str(folder / "faketime"),
                # Looking into that file at every look at the time takes a minute.
                "FAKETIME_CACHE_DURATION": "1",
            }
        try:
            yield Started(emulator, program, offset)
        finally:
            program.kill()
            if program.process is not None:
                await program.process.wait()
    assert emulator.violations == []


async def test_started_a_minute_before_a_rung_it_sends_it_then_and_never_again(office: Path) -> None:
    async with at_work(office) as started:
        await started.start("2024-06-24 08:59")
        before = started.said(ANNA)
        started.move_to("2024-06-24 09:00:01")
        await started.hears(ANNA, "截止6月25日（周二）17:00", times=2)
        assert len(started.said(ANNA)) == len(before) + 1
        assert (await started.program.stop())[0] == 0
        await started.start("2024-06-24 09:05")
        assert len(started.said(ANNA)) == len(before) + 1
        assert started.settled() == {"2024-06/opening": "sent", "2024-06/T-1": "sent"}


async def test_started_after_a_rung_it_makes_up_for_it_once(office: Path) -> None:
    async with at_work(office) as started:
        before = started.said(ANNA)
        await started.start("2024-06-24 11:30")
        await started.hears(ANNA, "截止6月25日（周二）17:00", times=2)
        await started.is_up()
        assert len(started.said(ANNA)) == len(before) + 1
        assert started.settled() == {"2024-06/opening": "sent", "2024-06/T-1": "sent"}


async def test_started_two_days_late_it_sends_what_still_matters_and_says_of_the_rest_why_not(office: Path) -> None:
    async with at_work(office) as started:
        before = started.said(ANNA)
        await started.start("2024-06-26 09:00:01")
        await started.hears(ANNA, "已过截止时间")
        await started.hears(ANNA, "6月24日（周一）08:58至6月26日（周三）09:00期间")
        await started.is_up()
        # What fell through, and one reminder: of what is overdue, not of the three moments before.
        assert len(started.said(ANNA)) == len(before) + 2
        assert started.settled() == {
            "2024-06/opening": "sent",
            "2024-06/T-1": "due_passed",
            "2024-06/due-day": "due_passed",
            "2024-06/due-day-15": "due_passed",
            "2024-06/overdue-1": "sent",
        }


async def test_the_registration_cutoff_of_30_june_2024(office: Path) -> None:
    async with at_work(office) as started:
        before = started.said(BORIS)
        # The 30th is a Sunday: both of registration's last rungs have moved to Friday the 28th, and are one message.
        await started.start("2024-06-28 09:00:01")
        await started.hears(BORIS, "截止6月30日（周日）17:00", times=3)
        listed = [text for text in started.said(ADMIN_ID) if "尚无人登记" in text]
        assert len(listed) == 1
        assert "市发改委" in listed[0]
        assert "市先陶办" not in listed[0]
        started.move_to("2024-06-30 16:59")
        await started.is_up()
        assert len(started.said(BORIS)) == len(before) + 1


@pytest.mark.skipif(FAKETIME is None, reason="libfaketime is not installed here")
async def test_the_operating_system_s_own_clock_is_what_counts(office: Path) -> None:
    async with at_work(office, with_faketime=True) as started:
        clock = office / "faketime"

        def set_clock(moment: str) -> None:
            offset: timedelta = local(moment) - Clock().now()
            clock.write_text(f"{offset.total_seconds():+.0f}", encoding="ascii")
            started.offset.write(offset)

        set_clock("2024-06-24 08:59:00")
        await started.program.start()
        await started.is_up()
        before = started.said(ANNA)
        set_clock("2024-06-24 09:00:01")
        await started.hears(ANNA, "截止6月25日（周二）17:00", times=2)
        assert len(started.said(ANNA)) == len(before) + 1
        # Set back an hour, it still answers at once, and says nothing twice.
        set_clock("2024-06-24 08:00:00")
        await started.is_up()
        set_clock("2024-06-24 09:01:00")
        await started.is_up()
        assert len(started.said(ANNA)) == len(before) + 1
        status, _ = await started.program.stop()
        assert status == 0
