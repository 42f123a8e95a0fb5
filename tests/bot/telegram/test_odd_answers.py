"""Answers that are not Telegram's: from gateways, portals and broken lines. None costs a message, none is followed."""

import asyncio
import gzip
import traceback
import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import SecretStr
from telegram.error import BadRequest, NetworkError, TelegramError, TimedOut

from bot.reach import Trouble
from bot.settings import Settings
from bot.telegram.connection import Connection
from bot.telegram.failures import explain
from bot.telegram.measure import LARGEST, SLOWEST_BYTES_A_SECOND, patience_until
from bot.telegram.polling import PollFailedError
from bot.telegram.requests import LeanRequest
from bot.telegram.sender import TelegramSender
from models.rules.deliveries import Parcel, RetryAfter
from tests.bot.telegram.faulty import SECRET, SENT, TOKEN, Serve, Server, answer, listening, read_question

pytestmark = [pytest.mark.loopback, pytest.mark.enable_socket]


@pytest.fixture(params=[False, True], ids=["httpx", "aiohttp"])
def is_busy(request: pytest.FixtureRequest) -> bool:
    return bool(request.param)


async def asked(serve: Serve, *, is_busy: bool, seconds: float = 5.0) -> object:
    """Post a message to a server and return the result."""
    async with listening(serve) as port, asyncio.timeout(20):
        request = LeanRequest(proxy=None, read_seconds=seconds, is_busy=is_busy)
        try:
            return await request.send_form(f"http://127.0.0.1:{port}/bot{TOKEN}/sendMessage", {"chat_id": "5"})
        finally:
            await request.shutdown()


# -- who refuses


FOREIGN = {
    "a filter's page": ("403 Forbidden", b"<html>This site is blocked</html>"),
    "a gateway's 400": ("400 Bad Request", b"<html>Request Header Or Cookie Too Large</html>"),
    "a gateway's 401": ("401 Unauthorized", b'{"message":"Unauthorized"}'),
    "a page that repeats the address": ("404 Not Found", f"Cannot POST /bot{TOKEN}/sendMessage".encode()),
    "a conflict elsewhere": ("409 Conflict", b'{"ok":"no","description":"x"}'),
    "a redirection": ("302 Found", b""),
    "nothing": ("204 No Content", b""),
    "a portal": ("200 OK", b'{"error":"log in first"}'),
    "a portal with ok": ("200 OK", b'{"ok":true}'),
    "a portal with a result": ("200 OK", b'{"ok":false,"description":"log in","result":null}'),
    "a filter's own JSON": ("403 Forbidden", b'{"ok":false,"description":"blocked by policy"}'),
    "a filter with a code in words": ("403 Forbidden", b'{"ok":false,"error_code":"E403","description":"blocked"}'),
    "a filter with a list": ("400 Bad", b'{"ok":false,"error_code":7,"description":"x","parameters":["y"]}'),
    "a filter without words": ("403 Forbidden", b'{"ok":false,"error_code":403,"description":{"zh":"x"}}'),
    "a refusal that calls itself a success": ("200 OK", b'{"ok":false,"description":"Forbidden: log in"}'),
}


@pytest.mark.parametrize("case", FOREIGN)
async def test_what_others_than_telegram_refuse_passes_and_the_message_is_tried_again(is_busy: bool, case: str) -> None:  # noqa: FBT001 - a cell of the table
    status, body = FOREIGN[case]
    with pytest.raises(TelegramError) as caught:
        await asked(Server((answer(body, status),)), is_busy=is_busy)
    # A person is not unreachable, a message not lost, the token not refused: those have errors of their own.
    assert type(caught.value) in (NetworkError, TelegramError)
    assert SECRET not in "".join(traceback.format_exception(caught.value))


@pytest.mark.parametrize(
    "body",
    [
        b"[]",
        b"{}",
        b'{"ok":true}',
        b'{"ok":false,"description":"x"}',
        b'{"ok":true,"result":[]}',
        b'{"ok":true,"result":7}',
    ],
)
async def test_whatever_answers_the_first_question_is_an_error_that_is_asked_again(body: bytes) -> None:
    async with listening(Server((answer(body),))) as port:
        connection = Connection(Settings(bot_token=SecretStr(TOKEN), api_base_url=f"http://127.0.0.1:{port}"))
        # Any other error would end the program.
        with pytest.raises(TelegramError):
            await connection.name()
        await connection.close()


async def test_a_message_that_a_filter_refuses_stays_in_the_outbox() -> None:
    async def make_none(_parcel: Parcel) -> object:
        raise AssertionError

    async with listening(Server((answer(b"<html>blocked</html>", "403 Forbidden"),))) as port:
        connection = Connection(Settings(bot_token=SecretStr(TOKEN), api_base_url=f"http://127.0.0.1:{port}"))
        sender = TelegramSender(connection, make_none)  # type: ignore[arg-type] # never called
        outcome = await sender.deliver(Parcel(1, "telegram", 5, "message", {"html": "一"}, 1, 0))
        await connection.close()
    assert isinstance(outcome, RetryAfter)


@pytest.mark.parametrize(
    ("body", "status", "is_told_of"),
    [
        (b'{"message":"Unauthorized"}', "401 Unauthorized", None),
        (b'{"ok":false,"description":"Unauthorized"}', "401 Unauthorized", None),
        (b'{"ok":false,"error_code":401,"description":"Unauthorized"}', "401 Unauthorized", 401),
    ],
    ids=["a gateway", "a filter", "Telegram"],
)
async def test_only_telegram_s_own_word_says_that_the_token_is_refused(
    body: bytes, status: str, is_told_of: int | None
) -> None:
    async with listening(Server((answer(body, status),))) as port:
        connection = Connection(Settings(bot_token=SecretStr(TOKEN), api_base_url=f"http://127.0.0.1:{port}"))
        with pytest.raises(PollFailedError) as caught:
            await connection.poll(0, (), seconds=0)
        await connection.close()
    assert (caught.value.status, caught.value.trouble) == (is_told_of, Trouble.SILENCE)


@pytest.mark.parametrize("body", [b"<html>Log in to the network</html>", b'{"error":"log in first"}', b""])
async def test_a_poll_answered_by_a_portal_says_so(body: bytes) -> None:
    async with listening(Server((answer(body),))) as port:
        connection = Connection(Settings(bot_token=SecretStr(TOKEN), api_base_url=f"http://127.0.0.1:{port}"))
        for _ in range(2):
            with pytest.raises(PollFailedError, match="answer unreadable, and not from Telegram"):
                await connection.poll(0, (), seconds=0)
            connection.load_engines()
        await connection.close()


@pytest.mark.parametrize("status", ["301 Moved Permanently", "302 Found", "307 Temporary Redirect", "308 Permanent"])
async def test_no_redirection_is_followed_with_the_token(is_busy: bool, status: str) -> None:  # noqa: FBT001 - a cell of the table
    elsewhere = Server()
    async with listening(elsewhere) as other:
        led = answer(b"", status, f"Location: http://127.0.0.1:{other}/bot{TOKEN}/sendMessage")
        with pytest.raises(NetworkError) as caught:
            await asked(Server((led,)), is_busy=is_busy)
    assert elsewhere.asked == []
    assert explain(caught.value) == f"status {status[:3]}, and not from Telegram"


# -- how an answer is packed


def _chunked(*pieces: bytes) -> bytes:
    return b"".join(b"%x\r\n%s\r\n" % (len(piece), piece) for piece in (*pieces, b""))


PACKED = {
    "gzip": answer(gzip.compress(SENT), "200 OK", "Content-Encoding: gzip"),
    "deflate": answer(zlib.compress(SENT), "200 OK", "Content-Encoding: deflate"),
    "chunked": b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n" + _chunked(SENT[:9], SENT[9:]),
    "chunked and gzip": b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nContent-Encoding: gzip\r\n\r\n"
    + _chunked(gzip.compress(SENT)),
    "half a pair in a name": answer(b'{"ok":true,"result":{"message_id":7,"chat":{"title":"\\ud83d"}}}'),
}


@pytest.mark.parametrize("packing", PACKED)
async def test_an_answer_is_read_however_it_is_packed(is_busy: bool, packing: str) -> None:  # noqa: FBT001 - a cell of the table
    result = await asked(Server((PACKED[packing],)), is_busy=is_busy)
    assert isinstance(result, dict)
    assert result["message_id"] == 7


async def test_an_answer_without_a_length_ends_where_the_connection_does(is_busy: bool) -> None:  # noqa: FBT001 - as above
    async def old(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await read_question(reader)
        writer.write(b"HTTP/1.0 200 OK\r\n\r\n" + SENT)

    assert await asked(old, is_busy=is_busy) == {"message_id": 7}


# -- how much, and how slowly


async def test_an_answer_announced_too_large_is_not_begun(is_busy: bool) -> None:  # noqa: FBT001 - as above
    giant = b"HTTP/1.1 200 OK\r\nContent-Length: 209715200\r\n\r\n{"
    with pytest.raises(NetworkError) as caught:
        await asked(Server((giant,)), is_busy=is_busy)
    assert explain(caught.value) == "answer larger than any of Telegram's"


async def test_an_answer_that_never_ends_is_cut_off_and_so_is_one_that_was_packed_small(is_busy: bool) -> None:  # noqa: FBT001 - as above
    taken = 0

    async def pour(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        nonlocal taken
        await read_question(reader)
        writer.write(b"HTTP/1.1 200 OK\r\n\r\n")
        while not writer.is_closing():
            writer.write(b" " * 1048576)
            await writer.drain()
            taken += 1048576

    with pytest.raises(NetworkError) as caught:
        await asked(pour, is_busy=is_busy)
    assert explain(caught.value) == "answer larger than any of Telegram's"
    assert taken < 2 * LARGEST
    bomb = gzip.compress(b" " * (LARGEST + 1), 1)
    with pytest.raises(NetworkError) as caught:
        await asked(Server((answer(bomb, "200 OK", "Content-Encoding: gzip"),)), is_busy=is_busy)
    assert explain(caught.value) == "answer larger than any of Telegram's"


async def test_a_hundred_long_updates_come_through_in_one_poll() -> None:
    updates = [b'{"update_id":%d,"message":{"text":"%s"}}' % (number, b"\\u8fdb" * 5000) for number in range(100)]
    body = b'{"ok":true,"result":[' + b",".join(updates) + b"]}"
    assert len(body) > 3_000_000
    async with listening(Server((answer(body),))) as port:
        connection = Connection(Settings(bot_token=SecretStr(TOKEN), api_base_url=f"http://127.0.0.1:{port}"))
        for _ in range(2):
            found = await connection.poll(0, (), seconds=0)
            assert [update["update_id"] for update in found.updates] == list(range(100))
            connection.load_engines()
        await connection.close()


def _trickle(answer_before: bytes) -> Serve:
    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await read_question(reader)
        writer.write(answer_before)
        while True:
            writer.write(b"x")
            await writer.drain()
            await asyncio.sleep(0.02)

    return serve


@pytest.mark.parametrize(
    "before",
    [b"HTTP/1.1 200 OK\r\nX-", b"HTTP/1.1 200 OK\r\nContent-Length: 90000\r\n\r\n", b"HTTP/1.1 200 OK\r\n\r\n"],
    ids=["head", "body", "endless body"],
)
async def test_what_trickles_a_byte_at_a_time_is_given_up_like_silence(is_busy: bool, before: bytes) -> None:  # noqa: FBT001 - as above
    async with listening(_trickle(before)) as port, asyncio.timeout(30):
        request = LeanRequest(proxy=None, read_seconds=0.2, is_busy=is_busy)
        with pytest.raises(TimedOut):
            await request._exchange(
                "POST", f"http://127.0.0.1:{port}/bot{TOKEN}/sendMessage", b"a=b", 0.2, connect=0.1, write=0.1
            )
        await request.shutdown()


async def test_a_long_answer_over_a_slow_line_has_the_time_it_needs(is_busy: bool) -> None:  # noqa: FBT001 - as above
    body = b'{"ok":true,"result":{"message_id":7},"x":"' + b"y" * 90_000 + b'"}'

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await read_question(reader)
        writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n" % len(body))
        for begin in range(0, len(body), 10_000):
            writer.write(body[begin : begin + 10_000])
            await writer.drain()
            await asyncio.sleep(0.13)

    # More than a second in all, of which no more than one may pass in silence.
    assert await asked(serve, is_busy=is_busy, seconds=1) == {"message_id": 7}


@given(
    began=st.floats(0, 1e6),
    passed=st.floats(0, 1e5),
    size=st.integers(0, LARGEST),
    seconds=st.floats(0.1, 100),
)
def test_patience_lasts_no_longer_than_a_silence_and_never_less_than_the_slowest_line_needs(
    began: float, passed: float, size: int, seconds: float
) -> None:
    until = patience_until(began, began + passed, size, seconds)
    assert until <= began + passed + seconds
    assert until >= began + seconds
    assert until >= began + min(passed, size / SLOWEST_BYTES_A_SECOND) + seconds - 1e-6


# -- broken off


async def test_what_breaks_off_in_the_middle_is_no_answer(is_busy: bool) -> None:  # noqa: FBT001 - as above
    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await read_question(reader)
        writer.write(answer()[:-5])
        await writer.drain()
        # An RST instead of an end.
        writer.transport.abort()

    with pytest.raises(NetworkError) as caught:
        await asked(serve, is_busy=is_busy)
    assert type(caught.value) is NetworkError
    assert not isinstance(caught.value, BadRequest)
    assert SECRET not in "".join(traceback.format_exception(caught.value))
