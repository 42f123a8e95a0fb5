"""Whether all is well, and what has been counted: what `/healthz`, the metrics and the heartbeat tell."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlmodel import Session, col, func, select

from models.database import Database
from models.tables import InboxUpdate, OutboxMessage

# A poll takes up to 25 seconds; three silent minutes mean that something is wrong.
SILENT_AFTER = timedelta(minutes=3)


@dataclass(frozen=True, slots=True)
class Queues:
    """How full the queues are and how old their oldest rows."""

    inbox: int
    inbox_oldest_at: datetime | None
    outbox: int
    outbox_oldest_at: datetime | None


@dataclass(frozen=True, slots=True)
class Count:
    """Something counted since the start: its name without `_total`, what it is, its labels, and a number for each."""

    name: str
    text: str
    labels: tuple[str, ...]
    values: Mapping[tuple[str, ...], int]


def look_at_queues(session: Session) -> Queues:
    """Return how the two queues stand."""
    inbox = session.exec(
        select(func.count(), func.min(col(InboxUpdate.fetched_at))).where(col(InboxUpdate.done_at).is_(None))
    ).one()
    outbox = session.exec(
        select(func.count(), func.min(col(OutboxMessage.created_at))).where(
            col(OutboxMessage.state).in_(("waiting", "leased"))
        )
    ).one()
    return Queues(inbox[0], inbox[1], outbox[0], outbox[1])


def wellness(
    database: Database,
    now: Callable[[], datetime],
    last_heard_at: Callable[[], datetime | None],
    silent_after: timedelta | None = SILENT_AFTER,
) -> Callable[[], Awaitable[bool]]:
    """Return what tells whether all is well, as `/healthz` does; for the heartbeat."""
    begun_at = now()

    async def is_well() -> bool:
        await database.read(look_at_queues)
        return silent_after is None or now() - (last_heard_at() or begun_at) < silent_after

    return is_well
