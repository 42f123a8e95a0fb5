"""The way to Telegram by httpx's own transport: files, the first poll, and everything through a proxy."""

import ssl
from collections.abc import Iterable
from contextvars import ContextVar

import httpcore
import httpx

# What httpx gives no time of its own: the words changed with a SOCKS proxy before anything is asked.
GREETING_SECONDS = 5.0
_KEPT, _KEPT_SECONDS = 8, 60.0


def make_transport(
    trusted: ssl.SSLContext, proxy: str | None, *, greeting_seconds: float = GREETING_SECONDS
) -> httpx.AsyncHTTPTransport:
    """Return a transport through `proxy`, or straight. What cannot be a proxy raises ValueError now, not at the first message.

    No proxy is taken from the environment. One spoken to over TLS is believed by the same certificates as Telegram.
    """
    transport = _Closing(
        verify=trusted,
        trust_env=False,
        proxy=None if proxy is None else _by(proxy, trusted),
        limits=httpx.Limits(max_connections=None, max_keepalive_connections=_KEPT, keepalive_expiry=_KEPT_SECONDS),
    )
    transport._pool._network_backend = _Bounded(greeting_seconds)  # noqa: SLF001 - httpx has no name for it; its version is held
    return transport


def _by(proxy: str, trusted: ssl.SSLContext) -> httpx.Proxy:
    url = httpx.URL(proxy)
    return httpx.Proxy(url, ssl_context=trusted if url.scheme == "https" else None)


# The connections opened for the request that is being made.
_OPENED: ContextVar[list[httpcore.AsyncNetworkStream]] = ContextVar("opened")


class _Closing(httpx.AsyncHTTPTransport):
    """Closes a connection that was opened in vain. httpcore leaves it to the garbage collector.

    So it does where a SOCKS proxy lets nobody through, and where a call is given up while TLS begins behind a proxy.
    """

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        opened: list[httpcore.AsyncNetworkStream] = []
        _OPENED.set(opened)
        try:
            return await super().handle_async_request(request)
        except BaseException:
            for stream in opened:
                await stream.aclose()
            raise


class _Bounded(httpcore.AnyIOBackend):
    """Connections whose reader never waits for ever, though nobody has said how long he would."""

    def __init__(self, seconds: float) -> None:
        self._seconds = seconds

    async def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,  # noqa: ASYNC109 - httpcore's
        local_address: str | None = None,
        socket_options: Iterable[httpcore.SOCKET_OPTION] | None = None,
    ) -> httpcore.AsyncNetworkStream:
        stream = await super().connect_tcp(host, port, timeout, local_address, socket_options)
        _OPENED.get().append(stream)
        return _BoundedStream(stream, self._seconds)


class _BoundedStream(httpcore.AsyncNetworkStream):
    def __init__(self, stream: httpcore.AsyncNetworkStream, seconds: float) -> None:
        self._stream = stream
        self._seconds = seconds

    async def read(self, max_bytes: int, timeout: float | None = None) -> bytes:  # noqa: ASYNC109 - httpcore's
        if timeout is not None:
            return await self._stream.read(max_bytes, timeout)
        try:
            return await self._stream.read(max_bytes, self._seconds)
        except httpcore.ReadTimeout as error:
            raise httpcore.ProxyError("no answer in time") from error

    async def write(self, buffer: bytes, timeout: float | None = None) -> None:  # noqa: ASYNC109 - httpcore's
        await self._stream.write(buffer, self._seconds if timeout is None else timeout)

    async def aclose(self) -> None:
        await self._stream.aclose()

    async def start_tls(
        self,
        ssl_context: ssl.SSLContext,
        server_hostname: str | None = None,
        timeout: float | None = None,  # noqa: ASYNC109 - httpcore's
    ) -> httpcore.AsyncNetworkStream:
        return await self._stream.start_tls(ssl_context, server_hostname, timeout)

    def get_extra_info(self, info: str) -> object:
        return self._stream.get_extra_info(info)
