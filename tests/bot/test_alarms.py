"""Trouble with the way to Telegram is told by another channel: once it lasts, once a day, and when it is over."""

import asyncio
from dataclasses import dataclass, field

from bot.alarms import AGAIN_AFTER, Alarms
from bot.reach import Reach, Trouble
from locales import t
from models.rules.deliveries import Outcome, Parcel, RetryAfter, Sent
from tests.world import local

NOW = local("2024-06-18 09:00")


@dataclass
class Seconds:
    """A clock that never jumps, moved by hand."""

    at: float = 1000.0

    def __call__(self) -> float:
        return self.at


@dataclass
class Mail:
    """A channel that takes what it is given, or does not."""

    takes: bool = True
    heard: list[str] = field(default_factory=list)

    async def deliver(self, parcel: Parcel) -> Outcome:
        if not self.takes:
            return RetryAfter("ConnectError")
        self.heard.append(parcel.payload["text"])
        return Sent()


class Broken(Mail):
    """A channel whose code fails."""

    async def deliver(self, parcel: Parcel) -> Outcome:
        raise RuntimeError(str(parcel.id))


def alarms(**channels: Mail) -> tuple[Alarms, Reach, Seconds]:
    seconds = Seconds()
    reach = Reach(seconds)
    return Alarms(reach, channels, "zh-CN", seconds), reach, seconds


async def test_a_refused_token_is_told_at_once_on_every_other_channel() -> None:
    mail, robot = Mail(), Mail()
    watch, reach, _ = alarms(mail=mail, robot=robot)
    await watch.look()
    reach.failed(Trouble.TOKEN, "token refused")
    for _ in range(3):
        await watch.look()
    assert mail.heard == robot.heard == [t("zh-CN", "alarm-token")]


async def test_a_short_silence_is_nobody_s_business_and_a_long_one_is_told_with_its_reason() -> None:
    mail = Mail()
    watch, reach, seconds = alarms(mail=mail)
    reach.failed(Trouble.SILENCE, "ConnectError")
    await watch.look()
    seconds.at += 200
    reach.failed(Trouble.SILENCE, "ProxyError")
    await watch.look()
    assert mail.heard == []
    seconds.at += 101
    await watch.look()
    (said,) = mail.heard
    assert "ProxyError" in said
    assert "5分钟" in said


async def test_what_mends_itself_before_it_was_told_is_not_told_at_all() -> None:
    mail = Mail()
    watch, reach, seconds = alarms(mail=mail)
    reach.failed(Trouble.SILENCE, "ConnectError")
    seconds.at += 299
    await watch.look()
    reach.heard(NOW)
    await watch.look()
    assert mail.heard == []


async def test_the_end_of_a_trouble_is_told_and_the_next_one_anew() -> None:
    mail = Mail()
    watch, reach, _ = alarms(mail=mail)
    for _ in range(2):
        reach.failed(Trouble.TOKEN, "")
        await watch.look()
        reach.heard(NOW)
        await watch.look()
    assert mail.heard == [t("zh-CN", "alarm-token"), t("zh-CN", "alarm-over")] * 2


async def test_a_trouble_that_lasts_is_told_once_a_day_and_another_kind_at_once() -> None:
    mail = Mail()
    watch, reach, seconds = alarms(mail=mail)
    reach.failed(Trouble.TOKEN, "")
    await watch.look()
    seconds.at += AGAIN_AFTER - 1
    await watch.look()
    assert len(mail.heard) == 1
    seconds.at += 1
    await watch.look()
    reach.failed(Trouble.CONFLICT, "")
    await watch.look()
    assert mail.heard == [t("zh-CN", "alarm-token")] * 2 + [t("zh-CN", "alarm-conflict")]


async def test_a_certificate_that_is_not_to_be_believed_is_told_after_a_minute_with_what_to_do() -> None:
    mail = Mail()
    watch, reach, seconds = alarms(mail=mail)
    reach.failed(Trouble.CERTIFICATE, "certificate not believed: certificate has expired")
    seconds.at += 59
    await watch.look()
    assert mail.heard == []
    seconds.at += 1
    await watch.look()
    (said,) = mail.heard
    assert "certificate has expired" in said
    assert "SSL_CERT_FILE" in said


async def test_two_troubles_that_take_turns_are_told_once_each() -> None:
    mail = Mail()
    watch, reach, seconds = alarms(mail=mail)
    for _ in range(20):
        reach.failed(Trouble.SILENCE, "no answer in time")
        seconds.at += 60
        await watch.look()
        reach.failed(Trouble.PROXY, "proxy: 407 Proxy Authentication Required")
        await watch.look()
    assert len(mail.heard) == 2
    assert any("LIAISON_PROXY_URL 的地址" in said for said in mail.heard)


async def test_a_channel_that_does_not_take_it_is_tried_again_and_keeps_nothing_from_the_others() -> None:
    mail, down, broken = Mail(), Mail(takes=False), Broken()
    watch, reach, seconds = alarms(broken=broken, down=down, mail=mail)
    reach.failed(Trouble.TOKEN, "")
    await watch.look()
    await watch.look()
    assert len(mail.heard) == 1
    down.takes = True
    seconds.at += 15
    await watch.look()
    assert (len(mail.heard), len(down.heard)) == (1, 1)


async def test_with_no_other_channel_there_is_nothing_to_do_and_a_stop_is_heard_at_once() -> None:
    watch, _, _ = alarms()
    async with asyncio.timeout(1):
        await watch.run(asyncio.Event())
    stop = asyncio.Event()
    stop.set()
    watch, _, _ = alarms(mail=Mail())
    async with asyncio.timeout(1):
        await watch.run(stop)


def test_a_trouble_counts_from_its_first_failure_and_all_are_counted() -> None:
    seconds = Seconds()
    reach = Reach(seconds)
    reach.failed(Trouble.SILENCE, "a")
    seconds.at += 7
    reach.failed(Trouble.CONFLICT, "b")
    assert reach.ailment is not None
    assert (reach.ailment.kind, reach.ailment.since) == (Trouble.CONFLICT, 1000.0)
    reach.heard(NOW)
    assert reach.heard_at == NOW
    assert vars(reach)["ailment"] is None
    assert reach.counts == {"unreachable": 1, "conflict": 1, "ok": 1}
