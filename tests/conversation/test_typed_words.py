"""Words of buttons, typed instead of pressed."""

from pathlib import Path

import pytest

from tests.conversation.talking import employ, say
from tests.world import running


@pytest.mark.parametrize("word", ["文字模板", "填报表"])
async def test_whoever_types_the_word_of_a_form_gets_the_card_that_offers_it(tmp_path: Path, word: str) -> None:
    async with running(tmp_path) as world:
        world.import_demo()
        anna = world.emulator.person(1, "安娜")
        await employ(world, anna, "市文旅局", None)
        await world.move_to("2024-06-18 09:00")
        assert "没有读懂" not in await say(world, anna, word)
        card = next(message for message in reversed(anna.chat().messages) if message.words)
        assert any(word in button for button in card.words)
