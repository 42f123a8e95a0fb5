"""The emulator as an ASGI application: methods, files, control."""

import asyncio
import json
from typing import TYPE_CHECKING, Any

import httpx
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route
from starlette.types import Receive, Scope, Send

from bot.sandbox.emulator import methods
from bot.sandbox.emulator.control import control_routes
from bot.sandbox.emulator.events import MadeCall
from bot.sandbox.emulator.faults import Fault
from bot.sandbox.emulator.methods.registry import canonical
from bot.sandbox.emulator.refusals import Refusal
from bot.sandbox.emulator.requests import read_parameters
from bot.sandbox.emulator.world import Bot

if TYPE_CHECKING:
    from bot.sandbox.emulator.emulator import Emulator


class BrokenOff(Response):
    """An answer whose connection breaks: a header that promises more than comes, then nothing.

    A client over HTTP sees the connection close; one in the same process gets the error httpx would raise.
    """

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:  # noqa: ARG002 -- ASGI's signature
        """Begin an answer and break off."""
        await send({"type": "http.response.start", "status": 200, "headers": [(b"content-length", b"1000000")]})
        raise httpx.RemoteProtocolError("peer closed connection without sending complete message body")


def build_app(emulator: "Emulator") -> Starlette:
    """Give the application: `/bot{token}/{method}`, `/file/bot{token}/{path}`, `/control/…`."""

    async def call(request: Request) -> Response:
        return await _answer(emulator, request)

    async def fetch(request: Request) -> Response:
        return _file(emulator, request)

    return Starlette(
        routes=[
            Route("/bot{token}/{method}", call, methods=["GET", "POST"]),
            Route("/file/bot{token}/{path:path}", fetch, methods=["GET"]),
            *control_routes(emulator),
        ]
    )


def _json(status: int, body: object) -> Response:
    return Response(json.dumps(body, ensure_ascii=False), status, media_type="application/json")


def _bot(emulator: "Emulator", token: str) -> Bot:
    number, colon, _ = token.partition(":")
    if not colon or not number.isdigit():
        raise Refusal(404, "Not Found")
    bot = emulator.world.bots.get(int(number))
    if bot is None or bot.token != token:
        raise Refusal(401, "Unauthorized")
    return bot


async def _answer(emulator: "Emulator", request: Request) -> Response:
    name: str = request.path_params["method"]
    waits = canonical(name) == "getUpdates"
    emulator.calls_under_way += 0 if waits else 1
    try:
        return await _answer_with_faults(emulator, request, name)
    finally:
        emulator.calls_under_way -= 0 if waits else 1
        emulator.pulse.beat()


async def _answer_with_faults(emulator: "Emulator", request: Request, name: str) -> Response:
    try:
        bot = _bot(emulator, request.path_params["token"])
        raw, uploads = await read_parameters(request)
    except Refusal as refusal:
        return _json(refusal.code, refusal.body())
    fault = emulator.faults.take(canonical(name) or name)
    if fault is not None and fault.kind == "answer":
        is_json = fault.body.startswith("{")
        return Response(fault.body, fault.status, media_type="application/json" if is_json else "text/html")
    if fault is not None and fault.kind == "reset_before":
        return BrokenOff()
    if fault is not None and fault.kind == "delay":
        await asyncio.sleep(fault.seconds)
    method = canonical(name) or name
    try:
        result = await methods.perform(emulator, bot, name, raw, uploads)
    except Refusal as refusal:
        emulator.calls.append(MadeCall(bot.id, method, raw, refusal=refusal.description))
        return _after(fault, refusal.code, refusal.body())
    emulator.calls.append(MadeCall(bot.id, method, raw, result))
    return _after(fault, 200, {"ok": True, "result": result})


def _after(fault: Fault | None, status: int, body: dict[str, Any]) -> Response:
    if fault is not None and fault.kind == "reset_after":
        return BrokenOff()
    if fault is not None and fault.kind == "truncate":
        whole = json.dumps(body)
        return Response(whole[: len(whole) // 2], status, media_type="application/json")
    return _json(status, body)


def _file(emulator: "Emulator", request: Request) -> Response:
    try:
        _bot(emulator, request.path_params["token"])
    except Refusal as refusal:
        return _json(refusal.code, refusal.body())
    fault = emulator.faults.take("file")
    if fault is not None and fault.kind == "answer":
        return Response(fault.body, fault.status)
    if fault is not None and fault.kind in {"reset_before", "reset_after"}:
        return BrokenOff()
    path: str = request.path_params["path"]
    stored = next((stored for stored in emulator.world.files.values() if stored.path == path), None)
    if stored is None:
        return _json(404, Refusal(404, "Not Found").body())
    return Response(stored.data, media_type="application/octet-stream")
