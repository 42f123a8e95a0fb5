"""A served sandbox in a test: the real program in its own process, the emulator on loopback."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import datetime
from zoneinfo import ZoneInfo

from bot.sandbox.crowd import register
from bot.sandbox.demo import Demo
from bot.sandbox.feed import Feed

ZONE = ZoneInfo("Asia/Shanghai")
CERAMICS = "市先陶办"
COMMERCE = "市商务局"


def local(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=ZONE)


@asynccontextmanager
async def demo_office(*units: str) -> AsyncIterator[Demo]:
    """Run a sandbox with the plan imported, the office's group bound, and these units registered."""
    async with Demo.running(local("2024-05-27 09:00"), "zh-CN", Feed()) as demo:
        await demo.import_plan()
        await demo.bind_office()
        await register(demo, units)
        yield demo
        assert demo.emulator.violations == []
