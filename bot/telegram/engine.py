"""The engine that moves what is said all day: aiohttp (docs/decisions/0013, 0014). It knows no proxies and sends no files.

It takes as long to load as all of httpx, so nothing but the first message sent may load it.
"""

import ssl
from functools import lru_cache

import httpx
from aiohttp import (
    ClientConnectorError,
    ClientError,
    ClientPayloadError,
    ClientResponseError,
    ClientSession,
    ClientTimeout,
    DummyCookieJar,
    ServerDisconnectedError,
    TCPConnector,
)
from yarl import URL

# More calls at once wait for a connection; delivery has fewer under way (`scheduler.delivery.IN_FLIGHT`).
_CONNECTIONS = 100
_KEPT_SECONDS = 60
_FORM = {"Content-Type": "application/x-www-form-urlencoded"}


class Engine:
    """Posts forms over connections that are kept open between calls. Make it inside a running event loop."""

    def __init__(self, trusted: ssl.SSLContext) -> None:
        connector = TCPConnector(limit=_CONNECTIONS, keepalive_timeout=_KEPT_SECONDS, ssl=trusted)
        # An environment's proxies, cookies and passwords are none of ours (contract, "Settings"); nothing packed is
        # asked for, so nothing must be unpacked.
        self._session = ClientSession(
            connector=connector,
            cookie_jar=DummyCookieJar(),
            trust_env=False,
            skip_auto_headers=("Accept", "Accept-Encoding", "Content-Type", "User-Agent"),
        )

    async def post(self, url: str, form: bytes, *, connect: float | None, read: float | None) -> tuple[int, bytes]:
        """Post a form, or nothing, and return the answer's status and body. Raises httpx's errors."""
        try:
            async with self._session.post(
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
        except ClientResponseError as error:
            # What aiohttp says of it names the address, and the token stands in that.
            raise httpx.RemoteProtocolError(f"answer unreadable, status {error.status}") from None
        except ClientConnectorError as error:
            raise httpx.ConnectError(str(error)) from error
        except (ClientError, OSError) as error:
            raise httpx.NetworkError(type(error).__name__) from error

    async def aclose(self) -> None:
        """Close the connections."""
        await self._session.close()


@lru_cache(maxsize=128)
def _parse(url: str) -> URL:
    # Encoded by whoever made it, and the same few all day.
    return URL(url, encoded=True)


@lru_cache(maxsize=16)
def _timeout(connect: float | None, read: float | None) -> ClientTimeout:
    # `sock_connect` leaves out the time in which the name is looked up.
    return ClientTimeout(total=None, connect=connect, sock_connect=connect, sock_read=read)
