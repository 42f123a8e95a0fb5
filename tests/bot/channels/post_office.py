"""A small SMTP server on loopback (RFC 5321, 3207, 4954): takes mail, and refuses what it is told to refuse."""

import asyncio
import ssl
from base64 import b64decode
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default

_LARGEST_MAIL = 50 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Letter:
    """A mail as it arrived: the envelope, the message, whether it came over TLS, and who was logged in."""

    sender: str
    recipients: tuple[str, ...]
    message: EmailMessage
    protected: bool
    user: str | None


@dataclass(slots=True)
class PostOffice:
    """The server's letters and its temper. `answers` maps a verb, `RCPT <address>` or `DATA.` (after the text) to a reply."""

    letters: list[Letter] = field(default_factory=list)
    answers: dict[str, str] = field(default_factory=dict)
    logins: dict[str, str] = field(default_factory=dict)
    greeting: str = "220 localhost ESMTP"
    tls: ssl.SSLContext | None = None
    hang_up_after: str | None = None

    @asynccontextmanager
    async def open(self, *, tls_from_the_start: bool = False) -> AsyncIterator[int]:
        """Serve while inside; gives the port."""
        server = await asyncio.start_server(
            self._talk, "127.0.0.1", 0, ssl=self.tls if tls_from_the_start else None, limit=_LARGEST_MAIL
        )
        async with server:
            yield int(server.sockets[0].getsockname()[1])

    async def _talk(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            await _Talk(self, reader, writer).run()
        except (ConnectionError, asyncio.IncompleteReadError, ssl.SSLError):
            pass
        finally:
            writer.close()


class _Talk:
    def __init__(self, office: PostOffice, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.office, self.reader, self.writer = office, reader, writer
        self.user: str | None = None
        self.sender = ""
        self.recipients: list[str] = []

    @property
    def protected(self) -> bool:
        return self.writer.get_extra_info("sslcontext") is not None

    async def say(self, *lines: str) -> None:
        self.writer.write("".join(f"{line}\r\n" for line in lines).encode())
        await self.writer.drain()

    async def run(self) -> None:
        await self.say(self.office.greeting)
        while line := (await self.reader.readline()).decode().strip():
            verb, _, rest = line.partition(" ")
            verb = verb.upper()
            if verb == self.office.hang_up_after:
                return
            if verb == "QUIT":
                await self.say("221 bye")
                return
            if verb in self.office.answers:
                await self.say(self.office.answers[verb])
            else:
                await self.answer(verb, rest)

    async def answer(self, verb: str, rest: str) -> None:
        match verb:
            case "EHLO":
                await self.greet()
            case "STARTTLS" if self.office.tls is not None and not self.protected:
                await self.say("220 go ahead")
                await self.writer.start_tls(self.office.tls)
            case "AUTH":
                await self.log_in(rest)
            case "MAIL":
                self.sender, self.recipients = _address(rest), []
                await self.say("530 authentication required" if self.office.logins and not self.user else "250 ok")
            case "RCPT":
                reply = self.office.answers.get(f"RCPT {_address(rest)}", "250 ok")
                if reply.startswith("2"):
                    self.recipients.append(_address(rest))
                await self.say(reply)
            case "DATA":
                await self.take()
            case "RSET":
                await self.say("250 ok")
            case _:
                await self.say("502 not implemented")

    async def greet(self) -> None:
        offers = ["localhost", "SIZE 52428800", "8BITMIME"]
        if self.office.tls is not None and not self.protected:
            offers.append("STARTTLS")
        if self.office.logins:
            offers.append("AUTH PLAIN")
        await self.say(*(f"250-{offer}" for offer in offers), "250 HELP")

    async def log_in(self, rest: str) -> None:
        _, user, password = b64decode(rest.partition(" ")[2]).decode().split("\0")
        if self.office.logins.get(user) == password:
            self.user = user
            await self.say("235 welcome")
        else:
            await self.say("535 5.7.8 authentication credentials invalid")

    async def take(self) -> None:
        await self.say("354 go on")
        raw = await self.reader.readuntil(b"\r\n.\r\n")
        reply = self.office.answers.get("DATA.", "250 queued")
        if reply.startswith("2"):
            text = raw.removesuffix(b".\r\n").replace(b"\r\n..", b"\r\n.")
            message = message_from_bytes(text, EmailMessage, policy=default)
            self.office.letters.append(Letter(self.sender, tuple(self.recipients), message, self.protected, self.user))
        await self.say(reply)


def _address(argument: str) -> str:
    return argument.partition("<")[2].partition(">")[0]
