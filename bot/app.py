"""The program, put together: the one place where everything is made and handed to what needs it."""

import asyncio
import contextlib
import logging
from collections import Counter
from collections.abc import Callable, Sequence
from datetime import datetime
from urllib.parse import urlsplit

import httpx
from sqlmodel import Session
from telegram.error import InvalidToken, TelegramError

from bot.alarms import Alarms
from bot.channels import close_senders, make_senders
from bot.clock import Clock
from bot.dispatcher import Dispatcher, Handling
from bot.error_summary import ErrorCount, ErrorSummary
from bot.first_poll import FirstPoll
from bot.heartbeat import Heartbeat
from bot.inbox import Inbox
from bot.nightly import Nightly
from bot.outages import OutageBook
from bot.outcomes import CountedSender
from bot.outside import TelegramOutside
from bot.patience import again_until, cut_short, until_in_order
from bot.poller import Poller
from bot.reach import Reach, Trouble
from bot.settings import Settings
from bot.telegram.connection import Connection
from bot.telegram.failures import explain, trouble_of
from bot.telegram.menu import offer_commands
from bot.telegram.sender import TelegramSender
from bot.web.keeping import WebhookKeeper, take_away
from bot.wellness import SILENT_AFTER, Count, wellness
from models.actions.desk import Desk
from models.actions.documents import MadeFile, gather
from models.actions.menus import Menu, admins_menus
from models.database import Database
from models.rules.deliveries import Parcel
from models.rules.pacing import TELEGRAM, Limits
from models.store.office import bound_office
from models.store.queues import clear_leases
from scheduler import Ticker, tick
from scheduler.delivery import Delivery, Sender

_NAME_RETRY_SECONDS = 5.0
_FIRST_TICK_SECONDS, _ON_ITS_WAY_SECONDS = 2.0, 0.05

log = logging.getLogger(__name__)


class App:
    """One office's bot. `run` works until `stop` is set. `limits` is None where an emulated Telegram sets none.

    Whoever runs it holds the database (`bot.alone`). `first_poll` is a question that is under way already.
    """

    def __init__(
        self,
        settings: Settings,
        database: Database,
        clock: Clock,
        *,
        transport: httpx.AsyncBaseTransport | None = None,
        limits: Limits | None = TELEGRAM,
        first_poll: FirstPoll | None = None,
        stop: asyncio.Event | None = None,
        when_loaded: Callable[[], None] = lambda: None,
    ) -> None:
        self.settings = settings
        self._when_loaded = when_loaded
        self.database = database
        self.clock = clock
        self.policy = settings.policy()
        self.connection = Connection(settings, transport)
        self.sender = TelegramSender(self.connection, self._make_file)
        self.channels = make_senders(settings, self._make_file)
        self.reach = Reach(clock.monotonic)
        self.errors = ErrorCount()
        self.outcomes: Counter[tuple[str, ...]] = Counter()
        senders: dict[str, Sender] = {"telegram": self.sender, **self.channels}
        self.delivery = Delivery(
            database,
            {name: CountedSender(name, sender, self.outcomes) for name, sender in senders.items()},
            self.policy,
            clock.now,
            limits=limits,
            elapsed=clock.monotonic,
        )
        self.inbox = Inbox(database)
        self.ticker = Ticker(settings.tick_seconds, self.tick, clock.monotonic)
        self.stop = asyncio.Event() if stop is None else stop
        self._first_poll = first_poll
        self._listening = asyncio.Event()
        self._dispatcher: Dispatcher | None = None

    async def tick(self) -> None:
        """Do everything that is due at this moment."""
        await tick(self.database, self.policy, self.clock.now(), self.delivery.wake)

    async def run(self) -> None:
        """Work until `stop` is set; then finish what has been begun, and close."""
        await self.connection.open()
        try:
            await self._work()
        finally:
            await close_senders(self.channels)
            await self.connection.close()

    async def _work(self) -> None:
        # Only one instance lives on this database, so whatever is leased was a dead one's.
        await until_in_order(lambda: self.database.run(clear_leases), self.stop)
        async with asyncio.TaskGroup() as group:
            # Delivery and ticks go on while Telegram cannot be asked for the bot's name.
            ended = asyncio.Event()
            delivering = group.create_task(self.delivery.run(ended))
            ticking = group.create_task(self._tick_on())
            self._watch(group)
            name = await self._ask_name()
            if name is not None:
                await self._take_updates(group, name)
            await self.stop.wait()
            await ticking
            ended.set()
            self.delivery.wake()
            await delivering

    async def _tick_on(self) -> None:
        # The first tick reads a calendar of several years: the first question to Telegram, where it can be asked, goes
        # before it.
        first = {asyncio.ensure_future(event.wait()) for event in (self._listening, self.stop)}
        await asyncio.wait(first, timeout=_FIRST_TICK_SECONDS, return_when=asyncio.FIRST_COMPLETED)
        for waiting in first:
            waiting.cancel()
        await self.ticker.run(self.stop)

    def _watch(self, group: asyncio.TaskGroup) -> None:
        """Begin what looks after the program itself; none of it can end the program, or keep it from stopping."""
        settings, now = self.settings, self.clock.now
        # Behind a webhook nobody may call all night: silence then says nothing.
        silence = SILENT_AFTER if settings.webhook_url is None else None
        if settings.http_listen is not None:
            from bot.web.health import health_app  # noqa: PLC0415 - loaded only where configured
            from bot.web.serving import serve  # noqa: PLC0415 - as above

            health = health_app(self.database, now, self._last_heard_at, silent_after=silence, counts=self._counts)
            group.create_task(serve(health, settings.http_listen, self.stop))
        if settings.heartbeat_url is not None:
            is_well = wellness(self.database, now, self._last_heard_at, silence)
            group.create_task(Heartbeat(settings.heartbeat_url.get_secret_value(), is_well).run(self.stop))
        alarms = Alarms(self.reach, self.channels, settings.language, self.clock.monotonic)
        group.create_task(alarms.run(self.stop))
        summary = ErrorSummary(self.database, self.policy, now, self.delivery.wake, self.errors)
        group.create_task(summary.run(self.stop))
        nightly = Nightly(self.database, now, settings.zone, settings.language, settings.retention_days)
        group.create_task(nightly.run(self.stop))

    async def _ask_name(self) -> str | None:
        """Return the bot's name, asking until there is an answer; None when told to stop first."""
        while not self.stop.is_set():
            try:
                name = await self._name_unless_stopped()
            except InvalidToken:
                self.reach.failed(Trouble.TOKEN, "token refused")
                log.error("Telegram refuses the token (LIAISON_BOT_TOKEN)")  # noqa: TRY400 - the trace would say nothing more
            except TelegramError as error:
                self.reach.failed(trouble_of(error), explain(error))
                log.warning("Telegram not reached", extra={"reason": explain(error)})
            else:
                if name is not None:
                    self.reach.heard(self.clock.now())
                return name
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(_NAME_RETRY_SECONDS):
                    await self.stop.wait()
        return None

    async def _name_unless_stopped(self) -> str | None:
        asking, stopping = asyncio.ensure_future(self.connection.name()), asyncio.ensure_future(self.stop.wait())
        try:
            await asyncio.wait({asking, stopping}, return_when=asyncio.FIRST_COMPLETED)
            return asking.result() if asking.done() else None
        finally:
            asking.cancel()
            stopping.cancel()
            # Its connection is closed before the pools are.
            await asyncio.wait({asking})

    async def _take_updates(self, group: asyncio.TaskGroup, name: str) -> None:
        outside = TelegramOutside(self.connection, self.sender, self.database, self.policy)

        def load() -> Handling:
            from bot.handling import Handling as TheHandlers  # noqa: PLC0415 - see the docstring there

            handling = TheHandlers(self.policy, name, self.clock.monotonic)
            self.connection.load_engines()
            return handling

        def warm_up() -> None:
            from bot.handling import Handling as TheHandlers  # noqa: PLC0415 - loaded by now

            TheHandlers.warm_up()
            self._when_loaded()

        async def load_later() -> Handling:
            await self._listening.wait()
            handling = await asyncio.to_thread(load)
            group.create_task(cut_short(asyncio.to_thread(warm_up), self.stop, "warming up"))
            return handling

        dispatcher = Dispatcher(
            self.database, self.inbox, outside, self.policy, self.clock, load_later, self.delivery.wake
        )
        self._dispatcher = dispatcher
        handling = group.create_task(dispatcher.run(self.stop))
        await asyncio.sleep(0)
        dispatcher.take(await until_in_order(self.inbox.replay, self.stop) or ())
        group.create_task(cut_short(self._offer_commands(), self.stop, "offering commands"))
        if self.settings.webhook_url is None:
            taking_away = again_until(lambda: take_away(self.connection.bot), self.stop)
            group.create_task(cut_short(taking_away, self.stop, "deleting the webhook"))
            await self._poll(dispatcher)
        else:
            self._listen(group, dispatcher, self.settings.webhook_url)
        await handling

    async def _offer_commands(self) -> None:
        def look(session: Session) -> tuple[list[Menu], tuple[int, int | None] | None]:
            menus = admins_menus(Desk(session, self.clock.now(), self.policy, "menus"))
            return menus, bound_office(session, self.policy.office_chat_id)

        admins, office = await self.database.read(look)
        await offer_commands(self.connection.bot, self.policy.language, admins, office[0] if office else None)

    async def _poll(self, dispatcher: Dispatcher) -> None:
        poller = Poller(
            self.connection, self.inbox, dispatcher, self.database, self.clock, self.reach, self._first_poll
        )
        log.info("polling")
        # What takes long to load waits until the first question is on its way.
        asyncio.get_running_loop().call_later(_ON_ITS_WAY_SECONDS, self._listening.set)
        await poller.run(self.stop)

    def _listen(self, group: asyncio.TaskGroup, dispatcher: Dispatcher, url: str) -> None:
        from bot.web.serving import serve  # noqa: PLC0415 - loaded only where configured
        from bot.web.webhook import webhook_app  # noqa: PLC0415 - as above

        secret = self.settings.webhook_secret.get_secret_value() if self.settings.webhook_secret else ""
        outages = OutageBook(self.database, self.clock.monotonic)

        async def brought(at: datetime) -> None:
            self.reach.heard(at)
            await outages.reached(at)

        app = webhook_app(self.inbox, dispatcher, self.clock.now, urlsplit(url).path, secret, brought)
        keeper = WebhookKeeper(self.connection.bot, url, secret, self.reach, self.clock.now, outages.reached)
        group.create_task(serve(app, self.settings.webhook_listen, self.stop))
        group.create_task(cut_short(keeper.run(self.stop), self.stop, "keeping the webhook"))
        log.info("listening for the webhook")
        self._listening.set()

    def _last_heard_at(self) -> datetime | None:
        return self.reach.heard_at

    def _counts(self) -> Sequence[Count]:
        handled = {} if self._dispatcher is None else self._dispatcher.counts
        return (
            Count("liaison_updates", "Updates worked off", ("outcome",), {(key,): n for key, n in handled.items()}),
            Count("liaison_messages", "Messages handed to a channel", ("channel", "outcome"), self.outcomes),
            Count(
                "liaison_polls", "Questions to Telegram", ("outcome",), {(k,): n for k, n in self.reach.counts.items()}
            ),
            Count("liaison_errors", "Errors in the log", (), {(): self.errors.total}),
        )

    async def _make_file(self, parcel: Parcel) -> MadeFile:
        def look(session: Session) -> Callable[[], MadeFile]:
            return gather(session, parcel.payload, self.clock.now(), self.policy.zone)

        make = await self.database.read(look)
        return await asyncio.to_thread(make)
