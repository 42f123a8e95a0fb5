"""The served sandbox: an emulated Telegram, the real program in a process of its own, and a clock that can be moved."""

import asyncio
import contextlib
import shutil
import tempfile
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import UTC, date, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import TypeVar

from sqlmodel import Session

from bot.clock import Clock
from bot.migrating import migrate
from bot.sandbox.cast import Actor, UnitCast, admin, cast_units, office_people
from bot.sandbox.clocks import OffsetFile
from bot.sandbox.emulator import Conversation, Emulator, Event, Group, Person, PrivateChat, SeenMessage, serve
from bot.sandbox.feed import Feed
from bot.sandbox.keeper import Keeper
from bot.sandbox.office import (
    BOT_NAME,
    DEMO_PLAN,
    TOKEN,
    invite,
    is_at_rest,
    moments,
    note_presence,
    sandbox_settings,
    units_in_plan,
)
from bot.sandbox.program import OFFSET_FILE
from bot.sandbox.shapes import event_shape, next_working_morning
from bot.sandbox.stage import button_data
from locales import t
from models.actions.desk import Desk
from models.database import Database
from models.rules.deadlines import WorkingDays, at_local
from models.rules.ladders import MORNING
from models.store.office import working_days

Result = TypeVar("Result")

_SETTLES_WITHIN_SECONDS = 60.0
_LOOK_EVERY_SECONDS = 0.02
_FOREVER = 10**9
# Nobody plays further ahead than this in one move; it keeps a mistyped year from running for hours.
LONGEST_MOVE = timedelta(days=400)


class NotNowError(Exception):
    """Something cannot be done at present; the text says why, in the page's language."""


class Demo:
    """One sandbox. Its acts wait until the program has done all it does about them."""

    def __init__(self, start: datetime, language: str, feed: Feed) -> None:
        self.language = language
        self.start = start
        self.feed = feed
        self.folder = Path(tempfile.mkdtemp(prefix="liaison-sandbox-"))
        self._offset = OffsetFile(self.folder / OFFSET_FILE)
        self.clock: Clock = self._offset.clock()
        self._offset.write(start - Clock().now())
        self.settings = sandbox_settings(self.folder, language=language, tick_seconds=1)
        self.database = Database(self.settings.database_url.get_secret_value())
        migrate(self.database, start)
        self.emulator = Emulator(self.clock.now)
        self.bot = self.emulator.bot(TOKEN, username=BOT_NAME, first_name=t(language, "sandbox-bot-name"))
        self._unsubscribe = self.emulator.subscribe(self._hear)
        self._client_language = "zh-hans" if language.startswith("zh") else "en"
        self.admin = self.account(admin(language))
        self.clerks = [self.account(actor) for actor in office_people(language)]
        self.group: Group | None = None
        self.cast: dict[str, UnitCast] = {}
        self.tokens: dict[str, str] = {}
        self.keeper: Keeper | None = None
        self.has_network = True
        self.is_busy = False
        self.tour_step = 0
        self._acting = asyncio.Lock()

    # Life

    @classmethod
    @asynccontextmanager
    async def running(cls, start: datetime, language: str, feed: Feed) -> AsyncIterator["Demo"]:
        """Run the emulator and the program while inside; the sandbox's folder is gone afterwards."""
        demo = await asyncio.to_thread(cls, start, language, feed)
        try:
            async with serve(demo.emulator) as address:
                demo.keeper = Keeper(demo.folder, address, language)
                await demo.keeper.start()
                try:
                    yield demo
                finally:
                    await demo.keeper.stop()
        finally:
            demo.close()

    def close(self) -> None:
        """Let go of everything and take the sandbox's folder away."""
        self._unsubscribe()
        self.database.close()
        shutil.rmtree(self.folder, ignore_errors=True)

    def _hear(self, event: Event) -> None:
        if event.message is not None and event.kind in ("message", "edit", "delete"):
            seen = SeenMessage(self.emulator.world, event.chat, event.message)
            self.feed.put("chat", **event_shape(seen, event))
        elif event.kind == "answer" and event.detail.get("text"):
            detail = event.detail
            self.feed.put("toast", chat=str(event.chat.id), text=detail["text"], alert=bool(detail["show_alert"]))

    @asynccontextmanager
    async def act(self) -> AsyncIterator[None]:
        """Do one thing at a time, every page seeing that something is going on."""
        async with self._acting:
            self.is_busy = True
            self.feed.put("state")
            try:
                yield
            finally:
                self.is_busy = False
                self.feed.put("state")

    # The office's database

    def desk(self, session: Session) -> Desk:
        """Return a desk at this moment, as the command line has it."""
        now = self.clock.now()
        return Desk(session, now, self.settings.policy(), f"sandbox:{now.isoformat()}")

    async def transact(self, work: Callable[[Desk], Result]) -> Result:
        """Do in one transaction what the command line would do beside the running program."""
        return await self.database.run(lambda session: work(self.desk(session)))

    async def look(self, work: Callable[[Desk], Result]) -> Result:
        """Look something up."""
        return await self.database.read(lambda session: work(self.desk(session)))

    # People and chats

    def account(self, actor: Actor) -> Person:
        """Return the account of somebody in the cast."""
        return self.emulator.person(actor.id, actor.name, phone_number=actor.phone, language_code=self._client_language)

    def liaison(self, unit: str) -> PrivateChat:
        """Return the chat of a unit's liaison."""
        return self.account(self.cast[unit].liaison).chat(self.bot)

    def chat(self, key: str) -> Conversation:
        """Return the chat the page calls by that key. Raises LookupError for one that does not exist."""
        number = int(key)
        if number < 0:
            if number not in self.emulator.world.groups:
                raise LookupError(f"no group {key}")
            return Group(self.emulator, number)
        if number not in self.emulator.world.users or number in self.emulator.world.bots:
            raise LookupError(f"nobody is {key}")
        return Person(self.emulator, number).chat(self.bot)

    async def import_plan(self) -> None:
        """Let the admin hand the demo plan over and confirm it."""
        chat = self.admin.chat(self.bot)
        chat.start()
        await self.settle()
        chat.upload(DEMO_PLAN.name, DEMO_PLAN.read_bytes())
        await self.settle()
        chat.press_data(button_data(chat, "import", "yes"))
        await self.settle()
        units = await self.look(lambda desk: units_in_plan(desk.session))
        self.cast = cast_units(units, self.language)
        for cast in self.cast.values():
            self.account(cast.liaison)
        await self.tick()
        self.feed.put("state")

    async def bind_office(self) -> None:
        """Let the admin make the office's group and bind it."""
        self.group = self.emulator.group(
            t(self.language, "sandbox-group-name"), self.clerks, admins=[self.admin], bots=[self.bot]
        )
        self.group.send(self.admin, f"/bind_office@{BOT_NAME}")
        await self.settle()
        self.feed.put("state")

    async def invite(self, units: list[str]) -> dict[str, str]:
        """Make invitations, as `liaison-bot invite` does; returns their tokens by unit."""
        self.tokens.update(await self.transact(lambda desk: invite(desk, units)))
        return {unit: self.tokens[unit] for unit in units}

    # The program

    async def tick(self) -> None:
        """Have the program do what is due at this moment, and wait for it."""
        if self.keeper is not None and await self.keeper.tick():
            await self.settle()

    async def settle(self) -> None:
        """Wait until everything said has been handled and everything due has left; at once where nobody would.

        A program that is starting is waited for: its first poll takes what was said before.
        """
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(_SETTLES_WITHIN_SECONDS):
                while self.keeper is not None and self.keeper.is_alive and self.has_network:
                    await asyncio.sleep(_LOOK_EVERY_SECONDS)
                    if self.emulator.unread(self.bot) or self.emulator.calls_under_way:
                        continue
                    if await self.database.read(lambda session: is_at_rest(session, self.clock.now())):
                        return

    async def kill(self) -> None:
        """Kill the program as `kill -9` does."""
        if self.keeper is not None:
            await self.keeper.kill()
            self.feed.put("state")

    async def revive(self) -> None:
        """Start the program again."""
        if self.keeper is not None:
            await self.keeper.start()
            await self.tick()
            self.feed.put("state")

    async def set_network(self, *, on: bool) -> None:
        """Cut the program off from Telegram, or let it through again."""
        self.emulator.faults.clear()
        if not on:
            self.emulator.faults.reset_before("*", times=_FOREVER)
            self.emulator.queues.release()
        self.has_network = on
        self.feed.put("state")
        if on:
            await self.settle()

    # Time

    async def move_to(self, target: datetime) -> None:
        """Move the clock forward, through everything that would happen on the way, in order."""
        now = self.clock.now()
        if target <= now:
            raise NotNowError(t(self.language, "sandbox-only-forward"))
        if target - now > LONGEST_MOVE:
            raise NotNowError(t(self.language, "sandbox-too-far"))
        for stop in await self.look(lambda desk: self._stops(desk, now, target)):
            if stop <= self.clock.now():
                continue
            if self.keeper is not None and self.keeper.is_alive and self.has_network:
                await self.database.run(partial(note_presence, at=stop))
            self._offset.write(stop - Clock().now())
            self.feed.put("clock", now=stop.isoformat())
            await self.tick()
        self.feed.put("state")

    def _stops(self, desk: Desk, now: datetime, target: datetime) -> list[datetime]:
        stops = {moment.at for moment in moments(desk)}
        # What has a due time of its own (an extension, a return) reminds in the morning, too.
        days = self._days(desk)
        morning = next_working_morning(now, days, self.settings.zone)
        while morning < target:
            stops.add(morning)
            morning = next_working_morning(morning, days, self.settings.zone)
        return sorted({stop for stop in stops if now < stop < target} | {target})

    @staticmethod
    def _days(desk: Desk) -> WorkingDays:
        return working_days(desk.session, desk.now.astimezone(desk.policy.zone).date())

    async def target(self, wanted: str) -> datetime:
        """Return the moment a word means: `hour`, `rung`, `morning`, `due`, `month`, or an ISO time or day.

        Raises NotNowError where there is no such moment ahead, ValueError for no moment at all.
        """
        now, zone = self.clock.now(), self.settings.zone
        if wanted == "hour":
            return now + timedelta(hours=1)
        if wanted == "month":
            return _a_month_on(now.astimezone(zone)).astimezone(UTC)
        if wanted == "morning":
            return next_working_morning(now, await self.look(self._days), zone)
        if wanted in ("rung", "due"):
            ahead = [
                moment.at
                for moment in await self.look(moments)
                if moment.at > now and (moment.name == "due") == (wanted == "due") and moment.name != "opens"
            ]
            if not ahead:
                raise NotNowError(t(self.language, "sandbox-nothing-ahead"))
            return ahead[0]
        if len(wanted) == len("2024-06-25"):
            return at_local(date.fromisoformat(wanted), MORNING, zone)
        moment = datetime.fromisoformat(wanted)
        return moment if moment.tzinfo is not None else moment.replace(tzinfo=zone)


def _a_month_on(local: datetime) -> datetime:
    year, month = (local.year + 1, 1) if local.month == 12 else (local.year, local.month + 1)  # noqa: PLR2004 - December
    last = (date(year + month // 12, month % 12 + 1, 1) - timedelta(days=1)).day
    return local.replace(year=year, month=month, day=min(local.day, last))
