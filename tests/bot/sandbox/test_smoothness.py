"""The page with 60 chats and 5,000 messages, in a real Chromium (docs/benchmarks.md holds what was measured)."""

import pytest

from tests.bot.sandbox.browser import browser
from tests.bot.sandbox.chromium import why_none
from tests.bot.sandbox.smoothness import CHATS, MESSAGES, crowded, measure


@pytest.mark.loopback
@pytest.mark.enable_socket
@pytest.mark.xdist_group("browser")
def test_sixty_chats_and_five_thousand_messages_stay_smooth() -> None:
    if reason := why_none():
        pytest.skip(reason)
    with crowded() as (address, demo, loop), browser(address) as window:
        found = measure(window, demo, loop)
        assert window.complaints() == []
    assert (found.chats, found.messages) == (CHATS, MESSAGES)
    # A tenth of this on a quiet machine; the rest is for one that runs other tests beside it.
    assert found.shown_median < 500
    assert found.opened < 2000
    assert found.longest_pause < 1000
    # What is out of view is not kept: neither bubbles nor messages pile up.
    assert found.bubbles < 600
    assert found.heap < 30
    assert found.memory - found.memory_before < 150
