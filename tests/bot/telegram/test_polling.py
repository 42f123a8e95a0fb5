"""The long poll: it never waits for ever, and says what was wrong."""

import socket
from typing import Any, cast

import pytest

from bot.clock import Clock
from bot.poller import Poller
from bot.reach import Reach, Trouble
from bot.telegram.failures import explain
from bot.telegram.polling import POLL_SECONDS, PollFailedError, poll


class Line:
    """Carries a question nowhere: fails as told, or answers; remembers how long it was to wait."""

    def __init__(self, result: BaseException | tuple[int, bytes]) -> None:
        self._result = result
        self.seconds: list[float] = []

    async def do_request(self, url: str, method: str, *, read_timeout: float) -> tuple[int, bytes]:
        assert (url.partition("?")[0], method) == ("https://api.test/bot1:x/getUpdates", "POST")
        self.seconds.append(read_timeout)
        if isinstance(self._result, BaseException):
            raise self._result
        return self._result


async def test_a_question_is_given_up_some_seconds_after_it_should_have_been_answered() -> None:
    line = Line((200, b'{"ok":true,"result":[]}'))
    for seconds in (0, POLL_SECONDS):
        await poll(line, "https://api.test/bot1:x", 0, (), seconds)
    # A connection that swallows everything costs no more than this.
    assert line.seconds == [15, 40]


@pytest.mark.parametrize(
    ("result", "words", "status"),
    [
        (socket.gaierror(-2, "Name or service not known"), "name not found: Name or service not known", None),
        (ConnectionRefusedError(111, "Connection refused"), "connection refused", None),
        (OSError(101, "Connect call failed ('2001:db8::1', 443)"), "Network is unreachable", None),
        ((200, b"<html>"), "answer is no JSON", None),
        ((200, b"[" * 100_000), "answer is no JSON", None),
        ((502, b'{"ok":1}'), "status 502, and not from Telegram", None),
        ((409, b'{"ok":false,"description":"Conflict"}'), "status 409, and not from Telegram", None),
        ((409, b'{"ok":false,"error_code":409,"description":"Conflict"}'), "Conflict", 409),
    ],
    ids=["name", "refused", "no route", "page", "deep", "gateway", "filter", "Telegram"],
)
async def test_what_was_wrong_is_said_in_plain_words(
    result: BaseException | tuple[int, bytes], words: str, status: int | None
) -> None:
    with pytest.raises(PollFailedError) as caught:
        await poll(Line(result), "https://api.test/bot1:x", 0, (), 0)
    assert str(caught.value) == words
    assert (caught.value.status, caught.value.trouble) == (status, Trouble.SILENCE)


@pytest.mark.parametrize(
    ("status", "trouble", "expected"),
    [
        (None, Trouble.CERTIFICATE, Trouble.CERTIFICATE),
        (None, Trouble.PROXY, Trouble.PROXY),
        (None, Trouble.SILENCE, Trouble.SILENCE),
        (401, Trouble.SILENCE, Trouble.TOKEN),
        (409, Trouble.SILENCE, Trouble.CONFLICT),
    ],
)
def test_the_poller_tells_whoever_watches_which_trouble_it_is(
    status: int | None, trouble: Trouble, expected: Trouble
) -> None:
    reach, nothing = Reach(lambda: 0.0), cast("Any", None)
    poller = Poller(nothing, nothing, nothing, nothing, Clock(), reach)
    waits = [poller._report(PollFailedError("so it is", status, trouble=trouble), wait) for wait in (0.5, 30.0)]
    assert waits == [0.5, 30.0]
    assert reach.ailment is not None
    assert (reach.ailment.kind, reach.ailment.reason) == (expected, "so it is")


def test_several_addresses_that_failed_side_by_side_are_told_by_the_first() -> None:
    failed = [ConnectionRefusedError(111, "Connection refused"), OSError(101, "Network is unreachable")]
    error = OSError("All connection attempts failed")
    error.__cause__ = ExceptionGroup("several", failed)
    assert explain(error) == "connection refused"
