"""Bringing a database to this program's schema, after a copy."""

import sqlite3
from datetime import datetime
from pathlib import Path

from models.database import Database, sqlite_file

MIGRATIONS = Path(__file__).parent.parent / "models" / "migrations"


def migrate(database: Database, now: datetime) -> Path | None:
    """Upgrade the schema; returns the copy made before, or None where nothing was to be done or nothing was there."""
    # Alembic takes a third of a second to import, which only a start pays.
    from alembic import command  # noqa: PLC0415 - see above
    from alembic.config import Config  # noqa: PLC0415 - see above
    from alembic.runtime.migration import MigrationContext  # noqa: PLC0415 - see above
    from alembic.script import ScriptDirectory  # noqa: PLC0415 - see above

    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    head = ScriptDirectory.from_config(config).get_current_head()
    with database.engine.connect() as connection:
        current = MigrationContext.configure(connection).get_current_revision()
    if current == head:
        return None
    copy = _copy_aside(database, now) if current is not None else None
    with database.engine.begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "head")
    return copy


def _copy_aside(database: Database, now: datetime) -> Path | None:
    file = sqlite_file(database.url)
    if file is None or not file.exists():
        return None
    copy = file.with_name(f"{file.stem}-before-{now:%Y%m%dT%H%M%S}.db")
    with sqlite3.connect(file) as source, sqlite3.connect(copy) as target:
        source.backup(target)
    return copy
