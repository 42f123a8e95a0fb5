"""Requests to the Bot API with as little between us and the connection as httpx allows (docs/decisions/0010)."""

import asyncio
import io
import ssl
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import httpx
from telegram.error import NetworkError, TelegramError, TimedOut
from telegram.request import BaseRequest, RequestData
from yarl import URL

from bot.telegram.failures import UnansweredError, explain, is_of_tls
from bot.telegram.measure import LARGEST, SLOWEST_BYTES_A_SECOND, TOO_LARGE, patience_until
from bot.telegram.polling import is_refusal, read_json
from bot.telegram.proxies import make_transport
from bot.trust import trusted

if TYPE_CHECKING:
    from bot.telegram.engine import Engine

_OK = 200
# So Telegram begins the answer to what it has done.
_TAKEN = b'{"ok":true,'
_FORM = b"application/x-www-form-urlencoded"
_CONNECT_SECONDS, _WRITE_SECONDS, _FILE_WRITE_SECONDS = 5.0, 5.0, 20.0


class LeanRequest(BaseRequest):
    """What python-telegram-bot sends its requests with.

    httpx's client builds objects (cookies, redirects, hooks) that nobody here reads, so its transport is used as it is.
    Without a proxy the fast engine (`bot.telegram.engine`) takes the forms, nearly all there is: with `is_busy` from the
    first call on, otherwise once it has been loaded. No proxy is ever taken from the environment (contract, "Settings").
    `authorities` says whose certificates are believed; without it, `bot.trust.trusted` does.
    """

    def __init__(
        self,
        *,
        proxy: str | None,
        read_seconds: float,
        transport: httpx.AsyncBaseTransport | None = None,
        is_busy: bool = False,
        authorities: ssl.SSLContext | None = None,
    ) -> None:
        self._read_seconds = read_seconds
        self._urls: dict[str, httpx.URL] = {}
        self._engine: Engine | None = None
        self._may_be_fast = transport is None and proxy is None
        self._is_fast = self._may_be_fast and is_busy
        self._is_own = transport is None
        self._has_proxy = proxy is not None
        if transport is None:
            self._authorities = trusted() if authorities is None else authorities
            # A proxy that cannot be used is found out now, not at the first message.
            transport = make_transport(self._authorities, proxy)
        self._transport = transport

    @property
    def read_timeout(self) -> float:
        """How long an answer is waited for, in seconds."""
        return self._read_seconds

    async def initialize(self) -> None:
        """Do nothing: connections are made when they are needed."""

    async def shutdown(self) -> None:
        """Close the connections that are kept."""
        if self._engine is not None:
            await self._engine.aclose()
        if self._is_own:
            await self._transport.aclose()

    @staticmethod
    def parse_json_payload(payload: bytes) -> dict[str, Any]:
        """Return the answer. Raises TelegramError for what is none of Telegram's, without printing what it is."""
        answer = _read_answer(payload)
        if answer is None:
            raise TelegramError("Invalid server response") from UnansweredError(
                "answer unreadable, and not from Telegram"
            )
        return answer

    async def send_form(self, url: str, fields: Mapping[str, str]) -> Any:  # noqa: ANN401 - any JSON value
        """Post the fields and return the result. Raises TelegramError, of the kind that python-telegram-bot would."""
        status, body = await self._exchange("POST", url, write_form(fields), self._read_seconds)
        if status == _OK:
            answer = self.parse_json_payload(body)
            if answer["ok"] is True:
                return answer["result"]
            _see_refusal(status, body)
        return await _Answered(status, body).post(url)

    async def do_request(
        self,
        url: str,
        method: str,
        request_data: RequestData | None = None,
        read_timeout: Any = BaseRequest.DEFAULT_NONE,  # noqa: ANN401 - a number, None, or the mark for "not given"
        write_timeout: Any = BaseRequest.DEFAULT_NONE,  # noqa: ANN401 - as above
        connect_timeout: Any = BaseRequest.DEFAULT_NONE,  # noqa: ANN401 - as above
        pool_timeout: Any = BaseRequest.DEFAULT_NONE,  # noqa: ANN401, ARG002 - as above; there is no pool to wait for
    ) -> tuple[int, bytes]:
        """Answer the status and the body; see `telegram.request.BaseRequest.do_request`."""
        read = _given(read_timeout, self._read_seconds)
        connect = _given(connect_timeout, _CONNECT_SECONDS)
        if request_data is None or not request_data.contains_files:
            form = b"" if request_data is None else request_data.url_encoded_parameters().encode("ascii")
            write = _given(write_timeout, _WRITE_SECONDS)
            status, body = await self._exchange(method, url, form, read, connect=connect, write=write)
        else:
            whole = httpx.Request(
                method,
                self._url(url),
                data=request_data.json_parameters,
                files=_in_pieces(request_data.multipart_data),
                extensions=_timeouts(connect, read, _given(write_timeout, _FILE_WRITE_SECONDS)),
            )
            status, body = await self._send(whole)
        if method == "POST" and status == _OK and not body.startswith(_TAKEN):
            # Whoever asked takes it that where nothing is wrong there is a result.
            self._see_result(body)
        return status, body

    def _see_result(self, body: bytes) -> None:
        if self.parse_json_payload(body)["ok"] is not True:
            _see_refusal(_OK, body)

    async def _exchange(
        self,
        method: str,
        url: str,
        form: bytes,
        read: float | None,
        *,
        connect: float | None = _CONNECT_SECONDS,
        write: float | None = _WRITE_SECONDS,
    ) -> tuple[int, bytes]:
        if self._is_fast and method == "POST":
            try:
                status, body = await self._open_engine().post(url, form, connect=connect, read=read)
            except httpx.HTTPError as error:
                raise _told(error) from error
            if status != _OK:
                _see_refusal(status, body)
            return status, body
        target = self._url(url)
        # Names the request need not work out; nothing packed is asked for, so nothing must be unpacked.
        headers = [(b"host", target.netloc), (b"content-length", b"%d" % len(form))]
        if form:
            headers.append((b"content-type", _FORM))
        extensions = _timeouts(connect, read, write)
        return await self._send(httpx.Request(method, target, headers=headers, content=form, extensions=extensions))

    async def _send(self, request: httpx.Request) -> tuple[int, bytes]:
        seconds: dict[str, float | None] = request.extensions["timeout"]
        length = int(request.headers.get("content-length", 0))
        try:
            async with asyncio.timeout(_whole(seconds, length)) as patience:
                response = await self._transport.handle_async_request(request)
                try:
                    # A transport that needs no network may hand over an answer that is all there.
                    is_there = response.is_stream_consumed
                    body = response.content if is_there else await _read(response, patience, seconds["read"])
                finally:
                    await response.aclose()
        except TimeoutError:
            raise _told(httpx.ReadTimeout("no answer in time")) from None
        except httpx.HTTPError as error:
            blamed = self._blame(error)
            raise _told(blamed) from blamed
        except Exception as error:  # noqa: BLE001 - what the libraries make of a proxy that speaks no SOCKS, say
            strange = UnansweredError(f"{'proxy: ' * self._has_proxy}answer unreadable, {type(error).__name__}")
            raise _told(strange) from strange
        if response.status_code != _OK:
            _see_refusal(response.status_code, body)
        return response.status_code, body

    def _blame(self, error: httpx.HTTPError) -> httpx.HTTPError:
        """Return the error, or that it was the proxy that could not be reached."""
        is_proxy_s = self._has_proxy and isinstance(error, httpx.ConnectError | httpx.ConnectTimeout)
        if not is_proxy_s or is_of_tls(error):
            return error
        blamed = httpx.ProxyError(explain(error))
        blamed.__cause__ = error
        return blamed

    def load_engine(self) -> None:
        """Load what is fast, which takes some tenths of a second, and use it from now on; from any thread."""
        if self._may_be_fast:
            import bot.telegram.engine  # noqa: F401, PLC0415 - see `_open_engine`

            self._is_fast = True

    def _open_engine(self) -> "Engine":
        if self._engine is None:
            # Loaded when it is first needed: the first poll must not wait for it.
            from bot.telegram.engine import Engine  # noqa: PLC0415 - see above

            self._engine = Engine(self._authorities)
        return self._engine

    def _url(self, url: str) -> httpx.URL:
        """Return the address, taken apart once for each method of the Bot API."""
        known = self._urls.get(url)
        if known is None:
            known = httpx.URL(url)
            if not known.query and "/file/" not in known.path:
                self._urls[url] = known
        return known


def _read_answer(body: bytes) -> dict[str, Any] | None:
    """Return what Telegram has answered; None for what cannot be its: a page, an empty body, some other server's JSON."""
    try:
        answer = read_json(body)
    except (ValueError, RecursionError):
        return None
    if not isinstance(answer, dict):
        return None
    return answer if (answer.get("ok") is True and "result" in answer) or is_refusal(answer) else None


def _see_refusal(status: int, body: bytes) -> None:
    """Raise NetworkError where it was not Telegram that refused.

    A gateway's page with status 403 must not make a person unreachable, nor its 400 or 404 cost a message: they pass.
    """
    answer = None if httpx.codes.is_success(status) else _read_answer(body)
    if answer is None or answer.get("ok") is True:
        error = UnansweredError(f"status {status}, and not from Telegram")
        raise _told(error) from error


def _in_pieces(files: Mapping[str, Any]) -> dict[str, Any]:
    """Return the files as httpx reads them piece by piece, each with a time of its own: bytes it writes in one go."""
    return {
        field: (file[0], io.BytesIO(file[1]), *file[2:]) if isinstance(file[1], bytes) else file
        for field, file in files.items()
    }


async def _read(response: httpx.Response, patience: asyncio.Timeout, seconds: float | None) -> bytes:
    """Read an answer, however it is packed, as long as it is of Telegram's measure."""
    now = asyncio.get_running_loop().time
    began, body = now(), bytearray()
    if int(response.headers.get("content-length", 0)) > LARGEST:
        raise UnansweredError(TOO_LARGE)
    async for piece in response.aiter_bytes():
        body += piece
        if len(body) > LARGEST:
            raise UnansweredError(TOO_LARGE)
        if seconds is not None:
            patience.reschedule(patience_until(began, now(), len(body), seconds))
    return bytes(body)


def _whole(seconds: Mapping[str, float | None], length: int) -> float | None:
    """Return how long it may take until an answer begins, to a question of so many bytes."""
    if seconds["read"] is None:
        return None
    return length / SLOWEST_BYTES_A_SECOND + sum(each or 0.0 for each in seconds.values())


def write_form(fields: Mapping[str, str]) -> bytes:
    """Return fields as a form, in a fifth of the time that urllib takes. Half a surrogate pair is left out."""
    return URL.build(query=fields).raw_query_string.encode("ascii")


class _Answered(BaseRequest):
    """An answer that has come already: python-telegram-bot tells which error it means."""

    def __init__(self, status: int, body: bytes) -> None:
        self._status, self._body = status, body

    @property
    def read_timeout(self) -> None:
        return None

    async def initialize(self) -> None:
        pass

    async def shutdown(self) -> None:
        pass

    async def do_request(self, *_: Any, **__: Any) -> tuple[int, bytes]:  # noqa: ANN401 - as in the base
        return self._status, self._body


def _told(error: httpx.HTTPError) -> NetworkError:
    """Return python-telegram-bot's error for what went wrong on the way."""
    return TimedOut() if isinstance(error, httpx.TimeoutException) else NetworkError(explain(error))


def _given(timeout: Any, otherwise: float) -> float | None:  # noqa: ANN401 - a number, None, or the mark for "not given"
    if timeout is None or isinstance(timeout, int | float):
        return timeout
    return otherwise


def _timeouts(connect: float | None, read: float | None, write: float | None) -> dict[str, Any]:
    return {"timeout": {"connect": connect, "read": read, "write": write, "pool": None}}
