"""What all webhooks have in common: the call, its pace, its failures."""

import json
import logging
from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import httpx

from bot.channels.addresses import Robot
from bot.channels.files import MakeFile
from bot.channels.pacing import Pace
from bot.trust import trusted
from models.rules.deliveries import Dead, Outcome, Parcel, RetryAfter

log = logging.getLogger(__name__)

JSON_TYPE = "application/json; charset=utf-8"


def make_client() -> httpx.AsyncClient:
    """Return the one HTTP client of all webhooks: no proxy from the environment, no redirects followed."""
    return httpx.AsyncClient(
        verify=trusted(),
        trust_env=False,
        follow_redirects=False,
        timeout=httpx.Timeout(20.0, connect=10.0, write=120.0),
        headers={"User-Agent": "liaison-bot"},
    )


def json_body(values: Mapping[str, Any]) -> bytes:
    r"""Return a request's body as UTF-8: an escaped \uXXXX is twice as long, and WeCom refuses it (40033)."""
    return json.dumps(values, ensure_ascii=False, separators=(",", ":")).encode()


@dataclass(frozen=True, slots=True)
class Means:
    """What every sender needs: the shared client, what makes documents, and the two clocks."""

    client: httpx.AsyncClient
    make_file: MakeFile
    now: Callable[[], datetime]
    monotonic: Callable[[], float]


class RobotSender(ABC):
    """Delivers parcels to one webhook. A subclass knows its service's rules."""

    limits: tuple[tuple[int, float], ...] = ()

    def __init__(self, robot: Robot, means: Means) -> None:
        self._robot = robot
        self._means = means
        self._pace = Pace(self.limits, means.monotonic) if self.limits else None

    async def deliver(self, parcel: Parcel) -> Outcome:
        """Send one parcel; never raises for what the service or the network does."""
        wait = self._pace.wait_for() if self._pace is not None else 0.0
        if wait:
            return RetryAfter("pace", wait)
        try:
            outcome = await self._send(parcel)
        except httpx.HTTPError as error:
            # Not the error's words: they may hold the address, which is a key.
            outcome = RetryAfter(type(error).__name__)
        if isinstance(outcome, Dead):
            log.warning("refused", extra={"channel": self._robot.name, "outbox": parcel.id, "reason": outcome.reason})
        return outcome

    async def close(self) -> None:
        """Close the client, which all webhooks share."""
        await self._means.client.aclose()

    @abstractmethod
    async def _send(self, parcel: Parcel) -> Outcome:
        """Send one parcel; httpx's errors may pass."""

    async def _post(
        self, values: Mapping[str, Any], url: httpx.URL | str | None = None, headers: Mapping[str, str] | None = None
    ) -> httpx.Response:
        return await self._means.client.post(
            self._robot.url if url is None else url,
            content=json_body(values),
            headers={"Content-Type": JSON_TYPE, **(headers or {})},
        )
