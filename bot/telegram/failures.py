"""Why Telegram was not reached, in a few plain words for the log and the operator. It names no address, so no token."""

import os
import socket
import ssl
from collections.abc import Iterator

import httpx

from bot.reach import Trouble

# How an error's own kind is said, where nothing under it says more.
_WORDS: tuple[tuple[type[BaseException], str], ...] = (
    (httpx.ConnectTimeout, "no connection in time"),
    (httpx.WriteTimeout, "what is sent is not taken in time"),
    (httpx.TimeoutException, "no answer in time"),
    (ConnectionRefusedError, "connection refused"),
    (ConnectionResetError, "connection reset"),
    (httpx.RemoteProtocolError, "broken off, or no HTTP"),
    (httpx.ReadError, "broken off"),
)
_LONGEST = 200
# Under every wait over TLS there is one: anyio waits while it handles it. It says that something is still to come.
_NO_ERRORS = (ssl.SSLWantReadError, ssl.SSLWantWriteError)


def explain(error: BaseException) -> str:
    """Return what went wrong on the way: `certificate not believed: certificate has expired`, `connection refused`."""
    chain = tuple(_chain(error))
    for each in reversed(chain):
        if isinstance(each, ssl.SSLCertVerificationError):
            # aiohttp makes one of its own, in which nothing stands.
            message = getattr(each, "verify_message", None) or "no reason given"
            return f"certificate not believed: {message.rstrip('.')}"[:_LONGEST]
    for each in chain:
        if isinstance(each, httpx.ProxyError):
            return f"proxy: {each}"[:_LONGEST]
        if isinstance(each, UnansweredError):
            return str(each)[:_LONGEST]
    for each in reversed(chain):
        if isinstance(each, ssl.SSLError):
            return f"no TLS: {(getattr(each, 'reason', None) or 'broken off').lower().replace('_', ' ')}"
        if isinstance(each, socket.gaierror):
            return f"name not found: {each.strerror}"
    return _by_kind(chain)


def trouble_of(error: BaseException) -> Trouble:
    """Return which trouble it is: some are told by alarms of their own."""
    for each in _chain(error):
        if isinstance(each, ssl.SSLCertVerificationError):
            return Trouble.CERTIFICATE
        if isinstance(each, httpx.ProxyError):
            return Trouble.PROXY
    return Trouble.SILENCE


class UnansweredError(httpx.TransportError):
    """Something answered, but not Telegram, or in no measure; the text says what, in our own words."""


def is_of_tls(error: BaseException) -> bool:
    """Tell whether it went wrong where TLS begins: with whoever is at the other end, not on the way."""
    return any(isinstance(each, ssl.SSLError) for each in _follow(error))


def _by_kind(chain: tuple[BaseException, ...]) -> str:
    for each in reversed(chain):
        for kind, words in _WORDS:
            if isinstance(each, kind):
                return words
        if isinstance(each, OSError) and each.errno:
            # Its own words may name the address.
            return os.strerror(each.errno)
    known = [each for each in chain if isinstance(each, httpx.HTTPError)]
    return type((known or chain)[0]).__name__


def _chain(error: BaseException) -> Iterator[BaseException]:
    """Yield an error and what it came of; of several that failed side by side, the first."""
    return (each for each in _follow(error) if not isinstance(each, _NO_ERRORS))


def _follow(error: BaseException | None) -> Iterator[BaseException]:
    seen: set[int] = set()
    while error is not None and id(error) not in seen:
        seen.add(id(error))
        yield error
        if isinstance(error, BaseExceptionGroup):
            error = error.exceptions[0]
            continue
        # The context too: httpcore says that its errors come of nothing.
        error = error.__cause__ or error.__context__
