"""`python -m tests.bot.sandbox.screenshots FOLDER`: takes the README's pictures in a real Chromium."""

import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from PIL import Image

from tests.bot.sandbox.browser import Phone, Window, browser
from tests.bot.sandbox.chromium import why_none

_STEPS = 7
_SIZE = (1440, 860)
_COLOURS = 256


@contextmanager
def _sandbox() -> Iterator[str]:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        port = int(taken.getsockname()[1])
    words = [sys.executable, "-m", "bot", "sandbox", "--port", str(port)]
    with subprocess.Popen(words, stdout=subprocess.PIPE, text=True) as server:  # noqa: S603 - ourselves
        if server.stdout is None:
            raise RuntimeError("the sandbox says nothing")
        try:
            yield server.stdout.readline().strip()
        finally:
            server.terminate()


def _step(window: Window, number: int) -> None:
    window.click("#tour-go")
    window.until("document.querySelectorAll('#tour li.done').length === arguments[0]", number, within=180)
    window.at_rest()


def _save(window: Window, path: Path) -> None:
    window.until("[...document.querySelectorAll('.column .log')].every((one) => one.children.length > 0)")
    window.until("[...document.images].every((one) => one.complete)")
    window.until("document.getElementById('notes').children.length === 0")
    window.driver.save_screenshot(str(path))
    # Few colours make a small file, and a page has few.
    with Image.open(path) as picture:
        few = picture.convert("RGB").quantize(_COLOURS, dither=Image.Dither.NONE)
    few.save(path, optimize=True)


def take(folder: Path) -> None:
    """Take the pictures: the tour's reports and its digest on a wide screen, a reminder on a phone."""
    folder.mkdir(parents=True, exist_ok=True)
    with _sandbox() as address, browser(address, _SIZE) as window:
        window.open()
        for number in range(1, _STEPS):
            _step(window, number)
            if number == 4:
                window.size(Phone, as_phone=True)
                window.open()
                window.show("市文旅局")
                _save(window, folder / "sandbox-phone.png")
                window.size(_SIZE)
                window.open()
            if number == 5:
                _save(window, folder / "sandbox-report.png")
            if number == 6:
                window.prefer("dark")
                _save(window, folder / "sandbox-digest.png")


if __name__ == "__main__":
    if reason := why_none():
        sys.exit(reason)
    take(Path(sys.argv[1]))
