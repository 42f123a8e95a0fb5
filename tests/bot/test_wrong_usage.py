"""A command that is not given what it needs ends with status 2, says so in one sentence, and touches nothing (contract)."""

from pathlib import Path

import pytest

from bot.cli import main
from locales import t

# What is left out, or too much, and the text that says what to do.
WRONG = [
    (["import"], "import-which-file"),
    (["import", "--yes", "--first", "2024-06"], "import-which-file"),
    (["import", "--dry-run", "--json"], "import-which-file"),
    (["invite"], "invite-which"),
    (["invite", "市文旅局", "--all"], "invite-which"),
    (["sheet", "--out", "x.xlsx"], "sheet-which"),
    (["sheet", "市文旅局", "--all", "--out", "x.xlsx"], "sheet-which"),
]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give the working directory, in which nothing is set but where a database would be."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("LIAISON_DATABASE_URL", "sqlite:///office/liaison.db")
    return tmp_path


@pytest.mark.parametrize("language", ["zh-CN", "en"])
@pytest.mark.parametrize(("words", "key"), WRONG)
def test_what_a_command_lacks_is_wrong_usage_and_said_in_one_line(
    folder: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    words: list[str],
    key: str,
    language: str,
) -> None:
    monkeypatch.setenv("LIAISON_LANGUAGE", language)
    assert main(words) == 2
    said = capsys.readouterr()
    assert said.out == ""
    assert said.err == f"{t(language, key)}\n"
    assert list(folder.iterdir()) == []


def test_a_template_of_a_plan_needs_no_file(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["import", "--template", "empty.xlsx"]) == 0
    assert (folder / "empty.xlsx").stat().st_size > 1000
    assert "empty.xlsx" in capsys.readouterr().out
