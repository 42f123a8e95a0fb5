"""The engine and the unit of work: one session, one transaction, in the one writer thread."""

import asyncio
import contextlib
import errno
import json
import sqlite3
import threading
from collections import deque
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

import orjson
from sqlalchemy import Connection, Engine, event, make_url
from sqlalchemy.exc import DBAPIError
from sqlmodel import Session, create_engine

Result = TypeVar("Result")

BUSY_TIMEOUT_MILLISECONDS = 5000
# So many pieces of work share a commit at most: the first of them waits for the last.
TOGETHER = 64
# The result codes that speak of the file, the disk or the memory, never of the statement.
_OUT_OF_ORDER = frozenset(
    {
        sqlite3.SQLITE_BUSY,
        sqlite3.SQLITE_LOCKED,
        sqlite3.SQLITE_NOMEM,
        sqlite3.SQLITE_READONLY,
        sqlite3.SQLITE_IOERR,
        sqlite3.SQLITE_FULL,
        sqlite3.SQLITE_CANTOPEN,
        sqlite3.SQLITE_PROTOCOL,
    }
)

_DISK_TROUBLE = frozenset(
    {errno.ENOSPC, errno.EDQUOT, errno.EROFS, errno.EIO, errno.EMFILE, errno.ENFILE, errno.ENOMEM, errno.ESTALE}
)


def _to_json(value: Any) -> str:  # noqa: ANN401 - any JSON value
    try:
        return orjson.dumps(value).decode()
    except TypeError:
        # What only the slower one writes: numbers beyond 64 bits, halves of a surrogate pair. No update may be refused.
        return json.dumps(value)


def _from_json(text: str) -> Any:  # noqa: ANN401 - any JSON value
    try:
        return orjson.loads(text)
    except orjson.JSONDecodeError:
        return json.loads(text)


def _prepare_sqlite(connection: Any, _record: object) -> None:  # noqa: ANN401 - a DBAPI connection has no common type
    # The driver's own transactions lose updates silently; we begin them ourselves (docs/decisions/0005).
    connection.isolation_level = None
    cursor = connection.cursor()
    for pragma in (
        f"busy_timeout={BUSY_TIMEOUT_MILLISECONDS}",
        "journal_mode=WAL",
        "synchronous=FULL",
        "foreign_keys=ON",
    ):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _begin_sqlite(connection: Connection) -> None:
    read_only = connection.get_execution_options().get("read_only", False)
    # A pooled connection may have read before; whatever a reader does, even a commit of its own, writes nothing.
    drive(connection, f"PRAGMA query_only={'ON' if read_only else 'OFF'}")
    drive(connection, "BEGIN DEFERRED" if read_only else "BEGIN IMMEDIATE")


def drive(connection: Connection, statement: str, values: Sequence[Any] = (), *, many: bool = False) -> Any:  # noqa: ANN401 - a DBAPI cursor has no common type
    """Give a statement straight to the driver; raises SQLAlchemy's errors. With `many`, `values` holds a row for each time."""
    driver: Any = connection.connection.dbapi_connection
    try:
        return driver.executemany(statement, values) if many else driver.execute(statement, values)
    except sqlite3.Error as error:
        told = DBAPIError.instance(
            statement, None, error, sqlite3.Error, hide_parameters=True, dialect=connection.dialect
        )
        raise told from error


def _insist_on_transaction(connection: Connection) -> None:
    """Refuse to go on where SQLite has undone the transaction by itself, as it does on an I/O error or a full disk.

    Python's driver takes such a commit for a success: `commit()` does nothing where no transaction is open.
    """
    if not getattr(connection.connection.dbapi_connection, "in_transaction", True):
        raise OSError(errno.EIO, "SQLite has undone the transaction")


def is_out_of_order(error: BaseException) -> bool:
    """Tell whether the storage failed and not the work: locked, read-only, a full disk, an I/O error.

    Nothing is wrong then with what was to be written, and the same may be tried again for as long as it takes.
    """
    found: BaseException | None = error
    while found is not None:
        if _is_storage_s(found):
            return True
        # Where SQLite has undone the transaction, undoing a savepoint fails too, and hides what came first.
        found = found.__context__ if isinstance(found, DBAPIError) else None
    return False


def _is_storage_s(error: BaseException) -> bool:
    if isinstance(error, OSError):
        return error.errno in _DISK_TROUBLE
    if isinstance(error, sqlite3.Error):
        # While rows of a prepared statement are gone through, the driver's own errors come as they are.
        return int(getattr(error, "sqlite_errorcode", sqlite3.SQLITE_ERROR)) & 0xFF in _OUT_OF_ORDER
    if not isinstance(error, DBAPIError):
        return False
    code = getattr(error.orig, "sqlite_errorcode", None)
    # The low byte is the result code, the rest of it says more (SQLite, "Result Codes").
    return error.connection_invalidated if code is None else int(code) & 0xFF in _OUT_OF_ORDER


def sqlite_file(url: str) -> Path | None:
    """Return the file of an SQLite URL, or None for another database or one in memory."""
    parsed = make_url(url)
    if parsed.get_backend_name() != "sqlite" or parsed.database in (None, "", ":memory:"):
        return None
    return Path(str(parsed.database))


def make_engine(url: str) -> Engine:
    """Return an engine whose transactions are real ones; makes the folder of an SQLite file."""
    file = sqlite_file(url)
    if file is not None:
        file.parent.mkdir(parents=True, exist_ok=True)
    engine = create_engine(
        url,
        json_serializer=_to_json,
        json_deserializer=_from_json,
        # An error's text is logged, and what people said, their names and telephones are none of a log's business.
        hide_parameters=True,
        connect_args={"check_same_thread": False} if make_url(url).get_backend_name() == "sqlite" else {},
    )
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", _prepare_sqlite)
        event.listen(engine, "begin", _begin_sqlite)
        event.listen(engine, "commit", _insist_on_transaction)
    return engine


@dataclass(slots=True)
class _Job:
    """A piece of work in the writer's queue, who waits for it, and what became of it."""

    work: Callable[[Session], Any]
    loop: asyncio.AbstractEventLoop
    waiting: asyncio.Future[Any]
    result: Any = None
    error: BaseException | None = None

    def tell(self) -> None:
        if self.waiting.done():
            # Nobody waits any more; what was written stays written.
            return
        if self.error is not None:
            self.waiting.set_exception(self.error)
        else:
            self.waiting.set_result(self.result)


def _tell_all(jobs: Sequence[_Job]) -> None:
    for job in jobs:
        job.tell()


class Database:
    """One office's database. Every write is one call of `run` (or `transact`): all of it happens, or nothing.

    What is asked of `run` while the disk is busy is committed together, and nobody is told of success before the commit.
    Where a piece fails, nothing has been written, and each of them is done again in a transaction of its own: `work` may
    be called twice (docs/decisions/0010, 0014).
    """

    def __init__(self, url: str) -> None:
        self.url = url
        self._jobs: deque[_Job] = deque()
        self._queue_lock = threading.Lock()
        self._is_draining = False
        self.engine = make_engine(url)
        self._reading = self.engine.execution_options(read_only=True)
        self._writer = ThreadPoolExecutor(max_workers=1, thread_name_prefix="writer")
        self._readers = ThreadPoolExecutor(max_workers=2, thread_name_prefix="reader")

    @property
    def files(self) -> Path:
        """The folder, beside the database, that keeps what people sent, each file under its checksum."""
        return self.files_beside(self.url)

    @staticmethod
    def files_beside(url: str) -> Path:
        """Return that folder for a database's URL."""
        file = sqlite_file(url)
        return (file.parent if file is not None else Path("data")) / "files"

    def transact(self, work: Callable[[Session], Result]) -> Result:
        """Do `work` in one transaction and return its result; any exception leaves the database as it was."""
        with self.engine.begin() as connection, self._session_on(connection) as session:
            result = work(session)
            session.flush()
            _insist_on_transaction(connection)
            return result

    @staticmethod
    def _session_on(connection: Connection) -> Session:
        """Return a session that leaves the beginning and the end of the transaction to its connection.

        A session's own take as long as a dozen statements.
        """
        return Session(connection, expire_on_commit=False, join_transaction_mode="rollback_only")

    def rehearse(self, work: Callable[[Session], Result]) -> Result:
        """Do `work`, return its result, and undo everything it wrote."""
        # Closing rolls back, and unlike rollback() leaves the rows already read readable.
        with Session(self.engine, expire_on_commit=False) as session:
            return work(session)

    def look(self, work: Callable[[Session], Result]) -> Result:
        """Do `work` on a consistent picture of the database; it can write nothing."""
        with Session(self._reading, expire_on_commit=False) as session:
            return work(session)

    async def run(self, work: Callable[[Session], Result]) -> Result:
        """`transact` in the writer thread, with whatever else waits. Cancelling the caller does not cancel the work."""
        loop = asyncio.get_running_loop()
        job = _Job(work, loop, loop.create_future())
        with self._queue_lock:
            self._jobs.append(job)
            is_idle, self._is_draining = not self._is_draining, True
        if is_idle:
            self._writer.submit(self._drain)
        result: Result = await job.waiting
        return result

    def _drain(self) -> None:
        while True:
            with self._queue_lock:
                jobs = [self._jobs.popleft() for _ in range(min(len(self._jobs), TOGETHER))]
                if not jobs:
                    self._is_draining = False
                    return
            try:
                self._transact_together(jobs)
            except BaseException as error:  # noqa: BLE001 - whoever waits is told, and the next are still served
                # Nothing of it was committed, so nobody's work was done.
                for job in jobs:
                    job.error = job.error or error
            for loop in {job.loop for job in jobs}:
                # The loop may be closed: nobody waits there any more.
                with contextlib.suppress(RuntimeError):
                    loop.call_soon_threadsafe(_tell_all, [job for job in jobs if job.loop is loop])

    def _transact_together(self, jobs: Sequence[_Job]) -> None:
        """Do the jobs in one transaction; where one of them fails, each in one of its own.

        Raises, with nothing written, where it is the storage that fails and not the work.
        """
        try:
            with self.engine.begin() as connection, self._session_on(connection) as session:
                for job in jobs:
                    job.result = job.work(session)
                    session.flush()
                    session.expunge_all()
                    _insist_on_transaction(connection)
        except Exception as error:
            if is_out_of_order(error):
                raise
            if len(jobs) == 1:
                jobs[0].error = error
                return
        else:
            return
        for place, job in enumerate(jobs):
            # Nothing has been written yet: whoever did not fail loses only the time of having been tried twice.
            try:
                job.result = self.transact(job.work)
            except Exception as error:  # noqa: BLE001 - whoever waits for it is told
                job.error = error
                if is_out_of_order(error):
                    # The others would only wait for the same, one after the other.
                    for late in jobs[place:]:
                        late.error = error
                    return

    async def read(self, work: Callable[[Session], Result]) -> Result:
        """`look` in a reader thread."""
        return await asyncio.get_running_loop().run_in_executor(self._readers, self.look, work)

    def close(self) -> None:
        """Finish what is being written and let go of the file."""
        self._writer.shutdown(wait=True)
        self._readers.shutdown(wait=True)
        self.engine.dispose()
