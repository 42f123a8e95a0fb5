"""Requests to the Bot API over real sockets: what is sent, what is made of the answer, and how connections are kept."""

import asyncio
import traceback
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from string import ascii_lowercase
from typing import NoReturn
from urllib.parse import parse_qs, parse_qsl

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st
from telegram import Bot, InputFile
from telegram.error import (
    BadRequest,
    ChatMigrated,
    Conflict,
    Forbidden,
    InvalidToken,
    NetworkError,
    RetryAfter,
    TelegramError,
    TimedOut,
)

from bot.telegram.requests import LeanRequest, write_form

pytestmark = [pytest.mark.loopback, pytest.mark.enable_socket]


@dataclass
class Server:
    """A server that answers what it is told to, and remembers what it was asked."""

    url: str = ""
    status: str = "200 OK"
    body: bytes = b'{"ok":true,"result":{"message_id":7}}'
    cuts_off: bool = False
    is_silent: bool = False
    hangs_up: bool = False
    asked: list[tuple[str, dict[str, str], bytes]] = field(default_factory=list)
    connections: int = 0
    open_now: int = 0

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.connections += 1
        self.open_now += 1
        try:
            while head := await reader.readuntil(b"\r\n\r\n"):
                first, *lines = head.decode().strip().split("\r\n")
                headers = {name.lower(): value for name, _, value in (line.partition(": ") for line in lines)}
                self.asked.append((first, headers, await reader.readexactly(int(headers.get("content-length", "0")))))
                if self.hangs_up:
                    break
                if self.is_silent:
                    await asyncio.sleep(30)
                answer = f"HTTP/1.1 {self.status}\r\nContent-Length: {len(self.body)}\r\n\r\n".encode() + self.body
                writer.write(answer[:-5] if self.cuts_off else answer)
                await writer.drain()
                if self.cuts_off:
                    break
        except (asyncio.IncompleteReadError, ConnectionError):
            pass
        finally:
            self.open_now -= 1
            writer.close()


OpenRequest = Callable[[], LeanRequest]


@pytest.fixture(params=[False, True], ids=["httpx's own engine", "the fast engine"])
def open_request(request: pytest.FixtureRequest) -> OpenRequest:
    return lambda: LeanRequest(proxy=None, read_seconds=0.5, is_busy=request.param)


@asynccontextmanager
async def serving(open_request: OpenRequest, **answer: object) -> AsyncIterator[tuple[Server, LeanRequest]]:
    server = Server()
    for name, value in answer.items():
        setattr(server, name, value)
    listening = await asyncio.start_server(server.serve, "127.0.0.1", 0)
    server.url = f"http://127.0.0.1:{listening.sockets[0].getsockname()[1]}/bot1:x/sendMessage"
    request = open_request()
    try:
        yield server, request
    finally:
        await request.shutdown()
        listening.close()


async def test_a_form_arrives_as_it_was_given_and_the_result_comes_back(open_request: OpenRequest) -> None:
    async with serving(open_request) as (server, request):
        result = await request.send_form(server.url, {"chat_id": "5", "text": "进度滞后 & <b>100%</b>\n😀"})
        [(first, headers, body)] = server.asked
    assert result == {"message_id": 7}
    assert first == "POST /bot1:x/sendMessage HTTP/1.1"
    assert headers["content-type"] == "application/x-www-form-urlencoded"
    # Whoever asks for a packed answer must unpack it.
    assert "accept-encoding" not in headers
    assert parse_qs(body.decode()) == {"chat_id": ["5"], "text": ["进度滞后 & <b>100%</b>\n😀"]}


@given(st.dictionaries(st.text(ascii_lowercase, min_size=1, max_size=8), st.text(min_size=1), min_size=1))
def test_whatever_is_said_can_be_read_out_of_the_form_again(fields: dict[str, str]) -> None:
    assert dict(parse_qsl(write_form(fields).decode("ascii"), keep_blank_values=True, strict_parsing=True)) == fields


def test_half_a_character_costs_itself_and_not_the_message() -> None:
    assert parse_qs(write_form({"text": "进展\ud83d顺利"}).decode("ascii")) == {"text": ["进展顺利"]}


async def test_one_connection_serves_one_call_after_the_other(open_request: OpenRequest) -> None:
    async with serving(open_request) as (server, request):
        for _ in range(5):
            await request.send_form(server.url, {})
        assert server.connections == 1


async def test_calls_side_by_side_have_a_connection_each_and_keep_them(open_request: OpenRequest) -> None:
    async with serving(open_request) as (server, request):
        for _ in range(2):
            await asyncio.gather(*(request.send_form(server.url, {}) for _ in range(8)))
        assert server.connections == 8


async def test_a_connection_that_the_server_has_closed_meanwhile_costs_no_message(open_request: OpenRequest) -> None:
    async with serving(open_request) as (server, request):
        server.cuts_off = True
        with pytest.raises(NetworkError) as caught:
            await request.send_form(server.url, {})
        assert not isinstance(caught.value, TimedOut)
        server.cuts_off = False
        assert await request.send_form(server.url, {}) == {"message_id": 7}


@pytest.mark.parametrize(
    ("status", "body", "error"),
    [
        ("400 Bad Request", b'{"ok":false,"error_code":400,"description":"Bad Request: chat not found"}', BadRequest),
        ("401 Unauthorized", b'{"ok":false,"error_code":401,"description":"Unauthorized"}', InvalidToken),
        (
            "403 Forbidden",
            b'{"ok":false,"error_code":403,"description":"Forbidden: bot was blocked by the user"}',
            Forbidden,
        ),
        ("409 Conflict", b'{"ok":false,"error_code":409,"description":"Conflict"}', Conflict),
        ("429 Too Many", b'{"ok":false,"error_code":429,"description":"x","parameters":{"retry_after":3}}', RetryAfter),
        (
            "400 Bad Request",
            b'{"ok":false,"error_code":400,"description":"x","parameters":{"migrate_to_chat_id":-9}}',
            ChatMigrated,
        ),
        ("502 Bad Gateway", b"<html>Bad Gateway</html>", NetworkError),
        ("500 Internal", b"", NetworkError),
        ("200 OK", b"<html>a hotel's page</html>", TelegramError),
        ("200 OK", b"[]", TelegramError),
    ],
)
async def test_what_telegram_refuses_is_told_by_the_same_errors_as_python_telegram_bots(
    open_request: OpenRequest, status: str, body: bytes, error: type[TelegramError]
) -> None:
    async with serving(open_request, status=status, body=body) as (server, request):
        with pytest.raises(error):
            await request.send_form(server.url, {"chat_id": "5"})


async def test_how_long_to_wait_is_not_lost_on_the_way(open_request: OpenRequest) -> None:
    body = (
        b'{"ok":false,"error_code":429,"description":"Too Many Requests: retry after 3","parameters":{"retry_after":3}}'
    )
    async with serving(open_request, status="429 Too Many Requests", body=body) as (server, request):
        with pytest.raises(RetryAfter) as caught:
            await request.send_form(server.url, {})
    assert caught.value.retry_after == timedelta(seconds=3)


async def test_silence_is_a_time_out_and_its_connection_is_not_used_again(open_request: OpenRequest) -> None:
    async with serving(open_request, is_silent=True) as (server, request):
        with pytest.raises(TimedOut):
            await request.send_form(server.url, {})
        server.is_silent = False
        assert await request.send_form(server.url, {}) == {"message_id": 7}
        assert server.connections == 2


async def test_nobody_listening_is_a_network_error(open_request: OpenRequest) -> None:
    request = open_request()
    with pytest.raises(NetworkError) as caught:
        await request.send_form("http://127.0.0.1:9/bot1:x/sendMessage", {})
    assert isinstance(caught.value.__cause__, httpx.ConnectError)
    await request.shutdown()


@pytest.mark.parametrize("status", ["two hundred", "200 OK\r\nContent-Length: many"])
async def test_an_answer_that_is_no_http_names_no_token(open_request: OpenRequest, status: str) -> None:
    async with serving(open_request, status=status) as (server, request):
        server.url = server.url.replace("bot1:x", "bot1:SECRET")
        with pytest.raises(TelegramError) as caught:
            await request.send_form(server.url, {})
        told = "".join(traceback.format_exception(caught.value))
    assert "SECRET" not in told


async def test_looking_up_a_name_may_take_no_longer_than_connecting(open_request: OpenRequest) -> None:
    loop = asyncio.get_running_loop()
    never = loop.create_future()

    async def look_up(*_: object, **__: object) -> NoReturn:
        await never
        raise AssertionError("nobody answers")

    vars(loop)["getaddrinfo"] = look_up
    request = open_request()
    try:
        async with asyncio.timeout(5):
            with pytest.raises(TimedOut):
                await request.do_request("http://no.example/bot1:x/getMe", "POST", connect_timeout=0.1)
    finally:
        del vars(loop)["getaddrinfo"]
        await request.shutdown()


async def test_an_empty_question_claims_to_hold_nothing(open_request: OpenRequest) -> None:
    async with serving(open_request) as (server, request):
        await request.do_request(server.url, "POST")
        [(_, headers, body)] = server.asked
    assert body == b""
    assert "content-type" not in headers


async def test_a_file_that_nobody_takes_is_given_up(open_request: OpenRequest) -> None:
    is_over = asyncio.Event()

    async def take_nothing(_reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        # The stream's own buffer fills up, and then the network's.
        await is_over.wait()
        writer.close()

    listening = await asyncio.start_server(take_nothing, "127.0.0.1", 0)
    base = f"http://127.0.0.1:{listening.sockets[0].getsockname()[1]}/bot"
    request = open_request()
    bot = Bot("1:x", base_url=base, request=request)
    async with asyncio.timeout(10):
        with pytest.raises(TimedOut):
            await bot.send_document(5, InputFile(b"0" * 20_000_000, filename="台账.zip"), write_timeout=0.3)
    await request.shutdown()
    is_over.set()
    listening.close()
    await listening.wait_closed()
    await asyncio.sleep(0)


async def test_python_telegram_bot_sends_files_through_it_too(open_request: OpenRequest) -> None:
    body = b'{"ok":true,"result":{"message_id":9,"date":0,"chat":{"id":5,"type":"private"}}}'
    async with serving(open_request, body=body) as (server, request):
        bot = Bot("1:x", base_url=server.url.partition("1:x")[0], request=request)
        message = await bot.send_document(5, InputFile(b"PK content", filename="台账.xlsx"))
        [(first, headers, sent)] = server.asked
    assert message.message_id == 9
    assert first.startswith("POST /bot1:x/sendDocument")
    assert headers["content-type"].startswith("multipart/form-data")
    assert b"PK content" in sent


async def test_a_server_that_hangs_up_without_a_word_is_no_time_out(open_request: OpenRequest) -> None:
    async with serving(open_request, hangs_up=True) as (server, request):
        with pytest.raises(NetworkError) as caught:
            await request.send_form(server.url, {})
        assert not isinstance(caught.value, TimedOut)
        server.hangs_up = False
        assert await request.send_form(server.url, {}) == {"message_id": 7}


async def test_closing_leaves_no_connection_behind(open_request: OpenRequest) -> None:
    async with serving(open_request) as (server, request):
        await asyncio.gather(*(request.send_form(server.url, {}) for _ in range(3)))
        await request.shutdown()
        async with asyncio.timeout(5):
            while server.open_now:  # noqa: ASYNC110 - the other side closes when it notices
                await asyncio.sleep(0.01)
