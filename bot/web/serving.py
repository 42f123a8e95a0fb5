"""Running a web application on uvicorn, inside our own event loop."""

import asyncio
import socket
from collections.abc import Iterator
from contextlib import contextmanager

import uvicorn
from starlette.types import ASGIApp
from uvicorn.protocols.http.h11_impl import H11Protocol, RequestResponseCycle

# A connection over which nothing has been asked for so long is closed: each one holds a file descriptor. Longer than
# the minute for which proxies keep theirs, so that none is closed under a request that is just leaving.
QUIET_SECONDS = 75


def split_listen(listen: str) -> tuple[str, int]:
    """Return host and port of `host:port` or `[v6]:port`."""
    host, _, port = listen.rpartition(":")
    return host.strip("[]"), int(port)


class Impatient(H11Protocol):
    """Closes a connection whose next request is not whole in time. uvicorn does so only after the first one."""

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override] # as in uvicorn
        """Begin to wait."""
        super().connection_made(transport)
        self._seen: RequestResponseCycle | None = None
        self._wait()

    def _wait(self) -> None:
        self._waiting = self.loop.call_later(self.timeout_keep_alive, self._look)

    def _look(self) -> None:
        cycle: RequestResponseCycle | None = self.cycle
        if cycle is not self._seen or (cycle is not None and not cycle.response_complete):
            # Something was asked since the last look, or is being answered: the application has a patience of its own.
            self._seen = cycle
            self._wait()
        else:
            self.transport.close()

    def connection_lost(self, exc: Exception | None) -> None:
        """Wait no longer."""
        self._waiting.cancel()
        super().connection_lost(exc)


class _Quiet(uvicorn.Server):
    """Leaves signals to the program, which stops everything in order."""

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Capture none."""
        yield


def _listen(host: str, port: int) -> socket.socket:
    family, kind, _, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE)[0]
    # asyncio turns Nagle's delay off only where the protocol is named; it costs 40 ms an answer.
    listener = socket.socket(family, kind, socket.IPPROTO_TCP)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind(address)
    except OSError:
        listener.close()
        raise
    return listener


async def serve(app: ASGIApp, listen: str, stop: asyncio.Event, *, quiet_seconds: int = QUIET_SECONDS) -> None:
    """Serve `app` at `listen` until `stop`. Raises OSError where the address cannot be had.

    A connection is closed when nothing whole has been asked over it for `quiet_seconds` to twice that.
    """
    listener = _listen(*split_listen(listen))
    try:
        config = uvicorn.Config(
            app,
            http=Impatient,
            log_config=None,
            access_log=False,
            lifespan="off",
            ws="none",
            timeout_keep_alive=quiet_seconds,
            timeout_graceful_shutdown=2,
        )
        server = _Quiet(config)
        async with asyncio.TaskGroup() as group:
            serving = group.create_task(server.serve(sockets=[listener]))
            stopping = group.create_task(stop.wait())
            await asyncio.wait({serving, stopping}, return_when=asyncio.FIRST_COMPLETED)
            server.should_exit = True
            stopping.cancel()
    finally:
        listener.close()
