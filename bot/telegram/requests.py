"""Requests to the Bot API with as little between us and the connection as httpx allows (docs/decisions/0010)."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import httpx
import orjson
from telegram.error import NetworkError, TelegramError, TimedOut
from telegram.request import BaseRequest, RequestData
from yarl import URL

if TYPE_CHECKING:
    from bot.telegram.engine import Engine

_FORM = b"application/x-www-form-urlencoded"
_CONNECT_SECONDS, _WRITE_SECONDS, _FILE_WRITE_SECONDS = 5.0, 5.0, 20.0
_KEPT = 8


class LeanRequest(BaseRequest):
    """What python-telegram-bot sends its requests with.

    httpx's client builds objects (cookies, redirects, hooks) that nobody here reads, so its transport is used as it is.
    Without a proxy the fast engine (`bot.telegram.engine`) takes the forms, nearly all there is: with `is_busy` from the
    first call on, otherwise once it has been loaded. No proxy is ever taken from the environment (contract, "Settings").
    """

    def __init__(
        self,
        *,
        proxy: str | None,
        read_seconds: float,
        transport: httpx.AsyncBaseTransport | None = None,
        is_busy: bool = False,
    ) -> None:
        self._read_seconds = read_seconds
        self._urls: dict[str, httpx.URL] = {}
        self._engine: Engine | None = None
        self._may_be_fast = transport is None and proxy is None
        self._is_fast = self._may_be_fast and is_busy
        self._is_own = transport is None
        if transport is None:
            self._trusted = httpx.create_ssl_context(trust_env=False)
            # A proxy that cannot be used is found out now, not at the first message.
            limits = httpx.Limits(max_connections=None, max_keepalive_connections=_KEPT, keepalive_expiry=60)
            transport = httpx.AsyncHTTPTransport(verify=self._trusted, trust_env=False, proxy=proxy, limits=limits)
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
        """Return the answer. Raises TelegramError for what is no JSON object, without printing what it is."""
        try:
            answer = orjson.loads(payload)
        except orjson.JSONDecodeError as error:
            raise TelegramError("Invalid server response") from error
        if not isinstance(answer, dict):
            raise TelegramError("Invalid server response")
        return answer

    async def send_form(self, url: str, fields: Mapping[str, str]) -> Any:  # noqa: ANN401 - any JSON value
        """Post the fields and return the result. Raises TelegramError, of the kind that python-telegram-bot would."""
        status, body = await self._exchange("POST", url, write_form(fields), self._read_seconds)
        if httpx.codes.is_success(status):
            return self.parse_json_payload(body).get("result")
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
        if request_data is None:
            return await self._exchange(method, url, b"", read, connect=connect)
        if not request_data.contains_files:
            form = request_data.url_encoded_parameters().encode("ascii")
            write = _given(write_timeout, _WRITE_SECONDS)
            return await self._exchange(method, url, form, read, connect=connect, write=write)
        whole = httpx.Request(
            method,
            self._url(url),
            data=request_data.json_parameters,
            files=request_data.multipart_data,
            extensions=_timeouts(connect, read, _given(write_timeout, _FILE_WRITE_SECONDS)),
        )
        return await self._send(whole)

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
                return await self._open_engine().post(url, form, connect=connect, read=read)
            except httpx.HTTPError as error:
                raise _told(error) from error
        target = self._url(url)
        # Names the request need not work out; nothing packed is asked for, so nothing must be unpacked.
        headers = [(b"host", target.netloc), (b"content-length", b"%d" % len(form))]
        if form:
            headers.append((b"content-type", _FORM))
        extensions = _timeouts(connect, read, write)
        return await self._send(httpx.Request(method, target, headers=headers, content=form, extensions=extensions))

    async def _send(self, request: httpx.Request) -> tuple[int, bytes]:
        try:
            response = await self._transport.handle_async_request(request)
            try:
                # A transport that needs no network may hand over an answer that is all there.
                is_there = response.is_stream_consumed
                body = response.content if is_there else b"".join([part async for part in response.aiter_raw()])
            finally:
                await response.aclose()
        except httpx.HTTPError as error:
            raise _told(error) from error
        return response.status_code, body

    def load_engine(self) -> None:
        """Load what is fast, which takes some tenths of a second, and use it from now on; from any thread."""
        if self._may_be_fast:
            import bot.telegram.engine  # noqa: F401, PLC0415 - see `_open_engine`

            self._is_fast = True

    def _open_engine(self) -> "Engine":
        if self._engine is None:
            # Loaded when it is first needed: the first poll must not wait for it.
            from bot.telegram.engine import Engine  # noqa: PLC0415 - see above

            self._engine = Engine(self._trusted)
        return self._engine

    def _url(self, url: str) -> httpx.URL:
        """Return the address, taken apart once for each method of the Bot API."""
        known = self._urls.get(url)
        if known is None:
            known = httpx.URL(url)
            if not known.query and "/file/" not in known.path:
                self._urls[url] = known
        return known


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
    return (
        TimedOut()
        if isinstance(error, httpx.TimeoutException)
        else NetworkError(f"httpx.{type(error).__name__}: {error}")
    )


def _given(timeout: Any, otherwise: float) -> float | None:  # noqa: ANN401 - a number, None, or the mark for "not given"
    if timeout is None or isinstance(timeout, int | float):
        return timeout
    return otherwise


def _timeouts(connect: float | None, read: float | None, write: float | None) -> dict[str, Any]:
    return {"timeout": {"connect": connect, "read": read, "write": write, "pool": None}}
