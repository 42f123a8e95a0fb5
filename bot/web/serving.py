"""Running a Starlette application on uvicorn, inside our own event loop."""

import asyncio

import uvicorn
from starlette.applications import Starlette


def split_listen(listen: str) -> tuple[str, int]:
    """Return host and port of `host:port` or `[v6]:port`."""
    host, _, port = listen.rpartition(":")
    return host.strip("[]"), int(port)


class _Quiet(uvicorn.Server):
    """Leaves signals to the program, which stops everything in order."""

    def install_signal_handlers(self) -> None:
        """Install none."""


async def serve(app: Starlette, listen: str, stop: asyncio.Event) -> None:
    """Serve `app` at `listen` until `stop`. Raises OSError where the address cannot be had."""
    host, port = split_listen(listen)
    config = uvicorn.Config(app, host=host, port=port, log_config=None, access_log=False, lifespan="off")
    socket = config.bind_socket()
    server = _Quiet(config)
    async with asyncio.TaskGroup() as group:
        serving = group.create_task(server.serve(sockets=[socket]))
        stopping = group.create_task(stop.wait())
        await asyncio.wait({serving, stopping}, return_when=asyncio.FIRST_COMPLETED)
        server.should_exit = True
        stopping.cancel()
