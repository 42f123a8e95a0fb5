"""Each bot's queue of updates: numbered, kept a day, confirmed by offset, one reader at a time."""

import asyncio
from collections.abc import Callable, Iterable

from bot.sandbox.emulator.refusals import OTHER_POLLER, WEBHOOK_TOOK_OVER, Refusal, conflict
from bot.sandbox.emulator.world import NOT_BY_DEFAULT, UPDATES_KEPT_FOR_SECONDS, Bot, Json, PendingUpdate

MOST_UPDATES = 100
LONGEST_POLL_SECONDS = 50


class _Poll:
    """A getUpdates request that waits."""

    def __init__(self) -> None:
        self.woken = asyncio.Event()
        self.refusal: Refusal | None = None


class UpdateQueues:
    """Puts updates into the bots' queues and hands them out. `now` gives seconds since 1970; `changed` is told."""

    def __init__(self, now: Callable[[], int], changed: Callable[[], None]) -> None:
        self._now = now
        self._changed = changed
        self._polls: dict[int, _Poll] = {}

    def put(self, bot: Bot, kind: str, body: Json) -> None:
        """Queue an update of this kind, unless the bot did not ask for such."""
        asked = kind in bot.allowed_updates if bot.allowed_updates else kind not in NOT_BY_DEFAULT
        if not asked:
            return
        bot.updates.append(PendingUpdate(bot.next_update_id, self._now(), kind, body))
        bot.next_update_id += 1
        if (poll := self._polls.get(bot.id)) is not None:
            poll.woken.set()
        self._changed()

    def pending(self, bot: Bot) -> list[PendingUpdate]:
        """Give what is queued and not older than a day; older ones are gone for good."""
        oldest = self._now() - UPDATES_KEPT_FOR_SECONDS
        if bot.updates and bot.updates[0].at < oldest:
            bot.updates = [update for update in bot.updates if update.at >= oldest]
        return bot.updates

    def is_polled(self, bot: Bot) -> bool:
        """Tell whether a getUpdates request is waiting right now."""
        return bot.id in self._polls

    async def fetch(self, bot: Bot, offset: int, limit: int, timeout: int) -> list[Json]:  # noqa: ASYNC109 -- the Bot API's
        """Answer getUpdates: confirm what is below the offset, wait `timeout` seconds for news, give the oldest first.

        A negative offset counts from the end and forgets what is before. A request that waits is ended with 409 by the
        next one.
        """
        self.interrupt(bot, conflict(OTHER_POLLER))
        self._confirm(bot, offset)
        poll = _Poll()
        if timeout > 0 and not self.pending(bot):
            self._polls[bot.id] = poll
            self._changed()
            try:
                async with asyncio.timeout(min(timeout, LONGEST_POLL_SECONDS)):
                    await poll.woken.wait()
            except TimeoutError:
                pass
            finally:
                if self._polls.get(bot.id) is poll:
                    del self._polls[bot.id]
        if poll.refusal is not None:
            raise poll.refusal
        return bodies(self.pending(bot)[: min(limit, MOST_UPDATES) if limit > 0 else MOST_UPDATES])

    def _confirm(self, bot: Bot, offset: int) -> None:
        before = len(bot.updates)
        if offset > 0:
            bot.updates = [update for update in self.pending(bot) if update.update_id >= offset]
        elif offset < 0:
            bot.updates = self.pending(bot)[offset:]
        if len(bot.updates) != before:
            self._changed()

    def release(self) -> None:
        """Answer every waiting request at once, with whatever there is."""
        for poll in self._polls.values():
            poll.woken.set()

    def interrupt(self, bot: Bot, refusal: Refusal | None = None) -> None:
        """End a waiting request with a refusal (by default: a webhook took over)."""
        if (poll := self._polls.pop(bot.id, None)) is not None:
            poll.refusal = refusal or conflict(WEBHOOK_TOOK_OVER)
            poll.woken.set()


def bodies(updates: Iterable[PendingUpdate]) -> list[Json]:
    """Word updates as the Bot API does."""
    return [{"update_id": update.update_id, update.kind: update.body} for update in updates]
