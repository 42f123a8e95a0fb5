"""The engine that moves what is said all day: aiohttp behind httpx's own interface (docs/decisions/0013).

It takes as long to load as all of httpx, so nothing but the first message sent may load it.
"""

import ssl

import httpx
from aiohttp import ClientSession, DummyCookieJar, ServerDisconnectedError, TCPConnector
from httpx_aiohttp import AiohttpTransport

# More calls at once wait for a connection; delivery has fewer under way (`scheduler.delivery.IN_FLIGHT`).
_CONNECTIONS = 100
_KEPT_SECONDS = 60


class _Engine(AiohttpTransport):
    """The transport with its errors put right: it calls whatever goes wrong with a connection a time-out."""

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        try:
            return await super().handle_async_request(request)
        except httpx.ConnectTimeout as error:
            cause = error.__cause__
            if isinstance(cause, TimeoutError):
                raise
            if isinstance(cause, ServerDisconnectedError):
                raise httpx.RemoteProtocolError(str(error)) from cause
            raise httpx.ConnectError(str(error)) from cause


def open_engine(trusted: ssl.SSLContext) -> httpx.AsyncBaseTransport:
    """Return a transport that keeps its connections open between calls. It knows no proxies."""

    def connect() -> ClientSession:
        connector = TCPConnector(limit=_CONNECTIONS, keepalive_timeout=_KEPT_SECONDS, ssl=trusted)
        # An environment's proxies, cookies and passwords are none of ours (contract, "Settings").
        return ClientSession(connector=connector, cookie_jar=DummyCookieJar(), trust_env=False)

    return _Engine(verify=trusted, trust_env=False, client=connect)
