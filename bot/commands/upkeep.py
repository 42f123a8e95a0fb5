"""`migrate`, `backup`, `restore` and `check`."""

import asyncio
import shutil
import sqlite3
import tarfile
import tempfile
from argparse import Namespace
from contextlib import closing
from datetime import timedelta
from email.utils import parsedate_to_datetime
from pathlib import Path

import httpx
from sqlalchemy import text
from telegram.error import InvalidToken, TelegramError

from bot.alone import AlreadyRunningError, hold
from bot.backups import DATABASE_NAME, FILES_NAME, write_backup
from bot.commands.authorities import see_authorities
from bot.commands.checking import check_calendar, check_webhook
from bot.commands.storage import find_storage_trouble, say_storage_trouble
from bot.commands.workplace import RefusedError, Workplace, say
from bot.durable import sync_file, sync_folder
from bot.migrating import migrate as upgrade
from bot.reach import Trouble
from bot.telegram.connection import Connection
from bot.telegram.failures import explain, trouble_of
from bot.telegram.polling import PollFailedError
from bot.telegram.proxies import make_transport
from bot.telegram.updates import ALLOWED_UPDATES
from bot.trust import trusted_for
from locales import t
from models.database import Database, sqlite_file

_ENDINGS = ("", "-wal", "-shm")
_CLOCK_MAY_BE_OFF = timedelta(seconds=60)
_ANSWER_SECONDS = 15.0
_CONFLICT = 409


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
    if target.is_dir() or target.resolve() in {file.with_name(file.name + ending).resolve() for ending in _ENDINGS}:
        raise RefusedError(t(place.language, "upkeep-bad-target", file=str(target)))
    try:
        write_backup(file, database.files, target)
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise RefusedError(t(place.language, "upkeep-cannot-write", file=str(target), reason=reason)) from error
    say(t(place.language, "upkeep-backed-up", file=str(target)))


def restore(place: Workplace, arguments: Namespace) -> None:
    """Put a backup in the place of the database; what was there is kept beside it. The bot must be stopped."""
    source = Path(arguments.file)
    file = sqlite_file(place.settings.database_url.get_secret_value())
    if file is None:
        raise RefusedError(t(place.language, "upkeep-sqlite-only"))
    if not source.is_file():
        raise RefusedError(t(place.language, "import-no-file", file=str(source)))
    try:
        database = Database(place.settings.database_url.get_secret_value())
        database.close()
        with hold(file), tempfile.TemporaryDirectory(dir=file.parent) as folder:
            _unpack(place, source, Path(folder))
            _modernise(place, source, Path(folder))
            _swap(place, file, database.files, Path(folder))
    except AlreadyRunningError as error:
        raise RefusedError(t(place.language, "upkeep-running")) from error
    except OSError as error:
        raise RefusedError(f"LIAISON_DATABASE_URL: {say_storage_trouble(place.language, error)}") from error
    say(t(place.language, "upkeep-restored", file=str(source)))


def _unpack(place: Workplace, source: Path, folder: Path) -> None:
    try:
        with tarfile.open(source, "r:gz") as archive:
            archive.extractall(folder, filter="data")
        # Asked for writing, SQLite would make the file that is missing.
        readable = f"{(folder / DATABASE_NAME).resolve().as_uri()}?mode=ro"
        with closing(sqlite3.connect(readable, uri=True)) as connection:
            connection.execute("SELECT version_num FROM alembic_version").fetchone()
            if connection.execute("PRAGMA integrity_check").fetchone()[0] != "ok":
                raise RefusedError(t(place.language, "upkeep-bad-backup", file=str(source)))
    except (OSError, EOFError, tarfile.TarError, sqlite3.DatabaseError) as error:
        if isinstance(error, OSError) and error.errno is not None:
            # The disk's fault, not the backup's.
            raise
        raise RefusedError(t(place.language, "upkeep-bad-backup", file=str(source))) from error


def _modernise(place: Workplace, source: Path, folder: Path) -> None:
    """Bring what was unpacked to this program's schema, before anything is replaced by it."""
    database = Database(f"sqlite:///{folder / DATABASE_NAME}")
    try:
        upgrade(database, place.clock.now())
    except Exception as error:
        raise RefusedError(f"{source}: {type(error).__name__}: {(str(error).splitlines() or [''])[0]}") from error
    finally:
        database.close()


def _swap(place: Workplace, file: Path, files: Path, folder: Path) -> None:
    stamp = f"{place.clock.now():%Y%m%dT%H%M%S}"
    for ending in _ENDINGS:
        old = file.with_name(file.name + ending)
        if old.exists():
            old.rename(file.with_name(f"{file.stem}-replaced-{stamp}.db{ending}"))
    shutil.move(folder / DATABASE_NAME, file)
    files.mkdir(parents=True, exist_ok=True)
    for kept in (folder / FILES_NAME).glob("*"):
        shutil.move(kept, files / kept.name)
    sync_file(file)
    sync_folder(file.parent)


def check(place: Workplace, _arguments: Namespace) -> None:
    """Examine settings, database, calendar, token, proxy and clock, one line each; refused where something is wrong."""
    see_authorities(place)
    wrong = 0
    language = place.language
    for name, found in (
        # Malformed settings have stopped the program before it came here.
        (t(language, "check-settings"), ""),
        (t(language, "check-database"), _check_database(place)),
        (t(language, "check-calendar"), check_calendar(place)),
        *asyncio.run(_check_network(place)),
    ):
        wrong += found != ""
        say(t(language, "check-line", what=name, found=found or t(language, "check-fine")))
    if wrong:
        raise RefusedError(t(place.language, "check-wrong", count=wrong))


def _check_database(place: Workplace) -> str:
    """Return what is wrong with the database; "", here and below, where nothing is."""
    file = sqlite_file(place.settings.database_url.get_secret_value())
    trouble = None if file is None else find_storage_trouble(file)
    if trouble is not None:
        return t(place.language, "check-database-broken", reason=say_storage_trouble(place.language, trouble))
    if file is not None and not file.exists():
        return ""
    database = Database(place.settings.database_url.get_secret_value())
    try:
        found = str(database.look(lambda session: session.execute(text("PRAGMA quick_check")).scalar_one()))
    except Exception as error:  # noqa: BLE001 - whatever is wrong with it, this line says so
        return t(place.language, "check-database-broken", reason=say_storage_trouble(place.language, error))
    else:
        return "" if found == "ok" else t(place.language, "check-database-broken", reason=found)
    finally:
        database.close()


async def _check_network(place: Workplace) -> list[tuple[str, str]]:
    language = place.language
    token, poll = await _check_telegram(place)
    return [
        (t(language, "check-token"), token),
        (t(language, "check-telegram"), poll),
        (t(language, "check-clock"), await _check_clock(place)),
    ]


async def _check_telegram(place: Workplace) -> tuple[str, str]:
    """Return what is wrong with the token, and with a long poll through the proxy."""
    if place.settings.bot_token is None:
        return (t(place.language, "check-no-token"),) * 2
    connection = Connection(place.settings)
    await connection.open()
    is_named = False
    try:
        await connection.name()
        is_named = True
        info = await connection.bot.get_webhook_info()
        collision = check_webhook(place, info, is_running=place.is_running())
        if collision:
            return "", collision
        if place.settings.webhook_url is None and not place.is_running():
            # A running bot has its own poll, and two are a conflict; and behind a webhook there is none.
            # All the kinds `run` asks for: Telegram drops others until it is asked for them again.
            await connection.poll(0, ALLOWED_UPDATES, seconds=1)
    except InvalidToken:
        return (t(place.language, "check-token-refused"),) * 2
    except TelegramError as error:
        found = _say_unreached(place, error)
        return "" if is_named else found, found
    except PollFailedError as error:
        is_taken = error.status == _CONFLICT
        return "", t(place.language, "check-taken") if is_taken else t(
            place.language, "check-unread", reason=str(error)
        )
    else:
        return "", ""
    finally:
        await connection.close()


def _say_unreached(place: Workplace, error: TelegramError) -> str:
    if trouble_of(error) is Trouble.CERTIFICATE:
        return t(place.language, "check-certificate", reason=explain(error))
    return t(place.language, "check-unreached", reason=explain(error))


async def _check_clock(place: Workplace) -> str:
    """Compare the clock with that of the Bot API's server: half of what the bot does is about time."""
    settings = place.settings
    proxy = None if settings.proxy_url is None else settings.proxy_url.get_secret_value()
    try:
        transport = make_transport(trusted_for(settings.api_base_url, proxy), proxy)
        async with (
            asyncio.timeout(_ANSWER_SECONDS),
            httpx.AsyncClient(transport=transport, trust_env=False, timeout=_ANSWER_SECONDS) as client,
            client.stream("GET", settings.api_base_url) as answer,
        ):
            theirs = parsedate_to_datetime(answer.headers["date"])
        off = abs(place.clock.now() - theirs)
    except Exception:  # noqa: BLE001 - whatever the libraries make of it
        return t(place.language, "check-clock-unknown")
    if off > _CLOCK_MAY_BE_OFF:
        return t(place.language, "check-clock-off", seconds=int(off.total_seconds()))
    return ""
