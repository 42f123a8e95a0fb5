"""What a command works with: settings, clock, a migrated database, and the way it speaks and refuses."""

import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import orjson

from bot.alone import is_held
from bot.clock import Clock
from bot.commands.storage import say_storage_trouble
from bot.settings import Settings
from locales import t

if TYPE_CHECKING:
    # Loaded where a database is opened: `run` asks Telegram before it does so (docs/decisions/0012).
    from sqlmodel import Session

    from models.actions.desk import Desk
    from models.database import Database

Result = TypeVar("Result")


class RefusedError(Exception):
    """A command is refused: one clear line on standard error, exit status 1, nothing changed."""


class WrongUsageError(Exception):
    """A command was not given what it needs, or too much: one clear line on standard error, exit status 2."""


@dataclass(slots=True)
class Workplace:
    """One command's surroundings."""

    settings: Settings
    clock: Clock

    @property
    def language(self) -> str:
        """The language to speak."""
        return self.settings.language

    def open(self) -> "Database":
        """Return the database, made or migrated if need be (contract, "Command line")."""
        from bot.migrating import migrate  # noqa: PLC0415 - takes a second; see above
        from models.database import Database  # noqa: PLC0415 - as above

        database: Database | None = None
        try:
            database = Database(self.settings.database_url.get_secret_value())
            copy = migrate(database, self.clock.now())
        except Exception as error:
            if database is not None:
                database.close()
            raise RefusedError(f"LIAISON_DATABASE_URL: {say_storage_trouble(self.language, error)}") from error
        if copy is not None:
            print(t(self.language, "upkeep-upgraded", copy=str(copy)), file=sys.stderr)  # noqa: T201 - the command line speaks
        return database

    def is_running(self) -> bool:
        """Tell whether a bot runs on this database at this moment."""
        return is_held(self.settings.database_file)

    def desk(self, session: "Session", source: str) -> "Desk":
        """Return a desk for a command's transaction."""
        from models.actions.desk import Desk  # noqa: PLC0415 - takes a second; see above

        return Desk(session, self.clock.now(), self.settings.policy(), source)

    def transact(self, source: str, work: "Callable[[Desk], Result]") -> Result:
        """Open the database and do `work` in one transaction."""
        database = self.open()
        try:
            return database.transact(lambda session: work(self.desk(session, source)))
        finally:
            database.close()

    def look(self, work: "Callable[[Desk], Result]") -> Result:
        """Open the database and do `work`, which writes nothing."""
        database = self.open()
        try:
            return database.look(lambda session: work(self.desk(session, "look")))
        finally:
            database.close()


def check_target(place: Workplace, target: Path) -> None:
    """Refuse a file that cannot be written, before anything is done for it."""
    if not target.parent.is_dir():
        raise RefusedError(t(place.language, "export-no-folder", folder=str(target.parent)))
    if target.is_dir():
        raise RefusedError(t(place.language, "export-is-folder", file=str(target)))


def say(text: str) -> None:
    """Print text for people."""
    print(text)  # noqa: T201 - the command line speaks


def say_json(value: Any) -> None:  # noqa: ANN401 - any JSON value
    """Print one JSON document, UTF-8, not escaped."""
    sys.stdout.write(orjson.dumps(value, option=orjson.OPT_INDENT_2).decode() + "\n")
