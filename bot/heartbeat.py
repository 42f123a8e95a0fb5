"""The heartbeat: an address of the operator's own, called while all is well; its silence is the alarm (a dead man's switch)."""

import asyncio
import logging
from collections.abc import Awaitable, Callable

import httpx

from bot.trust import trusted_for

BEAT_SECONDS = 60.0
_ANSWER_SECONDS = 10.0

log = logging.getLogger(__name__)


class Heartbeat:
    """Calls `url` with GET once a minute, as long as `is_well` says so. `transport` is for tests."""

    def __init__(
        self, url: str, is_well: Callable[[], Awaitable[bool]], transport: httpx.AsyncBaseTransport | None = None
    ) -> None:
        self._url = url
        self._is_well = is_well
        # Telegram's proxy is for Telegram alone, and none is taken from the environment (contract, "Settings").
        self._client = httpx.AsyncClient(
            verify=trusted_for(url), trust_env=False, timeout=_ANSWER_SECONDS, transport=transport
        )

    async def run(self, stop: asyncio.Event) -> None:
        """Beat until `stop`; nothing that fails ends it, and no call under way delays a stop."""
        stopping = asyncio.ensure_future(stop.wait())
        try:
            while not stop.is_set():
                beating = asyncio.ensure_future(self.beat())
                await asyncio.wait({beating, stopping}, return_when=asyncio.FIRST_COMPLETED)
                if not beating.done():
                    beating.cancel()
                    await asyncio.wait({beating})
                    return
                await asyncio.wait({stopping}, timeout=BEAT_SECONDS)
        finally:
            stopping.cancel()
            await self._client.aclose()

    async def beat(self) -> bool:
        """Call once if all is well; True where the call was answered with success. Never raises."""
        try:
            if not await self._is_well():
                return False
            answer = await self._client.get(self._url)
        except Exception as error:  # noqa: BLE001 - whatever it is, the next minute tries again
            # Not the error's words: the address is a key.
            log.warning("heartbeat not heard", extra={"reason": type(error).__name__})
            return False
        if not answer.is_success:
            log.warning("heartbeat not heard", extra={"status": answer.status_code})
        return answer.is_success
