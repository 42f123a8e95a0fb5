"""`python -m tests.bot.sandbox.screenshots FOLDER`: takes the README's pictures in a real Chromium."""

import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.bot.sandbox.browser import Phone, Window, browser, why_not

_STEPS = 7


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
    window.until(f"document.querySelectorAll('#tour li.done').length === {number}", within=120)
    window.at_rest()
    window.driver.implicitly_wait(1)


def _save(window: Window, path: Path) -> None:
    window.until("[...document.querySelectorAll('.column .log')].every((one) => one.children.length > 0)")
    window.until("document.getElementById('notes').children.length === 0")
    window.driver.save_screenshot(str(path))


def take(folder: Path) -> None:
    """Take the pictures: the tour's report and digest on a wide screen, the reminder on a phone."""
    folder.mkdir(parents=True, exist_ok=True)
    with _sandbox() as address, browser(address, (1600, 1000)) as window:
        window.open()
        for number in range(1, _STEPS + 1):
            _step(window, number)
            if number == 4:
                with browser(address, Phone, as_phone=True) as phone:
                    phone.open()
                    phone.show("市文旅局")
                    _save(phone, folder / "sandbox-phone.png")
            if number == 5:
                _save(window, folder / "sandbox-report.png")
            if number == 6:
                window.click("#theme")
                _save(window, folder / "sandbox-digest.png")
                window.click("#theme")


if __name__ == "__main__":
    if reason := why_not():
        sys.exit(reason)
    take(Path(sys.argv[1]))
