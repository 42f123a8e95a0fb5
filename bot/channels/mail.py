"""Mail: the digest as text with its documents attached, through the office's SMTP server (RFC 5321).

A server's 5xx is final, its 4xx passes. The Message-ID is the same in every attempt, so that a repeat is recognised.
No address and no password is ever logged, nor the server's words, which quote addresses.
"""

import logging
import ssl
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime
from hashlib import sha256
from typing import Final

import aiosmtplib

from bot.channels.addresses import MailRoute
from bot.channels.files import MakeFile, files_of, media_type
from models.actions.documents import MadeFile
from models.rules.deliveries import Dead, Outcome, Parcel, RetryAfter, Sent

TIMEOUT_SECONDS: Final = 30.0
_PERMANENT: Final = 500

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class _Begun:
    """A parcel of which some recipients have been settled: who is still owed it, and how many refused it for good."""

    owed: tuple[str, ...]
    refused: int = 0


class MailSender:
    """Delivers by mail. `tls_context` is for a server whose certificate is signed by an authority of one's own."""

    def __init__(
        self,
        route: MailRoute,
        make_file: MakeFile,
        now: Callable[[], datetime],
        tls_context: ssl.SSLContext | None = None,
    ) -> None:
        self._route = route
        self._make_file = make_file
        self._now = now
        self._tls_context = tls_context
        self._begun: dict[int, _Begun] = {}

    async def deliver(self, parcel: Parcel) -> Outcome:
        """Send one parcel as one mail; never raises for what the server or the network does."""
        message = compose(self._route, parcel, await files_of(parcel, self._make_file), self._now())
        begun = self._begun.pop(parcel.id, None) or _Begun(self._route.recipients)
        answer = await self._attempt(message, begun.owed)
        outcome = answer if isinstance(answer, RetryAfter | Dead) else self._settle(parcel, begun, answer)
        if isinstance(answer, RetryAfter) and begun.owed != self._route.recipients:
            self._begun[parcel.id] = begun
        if isinstance(outcome, Dead):
            log.warning("refused", extra={"channel": self._route.name, "outbox": parcel.id, "reason": outcome.reason})
        return outcome

    async def _attempt(self, message: EmailMessage, recipients: Sequence[str]) -> Mapping[str, int] | RetryAfter | Dead:
        """Return the code of each recipient refused, or what became of the mail as a whole."""
        try:
            return await self._send(message, recipients)
        except aiosmtplib.SMTPRecipientsRefused as error:
            return {one.recipient: one.code for one in error.recipients}
        except aiosmtplib.SMTPResponseException as error:
            reason = f"SMTP {error.code} {type(error).__name__}"
            return Dead(reason) if error.code >= _PERMANENT else RetryAfter(reason)
        except (aiosmtplib.SMTPException, OSError) as error:
            if type(error) in (aiosmtplib.SMTPException, aiosmtplib.SMTPNotSupported):
                # The bare class is how the library says that STARTTLS or AUTH is not offered.
                return Dead("the mail server offers no STARTTLS, or no way to log in")
            return RetryAfter(type(error.__cause__ or error).__name__)

    async def close(self) -> None:
        """Nothing stays open between two mails."""

    async def _send(self, message: EmailMessage, recipients: Sequence[str]) -> Mapping[str, int]:
        """Send to these recipients; returns the code of each who was refused while others were not."""
        route = self._route
        client = aiosmtplib.SMTP(
            hostname=route.host,
            port=route.port,
            username=route.user,
            password=route.password,
            timeout=TIMEOUT_SECONDS,
            use_tls=route.tls == "from_the_start",
            start_tls={"from_the_start": False, "required": True, "if_offered": None, "never": False}[route.tls],
            tls_context=self._tls_context,
        )
        async with client:
            refused, _ = await client.sendmail(route.sender_address, list(recipients), message.as_bytes())
        return {address: response.code for address, response in refused.items()}

    def _settle(self, parcel: Parcel, begun: _Begun, codes: Mapping[str, int]) -> Outcome:
        passing = tuple(address for address, code in codes.items() if code < _PERMANENT)
        final = [code for code in codes.values() if code >= _PERMANENT]
        refused = begun.refused + len(final)
        count = len(self._route.recipients)
        if passing:
            # The rest have it, or never will: only these are tried again.
            self._begun[parcel.id] = _Begun(passing, refused)
            return RetryAfter(f"SMTP {codes[passing[0]]}: {len(passing)} of {count} recipients put off")
        # Whoever could be reached has it; the office is told of the others.
        return Dead(f"SMTP: {refused} of {count} recipients refused") if refused else Sent()


def compose(route: MailRoute, parcel: Parcel, files: Sequence[MadeFile], now: datetime) -> EmailMessage:
    """Return the mail of a parcel: its title as subject, its text as body, the files attached under their own names."""
    message = EmailMessage(policy=SMTP)
    title = " ".join(str(parcel.payload.get("title") or (files[0].name if files else "")).split())
    message["Subject"] = title
    message["From"] = route.sender
    message["To"] = ", ".join(route.recipients)
    message["Date"] = format_datetime(now)
    message["Message-ID"] = _message_id(route, parcel, title)
    message["Auto-Submitted"] = "auto-generated"
    # Base64: not every server takes eight-bit lines, nor lines as long as a paragraph of Chinese.
    message.set_content(parcel.payload.get("text", ""), cte="base64")
    for file in files:
        maintype, _, subtype = media_type(file.name).partition("/")
        message.add_attachment(file.content, maintype=maintype, subtype=subtype, filename=file.name)
    return message


def _message_id(route: MailRoute, parcel: Parcel, title: str) -> str:
    # The row's number alone would be the same in another office's database, or after this one was set up anew.
    seed = f"{route.sender_address}\n{parcel.id}\n{title}\n{parcel.payload.get('text', '')}"
    return f"<liaison-{sha256(seed.encode()).hexdigest()[:32]}@{route.sender_address.rpartition('@')[2]}>"
