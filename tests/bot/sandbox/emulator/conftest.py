from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta

import httpx
import pytest
import telegram
from telegram.request import HTTPXRequest

from bot.sandbox.emulator import Bot, Emulator, Person

TOKEN = "1000:SECRET"


class MovableClock:
    """A clock that stands still until it is moved."""

    def __init__(self) -> None:
        self.at = datetime(2024, 6, 18, 9, 0, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.at

    def move(self, **by: float) -> None:
        self.at += timedelta(**by)


@pytest.fixture
def clock() -> MovableClock:
    return MovableClock()


@pytest.fixture
def emulator(clock: MovableClock) -> Emulator:
    return Emulator(clock)


@pytest.fixture
def account(emulator: Emulator) -> Bot:
    return emulator.bot(TOKEN)


@pytest.fixture
def anna(emulator: Emulator) -> Person:
    return emulator.person(501, "安娜", phone_number="13900000501")


def request_to(emulator: Emulator) -> HTTPXRequest:
    return HTTPXRequest(httpx_kwargs={"transport": emulator.transport()})


@pytest.fixture
async def bot(emulator: Emulator, account: Bot) -> AsyncIterator[telegram.Bot]:
    """python-telegram-bot's own client, talking to the emulator in this process."""
    client = telegram.Bot(
        account.token,
        base_url="http://test/bot",
        base_file_url="http://test/file/bot",
        request=request_to(emulator),
        get_updates_request=request_to(emulator),
    )
    async with client:
        yield client
    assert not emulator.violations, "python-telegram-bot sends nothing but the official Bot API"


@pytest.fixture
async def raw(emulator: Emulator) -> AsyncIterator[httpx.AsyncClient]:
    """Plain HTTP below the bot's address."""
    async with httpx.AsyncClient(transport=emulator.transport(), base_url=f"http://test/bot{TOKEN}/") as client:
        yield client
