"""Counting what became of what left: one count a channel and outcome, for the metrics."""

from collections import Counter

from models.rules.deliveries import Outcome, Parcel
from scheduler.delivery import Sender


class CountedSender:
    """A sender whose outcomes are counted: sent, dead, moved, retried, or raised."""

    def __init__(self, channel: str, sender: Sender, counts: Counter[tuple[str, ...]]) -> None:
        # Robots are told apart by a piece of their key's hash, which is nobody's business outside.
        self._channel = channel.partition("-")[0]
        self._sender = sender
        self._counts = counts

    async def deliver(self, parcel: Parcel) -> Outcome:
        """Send one parcel and say what became of it."""
        try:
            outcome = await self._sender.deliver(parcel)
        except Exception:
            self._counts[self._channel, "raised"] += 1
            raise
        self._counts[self._channel, _NAMES.get(type(outcome).__name__, "other")] += 1
        return outcome


_NAMES = {"Sent": "sent", "Dead": "dead", "Moved": "moved", "RetryAfter": "retried"}
