"""The house: holds the demo that is on, sets it up, and puts another in its place at a reset."""

import asyncio
import logging
from datetime import datetime

from bot.sandbox.crowd import register
from bot.sandbox.demo import Demo
from bot.sandbox.feed import Feed
from bot.sandbox.play import CERAMICS, COMMERCE, CULTURE, INDUSTRY, OFFICE, PUBLICITY, UNIVERSITY
from bot.sandbox.tour import Stop, take_step

# Those who have registered when a newcomer first looks: enough to see something, not all.
_FIRST_UNITS = (CULTURE, COMMERCE, CERAMICS, UNIVERSITY, OFFICE, PUBLICITY, INDUSTRY)

log = logging.getLogger(__name__)


class House:
    """One demo at a time, from `run` to its end. `demo` is None for the moment one is being set up."""

    def __init__(self, start: datetime, language: str) -> None:
        self.start = start
        self.language = language
        self.feed = Feed()
        self.demo: Demo | None = None
        self._wants_empty = False
        self._change = asyncio.Event()
        self._ready = asyncio.Event()

    async def run(self, stop: asyncio.Event) -> None:
        """Keep a demo on until `stop`."""
        stopping = asyncio.ensure_future(stop.wait())
        try:
            while not stop.is_set():
                self._change.clear()
                async with Demo.running(self.start, self.language, self.feed) as demo:
                    self.demo = demo
                    self.feed.put("resync")
                    if not self._wants_empty:
                        await self._furnish(demo)
                    self._ready.set()
                    changing = asyncio.ensure_future(self._change.wait())
                    await asyncio.wait({stopping, changing}, return_when=asyncio.FIRST_COMPLETED)
                    changing.cancel()
                    self._ready.clear()
                    self.demo = None
        finally:
            stopping.cancel()

    async def _furnish(self, demo: Demo) -> None:
        async with demo.act():
            try:
                await demo.import_plan()
                await demo.bind_office()
                await register(demo, _FIRST_UNITS)
            except (LookupError, TimeoutError):
                log.exception("the sandbox could not be set up")

    async def reset(self, *, empty: bool, language: str | None = None) -> Demo:
        """Begin anew, with an empty office or one that has begun its work, in another language if one is given.

        Returns the new demo.
        """
        await self._ready.wait()
        self._ready.clear()
        self.language = language or self.language
        self._wants_empty = empty
        self._change.set()
        await self._ready.wait()
        if self.demo is None:
            raise LookupError("no demo")
        return self.demo

    async def take_tour_step(self, step: int, language: str | None = None) -> Stop:
        """Do a step of the tour; the first one begins with an empty office, in the language given."""
        demo = await self.reset(empty=True, language=language) if step == 1 else self.demo
        if demo is None:
            raise LookupError("no demo")
        async with demo.act():
            return await take_step(demo, step)

    async def until_ready(self) -> None:
        """Wait until the demo is set up."""
        await self._ready.wait()
