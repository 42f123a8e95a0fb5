"""The engine that moves what is said all day: aiohttp (docs/decisions/0013, 0014). It knows no proxies and sends no files.

It takes as long to load as all of httpx, so nothing but the first message sent may load it.
"""

import asyncio
import os
import ssl
from functools import lru_cache

import httpx
from aiohttp import (
    ClientConnectorError,
    ClientError,
    ClientPayloadError,
    ClientResponse,
    ClientResponseError,
    ClientSession,
    ClientTimeout,
    ConnectionTimeoutError,
    DummyCookieJar,
    ServerDisconnectedError,
    TCPConnector,
    hdrs,
)
from yarl import URL

from bot.telegram.failures import UnansweredError
from bot.telegram.measure import LARGEST, TOO_LARGE, patience_until

# More calls at once wait for a connection; delivery has fewer under way (`scheduler.delivery.IN_FLIGHT`).
_CONNECTIONS = 100
_KEPT_SECONDS = 60
_FORM = {"Content-Type": "application/x-www-form-urlencoded"}
# The length of an answer that is read in one piece is written with fewer digits.
_LONG_DIGITS = 5


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
        """Post a form, or nothing, and return the answer's status and body. Raises httpx's errors, without the address.

        `read` seconds are all there is until the answer begins, those to connect among them; a long answer has more, as
        long as it goes on coming (`bot.telegram.measure`).
        """
        try:
            # One timer for all of it: a time for each read would be begun anew by every byte that trickles in.
            async with asyncio.timeout(read) as patience:
                response = await self._session.post(
                    _parse(url),
                    data=form or None,
                    headers=_FORM if form else None,
                    timeout=_timeout(connect),
                    allow_redirects=False,
                )
                try:
                    headers = response.headers
                    length = headers.get(hdrs.CONTENT_LENGTH, "")
                    is_short = 0 < len(length) < _LONG_DIGITS and hdrs.CONTENT_ENCODING not in headers
                    body = await response.read() if is_short else await _read(response, patience, read)
                except BaseException:
                    response.close()
                    raise
                return response.status, body
        except ConnectionTimeoutError:
            # What aiohttp says of it, and of what it cannot read, names the address, and the token stands in that.
            raise httpx.ConnectTimeout("no connection in time") from None
        except TimeoutError:
            raise httpx.ReadTimeout("no answer in time") from None
        except ServerDisconnectedError as error:
            raise httpx.RemoteProtocolError("connection closed before the answer") from error
        except ClientPayloadError as error:
            raise httpx.ReadError("answer broken off") from error
        except ClientResponseError as error:
            raise httpx.RemoteProtocolError(f"answer unreadable, status {error.status}") from None
        except ClientConnectorError as error:
            raise httpx.ConnectError(str(error)) from error
        except OSError as error:
            number = error.errno or 0
            raise httpx.ReadError("answer broken off") from OSError(number, os.strerror(number))
        except (ClientError, ValueError) as error:
            # A host that is no name, among others.
            raise httpx.NetworkError(type(error).__name__) from None

    async def aclose(self) -> None:
        """Close the connections."""
        await self._session.close()


async def _read(response: ClientResponse, patience: asyncio.Timeout, seconds: float | None) -> bytes:
    """Read an answer of which nobody knows how long it is."""
    if (response.content_length or 0) > LARGEST:
        raise UnansweredError(TOO_LARGE)
    now = asyncio.get_running_loop().time
    began, body = now(), bytearray()
    async for piece in response.content.iter_any():
        body += piece
        if len(body) > LARGEST:
            raise UnansweredError(TOO_LARGE)
        if seconds is not None:
            patience.reschedule(patience_until(began, now(), len(body), seconds))
    return bytes(body)


@lru_cache(maxsize=128)
def _parse(url: str) -> URL:
    # Encoded by whoever made it, and the same few all day.
    return URL(url, encoded=True)


@lru_cache(maxsize=16)
def _timeout(connect: float | None) -> ClientTimeout:
    # `sock_connect` leaves out the time in which the name is looked up.
    return ClientTimeout(total=None, connect=connect, sock_connect=connect, sock_read=None)
