"""The engine that moves what is said all day: aiohttp behind httpx's own interface (docs/decisions/0013).

It takes as long to load as all of httpx, so nothing but the first message sent may load it.
"""

import ssl

import httpx
from aiohttp import ClientSession, DummyCookieJar, TCPConnector
from httpx_aiohttp import AiohttpTransport

# More calls at once wait for a connection; delivery has fewer under way (`scheduler.delivery.IN_FLIGHT`).
_CONNECTIONS = 100
_KEPT_SECONDS = 60


def open_engine(trusted: ssl.SSLContext) -> httpx.AsyncBaseTransport:
    """Return a transport that keeps its connections open between calls. It knows no proxies."""

    def connect() -> ClientSession:
        connector = TCPConnector(limit=_CONNECTIONS, keepalive_timeout=_KEPT_SECONDS, ssl=trusted)
        # An environment's proxies, cookies and passwords are none of ours (contract, "Settings").
        return ClientSession(connector=connector, cookie_jar=DummyCookieJar(), trust_env=False)

    return AiohttpTransport(verify=trusted, trust_env=False, client=connect)
