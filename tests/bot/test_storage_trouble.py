"""Trouble with the disk is said in the operator's language, with what to do, and never as a trace."""

import errno
import os
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from bot.cli import main
from bot.commands.storage import find_storage_trouble, say_storage_trouble


@pytest.mark.parametrize(
    ("error", "part"),
    [
        (OSError(errno.EROFS, "Read-only file system"), "不可写"),
        (PermissionError(errno.EACCES, "Permission denied"), "不可写"),
        (OSError(errno.ENOSPC, "No space left on device"), "磁盘已满"),
        (sqlite3.OperationalError("unable to open database file"), "不可写"),
        (sqlite3.OperationalError("attempt to write a readonly database"), "不可写"),
        (sqlite3.OperationalError("database or disk is full"), "磁盘已满"),
        (sqlite3.OperationalError("database is locked"), "另一个程序"),
        (sqlite3.DatabaseError("file is not a database"), "已损坏"),
    ],
)
def test_what_the_disk_says_is_put_in_words(error: Exception, part: str) -> None:
    assert part in say_storage_trouble("zh-CN", error)
    assert say_storage_trouble("en", error).isascii()


def test_what_is_not_known_keeps_its_own_words_in_one_line() -> None:
    assert say_storage_trouble("zh-CN", ValueError("odd\nmore")) == "ValueError: odd"


def test_a_place_that_can_hold_no_database_is_refused_in_one_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "letter").write_text("no folder", encoding="utf-8")
    monkeypatch.setenv("LIAISON_DATABASE_URL", f"sqlite:///{tmp_path}/letter/liaison.db")
    monkeypatch.setenv("LIAISON_BOT_TOKEN", "123456:emulated")
    (tmp_path / "backup.tar.gz").write_bytes(b"x")
    for words in (["status"], ["run"], ["restore", f"{tmp_path}/backup.tar.gz"]):
        assert main(words) == 1
        (line,) = capsys.readouterr().err.strip().splitlines()
        assert line.startswith("LIAISON_DATABASE_URL: ")


def test_a_backup_that_is_not_there_is_called_missing_and_not_broken(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("LIAISON_DATABASE_URL", f"sqlite:///{tmp_path}/liaison.db")
    assert main(["restore", f"{tmp_path}/nothing.tar.gz"]) == 1
    assert capsys.readouterr().err.startswith("读不到文件")


@contextmanager
def as_somebody_else() -> Iterator[None]:
    """Give up root's rights for a moment; whoever has none keeps what they have."""
    if os.geteuid() != 0:
        yield
        return
    os.seteuid(65534)
    try:
        yield
    finally:
        os.seteuid(0)


@pytest.mark.parametrize("mode", [0o555, 0o000])
def test_a_folder_that_may_not_be_written_or_even_looked_into_is_trouble_and_no_trace(mode: int) -> None:
    # Not below `tmp_path`, which nobody else can look into.
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        assert find_storage_trouble(folder / "data" / "liaison.db") is None
        folder.chmod(mode)
        with as_somebody_else():
            trouble = find_storage_trouble(folder / "liaison.db")
        folder.chmod(0o700)
        assert trouble is not None
        assert "不可写" in say_storage_trouble("zh-CN", trouble)
