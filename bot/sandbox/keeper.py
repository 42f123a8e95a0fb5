"""Keeps the program's process: starts it, asks it for ticks, kills it for real."""

import asyncio
import contextlib
import os
import sys
from pathlib import Path

_TICKS_WITHIN_SECONDS = 60.0
_ENDS_WITHIN_SECONDS = 10.0


class Keeper:
    """One program at a time, working on the sandbox's folder and talking to the emulator at `api_base_url`."""

    def __init__(self, folder: Path, api_base_url: str, language: str) -> None:
        self._words = (str(folder), api_base_url, language)
        self._log = folder / "program.log"
        self._process: asyncio.subprocess.Process | None = None
        self._asking = asyncio.Lock()
        self.starts = 0

    @property
    def is_alive(self) -> bool:
        """Whether the program runs."""
        return self._process is not None and self._process.returncode is None

    @property
    def pid(self) -> int | None:
        """The process id of the program that runs."""
        return self._process.pid if self._process is not None and self.is_alive else None

    async def start(self) -> None:
        """Start the program, if it does not run."""
        if self.is_alive:
            return
        # Nothing of the caller's settings reaches the sandbox's program.
        environment = {name: value for name, value in os.environ.items() if not name.startswith("LIAISON_")}
        with self._log.open("ab") as log:
            self._process = await asyncio.create_subprocess_exec(
                sys.executable,
                "-m",
                "bot.sandbox.program",
                *self._words,
                stdin=asyncio.subprocess.PIPE,
                stdout=asyncio.subprocess.PIPE,
                stderr=log,
                env=environment,
                # A Ctrl-C in the terminal is the sandbox's to handle; it then ends its program in order.
                start_new_session=True,
            )
        self.starts += 1

    async def tick(self) -> bool:
        """Have the program look at the time now; tell whether it has (a killed one has not)."""
        async with self._asking:
            process = self._process
            if process is None or process.stdin is None or process.stdout is None or not self.is_alive:
                return False
            try:
                process.stdin.write(b"tick\n")
                await process.stdin.drain()
                async with asyncio.timeout(_TICKS_WITHIN_SECONDS):
                    return bool(await process.stdout.readline())
            except (ConnectionError, TimeoutError):
                return False

    async def kill(self) -> None:
        """Kill the program as `kill -9` does."""
        if self._process is not None and self.is_alive:
            self._process.kill()
            await self._process.wait()

    async def stop(self) -> None:
        """End the program in order, or kill it where it does not end."""
        process = self._process
        if process is None or not self.is_alive:
            return
        if process.stdin is not None:
            process.stdin.close()
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(_ENDS_WITHIN_SECONDS):
                await process.wait()
        await self.kill()
