"""A real Chromium at the sandbox's page. Where none can be had the tests skip, saying which of the two is missing."""

import importlib
import importlib.util
import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest

CHROMIUM = ("chromium", "chromium-browser", "google-chrome")
WITHIN_SECONDS = 30.0
Wide = (1440, 900)
Phone = (390, 844)


def why_not() -> str:
    """Return why there is no browser, or nothing where there is one."""
    if importlib.util.find_spec("selenium") is None:
        return "no browser test: the package selenium is not installed (make setup of the development lock brings it)"
    if not any(shutil.which(name) for name in CHROMIUM) or shutil.which("chromedriver") is None:
        return "no browser test: no Chromium with chromedriver here (as root: apt-get install chromium chromium-driver)"
    return ""


class Window:
    """One browser window with the page in it."""

    def __init__(self, driver: Any, address: str) -> None:  # noqa: ANN401 - selenium may not be installed
        self.driver = driver
        self.address = address

    def open(self) -> None:
        """Load the page and wait until it shows chats."""
        self.driver.get(self.address)
        self.until(
            "document.querySelectorAll('.column').length > 0 && !document.body.classList.contains('busy')", within=90
        )

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

    def find(self, selector: str) -> Any:  # noqa: ANN401 - selenium may not be installed
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
        box.send_keys("\ue007")

    def complaints(self) -> list[str]:
        """Return what the page's scripts complained about."""
        return [entry["message"] for entry in self.driver.get_log("browser") if entry["level"] == "SEVERE"]


@contextmanager
def browser(address: str, size: tuple[int, int] = Wide, *, as_phone: bool = False) -> Iterator[Window]:
    """Give a window of a browser of its own."""
    if reason := why_not():
        pytest.skip(reason)
    webdriver = importlib.import_module("selenium.webdriver")
    service = importlib.import_module("selenium.webdriver.chrome.service")
    options = webdriver.ChromeOptions()
    options.binary_location = next(path for name in CHROMIUM if (path := shutil.which(name)))
    for word in (
        "--headless=new",
        "--no-sandbox",
        "--disable-gpu",
        "--disable-dev-shm-usage",
        "--lang=zh-CN",
        "--enable-precise-memory-info",
        f"--window-size={size[0]},{size[1]}",
    ):
        options.add_argument(word)
    if as_phone:
        metrics = {"width": size[0], "height": size[1], "pixelRatio": 2}
        options.add_experimental_option("mobileEmulation", {"deviceMetrics": metrics})
    options.set_capability("goog:loggingPrefs", {"browser": "ALL"})
    driver = webdriver.Chrome(options=options, service=service.Service(shutil.which("chromedriver")))
    try:
        yield Window(driver, address)
    finally:
        driver.quit()
