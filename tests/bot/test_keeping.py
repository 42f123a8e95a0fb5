"""Keeping the webhook: whatever Telegram answers, whoever sets it elsewhere, it is set again and the operator told."""

import asyncio
import ssl
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

import httpx
import pytest
from pydantic import SecretStr
from telegram import Bot

from bot.alarms import Alarms
from bot.patience import again_until
from bot.reach import Reach, Trouble
from bot.sandbox.emulator import Emulator
from bot.sandbox.emulator.faults import Faults
from bot.sandbox.emulator.world import Webhook
from bot.settings import Settings
from bot.telegram.connection import Connection
from bot.telegram.updates import ALLOWED_UPDATES
from bot.web.keeping import MOST_CONNECTIONS, WebhookKeeper, take_away
from locales import t
from tests.bot.test_alarms import Mail, Seconds
from tests.world import TOKEN, MovedClock, local

NOW = local("2024-06-18 09:00")
URL = "https://bot.example/hook"
SECRET = "s3cret"


@dataclass
class Place:
    """A Telegram, a keeper of our webhook there, and what the keeper tells."""

    emulator: Emulator
    link: Connection
    clock: MovedClock
    seconds: Seconds
    reach: Reach
    noted: list[datetime] = field(default_factory=list)
    storage_fails: bool = False
    keeper: WebhookKeeper = field(init=False)

    def __post_init__(self) -> None:
        self.keeper = WebhookKeeper(self.link.bot, URL, SECRET, self.reach, self.clock.now, self._note)

    async def _note(self, at: datetime) -> None:
        if self.storage_fails:
            raise OSError(28, "No space left on device")
        self.noted.append(at)

    @property
    def hook(self) -> Webhook:
        hook = self.emulator.only_bot().webhook
        assert hook is not None
        return hook

    def refuse_delivery(self, answer: str = "Wrong response from the webhook: 502 Bad Gateway") -> None:
        """Let something wait at Telegram which it has just failed to deliver."""
        self.emulator.person(5, "安娜").chat().start()
        self.hook.last_error, self.hook.last_error_at = answer, int(self.clock.moment.timestamp())

    def kind(self) -> Trouble | None:
        return None if self.reach.ailment is None else self.reach.ailment.kind


@pytest.fixture
async def place() -> AsyncIterator[Place]:
    clock, seconds = MovedClock(NOW), Seconds()
    emulator = Emulator(clock.now)
    emulator.bot(TOKEN)
    link = Connection(Settings(bot_token=SecretStr(TOKEN)), emulator.transport())
    await link.open()
    yield Place(emulator, link, clock, seconds, Reach(seconds))
    await link.close()


FAULTS: dict[str, tuple[Callable[[Faults, str], None], Trouble]] = {
    "500": (lambda faults, method: faults.fail(method, status=500, body="<html>oops</html>"), Trouble.SILENCE),
    "502": (lambda faults, method: faults.fail(method), Trouble.SILENCE),
    "200 with a page": (lambda faults, method: faults.fail(method, status=200, body="<html>Log in"), Trouble.SILENCE),
    "no result": (lambda faults, method: faults.fail(method, status=200, body='{"ok": true}'), Trouble.SILENCE),
    "no answer's shape": (lambda faults, method: faults.fail(method, status=200, body="[1]"), Trouble.SILENCE),
    "truncated": (lambda faults, method: faults.truncate(method), Trouble.SILENCE),
    "reset before": (lambda faults, method: faults.reset_before(method), Trouble.SILENCE),
    "reset after": (lambda faults, method: faults.reset_after(method), Trouble.SILENCE),
    "429": (lambda faults, method: faults.retry_after(method, 7), Trouble.SILENCE),
    "401": (lambda faults, method: faults.refuse(method, 401, "Unauthorized"), Trouble.TOKEN),
    "400": (
        lambda faults, method: faults.refuse(method, 400, "Bad Request: bad webhook: Failed to resolve host"),
        Trouble.WEBHOOK,
    ),
}


@pytest.mark.parametrize("name", FAULTS)
async def test_whatever_goes_wrong_while_it_is_set_is_told_and_it_is_set_again(place: Place, name: str) -> None:
    befall, kind = FAULTS[name]
    befall(place.emulator.faults, "setWebhook")
    assert await place.keeper.set() == (7 if name == "429" else 0)
    assert place.kind() is kind
    assert place.noted == []
    assert await place.keeper.set() is None
    assert (place.hook.url, place.hook.secret_token, place.hook.max_connections) == (URL, SECRET, MOST_CONNECTIONS)
    assert place.emulator.only_bot().allowed_updates == list(ALLOWED_UPDATES)
    assert place.kind() is None
    assert place.noted == [NOW]


@pytest.mark.parametrize("name", FAULTS)
async def test_whatever_goes_wrong_at_a_look_is_told_and_ends_nothing(place: Place, name: str) -> None:
    await place.keeper.set()
    befall, kind = FAULTS[name]
    befall(place.emulator.faults, "getWebhookInfo")
    assert await place.keeper.look()
    assert place.kind() is kind
    assert place.noted == [NOW]
    assert await place.keeper.look()
    assert place.kind() is None
    assert place.noted == [NOW, NOW]


@pytest.mark.parametrize("name", FAULTS)
async def test_a_webhook_of_before_is_taken_away_at_last_whatever_goes_wrong(place: Place, name: str) -> None:
    await place.link.bot.set_webhook("https://else.example/")
    FAULTS[name][0](place.emulator.faults, "deleteWebhook")
    assert await take_away(place.link.bot) == (7 if name == "429" else 0)
    assert await take_away(place.link.bot) is None
    assert place.emulator.only_bot().webhook is None


async def test_who_sets_it_elsewhere_is_told_of_at_once_and_once_however_long_they_fight(place: Place) -> None:
    mail = Mail()
    alarms = Alarms(place.reach, {"mail": mail}, "zh-CN", place.seconds)

    async def steal(other: Bot) -> None:
        await other.set_webhook("https://else.example/")

    async def take(other: Bot) -> None:
        await other.delete_webhook()

    await place.keeper.set()
    for thief in (steal, take, steal):
        await thief(place.link.bot)
        assert not await place.keeper.look()
        assert await place.keeper.set() is None
        # What comes in between says nothing about what went elsewhere.
        place.reach.heard(place.clock.moment)
        await alarms.look()
        place.seconds.at += 60
    assert mail.heard == [t("zh-CN", "alarm-conflict")]
    assert await place.keeper.look()
    await alarms.look()
    assert mail.heard == [t("zh-CN", "alarm-conflict"), t("zh-CN", "alarm-over")]


async def test_set_by_somebody_to_the_same_address_with_another_secret_it_is_set_anew(place: Place) -> None:
    await place.keeper.set()
    await place.link.bot.set_webhook(URL, secret_token="another")
    place.clock.moment += timedelta(seconds=30)
    place.refuse_delivery("Wrong response from the webhook: 403 Forbidden")
    assert not await place.keeper.look()
    assert place.kind() is Trouble.WEBHOOK
    assert await place.keeper.set() is None
    assert place.hook.secret_token == SECRET


async def test_set_by_somebody_for_messages_only_it_is_set_anew_and_for_all_that_is_usual_it_is_not(
    place: Place,
) -> None:
    await place.keeper.set()
    await place.link.bot.set_webhook(URL, secret_token=SECRET, allowed_updates=["message"])
    assert not await place.keeper.look()
    place.emulator.only_bot().allowed_updates = []
    assert await place.keeper.look()


async def test_what_telegram_cannot_deliver_is_told_until_it_comes_through(place: Place) -> None:
    await place.keeper.set()
    place.clock.moment += timedelta(seconds=30)
    place.refuse_delivery()
    assert await place.keeper.look()
    assert place.kind() is Trouble.WEBHOOK
    # An unreachable webhook is an outage: nothing is noted as reached until something comes.
    assert place.noted == [NOW]
    place.clock.moment += timedelta(seconds=30)
    place.reach.heard(place.clock.moment)
    assert await place.keeper.look()
    assert place.kind() is None
    assert place.noted == [NOW, place.clock.moment]


async def test_failures_of_before_a_restart_are_no_alarm_once_everything_is_delivered(place: Place) -> None:
    await place.keeper.set()
    place.clock.moment += timedelta(seconds=30)
    place.refuse_delivery()
    place.emulator.only_bot().updates.clear()
    assert await place.keeper.look()
    assert place.kind() is None


async def test_a_storage_that_is_full_keeps_nobody_from_setting_the_webhook(place: Place) -> None:
    place.storage_fails = True
    assert await place.keeper.set() is None
    assert await place.keeper.look()
    assert place.hook.url == URL


@pytest.mark.parametrize(
    ("error", "kind", "reason"),
    [
        (httpx.ConnectError("x"), Trouble.CERTIFICATE, "certificate not believed: no reason given"),
        (httpx.ProxyError("407 Proxy Authentication Required"), Trouble.PROXY, None),
    ],
    ids=["certificate", "proxy"],
)
async def test_what_stands_in_the_way_is_told_as_what_it_is(
    error: httpx.HTTPError, kind: Trouble, reason: str | None, caplog: pytest.LogCaptureFixture
) -> None:
    if kind is Trouble.CERTIFICATE:
        error.__cause__ = ssl.SSLCertVerificationError()
    words = reason or f"proxy: {error}"

    def refuse(_request: httpx.Request) -> httpx.Response:
        raise error

    clock, seconds = MovedClock(NOW), Seconds()
    link = Connection(Settings(bot_token=SecretStr(TOKEN)), httpx.MockTransport(refuse))
    place = Place(Emulator(clock.now), link, clock, seconds, Reach(seconds))
    for asked in (place.keeper.set, place.keeper.look):
        await asked()
        assert place.reach.ailment is not None
        assert (place.kind(), place.reach.ailment.reason) == (kind, words)
        place.reach.settled()
    caplog.clear()
    await take_away(link.bot)
    assert [vars(record)["reason"] for record in caplog.records] == [words]
    await link.close()


async def test_until_it_can_be_set_it_is_tried_again(place: Place) -> None:
    for befall, _ in (FAULTS["no result"], FAULTS["truncated"]):
        befall(place.emulator.faults, "setWebhook")
    async with asyncio.timeout(10):
        await again_until(place.keeper.set, asyncio.Event())
    assert place.hook.url == URL
