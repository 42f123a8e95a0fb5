"""When a call to Telegram may leave: its limits overall, per chat and per group, and what it told us to wait for.

Telegram's FAQ ("My bot is hitting limits"): about 30 messages a second to all, one a second in a chat (short bursts
apart), 20 a minute in a group. `aiolimiter`, which python-telegram-bot uses, is a leaky bucket: it lets twice the
allowance into one second, after a pause. Here no window ever holds more than is allowed, as Telegram counts it:

- A message counts at Telegram somewhere between its leaving and its answer. It is taken for a full second from its
  leaving, and for as much more as its trip took longer than the fastest one known.
- Waves keep to all of it, always. So does everything in a group.
- Who waits for an answer is not made to wait by anybody but Telegram: the first message that answers an update keeps to
  the overall limit only while a wave is leaving too, or when Telegram has refused something lately; and then goes first.
  What follows it in the same private chat (pages of a long list, files) keeps to the chat's limit.
- A refusal (429) holds its chat for exactly as long as it says, and the waves with it. A second chat refused meanwhile
  shows that the whole bot is meant: then everything is held. A group's refusal is taken for its own.

All moments are seconds of one clock that is never set back, given by the caller.
"""

import heapq
import math
from collections import deque
from collections.abc import Hashable
from dataclasses import dataclass, field
from typing import Final

WINDOW_SECONDS: Final = 1.0
GROUP_SECONDS: Final = 60.0
# After a refusal every message keeps to the limits for so long.
CAREFUL_SECONDS: Final = 600.0
# Waves that were held up by a breath make up for it, but leave evenly otherwise.
WAVE_BURST: Final = 12

_MARGIN: Final = 0.001
# A network may become slower for good; one that is slow for a while must not be taken for its usual self.
_TRIPS_KEPT: Final = 5000
# How fast a trip can be is not told by the first few: connections are made in them.
_TRIPS_KNOWN: Final = 30
_CHATS_KEPT: Final = 1000


@dataclass(frozen=True, slots=True)
class Limits:
    """What is allowed: messages a second overall, in a row in one chat (then one a second), and a minute in a group."""

    overall: int = 30
    chat_burst: int = 3
    group: int = 20


TELEGRAM: Final = Limits()


@dataclass(frozen=True, slots=True)
class Call:
    """A message that wants to leave. Groups have negative ids.

    `is_answer`: it is the first to answer something said in a chat just now. `is_wave`: nobody waits for it.
    """

    chat_id: int | None
    is_wave: bool = False
    is_answer: bool = False

    @property
    def is_to_group(self) -> bool:
        """Whether many read it."""
        return self.chat_id is not None and self.chat_id < 0


@dataclass(slots=True)
class _Chat:
    """What a chat has had: `level` of its bucket as it stood `at`, what is under way, and what a minute still holds."""

    level: float = 0.0
    at: float = 0.0
    under_way: int = 0
    minute: deque[float] = field(default_factory=deque)
    held_until: float = 0.0
    careful_until: float = 0.0

    def level_at(self, at: float) -> float:
        return max(0.0, self.level - max(0.0, at - self.at)) + self.under_way

    def is_idle(self, at: float) -> bool:
        busy_until = max(self.held_until, self.careful_until, self.minute[-1] if self.minute else 0.0)
        return not self.under_way and busy_until <= at and self.level_at(at) <= 0


class Pace:
    """Says how long a call must wait, and counts those that leave. Without `limits` it knows only what it is told (429)."""

    def __init__(self, limits: Limits | None = TELEGRAM) -> None:
        self._limits = limits
        # Taken places of the last second: until when, and whether by a wave.
        self._taken: list[tuple[float, bool]] = []
        self._waves_taken = 0
        self._under_way = 0
        self._waves_under_way = 0
        # The fastest trip of the last some thousand, and of those before.
        self._fastest = (math.inf, math.inf)
        self._trips = 0
        self._next_wave_at = 0.0
        self._chats: dict[Hashable, _Chat] = {}
        self._held_until = 0.0
        self._waves_held_until = 0.0
        self._careful_until = 0.0

    def held_for(self, call: Call, at: float) -> float:
        """Return for how many seconds from `at` Telegram has asked us not to send this; 0 if it has not."""
        until = max(self._held_until, self._waves_held_until if call.is_wave else 0.0)
        chat = self._chats.get(call.chat_id)
        return max(0.0, (until if chat is None else max(until, chat.held_until)) - at)

    def wait_for(self, call: Call, at: float) -> float:
        """Return for how many seconds from `at` a call must wait; 0 if it may leave. While a call is under way, ask anew when it is back."""
        held_for = self.held_for(call, at)
        if self._limits is None:
            return held_for
        return max(
            held_for,
            self._overall_wait(self._limits, call, at),
            self._group_wait(self._limits, call, at),
            self._chat_wait(self._limits, call, at),
        )

    def leave(self, call: Call, at: float) -> None:
        """Count a call that leaves at `at`; `back` must follow, whatever becomes of it."""
        self._under_way += 1
        self._waves_under_way += call.is_wave
        if self._limits is not None:
            # Replies take their place in the even row of the waves, or the two together would be too many.
            next_at = max(self._next_wave_at, at) + WINDOW_SECONDS / self._limits.overall
            self._next_wave_at = min(next_at, at + WINDOW_SECONDS)
        if self._counts_in_chat(call, at):
            self._chat(call.chat_id).under_way += 1

    def back(self, call: Call, left_at: float, at: float) -> None:
        """Count a call that left at `left_at` and was answered, or failed, at `at`."""
        trip = max(0.0, at - left_at)
        until = left_at + WINDOW_SECONDS + _MARGIN + trip - self._fastest_with(trip)
        self._under_way -= 1
        self._waves_under_way -= call.is_wave
        if until > at:
            heapq.heappush(self._taken, (until, call.is_wave))
            self._waves_taken += call.is_wave
        chat = self._chats.get(call.chat_id)
        if chat is not None and chat.under_way:
            chat.under_way -= 1
            # It counts from now, the latest moment at which it may have come.
            chat.level, chat.at = chat.level_at(at) - chat.under_way + 1, at
            if call.is_to_group:
                chat.minute.append(at + GROUP_SECONDS + _MARGIN)

    def _fastest_with(self, trip: float) -> float:
        self._trips += 1
        latest, former = self._fastest
        self._fastest = (trip, latest) if self._trips % _TRIPS_KEPT == 0 else (min(trip, latest), former)
        return min(self._fastest) if self._trips >= _TRIPS_KNOWN else 0.0

    def refuse(self, call: Call, at: float, seconds: float) -> None:
        """Heed a refusal that came at `at` and asks for so many seconds."""
        until = at + max(0.0, seconds)
        others = [chat.held_until for key, chat in self._chats.items() if key != call.chat_id and chat.held_until > at]
        chat = self._chat(call.chat_id)
        chat.held_until = max(chat.held_until, until)
        chat.careful_until = at + CAREFUL_SECONDS
        if call.is_to_group and not others:
            return
        self._waves_held_until = max(self._waves_held_until, until)
        self._careful_until = at + CAREFUL_SECONDS
        if others:
            self._held_until = max(self._held_until, until, *others)

    def waves_held_for(self, at: float) -> float:
        """Return for how many seconds no wave may leave."""
        return max(0.0, max(self._held_until, self._waves_held_until) - at)

    def let_go(self) -> None:
        """Forget what Telegram has asked to wait for: the clock those waits were counted by has been set back."""
        self._held_until = self._waves_held_until = 0.0
        for chat in self._chats.values():
            chat.held_until = 0.0

    def _overall_wait(self, limits: Limits, call: Call, at: float) -> float:
        while self._taken and self._taken[0][0] <= at:
            self._waves_taken -= heapq.heappop(self._taken)[1]
        wait = 0.0
        if call.is_wave:
            wait = self._next_wave_at - (WAVE_BURST - 1) * WINDOW_SECONDS / limits.overall - at
        elif not (self._waves_taken or self._waves_under_way or self._careful_until > at):
            return 0.0
        if len(self._taken) + self._under_way >= limits.overall:
            wait = max(wait, self._taken[0][0] - at if self._taken else WINDOW_SECONDS)
        return max(0.0, wait)

    def _group_wait(self, limits: Limits, call: Call, at: float) -> float:
        chat = self._chats.get(call.chat_id) if call.is_to_group else None
        if chat is None:
            return 0.0
        while chat.minute and chat.minute[0] <= at:
            chat.minute.popleft()
        if len(chat.minute) + chat.under_way < limits.group:
            return 0.0
        return chat.minute[0] - at if chat.minute else WINDOW_SECONDS

    def _chat_wait(self, limits: Limits, call: Call, at: float) -> float:
        chat = self._chats.get(call.chat_id)
        if chat is None or not self._counts_in_chat(call, at):
            return 0.0
        over = chat.level_at(at) + 1 - limits.chat_burst
        return max(over, _MARGIN) if over > 0 else 0.0

    def _counts_in_chat(self, call: Call, at: float) -> bool:
        if self._limits is None or call.chat_id is None:
            return False
        if call.is_to_group or not call.is_answer:
            return True
        chat = self._chats.get(call.chat_id)
        return chat is not None and chat.careful_until > at

    def _chat(self, chat_id: int | None) -> _Chat:
        if len(self._chats) > _CHATS_KEPT and chat_id not in self._chats:
            at = max(chat.at for chat in self._chats.values())
            self._chats = {key: chat for key, chat in self._chats.items() if not chat.is_idle(at)}
        return self._chats.setdefault(chat_id, _Chat())
