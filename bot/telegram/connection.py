"""The connection to Telegram: one bot, its two request pools, and long polling of our own (docs/decisions/0007)."""

from collections.abc import Mapping, Sequence
from typing import Any

import httpx
from telegram import Bot
from telegram.error import NetworkError

from bot.settings import Settings
from bot.telegram.polling import POLL_SECONDS, Updates, poll
from bot.telegram.requests import LeanRequest
from bot.trust import trusted_for

_READ_SECONDS = 20.0
# The first question must not keep a stop waiting.
_NAME_SECONDS, _NAME_CONNECT_SECONDS = 8.0, 5.0


class Connection:
    """A bot's way to Telegram, through the proxy set for Telegram alone.

    `bot` is python-telegram-bot's, for whatever is rare; `calls` what it sends with, for what is said all day.
    """

    def __init__(self, settings: Settings, transport: httpx.AsyncBaseTransport | None = None) -> None:
        if settings.bot_token is None:
            raise ValueError("no token")
        self._token = settings.bot_token.get_secret_value()
        self._base = settings.api_base_url
        proxy = settings.proxy_url.get_secret_value() if settings.proxy_url else None
        authorities = trusted_for(self._base, proxy) if transport is None else None
        self._polling = LeanRequest(
            proxy=proxy, read_seconds=POLL_SECONDS, transport=transport, authorities=authorities
        )
        self.calls = LeanRequest(
            proxy=proxy, read_seconds=_READ_SECONDS, transport=transport, is_busy=True, authorities=authorities
        )
        self.bot = Bot(
            self._token,
            base_url=f"{self._base}/bot",
            base_file_url=f"{self._base}/file/bot",
            request=self.calls,
            get_updates_request=self._polling,
        )
        self._name: str | None = None

    async def open(self) -> None:
        """Open the pools; asks Telegram nothing."""
        await self.calls.initialize()
        await self._polling.initialize()

    async def close(self) -> None:
        """Close the pools."""
        await self.calls.shutdown()
        await self._polling.shutdown()

    def load_engines(self) -> None:
        """Load what moves messages fast, and use it from now on; from any thread."""
        self.calls.load_engine()
        self._polling.load_engine()

    async def name(self) -> str:
        """Return the bot's user name, asked for once. Raises TelegramError."""
        if self._name is None:
            try:
                me = await self.bot.get_me(read_timeout=_NAME_SECONDS, connect_timeout=_NAME_CONNECT_SECONDS)
                self._name = str(me.username)
            except (AttributeError, KeyError, TypeError, ValueError) as error:
                # Some gateway's idea of an answer; it must not end the program.
                raise NetworkError("answer unreadable") from error
        return self._name

    async def call(self, method: str, fields: Mapping[str, str]) -> Any:  # noqa: ANN401 - any JSON value
        """Call a method of the Bot API and return its result, unread. Raises TelegramError."""
        return await self.calls.send_form(f"{self._base}/bot{self._token}/{method}", fields)

    async def poll(self, offset: int, allowed: Sequence[str], *, seconds: int = POLL_SECONDS) -> Updates:
        """Ask for the updates from `offset` on, which confirms those before it. Raises PollFailedError."""
        return await poll(self._polling, f"{self._base}/bot{self._token}", offset, allowed, seconds)
