"""Trouble with the way to Telegram is told by the other channels: a dead line cannot report its own death."""

import asyncio
import logging
from collections.abc import Callable, Mapping
from typing import Protocol

from bot.reach import Ailment, Reach, Trouble
from models.messages import alarms as say
from models.rules.deliveries import Outcome, Parcel, Sent

# A refused token mends itself never; an unreachable network mostly within minutes. Who sets the webhook elsewhere gets
# messages meant for us, for as long as it stands there.
PATIENCE = {
    Trouble.TOKEN: 0.0,
    Trouble.TAKEN: 0.0,
    Trouble.CONFLICT: 60.0,
    Trouble.WEBHOOK: 60.0,
    # It seldom mends itself: it has expired, or a company's own authority is not known here.
    Trouble.CERTIFICATE: 60.0,
    Trouble.PROXY: 300.0,
    Trouble.SILENCE: 300.0,
}
AGAIN_AFTER = 24 * 3600.0
_LOOK_SECONDS = 1.0
# A channel that does not take the alarm is tried again, more and more rarely.
_FIRST_WAIT, _LONGEST_WAIT = 15.0, 600.0

log = logging.getLogger(__name__)


class Channel(Protocol):
    """A way to say something without Telegram."""

    async def deliver(self, parcel: Parcel) -> Outcome:
        """Send one parcel and say what became of it."""


class Alarms:
    """Tells every channel of a trouble once it has lasted, once a day while it does, and when it is over.

    Straight to the channels, not through the outbox: it must work while the database is locked or full.
    """

    def __init__(
        self, reach: Reach, channels: Mapping[str, Channel], language: str, monotonic: Callable[[], float]
    ) -> None:
        self._reach = reach
        self._channels = channels
        self._language = language
        self._monotonic = monotonic
        # Each trouble of what lasts, and when it was told: two that take turns are told once each.
        self._told: dict[Trouble, float] = {}
        self._owed: dict[str, str] = {}
        self._wait = _FIRST_WAIT
        self._not_before = 0.0
        self._number = 0

    async def run(self, stop: asyncio.Event) -> None:
        """Look until `stop`; nothing that fails ends it."""
        while self._channels and not stop.is_set():
            try:
                async with asyncio.timeout(_LOOK_SECONDS):
                    await stop.wait()
            except TimeoutError:
                pass
            else:
                return
            await self.look()

    async def look(self) -> None:
        """Say what is to be said at this moment."""
        text = self._news(self._reach.ailment)
        if text is not None:
            log.error("alarm", extra={"trouble": list(self._told)[-1].value if self._told else "over"})
            self._owed = dict.fromkeys(self._channels, text)
            self._wait, self._not_before = _FIRST_WAIT, 0.0
            self._number += 1
        if not self._owed or self._monotonic() < self._not_before:
            return
        for name in tuple(self._owed):
            if await self._tell(name, self._owed[name]):
                del self._owed[name]
        self._not_before = self._monotonic() + self._wait
        self._wait = min(self._wait * 2, _LONGEST_WAIT)

    def _news(self, ailment: Ailment | None) -> str | None:
        now = self._monotonic()
        if ailment is None:
            was_told, self._told = bool(self._told), {}
            return say.recovered(self._language) if was_told else None
        if now - ailment.since < PATIENCE[ailment.kind]:
            return None
        if now - self._told.get(ailment.kind, -AGAIN_AFTER) < AGAIN_AFTER:
            return None
        self._told.pop(ailment.kind, None)
        self._told[ailment.kind] = now
        return say.trouble(self._language, ailment.kind, ailment.reason, int((now - ailment.since) // 60))

    async def _tell(self, name: str, text: str) -> bool:
        payload = {"title": say.title(self._language), "text": text}
        # Numbers below zero: no row of the outbox has them.
        parcel = Parcel(-self._number, name, None, "text", payload, 1, 0)
        try:
            outcome = await self._channels[name].deliver(parcel)
        except Exception:
            log.exception("alarm not sent", extra={"channel": name})
            return False
        if not isinstance(outcome, Sent):
            log.warning("alarm not sent", extra={"channel": name, "reason": getattr(outcome, "reason", "")})
        return isinstance(outcome, Sent)
