"""Telegram's webhook: an update is stored before it is answered with 200, by the same inbox as polling's."""

import asyncio
import json
import logging
import secrets
from collections.abc import Awaitable, Callable
from datetime import datetime
from typing import Any
from urllib.parse import unquote

import orjson
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response
from starlette.types import ASGIApp, Receive, Scope, Send

from bot.inbox import Inbox, Taker
from models.database import is_out_of_order

SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"  # noqa: S105 - the name of a header
LARGEST_UPDATE = 1024 * 1024
# Telegram writes an update at once; what takes longer is a connection that has died.
BODY_SECONDS = 30.0
# Telegram's server waits as long as it is asked (telegram-bot-api, WebhookActor), instead of longer each time: what it
# would drop meanwhile, a press after some minutes, comes yet.
RETRY_SECONDS = 5
_IDS = 2**63

log = logging.getLogger(__name__)


class _RefusedError(Exception):
    """The request holds no update; `status` is the answer."""

    def __init__(self, status: int) -> None:
        super().__init__(status)
        self.status = status


def webhook_app(
    inbox: Inbox,
    dispatcher: Taker,
    now: Callable[[], datetime],
    path: str,
    secret: str,
    reached: Callable[[datetime], Awaitable[None]],
    *,
    body_seconds: float = BODY_SECONDS,
) -> ASGIApp:
    """Return the application that takes updates at `path`; whoever does not know the secret is refused.

    `path` is as it stands in the address, so percent-encoded where need be. `reached` is told of every update before it
    is stored, and may raise like the storage. What cannot be stored is answered with 503 or 500, and comes again.
    """
    place = unquote(path) or "/"

    async def store(update: dict[str, Any]) -> Response:
        try:
            fetched_at = now()
            await reached(fetched_at)
            dispatcher.take(await inbox.store([update], fetched_at))
        except Exception as error:
            if is_out_of_order(error):
                log.error("update not stored", extra={"reason": str(error).splitlines()[0]})  # noqa: TRY400 - the trace would say nothing more
                return _come_again()
            log.exception("update not stored", extra={"update_id": update["update_id"]})
            return Response(status_code=500)
        return Response(status_code=200)

    async def answer(scope: Scope, receive: Receive, send: Send) -> None:
        request = Request(scope, receive)
        try:
            _admit(request, place, secret)
            response = await store(_read(await _body(request, body_seconds)))
        except _RefusedError as refused:
            response = Response(status_code=refused.status)
        except asyncio.CancelledError:
            # The server stops and waits no longer. Whether it will be stored or not, it may come again.
            response = _come_again()
        await response(scope, receive, send)

    return answer


def _admit(request: Request, place: str, secret: str) -> None:
    # Compared as it is: in a route of Starlette's, braces would mean something.
    if request.scope["path"] != place:
        raise _RefusedError(404)
    if request.method != "POST":
        raise _RefusedError(405)
    given = request.headers.get(SECRET_HEADER, "")
    if not secrets.compare_digest(given.encode(), secret.encode()):
        raise _RefusedError(403)


def _come_again() -> Response:
    return Response(status_code=503, headers={"Retry-After": str(RETRY_SECONDS)})


async def _body(request: Request, seconds: float) -> bytes:
    body = bytearray()
    try:
        async with asyncio.timeout(seconds):
            # Counted as it comes: a length need not be announced.
            async for piece in request.stream():
                body += piece
                if len(body) > LARGEST_UPDATE:
                    raise _RefusedError(413)
    except ClientDisconnect:
        raise _RefusedError(400) from None
    except TimeoutError:
        raise _RefusedError(408) from None
    return bytes(body)


def _read(body: bytes) -> dict[str, Any]:
    try:
        update = orjson.loads(body)
    except orjson.JSONDecodeError:
        try:
            # Half of a surrogate pair in somebody's text: refused, it would come again for a day, and that chat's other
            # messages behind it.
            update = json.loads(body)
        except (ValueError, RecursionError):
            raise _RefusedError(400) from None
    if not isinstance(update, dict) or not _is_id(update.get("update_id")):
        raise _RefusedError(400)
    return update


def _is_id(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and 0 <= value < _IDS
