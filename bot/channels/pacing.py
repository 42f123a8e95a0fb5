"""How fast a robot may talk: better to wait here than to be locked out there (DingTalk: ten minutes)."""

from collections import deque
from collections.abc import Callable


class Pace:
    """Keeps to `limits`, each (messages, seconds). `monotonic` gives seconds that never jump."""

    def __init__(self, limits: tuple[tuple[int, float], ...], monotonic: Callable[[], float]) -> None:
        self._limits = limits
        self._monotonic = monotonic
        self._sent: deque[float] = deque(maxlen=max(count for count, _ in limits))

    def wait_for(self) -> float:
        """Return the seconds to wait before the next message; where it is 0, the message counts as sent now."""
        now = self._monotonic()
        waits = [self._sent[-count] + seconds - now for count, seconds in self._limits if len(self._sent) >= count]
        wait = max(0.0, *waits) if waits else 0.0
        if not wait:
            self._sent.append(now)
        return wait
