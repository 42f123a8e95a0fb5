"""`export` before anything is open: contact sheets always, a month that has not opened never, and nothing is written."""

import hashlib
import os
from collections.abc import Callable
from pathlib import Path

import pytest
from openpyxl import load_workbook

from bot.cli import main
from models.readers.files import read_file
from models.rules.circulars import UnreadableFileError
from tests.world import DEMO_PLAN

Run = Callable[..., tuple[int, str]]


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """Give what runs a command in a folder of its own, and returns its status and what it said, refusals included."""
    for name in os.environ:
        if name.startswith("LIAISON_"):
            monkeypatch.delenv(name)
    monkeypatch.setenv("LIAISON_DATABASE_URL", "sqlite:///liaison.db")
    monkeypatch.chdir(tmp_path)

    def run(*words: str) -> tuple[int, str]:
        capsys.readouterr()
        status = main(words)
        said = capsys.readouterr()
        return status, said.out + said.err

    return run


@pytest.fixture
def planned(run: Run, tmp_path: Path) -> Path:
    """Give the database of a plan none of whose rounds has opened."""
    assert run("import", str(DEMO_PLAN), "--first", "2098-06", "--last", "2098-12", "--yes")[0] == 0
    return tmp_path / "liaison.db"


@pytest.mark.parametrize("name", ["contacts.docx", "contacts.xlsx"])
def test_contact_sheets_are_to_be_had_as_soon_as_there_is_a_plan(
    run: Run, planned: Path, tmp_path: Path, name: str
) -> None:
    assert run("export", "contacts", "--out", name)[0] == 0
    assert planned.exists()
    if name.endswith("xlsx"):
        # Nobody has registered: every unit's sheet is there, to be filled in.
        book = load_workbook(tmp_path / name)
        assert len(book.sheetnames) > 40
        assert "市文旅局" in book.sheetnames
    # It is read as what it is, and as not filled in yet.
    with pytest.raises(UnreadableFileError, match="empty-contacts"):
        read_file(name, (tmp_path / name).read_bytes())


def test_contact_sheets_may_name_a_round_that_has_not_opened(run: Run, planned: Path) -> None:
    assert run("export", "contacts", "--round", "2098-09", "--out", "contacts.docx")[0] == 0
    assert planned.exists()


def test_without_a_plan_there_are_no_contact_sheets_and_it_is_said_what_to_do(run: Run, tmp_path: Path) -> None:
    status, said = run("export", "contacts", "--out", "contacts.docx")
    assert (status, said.strip()) == (1, "还没有导入工作要点。请先运行 liaison-bot import。")
    assert not (tmp_path / "contacts.docx").exists()


@pytest.mark.parametrize("what", [("digest", "x.docx"), ("ledger", "x.xlsx"), ("files", "x.zip"), ("annual", "x.docx")])
@pytest.mark.parametrize("round_", [(), ("--round", "2098-09")])
def test_of_a_month_that_has_not_opened_nothing_is_exported_and_nothing_is_written(
    run: Run, planned: Path, tmp_path: Path, what: tuple[str, str], round_: tuple[str, ...]
) -> None:
    before = hashlib.sha256(planned.read_bytes()).hexdigest()
    status, said = run("export", what[0], *round_, "--out", what[1])
    month = "2098年9月进展还没有开启，将于9月" if round_ else "2098年6月进展还没有开启，将于6月"
    assert status == 1
    assert said.startswith(month)
    assert len(said.splitlines()) == 1
    assert not (tmp_path / what[1]).exists()
    assert hashlib.sha256(planned.read_bytes()).hexdigest() == before
