"""Backups: one file with a consistent copy of the database and of what people sent, made while the bot runs."""

import re
import sqlite3
import tarfile
import tempfile
from collections.abc import Callable
from contextlib import closing
from datetime import date
from pathlib import Path

from bot.durable import sync_file, sync_folder

DATABASE_NAME = "liaison.db"
FILES_NAME = "files"
# Nightly ones, kept in a folder beside the database.
FOLDER = "backups"
KEPT = 14
_NIGHTLY = re.compile(r"liaison-\d{4}-\d{2}-\d{2}\.tar\.gz")
# Most of what people send (photos, DOCX) is compressed already.
_LEVEL = 1


class BackupStoppedError(Exception):
    """The program is to stop; the backup was given up, and nothing is left of it."""


def write_backup(file: Path, files: Path, target: Path, is_wanted: Callable[[], bool] = lambda: True) -> None:
    """Write a backup of the database `file` and the folder `files` to `target`, whole or not at all.

    What stands at `target` is replaced only by a whole one. Raises OSError or sqlite3.Error where it cannot be made, and
    BackupStoppedError when `is_wanted` says no meanwhile.
    """
    with tempfile.TemporaryDirectory(dir=target.parent, prefix=".backup-") as folder:
        copy, partial = Path(folder) / DATABASE_NAME, Path(folder) / "partial"
        with closing(sqlite3.connect(file)) as source, closing(sqlite3.connect(copy)) as sink:
            source.backup(sink)
        with tarfile.open(partial, "w:gz", compresslevel=_LEVEL) as archive:
            archive.add(copy, DATABASE_NAME)
            # A file is on the disk before a row names it, so whatever the copied rows name is here.
            for kept in sorted(files.iterdir()) if files.is_dir() else ():
                if not is_wanted():
                    raise BackupStoppedError
                if not kept.name.startswith("."):
                    archive.add(kept, f"{FILES_NAME}/{kept.name}")
        sync_file(partial)
        partial.replace(target)
    sync_folder(target.parent)


def nightly_backup(file: Path, files: Path, day: date, is_wanted: Callable[[], bool] = lambda: True) -> Path | None:
    """Write the backup of a day, unless it is there, and let go of all but the newest; None where it was there."""
    folder = file.parent / FOLDER
    folder.mkdir(exist_ok=True)
    target = folder / f"liaison-{day.isoformat()}.tar.gz"
    made = None
    if not target.exists():
        write_backup(file, files, target, is_wanted)
        made = target
    for old in sorted(each for each in folder.iterdir() if _NIGHTLY.fullmatch(each.name))[:-KEPT]:
        old.unlink()
    return made
