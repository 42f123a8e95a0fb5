"""Backups made by the running program: whole, consistent, fourteen of them, and they come back."""

import asyncio
import sqlite3
import tarfile
import threading
from collections.abc import Iterator
from contextlib import closing
from datetime import date, timedelta
from hashlib import sha256
from pathlib import Path

import pytest
from sqlmodel import col, select

from bot.backups import FOLDER, KEPT, BackupStoppedError, nightly_backup, write_backup
from bot.durable import write_whole
from bot.migrating import migrate
from bot.nightly import Nightly
from models.database import Database
from models.tables import InboxUpdate
from tests.world import ZONE, MovedClock, local

START = local("2024-06-18 02:00")


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    database = Database(f"sqlite:///{tmp_path / 'liaison.db'}")
    migrate(database, START)
    yield database
    database.close()


def store(database: Database, *numbers: int, text: str = "", days: int = 0) -> None:
    at = START - timedelta(days=days)
    database.transact(
        lambda session: session.add_all(
            [InboxUpdate(update_id=number, payload={"text": text}, fetched_at=at, done_at=at) for number in numbers]
        )
    )


def stored(database: Database) -> list[int]:
    return database.look(
        lambda session: list(session.exec(select(InboxUpdate.update_id).order_by(col(InboxUpdate.update_id))).all())
    )


def names(folder: Path) -> list[str]:
    return sorted(each.name for each in (folder / FOLDER).iterdir())


def test_a_nightly_backup_holds_the_database_and_what_people_sent(database: Database, tmp_path: Path) -> None:
    store(database, 7)
    content = b"\xff\xd8\xff picture"
    write_whole(database.files / sha256(content).hexdigest(), content)
    (database.files / ".half.partial").write_bytes(b"half")
    made = nightly_backup(tmp_path / "liaison.db", database.files, date(2024, 6, 18))
    assert made == tmp_path / FOLDER / "liaison-2024-06-18.tar.gz"
    with tarfile.open(made) as archive:
        assert archive.getnames() == ["liaison.db", f"files/{sha256(content).hexdigest()}"]
        archive.extractall(tmp_path / "back", filter="data")
    with closing(sqlite3.connect(tmp_path / "back" / "liaison.db")) as copy:
        assert copy.execute("SELECT update_id FROM inbox").fetchall() == [(7,)]
    assert names(tmp_path) == ["liaison-2024-06-18.tar.gz"]


def test_one_backup_a_day_is_made_and_fourteen_are_kept(database: Database, tmp_path: Path) -> None:
    file = tmp_path / "liaison.db"
    (tmp_path / FOLDER).mkdir()
    (tmp_path / FOLDER / "mine-before-the-move.tar.gz").write_bytes(b"the operator's own")
    days = [date(2024, 6, 1) + timedelta(days=number) for number in range(KEPT + 3)]
    assert all(nightly_backup(file, database.files, day) for day in days)
    assert nightly_backup(file, database.files, days[-1]) is None
    assert KEPT == 14
    assert names(tmp_path) == [*(f"liaison-{day}.tar.gz" for day in days[3:]), "mine-before-the-move.tar.gz"]


def test_a_backup_is_consistent_while_somebody_writes(database: Database, tmp_path: Path) -> None:
    """Two rows are only ever written together; no copy holds one of them."""
    ended = threading.Event()

    def write() -> None:
        number = 0
        while not ended.is_set():
            number += 2
            store(database, number, number + 1, text="长" * 500)

    writer = threading.Thread(target=write)
    writer.start()
    try:
        for turn in range(5):
            write_backup(tmp_path / "liaison.db", database.files, tmp_path / f"{turn}.tar.gz")
    finally:
        ended.set()
        writer.join()
    for turn in range(5):
        with tarfile.open(tmp_path / f"{turn}.tar.gz") as archive:
            archive.extractall(tmp_path / str(turn), filter="data")
        with closing(sqlite3.connect(tmp_path / str(turn) / "liaison.db")) as copy:
            assert copy.execute("SELECT count(*) % 2 FROM inbox").fetchone() == (0,)
            assert copy.execute("PRAGMA integrity_check").fetchone() == ("ok",)


def test_a_backup_given_up_leaves_the_older_one_and_nothing_beside_it(database: Database, tmp_path: Path) -> None:
    target = tmp_path / "copy.tar.gz"
    target.write_bytes(b"older")
    write_whole(database.files / "a", b"x")
    with pytest.raises(BackupStoppedError):
        write_backup(tmp_path / "liaison.db", database.files, target, lambda: False)
    assert target.read_bytes() == b"older"
    assert not [each for each in tmp_path.iterdir() if each.name.startswith(".backup")]


# -- at night


def nightly(database: Database, clock: MovedClock, retention_days: int | None = None) -> Nightly:
    return Nightly(database, clock.now, ZONE, "zh-CN", retention_days)


async def test_the_night_s_work_is_done_once_a_night_from_three_o_clock_on(database: Database, tmp_path: Path) -> None:
    clock = MovedClock(local("2024-06-18 02:59"))
    work = nightly(database, clock)
    await work.look()
    # Last night's was missing, so it is made at the start.
    assert names(tmp_path) == ["liaison-2024-06-17.tar.gz"]
    for moment in ("2024-06-18 03:00", "2024-06-18 15:00", "2024-06-19 02:59"):
        clock.moment = local(moment)
        await work.look()
    assert names(tmp_path) == ["liaison-2024-06-17.tar.gz", "liaison-2024-06-18.tar.gz"]


async def test_a_backup_that_fails_is_an_error_in_the_log_and_is_tried_again_in_an_hour(
    database: Database, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    clock = MovedClock(local("2024-06-18 03:00"))
    work = nightly(database, clock)
    # In the way of the folder.
    (tmp_path / FOLDER).write_bytes(b"")
    for _ in range(3):
        await work.look()
    assert [record.getMessage() for record in caplog.records if record.levelname == "ERROR"] == ["no backup"]
    (tmp_path / FOLDER).unlink()
    clock.moment += timedelta(hours=1)
    await work.look()
    assert names(tmp_path) == ["liaison-2024-06-18.tar.gz"]


async def test_told_to_stop_the_night_s_work_ends_at_once(database: Database, tmp_path: Path) -> None:
    stop = asyncio.Event()
    stop.set()
    async with asyncio.timeout(1):
        await nightly(database, MovedClock(START)).run(stop)
    assert not (tmp_path / FOLDER).exists()


async def test_handled_updates_are_forgotten_after_three_days_whatever_the_retention(database: Database) -> None:
    store(database, 1, 2, days=4)
    store(database, 3, days=2)
    database.transact(lambda session: session.add(InboxUpdate(update_id=9, payload={}, fetched_at=START)))
    await nightly(database, MovedClock(START)).look()
    assert stored(database) == [3, 9]


# -- what people sent


def test_a_kept_file_is_whole_or_not_there_and_writing_it_again_changes_nothing(tmp_path: Path) -> None:
    target = tmp_path / "files" / "abc"
    write_whole(target, b"content")
    before = target.stat().st_ino
    write_whole(target, b"content")
    assert (target.read_bytes(), target.stat().st_ino) == (b"content", before)
    # Cut short by a loss of power before files were put on the disk.
    target.write_bytes(b"con")
    write_whole(target, b"content")
    assert target.read_bytes() == b"content"
    assert [each.name for each in target.parent.iterdir()] == ["abc"]


def test_the_same_file_sent_by_several_at_once_is_written_whole(tmp_path: Path) -> None:
    target, content = tmp_path / "files" / "abc", b"x" * 100_000
    writers = [threading.Thread(target=write_whole, args=(target, content)) for _ in range(8)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    assert target.read_bytes() == content
    assert [each.name for each in target.parent.iterdir()] == ["abc"]
