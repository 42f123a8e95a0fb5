"""The first question to Telegram, asked while the rest of the program is still being loaded (docs/decisions/0012).

It needs the settings and a connection, nothing else: what is heavy must not be imported here. It confirms nothing, so
what it fetched is still at Telegram until the poller has stored it.
"""

import asyncio
import logging
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from types import TracebackType
from typing import Any, Self

import httpx

from bot.clock import Clock
from bot.settings import Settings
from bot.telegram.failures import UnansweredError
from bot.telegram.measure import LARGEST, TOO_LARGE
from bot.telegram.polling import PollFailedError, poll
from bot.telegram.proxies import make_transport
from bot.telegram.updates import ALLOWED_UPDATES
from bot.trust import trusted_for

# An answer older than this tells nothing of the present any more: the poller asks for itself.
FRESH_SECONDS = 20.0
_ANSWER_SECONDS = 10.0
_ON_ITS_WAY_SECONDS = 0.05

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Fetched:
    """What has been fetched, and when: by the wall, and on the clock that never jumps."""

    updates: Sequence[dict[str, Any]]
    at: datetime
    seconds: float


class FirstPoll:
    """Asks as soon as it is entered; `take` hands over what it fetched, once."""

    def __init__(self, settings: Settings, clock: Clock, transport: httpx.AsyncBaseTransport | None = None) -> None:
        if settings.bot_token is None:
            raise ValueError("no token")
        self._address = f"{settings.api_base_url}/bot{settings.bot_token.get_secret_value()}"
        proxy = settings.proxy_url.get_secret_value() if settings.proxy_url else None
        self._request = _Request(transport or make_transport(trusted_for(settings.api_base_url, proxy), proxy))
        self._clock = clock
        self._asking: asyncio.Future[Fetched | None] | None = None

    async def __aenter__(self) -> Self:
        """Ask, and wait for a moment until the question is on its way."""
        self._asking = asyncio.ensure_future(self._ask())
        await asyncio.wait({self._asking}, timeout=_ON_ITS_WAY_SECONDS)
        return self

    async def __aexit__(
        self, _kind: type[BaseException] | None, _error: BaseException | None, _trace: TracebackType | None
    ) -> None:
        """Give up what is still being asked."""
        asking, self._asking = self._asking, None
        if asking is not None:
            asking.cancel()
            await asyncio.wait({asking})

    async def take(self) -> Fetched | None:
        """Wait for the answer and return it; None where there is none, it is no longer fresh, or it was taken before.

        What went wrong is not told here: whoever asks next meets the same, and tells.
        """
        asking, self._asking = self._asking, None
        fetched = None if asking is None else await asking
        if fetched is None or self._clock.monotonic() - fetched.seconds > FRESH_SECONDS:
            return None
        return fetched

    async def _ask(self) -> Fetched | None:
        try:
            found = await poll(self._request, self._address, 0, ALLOWED_UPDATES, 0)
        except PollFailedError as error:
            log.debug("first poll failed", extra={"reason": str(error), "status": error.status})
            return None
        return Fetched(found.updates, self._clock.now(), self._clock.monotonic())


class _Request:
    """One request over a connection of its own. No proxy is taken from the environment (contract, "Settings")."""

    def __init__(self, transport: httpx.AsyncBaseTransport) -> None:
        self._transport = transport

    async def do_request(self, url: str, method: str, *, read_timeout: float) -> tuple[int, bytes]:
        timeout = httpx.Timeout(_ANSWER_SECONDS, connect=5.0)
        async with (
            # What trickles is given up like what does not come: the poller asks for itself.
            asyncio.timeout(read_timeout),
            httpx.AsyncClient(transport=self._transport, trust_env=False, timeout=timeout) as client,
            client.stream(method, url) as response,
        ):
            body = bytearray()
            async for piece in response.aiter_bytes():
                body += piece
                if len(body) > LARGEST:
                    raise UnansweredError(TOO_LARGE)
        return response.status_code, bytes(body)
