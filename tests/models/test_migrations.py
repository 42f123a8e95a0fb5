"""Migrations: from an empty file and back, no drift from the tables, and a copy before every upgrade of what is there."""

import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, inspect, text
from sqlalchemy.exc import IntegrityError
from sqlmodel import Session

from bot.migrating import MIGRATIONS, UnknownSchemaError, migrate
from models.database import Database
from models.tables import Unit, UnitAlias, metadata

NOW = datetime(2024, 6, 18, 1, 0, tzinfo=UTC)


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    database = Database(f"sqlite:///{tmp_path / 'liaison.db'}")
    yield database
    database.close()


def configured(connection: Connection | None = None) -> Config:
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    config.attributes["connection"] = connection
    return config


def revisions() -> list[str]:
    """Return every revision, the first first."""
    return [script.revision for script in ScriptDirectory.from_config(configured()).walk_revisions()][::-1]


def go_to(database: Database, revision: str, *, up: bool) -> None:
    with database.engine.begin() as connection:
        (command.upgrade if up else command.downgrade)(configured(connection), revision)


def revision_of(database: Database) -> str | None:
    with database.engine.connect() as connection:
        return MigrationContext.configure(connection).get_current_revision()


def schema(database: Database) -> dict[str, object]:
    """Return every table with its columns, indexes, unique constraints and foreign keys, comparable."""
    with database.engine.connect() as connection:
        found = inspect(connection)
        return {
            table: (
                [(each["name"], str(each["type"]), each["nullable"]) for each in found.get_columns(table)],
                sorted(
                    (str(each["name"]), tuple(map(str, each["column_names"])), bool(each["unique"]))
                    for each in found.get_indexes(table)
                ),
                sorted(tuple(each["column_names"]) for each in found.get_unique_constraints(table)),
                sorted(
                    (tuple(each["constrained_columns"]), each["referred_table"])
                    for each in found.get_foreign_keys(table)
                ),
            )
            for table in sorted(found.get_table_names())
            if table != "alembic_version"
        }


def test_a_database_begins_from_no_file_at_all_and_nothing_is_copied(database: Database, tmp_path: Path) -> None:
    assert migrate(database, NOW) is None
    assert revision_of(database) == revisions()[-1]
    assert [file.name for file in tmp_path.glob("*before*")] == []


def test_a_database_begins_from_an_empty_file(tmp_path: Path) -> None:
    (tmp_path / "liaison.db").touch()
    database = Database(f"sqlite:///{tmp_path / 'liaison.db'}")
    assert migrate(database, NOW) is None
    assert set(metadata.tables) <= set(schema(database))
    database.close()


def test_migrating_again_changes_nothing(database: Database, tmp_path: Path) -> None:
    migrate(database, NOW)
    before = schema(database)
    assert migrate(database, NOW) is None
    assert schema(database) == before
    assert not list(tmp_path.glob("*before*"))


def test_the_migrations_make_exactly_the_tables_the_program_means(database: Database) -> None:
    migrate(database, NOW)
    with database.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, metadata) == []


def test_migrated_tables_have_the_same_keys_and_indexes_as_tables_made_at_once(
    database: Database, tmp_path: Path
) -> None:
    migrate(database, NOW)
    at_once = Database(f"sqlite:///{tmp_path / 'at_once.db'}")
    metadata.create_all(at_once.engine)
    assert schema(database) == schema(at_once)
    at_once.close()


def test_every_step_can_be_gone_up_down_and_up_again(database: Database) -> None:
    go_to(database, revisions()[0], up=True)
    for step, revision in enumerate(revisions()):
        go_to(database, revision, up=True)
        above = schema(database)
        go_to(database, revisions()[step - 1] if step else "base", up=False)
        below = schema(database)
        assert below != above
        assert step or below == {}
        go_to(database, revision, up=True)
        assert schema(database) == above


def test_revisions_are_one_line_numbered_by_hand() -> None:
    assert revisions() == [f"{number:04d}" for number in range(1, len(revisions()) + 1)]
    assert len(ScriptDirectory.from_config(configured()).get_heads()) == 1


# -- an upgrade, tried with the migrations of a program one step further than this one

ANOTHER_STEP = """
import sqlalchemy as sa
from alembic import op

revision = "9001"
down_revision = "{head}"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("unit", recreate="always") as batch_op:
        batch_op.add_column(sa.Column("motto", sa.String(), nullable=True))
    {more}


def downgrade() -> None:
    with op.batch_alter_table("unit") as batch_op:
        batch_op.drop_column("motto")
"""


def one_step_further(folder: Path, more: str = "") -> Path:
    """Return a copy of the migrations with one more, which makes a table anew that others refer to."""
    copied = folder / "100% further" / "migrations"
    shutil.copytree(MIGRATIONS, copied, ignore=shutil.ignore_patterns("__pycache__"))
    script = ANOTHER_STEP.format(head=revisions()[-1], more=more)
    (copied / "versions" / "9001_one_step_further.py").write_text(script, encoding="utf-8")
    return copied


@pytest.fixture
def filled(database: Database) -> Database:
    """Give a migrated database with a unit others refer to."""
    migrate(database, NOW)

    def work(session: Session) -> None:
        session.add(Unit(name="市文旅局"))
        session.flush()
        session.add(UnitAlias(alias="文旅", unit_id=1))

    database.transact(work)
    return database


def rows(database: Database, select: str) -> list[tuple[object, ...]]:
    with database.engine.connect() as connection:
        return [tuple(row) for row in connection.execute(text(select)).fetchall()]


def test_a_copy_is_made_before_an_upgrade_and_holds_what_was_there(filled: Database, tmp_path: Path) -> None:
    head = revisions()[-1]
    copy = migrate(filled, NOW, one_step_further(tmp_path))
    assert copy is not None
    assert copy == tmp_path / "liaison-before-20240618T010000.db"
    with closing(sqlite3.connect(copy)) as old:
        assert old.execute("SELECT name FROM unit").fetchall() == [("市文旅局",)]
        assert old.execute("SELECT version_num FROM alembic_version").fetchall() == [(head,)]
        assert "motto" not in [row[1] for row in old.execute("PRAGMA table_info(unit)")]


def test_an_upgrade_keeps_every_row_even_of_tables_that_are_made_anew(filled: Database, tmp_path: Path) -> None:
    migrate(filled, NOW, one_step_further(tmp_path))
    assert rows(filled, "SELECT name, motto FROM unit") == [("市文旅局", None)]
    assert rows(filled, "SELECT alias, unit_id FROM unit_alias") == [("文旅", 1)]
    assert revision_of(filled) == "9001"


def test_after_an_upgrade_rows_still_cannot_refer_to_nothing(filled: Database, tmp_path: Path) -> None:
    migrate(filled, NOW, one_step_further(tmp_path))
    with pytest.raises(IntegrityError):
        filled.transact(lambda session: session.add(UnitAlias(alias="x", unit_id=99)))


@pytest.mark.parametrize(
    "more",
    ['raise RuntimeError("half way")', "op.execute(\"DELETE FROM unit WHERE name = '市文旅局'\")"],
    ids=["an exception", "rows that would refer to nothing"],
)
def test_an_upgrade_that_fails_leaves_the_database_as_it_was(filled: Database, tmp_path: Path, more: str) -> None:
    before, head = schema(filled), revision_of(filled)
    with pytest.raises(Exception, match=r"half way|refer to nothing"):
        migrate(filled, NOW, one_step_further(tmp_path, more))
    assert schema(filled) == before
    assert revision_of(filled) == head
    assert rows(filled, "SELECT name FROM unit") == [("市文旅局",)]
    filled.transact(lambda session: session.add(Unit(name="市水利局")))


def test_one_copy_never_writes_over_another(filled: Database, tmp_path: Path) -> None:
    (tmp_path / "liaison-before-20240618T010000.db").write_bytes(b"the only copy of something")
    copy = migrate(filled, NOW, one_step_further(tmp_path))
    assert copy is not None
    assert copy.name != "liaison-before-20240618T010000.db"
    assert (tmp_path / "liaison-before-20240618T010000.db").read_bytes() == b"the only copy of something"


def test_a_database_of_a_newer_program_is_refused_and_left_alone(database: Database, tmp_path: Path) -> None:
    migrate(database, NOW)
    with database.engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    before = schema(database)
    with pytest.raises(UnknownSchemaError, match="9999"):
        migrate(database, NOW)
    assert schema(database) == before
    assert revision_of(database) == "9999"
    assert not list(tmp_path.glob("*before*"))
