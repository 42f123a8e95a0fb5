"""How long documents are, which only a word processor can tell."""

import re
import shutil
import subprocess
from dataclasses import replace
from pathlib import Path

import pytest

from models.documents.summary import summary_docx
from models.rules.digests import Digest, MissingUnit
from models.rules.words import Status
from tests.models.documents.offices import digest

SOFFICE = shutil.which("soffice")


def crowded(made: Digest) -> Digest:
    """Return a digest in which everything is delayed for a long reason and forty units have not answered."""
    lines = tuple(
        replace(
            line,
            done_before=False,
            answers=tuple(replace(answer, status=Status.DELAYED, problems="原因很长" * 40) for answer in line.answers),
        )
        for line in made.tasks
    )
    missing = tuple(
        MissingUnit(
            f"某某文化传承创新发展中心{n}", tuple(range(n + 1, n + 7)), (), registered=n % 2 == 0, telephone=None
        )
        for n in range(40)
    )
    return replace(made, tasks=lines, missing=missing)


@pytest.mark.skipif(SOFFICE is None, reason="LibreOffice (soffice) is not installed: pages cannot be counted")
def test_a_summary_has_two_pages_at_most_however_much_there_is_to_say(tmp_path: Path) -> None:
    made = digest()
    for name, one in (("usual", made), ("crowded", crowded(made))):
        for language in ("zh-CN", "en"):
            (tmp_path / f"{name}-{language}.docx").write_bytes(summary_docx(one, language))
    assert SOFFICE is not None
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    command = [SOFFICE, profile, "--headless", "--convert-to", "pdf", "--outdir", str(tmp_path)]
    documents = sorted(str(file) for file in tmp_path.glob("*.docx"))
    subprocess.run([*command, *documents], check=True, capture_output=True, timeout=180)  # noqa: S603 - our own arguments
    pages = {file.stem: len(re.findall(rb"/Type\s*/Page[^s]", file.read_bytes())) for file in tmp_path.glob("*.pdf")}
    assert len(pages) == 4
    assert set(pages.values()) <= {1, 2}, pages
