"""Looking up names without keeping a stop waiting: `asyncio.run` waits for its own threads, a hanging look-up among them."""

import asyncio
import contextlib
import socket
import threading
from typing import Any


def look_up_aside(loop: asyncio.AbstractEventLoop) -> None:
    """Let every look-up of this loop have a thread of its own, which nobody waits for at the end."""
    vars(loop)["getaddrinfo"] = _look_up


async def _look_up(
    host: bytes | str | None,
    port: bytes | str | int | None,
    *,
    family: int = 0,
    type: int = 0,  # noqa: A002 - asyncio's name for it
    proto: int = 0,
    flags: int = 0,
) -> list[Any]:
    """Do what the loop's own `getaddrinfo` does."""
    loop = asyncio.get_running_loop()
    found: asyncio.Future[list[Any]] = loop.create_future()

    def tell(addresses: list[Any], error: Exception | None) -> None:
        if found.done():
            return
        if error is None:
            found.set_result(addresses)
        else:
            found.set_exception(error)

    def work() -> None:
        addresses: list[Any] = []
        failed = None
        try:
            addresses = socket.getaddrinfo(host, port, family, type, proto, flags)
        except Exception as error:  # noqa: BLE001 - whatever it is, it is raised to whoever asked
            failed = error
        # A loop that is closed meanwhile has nobody left to tell.
        with contextlib.suppress(RuntimeError):
            loop.call_soon_threadsafe(tell, addresses, failed)

    threading.Thread(target=work, name="look-up", daemon=True).start()
    return await found
