"""The emulator over real HTTP on this machine."""

import asyncio
import socket
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from typing import TYPE_CHECKING

import uvicorn

if TYPE_CHECKING:
    from bot.sandbox.emulator.emulator import Emulator


@asynccontextmanager
async def serve(emulator: "Emulator", host: str = "127.0.0.1", port: int = 0) -> AsyncIterator[str]:
    """Serve the emulator while inside; gives the base address, such as `http://127.0.0.1:40123`.

    Port 0 takes a free one. Webhooks are delivered too. Waiting getUpdates requests are answered empty at the end.
    """
    # The protocol is named so that asyncio turns off Nagle: it costs 40 ms an answer.
    listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((host, port))
    except OSError:
        listener.close()
        raise
    config = uvicorn.Config(
        emulator.app, log_level="critical", lifespan="off", access_log=False, timeout_graceful_shutdown=1, ws="none"
    )
    server = _QuietServer(config)
    async with emulator.running(), asyncio.TaskGroup() as tasks:
        serving = tasks.create_task(server.serve(sockets=[listener]))
        try:
            await server.begun.wait()
            yield f"http://{host}:{listener.getsockname()[1]}"
        finally:
            server.should_exit = True
            emulator.queues.release()
            await asyncio.wait([serving])
            listener.close()


class _QuietServer(uvicorn.Server):
    """A server that leaves the process's signals alone and says when it is ready."""

    def __init__(self, config: uvicorn.Config) -> None:
        super().__init__(config)
        self.begun = asyncio.Event()

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        self.begun.set()

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        yield
