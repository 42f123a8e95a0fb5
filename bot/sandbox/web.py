"""The page and what it asks for, as a Starlette application."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from pathlib import Path
from typing import Any
from urllib.parse import quote

import orjson
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.middleware.base import BaseHTTPMiddleware, RequestResponseEndpoint
from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.requests import Request
from starlette.responses import FileResponse, Response, StreamingResponse
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles

from bot.sandbox.acts import ACTS, open_link
from bot.sandbox.crowd import answer_half, register, unregistered
from bot.sandbox.demo import Demo, NotNowError
from bot.sandbox.emulator import Group, PrivateChat, Refusal
from bot.sandbox.house import House
from bot.sandbox.overview import overview
from bot.sandbox.shapes import message_shape
from bot.sandbox.wording import page_texts
from locales import LANGUAGES

PAGE = Path(__file__).with_name("page")
_MESSAGES_AT_ONCE = 60
_IDLE_SECONDS = 15.0
# What a page may load, from here alone; data: for the pictures chosen but not yet sent.
_POLICY = "default-src 'self'; img-src 'self' data: blob:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"

Json = dict[str, Any]
Handler = Callable[[Request], Awaitable[Response]]


def _json(body: object, status: int = 200) -> Response:
    return Response(orjson.dumps(body), status, media_type="application/json")


def _language(body: Json) -> str | None:
    """Return the language asked for, where we speak it."""
    wanted = body.get("language")
    return str(wanted) if wanted in LANGUAGES else None


def _guarded(handler: Callable[[Request], Awaitable[object]]) -> Handler:
    """Turn what goes wrong into one sentence for the page. A press needs the page's own header: no other site can send it."""

    async def answer(request: Request) -> Response:
        if request.method == "POST" and request.headers.get("x-sandbox") != "1":
            return _json({"error": "X-Sandbox"}, 403)
        try:
            return _json(await handler(request))
        except LookupError as error:
            return _json({"error": str(error)}, 404)
        except (NotNowError, ValueError, TypeError, PermissionError, Refusal) as error:
            return _json({"error": str(error)}, 409)

    return answer


class _Headers(BaseHTTPMiddleware):
    async def dispatch(self, request: Request, call_next: RequestResponseEndpoint) -> Response:
        response = await call_next(request)
        response.headers["Content-Security-Policy"] = _POLICY
        response.headers["X-Content-Type-Options"] = "nosniff"
        response.headers["Cache-Control"] = "no-store"
        return response


class Pages:
    """The handlers. `house` holds the demo they work on."""

    def __init__(self, house: House, stop: asyncio.Event) -> None:
        self.house = house
        self._stop = stop

    def _demo(self) -> Demo:
        if self.house.demo is None:
            raise LookupError("no demo")
        return self.house.demo

    async def index(self, _request: Request) -> Response:
        """Return the page."""
        return FileResponse(PAGE / "index.html")

    async def texts(self, request: Request) -> object:
        """Return the page's words in a language."""
        language = request.query_params.get("language", self.house.language)
        return page_texts(language if language in LANGUAGES else self.house.language)

    async def state(self, _request: Request) -> object:
        """Return everything but the messages."""
        demo, last = self.house.demo, self.house.feed.last
        return {"event": last, "language": self.house.language, "demo": None if demo is None else await overview(demo)}

    async def messages(self, request: Request) -> object:
        """Return a chat's last messages, or those before one."""
        demo = self._demo()
        chat = demo.chat(request.path_params["chat"])
        before = int(request.query_params.get("before", 2**53))
        kept = [seen for seen in chat.messages if seen.id < before]
        shown = kept[-_MESSAGES_AT_ONCE:]
        commands = chat.commands if isinstance(chat, PrivateChat) else []
        if isinstance(chat, Group):
            commands = chat.commands(demo.admin)
        return {
            "messages": [message_shape(seen) for seen in shown],
            "more": len(kept) > len(shown),
            "keyboard": [[{"text": one.text, "contact": one.asks_contact} for one in row] for row in chat.keyboard],
            "commands": [{"command": name, "description": words} for name, words in commands],
        }

    async def act(self, request: Request) -> object:
        """Let a person do something in a chat."""
        demo = self._demo()
        act = ACTS[request.path_params["act"]]
        chat = demo.chat(request.path_params["chat"])
        return await act(demo, chat, orjson.loads(await request.body() or b"{}"))

    async def upload(self, request: Request) -> object:
        """Let a person send a file; the body is the file."""
        chat = self._demo().chat(request.path_params["chat"])
        name, caption = request.query_params["name"], request.query_params.get("caption", "")
        data = await request.body()
        is_photo = request.query_params.get("photo") == "1"
        if isinstance(chat, PrivateChat):
            seen = chat.photo(data, caption=caption) if is_photo else chat.upload(name, data, caption=caption)
        elif isinstance(chat, Group):
            person = self._demo().emulator.person(int(request.query_params["as"]))
            seen = (
                chat.photo(person, data, caption=caption)
                if is_photo
                else chat.upload(person, name, data, caption=caption)
            )
        else:
            raise LookupError("no such chat")  # noqa: TRY004 - a chat that is not there, to the page
        return {"id": seen.id}

    async def open_link(self, request: Request) -> object:
        """Open a deep link, as whoever it was made for."""
        body = orjson.loads(await request.body())
        return await open_link(self._demo(), str(body["token"]), int(body["as"]))

    async def clock(self, request: Request) -> object:
        """Move the clock; with `now` it stays, and the program looks at it at once."""
        demo = self._demo()
        wanted = str(orjson.loads(await request.body())["to"])
        target = None if wanted == "now" else await demo.target(wanted)
        async with demo.act():
            await (demo.tick() if target is None else demo.move_to(target))
        return {"now": demo.clock.now().isoformat()}

    async def switch(self, request: Request) -> object:
        """Throw one of the switches."""
        demo = self._demo()
        body = orjson.loads(await request.body() or b"{}")
        match request.path_params["name"]:
            case "answer":
                async with demo.act():
                    return {"units": await answer_half(demo, int(body.get("seed", 1)))}
            case "register":
                async with demo.act():
                    await register(demo, await demo.look(unregistered(demo)))
            case "network":
                await demo.set_network(on=bool(body["on"]))
            case "program":
                await (demo.revive() if body["on"] else demo.kill())
            case _:
                raise LookupError("no such switch")
        return {}

    async def tour(self, request: Request) -> object:
        """Take a step of the tour."""
        body = orjson.loads(await request.body())
        stop = await self.house.take_tour_step(int(body["step"]), _language(body))
        return {"chats": stop.chats}

    async def reset(self, request: Request) -> object:
        """Begin anew, in the language asked for."""
        await self.house.reset(empty=False, language=_language(orjson.loads(await request.body() or b"{}")))
        return {}

    async def file(self, request: Request) -> Response:
        """Return a file of a chat."""
        demo = self.house.demo
        stored = None if demo is None else demo.emulator.world.files.get(request.path_params["file"])
        if stored is None:
            return _json({"error": "no such file"}, 404)
        if stored.kind == "photo":
            return Response(stored.data, media_type="image/jpeg")
        name = str(stored.body.get("file_name") or request.path_params["file"])
        # Whatever somebody uploaded is saved, never shown as a page of ours.
        disposition = f"attachment; filename*=UTF-8''{quote(name)}"
        return Response(
            stored.data, media_type="application/octet-stream", headers={"Content-Disposition": disposition}
        )

    async def events(self, request: Request) -> Response:
        """Tell what happens, as server-sent events, from the one last seen on."""
        last = request.headers.get("last-event-id") or request.query_params.get("after") or self.house.feed.last
        return StreamingResponse(self._stream(int(last)), media_type="text/event-stream")

    async def _stream(self, last: int) -> AsyncIterator[bytes]:
        yield b"retry: 500\n\n"
        following = self.house.feed.follow(last, idle_seconds=_IDLE_SECONDS)
        async for batch in following:
            if self._stop.is_set():
                return
            yield (
                b"".join(b"id: %d\ndata: %s\n\n" % (number, orjson.dumps(body)) for number, body in batch) or b": \n\n"
            )


def page_app(house: House, stop: asyncio.Event, *, hosts: list[str]) -> Starlette:
    """Return the application. `hosts` are the names it answers to (no other site's name may lead here)."""
    pages = Pages(house, stop)
    routes = [
        Route("/", pages.index),
        Route("/api/texts", _guarded(pages.texts)),
        Route("/api/state", _guarded(pages.state)),
        Route("/api/events", pages.events),
        Route("/api/chats/{chat}/messages", _guarded(pages.messages)),
        Route("/api/chats/{chat}/upload", _guarded(pages.upload), methods=["POST"]),
        Route("/api/chats/{chat}/{act}", _guarded(pages.act), methods=["POST"]),
        Route("/api/open", _guarded(pages.open_link), methods=["POST"]),
        Route("/api/clock", _guarded(pages.clock), methods=["POST"]),
        Route("/api/switch/{name}", _guarded(pages.switch), methods=["POST"]),
        Route("/api/tour", _guarded(pages.tour), methods=["POST"]),
        Route("/api/reset", _guarded(pages.reset), methods=["POST"]),
        Route("/api/files/{file}", pages.file),
        Mount("/page", StaticFiles(directory=PAGE)),
    ]
    return Starlette(
        routes=routes,
        middleware=[Middleware(TrustedHostMiddleware, allowed_hosts=hosts), Middleware(_Headers)],
    )
