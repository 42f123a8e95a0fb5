"""A real Chromium at the sandbox's page."""

import shutil
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from selenium import webdriver
from selenium.webdriver.chrome.service import Service
from selenium.webdriver.chrome.webdriver import WebDriver
from selenium.webdriver.remote.webelement import WebElement

from tests.bot.sandbox.chromium import DRIVER, browser_path, why_none

WITHIN_SECONDS = 60.0
_TURNS_WITHIN_SECONDS = 120
Wide = (1440, 900)
Phone = (390, 844)
ENTER = "\ue007"


class Window:
    """One browser window with the page in it."""

    def __init__(self, driver: WebDriver, address: str) -> None:
        self.driver = driver
        self.address = address

    def open(self) -> None:
        """Load the page and wait until it shows chats."""
        self.driver.get(self.address)
        self.until(
            "document.querySelectorAll('.column').length > 0 && !document.body.classList.contains('busy')", within=90
        )

    def size(self, size: tuple[int, int], *, as_phone: bool = False) -> None:
        """Make the window's inside so many pixels wide and high; a phone's has a touch screen and finer pixels."""
        metrics = {"width": size[0], "height": size[1], "deviceScaleFactor": 2 if as_phone else 1, "mobile": as_phone}
        self.driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", metrics)
        self.driver.execute_cdp_cmd("Emulation.setTouchEmulationEnabled", {"enabled": as_phone})

    def prefer(self, theme: str) -> None:
        """Have the system ask for a `dark` or a `light` page."""
        features = [{"name": "prefers-color-scheme", "value": theme}]
        self.driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": features})

    def picture(self, path: Path) -> None:
        """Save what is to be seen as a PNG."""
        self.driver.save_screenshot(str(path))

    def ask(self, script: str, *arguments: object) -> Any:  # noqa: ANN401 - any JSON value
        """Return what a JavaScript expression gives; `arguments` are its `arguments`."""
        return self.driver.execute_script(f"return ({script});", *arguments)

    def until(self, script: str, *arguments: object, within: float = WITHIN_SECONDS) -> float:
        """Wait until a JavaScript expression holds; returns how many seconds that took."""
        began = time.monotonic()
        while not self.ask(script, *arguments):
            if time.monotonic() - began > within:
                shown = self.ask("document.getElementById('columns').innerText")[-600:]
                raise AssertionError(f"never true: {script} {arguments}; the chats end with\n{shown}")
            time.sleep(0.02)
        return time.monotonic() - began

    def find(self, selector: str) -> WebElement:
        """Return the first element of a CSS selector."""
        return self.driver.find_element("css selector", selector)

    def click(self, selector: str) -> None:
        """Click an element once it can be clicked."""
        self.until("arguments[0] && document.querySelector(arguments[0])?.disabled === false", selector)
        self.find(selector).click()

    def at_rest(self) -> None:
        """Wait until nothing is going on."""
        self.until("!document.body.classList.contains('busy')", within=90)

    def show(self, name: str) -> None:
        """Have the first chat window show the chat of that title."""
        self.ask(
            "(() => { const select = document.querySelector('.column .which');"
            " select.value = [...select.options].find((one) => one.text === arguments[0]).value;"
            " select.dispatchEvent(new Event('change')); })()",
            name,
        )
        self.until("document.querySelectorAll('.column')[0].querySelector('.log > *') !== null")

    def says(self, text: str, *, within: float = WITHIN_SECONDS) -> float:
        """Wait until the first chat window says something; returns how long that took."""
        return self.until(
            "document.querySelector('.column .log').innerText.includes(arguments[0])", text, within=within
        )

    def press(self, word: str) -> None:
        """Press the newest inline button of that word in the first chat window."""
        script = (
            "[...document.querySelectorAll('.column')[0].querySelectorAll('.buttons button')]"
            ".filter((one) => one.innerText.startsWith(arguments[0])).pop()"
        )
        self.until(f"Boolean({script})", word)
        self.ask(f"{script}.click()", word)

    def write(self, text: str) -> None:
        """Send a message in the first chat window."""
        box = self.find(".column textarea")
        box.send_keys(text)
        box.send_keys(ENTER)

    def memory(self) -> float:
        """Return the memory of the page's own process, in MB."""
        folder = self.driver.capabilities["chrome"]["userDataDir"]
        sizes = [0]
        for process in Path("/proc").glob("[0-9]*"):
            try:
                words = (process / "cmdline").read_text(encoding="utf-8", errors="replace")
                if folder in words and "--type=renderer" in words:
                    status = (process / "status").read_text(encoding="ascii", errors="replace")
                    sizes.append(int(status.partition("VmRSS:")[2].split()[0]))
            except (OSError, IndexError):
                continue  # it has ended meanwhile
        return max(sizes) / 1024

    def complaints(self) -> list[str]:
        """Return what the page's scripts complained about."""
        entries: list[dict[str, str]] = self.driver.get_log("browser")  # type: ignore[no-untyped-call]
        return [entry["message"] for entry in entries if entry["level"] == "SEVERE"]


@contextmanager
def browser(address: str, size: tuple[int, int] = Wide) -> Iterator[Window]:
    """Give a window of a browser of its own, with no memory of earlier ones."""
    if reason := why_none():
        pytest.skip(reason)
    options = webdriver.ChromeOptions()
    options.binary_location = browser_path() or ""
    with tempfile.TemporaryDirectory(prefix="liaison-chromium-", ignore_cleanup_errors=True) as folder:
        for word in (
            "--headless=new",
            "--no-sandbox",
            "--disable-gpu",
            "--disable-dev-shm-usage",
            "--disable-quic",
            "--no-first-run",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync",
            "--disable-extensions",
            "--lang=zh-CN",
            "--enable-precise-memory-info",
            f"--user-data-dir={folder}",
        ):
            options.add_argument(word)
        options.set_capability("goog:loggingPrefs", {"browser": "ALL"})
        driver = webdriver.Chrome(options=options, service=Service(shutil.which(DRIVER)))
        try:
            driver.set_script_timeout(_TURNS_WITHIN_SECONDS)
            driver.set_page_load_timeout(_TURNS_WITHIN_SECONDS)
            window = Window(driver, address)
            window.size(size)
            yield window
        finally:
            driver.quit()
