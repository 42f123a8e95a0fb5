"""The way through a proxy: its password, its refusals and its silence; and none that the environment names."""

import asyncio
import struct
import traceback
from base64 import b64encode
from collections.abc import Iterator

import pytest
from pydantic import SecretStr
from telegram.error import NetworkError

from bot.clock import Clock
from bot.first_poll import FirstPoll
from bot.reach import Trouble
from bot.settings import Settings
from bot.telegram.failures import explain, trouble_of
from bot.telegram.proxies import make_transport
from bot.telegram.requests import LeanRequest
from bot.trust import trusted
from tests.bot.telegram.faulty import SECRET, TOKEN, Authority, Serve, Server, answer, listening, make_authority
from tests.crash import free_port

pytestmark = [pytest.mark.loopback, pytest.mark.enable_socket]

PASSWORD = "hunter2hunter2"
NOTHING_NEW = answer(b'{"ok":true,"result":[]}')


async def _join(reader: asyncio.StreamReader, writer: asyncio.StreamWriter, port: int) -> None:
    """Carry everything to `port` of this machine and back, whatever name was asked for."""
    to_reader, to_writer = await asyncio.open_connection("127.0.0.1", port)

    async def carry(source: asyncio.StreamReader, target: asyncio.StreamWriter) -> None:
        while data := await source.read(65536):
            target.write(data)
        target.close()

    try:
        await asyncio.gather(carry(reader, to_writer), carry(to_reader, writer))
    finally:
        to_writer.close()


def http_proxy(port: int, seen: list[str]) -> Serve:
    """Return a proxy that asks for a password and tunnels to `port`."""

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        head = (await reader.readuntil(b"\r\n\r\n")).decode()
        seen.append(head)
        if b64encode(f"office:{PASSWORD}".encode()).decode() not in head:
            writer.write(answer(b"", "407 Proxy Authentication Required"))
            return
        writer.write(b"HTTP/1.1 200 Connection established\r\n\r\n")
        await _join(reader, writer, port)

    return serve


def socks_proxy(port: int, seen: list[str]) -> Serve:
    """Return a SOCKS5 proxy that asks for a password and connects to `port`."""

    async def text(reader: asyncio.StreamReader) -> str:
        return (await reader.readexactly((await reader.readexactly(1))[0])).decode()

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        assert await reader.readexactly(3) == b"\x05\x01\x02"
        writer.write(b"\x05\x02")
        assert await reader.readexactly(1) == b"\x01"
        is_known = (await text(reader), await text(reader)) == ("office", PASSWORD)
        writer.write(b"\x01\x00" if is_known else b"\x01\x01")
        if not is_known:
            return
        assert await reader.readexactly(4) == b"\x05\x01\x00\x03"
        host = await text(reader)
        seen.append(f"{host}:{struct.unpack('>H', await reader.readexactly(2))[0]}")
        writer.write(b"\x05\x00\x00\x01" + bytes(6))
        await _join(reader, writer, port)

    return serve


PROXIES = {"http": http_proxy, "socks5": socks_proxy, "socks5h": socks_proxy}


@pytest.fixture(scope="module")
def company(tmp_path_factory: pytest.TempPathFactory) -> Authority:
    made = make_authority(tmp_path_factory.mktemp("authority"))
    if made is None:
        pytest.skip("no openssl command to make certificates with")
    return made


@pytest.fixture(autouse=True)
def _named(company: Authority, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv("SSL_CERT_FILE", str(company.file))
    trusted.cache_clear()
    yield
    trusted.cache_clear()


async def fail(proxy: str, *, seconds: float = 5.0) -> NetworkError:
    """Ask through a proxy that does not let one through, and return what is said of it."""
    request = LeanRequest(proxy=proxy, read_seconds=seconds, is_busy=True)
    with pytest.raises(NetworkError) as caught:
        await request.send_form(f"https://api.test/bot{TOKEN}/sendMessage", {})
    await request.shutdown()
    told = "".join(traceback.format_exception(caught.value))
    assert SECRET not in told
    assert PASSWORD not in told
    return caught.value


@pytest.mark.parametrize("scheme", PROXIES)
async def test_with_its_password_a_proxy_carries_everything_by_the_name_it_looks_up_itself(
    company: Authority, scheme: str
) -> None:
    seen: list[str] = []
    server = Server((NOTHING_NEW,))
    async with (
        listening(server, company.server(f"telegram-{scheme}", "DNS:api.test")) as telegram,
        listening(PROXIES[scheme](telegram, seen)) as port,
    ):
        proxy = f"{scheme}://office:{PASSWORD}@127.0.0.1:{port}"
        settings = Settings(bot_token=SecretStr(TOKEN), api_base_url="https://api.test", proxy_url=SecretStr(proxy))
        async with FirstPoll(settings, Clock()) as first_poll:
            assert await first_poll.take() is not None
        request = LeanRequest(proxy=proxy, read_seconds=5, is_busy=True)
        assert await request.send_form(f"https://api.test/bot{TOKEN}/sendMessage", {}) == []
        await request.shutdown()
    assert len(server.asked) == 2
    # No address was looked up on this side; and the proxy sees no more than the name.
    assert all("api.test:443" in each for each in seen)
    assert SECRET not in "".join(seen)


@pytest.mark.parametrize(
    ("scheme", "words"), [("http", "407 Proxy Authentication Required"), ("socks5", "Invalid username/password")]
)
async def test_a_wrong_password_is_the_proxy_s_trouble_and_named(scheme: str, words: str) -> None:
    async with listening(PROXIES[scheme](free_port(), [])) as port:
        error = await fail(f"{scheme}://office:wrong{PASSWORD}@127.0.0.1:{port}")
    assert explain(error) == f"proxy: {words}"
    assert trouble_of(error) is Trouble.PROXY


@pytest.mark.parametrize("scheme", PROXIES)
async def test_a_proxy_that_is_down_is_named(scheme: str) -> None:
    error = await fail(f"{scheme}://office:{PASSWORD}@127.0.0.1:{free_port()}")
    assert explain(error) == "proxy: connection refused"
    assert trouble_of(error) is Trouble.PROXY


async def test_a_proxy_that_finds_no_way_on_is_named() -> None:
    async with listening(Server((answer(b"<html>no way</html>", "502 Bad Gateway"),))) as port:
        error = await fail(f"http://127.0.0.1:{port}")
    assert explain(error) == "proxy: 502 Bad Gateway"


async def test_a_socks_proxy_that_says_nothing_is_given_up() -> None:
    async def say_nothing(_reader: asyncio.StreamReader, _writer: asyncio.StreamWriter) -> None:
        await asyncio.Event().wait()

    async with listening(say_nothing) as port, asyncio.timeout(30):
        proxy = f"socks5://127.0.0.1:{port}"
        request = LeanRequest(
            proxy=proxy, read_seconds=60, transport=make_transport(trusted(), proxy, greeting_seconds=0.1)
        )
        with pytest.raises(NetworkError) as caught:
            await request.send_form(f"https://api.test/bot{TOKEN}/sendMessage", {})
        # What could not be used is not kept.
        assert request._transport._pool.connections == []  # type: ignore[attr-defined] # httpx's own
        await request._transport.aclose()
    assert explain(caught.value) == "proxy: no answer in time"


async def test_a_call_given_up_while_tls_begins_behind_a_proxy_leaves_no_connection() -> None:
    began, ended = asyncio.Event(), asyncio.Event()

    async def let_through_and_say_nothing(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")
        writer.write(b"HTTP/1.1 200 Connection established\r\n\r\n")
        while await reader.read(65536):
            began.set()
        ended.set()

    async with listening(let_through_and_say_nothing) as port, asyncio.timeout(10):
        request = LeanRequest(proxy=f"http://127.0.0.1:{port}", read_seconds=60)
        call = asyncio.ensure_future(request.send_form(f"https://api.test/bot{TOKEN}/sendMessage", {}))
        await began.wait()
        call.cancel()
        await asyncio.wait({call})
        assert call.cancelled()
        await ended.wait()
        await request.shutdown()


async def test_silence_behind_a_proxy_is_not_laid_to_the_proxy() -> None:
    async def let_through_and_say_nothing(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")
        writer.write(b"HTTP/1.1 200 Connection established\r\n\r\n")
        await asyncio.Event().wait()

    async with listening(let_through_and_say_nothing) as port:
        request = LeanRequest(proxy=f"http://127.0.0.1:{port}", read_seconds=5)
        with pytest.raises(NetworkError) as caught:
            await request.do_request(f"https://api.test/bot{TOKEN}/sendMessage", "POST", connect_timeout=0.2)
        await request.shutdown()
    assert explain(caught.value) == "no connection in time"
    assert trouble_of(caught.value) is Trouble.SILENCE


@pytest.mark.parametrize("words", [b"HTTP/1.1 400 Bad Request\r\n\r\n", b"\x05\x00\x05\x02\x00\x01" + bytes(6), b""])
async def test_what_speaks_no_socks_costs_no_message(words: bytes) -> None:
    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.read(10)
        writer.write(words)
        await writer.drain()

    async with listening(serve) as port:
        # Anything but an error of Telegram's counts as a fault of ours, and gives a message up after some attempts.
        error = await fail(f"socks5://127.0.0.1:{port}")
    assert explain(error).startswith("proxy: ")


async def test_no_proxy_of_the_environment_is_asked_and_none_of_its_exceptions_heeded(
    company: Authority, monkeypatch: pytest.MonkeyPatch
) -> None:
    dead = f"http://127.0.0.1:{free_port()}"
    for name in ("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY"):
        monkeypatch.setenv(name, dead)
        monkeypatch.setenv(name.lower(), dead)
    seen: list[str] = []
    server = Server((NOTHING_NEW,))
    async with listening(server, company.server("environment", "DNS:localhost,DNS:api.test")) as telegram:
        for is_busy in (False, True):
            request = LeanRequest(proxy=None, read_seconds=5, is_busy=is_busy)
            assert await request.send_form(f"https://localhost:{telegram}/bot{TOKEN}/sendMessage", {}) == []
            await request.shutdown()
        monkeypatch.setenv("NO_PROXY", "*")
        async with listening(http_proxy(telegram, seen)) as port:
            request = LeanRequest(proxy=f"http://office:{PASSWORD}@127.0.0.1:{port}", read_seconds=5)
            assert await request.send_form(f"https://api.test/bot{TOKEN}/sendMessage", {}) == []
            await request.shutdown()
    assert len(seen) == 1
