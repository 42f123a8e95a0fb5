"""The webhook under faults: odd bodies, a storage out of order, clients that are slow, and a stop in between."""

import asyncio
import json
import logging
import shutil
import sqlite3
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable, Iterator, Sequence
from contextlib import asynccontextmanager, closing, contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import httpx
import pytest
from sqlalchemy import Connection, event
from sqlmodel import col, select
from starlette.types import ASGIApp, Message

from bot.inbox import Inbox, Stored
from bot.migrating import migrate
from bot.web.serving import serve
from bot.web.webhook import RETRY_SECONDS, SECRET_HEADER, webhook_app
from models.database import Database
from models.tables import InboxUpdate
from tests.crash import free_port

SECRET = "s3cret"
START = datetime(2024, 6, 18, 1, 0, tzinfo=UTC)


def message(update_id: int = 1, text: str = "28已完成", chat_id: int = 5) -> dict[str, Any]:
    chat = {"id": chat_id, "type": "private"}
    return {
        "update_id": update_id,
        "message": {"message_id": 1, "date": 1718672400, "chat": chat, "from": {"id": chat_id}, "text": text},
    }


class SlowInbox(Inbox):
    """An inbox whose storing begins when it is let."""

    def __init__(self, database: Database) -> None:
        super().__init__(database)
        self.is_asked, self.may_store = asyncio.Event(), asyncio.Event()

    async def store(self, updates: Sequence[Any], fetched_at: datetime) -> list[Stored]:
        self.is_asked.set()
        await self.may_store.wait()
        return await super().store(updates, fetched_at)


@dataclass
class Place:
    """A webhook, and what it has stored and handed on."""

    database: Database
    taken: list[int] = field(default_factory=list)

    def take(self, updates: Iterable[Stored]) -> None:
        self.taken += [stored.update_id for stored in updates]

    async def reached(self, at: datetime) -> None:
        assert at == START

    def app(self, path: str = "/hook", *, inbox: Inbox | None = None, body_seconds: float = 5) -> ASGIApp:
        own = Inbox(self.database) if inbox is None else inbox
        return webhook_app(own, self, lambda: START, path, SECRET, self.reached, body_seconds=body_seconds)

    def stored(self) -> list[int]:
        return self.database.look(
            lambda session: list(session.exec(select(InboxUpdate.update_id).order_by(col(InboxUpdate.update_id))).all())
        )


@pytest.fixture(scope="module")
def migrated(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give the file of an empty database, migrated once for all."""
    file = tmp_path_factory.mktemp("empty") / "liaison.db"
    database = Database(f"sqlite:///{file}")
    migrate(database, START)
    database.close()
    return file


@pytest.fixture
def place(tmp_path: Path, migrated: Path) -> Iterator[Place]:
    shutil.copy(migrated, tmp_path / "liaison.db")
    database = Database(f"sqlite:///{tmp_path / 'liaison.db'}")
    yield Place(database)
    database.close()


def client_of(app: ASGIApp) -> httpx.AsyncClient:
    return httpx.AsyncClient(
        transport=httpx.ASGITransport(app), base_url="http://bot.test", headers={SECRET_HEADER: SECRET}
    )


# -- what is in a request


@pytest.mark.parametrize(
    "kind", ["text/plain", "application/x-www-form-urlencoded", "", "application/json; charset=gbk"]
)
async def test_what_counts_is_the_body_whatever_it_is_called(place: Place, kind: str) -> None:
    async with client_of(place.app()) as telegram:
        body = json.dumps(message()).encode()
        assert (await telegram.post("/hook", content=body, headers={"Content-Type": kind})).status_code == 200
    assert place.stored() == place.taken == [1]


async def test_half_a_surrogate_pair_in_a_text_does_not_hold_up_a_chat_for_a_day(place: Place) -> None:
    body = json.dumps(message()).replace("28", "\\ud83d").encode()
    async with client_of(place.app()) as telegram:
        assert (await telegram.post("/hook", content=body)).status_code == 200
    assert place.stored() == place.taken == [1]


@pytest.mark.parametrize(("number", "status"), [(0, 200), (2**63 - 1, 200), (2**63, 400), (-1, 400), (2**64, 400)])
async def test_a_number_is_taken_as_long_as_it_is_one_that_telegram_can_give(
    place: Place, number: int, status: int
) -> None:
    async with client_of(place.app()) as telegram:
        assert (await telegram.post("/hook", content=json.dumps(message(number)))).status_code == status
    assert place.stored() == ([number] if status == 200 else [])


@pytest.mark.parametrize(
    "body",
    [
        b'{"update_id": 1, "message": {"te',
        b'{"update_id": 1}}',
        b'{"update_id": 1, "x": NaN' + b"}" * 2,
        b'{"update_id": ' + b"9" * 5000 + b"}",
        b'{"a":' * 3000,
        b'{"\\ud83d": ' * 3000,
    ],
    ids=["truncated", "too much", "no number", "endless number", "deep", "deep and half a pair"],
)
async def test_what_is_cut_off_or_no_json_is_refused(place: Place, body: bytes) -> None:
    async with client_of(place.app()) as telegram:
        assert (await telegram.post("/hook", content=body)).status_code == 400
    assert place.stored() == place.taken == []


@pytest.mark.parametrize(
    ("path", "called"),
    [("/%E6%8A%A5", "/%E6%8A%A5"), ("/{a}", "/{a}"), ("/a b", "/a%20b"), ("", "/"), ("/h", "/h?key=1")],
)
async def test_the_path_of_the_address_is_served_however_it_is_written_and_no_other(
    place: Place, path: str, called: str
) -> None:
    async with client_of(place.app(path)) as telegram:
        assert (await telegram.post(called, json=message())).status_code == 200
        for other in ("/other", "/hook/", "/hook/../x"):
            assert (await telegram.post(other, json=message(2))).status_code == 404
    assert place.stored() == [1]


async def test_the_same_update_many_times_at_once_is_stored_once_and_always_answered_with_200(place: Place) -> None:
    async with client_of(place.app()) as telegram:
        answers = await asyncio.gather(*(telegram.post("/hook", json=message()) for _ in range(8)))
    assert {answer.status_code for answer in answers} == {200}
    assert place.stored() == [1]


async def test_many_at_once_are_all_stored_and_handed_on_in_the_order_in_which_they_came(place: Place) -> None:
    async with client_of(place.app()) as telegram:
        answers = await asyncio.gather(*(telegram.post("/hook", json=message(number)) for number in range(120)))
    assert {answer.status_code for answer in answers} == {200}
    assert place.stored() == place.taken == list(range(120))


# -- a storage out of order


@contextmanager
def locked(database: Database, folder: Path) -> Iterator[None]:
    def hurry(connection: sqlite3.Connection, *_: object) -> None:
        connection.execute("PRAGMA busy_timeout=20")

    event.listen(database.engine, "checkout", hurry)
    try:
        with closing(sqlite3.connect(folder / "liaison.db", isolation_level=None)) as other:
            other.execute("BEGIN IMMEDIATE")
            yield
    finally:
        event.remove(database.engine, "checkout", hurry)


@contextmanager
def written_nothing(database: Database, statement: str, undone: str) -> Iterator[None]:
    def apply(connection: Connection) -> None:
        connection.exec_driver_sql(f"PRAGMA {statement}")

    def undo(connection: Connection) -> None:
        connection.exec_driver_sql(f"PRAGMA {undone}")

    event.listen(database.engine, "begin", apply)
    try:
        yield
    finally:
        event.remove(database.engine, "begin", apply)
        event.listen(database.engine, "begin", undo)


TROUBLES: dict[str, Callable[[Database, Path], Any]] = {
    "locked": locked,
    "full": lambda database, _: written_nothing(database, "max_page_count=1", "max_page_count=1073741823"),
    "read-only": lambda database, _: written_nothing(database, "query_only=ON", "query_only=OFF"),
}


@pytest.mark.parametrize("trouble", TROUBLES)
async def test_while_nothing_can_be_stored_telegram_is_told_to_come_again_and_later_it_is_taken_once(
    place: Place, tmp_path: Path, caplog: pytest.LogCaptureFixture, trouble: str
) -> None:
    # Too long for what room is left in the pages at hand.
    updates = [message(number, text="长" * 4000) for number in (1, 2, 3)]
    async with client_of(place.app()) as telegram:
        with TROUBLES[trouble](place.database, tmp_path):
            answers = await asyncio.gather(*(telegram.post("/hook", json=update) for update in updates))
            assert [answer.status_code for answer in answers] == [503] * 3
            assert {answer.headers["Retry-After"] for answer in answers} == {str(RETRY_SECONDS)}
            assert place.taken == []
        for update in updates:
            assert (await telegram.post("/hook", json=update)).status_code == 200
    assert place.stored() == place.taken == [1, 2, 3]
    refused = [record for record in caplog.records if record.getMessage() == "update not stored"]
    # One line each: a trace for every attempt would fill the disk that is full.
    assert [record.exc_info for record in refused] == [None] * 3


# -- slow and broken clients


async def _receive(*pieces: bytes, then: Callable[[], Awaitable[Message]]) -> Callable[[], Awaitable[Message]]:
    waiting = list(pieces)

    async def receive() -> Message:
        if waiting:
            return {"type": "http.request", "body": waiting.pop(0), "more_body": True}
        return await then()

    return receive


async def _never() -> Message:
    await asyncio.Event().wait()
    return {}


async def _gone() -> Message:
    return {"type": "http.disconnect"}


@pytest.mark.parametrize(("then", "status"), [(_never, 408), (_gone, 400)], ids=["stops writing", "goes away"])
async def test_a_client_that_does_not_end_its_request_leaves_no_trace(
    place: Place, then: Callable[[], Awaitable[Message]], status: int
) -> None:
    said: list[Message] = []

    async def send(one: Message) -> None:
        said.append(one)

    scope = {
        "type": "http",
        "method": "POST",
        "path": "/hook",
        "query_string": b"",
        "headers": [(SECRET_HEADER.lower().encode(), SECRET.encode())],
    }
    whole = json.dumps(message()).encode()
    await place.app(body_seconds=0.05)(scope, await _receive(whole[:40], then=then), send)
    assert said[0]["status"] == status
    assert place.stored() == place.taken == []


@dataclass
class Served:
    """A webhook served on loopback."""

    port: int
    client: httpx.AsyncClient
    stop: asyncio.Event
    serving: asyncio.Task[None]

    async def connect(self, first: bytes = b"") -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
        reader, writer = await asyncio.open_connection("127.0.0.1", self.port)
        writer.write(first)
        await writer.drain()
        return reader, writer


@asynccontextmanager
async def served(app: ASGIApp, *, quiet_seconds: int = 30) -> AsyncIterator[Served]:
    port, stop = free_port(), asyncio.Event()
    async with asyncio.TaskGroup() as group:
        serving = group.create_task(serve(app, f"127.0.0.1:{port}", stop, quiet_seconds=quiet_seconds))
        transport = httpx.AsyncHTTPTransport(retries=10, limits=httpx.Limits(max_connections=200))
        async with httpx.AsyncClient(
            transport=transport, base_url=f"http://127.0.0.1:{port}", headers={SECRET_HEADER: SECRET}
        ) as client:
            assert (await client.get("/")).status_code == 404
            yield Served(port, client, stop, serving)
        stop.set()


@pytest.mark.loopback
@pytest.mark.enable_socket
async def test_who_does_not_know_the_secret_is_refused_before_anything_is_read(place: Place) -> None:
    async with served(place.app()) as hook:
        reader, writer = await hook.connect(b"POST /hook HTTP/1.1\r\nHost: x\r\nContent-Length: 1000000000\r\n\r\n")
        async with asyncio.timeout(5):
            assert b"403" in await reader.readline()
        writer.close()


@pytest.mark.loopback
@pytest.mark.enable_socket
async def test_connections_that_ask_nothing_whole_are_closed_and_keep_nobody_from_being_served(place: Place) -> None:
    inbox = SlowInbox(place.database)
    async with served(place.app(inbox=inbox), quiet_seconds=1) as hook, asyncio.timeout(10):
        idle = [await hook.connect(first) for first in (b"", b"POST /hook HTTP/1.1\r\nHost: x\r\nX-", b"\r\n" * 3)]
        # One that is being answered is not idle, however long that takes.
        asking = asyncio.ensure_future(hook.client.post("/hook", json=message()))
        await inbox.is_asked.wait()
        for reader, writer in idle:
            await reader.read()
            writer.close()
        assert not asking.done()
        inbox.may_store.set()
        assert (await asking).status_code == 200
    assert place.stored() == [1]


@pytest.mark.loopback
@pytest.mark.enable_socket
async def test_a_request_that_breaks_off_is_not_stored_and_its_repeat_is(
    place: Place, caplog: pytest.LogCaptureFixture
) -> None:
    body = json.dumps(message()).encode()
    head = f"POST /hook HTTP/1.1\r\nHost: x\r\n{SECRET_HEADER}: {SECRET}\r\nContent-Length: {len(body)}\r\n\r\n"
    async with served(place.app()) as hook:
        for _ in range(5):
            _, writer = await hook.connect(head.encode() + body[:-10])
            writer.close()
            await writer.wait_closed()
        assert (await hook.client.post("/hook", json=message())).status_code == 200
    assert place.stored() == place.taken == [1]
    assert [record for record in caplog.records if record.levelno >= logging.ERROR] == []


@pytest.mark.loopback
@pytest.mark.enable_socket
async def test_many_connections_at_once_are_all_served(place: Place) -> None:
    async with served(place.app()) as hook:
        answers = await asyncio.gather(*(hook.client.post("/hook", json=message(number)) for number in range(60)))
    assert {answer.status_code for answer in answers} == {200}
    assert place.stored() == sorted(place.taken) == list(range(60))


# -- a stop while a request is in hand


@pytest.mark.loopback
@pytest.mark.enable_socket
async def test_a_request_in_hand_at_a_stop_is_answered_when_it_is_stored(place: Place) -> None:
    inbox = SlowInbox(place.database)
    async with served(place.app(inbox=inbox)) as hook:
        asking = asyncio.ensure_future(hook.client.post("/hook", json=message()))
        await inbox.is_asked.wait()
        hook.stop.set()
        inbox.may_store.set()
        assert (await asking).status_code == 200
    assert place.stored() == [1]


@pytest.mark.loopback
@pytest.mark.enable_socket
async def test_a_request_that_cannot_be_stored_before_the_stop_is_told_to_come_again(
    place: Place, caplog: pytest.LogCaptureFixture
) -> None:
    inbox = SlowInbox(place.database)
    async with served(place.app(inbox=inbox)) as hook:
        asking = asyncio.ensure_future(hook.client.post("/hook", json=message()))
        await inbox.is_asked.wait()
        began = time.monotonic()
        hook.stop.set()
        await hook.serving
        assert time.monotonic() - began < 4
        assert (await asking).status_code == 503
    assert place.stored() == []
    assert [record for record in caplog.records if record.exc_info] == []
