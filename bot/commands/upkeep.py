"""`migrate`, `backup`, `restore` and `check`."""

import asyncio
import shutil
import sqlite3
import tarfile
import tempfile
from argparse import Namespace
from contextlib import closing
from pathlib import Path

from filelock import FileLock, Timeout
from sqlalchemy import text
from telegram.error import TelegramError

from bot.commands.workplace import RefusedError, Workplace, say
from bot.telegram.connection import Connection, PollFailedError
from locales import t
from models.calendar import china_working_days
from models.database import Database, sqlite_file

_DATABASE_NAME = "liaison.db"
_FILES_NAME = "files"


def migrate(place: Workplace, _arguments: Namespace) -> None:
    """Upgrade the schema, after a copy."""
    place.open().close()
    say(t(place.language, "upkeep-migrated"))


def backup(place: Workplace, arguments: Namespace) -> None:
    """Write a consistent copy of the database and what people sent to one file, while the bot may be running."""
    target = Path(arguments.file)
    if not target.parent.is_dir():
        raise RefusedError(t(place.language, "export-no-folder", folder=str(target.parent)))
    database = place.open()
    database.close()
    file = sqlite_file(database.url)
    if file is None:
        raise RefusedError(t(place.language, "upkeep-sqlite-only"))
    partial = target.with_name(f".{target.name}.partial")
    with tempfile.TemporaryDirectory(dir=target.parent) as folder:
        copy = Path(folder) / _DATABASE_NAME
        with closing(sqlite3.connect(file)) as source, closing(sqlite3.connect(copy)) as sink:
            source.backup(sink)
        with tarfile.open(partial, "w:gz") as archive:
            archive.add(copy, _DATABASE_NAME)
            if database.files.is_dir():
                for kept in sorted(database.files.iterdir()):
                    if not kept.name.startswith("."):
                        archive.add(kept, f"{_FILES_NAME}/{kept.name}")
    partial.replace(target)
    say(t(place.language, "upkeep-backed-up", file=str(target)))


def restore(place: Workplace, arguments: Namespace) -> None:
    """Put a backup in the place of the database; what was there is kept beside it. The bot must be stopped."""
    source = Path(arguments.file)
    database = Database(place.settings.database_url.get_secret_value())
    database.close()
    file = sqlite_file(database.url)
    if file is None:
        raise RefusedError(t(place.language, "upkeep-sqlite-only"))
    lock = FileLock(f"{file}.lock")
    try:
        lock.acquire(timeout=0)
    except Timeout as error:
        raise RefusedError(t(place.language, "upkeep-running")) from error
    try:
        with tempfile.TemporaryDirectory(dir=file.parent) as folder:
            _unpack(place, source, Path(folder))
            _swap(place, file, database.files, Path(folder))
    finally:
        lock.release()
    place.open().close()
    say(t(place.language, "upkeep-restored", file=str(source)))


def _unpack(place: Workplace, source: Path, folder: Path) -> None:
    try:
        with tarfile.open(source, "r:gz") as archive:
            archive.extractall(folder, filter="data")
        with closing(sqlite3.connect(folder / _DATABASE_NAME)) as connection:
            if connection.execute("PRAGMA integrity_check").fetchone()[0] != "ok":
                raise RefusedError(t(place.language, "upkeep-bad-backup", file=str(source)))
    except (OSError, EOFError, tarfile.TarError, sqlite3.DatabaseError) as error:
        raise RefusedError(t(place.language, "upkeep-bad-backup", file=str(source))) from error


def _swap(place: Workplace, file: Path, files: Path, folder: Path) -> None:
    stamp = f"{place.clock.now():%Y%m%dT%H%M%S}"
    for ending in ("", "-wal", "-shm"):
        old = file.with_name(file.name + ending)
        if old.exists():
            old.rename(file.with_name(f"{file.stem}-replaced-{stamp}.db{ending}"))
    shutil.move(folder / _DATABASE_NAME, file)
    files.mkdir(parents=True, exist_ok=True)
    for kept in (folder / _FILES_NAME).glob("*"):
        shutil.move(kept, files / kept.name)


def check(place: Workplace, _arguments: Namespace) -> None:
    """Examine settings, database, calendar, token and proxy, one line each; refused where something is wrong."""
    wrong = 0
    language = place.language
    for name, found in (
        # Malformed settings have stopped the program before it came here.
        (t(language, "check-settings"), "ok"),
        (t(language, "check-database"), _check_database(place)),
        (t(language, "check-calendar"), _check_calendar(place)),
        (t(language, "check-telegram"), asyncio.run(_check_telegram(place))),
    ):
        wrong += found != "ok"
        say(f"{name}: {found}")
    if wrong:
        raise RefusedError(t(place.language, "check-wrong", count=wrong))


def _check_database(place: Workplace) -> str:
    file = sqlite_file(place.settings.database_url.get_secret_value())
    if file is not None and not file.exists():
        return "ok"
    database = Database(place.settings.database_url.get_secret_value())
    try:
        return str(database.look(lambda session: session.execute(text("PRAGMA quick_check")).scalar_one()))
    except Exception as error:  # noqa: BLE001 - whatever is wrong with it, this line says so
        return type(error).__name__
    finally:
        database.close()


def _check_calendar(place: Workplace) -> str:
    year = place.clock.now().astimezone(place.settings.zone).year
    days = china_working_days(year, year + 1)
    if not days.is_published(year):
        return t(place.language, "check-calendar-missing", year=year)
    return "ok"


async def _check_telegram(place: Workplace) -> str:
    if place.settings.bot_token is None:
        return t(place.language, "check-no-token")
    connection = Connection(place.settings)
    await connection.open()
    try:
        await connection.name()
        await connection.poll(0, ("message",), seconds=1)
    except TelegramError as error:
        return f"{type(error).__name__}: {error.message}"
    except PollFailedError as error:
        return str(error)
    else:
        return "ok"
    finally:
        await connection.close()
