"""The page's server: on loopback unless told otherwise, answering before the sandbox behind it is set up."""

import asyncio
import signal
import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime

import uvicorn

from bot.sandbox.house import House
from bot.sandbox.web import page_app
from locales import t

_LOOPBACK = ("127.0.0.1", "localhost", "::1")
_NAMES = ["127.0.0.1", "localhost", "[::1]"]
_LEAVES_WITHIN_SECONDS = 1
_USUAL_PORT = 8080
# Below it ports are for the system alone.
_FIRST_PORT, _LAST_PORT = 1024, 65535
_LOOKS = 20


class _Server(uvicorn.Server):
    """A server that leaves signals to its caller, who has a program to end in order."""

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        yield


def listen(host: str, port: int) -> socket.socket:
    """Take the address; raises OSError where it cannot be had."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listener = socket.socket(family, socket.SOCK_STREAM)
    try:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind((host, port))
        listener.listen(128)
    except OSError:
        listener.close()
        raise
    return listener


def next_free_port(host: str, taken: int) -> int:
    """Return a port behind one that cannot be had, which can be had at this moment, as far as a short look tells."""
    first = taken + 1 if _FIRST_PORT <= taken < _LAST_PORT else _USUAL_PORT
    for port in range(first, min(first + _LOOKS, _LAST_PORT + 1)):
        try:
            listen(host, port).close()
        except OSError:
            continue
        return port
    return first


async def serve_page(
    listener: socket.socket, host: str, start: datetime, language: str, say: Callable[[str], None]
) -> None:
    """Serve the page until SIGINT or SIGTERM; the address is the first thing said."""
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, stop.set)
    house = House(start, language)
    app = page_app(house, stop, hosts=_NAMES if host in _LOOPBACK else ["*"])
    config = uvicorn.Config(
        app,
        log_config=None,
        access_log=False,
        lifespan="off",
        ws="none",
        timeout_graceful_shutdown=_LEAVES_WITHIN_SECONDS,
    )
    server = _Server(config)
    shown = f"[{host}]" if ":" in host else host
    say(f"http://{shown}:{listener.getsockname()[1]}/")
    say(t(language, "sandbox-served"))
    async with asyncio.TaskGroup() as group:
        serving = group.create_task(server.serve(sockets=[listener]))
        group.create_task(house.run(stop))
        await stop.wait()
        server.should_exit = True
        house.feed.put("end")
        await serving
