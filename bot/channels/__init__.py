"""The digest's other channels: group robots, JSON webhooks and mail. Where none is configured, nothing of them is loaded."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Protocol

from bot.channels.addresses import parse_mail, parse_robots
from bot.clock import Clock
from models.rules.deliveries import Outcome, Parcel

if TYPE_CHECKING:
    # The settings check themselves with `bot.channels.addresses`; importing them here would be a circle.
    from bot.channels.addresses import MailRoute, Robot
    from bot.channels.files import MakeFile
    from bot.channels.robots import RobotSender
    from bot.settings import Settings

__all__ = ["ChannelSender", "channel_names", "close_senders", "make_senders"]


class ChannelSender(Protocol):
    """A channel that can be closed: what delivery needs of it, and what its end needs."""

    async def deliver(self, parcel: Parcel) -> Outcome:
        """Send one parcel and say what became of it."""

    async def close(self) -> None:
        """Let go of its connections; harmless twice."""


def _robots(settings: "Settings") -> tuple["Robot", ...]:
    secret = settings.digest_webhooks
    return parse_robots(None if secret is None else secret.get_secret_value())


def _mail(settings: "Settings") -> "MailRoute | None":
    secret = settings.smtp_url
    return parse_mail(
        None if secret is None else secret.get_secret_value(), settings.mail_from, settings.digest_mail_to
    )


def channel_names(settings: "Settings") -> tuple[str, ...]:
    """Return the names outbox rows carry in `channel`, robots in the setting's order, then `mail`.

    Raises ValueError for malformed addresses, without showing them.
    """
    route = _mail(settings)
    return (*(robot.name for robot in _robots(settings)), *(() if route is None else (route.name,)))


def make_senders(
    settings: "Settings",
    make_file: "MakeFile",
    now: Callable[[], datetime] | None = None,
    monotonic: Callable[[], float] = Clock.monotonic,
) -> dict[str, ChannelSender]:
    """Return the configured channels by name; close them with `close_senders`.

    `make_file` makes a document's bytes as for Telegram. `now` signs: it must be the world's time, so the default is the
    operating system's, whatever the program's own clock was moved to. Raises ValueError like `channel_names`.
    """
    now = now or Clock().now
    senders: dict[str, ChannelSender] = {}
    robots = _robots(settings)
    if robots:
        from bot.channels.robots import Means, make_client  # noqa: PLC0415 - loaded only where configured

        means = Means(make_client(), make_file, now, monotonic)
        senders |= {robot.name: _sender_class(robot)(robot, means) for robot in robots}
    route = _mail(settings)
    if route is not None:
        from bot.channels.mail import MailSender  # noqa: PLC0415 - loaded only where configured
        from bot.trust import trusted  # noqa: PLC0415 - as above

        senders[route.name] = MailSender(route, make_file, now, trusted())
    return senders


def _sender_class(robot: "Robot") -> "type[RobotSender]":
    from bot.channels.dingtalk import DingTalkSender  # noqa: PLC0415 - loaded only where configured
    from bot.channels.feishu import FeishuSender  # noqa: PLC0415 - as above
    from bot.channels.webhook import WebhookSender  # noqa: PLC0415 - as above
    from bot.channels.wecom import WeComSender  # noqa: PLC0415 - as above

    match robot.kind:
        case "wecom":
            return WeComSender
        case "dingtalk":
            return DingTalkSender
        case "feishu":
            return FeishuSender
        case "json":
            return WebhookSender


async def close_senders(senders: Mapping[str, ChannelSender]) -> None:
    """Close every channel."""
    for sender in senders.values():
        await sender.close()
