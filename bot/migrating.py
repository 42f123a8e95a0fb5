"""Bringing a database to this program's schema, after a copy."""

import re
import sqlite3
from collections.abc import Iterable
from contextlib import closing
from datetime import datetime
from pathlib import Path

from sqlalchemy import inspect

from bot.durable import sync_file, sync_folder
from models.database import Database, sqlite_file

MIGRATIONS = Path(__file__).parent.parent / "models" / "migrations"


class UnknownSchemaError(Exception):
    """The database was made by a newer program: its schema is none of ours."""


def migrate(database: Database, now: datetime, migrations: Path = MIGRATIONS) -> Path | None:
    """Upgrade the schema; returns the copy made before, or None where nothing was to be done or nothing was there.

    All of it happens or, on any exception, nothing. Raises UnknownSchemaError for the database of a newer program.
    """
    if _is_newest(database, migrations):
        return None
    # Alembic takes a third of a second to import: only what has something to do pays for it.
    from alembic import command  # noqa: PLC0415 - see above
    from alembic.config import Config  # noqa: PLC0415 - see above
    from alembic.runtime.migration import MigrationContext  # noqa: PLC0415 - see above
    from alembic.script import ScriptDirectory  # noqa: PLC0415 - see above

    config = Config()
    config.set_main_option("script_location", str(migrations).replace("%", "%%"))
    scripts = ScriptDirectory.from_config(config)
    # Only looked at: a command that merely reads need not wait for whoever is writing.
    with database.engine.execution_options(read_only=True).connect() as connection:
        current = MigrationContext.configure(connection).get_current_revision()
    if current == scripts.get_current_head():
        return None
    if current is not None and current not in {script.revision for script in scripts.walk_revisions()}:
        raise UnknownSchemaError(f"schema {current} is newer than this program")
    copy = _copy_aside(database, now) if current is not None else None
    with database.engine.connect() as connection:
        # SQLite changes a table by making it anew; with the keys watched, dropping the old one would fail or empty others.
        # Inside a transaction the pragma does nothing, so the driver is asked before one begins.
        driver = connection.connection
        if database.engine.dialect.name == "sqlite":
            driver.cursor().execute("PRAGMA foreign_keys=OFF")
        try:
            with connection.begin():
                config.attributes["connection"] = connection
                command.upgrade(config, "head")
                if database.engine.dialect.name == "sqlite":
                    broken = connection.exec_driver_sql("PRAGMA foreign_key_check").first()
                    if broken is not None:
                        raise ValueError(f"after the upgrade, rows of {broken[0]} would refer to nothing")
        finally:
            if database.engine.dialect.name == "sqlite":
                driver.cursor().execute("PRAGMA foreign_keys=ON")
    return copy


def _is_newest(database: Database, migrations: Path) -> bool:
    """Tell whether there is nothing to be done, without Alembic; where that is not plain, it is asked."""
    scripts = [file.read_text(encoding="utf-8") for file in (migrations / "versions").glob("*.py")]
    newest = set(_named("revision", scripts)) - set(_named("down_revision", scripts))
    # Only looked at: a command that merely reads need not wait for whoever is writing.
    with database.engine.execution_options(read_only=True).connect() as connection:
        if not inspect(connection).has_table("alembic_version"):
            return False
        found = {row[0] for row in connection.exec_driver_sql("SELECT version_num FROM alembic_version")}
    return len(newest) == 1 and found == newest


def _named(name: str, scripts: Iterable[str]) -> list[str]:
    line = re.compile(rf"^{name}(?:: [^=]+)? = [\"']([^\"']+)[\"']", re.MULTILINE)
    return [match[1] for script in scripts for match in line.finditer(script)]


def _copy_aside(database: Database, now: datetime) -> Path | None:
    file = sqlite_file(database.url)
    if file is None or not file.exists():
        return None
    copy = file.with_name(f"{file.stem}-before-{now:%Y%m%dT%H%M%S}.db")
    number = 1
    while copy.exists():
        number += 1
        copy = file.with_name(f"{file.stem}-before-{now:%Y%m%dT%H%M%S}-{number}.db")
    with closing(sqlite3.connect(file)) as source, closing(sqlite3.connect(copy)) as target:
        source.backup(target)
    sync_file(copy)
    sync_folder(copy.parent)
    return copy
