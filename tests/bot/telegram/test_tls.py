"""TLS: a company's own authority is believed where it is named, by every client alike; nobody else is told the token."""

import asyncio
import os
import ssl
import traceback
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from pydantic import SecretStr
from telegram.error import NetworkError

from bot import trust
from bot.channels.robots import make_client
from bot.cli import main
from bot.clock import Clock
from bot.first_poll import FirstPoll
from bot.heartbeat import Heartbeat
from bot.reach import Trouble
from bot.settings import Settings
from bot.telegram.connection import Connection
from bot.telegram.failures import explain, trouble_of
from bot.telegram.polling import PollFailedError
from bot.telegram.requests import LeanRequest
from bot.trust import TrustError, trusted, trusted_for
from tests.bot.telegram.faulty import TOKEN, Authority, Server, answer, listening, make_authority

NOTHING_NEW = answer(b'{"ok":true,"result":[]}')


@pytest.fixture(scope="module")
def company(tmp_path_factory: pytest.TempPathFactory) -> Authority:
    made = make_authority(tmp_path_factory.mktemp("authority"))
    if made is None:
        pytest.skip("no openssl command to make certificates with")
    return made


@pytest.fixture(autouse=True)
def _fresh(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    for variable in trust.VARIABLES:
        monkeypatch.delenv(variable, raising=False)
    trusted.cache_clear()
    yield
    trusted.cache_clear()


def believe(monkeypatch: pytest.MonkeyPatch, company: Authority) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(company.file))


def settings(port: int) -> Settings:
    return Settings(bot_token=SecretStr(TOKEN), api_base_url=f"https://localhost:{port}")


@pytest.mark.loopback
@pytest.mark.enable_socket
async def test_an_authority_named_in_the_environment_is_believed_by_every_client(
    company: Authority, monkeypatch: pytest.MonkeyPatch
) -> None:
    believe(monkeypatch, company)
    server = Server((NOTHING_NEW,))
    async with listening(server, company.server("good", "DNS:localhost")) as port:
        async with FirstPoll(settings(port), Clock()) as first_poll:
            assert await first_poll.take() is not None
        connection = Connection(settings(port))
        # By httpx at first, and by aiohttp once that is loaded.
        await connection.poll(0, (), seconds=0)
        connection.load_engines()
        await connection.poll(0, (), seconds=0)
        await connection.call("sendMessage", {"chat_id": "5"})
        await connection.close()
        async with make_client() as robots:
            assert (await robots.post(f"https://localhost:{port}/hook")).status_code == 200

        async def is_well() -> bool:
            return True

        heart = Heartbeat(f"https://localhost:{port}/beat", is_well)
        assert await heart.beat()
        await heart._client.aclose()
    assert len(server.asked) == 6


BAD = {
    "of an authority nobody named": ("DNS:localhost", 2, False, "unable to get local issuer certificate"),
    "expired": ("DNS:localhost", -1, True, "certificate has expired"),
    "of another host": ("DNS:api.example.org", 2, True, "Hostname mismatch"),
}


@pytest.mark.loopback
@pytest.mark.enable_socket
@pytest.mark.parametrize("case", BAD)
@pytest.mark.parametrize("is_busy", [False, True], ids=["httpx", "aiohttp"])
async def test_a_certificate_that_is_not_to_be_believed_is_named_and_told_nothing(
    company: Authority,
    monkeypatch: pytest.MonkeyPatch,
    case: str,
    is_busy: bool,  # noqa: FBT001 - a cell of the table
) -> None:
    host, days, is_named, words = BAD[case]
    if is_named:
        believe(monkeypatch, company)
    server = Server()
    async with listening(server, company.server(case.replace(" ", "-"), host, days=days)) as port:
        request = LeanRequest(proxy=None, read_seconds=5, is_busy=is_busy)
        with pytest.raises(NetworkError) as caught:
            await request.send_form(f"https://localhost:{port}/bot{TOKEN}/sendMessage", {"chat_id": "5"})
        await request.shutdown()
    assert server.asked == []
    assert explain(caught.value).startswith(f"certificate not believed: {words}")
    assert trouble_of(caught.value) is Trouble.CERTIFICATE
    assert TOKEN not in "".join(traceback.format_exception(caught.value))


@pytest.mark.loopback
@pytest.mark.enable_socket
async def test_a_poll_to_such_a_one_says_so_to_whoever_tells_by_other_channels(company: Authority) -> None:
    async with listening(Server(), company.server("poll", "DNS:localhost")) as port:
        connection = Connection(settings(port))
        connection.load_engines()
        with pytest.raises(PollFailedError, match="certificate not believed") as caught:
            await connection.poll(0, (), seconds=0)
        await connection.close()
    assert caught.value.trouble is Trouble.CERTIFICATE


@pytest.mark.loopback
@pytest.mark.enable_socket
@pytest.mark.parametrize("is_busy", [False, True], ids=["httpx", "aiohttp"])
async def test_where_no_tls_is_spoken_that_is_said(is_busy: bool) -> None:  # noqa: FBT001 - a cell of the table
    async def speak_plainly(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.read(100)
        writer.write(answer())

    async with listening(speak_plainly) as port:
        request = LeanRequest(proxy=None, read_seconds=5, is_busy=is_busy)
        with pytest.raises(NetworkError) as caught:
            await request.send_form(f"https://localhost:{port}/bot{TOKEN}/sendMessage", {})
        await request.shutdown()
    assert explain(caught.value).startswith("no TLS: ")


@pytest.mark.loopback
@pytest.mark.enable_socket
@pytest.mark.parametrize("is_busy", [False, True], ids=["httpx", "aiohttp"])
async def test_silence_over_tls_is_silence_and_no_fault_of_tls(
    company: Authority,
    monkeypatch: pytest.MonkeyPatch,
    is_busy: bool,  # noqa: FBT001 - a cell of the table
) -> None:
    async def say_nothing(_reader: asyncio.StreamReader, _writer: asyncio.StreamWriter) -> None:
        await asyncio.Event().wait()

    believe(monkeypatch, company)
    async with listening(say_nothing, company.server(f"silent-{is_busy}", "DNS:localhost")) as port:
        request = LeanRequest(proxy=None, read_seconds=5, is_busy=is_busy)
        with pytest.raises(NetworkError) as caught:
            await request.do_request(f"https://localhost:{port}/bot{TOKEN}/sendMessage", "POST", read_timeout=0.3)
        await request.shutdown()
    assert explain(caught.value) == "no answer in time"


def test_folders_are_named_in_a_list_of_which_one_may_be_missing(
    tmp_path: Path, company: Authority, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Too long a name cannot be looked at, like a folder that is not to be read; whoever is root reads that too.
    unreadable = str(tmp_path / ("x" * 300))
    monkeypatch.setenv("SSL_CERT_DIR", os.pathsep.join((unreadable, "", str(company.folder))))
    assert trusted().verify_mode is ssl.CERT_REQUIRED
    trusted.cache_clear()
    monkeypatch.setenv("SSL_CERT_DIR", os.pathsep.join((unreadable, str(tmp_path))))
    with pytest.raises(TrustError) as caught:
        trusted()
    assert caught.value.variable == "SSL_CERT_DIR"


@pytest.mark.parametrize("variable", trust.VARIABLES)
def test_certificates_that_cannot_be_read_are_named_and_not_passed_over(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, variable: str
) -> None:
    (tmp_path / "letter.pem").write_text("no certificate", encoding="utf-8")
    (tmp_path / "empty").mkdir()
    unusable = ("absent.pem", "letter.pem") if variable == "SSL_CERT_FILE" else ("absent", "empty")
    for name in unusable:
        monkeypatch.setenv(variable, str(tmp_path / name))
        with pytest.raises(TrustError) as caught:
            trusted()
        assert (caught.value.variable, caught.value.path) == (variable, str(tmp_path / name))


@pytest.mark.parametrize("command", ["run", "check", "invite --all"])
def test_the_command_line_refuses_such_certificates_in_one_line_that_names_them(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], command: str
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("LIAISON_BOT_TOKEN", TOKEN)
    monkeypatch.setenv("SSL_CERT_FILE", "absent.pem")
    assert main(command.split()) == 1
    (line,) = capsys.readouterr().err.splitlines()
    assert line.startswith("SSL_CERT_FILE: absent.pem ")
    assert list(tmp_path.iterdir()) == []


def test_whoever_names_an_authority_believes_nobody_else(company: Authority, monkeypatch: pytest.MonkeyPatch) -> None:
    assert len(trusted().get_ca_certs()) > 50
    trusted.cache_clear()
    believe(monkeypatch, company)
    (own,) = trusted().get_ca_certs()
    assert "A company's own" in str(own["subject"])


def test_where_nothing_is_asked_over_tls_nothing_is_loaded_and_nobody_believed() -> None:
    context = trusted_for("http://127.0.0.1:8081", None)
    assert context.get_ca_certs() == []
    assert context.verify_mode is ssl.CERT_REQUIRED
    assert trusted_for("http://127.0.0.1:8081", "https://proxy.example") is trusted()


@pytest.mark.loopback
@pytest.mark.enable_socket
async def test_a_proxy_spoken_to_over_tls_is_believed_by_the_same_authority(
    company: Authority, monkeypatch: pytest.MonkeyPatch
) -> None:
    believe(monkeypatch, company)
    server = Server((answer(b"", "407 Proxy Authentication Required"),))
    async with listening(server, company.server("proxy", "DNS:localhost")) as port:
        request = LeanRequest(proxy=f"https://localhost:{port}", read_seconds=5)
        with pytest.raises(NetworkError) as caught:
            await request.send_form(f"https://api.example.org/bot{TOKEN}/sendMessage", {})
        await request.shutdown()
    assert server.asked == ["CONNECT api.example.org:443 HTTP/1.1"]
    assert explain(caught.value) == "proxy: 407 Proxy Authentication Required"
    assert isinstance(caught.value.__cause__, httpx.ProxyError)
