"""The program in this process, with its people: no network at all, on a clock that stands until it is moved."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path
from typing import TypeVar

from sqlmodel import Session

from bot.app import App
from bot.migrating import migrate
from bot.sandbox.cast import UnitCast, admin, cast_units, office_people
from bot.sandbox.clocks import StandingClock
from bot.sandbox.emulator import Conversation, Emulator, Group, Person, PrivateChat
from bot.sandbox.office import BOT_NAME, TOKEN, is_at_rest, note_presence, sandbox_settings
from locales import t
from models.actions.desk import Desk
from models.database import Database

Result = TypeVar("Result")

# How long a person takes for a press or a message; what is said together stays within one minute or two.
_A_WHILE = timedelta(seconds=20)
_SETTLES_WITHIN_SECONDS = 30.0
_LOOK_EVERY_SECONDS = 0.02


class Stage:
    """The program at work among its people. Every act waits until the program has done all it does about it."""

    def __init__(self, folder: Path, start: datetime, language: str) -> None:
        self.language = language
        self.clock = StandingClock(start)
        # Ticks are asked for at every move of the clock; by itself the program need not look.
        self.settings = sandbox_settings(folder, language=language, tick_seconds=3600)
        self.database = Database(self.settings.database_url.get_secret_value())
        migrate(self.database, start)
        self.emulator = Emulator(self.clock.now)
        self.bot = self.emulator.bot(TOKEN, username=BOT_NAME, first_name=t(language, "sandbox-bot-name"))
        self.app = App(self.settings, self.database, self.clock, transport=self.emulator.transport(), limits=None)
        self._client_language = "zh-hans" if language.startswith("zh") else "en"
        boss = admin(language)
        self.admin = self._account(boss.id, boss.name, boss.phone)
        self.cast: dict[str, UnitCast] = {}

    def _account(self, number: int, name: str, phone: str) -> Person:
        return self.emulator.person(number, name, phone_number=phone, language_code=self._client_language)

    def desk(self, session: Session) -> Desk:
        """Return a desk at this moment, as the command line has it."""
        return Desk(session, self.clock.now(), self.settings.policy(), f"sandbox:{self.clock.now().isoformat()}")

    def transact(self, work: Callable[[Desk], Result]) -> Result:
        """Do in one transaction what the command line would do."""
        return self.database.transact(lambda session: work(self.desk(session)))

    def look(self, work: Callable[[Desk], Result]) -> Result:
        """Look something up."""
        return self.database.look(lambda session: work(self.desk(session)))

    def cast_units(self, units: list[str]) -> None:
        """Give every unit its people."""
        self.cast = cast_units(units, self.language)

    def liaison(self, unit: str) -> PrivateChat:
        """Return the chat of a unit's liaison."""
        actor = self.cast[unit].liaison
        return self._account(actor.id, actor.name, actor.phone).chat(self.bot)

    def office_group(self, title: str) -> Group:
        """Make the office's group, with the bot in it."""
        members = [self._account(actor.id, actor.name, actor.phone) for actor in office_people(self.language)]
        return self.emulator.group(title, members, admins=[self.admin], bots=[self.bot])

    async def settle(self) -> None:
        """Wait until everything said has been handled and everything due has left."""
        async with asyncio.timeout(_SETTLES_WITHIN_SECONDS):
            while True:
                await asyncio.sleep(_LOOK_EVERY_SECONDS)
                if self.emulator.unread(self.bot) or self.emulator.calls_under_way:
                    continue
                if await self.database.read(lambda session: is_at_rest(session, self.clock.now())):
                    return

    async def move_to(self, moment: datetime) -> None:
        """Move the clock forward, and let everything happen that is due then."""
        await self.database.run(partial(note_presence, at=moment))
        self.clock.moment = moment
        await self.app.tick()
        await self.settle()

    async def say(self, chat: PrivateChat, text: str) -> None:
        """Let a person say something."""
        self.clock.moment += _A_WHILE
        chat.send(text)
        await self.settle()

    async def press(self, chat: PrivateChat, verb: str, ending: str = "") -> None:
        """Let a person press the newest button of that verb (in whatever language it is labelled)."""
        self.clock.moment += _A_WHILE
        chat.press_data(button_data(chat, verb, ending))
        await self.settle()


def button_data(chat: Conversation, verb: str, ending: str = "") -> str:
    """Return what the newest button of that verb sends; raises LookupError where there is none."""
    for seen in reversed(chat.messages):
        for button in (button for row in seen.buttons for button in row):
            data = button.data or ""
            if (data == verb or data.startswith(f"{verb}:")) and data.endswith(ending):
                return data
    raise LookupError(f"no button {verb}…{ending} in the chat")


@asynccontextmanager
async def staged(folder: Path, start: datetime, language: str) -> AsyncIterator[Stage]:
    """Run the program while inside."""
    stage = Stage(folder, start, language)
    try:
        async with asyncio.TaskGroup() as group:
            group.create_task(stage.app.run())
            try:
                yield stage
            finally:
                stage.app.stop.set()
    finally:
        stage.database.close()
