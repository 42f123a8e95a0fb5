"""Keeping Telegram's webhook as it is meant: set until it is set, looked at while it is, or taken away for polling."""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta

from telegram import Bot, WebhookInfo
from telegram.error import BadRequest, InvalidToken, RetryAfter, TelegramError

from bot.patience import again_until
from bot.reach import Reach, Trouble
from bot.telegram.failures import explain, trouble_of
from bot.telegram.updates import ALLOWED_UPDATES

# Well below the five minutes that make an outage (`bot.outages`), whose end and beginning the looks tell.
LOOK_SECONDS = 60.0
MOST_CONNECTIONS = 20
# An error older than this was before the last look, or the one before.
_FRESH = timedelta(seconds=5 * LOOK_SECONDS)
# How Telegram words the answer to a secret that is not ours.
_REFUSED = "403"

log = logging.getLogger(__name__)


class WebhookKeeper:
    """Sets the webhook, with back-off until it succeeds, and looks every minute whether it still stands.

    `reached` is told of every moment at which it stands and brings what there is; it may raise like the storage.
    """

    def __init__(
        self,
        bot: Bot,
        url: str,
        secret: str,
        reach: Reach,
        now: Callable[[], datetime],
        reached: Callable[[datetime], Awaitable[None]],
    ) -> None:
        self._bot = bot
        self._url = url
        self._secret = secret
        self._reach = reach
        self._now = now
        self._reached = reached

    async def run(self, stop: asyncio.Event) -> None:
        """Keep it until `stop`; nothing that fails ends it."""
        while not stop.is_set():
            await again_until(self.set, stop)
            while not stop.is_set():
                try:
                    async with asyncio.timeout(LOOK_SECONDS):
                        await stop.wait()
                except TimeoutError:
                    if not await self.look():
                        break

    async def set(self) -> float | None:
        """Set it once; None where Telegram took it, else the seconds to wait at least."""
        try:
            await self._bot.set_webhook(
                self._url,
                secret_token=self._secret,
                allowed_updates=list(ALLOWED_UPDATES),
                max_connections=MOST_CONNECTIONS,
            )
        except Exception as error:  # noqa: BLE001 - Telegram's refusal, or an answer that is none: it is tried again
            log.error("webhook not set", extra={"reason": _reason(error)})  # noqa: TRY400 - the trace would say nothing more
            return _note(self._reach, error)
        log.info("webhook set")
        await self._stands()
        return None

    async def look(self) -> bool:
        """Look once; False where it must be set anew, for it is not as we have set it."""
        try:
            info = await self._bot.get_webhook_info()
        except Exception as error:  # noqa: BLE001 - as above
            log.warning("no word about the webhook", extra={"reason": _reason(error)})
            _note(self._reach, error)
            return True
        if info.url != self._url:
            log.error("the webhook was set elsewhere; setting it again")
            self._reach.failed(Trouble.TAKEN, "webhook set elsewhere")
            return False
        # None stands for what is usual, and ours are among it.
        if info.allowed_updates and not set(ALLOWED_UPDATES) <= set(info.allowed_updates):
            log.error("the webhook was set for other updates; setting it again")
            return False
        if self._is_failing(info):
            log.warning("Telegram cannot deliver", extra={"reason": info.last_error_message})
            self._reach.failed(Trouble.WEBHOOK, info.last_error_message or "")
            # Somebody may have set it with another secret, which no look can tell.
            return _REFUSED not in (info.last_error_message or "")
        self._reach.settled()
        await self._stands()
        return True

    def _is_failing(self, info: WebhookInfo) -> bool:
        """Tell whether something waits at Telegram that was refused, or found nobody, since anything came through."""
        if not info.pending_update_count or info.last_error_date is None:
            return False
        heard_at = self._reach.heard_at
        came_since = heard_at is not None and heard_at > info.last_error_date
        return not came_since and self._now() - info.last_error_date < _FRESH

    async def _stands(self) -> None:
        now = self._now()
        self._reach.heard(now)
        try:
            await self._reached(now)
        except Exception as error:  # noqa: BLE001 - the next look notes it, or the next update
            log.error("not noted that Telegram is reached", extra={"reason": type(error).__name__})  # noqa: TRY400 - as above


async def take_away(bot: Bot) -> float | None:
    """Delete a webhook left from before, which would make every poll a conflict; None where it is gone."""
    try:
        await bot.delete_webhook()
    except Exception as error:  # noqa: BLE001 - Telegram's refusal, or an answer that is none: it is tried again
        log.warning("webhook not deleted", extra={"reason": explain(error)})
        return _seconds(error)
    return None


def _reason(error: Exception) -> str:
    return error.message if isinstance(error, TelegramError) else type(error).__name__


def _note(reach: Reach, error: Exception) -> float:
    if isinstance(error, InvalidToken):
        reach.failed(Trouble.TOKEN, "token refused")
    elif isinstance(error, BadRequest):
        # Telegram was reached, and will not have the address.
        reach.failed(Trouble.WEBHOOK, error.message)
    else:
        reach.failed(trouble_of(error), explain(error))
    return _seconds(error)


def _seconds(error: Exception) -> float:
    if isinstance(error, RetryAfter):
        wait = error.retry_after
        return wait.total_seconds() if isinstance(wait, timedelta) else float(wait)
    return 0.0
