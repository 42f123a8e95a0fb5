"""Telegram's webhook: an update is stored before it is answered with 200, by the same inbox as polling's."""

import secrets
from collections.abc import Callable
from datetime import datetime

import orjson
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from bot.inbox import Inbox, Taker

SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"  # noqa: S105 - the name of a header
LARGEST_UPDATE = 1024 * 1024
_IDS = 2**63


def _is_id(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and 0 <= value < _IDS


def webhook_app(
    inbox: Inbox,
    dispatcher: Taker,
    now: Callable[[], datetime],
    path: str,
    secret: str,
    heard: Callable[[datetime], None],
) -> Starlette:
    """Return the application that takes updates at `path`; whoever does not know the secret is refused."""

    async def take(request: Request) -> Response:
        given = request.headers.get(SECRET_HEADER, "")
        if not secrets.compare_digest(given.encode(), secret.encode()):
            return Response(status_code=403)
        body = bytearray()
        # Counted as it comes: a length need not be announced.
        async for piece in request.stream():
            body += piece
            if len(body) > LARGEST_UPDATE:
                return Response(status_code=413)
        try:
            update = orjson.loads(body)
        except orjson.JSONDecodeError:
            return Response(status_code=400)
        if not isinstance(update, dict) or not _is_id(update.get("update_id")):
            return Response(status_code=400)
        fetched_at = now()
        # An exception here answers 500, and Telegram sends the update again.
        dispatcher.take(await inbox.store([update], fetched_at))
        heard(fetched_at)
        return Response(status_code=200)

    return Starlette(routes=[Route(path or "/", take, methods=["POST"])])
