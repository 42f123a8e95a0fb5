"""Where a browser test gets its browser from, and the pictures taken with one."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.bot.sandbox.chromium import PACKAGES

ROOT = Path(__file__).parents[3]
ASK = "from tests.bot.sandbox.chromium import why_none; print(why_none())"


def reason(path: Path) -> str:
    """Return what a test run on a machine with these programs alone is told."""
    environment = {**os.environ, "PATH": str(path), "TMPDIR": str(path)}
    asked = subprocess.run(  # noqa: S603 - ourselves
        [sys.executable, "-c", ASK], cwd=ROOT, env=environment, capture_output=True, text=True, timeout=60, check=True
    )
    return asked.stdout.strip()


def program(path: Path, text: str) -> None:
    path.write_text(f"#!/bin/sh\n{text}\n", encoding="utf-8")
    path.chmod(0o755)


def test_without_a_browser_and_without_apt_the_skipped_tests_say_what_to_install(tmp_path: Path) -> None:
    assert all(name in reason(tmp_path) for name in ("no browser test", *PACKAGES))


@pytest.mark.skipif(os.geteuid() != 0, reason="only root installs anything")
def test_root_gets_a_browser_from_debians_packages(tmp_path: Path) -> None:
    program(
        tmp_path / "apt-get",
        f'echo "$*" >> {tmp_path}/asked\ncase "$*" in *install*) cd {tmp_path} && . ./arrive;; esac',
    )
    (tmp_path / "arrive").write_text(
        "for name in chromium chromedriver; do echo > $name; /bin/chmod +x $name; done\n", encoding="utf-8"
    )
    assert reason(tmp_path) == ""
    asked = (tmp_path / "asked").read_text(encoding="utf-8").splitlines()
    assert [line.split()[-1] for line in asked[:1]] == ["update"]
    assert asked[1].endswith(" ".join(PACKAGES))


@pytest.mark.skipif(os.geteuid() != 0, reason="only root installs anything")
def test_where_nothing_can_be_installed_the_skipped_tests_say_so(tmp_path: Path) -> None:
    program(tmp_path / "apt-get", f"echo tried >> {tmp_path}/asked\nexit 100")
    assert "apt-get could not install" in reason(tmp_path)
    assert (tmp_path / "asked").read_text(encoding="utf-8") == "tried\n"


def test_ci_installs_the_same_packages() -> None:
    script = (ROOT / ".ci/run").read_text(encoding="utf-8")
    assert all(name in script for name in PACKAGES)


def test_the_pictures_of_the_readme_are_there_and_small() -> None:
    shown = re.findall(r"docs/pictures/[\w-]+\.png", (ROOT / "README.md").read_text(encoding="utf-8"))
    assert {Path(name).stem for name in shown} == {"sandbox-report", "sandbox-digest", "sandbox-phone"}
    assert all(0 < (ROOT / name).stat().st_size < 300_000 for name in shown)
