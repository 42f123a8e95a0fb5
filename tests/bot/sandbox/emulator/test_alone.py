import asyncio
import sys
from pathlib import Path

import httpx
import pytest

from tests.bot.sandbox.emulator.conftest import TOKEN

ROOT = Path(__file__).parents[4]


@pytest.mark.loopback
@pytest.mark.enable_socket
async def test_run_alone_it_is_driven_from_outside_and_keeps_its_chats(tmp_path: Path) -> None:
    words = ["-m", "bot.sandbox.emulator", "--token", TOKEN, "--state", str(tmp_path / "world.json")]
    texts = []
    for turn in ("第一次", "第二次"):
        process = await asyncio.create_subprocess_exec(sys.executable, *words, stdout=asyncio.subprocess.PIPE, cwd=ROOT)
        try:
            assert process.stdout is not None
            address = (await process.stdout.readline()).decode().strip()
            async with httpx.AsyncClient(base_url=address, trust_env=False) as client:
                await client.post("/control/people", json={"id": 601, "first_name": "陈"})
                await client.post("/control/chats/601/send", json={"text": turn})
                updates = (await client.get(f"/bot{TOKEN}/getUpdates")).json()["result"]
        finally:
            process.terminate()
            assert await process.wait() == 0
        texts.append([update["message"]["text"] for update in updates])
    assert texts == [["第一次"], ["第一次", "第二次"]]
