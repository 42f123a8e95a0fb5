"""A whole office in a test: the real program, its real SQLite file, an emulated Telegram, and a clock that is moved."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from pydantic import SecretStr
from sqlmodel import Session, col, func, select

from bot.app import App
from bot.clock import Clock
from bot.migrating import migrate
from bot.sandbox.emulator import Emulator, Group, Person
from bot.settings import Settings
from models.actions.desk import Desk
from models.actions.invitations import issue_invitations
from models.actions.plans import Span, import_plan
from models.actions.rounds import open_rounds
from models.database import Database
from models.readers.files import PlanFile, read_file
from models.readers.known import known_units
from models.rules.words import LiaisonState
from models.store.exports import export_data
from models.store.plans import units_by_name
from models.tables import InboxUpdate, OutboxMessage

ZONE = ZoneInfo("Asia/Shanghai")
TOKEN = "123456:emulated"
ADMIN_ID = 900
DEMO_PLAN = Path(__file__).parents[1] / "bot" / "sandbox" / "plan2024.tsv"


class MovedClock(Clock):
    """A clock that stands at the moment last set; monotonic time goes on."""

    def __init__(self, start: datetime) -> None:
        super().__init__()
        self.moment = start

    def now(self) -> datetime:
        return self.moment


def local(text: str) -> datetime:
    """Return a wall time of the plan's zone: `local("2024-06-18 09:00")`."""
    return datetime.fromisoformat(text).replace(tzinfo=ZONE)


class World:
    """The program at work, and the people around it."""

    def __init__(self, folder: Path, start: datetime, **settings: Any) -> None:  # noqa: ANN401 - any setting
        self.clock = MovedClock(start)
        self.url = f"sqlite:///{folder / 'liaison.db'}"
        self.settings = Settings(
            bot_token=SecretStr(TOKEN),
            database_url=SecretStr(self.url),
            admin_ids=(ADMIN_ID,),
            tick_seconds=3600,
            **settings,
        )
        self.emulator = Emulator(self.clock.now)
        self.bot = self.emulator.bot(TOKEN, username="liaison_test_bot")
        self.admin: Person = self.emulator.person(ADMIN_ID, "管理员")
        self.database = Database(self.url)
        migrate(self.database, start)
        self.app = App(self.settings, self.database, self.clock, transport=self.emulator.transport(), limits=None)

    def desk(self, session: Session) -> Desk:
        """Return a desk at this moment."""
        return Desk(session, self.clock.now(), self.settings.policy(), f"test:{id(session)}")

    def import_demo(self, first: str = "2024-06", last: str = "2024-12") -> None:
        """Take the demo plan in."""
        reading = read_file(DEMO_PLAN.name, DEMO_PLAN.read_bytes())
        assert isinstance(reading, PlanFile)
        circular = reading.circular

        def work(session: Session) -> None:
            import_plan(self.desk(session), circular, Span(first, last), known_units())
            open_rounds(self.desk(session))

        self.database.transact(work)

    def invite(self, unit: str) -> str:
        """Return a fresh invitation token for a unit."""

        def work(session: Session) -> str:
            return issue_invitations(self.desk(session), [units_by_name(session)[unit]])[0].token

        return self.database.transact(work)

    def export(self) -> dict[str, list[dict[str, Any]]]:
        """Return everything recorded."""
        return self.database.look(lambda session: export_data(session, ZONE))

    def _is_settled(self, session: Session) -> bool:
        now = self.clock.now()
        waiting = session.exec(
            select(func.count())
            .select_from(OutboxMessage)
            .where(
                (col(OutboxMessage.state) == "leased")
                | ((col(OutboxMessage.state) == "waiting") & (col(OutboxMessage.next_attempt_at) <= now))
            )
        ).one()
        unhandled = session.exec(
            select(func.count()).select_from(InboxUpdate).where(col(InboxUpdate.done_at).is_(None))
        ).one()
        return not waiting and not unhandled

    async def settle(self, *, within: float = 20) -> None:
        """Wait until everything said has been handled and everything due has left."""
        async with asyncio.timeout(within):
            while True:
                await asyncio.sleep(0.01)
                if self.emulator.unread(self.bot):
                    continue
                if await self.database.read(self._is_settled):
                    return

    async def move_to(self, moment: str) -> None:
        """Move the clock forward, and let everything happen that is due then."""
        self.clock.moment = local(moment)
        await self.app.tick()
        await self.settle()

    async def pass_time(self, **span: float) -> None:
        """Let some time pass."""
        self.clock.moment += timedelta(**span)
        await self.app.tick()
        await self.settle()

    async def register(self, person: Person, unit: str, *, approve: bool = True) -> None:
        """Let a person register as the liaison of a unit, for all its tasks."""
        chat = person.chat()
        chat.start(self.invite(unit))
        await self.settle()
        chat.send("张某某 13800000001，李某某 13900000002")
        await self.settle()
        chat.press("全部相同")
        await self.settle()
        chat.press("确认提交")
        await self.settle()
        if approve and self.settings.approve_claims:
            self.admin.chat().press("同意")
            await self.settle()

    def active_liaisons(self) -> list[str]:
        """Return the units that have an active liaison."""
        return [row["unit"] for row in self.export()["liaisons"] if row["state"] == LiaisonState.ACTIVE]


@asynccontextmanager
async def running(folder: Path, start: str = "2024-05-27 09:00", **settings: Any) -> AsyncIterator[World]:  # noqa: ANN401 - any setting
    """Run the program for the length of a test, on a clock that stands at `start`."""
    world = World(folder, local(start), **settings)
    world.admin.chat().start()
    async with asyncio.TaskGroup() as group:
        group.create_task(world.app.run())
        try:
            await world.settle()
            yield world
        finally:
            world.app.stop.set()
    world.database.close()
    assert world.emulator.violations == []


__all__ = ["ADMIN_ID", "ZONE", "Group", "Person", "World", "local", "running"]
