"""Turns: calls that want to leave wait here for the pace, whoever is waited for first."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field

from models.rules.pacing import Call, Pace

# Whatever must wait longer goes back to the outbox, so that it is looked at, and worded, anew when it leaves.
LONGEST_HERE = 1.5
# Of so many replies in a row one makes way for a wave, or those who write most would keep reminders from everybody.
REPLIES_IN_A_ROW = 9


@dataclass(slots=True)
class _Waiting:
    call: Call
    place: tuple[int, int]
    future: asyncio.Future[float] = field(repr=False)


class Turns:
    """Lets calls leave as `pace` allows. `elapsed` gives the seconds by which it counts."""

    def __init__(self, pace: Pace, elapsed: Callable[[], float]) -> None:
        self._pace = pace
        self._elapsed = elapsed
        self._waiting: list[_Waiting] = []
        self._timer: asyncio.TimerHandle | None = None
        self._replies = 0
        self._is_closed = False

    async def take(self, call: Call, urgency: int, row_id: int) -> float:
        """Wait for a turn: 0 means leave now (it is counted, and `Pace.back` must follow); else it must wait so many seconds.

        The smaller `urgency` goes first, then the smaller `row_id`.
        """
        if not self._waiting and not self._is_closed and not self._wait_of(call):
            self._let_leave(call)
            return 0.0
        mine = _Waiting(call, (urgency, row_id), asyncio.get_running_loop().create_future())
        self._waiting.append(mine)
        self._waiting.sort(key=lambda waiting: waiting.place)
        self.look()
        try:
            return await mine.future
        except asyncio.CancelledError:
            if mine in self._waiting:
                self._waiting.remove(mine)
            raise

    def back(self, call: Call, left_at: float, refused_for: float | None = None) -> None:
        """Count a call that has come back, refused for so many seconds or not; others may go, or go back."""
        at = self._elapsed()
        self._pace.back(call, left_at, at)
        if refused_for is not None:
            self._pace.refuse(call, at, refused_for)
        self.look()

    def close(self) -> None:
        """Send back whoever waits, and whoever comes: the program stops."""
        self._is_closed = True
        self.look()

    def look(self) -> None:
        """Let everybody leave who may, in order."""
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None
        if not self._waiting:
            return
        soonest = LONGEST_HERE
        for waiting in self._in_order():
            wait = self._wait_of(waiting.call)
            if 0 < wait <= LONGEST_HERE and not self._is_closed and not self._is_held(waiting.call):
                soonest = min(soonest, wait)
                continue
            self._waiting.remove(waiting)
            if waiting.future.done():
                continue
            if not wait and not self._is_closed:
                self._let_leave(waiting.call)
            waiting.future.set_result(wait or float(self._is_closed))
        if self._waiting:
            self._timer = asyncio.get_running_loop().call_later(soonest, self.look)

    def _in_order(self) -> list[_Waiting]:
        if self._replies < REPLIES_IN_A_ROW:
            return list(self._waiting)
        wave = next((waiting for waiting in self._waiting if waiting.call.is_wave), None)
        return list(self._waiting) if wave is None else [wave, *(each for each in self._waiting if each is not wave)]

    def _wait_of(self, call: Call) -> float:
        return self._pace.wait_for(call, self._elapsed())

    def _is_held(self, call: Call) -> bool:
        return self._pace.held_for(call, self._elapsed()) > 0

    def _let_leave(self, call: Call) -> None:
        self._replies = 0 if call.is_wave else self._replies + 1
        self._pace.leave(call, self._elapsed())
