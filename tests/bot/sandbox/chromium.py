"""Chromium and its driver for the browser tests: found, or installed from Debian's packages where we are root."""

import os
import shutil
import subprocess
import tempfile
from functools import cache
from pathlib import Path

from filelock import FileLock

NAMES = ("chromium", "chromium-browser", "google-chrome")
DRIVER = "chromedriver"
# The fonts are for the pictures: without them Chinese and emoji are empty boxes.
PACKAGES = ("chromium", "chromium-driver", "fonts-noto-cjk", "fonts-noto-color-emoji")
_INSTALLS_WITHIN_SECONDS = 600
_PATIENCE = ("-o", "Acquire::Retries=1", "-o", "Acquire::http::Timeout=30", "-o", "DPkg::Lock::Timeout=120")


def browser_path() -> str | None:
    """Return where the browser is, if it and its driver are there."""
    return next((path for name in NAMES if (path := shutil.which(name))), None) if shutil.which(DRIVER) else None


@cache
def why_none() -> str:
    """Return why no browser can be had, or nothing where there is one; installs one where that can be done.

    The parallel workers of a test run wait for one another; after a failure nobody tries again in the same run.
    """
    if browser_path():
        return ""
    apt = shutil.which("apt-get")
    if apt is None or os.geteuid() != 0:
        wanted = " ".join(PACKAGES)
        return (
            f"no browser test: no Chromium with {DRIVER} here, and only root can install one (apt-get install {wanted})"
        )
    failed = Path(tempfile.gettempdir()) / f"liaison-no-chromium-{os.getppid()}"
    with FileLock(f"{failed}.lock"):
        if browser_path():
            return ""
        if not failed.exists() and _install(apt) and browser_path():
            return ""
        failed.touch()
    return "no browser test: apt-get could not install Chromium (no network, or no such package)"


def _install(apt: str) -> bool:
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    for words in (("update",), ("install", "-y", "--no-install-recommends", *PACKAGES)):
        command = [apt, "-qq", *_PATIENCE, *words]
        try:
            done = subprocess.run(  # noqa: S603 - apt-get, with our own words
                command, env=environment, capture_output=True, timeout=_INSTALLS_WITHIN_SECONDS, check=False
            )
        except subprocess.TimeoutExpired:
            return False
        if done.returncode != 0:
            return False
    return True
