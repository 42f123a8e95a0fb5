"""The inbox: a whole batch of updates is stored in one commit; only then is the next offset asked for."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlmodel import Session

from bot.telegram.updates import chat_of
from models.database import Database
from models.store.queues import count_attempt, known_updates, open_updates, settle_update, store_updates


@dataclass(frozen=True, slots=True)
class Stored:
    """An update in the inbox, not handled yet."""

    update_id: int
    chat_id: int | None
    payload: Mapping[str, Any]
    fetched_at: datetime
    attempts: int


class Inbox:
    """Updates between their arrival and their handling."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def store(self, updates: Sequence[Mapping[str, Any]], fetched_at: datetime) -> list[Stored]:
        """Store a batch and return those that are new, in order; a repeated update is a no-op."""
        batch = [
            Stored(int(update["update_id"]), _chat(update), update, fetched_at, 1)
            for update in updates
            if isinstance(update.get("update_id"), int)
        ]
        known = await self._database.run(lambda session: self._insert(session, batch))
        return [stored for stored in batch if stored.update_id not in known]

    @staticmethod
    def _insert(session: Session, batch: Sequence[Stored]) -> set[int]:
        known = known_updates(session, [stored.update_id for stored in batch])
        store_updates(
            session,
            [
                {
                    "update_id": stored.update_id,
                    "chat_id": stored.chat_id,
                    "payload": stored.payload,
                    "fetched_at": stored.fetched_at,
                    "attempts": 1,
                    "set_aside": False,
                }
                for stored in batch
                if stored.update_id not in known
            ],
        )
        return known

    async def replay(self) -> list[Stored]:
        """Return what a former run stored and did not finish, in order, another attempt counted."""

        def take(session: Session) -> list[Stored]:
            rows = open_updates(session)
            count_attempt(session, [row.update_id for row in rows])
            return [Stored(row.update_id, row.chat_id, row.payload, row.fetched_at, row.attempts + 1) for row in rows]

        return await self._database.run(take)

    async def count_attempt(self, update_id: int) -> None:
        """Count another attempt, before it is made."""
        await self._database.run(lambda session: count_attempt(session, [update_id]))

    async def set_aside(self, update_id: int, now: datetime) -> None:
        """Put an update aside for good, so that the queue goes on."""
        await self._database.run(lambda session: settle_update(session, update_id, now, set_aside=True))


def _chat(update: Mapping[str, Any]) -> int | None:
    try:
        return chat_of(update)
    except (KeyError, TypeError, ValueError):
        return None
