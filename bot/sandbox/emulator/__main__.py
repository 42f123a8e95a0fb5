"""Run the emulator alone: `python -m bot.sandbox.emulator --port 8081 --token 1:abc`."""

import argparse
import asyncio
import signal
import sys
from collections.abc import Sequence
from pathlib import Path

from bot.clock import Clock
from bot.sandbox.emulator.emulator import Emulator
from bot.sandbox.emulator.serving import serve


def _opened(state: Path | None, *, limits: bool) -> Emulator:
    if state is not None and state.exists():
        return Emulator.load(state, Clock().now, limits=limits)
    return Emulator(Clock().now, limits=limits)


async def _run(emulator: Emulator, host: str, port: int) -> None:
    stopped = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, stopped.set)
    async with serve(emulator, host, port) as address:
        print(address, flush=True)  # noqa: T201 -- the one thing its caller needs to know
        await stopped.wait()


def main(words: Sequence[str] | None = None) -> int:
    """Serve until SIGINT or SIGTERM; the address is the first line on standard output."""
    parser = argparse.ArgumentParser(prog="python -m bot.sandbox.emulator", description="An emulated Telegram Bot API.")
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--port", type=int, default=0, help="0 takes a free one")
    parser.add_argument("--token", action="append", default=[], help="a bot to make, <id>:<secret>; may be repeated")
    parser.add_argument("--state", type=Path, help="a file the chats are kept in between runs")
    parser.add_argument("--limits", action="store_true", help="refuse too much sending with 429")
    arguments = parser.parse_args(words)
    emulator = _opened(arguments.state, limits=arguments.limits)
    for token in arguments.token:
        emulator.bot(token)
    asyncio.run(_run(emulator, arguments.host, arguments.port))
    if arguments.state is not None:
        emulator.save(arguments.state)
    return 0


if __name__ == "__main__":
    sys.exit(main())
