"""Where SQLite undoes a transaction by itself, nobody is told of success: found by the crash harness on a full disk."""

import asyncio
import sqlite3
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy.exc import IntegrityError, OperationalError
from sqlmodel import Session, select

from bot.migrating import migrate
from models.database import Database, is_out_of_order
from models.store.office import mark
from models.tables import Mark

NOW = datetime(2024, 6, 18, 1, 0, tzinfo=UTC)


@pytest.fixture
async def database(tmp_path: Path) -> AsyncIterator[Database]:
    database = Database(f"sqlite:///{tmp_path / 'liaison.db'}")
    migrate(database, NOW)
    database.transact(lambda session: mark(session, "there", NOW))
    yield database
    database.close()


def undo_everything(session: Session) -> str:
    """Fail as a full disk does, the whole transaction undone, and think nothing of it."""
    try:
        session.connection().exec_driver_sql("INSERT OR ROLLBACK INTO mark VALUES ('there', '2024-06-18')")
    except IntegrityError:
        return "thought nothing of it"
    raise AssertionError


def marks(database: Database) -> list[str]:
    return sorted(database.look(lambda session: list(session.exec(select(Mark.name)).all())))


async def test_whoever_is_told_of_success_has_it_written(database: Database) -> None:
    names = [f"mark{number}" for number in range(6)]
    jobs = [database.run(lambda session, name=name: mark(session, name, NOW)) for name in names]  # type: ignore[misc] # a default
    jobs.insert(3, database.run(undo_everything))  # type: ignore[arg-type]
    outcomes = await asyncio.gather(*jobs, return_exceptions=True)
    told = [name for name, outcome in zip([*names[:3], "", *names[3:]], outcomes, strict=True) if outcome is None]
    assert set(told) <= set(marks(database))
    failures = [outcome for outcome in outcomes if isinstance(outcome, BaseException)]
    assert failures
    # It is the storage's fault, so each is tried again and costs nobody an attempt.
    assert all(is_out_of_order(failure) for failure in failures)
    for name in names:
        await database.run(lambda session, name=name: mark(session, name, NOW))  # type: ignore[misc] # a default
    assert marks(database) == sorted([*names, "there"])


def test_a_piece_of_work_alone_is_not_taken_for_done_either(database: Database) -> None:
    def work(session: Session) -> None:
        mark(session, "mine", NOW)
        session.flush()
        undo_everything(session)

    with pytest.raises(OSError, match="undone"):
        database.transact(work)
    assert marks(database) == ["there"]


def test_what_fails_because_everything_was_undone_is_known_for_what_it_is() -> None:
    first, second = sqlite3.OperationalError("disk I/O error"), sqlite3.OperationalError("no such savepoint: x")
    first.sqlite_errorcode, second.sqlite_errorcode = sqlite3.SQLITE_IOERR, sqlite3.SQLITE_ERROR
    hidden, shown = OperationalError("INSERT", {}, first), OperationalError("ROLLBACK TO x", {}, second)
    assert not is_out_of_order(shown)
    shown.__context__ = hidden
    assert is_out_of_order(shown)
