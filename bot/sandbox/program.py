"""The program as the sandbox runs it: a process of its own, which may be killed and started again.

`python -m bot.sandbox.program FOLDER API LANGUAGE`. It is the same program `liaison-bot run` is, but for its clock, whose
offset lies in the sandbox's folder. A line on standard input asks for a tick, a line on standard output says it is done;
the end of standard input ends the program, so that none outlives its sandbox.
"""

import asyncio
import sys
from pathlib import Path

from bot.alone import hold
from bot.app import App
from bot.logs import set_up_logs
from bot.sandbox.clocks import OffsetFile
from bot.sandbox.office import sandbox_settings
from models.database import Database

OFFSET_FILE = "clock-offset"
# The program's own look at the time; moves of the clock ask for theirs at once.
_TICK_SECONDS = 2.0


async def _obey(app: App) -> None:
    reader = asyncio.StreamReader()
    loop = asyncio.get_running_loop()
    await loop.connect_read_pipe(lambda: asyncio.StreamReaderProtocol(reader), sys.stdin)
    while await reader.readline():
        await app.tick()
        print("ticked", flush=True)  # noqa: T201 - what the sandbox waits for
    app.stop.set()


async def _work(folder: Path, api_base_url: str, language: str) -> None:
    settings = sandbox_settings(folder, language=language, tick_seconds=_TICK_SECONDS, api_base_url=api_base_url)
    set_up_logs(settings.log_level, settings.log_format)
    database = Database(settings.database_url.get_secret_value())
    try:
        app = App(settings, database, OffsetFile(folder / OFFSET_FILE).clock(), limits=None)
        with hold(settings.database_file):
            async with asyncio.TaskGroup() as group:
                group.create_task(_obey(app))
                await app.run()
    finally:
        database.close()


if __name__ == "__main__":
    asyncio.run(_work(Path(sys.argv[1]), sys.argv[2], sys.argv[3]))
