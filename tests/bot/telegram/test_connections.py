"""Connections that die without a word, and names that lead nowhere: what is asked next finds its way all the same."""

import asyncio
import socket
import sys
import traceback
from collections.abc import AsyncIterator, Iterator
from contextlib import ExitStack, asynccontextmanager, contextmanager

import pytest
from telegram.error import NetworkError, TelegramError, TimedOut

from bot.telegram.failures import explain
from bot.telegram.requests import LeanRequest
from tests.bot.telegram.faulty import SECRET, TOKEN, Server, answer, listening, read_question
from tests.crash import free_port

pytestmark = [pytest.mark.loopback, pytest.mark.enable_socket]

SENT = {"message_id": 7}


@pytest.fixture(params=[False, True], ids=["httpx", "aiohttp"])
def is_busy(request: pytest.FixtureRequest) -> bool:
    return bool(request.param)


@asynccontextmanager
async def requesting(*, is_busy: bool, seconds: float = 5.0) -> AsyncIterator[LeanRequest]:
    request = LeanRequest(proxy=None, read_seconds=seconds, is_busy=is_busy)
    try:
        async with asyncio.timeout(20):
            yield request
    finally:
        await request.shutdown()


def address(port: int, host: str = "127.0.0.1") -> str:
    return f"http://{host}:{port}/bot{TOKEN}/sendMessage"


@pytest.mark.parametrize("is_reset", [False, True], ids=["closed", "reset"])
async def test_a_connection_closed_while_it_was_idle_costs_nothing(is_busy: bool, is_reset: bool) -> None:  # noqa: FBT001 - cells of the table
    async def answer_once(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await read_question(reader)
        writer.write(answer())
        await writer.drain()
        await asyncio.sleep(0.02)
        if is_reset:
            writer.transport.abort()

    async with listening(answer_once) as port, requesting(is_busy=is_busy) as request:
        for _ in range(3):
            assert await request.send_form(address(port), {}) == SENT
            await asyncio.sleep(0.05)


async def test_a_line_that_swallows_everything_is_given_up_and_the_next_call_has_its_own(is_busy: bool) -> None:  # noqa: FBT001 - as above
    is_dead = False
    connections = 0

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        nonlocal connections
        connections += 1
        is_old = not is_dead
        while True:
            await read_question(reader)
            if is_old and is_dead:
                # Neither an answer nor an end: a firewall has forgotten this connection.
                await asyncio.Event().wait()
            writer.write(answer())
            await writer.drain()

    async with listening(serve) as port, requesting(is_busy=is_busy, seconds=1) as request:
        await asyncio.gather(*(request.send_form(address(port), {}) for _ in range(3)))
        is_dead = True
        results = await asyncio.gather(
            *(request.send_form(address(port), {}) for _ in range(3)), return_exceptions=True
        )
        assert [type(each) for each in results] == [TimedOut] * 3
        assert await request.send_form(address(port), {}) == SENT
    assert connections == 4


@pytest.mark.parametrize("is_reset", [False, True], ids=["closed", "reset"])
async def test_what_was_taken_and_not_answered_is_not_sent_again_by_itself(is_busy: bool, is_reset: bool) -> None:  # noqa: FBT001 - as above
    taken: list[bytes] = []

    async def take(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        taken.append((await read_question(reader))[1])
        if is_reset:
            writer.transport.abort()

    async with listening(take) as port, requesting(is_busy=is_busy) as request:
        with pytest.raises(NetworkError) as caught:
            await request.send_form(address(port), {"text": "1"})
        assert type(caught.value) is NetworkError
        # Whether it took effect, nobody knows (docs/decisions/0003): that is the outbox's to decide, not a library's.
        assert taken == [b"text=1"]
        assert SECRET not in "".join(traceback.format_exception(caught.value))


@contextmanager
def swallowing(port: int) -> Iterator[str]:
    """Give an address at which nobody takes a connection or refuses it: a listener whose queue is full."""
    with ExitStack() as opened:
        dead = opened.enter_context(socket.socket())
        dead.bind(("127.0.0.2", port))
        dead.listen(0)
        for _ in range(3):
            waiting = opened.enter_context(socket.socket())
            waiting.settimeout(0)
            waiting.connect_ex(("127.0.0.2", port))
        yield "127.0.0.2"


ON_LINUX = pytest.mark.skipif(sys.platform != "linux", reason="a full queue swallows connections on Linux")


@ON_LINUX
async def test_where_the_first_address_is_dead_the_next_is_taken_at_once(is_busy: bool) -> None:  # noqa: FBT001 - as above
    async with listening(Server()) as port:
        loop = asyncio.get_running_loop()
        with swallowing(port) as dead:

            async def look_up(*_: object, **__: object) -> list[object]:
                return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (host, port)) for host in (dead, "127.0.0.1")]

            vars(loop)["getaddrinfo"] = look_up
            try:
                async with requesting(is_busy=is_busy) as request:
                    # One after the other, the first would have taken all the time there is to connect.
                    assert await request.send_form(address(port, "api.test"), {}) == SENT
            finally:
                del vars(loop)["getaddrinfo"]


@ON_LINUX
async def test_a_connection_that_is_not_made_in_time_is_said_without_the_address(is_busy: bool) -> None:  # noqa: FBT001 - as above
    port = free_port()
    with swallowing(port) as dead:
        async with requesting(is_busy=is_busy) as request:
            with pytest.raises(TimedOut) as caught:
                await request.do_request(address(port, dead), "POST", connect_timeout=0.1)
    assert explain(caught.value) == "no connection in time"
    assert SECRET not in "".join(traceback.format_exception(caught.value))


async def test_a_name_that_cannot_be_looked_up_is_said_and_found_again_when_it_can(is_busy: bool) -> None:  # noqa: FBT001 - as above
    is_known = False
    loop = asyncio.get_running_loop()

    async def look_up(*_: object, **__: object) -> list[object]:
        if not is_known:
            raise socket.gaierror(-3, "Temporary failure in name resolution")
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", ("127.0.0.1", port))]

    async with listening(Server()) as port, requesting(is_busy=is_busy) as request:
        vars(loop)["getaddrinfo"] = look_up
        try:
            with pytest.raises(NetworkError) as caught:
                await request.send_form(address(port, "api.test"), {})
            assert explain(caught.value) == "name not found: Temporary failure in name resolution"
            is_known = True
            assert await request.send_form(address(port, "api.test"), {}) == SENT
        finally:
            del vars(loop)["getaddrinfo"]


async def test_a_server_s_address_may_have_a_path_of_its_own_before_the_bot_s(is_busy: bool) -> None:  # noqa: FBT001 - as above
    server = Server()
    async with listening(server) as port, requesting(is_busy=is_busy) as request:
        await request.send_form(f"http://127.0.0.1:{port}/telegram/api/bot{TOKEN}/sendMessage", {})
    assert server.asked == [f"POST /telegram/api/bot{TOKEN}/sendMessage HTTP/1.1"]


async def test_a_host_that_is_no_name_ends_in_an_error_that_is_tried_again(is_busy: bool) -> None:  # noqa: FBT001 - as above
    async with requesting(is_busy=is_busy) as request:
        for host in ("a" * 70, "xn--" + "a" * 70, "1.2.3.4.5"):
            with pytest.raises(TelegramError) as caught:
                await request.send_form(address(80, host), {})
            assert SECRET not in "".join(traceback.format_exception(caught.value))
