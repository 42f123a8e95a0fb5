"""Requests to the Bot API with as little between us and the connection as httpx allows (docs/decisions/0010)."""

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

import httpx
import orjson
from telegram.error import NetworkError, TelegramError, TimedOut
from telegram.request import BaseRequest, RequestData

_FORM = b"application/x-www-form-urlencoded"
_CONNECT_SECONDS, _WRITE_SECONDS, _FILE_WRITE_SECONDS = 5.0, 5.0, 20.0
# So many connections are kept for the next calls; more are opened while they are needed.
_KEPT = 32


class LeanRequest(BaseRequest):
    """What python-telegram-bot sends its requests with.

    Every connection is an httpx transport of its own: httpcore's pool looks at each of its connections at each
    request, and httpx's client builds objects (cookies, redirects, hooks) that nobody here reads. Together they cost
    more than the rest of a reply. No proxy is ever taken from the environment (contract, "Settings").
    """

    def __init__(
        self, *, proxy: str | None, read_seconds: float, transport: httpx.AsyncBaseTransport | None = None
    ) -> None:
        self._proxy = proxy
        self._read_seconds = read_seconds
        self._given = transport
        # Last in, first out: a connection used a moment ago is alive.
        self._idle: list[httpx.AsyncBaseTransport] = []
        self._urls: dict[str, httpx.URL] = {}
        # Read from the disk once: for each connection anew it would cost some tenths of a second.
        self._trusted = httpx.create_ssl_context(trust_env=False) if transport is None else None
        if transport is None:
            # A proxy that cannot be used is found out now, not at the first message.
            self._idle.append(self._connect())

    @property
    def read_timeout(self) -> float:
        """How long an answer is waited for, in seconds."""
        return self._read_seconds

    async def initialize(self) -> None:
        """Do nothing: connections are made when they are needed."""

    async def shutdown(self) -> None:
        """Close the connections that are kept."""
        idle, self._idle = self._idle, []
        for transport in idle:
            await transport.aclose()

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
        status, body = await self._exchange("POST", url, urlencode(fields).encode("ascii"), self._read_seconds)
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
        target = self._url(url)
        # Names the request need not work out; nothing packed is asked for, so nothing must be unpacked.
        headers = [(b"host", target.netloc), (b"content-length", b"%d" % len(form))]
        if form:
            headers.append((b"content-type", _FORM))
        extensions = _timeouts(connect, read, write)
        return await self._send(httpx.Request(method, target, headers=headers, content=form, extensions=extensions))

    async def _send(self, request: httpx.Request) -> tuple[int, bytes]:
        transport = self._given or (self._idle.pop() if self._idle else self._connect())
        is_whole = False
        try:
            response = await transport.handle_async_request(request)
            try:
                # A transport that needs no network may hand over an answer that is all there.
                is_there = response.is_stream_consumed
                body = response.content if is_there else b"".join([part async for part in response.aiter_raw()])
            finally:
                await response.aclose()
            is_whole = True
        except httpx.TimeoutException as error:
            raise TimedOut from error
        except httpx.HTTPError as error:
            raise NetworkError(f"httpx.{type(error).__name__}: {error}") from error
        finally:
            if self._given is None:
                if is_whole and len(self._idle) < _KEPT:
                    self._idle.append(transport)
                else:
                    await transport.aclose()
        return response.status_code, body

    def _connect(self) -> httpx.AsyncBaseTransport:
        limits = httpx.Limits(max_connections=1, max_keepalive_connections=1, keepalive_expiry=60)
        trusted = True if self._trusted is None else self._trusted
        return httpx.AsyncHTTPTransport(verify=trusted, trust_env=False, proxy=self._proxy, limits=limits)

    def _url(self, url: str) -> httpx.URL:
        """Return the address, taken apart once for each method of the Bot API."""
        known = self._urls.get(url)
        if known is None:
            known = httpx.URL(url)
            if not known.query and "/file/" not in known.path:
                self._urls[url] = known
        return known


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


def _given(timeout: Any, otherwise: float) -> float | None:  # noqa: ANN401 - a number, None, or the mark for "not given"
    if timeout is None or isinstance(timeout, int | float):
        return timeout
    return otherwise


def _timeouts(connect: float | None, read: float | None, write: float | None) -> dict[str, Any]:
    return {"timeout": {"connect": connect, "read": read, "write": write, "pool": None}}
