"""How Telegram is being reached: when it last answered, and what has been wrong since when."""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Trouble(StrEnum):
    """What can be wrong with the way to Telegram; the value is what the metrics call it."""

    TOKEN = "token_refused"  # noqa: S105 - a word for the metrics
    CONFLICT = "conflict"
    WEBHOOK = "webhook"
    TAKEN = "webhook_taken"
    CERTIFICATE = "certificate"
    PROXY = "proxy"
    SILENCE = "unreachable"


@dataclass(frozen=True, slots=True)
class Ailment:
    """A trouble that lasts. `reason` is the last failure's own word, without addresses."""

    kind: Trouble
    since: float
    reason: str


class Reach:
    """Told of every answer and every failure, by whoever asks Telegram; asked by alarms, health and metrics."""

    def __init__(self, monotonic: Callable[[], float]) -> None:
        self._monotonic = monotonic
        self.heard_at: datetime | None = None
        self.ailment: Ailment | None = None
        self.counts: Counter[str] = Counter()

    def heard(self, at: datetime) -> None:
        """Telegram has answered, or called. A webhook that others set is not well again by that: see `settled`."""
        self.heard_at = at
        if self.ailment is not None and self.ailment.kind is not Trouble.TAKEN:
            self.ailment = None
        self.counts["ok"] += 1

    def settled(self) -> None:
        """Note that the webhook still stands as it was set: nothing is wrong any more."""
        self.ailment = None

    def failed(self, kind: Trouble, reason: str) -> None:
        """Telegram was asked in vain. What is wrong counts from the first failure after the last answer."""
        since = self._monotonic() if self.ailment is None else self.ailment.since
        self.ailment = Ailment(kind, since, reason)
        self.counts[kind.value] += 1
