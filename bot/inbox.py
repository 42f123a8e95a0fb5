"""The inbox: a whole batch of updates is stored in one commit; only then is the next offset asked for."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol

from sqlmodel import Session

from bot.telegram.updates import chat_of
from models.database import Database
from models.store.queues import count_attempt, finished_updates, open_updates, store_updates

# SQLite's integers have 64 bits.
_LARGEST = 2**63 - 1


@dataclass(frozen=True, slots=True)
class Stored:
    """An update in the inbox, not handled yet.

    `attempts` are those counted so far. A fresh one's first is counted as it is stored; one left by a former run
    (`is_replay`) has its next counted just before it is made, so that what only waited when the power failed is not
    taken for the cause.
    """

    update_id: int
    chat_id: int | None
    payload: Mapping[str, Any]
    fetched_at: datetime
    attempts: int
    is_replay: bool = False


class Taker(Protocol):
    """Who works off what has been stored: the dispatcher."""

    def take(self, updates: Iterable[Stored]) -> None:
        """Queue stored updates."""


class Inbox:
    """Updates between their arrival and their handling."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def store(self, updates: Sequence[Mapping[str, Any]], fetched_at: datetime) -> list[Stored]:
        """Store a batch and return what of it is still to be handled, in order; a repeated update is stored once."""
        batch = [
            Stored(int(update["update_id"]), _chat(update), update, fetched_at, 1)
            for update in updates
            if _is_numbered(update)
        ]
        finished = await self._database.run(lambda session: self._insert(session, batch))
        return [stored for stored in batch if stored.update_id not in finished]

    @staticmethod
    def _insert(session: Session, batch: Sequence[Stored]) -> set[int]:
        """Insert what is new and return which of the batch have been handled before."""
        new = store_updates(
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
            ],
        )
        return set() if new == len(batch) else finished_updates(session, [stored.update_id for stored in batch])

    async def replay(self) -> list[Stored]:
        """Return what a former run stored and did not finish, in order in each chat, the chats begun least often first."""

        def look(session: Session) -> list[Stored]:
            left = [
                Stored(row.update_id, row.chat_id, row.payload, row.fetched_at, row.attempts, is_replay=True)
                for row in open_updates(session)
            ]
            begun: dict[int | None, int] = {}
            for stored in left:
                begun.setdefault(stored.chat_id, stored.attempts)
            # Whoever is killed again and again soon after the start is not killed at the same updates each time.
            return sorted(left, key=lambda stored: (begun[stored.chat_id], stored.update_id))

        return await self._database.read(look)

    async def count_attempt(self, update_id: int) -> None:
        """Count another attempt, before it is made."""
        await self._database.run(lambda session: count_attempt(session, update_id))


def _is_numbered(update: Mapping[str, Any]) -> bool:
    number = update.get("update_id")
    return isinstance(number, int) and abs(number) <= _LARGEST


def _chat(update: Mapping[str, Any]) -> int | None:
    try:
        chat_id = chat_of(update)
    except (KeyError, TypeError, ValueError, AttributeError):
        return None
    return chat_id if chat_id is not None and abs(chat_id) <= _LARGEST else None
