"""The connection to Telegram: one bot, its two request pools, and long polling of our own (docs/decisions/0007)."""

import json
import logging
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

import httpx
import orjson
from telegram import Bot

from bot.settings import Settings
from bot.telegram.requests import LeanRequest

POLL_SECONDS = 25
_READ_SECONDS = 20.0
# The first question must not keep a stop waiting.
_NAME_SECONDS = 5.0

log = logging.getLogger(__name__)


class PollFailedError(Exception):
    """A poll did not succeed; `status` is Telegram's code, or None where nobody answered."""

    def __init__(self, reason: str, status: int | None = None, retry_after: float | None = None) -> None:
        super().__init__(reason)
        self.status = status
        self.retry_after = retry_after


@dataclass(frozen=True, slots=True)
class Updates:
    """What one poll fetched, as Telegram wrote it."""

    updates: Sequence[dict[str, Any]]


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
        self._polling = LeanRequest(proxy=proxy, read_seconds=POLL_SECONDS + 10, transport=transport)
        self.calls = LeanRequest(proxy=proxy, read_seconds=_READ_SECONDS, transport=transport)
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

    async def name(self) -> str:
        """Return the bot's user name, asked for once."""
        if self._name is None:
            me = await self.bot.get_me(read_timeout=_NAME_SECONDS, connect_timeout=_NAME_SECONDS)
            self._name = str(me.username)
        return self._name

    async def call(self, method: str, fields: Mapping[str, str]) -> Any:  # noqa: ANN401 - any JSON value
        """Call a method of the Bot API and return its result, unread. Raises TelegramError."""
        return await self.calls.send_form(f"{self._base}/bot{self._token}/{method}", fields)

    async def poll(self, offset: int, allowed: Sequence[str], *, seconds: int = POLL_SECONDS) -> Updates:
        """Ask for the updates from `offset` on, which confirms those before it.

        The payload is taken as it is: one strange update must not make a whole batch unreadable for ever.
        Raises PollFailedError for anything but an answer.
        """
        query = urlencode(
            {
                "offset": offset,
                "timeout": seconds,
                "limit": 100,
                "allowed_updates": orjson.dumps(list(allowed)).decode(),
            }
        )
        url = f"{self._base}/bot{self._token}/getUpdates?{query}"
        try:
            status, body = await self._polling.do_request(url=url, method="POST")
            answer = _read_json(body)
        except ValueError as error:
            raise PollFailedError("answer is no JSON") from error
        except Exception as error:
            # PTB's errors and httpx's alike: whatever went wrong, the poll is asked again.
            raise PollFailedError(type(error).__name__) from error
        if not isinstance(answer, dict) or not answer.get("ok") or not isinstance(answer.get("result"), list):
            raise _refusal(answer if isinstance(answer, dict) else {}, status)
        return Updates([update for update in answer["result"] if isinstance(update, dict)])


def _read_json(body: bytes) -> Any:  # noqa: ANN401 - any JSON value
    try:
        return orjson.loads(body)
    except orjson.JSONDecodeError:
        # Half of a surrogate pair in somebody's text must not stop everybody's messages; the slower one takes it.
        return json.loads(body)


def _refusal(answer: dict[str, Any], status: int) -> PollFailedError:
    parameters = answer.get("parameters")
    seconds = parameters.get("retry_after") if isinstance(parameters, dict) else None
    retry_after = float(seconds) if isinstance(seconds, int | float) else None
    return PollFailedError(str(answer.get("description") or f"status {status}"), status, retry_after)
