"""What arrives is kept before anything else is done with it (docs/decisions/0002)."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Connection, event
from sqlalchemy.exc import OperationalError
from sqlmodel import select

from bot.inbox import Inbox
from bot.migrating import migrate
from models.database import Database, is_out_of_order
from models.store.queues import settle_update
from models.tables import InboxUpdate
from tests.world import local

NOW = local("2024-06-18 09:00")


def said(update_id: int, chat_id: int = 7, **more: Any) -> dict[str, Any]:  # noqa: ANN401 - any field of the Bot API
    return {"update_id": update_id, "message": {"chat": {"id": chat_id}, "message_id": update_id, **more}}


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    opened = Database(f"sqlite:///{tmp_path / 'liaison.db'}")
    migrate(opened, NOW)
    yield opened
    opened.close()


def rows(database: Database) -> list[InboxUpdate]:
    return database.look(lambda session: list(session.exec(select(InboxUpdate).order_by("update_id")).all()))


async def test_a_batch_is_kept_as_it_came_with_fields_nobody_knows_yet(database: Database) -> None:
    batch = [said(1, novelty={"深": [1, None]}), {"update_id": 2, "thing_of_2030": {"id": "x"}}]
    stored = await Inbox(database).store(batch, NOW)
    assert [one.update_id for one in stored] == [1, 2]
    assert [row.payload for row in rows(database)] == batch
    assert [(row.chat_id, row.fetched_at, row.done_at) for row in rows(database)] == [(7, NOW, None), (None, NOW, None)]


async def test_an_update_that_comes_again_is_stored_once_and_handled_once(database: Database) -> None:
    inbox = Inbox(database)
    await inbox.store([said(1), said(2)], NOW)
    await database.run(lambda session: settle_update(session, 1, NOW))
    again = await inbox.store([said(1), said(2), said(3)], NOW)
    # The second is still to be handled: should its first storing have gone unnoticed, it is not forgotten.
    assert [one.update_id for one in again] == [2, 3]
    assert [row.update_id for row in rows(database)] == [1, 2, 3]
    assert rows(database)[0].done_at == NOW


async def test_a_batch_with_something_unreadable_in_it_is_stored_all_the_same(database: Database) -> None:
    odd: list[dict[str, Any]] = [
        {"update_id": 1, "message": {}},
        {"update_id": 2, "message": {"chat": {"id": "no number"}}},
        {"update_id": 3, "callback_query": None},
        {"no": "number"},
        said(4),
    ]
    stored = await Inbox(database).store(odd, NOW)
    assert [(one.update_id, one.chat_id) for one in stored] == [(1, None), (2, None), (3, None), (4, 7)]


async def test_what_was_not_finished_is_replayed_in_order_and_waiting_costs_no_attempt(database: Database) -> None:
    inbox = Inbox(database)
    await inbox.store([said(5, 1), said(6, 2), said(7, 1)], NOW)
    await database.run(lambda session: settle_update(session, 6, NOW))
    for _ in range(5):
        # Five starts in a row, each killed before it came to handle anything.
        replayed = await inbox.replay()
    assert [(one.update_id, one.chat_id, one.attempts, one.is_replay) for one in replayed] == [
        (5, 1, 1, True),
        (7, 1, 1, True),
    ]
    await inbox.count_attempt(5)
    assert [one.attempts for one in await inbox.replay()] == [2, 1]


async def test_a_batch_that_cannot_be_written_is_refused_whole(database: Database) -> None:
    inbox = Inbox(database)
    await inbox.store([said(1)], NOW)

    def forbid(connection: Connection) -> None:
        connection.exec_driver_sql("PRAGMA query_only=ON")

    event.listen(database.engine, "begin", forbid)
    with pytest.raises(OperationalError) as refused:
        await inbox.store([said(2), said(3)], NOW)
    assert is_out_of_order(refused.value)
    event.remove(database.engine, "begin", forbid)
    assert [row.update_id for row in rows(database)] == [1]


def test_trouble_of_the_storage_is_told_from_trouble_of_the_work(database: Database) -> None:
    with pytest.raises(OperationalError) as wrong:
        database.transact(lambda session: session.connection().exec_driver_sql("SELECT nothing FROM nowhere"))
    assert not is_out_of_order(wrong.value)
    assert not is_out_of_order(FileNotFoundError(2, "no such file"))
    assert not is_out_of_order(KeyError("chat"))
    assert is_out_of_order(OSError(28, "No space left on device"))
