"""The engine that moves what is said all day: aiohttp (docs/decisions/0013). It knows no proxies.

It takes as long to load as all of httpx, so nothing but the first message sent may load it.
"""

import ssl
from functools import lru_cache

import httpx
from aiohttp import (
    ClientConnectorError,
    ClientError,
    ClientPayloadError,
    ClientSession,
    ClientTimeout,
    DummyCookieJar,
    ServerDisconnectedError,
    TCPConnector,
)
from httpx_aiohttp import AiohttpTransport
from yarl import URL

# More calls at once wait for a connection; delivery has fewer under way (`scheduler.delivery.IN_FLIGHT`).
_CONNECTIONS = 100
_KEPT_SECONDS = 60
_FORM = {"Content-Type": "application/x-www-form-urlencoded"}


class Engine(AiohttpTransport):
    """A transport that keeps its connections open between calls, and the shorter way for a form and its answer.

    Both raise httpx's errors. The transport calls whatever goes wrong with a connection a time-out; that is put right.
    """

    def __init__(self, trusted: ssl.SSLContext) -> None:
        super().__init__(verify=trusted, trust_env=False)
        connector = TCPConnector(limit=_CONNECTIONS, keepalive_timeout=_KEPT_SECONDS, ssl=trusted)
        # An environment's proxies, cookies and passwords are none of ours (contract, "Settings"); nothing packed is
        # asked for, so nothing must be unpacked.
        self.client: ClientSession = ClientSession(
            connector=connector,
            cookie_jar=DummyCookieJar(),
            trust_env=False,
            skip_auto_headers=("Accept", "Accept-Encoding", "User-Agent"),
        )

    async def post(self, url: str, form: bytes, *, connect: float | None, read: float | None) -> tuple[int, bytes]:
        """Post a form, or nothing, and return the answer's status and body."""
        try:
            async with self.client.post(
                _parse(url),
                data=form or None,
                headers=_FORM if form else None,
                timeout=_timeout(connect, read),
                allow_redirects=False,
            ) as response:
                return response.status, await response.read()
        except TimeoutError as error:
            raise httpx.ReadTimeout(str(error)) from error
        except ServerDisconnectedError as error:
            raise httpx.RemoteProtocolError(str(error)) from error
        except ClientPayloadError as error:
            raise httpx.ReadError(str(error)) from error
        except ClientConnectorError as error:
            raise httpx.ConnectError(str(error)) from error
        except (ClientError, OSError) as error:
            raise httpx.NetworkError(str(error)) from error

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        """Answer httpx; for what a form cannot hold: files."""
        try:
            return await super().handle_async_request(request)
        except httpx.ConnectTimeout as error:
            cause = error.__cause__
            if isinstance(cause, TimeoutError):
                raise
            if isinstance(cause, ServerDisconnectedError):
                raise httpx.RemoteProtocolError(str(error)) from cause
            raise httpx.ConnectError(str(error)) from cause


@lru_cache(maxsize=128)
def _parse(url: str) -> URL:
    # Encoded by whoever made it, and the same few all day.
    return URL(url, encoded=True)


@lru_cache(maxsize=16)
def _timeout(connect: float | None, read: float | None) -> ClientTimeout:
    return ClientTimeout(total=None, sock_connect=connect, sock_read=read)
