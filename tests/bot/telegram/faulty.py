"""Servers that misbehave as real networks do, on loopback, and certificates made for a test."""

import asyncio
import subprocess
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from shutil import which
from ssl import PROTOCOL_TLS_SERVER, SSLContext

SENT = b'{"ok":true,"result":{"message_id":7}}'
SECRET = "AAHsecret0of0the0tests0000000000000"
TOKEN = f"123456789:{SECRET}"

Serve = Callable[[asyncio.StreamReader, asyncio.StreamWriter], Awaitable[None]]


@asynccontextmanager
async def listening(serve: Serve, tls: SSLContext | None = None) -> AsyncIterator[int]:
    """Serve every connection with `serve` while inside; gives the port. What `serve` still does then is given up."""
    under_way: set[asyncio.Task[None]] = set()

    async def one(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task is not None
        under_way.add(task)
        try:
            with suppress(ConnectionError, asyncio.IncompleteReadError, asyncio.CancelledError):
                await serve(reader, writer)
        finally:
            under_way.discard(task)
            writer.close()

    server = await asyncio.start_server(one, "127.0.0.1", 0, ssl=tls)
    try:
        yield server.sockets[0].getsockname()[1]
    finally:
        server.close()
        for task in list(under_way):
            task.cancel()
        if under_way:
            await asyncio.wait(under_way)
        # What was closed on both sides is gone after the loop's next turns.
        for _ in range(3):
            await asyncio.sleep(0)


async def read_question(reader: asyncio.StreamReader) -> tuple[str, bytes]:
    """Return a request's first line and body."""
    head = (await reader.readuntil(b"\r\n\r\n")).decode()
    first, *lines = head.strip().split("\r\n")
    headers = {name.lower(): value for name, _, value in (line.partition(": ") for line in lines)}
    return first, await reader.readexactly(int(headers.get("content-length", "0")))


def answer(body: bytes = SENT, status: str = "200 OK", *headers: str) -> bytes:
    """Return an HTTP answer."""
    lines = (f"HTTP/1.1 {status}", f"Content-Length: {len(body)}", *headers)
    return "\r\n".join(lines).encode() + b"\r\n\r\n" + body


@dataclass
class Server:
    """Gives these answers in turn, the last for ever, and remembers what it was asked. Empty: hangs up unanswered."""

    answers: tuple[bytes, ...] = (answer(),)
    asked: list[str] = field(default_factory=list)
    connections: int = 0

    async def __call__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.connections += 1
        while True:
            first, _ = await read_question(reader)
            self.asked.append(first)
            said = self.answers[min(len(self.asked), len(self.answers)) - 1]
            writer.write(said)
            await writer.drain()
            if not said:
                return


@dataclass(frozen=True)
class Authority:
    """An authority of one's own: its certificate's file, and what makes servers' certificates."""

    folder: Path

    @property
    def file(self) -> Path:
        return self.folder / "ca.pem"

    def server(self, name: str, host: str, *, days: int = 2) -> SSLContext:
        """Return a server's context with a certificate for this host; one of -1 days has expired."""
        make = self.folder / name
        _openssl("req", "-newkey", *_KEY, "-keyout", f"{make}.key", "-out", f"{make}.csr", "-subj", f"/CN={name}")
        Path(f"{make}.ext").write_text(f"subjectAltName={host}\nauthorityKeyIdentifier=keyid\n", encoding="utf-8")
        _openssl(
            *("x509", "-req", "-in", f"{make}.csr", "-CA", str(self.file), "-CAkey", str(self.folder / "ca.key")),
            *("-CAcreateserial", "-out", f"{make}.pem", "-days", str(days), "-extfile", f"{make}.ext"),
        )
        context = SSLContext(PROTOCOL_TLS_SERVER)
        context.load_cert_chain(f"{make}.pem", f"{make}.key")
        return context


_KEY = ("ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes")


def make_authority(folder: Path) -> Authority | None:
    """Make an authority in a folder; None where this machine has no `openssl` to make it with."""
    if which("openssl") is None:
        return None
    _openssl(
        *("req", "-x509", "-newkey", *_KEY, "-keyout", str(folder / "ca.key"), "-out", str(folder / "ca.pem")),
        *("-days", "2", "-subj", "/CN=A company's own", "-addext", "keyUsage=critical,keyCertSign"),
    )
    return Authority(folder)


def _openssl(*words: str) -> None:
    subprocess.run(("openssl", *words), check=True, capture_output=True)  # noqa: S603, S607 - our own words
