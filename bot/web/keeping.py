"""Keeping Telegram's webhook as it is meant: set until it is set, looked at while it is, or taken away for polling."""

import asyncio
import logging
from collections.abc import Callable
from datetime import datetime, timedelta

from telegram import Bot
from telegram.error import InvalidToken, RetryAfter, TelegramError

from bot.patience import again_until
from bot.reach import Reach, Trouble
from bot.telegram.updates import ALLOWED_UPDATES

LOOK_SECONDS = 300.0
# An error older than this was before the last look, or the one before.
_FRESH = timedelta(seconds=2 * LOOK_SECONDS)

log = logging.getLogger(__name__)


class WebhookKeeper:
    """Sets the webhook, with back-off until it succeeds, and looks every five minutes whether it still stands."""

    def __init__(self, bot: Bot, url: str, secret: str, reach: Reach, now: Callable[[], datetime]) -> None:
        self._bot = bot
        self._url = url
        self._secret = secret
        self._reach = reach
        self._now = now

    async def run(self, stop: asyncio.Event) -> None:
        """Keep it until `stop`."""
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
                self._url, secret_token=self._secret, allowed_updates=list(ALLOWED_UPDATES), max_connections=20
            )
        except TelegramError as error:
            log.error("webhook not set", extra={"reason": error.message})  # noqa: TRY400 - the trace would say nothing more
            return _note(self._reach, error)
        self._reach.heard(self._now())
        log.info("webhook set")
        return None

    async def look(self) -> bool:
        """Look once; False where it must be set anew, for it is set elsewhere or not at all."""
        try:
            info = await self._bot.get_webhook_info()
        except TelegramError as error:
            _note(self._reach, error)
            return True
        if info.url != self._url:
            log.error("the webhook was set elsewhere; setting it again")
            self._reach.failed(Trouble.CONFLICT, "webhook set elsewhere")
            return False
        if info.last_error_date is not None and self._now() - info.last_error_date < _FRESH:
            log.warning("Telegram cannot deliver", extra={"reason": info.last_error_message})
            self._reach.failed(Trouble.WEBHOOK, info.last_error_message or "")
        else:
            self._reach.heard(self._now())
        return True


async def take_away(bot: Bot) -> float | None:
    """Delete a webhook left from before, which would make every poll a conflict; None where it is gone."""
    try:
        await bot.delete_webhook()
    except TelegramError as error:
        log.warning("webhook not deleted", extra={"reason": type(error.__cause__ or error).__name__})
        return _seconds(error)
    return None


def _note(reach: Reach, error: TelegramError) -> float:
    if isinstance(error, InvalidToken):
        reach.failed(Trouble.TOKEN, "token refused")
    else:
        reach.failed(Trouble.SILENCE, type(error.__cause__ or error).__name__)
    return _seconds(error)


def _seconds(error: TelegramError) -> float:
    if isinstance(error, RetryAfter):
        wait = error.retry_after
        return wait.total_seconds() if isinstance(wait, timedelta) else float(wait)
    return 0.0
