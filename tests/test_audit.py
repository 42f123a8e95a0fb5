"""`make audit` tells a weakness, a clean result and a dead line apart, and finds a secret somebody has written down."""

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from tests.audit import BASELINE, ROOT, Finding, find_secrets, judge

SOUND: dict[str, Any] = {"name": "httpx", "version": "0.28.1", "vulns": []}
WEAK: dict[str, Any] = {"name": "x", "version": "1", "vulns": [{"id": "PYSEC-1", "fix_versions": ["2"]}]}
SKIPPED: dict[str, Any] = {"name": "y", "skip_reason": "Dependency not found on PyPI and could not be audited"}


@pytest.mark.parametrize(
    ("status", "packages", "finding"),
    [
        (0, [SOUND], Finding.CLEAN),
        (1, [SOUND, WEAK], Finding.FOUND),
        (1, [SKIPPED, WEAK], Finding.FOUND),
        (0, [SOUND, SKIPPED], Finding.NOT_AUDITED),
        (1, [SOUND], Finding.NOT_AUDITED),
        (0, [], Finding.NOT_AUDITED),
    ],
)
def test_nothing_audited_is_never_taken_for_nothing_found(
    status: int, packages: list[dict[str, Any]], finding: Finding
) -> None:
    assert judge(status, json.dumps({"dependencies": packages})) is finding


@pytest.mark.parametrize("printed", ["", "ERROR: no route to host", "[]", "null", '{"fixes": []}'])
def test_an_answer_that_is_none_means_not_audited(printed: str) -> None:
    assert judge(0, printed) is Finding.NOT_AUDITED
    assert judge(1, printed) is Finding.NOT_AUDITED


@pytest.mark.parametrize(
    ("pieces", "finding"),
    [
        (("token = '123456789:AAF", "qDJ3kxZ0pQvW8rT5yU2iO7nLbM4cXsEd'"), Finding.FOUND),
        (("-----BEGIN RSA ", "PRIVATE KEY-----"), Finding.FOUND),
        (("the bot's token comes", " from BotFather"), Finding.CLEAN),
    ],
)
def test_a_secret_somebody_writes_down_is_found(tmp_path: Path, pieces: tuple[str, str], finding: Finding) -> None:
    baseline = tmp_path / "baseline"
    shutil.copyfile(ROOT / BASELINE, baseline)
    (tmp_path / "notes.txt").write_text("".join(pieces) + "\n", encoding="utf-8")
    assert find_secrets([str(tmp_path / "notes.txt")], str(baseline)) is finding
