"""The long poll: one question, and what may come of it. It loads nothing else, for it is the first thing a start does."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol
from urllib.parse import urlencode

import orjson

from bot.reach import Trouble
from bot.telegram.failures import explain, trouble_of

POLL_SECONDS = 25
# Beyond what the question itself may last: to connect, and to be answered.
_ANSWER_SECONDS = 15


class Asks(Protocol):
    """What carries a question there and the answer back."""

    async def do_request(self, url: str, method: str, *, read_timeout: float) -> tuple[int, bytes]:
        """Return the answer's status and body. Give up where none has begun to come after `read_timeout` seconds."""


class PollFailedError(Exception):
    """A poll did not succeed; `status` is Telegram's code, or None where it did not answer, and `trouble` why not."""

    def __init__(
        self,
        reason: str,
        status: int | None = None,
        retry_after: float | None = None,
        trouble: Trouble = Trouble.SILENCE,
    ) -> None:
        super().__init__(reason)
        self.status = status
        self.retry_after = retry_after
        self.trouble = trouble


@dataclass(frozen=True, slots=True)
class Updates:
    """What one poll fetched, as Telegram wrote it."""

    updates: Sequence[dict[str, Any]]


async def poll(by: Asks, address: str, offset: int, allowed: Sequence[str], seconds: int) -> Updates:
    """Ask for the updates from `offset` on, which confirms those before it; 0 confirms none.

    `address` is the bot's, token and all, to which the method is added. The payload is taken as it is: one strange
    update must not make a whole batch unreadable for ever. Raises PollFailedError for anything but an answer.
    """
    query = urlencode(
        {
            "offset": offset,
            "timeout": seconds,
            "limit": 100,
            "allowed_updates": orjson.dumps(list(allowed)).decode(),
        }
    )
    try:
        status, body = await by.do_request(
            url=f"{address}/getUpdates?{query}", method="POST", read_timeout=seconds + _ANSWER_SECONDS
        )
        answer = read_json(body)
    except (ValueError, RecursionError) as error:
        raise PollFailedError("answer is no JSON") from error
    except Exception as error:
        # PTB's errors and httpx's alike: whatever went wrong, the poll is asked again.
        raise PollFailedError(explain(error), trouble=trouble_of(error)) from error
    if not isinstance(answer, dict) or not answer.get("ok") or not isinstance(answer.get("result"), list):
        raise _refusal(answer if isinstance(answer, dict) else {}, status)
    return Updates([update for update in answer["result"] if isinstance(update, dict)])


def read_json(body: bytes) -> Any:  # noqa: ANN401 - any JSON value
    """Return what JSON says. Raises ValueError or RecursionError for what is none."""
    try:
        return orjson.loads(body)
    except orjson.JSONDecodeError:
        # Half of a surrogate pair in somebody's text must not stop everybody's messages; the slower one takes it.
        return json.loads(body)


def is_refusal(answer: Mapping[str, Any]) -> bool:
    """Tell whether an answer is a refusal of Telegram's, which always has these three; filters write JSON of their own."""
    return (
        answer.get("ok") is False
        and isinstance(answer.get("description"), str)
        and isinstance(answer.get("error_code"), int)
        and isinstance(answer.get("parameters"), dict | None)
    )


def _refusal(answer: dict[str, Any], status: int) -> PollFailedError:
    if not is_refusal(answer):
        # A gateway's own 401 says nothing of our token.
        return PollFailedError(f"status {status}, and not from Telegram")
    parameters = answer.get("parameters")
    seconds = parameters.get("retry_after") if isinstance(parameters, dict) else None
    retry_after = float(seconds) if isinstance(seconds, int | float) else None
    return PollFailedError(answer["description"] or f"status {status}", status, retry_after)
