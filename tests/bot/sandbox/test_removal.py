"""`bot/sandbox` may be removed: everything else goes on without it."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[3]
PLAN = ROOT / "bot/sandbox/plan2024.tsv"


@pytest.fixture
def without(tmp_path: Path) -> Path:
    """Return a copy of the program that has no sandbox."""
    for folder in ("bot", "handlers", "scheduler", "models", "locales"):
        ignored = shutil.ignore_patterns("__pycache__", *(["sandbox"] if folder == "bot" else []))
        shutil.copytree(ROOT / folder, tmp_path / folder, ignore=ignored)
    return tmp_path


def run(folder: Path, *words: str) -> subprocess.CompletedProcess[str]:
    environment = {name: value for name, value in os.environ.items() if not name.startswith("LIAISON_")}
    environment["LIAISON_DATABASE_URL"] = f"sqlite:///{folder / 'liaison.db'}"
    command = [sys.executable, "-m", "bot", *words]
    return subprocess.run(  # noqa: S603 - ourselves
        command, cwd=folder, env=environment, capture_output=True, text=True, timeout=120, check=False
    )


def test_the_program_works_without_its_sandbox_and_does_not_offer_it(without: Path) -> None:
    plan = without / PLAN.name
    shutil.copy(PLAN, plan)
    imported = run(without, "import", str(plan), "--first", "2024-06", "--yes")
    assert (imported.returncode, imported.stderr) == (0, "")
    assert (without / "liaison.db").exists()
    # Every module is there that the bot itself needs.
    alone = [
        sys.executable,
        "-c",
        "import bot.app, bot.commands.running, sys; print('bot.sandbox' in sys.modules, bot.app.__file__)",
    ]
    loaded = subprocess.run(alone, cwd=without, capture_output=True, text=True, timeout=120, check=True)  # noqa: S603 - ourselves
    assert loaded.stdout.split() == ["False", str(without / "bot/app.py")]
    refused = run(without, "sandbox")
    assert refused.returncode == 2
    assert "Traceback" not in refused.stderr
