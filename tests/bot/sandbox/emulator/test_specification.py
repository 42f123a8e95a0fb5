import json
from pathlib import Path

import pytest

from bot.sandbox.emulator.methods.registry import _ANSWERS
from bot.sandbox.emulator.specification import METHODS, bot_api, extract

OFFICIAL = Path(__file__).parents[4].parent / "shared" / "data" / "telegram-bot-api.json"


def test_every_method_described_is_answered() -> None:
    assert set(METHODS) == set(_ANSWERS) == set(bot_api()["methods"])


def test_the_committed_table_is_the_official_description() -> None:
    if not OFFICIAL.exists():
        pytest.skip("the official description of the Bot API is not on this machine")
    assert bot_api() == extract(json.loads(OFFICIAL.read_text(encoding="utf-8")))
