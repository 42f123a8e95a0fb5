"""The services themselves, as their documentation says they behave, on loopback; each refuses what the real one refuses.

Sources: developer.work.weixin.qq.com/document/path/91770 and /path/90455; open.dingtalk.com, 自定义机器人接入;
open.feishu.cn/document/client-docs/bot-v3/add-custom-bot. Codes and wordings are those the services answer with.
"""

import asyncio
import hmac
import json
import socket
from base64 import b64decode, b64encode
from collections import deque
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager
from datetime import UTC, datetime, timedelta
from hashlib import md5, sha256
from typing import Any

import uvicorn
from starlette.applications import Starlette
from starlette.datastructures import UploadFile
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

HOUR_SECONDS = 3600

Endpoint = Callable[[Request], Awaitable[Response]]


class MovableClock:
    """Wall time and monotonic seconds that stand still until they are moved."""

    def __init__(self) -> None:
        self.at = datetime(2024, 6, 25, 9, 1, tzinfo=UTC)

    def now(self) -> datetime:
        return self.at

    def monotonic(self) -> float:
        return self.at.timestamp()

    def move(self, seconds: float) -> None:
        self.at += timedelta(seconds=seconds)


class _QuietServer(uvicorn.Server):
    def __init__(self, config: uvicorn.Config) -> None:
        super().__init__(config)
        self.begun = asyncio.Event()

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        self.begun.set()

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        yield


@asynccontextmanager
async def serve(app: Starlette) -> AsyncIterator[str]:
    """Serve on a free port of loopback; gives the base address."""
    # The protocol is named, or asyncio leaves Nagle on and every answer takes 40 ms.
    listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    listener.bind(("127.0.0.1", 0))
    config = uvicorn.Config(
        app, log_level="critical", lifespan="off", access_log=False, timeout_graceful_shutdown=1, ws="none"
    )
    server = _QuietServer(config)
    async with asyncio.TaskGroup() as tasks:
        serving = tasks.create_task(server.serve(sockets=[listener]))
        try:
            await server.begun.wait()
            yield f"http://127.0.0.1:{listener.getsockname()[1]}"
        finally:
            server.should_exit = True
            await asyncio.wait([serving])
            listener.close()


class Service:
    """A service under test: what it was asked, what its group got to see, and faults to come."""

    def __init__(self, clock: MovableClock) -> None:
        self.clock = clock
        self.group: list[Any] = []
        self.asked = 0
        self.faults: deque[Response] = deque()
        self._minute: deque[float] = deque()
        self.app = Starlette(routes=self.routes())

    def routes(self) -> list[Route]:
        raise NotImplementedError

    def counted(self, answer: Endpoint) -> Endpoint:
        """Return an endpoint that counts, and answers with the next fault where one is waiting."""

        async def endpoint(request: Request) -> Response:
            self.asked += 1
            return self.faults.popleft() if self.faults else await answer(request)

        return endpoint

    def too_fast(self, count: int, seconds: float) -> bool:
        """Count this message; tell whether it is one too many."""
        now = self.clock.monotonic()
        recent = [at for at in self._minute if at > now - seconds]
        if len(recent) >= count:
            return True
        self._minute.append(now)
        return False

    def shows(self, what: object) -> None:
        self.group.append(what)


class WeCom(Service):
    """企业微信群机器人: at most 20 messages a minute."""

    key = "693a91f6-7aoc"

    def __init__(self, clock: MovableClock) -> None:
        self.media: dict[str, tuple[str, bytes]] = {}
        super().__init__(clock)

    def routes(self) -> list[Route]:
        return [
            Route("/cgi-bin/webhook/send", self.counted(self.send), methods=["POST"]),
            Route("/cgi-bin/webhook/upload_media", self.counted(self.upload), methods=["POST"]),
        ]

    def refuse(self, code: int, words: str) -> Response:
        return JSONResponse({"errcode": code, "errmsg": f"{words}, hint: [1718], from ip: 127.0.0.1"})

    def known(self, request: Request) -> bool:
        return request.query_params.get("key") == self.key

    async def send(self, request: Request) -> Response:
        if not self.known(request):
            return self.refuse(93000, "invalid webhook url")
        raw = await request.body()
        if b"\\u" in raw:
            return self.refuse(40033, "invalid charset")
        message = json.loads(raw)
        kind = message.get("msgtype")
        refusal = self.look(kind, message.get(kind, {}))
        if refusal is not None:
            return refusal
        if self.too_fast(20, 60):
            return self.refuse(45009, "api freq out of limit")
        self.shows(self.seen(kind, message[kind]))
        return JSONResponse({"errcode": 0, "errmsg": "ok"})

    def look(self, kind: str, part: dict[str, Any]) -> Response | None:
        match kind:
            case "text":
                size = len(part["content"].encode())
                if size > 2048:
                    return self.refuse(40058, "text.content exceed max length 2048. invalid Request Parameter")
                return None if size else self.refuse(44004, "empty content")
            case "image":
                return self.look_at_picture(b64decode(part["base64"]), part["md5"])
            case "file":
                return None if part["media_id"] in self.media else self.refuse(40007, "invalid media_id")
            case _:
                return self.refuse(40008, "invalid message type")

    def look_at_picture(self, picture: bytes, checksum: str) -> Response | None:
        if len(picture) > 2 * 1024 * 1024:
            return self.refuse(40009, "invalid image size")
        matches = md5(picture, usedforsecurity=False).hexdigest() == checksum
        return None if matches else self.refuse(301019, "media md5 not match")

    def seen(self, kind: str, part: dict[str, Any]) -> object:
        match kind:
            case "text":
                return part["content"]
            case "image":
                return b64decode(part["base64"])
            case _:
                return self.media[part["media_id"]]

    async def upload(self, request: Request) -> Response:
        if not self.known(request):
            return self.refuse(93000, "invalid webhook url")
        if request.query_params.get("type") != "file":
            return self.refuse(40005, "invalid file type")
        async with request.form() as form:
            file = form.get("media")
            if not isinstance(file, UploadFile) or not file.filename:
                return self.refuse(44001, "empty media data")
            content = await file.read()
            if not 5 < len(content) <= 20 * 1024 * 1024:
                return self.refuse(40006, "invalid media size")
            media_id = f"3a{len(self.media)}"
            self.media[media_id] = (file.filename, content)
        return JSONResponse(
            {"errcode": 0, "errmsg": "ok", "type": "file", "media_id": media_id, "created_at": "1380000000"}
        )


class DingTalk(Service):
    """钉钉自定义机器人, with a signature and a keyword; the 21st message in a minute locks it for ten minutes."""

    token = "566cc69da782ec"

    def __init__(self, clock: MovableClock, secret: str = "", keyword: str = "") -> None:
        self.secret, self.keyword = secret, keyword
        self.locked_until = 0.0
        super().__init__(clock)

    def routes(self) -> list[Route]:
        return [Route("/robot/send", self.counted(self.send), methods=["POST"])]

    def refuse(self, code: int, words: str) -> Response:
        return JSONResponse({"errcode": code, "errmsg": words})

    async def send(self, request: Request) -> Response:
        if not request.headers.get("content-type", "").startswith("application/json"):
            return self.refuse(43004, "无效的HTTP HEADER Content-Type")
        if request.query_params.get("access_token") != self.token:
            return self.refuse(300005, "token is not exist")
        raw = await request.body()
        if len(raw) > 20000:
            return self.refuse(460101, "message too long, exceed 20000 bytes")
        content = json.loads(raw)["text"]["content"]
        unsafe = self.unsafe(request, content)
        if unsafe:
            return self.refuse(310000, f"{unsafe}, more: [https://ding-doc.dingtalk.com]")
        now = self.clock.monotonic()
        if now < self.locked_until or self.too_fast(20, 60):
            self.locked_until = max(self.locked_until, now + 600)
            return JSONResponse(
                {
                    "status": 1111,
                    "wait": 5,
                    "punish": "deny",
                    "errcode": 130101,
                    "errmsg": "send too fast, exceed 20 times per minute",
                }
            )
        self.shows(content)
        return JSONResponse({"errcode": 0, "errmsg": "ok"})

    def unsafe(self, request: Request, content: str) -> str:
        if self.keyword and self.keyword not in content:
            return "keywords not in content"
        if not self.secret:
            return ""
        timestamps, signs = request.query_params.getlist("timestamp"), request.query_params.getlist("sign")
        if len(timestamps) != 1 or len(signs) != 1:
            return "sign not match"
        if abs(self.clock.now().timestamp() * 1000 - int(timestamps[0])) > HOUR_SECONDS * 1000:
            return "invalid timestamp"
        expected = hmac.new(self.secret.encode(), f"{timestamps[0]}\n{self.secret}".encode(), sha256).digest()
        return "" if signs[0] == b64encode(expected).decode() else "sign not match"


class Feishu(Service):
    """飞书自定义机器人, with a signature and a keyword; 100 messages a minute, 5 a second."""

    token = "0f3fa9c1-1"

    def __init__(self, clock: MovableClock, secret: str = "", keyword: str = "") -> None:
        self.secret, self.keyword = secret, keyword
        super().__init__(clock)

    def routes(self) -> list[Route]:
        return [Route("/open-apis/bot/v2/hook/{token}", self.counted(self.send), methods=["POST"])]

    def refuse(self, code: int, words: str, status: int = 200) -> Response:
        return JSONResponse({"code": code, "data": {}, "msg": words}, status_code=status)

    async def send(self, request: Request) -> Response:
        if request.path_params["token"] != self.token:
            return self.refuse(19001, "param invalid: incoming webhook access token invalid")
        raw = await request.body()
        message = json.loads(raw)
        if len(raw) > 20 * 1024 or message.get("msg_type") != "text":
            return self.refuse(9499, "Bad Request", 400)
        if self.secret and not self.signed(message):
            return self.refuse(19021, "sign match fail or timestamp is not within one hour from current time")
        text = message["content"]["text"]
        if self.keyword and self.keyword not in text:
            return self.refuse(19024, "Key Words Not Found")
        if self.too_fast(5, 1):
            return self.refuse(11232, "frequency limited psm[lark.oapi.app_platform_runtime]")
        self.shows(text)
        return JSONResponse(
            {"Extra": None, "StatusCode": 0, "StatusMessage": "success", "code": 0, "data": {}, "msg": "success"}
        )

    def signed(self, message: dict[str, Any]) -> bool:
        timestamp = message.get("timestamp", "0")
        if abs(self.clock.now().timestamp() - int(timestamp)) > HOUR_SECONDS:
            return False
        expected = hmac.new(f"{timestamp}\n{self.secret}".encode(), digestmod=sha256).digest()
        return bool(message.get("sign") == b64encode(expected).decode())


class Receiver(Service):
    """An office's own program: takes JSON, checks the signature with its secret."""

    def __init__(self, clock: MovableClock, secret: str = "") -> None:
        self.secret = secret
        super().__init__(clock)

    def routes(self) -> list[Route]:
        return [Route("/digest", self.counted(self.take), methods=["POST"])]

    async def take(self, request: Request) -> Response:
        raw = await request.body()
        expected = "sha256=" + hmac.new(self.secret.encode(), raw, sha256).hexdigest()
        given = request.headers.get("x-liaison-signature")
        if given != (expected if self.secret else None):
            return Response(status_code=401)
        self.shows(json.loads(raw))
        return Response(status_code=204)
