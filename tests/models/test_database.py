"""The database: real transactions on real SQLite, in which all of a piece of work happens or nothing."""

import asyncio
import sqlite3
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from datetime import UTC, datetime, timedelta, timezone
from functools import partial
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DatabaseError, IntegrityError, OperationalError, StatementError
from sqlmodel import Session, col, func, select

from models.database import Database, sqlite_file
from models.tables import Mark, Person, Plan, Round, Unit, UnitAlias, metadata

NOW = datetime(2024, 6, 18, 1, 0, tzinfo=UTC)


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    database = Database(f"sqlite:///{tmp_path / 'data' / 'liaison.db'}")
    metadata.create_all(database.engine)
    yield database
    database.close()


def add_unit(session: Session, name: str) -> None:
    session.add(Unit(name=name))
    session.flush()


def marks_until(session: Session, bound: datetime) -> set[str]:
    return set(session.exec(select(Mark.name).where(Mark.at <= bound)).all())


def units(database: Database) -> list[str]:
    return database.look(lambda session: list(session.exec(select(Unit.name).order_by(col(Unit.id))).all()))


def pragma(database: Database, name: str) -> object:
    return database.look(lambda session: session.execute(text(f"PRAGMA {name}")).scalar_one())


def test_the_folder_of_a_new_database_is_made(database: Database, tmp_path: Path) -> None:
    assert (tmp_path / "data" / "liaison.db").exists()
    assert database.files == tmp_path / "data" / "files"


def test_what_is_written_survives_the_loss_of_power(database: Database) -> None:
    assert pragma(database, "journal_mode") == "wal"
    assert pragma(database, "synchronous") == 2, "FULL"


def test_a_piece_of_work_that_succeeds_is_kept_and_its_result_returned(database: Database) -> None:
    def work(session: Session) -> int:
        add_unit(session, "市文旅局")
        return 7

    assert database.transact(work) == 7
    assert units(database) == ["市文旅局"]


def test_a_piece_of_work_that_fails_leaves_nothing_behind(database: Database) -> None:
    def work(session: Session) -> None:
        add_unit(session, "市文旅局")
        raise RuntimeError("half way")

    with pytest.raises(RuntimeError, match="half way"):
        database.transact(work)
    assert units(database) == []


def test_what_was_read_in_a_transaction_can_be_looked_at_after_it(database: Database) -> None:
    def work(session: Session) -> Unit:
        add_unit(session, "市文旅局")
        return session.exec(select(Unit)).one()

    assert database.transact(work).name == "市文旅局"
    assert database.look(lambda session: session.exec(select(Unit)).one()).name == "市文旅局"


def test_a_rehearsal_sees_its_own_writing_and_leaves_nothing(database: Database, tmp_path: Path) -> None:
    def work(session: Session) -> int:
        add_unit(session, "市文旅局")
        return len(session.exec(select(Unit)).all())

    assert database.rehearse(work) == 1
    assert units(database) == []
    # Nor does it hold the writers up afterwards.
    with closing(sqlite3.connect(tmp_path / "data" / "liaison.db", timeout=0)) as other:
        other.execute("BEGIN IMMEDIATE")


def test_looking_can_write_nothing_even_if_it_commits(database: Database) -> None:
    def write(session: Session) -> None:
        session.add(Unit(name="市文旅局"))
        session.commit()

    with pytest.raises(DatabaseError):
        database.look(write)
    assert units(database) == []
    # And the connection, given back, can be written with again.
    for name in ("一", "二", "三"):
        database.transact(partial(add_unit, name=name))
    assert units(database) == ["一", "二", "三"]


def test_looking_sees_one_consistent_picture_while_others_write(database: Database) -> None:
    database.transact(lambda session: add_unit(session, "一"))

    def look(session: Session) -> tuple[int, int]:
        before = session.exec(select(func.count()).select_from(Unit)).one()
        with ThreadPoolExecutor(1) as other:
            other.submit(database.transact, lambda session: add_unit(session, "二")).result(timeout=5)
        return before, session.exec(select(func.count()).select_from(Unit)).one()

    assert database.look(look) == (1, 1)
    assert units(database) == ["一", "二"]


def test_a_transaction_takes_the_write_lock_before_its_first_reading(database: Database, tmp_path: Path) -> None:
    def work(session: Session) -> None:
        session.execute(text("SELECT 1"))
        with (
            closing(sqlite3.connect(tmp_path / "data" / "liaison.db", timeout=0)) as other,
            pytest.raises(sqlite3.OperationalError, match="locked"),
        ):
            other.execute("BEGIN IMMEDIATE")

    database.transact(work)


@pytest.mark.parametrize("instances", [1, 2])
def test_no_update_is_lost_between_two_threads_or_two_programs(
    database: Database, tmp_path: Path, instances: int
) -> None:
    database.transact(lambda session: session.add(Mark(name="count", at=NOW)))
    others = [database, *(Database(f"sqlite:///{tmp_path / 'data' / 'liaison.db'}") for _ in range(instances - 1))]
    start = threading.Barrier(2)

    def add_a_minute(session: Session) -> None:
        mark = session.get_one(Mark, "count")
        mark.at = mark.at + timedelta(minutes=1)

    def run(each: Database) -> None:
        start.wait()
        for _ in range(25):
            each.transact(add_a_minute)

    with ThreadPoolExecutor(2) as threads:
        for done in [threads.submit(run, others[0]), threads.submit(run, others[-1])]:
            done.result(timeout=30)
    assert database.look(lambda session: session.get_one(Mark, "count")).at == NOW + timedelta(minutes=50)
    for other in others[1:]:
        other.close()


def test_a_row_cannot_refer_to_one_that_does_not_exist(database: Database) -> None:
    with pytest.raises(IntegrityError):
        database.transact(lambda session: session.add(UnitAlias(alias="文旅", unit_id=99)))
    with pytest.raises(IntegrityError):
        database.transact(
            lambda session: session.add(
                Round(plan_id=99, slug="2024-06", kind="monthly", opens_at=NOW, due_at=NOW, closes_at=NOW)
            )
        )


def test_a_row_others_refer_to_cannot_be_deleted(database: Database) -> None:
    def work(session: Session) -> None:
        add_unit(session, "市文旅局")
        session.add(UnitAlias(alias="文旅", unit_id=1))

    database.transact(work)
    with pytest.raises(IntegrityError):
        database.transact(lambda session: session.delete(session.get_one(Unit, 1)))


def test_times_come_back_aware_and_in_utc_whatever_zone_they_were_given_in(database: Database) -> None:
    at = datetime(2024, 6, 25, 17, 0, tzinfo=timezone(timedelta(hours=8)))
    database.transact(lambda session: session.add(Person(chat_user_id=1, first_seen_at=at)))
    read = database.look(lambda session: session.exec(select(Person)).one()).first_seen_at
    assert read == at
    assert read.utcoffset() == timedelta(0)
    assert read.tzinfo is not None


def test_a_time_without_a_zone_is_refused(database: Database) -> None:
    naive = NOW.replace(tzinfo=None)
    with pytest.raises(StatementError):
        database.transact(lambda session: session.add(Person(chat_user_id=1, first_seen_at=naive)))


def test_times_compare_in_the_database_as_they_do_in_the_program(database: Database) -> None:
    # Stored texts would compare wrongly if one had microseconds and another had none.
    moments = [NOW, NOW + timedelta(microseconds=1), NOW + timedelta(seconds=1), NOW - timedelta(microseconds=1)]
    database.transact(lambda session: session.add_all([Mark(name=str(n), at=at) for n, at in enumerate(moments)]))
    for bound in moments:
        assert database.look(partial(marks_until, bound=bound)) == {
            str(n) for n, at in enumerate(moments) if at <= bound
        }


def test_no_two_plans_have_one_code(database: Database) -> None:
    def plan() -> Plan:
        return Plan(
            code="2024",
            title="要点",
            due_day=25,
            due_time=NOW.time(),
            first_round="2024-06",
            last_round="2024-12",
            imported_at=NOW,
        )

    database.transact(lambda session: session.add(plan()))
    with pytest.raises(IntegrityError):
        database.transact(lambda session: session.add(plan()))


async def test_writing_and_reading_leave_the_event_loop_free(database: Database) -> None:
    here = threading.get_ident()
    wrote = await database.run(lambda _session: (threading.get_ident(), threading.current_thread().name))
    read = await database.read(lambda _session: threading.get_ident())
    assert wrote[0] != here
    assert wrote[1].startswith("writer")
    assert read != here
    # One writer: two pieces of work never wait for each other's lock.
    names = await asyncio.gather(*(database.run(lambda _session: threading.get_ident()) for _ in range(5)))
    assert set(names) == {wrote[0]}


async def test_cancelling_the_caller_does_not_cut_a_transaction_in_two(database: Database) -> None:
    begun, go_on = threading.Event(), threading.Event()

    def work(session: Session) -> None:
        add_unit(session, "一")
        begun.set()
        go_on.wait(5)
        add_unit(session, "二")

    writing = asyncio.ensure_future(database.run(work))
    await asyncio.to_thread(begun.wait, 5)
    writing.cancel()
    with pytest.raises(asyncio.CancelledError):
        await writing
    go_on.set()
    await database.run(lambda _session: None)
    assert units(database) == ["一", "二"]


def test_a_database_that_is_busy_for_long_is_an_error_and_not_a_wait_for_ever(tmp_path: Path) -> None:
    database = Database(f"sqlite:///{tmp_path / 'liaison.db'}")
    metadata.create_all(database.engine)
    with closing(sqlite3.connect(tmp_path / "liaison.db", isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")

        def work(session: Session) -> None:
            session.execute(text("SELECT 1"))

        with database.engine.connect().execution_options(read_only=True) as connection:
            connection.exec_driver_sql("PRAGMA busy_timeout=50")
        with pytest.raises(OperationalError, match="locked"):
            database.transact(work)
    database.close()


@pytest.mark.parametrize(
    ("url", "file"),
    [
        ("sqlite:///data/liaison.db", Path("data/liaison.db")),
        ("sqlite:////var/lib/x.db", Path("/var/lib/x.db")),
        ("sqlite:///:memory:", None),
        ("sqlite://", None),
        ("postgresql+psycopg://h/d", None),
    ],
)
def test_the_file_of_an_address_is_known_where_there_is_one(url: str, file: Path | None) -> None:
    assert sqlite_file(url) == file
