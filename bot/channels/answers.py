"""What a webhook's answer means. HTTP 200 is not success: the robots refuse with a code inside the answer."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from email.utils import parsedate_to_datetime
from http import HTTPStatus
from typing import Any

import httpx

from bot.logs import redact
from models.rules.deliveries import Dead, RetryAfter

LONGEST_WAIT_SECONDS = 3600.0
_REASON_LENGTH = 200
_PASSING = (HTTPStatus.REQUEST_TIMEOUT, HTTPStatus.TOO_EARLY, HTTPStatus.TOO_MANY_REQUESTS)


@dataclass(frozen=True, slots=True)
class CodeBook:
    """How one service says no: the fields with its code and its words, and the codes that pass, with the seconds to wait.

    None seconds: it says nothing of how long, and the outbox backs off. Every code not named here is final.
    """

    code_fields: tuple[str, ...]
    words_field: str
    passing: Mapping[int, float | None]


def read_answer(response: httpx.Response, book: CodeBook, now: datetime) -> dict[str, Any] | RetryAfter | Dead:
    """Return the answer's values where the service says that it is done, else what to do about it."""
    try:
        body = response.json()
    except ValueError:
        body = None
    values: dict[str, Any] = body if isinstance(body, dict) else {}
    code = next((values[field] for field in book.code_fields if isinstance(values.get(field), int)), None)
    if code:
        reason = redact(f"{code} {values.get(book.words_field, '')}".strip()[:_REASON_LENGTH])
        return RetryAfter(reason, book.passing[code]) if code in book.passing else Dead(reason)
    refused = read_status(response, now)
    if refused is not None:
        return refused
    # Something between us and the service answered in its place (a portal's page, say); the service may yet be reached.
    return values if code == 0 else RetryAfter("answer not understood")


def read_status(response: httpx.Response, now: datetime) -> RetryAfter | Dead | None:
    """Return what a status that is not 2xx means; None for 2xx."""
    if response.is_success:
        return None
    status = response.status_code
    reason = f"HTTP {status}"
    if status in _PASSING or status >= HTTPStatus.INTERNAL_SERVER_ERROR:
        return RetryAfter(reason, _retry_after(response.headers.get("retry-after", ""), now))
    return Dead(reason)


def _retry_after(header: str, now: datetime) -> float | None:
    """Read `Retry-After`, seconds or a date (RFC 9110, 10.2.3); an hour at most, so that a wrong one is not obeyed for days."""
    if header.strip().isdecimal():
        seconds = float(header)
    else:
        try:
            seconds = (parsedate_to_datetime(header) - now).total_seconds()
        except (ValueError, TypeError):
            return None
    return min(max(seconds, 0.0), LONGEST_WAIT_SECONDS)
