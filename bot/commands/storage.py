"""Trouble with the disk, in words an operator can act on: what is wrong, and the setting that says where."""

import errno
import os
from pathlib import Path

from locales import t

# What the operating system or SQLite says (errno names; the texts of https://sqlite.org/rescode.html), and what that means.
_ERRNO = {
    errno.EROFS: "storage-read-only",
    errno.EACCES: "storage-read-only",
    errno.EPERM: "storage-read-only",
    errno.EEXIST: "storage-read-only",
    errno.ENOTDIR: "storage-read-only",
    errno.ENOSPC: "storage-full",
    errno.EDQUOT: "storage-full",
    errno.EFBIG: "storage-full",
}
_SAID = {
    "readonly database": "storage-read-only",
    "unable to open database file": "storage-read-only",
    "disk is full": "storage-full",
    "disk I/O error": "storage-full",
    "database is locked": "storage-locked",
    "malformed": "storage-broken",
    "not a database": "storage-broken",
}


def say_storage_trouble(language: str, error: BaseException) -> str:
    """Return what keeps the program from its files, without the setting's name; what is not known, as the error says it."""
    if isinstance(error, OSError) and error.errno in _ERRNO:
        return t(language, _ERRNO[error.errno])
    said = str(error)
    key = next((key for part, key in _SAID.items() if part in said), None)
    if key is not None:
        return t(language, key)
    return f"{type(error).__name__}: {(said.splitlines() or [''])[0]}"


def find_storage_trouble(file: Path) -> OSError | None:
    """Return what would keep the program from making or writing a database there; None where nothing would."""
    try:
        folder = next(each for each in file.parents if each.exists())
        if not folder.is_dir():
            return NotADirectoryError(errno.ENOTDIR, os.strerror(errno.ENOTDIR), str(folder))
        file.exists()
    except OSError as error:
        return error
    # SQLite's journal and the lock stand beside the database.
    if not os.access(folder, os.W_OK | os.X_OK, effective_ids=os.access in os.supports_effective_ids):
        return PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(folder))
    return None
