"""Where the digest goes besides Telegram: the settings' addresses, read and checked. They are credentials: nothing here shows one.

Source of the forms: docs/operations.md and the contract, "Settings".
"""

import re
from dataclasses import dataclass, field
from email.utils import getaddresses
from hashlib import sha256
from typing import Final, Literal, get_args
from urllib.parse import parse_qsl, unquote, urlsplit

from bot.setting_errors import WrongSettingError

RobotKind = Literal["wecom", "dingtalk", "feishu", "json"]
Tls = Literal["from_the_start", "required", "if_offered", "never"]

MAIL: Final = "mail"

_ENTRY = re.compile(r"(?P<kind>[a-z]+)\+(?P<url>https?://[^#\s]+)(?:#(?P<fragment>\S*))?")
_MAILBOX = re.compile(r"[!-~]+@[A-Za-z0-9.\-\[\]:]+")
_LOOPBACK: Final = frozenset({"localhost", "127.0.0.1", "::1"})


@dataclass(frozen=True, slots=True)
class Robot:
    """One webhook: its kind, its address, the secret it signs with ("" for none), and the name its outbox rows carry.

    The name (`feishu-3fa91c`) is the kind and a mark of the address: it stays when entries are added before it or the
    secret is changed, and tells nobody the key.
    """

    kind: RobotKind
    url: str = field(repr=False)
    secret: str = field(repr=False)
    name: str


@dataclass(frozen=True, slots=True)
class MailRoute:
    """The way mail goes: the server, how the connection is protected, who sends and who receives.

    `sender` is the From header's text, `sender_address` and `recipients` are bare addresses.
    """

    host: str
    port: int
    tls: Tls
    user: str | None = field(repr=False)
    password: str | None = field(repr=False)
    sender: str = field(repr=False)
    sender_address: str = field(repr=False)
    recipients: tuple[str, ...] = field(repr=False)
    name: str = MAIL


def parse_robots(setting: str | None) -> tuple[Robot, ...]:
    """Read LIAISON_DIGEST_WEBHOOKS: `kind+http(s)://…#secret=…`, several separated by commas.

    A comma inside an address or a secret is written %2C (and `#` %23, `%` %25 in a secret, which is percent-decoded).
    Raises WrongSettingError, naming the entry by its place and never by its text.
    """
    entries = [entry.strip() for entry in (setting or "").split(",")]
    robots: list[Robot] = []
    for place, entry in enumerate(entries, 1):
        if not entry:
            continue
        robot = _robot(place, entry)
        if any(other.name == robot.name for other in robots):
            raise WrongSettingError("setting-robot-twice", place=place)
        robots.append(robot)
    return tuple(robots)


def _robot(place: int, entry: str) -> Robot:
    match = _ENTRY.fullmatch(entry)
    if match is None:
        raise WrongSettingError("setting-robot-form", place=place)
    kind, url = match["kind"], match["url"]
    for known in get_args(RobotKind):
        if kind == known:
            if not _has_host(url):
                raise WrongSettingError("setting-robot-host", place=place)
            mark = sha256(url.encode()).hexdigest()[:6]
            return Robot(known, url, _secret(place, kind, match["fragment"]), f"{kind}-{mark}")
    raise WrongSettingError("setting-robot-kind", place=place, kinds=" / ".join(get_args(RobotKind)))


def _has_host(url: str) -> bool:
    try:
        parts = urlsplit(url)
        return bool(parts.hostname) and (parts.port is None or parts.port > 0)
    except ValueError:
        return False


def _secret(place: int, kind: str, fragment: str | None) -> str:
    if not fragment:
        return ""
    # Not parse_qsl: it would read a plus sign, which base64 secrets have, as a space.
    name, equals, value = fragment.partition("=")
    if name != "secret" or not equals or not value:
        raise WrongSettingError("setting-robot-fragment", place=place)
    if kind == "wecom":
        raise WrongSettingError("setting-robot-unsigned", place=place)
    return unquote(value)


def parse_mail(smtp_url: str | None, mail_from: str | None, mail_to: str | None) -> MailRoute | None:
    """Read LIAISON_SMTP_URL, LIAISON_MAIL_FROM and LIAISON_DIGEST_MAIL_TO; None where there is no server or nobody to write to.

    `smtps://` speaks TLS from the start (port 465). `smtp://` uses STARTTLS where it is offered, and with a password
    insists on it, except on this machine itself (port 587 with a user, 25 without); `?starttls=off` does without.
    User and password are percent-decoded. Raises WrongSettingError, naming the setting, without its value.
    """
    if smtp_url is None or mail_to is None:
        return None
    if mail_from is None:
        raise WrongSettingError("setting-needed-with", setting="LIAISON_MAIL_FROM", other="LIAISON_SMTP_URL")
    senders = _mailboxes("LIAISON_MAIL_FROM", mail_from)
    if len(senders) != 1:
        raise WrongSettingError("setting-mail-sender", setting="LIAISON_MAIL_FROM")
    recipients = tuple(dict.fromkeys(_mailboxes("LIAISON_DIGEST_MAIL_TO", mail_to)))
    host, port, tls, user, password = _server(smtp_url)
    return MailRoute(host, port, tls, user, password, mail_from.strip(), senders[0], recipients)


def _mailboxes(setting: str, value: str) -> list[str]:
    found = [address for _, address in getaddresses([value])]
    if not found or "\n" in value or "\r" in value or not all(_MAILBOX.fullmatch(address) for address in found):
        raise WrongSettingError("setting-mail-addresses", setting=setting)
    return found


def _server(smtp_url: str) -> tuple[str, int, Tls, str | None, str | None]:
    wrong = WrongSettingError("setting-mail-server", setting="LIAISON_SMTP_URL")
    try:
        parts = urlsplit(smtp_url)
        host, port = parts.hostname, parts.port
        options = dict(parse_qsl(parts.query, strict_parsing=bool(parts.query)))
    except ValueError:
        raise wrong from None
    if parts.scheme not in ("smtp", "smtps") or not host or port == 0 or parts.path not in ("", "/") or parts.fragment:
        raise wrong
    if options not in ({}, {"starttls": "off"}) or (options and parts.scheme == "smtps"):
        raise wrong
    if (parts.username is None) != (parts.password is None):
        raise WrongSettingError("setting-mail-password", setting="LIAISON_SMTP_URL")
    user = unquote(parts.username) if parts.username else None
    password = unquote(parts.password) if user is not None and parts.password is not None else None
    if parts.scheme == "smtps":
        return host, port or 465, "from_the_start", user, password
    tls: Tls = "if_offered"
    if options:
        tls = "never"
    elif user is not None and host not in _LOOPBACK:
        tls = "required"
    return host, port or (25 if user is None else 587), tls, user, password
