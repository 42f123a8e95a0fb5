"""When a message that could not be sent is tried again.

Design, section 4: `RetryAfter` waits, permanent failures are not retried (the caller knows which), the rest backs off
with a cap.
"""

from datetime import datetime, timedelta
from hashlib import blake2b
from typing import Final

FIRST_WAIT_FOR: Final = timedelta(seconds=5)
LONGEST_WAIT_FOR: Final = timedelta(minutes=15)
JITTER: Final = 0.2

_DOUBLINGS = 32


def next_attempt_at(attempts: int, now: datetime, retry_after: timedelta | None = None, *, row_id: int) -> datetime:
    """Give the moment of the next attempt, after `attempts` (1 or more, ValueError) that failed, the last one at `now`.

    With `retry_after`, what the server asked for, it is exactly `now + retry_after`. Otherwise 5 s, 10 s, 20 s … up to
    15 min, each up to 20 % longer: by how much is fixed by row and attempt, so that the rows of a wave spread out and
    the same question always has the same answer.
    """
    if attempts < 1:
        raise ValueError(f"a next attempt comes after at least one, not after {attempts}")
    if retry_after is not None:
        return now + max(retry_after, timedelta(0))
    wait_for = min(FIRST_WAIT_FOR * (1 << min(attempts - 1, _DOUBLINGS)), LONGEST_WAIT_FOR)
    return now + wait_for * (1 + JITTER * _fraction(row_id, attempts))


def _fraction(row_id: int, attempts: int) -> float:
    digest = blake2b(f"{row_id}:{attempts}".encode(), digest_size=4).digest()
    return int.from_bytes(digest) / 2**32
