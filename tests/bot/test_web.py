"""What is served over HTTP: health, metrics, and Telegram's webhook."""

import asyncio
import json
import signal
import socket
from collections.abc import AsyncIterator, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import httpx
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlmodel import col, select
from starlette.types import ASGIApp

from bot.inbox import Inbox, Stored
from bot.migrating import migrate
from bot.web.health import health_app
from bot.web.serving import serve, split_listen
from bot.web.webhook import LARGEST_UPDATE, SECRET_HEADER, webhook_app
from bot.wellness import SILENT_AFTER
from models.database import Database
from models.store.queues import settle_update
from models.tables import InboxUpdate, OutboxMessage

SECRET = "s3cret"
START = datetime(2024, 6, 18, 1, 0, tzinfo=UTC)


@dataclass
class Desk:
    """Whoever works off what was stored, here only noting it."""

    taken: list[int] = field(default_factory=list)

    def take(self, updates: Iterable[Stored]) -> None:
        self.taken += [stored.update_id for stored in updates]


@dataclass
class Place:
    """A database, a moment, and what was heard when."""

    database: Database
    moment: datetime = START
    heard: list[datetime] = field(default_factory=list)

    def now(self) -> datetime:
        return self.moment

    def last_heard_at(self) -> datetime | None:
        return self.heard[-1] if self.heard else None

    async def reached(self, at: datetime) -> None:
        self.heard.append(at)

    def stored(self) -> list[InboxUpdate]:
        return self.database.look(
            lambda session: list(session.exec(select(InboxUpdate).order_by(col(InboxUpdate.update_id))).all())
        )


@pytest.fixture
def place(tmp_path: Path) -> Iterator[Place]:
    database = Database(f"sqlite:///{tmp_path / 'liaison.db'}")
    migrate(database, START)
    yield Place(database)
    database.close()


@pytest.fixture
def desk() -> Desk:
    return Desk()


def client_of(app: ASGIApp) -> httpx.AsyncClient:
    transport = httpx.ASGITransport(app, raise_app_exceptions=False)
    return httpx.AsyncClient(transport=transport, base_url="http://bot.test")


@pytest.fixture
async def telegram(place: Place, desk: Desk) -> AsyncIterator[httpx.AsyncClient]:
    """Give the client by which Telegram calls the webhook, the secret in its header."""
    app = webhook_app(Inbox(place.database), desk, place.now, "/hook", SECRET, place.reached)
    async with client_of(app) as client:
        client.headers[SECRET_HEADER] = SECRET
        yield client


def message(update_id: int = 1, text: str = "28已完成") -> dict[str, Any]:
    chat = {"id": 5, "type": "private"}
    return {
        "update_id": update_id,
        "message": {"message_id": 1, "date": 1718672400, "chat": chat, "from": {"id": 5}, "text": text},
    }


# -- the webhook


async def test_an_update_is_stored_before_it_is_answered_with_200(
    telegram: httpx.AsyncClient, place: Place, desk: Desk
) -> None:
    answer = await telegram.post("/hook", json=message())
    assert answer.status_code == 200
    (stored,) = place.stored()
    assert (stored.update_id, stored.chat_id, stored.payload) == (1, 5, message())
    assert stored.fetched_at == START
    assert place.heard == [START]
    assert desk.taken == [1]


async def test_a_repeated_update_is_answered_with_200_and_stored_once(
    telegram: httpx.AsyncClient, place: Place
) -> None:
    for text in ("28已完成", "28滞后"):
        assert (await telegram.post("/hook", json=message(text=text))).status_code == 200
    (stored,) = place.stored()
    assert stored.payload == message(text="28已完成")


async def test_a_repeat_of_an_update_already_handled_is_not_handled_again(
    telegram: httpx.AsyncClient, place: Place, desk: Desk
) -> None:
    await telegram.post("/hook", json=message())
    place.database.transact(lambda session: settle_update(session, 1, START))
    assert (await telegram.post("/hook", json=message())).status_code == 200
    assert desk.taken == [1]


async def test_an_update_that_cannot_be_stored_is_not_answered_with_200_so_that_telegram_sends_it_again(
    telegram: httpx.AsyncClient, place: Place, desk: Desk
) -> None:
    place.database.transact(lambda session: session.connection().exec_driver_sql("DROP TABLE inbox"))
    assert (await telegram.post("/hook", json=message())).status_code == 500
    assert desk.taken == []


@pytest.mark.parametrize("secret", [None, "", "S3CRET", "s3cre", "s3cret ", "密"])
async def test_who_does_not_know_the_secret_is_refused_and_leaves_no_trace(
    telegram: httpx.AsyncClient, place: Place, secret: str | None
) -> None:
    del telegram.headers[SECRET_HEADER]
    headers = {} if secret is None else {SECRET_HEADER.encode(): secret.encode()}
    request = telegram.build_request("POST", "/hook", json=message(), headers=[*headers.items()])
    assert (await telegram.send(request)).status_code == 403
    assert place.stored() == []
    assert place.heard == []


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"{",
        b"\xff\xfe",
        b"null",
        b"[]",
        b"5",
        b'"x"',
        b"{}",
        b'{"update_id": null}',
        b'{"update_id": "1"}',
        b'{"update_id": 1.5}',
        b'{"update_id": true}',
        b'{"update_id": -1}',
        b'{"update_id": 18446744073709551615}',
        b"[" * 5000,
    ],
)
async def test_what_is_no_update_is_refused_and_not_stored(
    telegram: httpx.AsyncClient, place: Place, body: bytes
) -> None:
    assert (await telegram.post("/hook", content=body)).status_code == 400
    assert place.stored() == []


async def test_a_body_beyond_any_update_is_refused_whether_it_announces_its_length_or_not(
    telegram: httpx.AsyncClient, place: Place
) -> None:
    large = json.dumps(message(text="字" * LARGEST_UPDATE)).encode()

    async def unannounced() -> AsyncIterator[bytes]:
        for at in range(0, len(large), 65536):
            yield large[at : at + 65536]

    assert (await telegram.post("/hook", content=large)).status_code == 413
    assert (await telegram.post("/hook", content=unannounced())).status_code == 413
    assert place.stored() == []


async def test_other_paths_and_methods_are_not_served(telegram: httpx.AsyncClient) -> None:
    assert (await telegram.get("/hook")).status_code == 405
    assert (await telegram.post("/", json=message())).status_code == 404


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**63), 2**63) | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(["chat", "id", "message", "from", "text", "date", "x"]), inner, max_size=4)
    ),
    max_leaves=6,
)
KINDS = st.sampled_from(["message", "edited_message", "callback_query", "my_chat_member", "poll"])


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=40)
@given(st.integers(0, 2**62), st.dictionaries(KINDS, VALUES, max_size=2))
async def test_however_strange_an_update_is_it_is_stored_so_that_telegram_goes_on(
    telegram: httpx.AsyncClient, place: Place, update_id: int, content: dict[str, Any]
) -> None:
    answer = await telegram.post("/hook", json={**content, "update_id": update_id})
    assert answer.status_code == 200
    assert place.database.look(lambda session: session.get(InboxUpdate, update_id)) is not None


# -- health and metrics


@pytest.fixture
async def watcher(place: Place) -> AsyncIterator[httpx.AsyncClient]:
    async with client_of(health_app(place.database, place.now, place.last_heard_at)) as client:
        yield client


async def test_a_bot_that_hears_from_telegram_is_well(watcher: httpx.AsyncClient, place: Place) -> None:
    place.heard.append(START)
    place.moment = START + timedelta(seconds=25)
    answer = await watcher.get("/healthz")
    assert answer.status_code == 200
    assert answer.json() == {"ok": True, "last_poll_seconds": 25.0, "inbox": 0, "outbox": 0}


async def test_a_bot_that_has_not_heard_for_three_minutes_is_not_well(watcher: httpx.AsyncClient, place: Place) -> None:
    place.heard.append(START)
    place.moment = START + SILENT_AFTER - timedelta(seconds=1)
    assert (await watcher.get("/healthz")).status_code == 200
    place.moment = START + SILENT_AFTER
    answer = await watcher.get("/healthz")
    assert answer.status_code == 503
    assert answer.json()["ok"] is False


async def test_a_bot_that_has_never_reached_telegram_is_given_three_minutes(
    watcher: httpx.AsyncClient, place: Place
) -> None:
    assert (await watcher.get("/healthz")).status_code == 200
    place.moment = START + SILENT_AFTER
    assert (await watcher.get("/healthz")).status_code == 503


async def test_behind_a_webhook_silence_is_no_illness(place: Place) -> None:
    app = health_app(place.database, place.now, place.last_heard_at, silent_after=None)
    place.moment = START + timedelta(days=2)
    async with client_of(app) as client:
        assert (await client.get("/healthz")).status_code == 200


async def test_a_broken_database_is_not_well_and_says_no_more_than_its_kind(
    watcher: httpx.AsyncClient, place: Place
) -> None:
    place.database.transact(lambda session: session.connection().exec_driver_sql("DROP TABLE inbox"))
    answer = await watcher.get("/healthz")
    assert answer.status_code == 503
    assert answer.json() == {"ok": False, "reason": "OperationalError"}


async def test_metrics_tell_how_full_and_how_old_the_queues_are(watcher: httpx.AsyncClient, place: Place) -> None:
    def fill(done: datetime | None, state: str, n: int, minutes: int) -> None:
        at = START - timedelta(minutes=minutes)
        place.database.transact(
            lambda session: session.add_all(
                [
                    InboxUpdate(update_id=n, payload={}, fetched_at=at, done_at=done),
                    OutboxMessage(
                        dedup_key=str(n), kind="message", payload={}, state=state, created_at=at, next_attempt_at=at
                    ),
                ]
            )
        )

    fill(START, "sent", 1, 90)
    fill(None, "waiting", 2, 2)
    fill(None, "leased", 3, 1)
    fill(START, "dead", 4, 80)
    place.heard.append(START - timedelta(seconds=10))
    answer = await watcher.get("/metrics")
    assert answer.status_code == 200
    assert answer.headers["content-type"].startswith("text/plain")
    values = dict(line.split(" ") for line in answer.text.splitlines() if not line.startswith("#"))
    assert values == {
        "liaison_inbox_waiting": "2.0",
        "liaison_inbox_oldest_seconds": "120.0",
        "liaison_outbox_waiting": "2.0",
        "liaison_outbox_oldest_seconds": "120.0",
        "liaison_last_poll_seconds": "10.0",
    }
    assert (await watcher.get("/healthz")).json()["outbox"] == 2


# -- serving


@pytest.mark.parametrize(
    ("listen", "host", "port"), [("127.0.0.1:8443", "127.0.0.1", 8443), ("[::1]:9", "::1", 9), ("bot:80", "bot", 80)]
)
def test_an_address_to_listen_at_is_host_and_port(listen: str, host: str, port: int) -> None:
    assert split_listen(listen) == (host, port)


@pytest.mark.loopback
@pytest.mark.enable_socket
async def test_a_taken_address_is_an_error_and_not_the_end_of_the_program(place: Place) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        listen = f"127.0.0.1:{taken.getsockname()[1]}"
        app = health_app(place.database, place.now, place.last_heard_at)
        with pytest.raises(OSError, match="in use"):
            await serve(app, listen, asyncio.Event())


@pytest.mark.loopback
@pytest.mark.enable_socket
async def test_served_health_answers_until_told_to_stop_and_leaves_signals_to_the_program(place: Place) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    app = health_app(place.database, place.now, place.last_heard_at)
    before = [signal.getsignal(number) for number in (signal.SIGTERM, signal.SIGINT)]
    stop = asyncio.Event()
    async with asyncio.TaskGroup() as group, httpx.AsyncClient(trust_env=False) as client:
        serving = group.create_task(serve(app, f"127.0.0.1:{port}", stop))
        async with asyncio.timeout(10):
            while True:
                try:
                    answer = await client.get(f"http://127.0.0.1:{port}/healthz")
                    break
                except httpx.ConnectError:
                    await asyncio.sleep(0.01)
        assert answer.json()["ok"] is True
        assert [signal.getsignal(number) for number in (signal.SIGTERM, signal.SIGINT)] == before
        stop.set()
        async with asyncio.timeout(10):
            await serving
