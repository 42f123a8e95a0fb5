"""Running a Starlette application on uvicorn, inside our own event loop."""

import asyncio
import socket
from collections.abc import Iterator
from contextlib import contextmanager

import uvicorn
from starlette.applications import Starlette


def split_listen(listen: str) -> tuple[str, int]:
    """Return host and port of `host:port` or `[v6]:port`."""
    host, _, port = listen.rpartition(":")
    return host.strip("[]"), int(port)


class _Quiet(uvicorn.Server):
    """Leaves signals to the program, which stops everything in order."""

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Capture none."""
        yield


def _bind(host: str, port: int) -> socket.socket:
    # uvicorn's own way ends the whole program where the address is taken.
    listener = socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET, socket.SOCK_STREAM)
    try:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind((host, port))
    except OSError:
        listener.close()
        raise
    return listener


async def serve(app: Starlette, listen: str, stop: asyncio.Event) -> None:
    """Serve `app` at `listen` until `stop`. Raises OSError where the address cannot be had."""
    host, port = split_listen(listen)
    listener = _bind(host, port)
    try:
        # Whoever still holds a connection at the end is not waited for longer than this.
        config = uvicorn.Config(
            app, log_config=None, access_log=False, lifespan="off", ws="none", timeout_graceful_shutdown=5
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
