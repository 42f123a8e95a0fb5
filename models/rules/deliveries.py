"""What becomes of a message that leaves: an outcome is a value, and only delivery acts on it."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any


@dataclass(frozen=True, slots=True)
class Parcel:
    """One outbox row on its way, its text final; a document still has to be made (`kind` document)."""

    id: int
    channel: str
    chat_id: int | None
    kind: str
    payload: dict[str, Any]
    attempts: int
    urgency: int
    key: str = ""

    @property
    def is_answer(self) -> bool:
        """Whether it is the first thing said to an update (its outbox key is "update:<id>:0"): somebody waits for it."""
        return self.key.startswith("update:") and self.key.endswith(":0")


@dataclass(frozen=True, slots=True)
class Sent:
    """It has arrived; `message_id` is the platform's."""

    message_id: int | None = None


@dataclass(frozen=True, slots=True)
class RetryAfter:
    """It has not arrived, and may later; `seconds` is what the platform demanded, None where it said nothing."""

    reason: str
    seconds: float | None = None


@dataclass(frozen=True, slots=True)
class Held:
    """It has not been tried: its turn comes in so many seconds."""

    seconds: float


@dataclass(frozen=True, slots=True)
class Dead:
    """It will never arrive. `unreachable`: neither will anything else for this chat until the person writes again."""

    reason: str
    unreachable: bool = False


@dataclass(frozen=True, slots=True)
class Moved:
    """The group has become a supergroup with another id; the row goes there."""

    chat_id: int


Outcome = Sent | RetryAfter | Held | Dead | Moved


@dataclass(frozen=True, slots=True)
class Delivered:
    """A parcel and what became of it, with the moment."""

    parcel: Parcel
    outcome: Outcome
    at: datetime
