"""Alone: one instance at most lives on a database. A lock beside its file tells, and goes with the process that held it."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock, Timeout


class AlreadyRunningError(Exception):
    """Another instance holds this database."""


@contextmanager
def hold(file: Path) -> Iterator[None]:
    """Hold a database while inside. Makes its folder.

    Raises AlreadyRunningError where another instance holds it, and OSError where the lock cannot be written.
    """
    lock = FileLock(f"{file}.lock")
    try:
        lock.acquire(timeout=0)
    except Timeout as error:
        raise AlreadyRunningError(str(file)) from error
    try:
        yield
    finally:
        lock.release()


def is_held(file: Path) -> bool:
    """Tell whether a bot runs on a database at this moment."""
    try:
        if not file.exists():
            return False
        with hold(file):
            return False
    except AlreadyRunningError:
        return True
    except OSError:
        # What is wrong with the folder is said where the database is opened.
        return False
