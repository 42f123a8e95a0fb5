"""A Bot API of a few lines, so that what is measured is the bot and not the Telegram it talks to.

It reads HTTP by hand, answers every method at once, and keeps a crowd busy: everybody in it says the next thing as soon
as the last one has been answered. The emulator of the sandbox checks every parameter and is too slow for this.
"""

import asyncio
import itertools
import json
import time
from collections import deque
from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qs, unquote_plus

BOT = {"id": 1, "is_bot": True, "first_name": "bench", "username": "bench_bot"}
_ANSWERS = frozenset({b"sendMessage", b"editMessageText"})
_BATCH = 100
_POLL_SECONDS = 20.0


@dataclass(frozen=True, slots=True)
class Line:
    """One thing said, how many messages answer it, and whether whoever said it goes then and somebody new comes."""

    text: str
    replies: int = 1
    is_farewell: bool = False


@dataclass(slots=True)
class Speaker:
    """One of the crowd: what they say next, over and over, and when the last of it was said."""

    chat_id: int
    script: Iterator[Line]
    said_at: float = 0.0
    left: int = 0
    is_leaving: bool = False


@dataclass(slots=True)
class Crowd:
    """Everybody who talks to the bot, and how long each answer took, in seconds; `answered` once there are `goal` of them."""

    speakers: dict[int, Speaker]
    latencies: list[float] = field(default_factory=list)
    answered: asyncio.Event = field(default_factory=asyncio.Event)
    goal: int = 0


def crowd_of(scripts: Sequence[Sequence[Line]], first_id: int) -> Crowd:
    """Return a crowd in which each speaker repeats a script for ever; ids count up from `first_id`."""
    return Crowd(
        {first_id + index: Speaker(first_id + index, itertools.cycle(script)) for index, script in enumerate(scripts)}
    )


class FakeApi:
    """The Bot API's methods, as far as the bots that are measured call them."""

    def __init__(self, crowd: Crowd) -> None:
        self.crowd = crowd
        self.polled = asyncio.Event()
        self.other_calls = 0
        self._waiting: deque[bytes] = deque()
        self._poller: asyncio.Future[None] | None = None
        self._update_ids = itertools.count(1000)
        self._message_ids = itertools.count(1)
        self._newcomers = itertools.count(2_000_000)

    def say_all(self) -> None:
        """Let everybody begin."""
        for speaker in self.crowd.speakers.values():
            self._say(speaker)

    def _say(self, speaker: Speaker) -> None:
        line = next(speaker.script)
        user = {
            "id": speaker.chat_id,
            "is_bot": False,
            "first_name": f"Person {speaker.chat_id}",
            "language_code": "zh-hans",
        }
        message: dict[str, Any] = {
            "message_id": next(self._message_ids),
            "date": int(time.clock_gettime(time.CLOCK_REALTIME)),
            "chat": {"id": speaker.chat_id, "type": "private", "first_name": user["first_name"]},
            "from": user,
            "text": line.text,
        }
        if line.text.startswith("/"):
            message["entities"] = [{"type": "bot_command", "offset": 0, "length": len(line.text.split()[0])}]
        update = {"update_id": next(self._update_ids), "message": message}
        speaker.said_at = time.perf_counter()
        speaker.left, speaker.is_leaving = line.replies, line.is_farewell
        self._waiting.append(json.dumps(update).encode())
        if self._poller is not None and not self._poller.done():
            self._poller.set_result(None)

    async def answer(self, method: bytes, body: bytes, kind: bytes) -> bytes:
        """Return the JSON that answers a call."""
        if method in (b"getUpdates", b"GetUpdates"):
            return await self._get_updates()
        if method == b"getMe":
            return json.dumps({"ok": True, "result": {**BOT, "can_join_groups": True}}).encode()
        if method not in _ANSWERS:
            self.other_calls += 1
            return b'{"ok":true,"result":true}'
        chat_id, text = _chat_and_text(body, kind)
        message = {
            "message_id": next(self._message_ids),
            "date": int(time.clock_gettime(time.CLOCK_REALTIME)),
            "chat": {"id": chat_id, "type": "private", "first_name": f"Person {chat_id}"},
            "from": BOT,
            "text": text,
        }
        speaker = self.crowd.speakers.get(chat_id)
        if speaker is not None and speaker.left:
            speaker.left -= 1
            if not speaker.left:
                self._hear(speaker)
        return json.dumps({"ok": True, "result": message}).encode()

    def _hear(self, speaker: Speaker) -> None:
        crowd = self.crowd
        crowd.latencies.append(time.perf_counter() - speaker.said_at)
        if crowd.goal and len(crowd.latencies) >= crowd.goal:
            crowd.answered.set()
        if speaker.is_leaving:
            del crowd.speakers[speaker.chat_id]
            speaker.chat_id = next(self._newcomers)
            crowd.speakers[speaker.chat_id] = speaker
        self._say(speaker)

    async def _get_updates(self) -> bytes:
        self.polled.set()
        if not self._waiting:
            self._poller = asyncio.get_running_loop().create_future()
            try:
                async with asyncio.timeout(_POLL_SECONDS):
                    await self._poller
            except TimeoutError:
                pass
        batch = [self._waiting.popleft() for _ in range(min(_BATCH, len(self._waiting)))]
        return b'{"ok":true,"result":[' + b",".join(batch) + b"]}"


def _chat_and_text(body: bytes, kind: bytes) -> tuple[int, str]:
    if b"json" in kind:
        said = json.loads(body)
        return int(said["chat_id"]), str(said.get("text", ""))
    if b"multipart" in kind:
        parts = _multipart(body, kind)
        return int(parts["chat_id"]), parts.get("text", "")
    said = parse_qs(body.decode())
    return int(said["chat_id"][0]), unquote_plus(said.get("text", [""])[0])


def _multipart(body: bytes, kind: bytes) -> dict[str, str]:
    boundary = b"--" + kind.split(b"boundary=")[1].strip(b'"\r\n ')
    parts: dict[str, str] = {}
    for part in body.split(boundary):
        head, _, value = part.partition(b"\r\n\r\n")
        name = head.partition(b'name="')[2].partition(b'"')[0]
        if name:
            parts[name.decode()] = value.removesuffix(b"\r\n").decode()
    return parts


class _Connection(asyncio.Protocol):
    """HTTP/1.1 with connections kept open, as far as the clients measured speak it."""

    def __init__(self, api: FakeApi) -> None:
        self._api = api
        self._bytes = b""
        self._transport: asyncio.Transport | None = None
        self._task: asyncio.Future[None] | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self._transport = transport

    def connection_lost(self, _exc: Exception | None) -> None:
        if self._task is not None:
            self._task.cancel()

    def data_received(self, data: bytes) -> None:
        self._bytes += data
        head, divider, rest = self._bytes.partition(b"\r\n\r\n")
        if not divider:
            return
        first, *lines = head.split(b"\r\n")
        headers = {name.lower(): value for name, _, value in (line.partition(b": ") for line in lines)}
        if headers.get(b"transfer-encoding", b"").lower() == b"chunked":
            if not rest.endswith(b"0\r\n\r\n"):
                return
            body, self._bytes = _unchunked(rest), b""
        else:
            length = int(headers.get(b"content-length", b"0"))
            if len(rest) < length:
                return
            body, self._bytes = rest[:length], rest[length:]
        method = first.split(b" ")[1].split(b"?")[0].rsplit(b"/", 1)[-1]
        self._task = asyncio.ensure_future(self._answer(method, body, headers.get(b"content-type", b"")))

    async def _answer(self, method: bytes, body: bytes, kind: bytes) -> None:
        answer = await self._api.answer(method, body, kind)
        if self._transport is not None and not self._transport.is_closing():
            self._transport.write(
                b"HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: %d\r\n\r\n" % len(answer)
                + answer
            )


def _unchunked(body: bytes) -> bytes:
    whole = b""
    while body:
        size, _, body = body.partition(b"\r\n")
        length = int(size or b"0", 16)
        whole, body = whole + body[:length], body[length + 2 :]
    return whole


@asynccontextmanager
async def serve_fake(api: FakeApi) -> AsyncIterator[str]:
    """Serve on loopback while inside; gives the base address."""
    server = await asyncio.get_running_loop().create_server(lambda: _Connection(api), "127.0.0.1", 0)
    try:
        yield f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"
    finally:
        server.close()
