"""Telegram's sending limits, as far as its FAQ states them."""

import math
from collections import defaultdict, deque
from collections.abc import Callable

from bot.sandbox.emulator.refusals import too_many_requests

OVERALL_PER_SECOND = 30
GROUP_PER_MINUTE = 20
CHAT_BURST = 5  # the FAQ allows “short bursts” above one message a second; how short it does not say

LIMITED = frozenset(
    {
        "sendMessage",
        "sendDocument",
        "sendPhoto",
        "sendMediaGroup",
        "copyMessage",
        "copyMessages",
        "forwardMessage",
        "forwardMessages",
        "editMessageText",
        "editMessageCaption",
        "editMessageReplyMarkup",
    }
)


class Limits:
    """Counts what a bot sends: 30 a second overall, one a second in a chat (short bursts apart), 20 a minute in a group.

    Whoever sends too much is refused with 429 and the seconds to wait. `elapsed` gives monotonic seconds.
    """

    def __init__(self, elapsed: Callable[[], float]) -> None:
        self._elapsed = elapsed
        self._overall: dict[int, deque[float]] = defaultdict(deque)
        self._groups: dict[tuple[int, int], deque[float]] = defaultdict(deque)
        self._spent: dict[tuple[int, int], tuple[float, float]] = {}

    def spend(self, bot_id: int, chat_id: int) -> None:
        """Count one message to a chat; raises the 429 `Refusal` where that is one too many."""
        now = self._elapsed()
        self._check_window(self._overall[bot_id], now, OVERALL_PER_SECOND, 1.0)
        chat = (bot_id, chat_id)
        if chat_id < 0:
            self._check_window(self._groups[chat], now, GROUP_PER_MINUTE, 60.0)
            self._groups[chat].append(now)
        level, at = self._spent.get(chat, (0.0, now))
        level = max(0.0, level - (now - at))
        if level + 1 > CHAT_BURST:
            raise too_many_requests(max(1, math.ceil(level + 1 - CHAT_BURST)))
        self._spent[chat] = (level + 1, now)
        self._overall[bot_id].append(now)

    @staticmethod
    def _check_window(sent: deque[float], now: float, most: int, seconds: float) -> None:
        while sent and now - sent[0] >= seconds:
            sent.popleft()
        if len(sent) >= most:
            raise too_many_requests(max(1, math.ceil(seconds - (now - sent[0]))))
