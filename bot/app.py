"""The program, put together: the one place where everything is made and handed to what needs it."""

import asyncio
import contextlib
import logging
import signal
from collections.abc import Callable, Iterator
from datetime import datetime
from urllib.parse import urlsplit

import httpx
from filelock import FileLock, Timeout
from sqlmodel import Session
from telegram.error import InvalidToken, TelegramError

from bot.channels import close_senders, make_senders
from bot.clock import Clock
from bot.dispatcher import Dispatcher
from bot.inbox import Inbox
from bot.outside import TelegramOutside
from bot.poller import Poller
from bot.settings import Settings
from bot.telegram.connection import Connection
from bot.telegram.menu import offer_commands
from bot.telegram.sender import TelegramSender
from bot.telegram.updates import ALLOWED_UPDATES
from bot.web.health import SILENT_AFTER, health_app
from bot.web.serving import serve
from bot.web.webhook import webhook_app
from models.actions.documents import MadeFile, gather
from models.database import Database, sqlite_file
from models.rules.deliveries import Parcel
from models.rules.pacing import TELEGRAM, Limits
from models.store.office import bound_office
from models.store.queues import clear_leases
from scheduler import Ticker, tick
from scheduler.delivery import Delivery

_NAME_RETRY_SECONDS = 5.0

log = logging.getLogger(__name__)


class AlreadyRunningError(Exception):
    """Another instance holds this database."""


class App:
    """One office's bot. `run` works until `stop` is set. `limits` is None where an emulated Telegram sets none."""

    def __init__(
        self,
        settings: Settings,
        database: Database,
        clock: Clock,
        *,
        transport: httpx.AsyncBaseTransport | None = None,
        limits: Limits | None = TELEGRAM,
    ) -> None:
        self.settings = settings
        self.database = database
        self.clock = clock
        self.policy = settings.policy()
        self.connection = Connection(settings, transport)
        self.sender = TelegramSender(self.connection, self._make_file)
        self.channels = make_senders(settings, self._make_file)
        self.delivery = Delivery(
            database,
            {"telegram": self.sender, **self.channels},
            self.policy,
            clock.now,
            limits=limits,
            elapsed=clock.monotonic,
        )
        self.inbox = Inbox(database)
        self.ticker = Ticker(settings.tick_seconds, self.tick, clock.monotonic)
        self.stop = asyncio.Event()
        self._heard_at: datetime | None = None
        self._poller: Poller | None = None

    async def tick(self) -> None:
        """Do everything that is due at this moment."""
        await tick(self.database, self.policy, self.clock.now(), self.delivery.wake)

    async def run(self) -> None:
        """Work until `stop` is set; then finish what has been begun, and close.

        Raises AlreadyRunningError where another instance holds the database.
        """
        with _hold(self.database):
            await self.connection.open()
            try:
                await self._work()
            finally:
                await close_senders(self.channels)
                await self.connection.close()

    async def _work(self) -> None:
        # Only one instance lives on this database, so whatever is leased was a dead one's.
        await self.database.run(clear_leases)
        async with asyncio.TaskGroup() as group:
            # Delivery and ticks go on while Telegram cannot be asked for the bot's name.
            ended = asyncio.Event()
            delivering = group.create_task(self.delivery.run(ended))
            ticking = group.create_task(self.ticker.run(self.stop))
            if self.settings.http_listen is not None:
                # Behind a webhook nobody may call all night: silence then says nothing.
                silence = SILENT_AFTER if self.settings.webhook_url is None else None
                health = health_app(self.database, self.clock.now, self._last_heard_at, silent_after=silence)
                group.create_task(serve(health, self.settings.http_listen, self.stop))
            name = await self._ask_name()
            if name is not None:
                await self._take_updates(group, name)
            await self.stop.wait()
            await ticking
            ended.set()
            self.delivery.wake()
            await delivering

    async def _ask_name(self) -> str | None:
        """Return the bot's name, asking until there is an answer; None when told to stop first."""
        while not self.stop.is_set():
            try:
                return await self.connection.name()
            except InvalidToken:
                log.error("Telegram refuses the token (LIAISON_BOT_TOKEN)")  # noqa: TRY400 - the trace would say nothing more
            except TelegramError as error:
                log.warning("Telegram not reached", extra={"reason": type(error.__cause__ or error).__name__})
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(_NAME_RETRY_SECONDS):
                    await self.stop.wait()
        return None

    async def _take_updates(self, group: asyncio.TaskGroup, name: str) -> None:
        outside = TelegramOutside(self.connection, self.sender, self.database, self.policy)
        dispatcher = Dispatcher(self.database, self.inbox, outside, self.policy, self.clock, name, self.delivery.wake)
        handling = group.create_task(dispatcher.run(self.stop))
        await asyncio.sleep(0)
        dispatcher.take(await self.inbox.replay())
        group.create_task(self._offer_commands())
        if self.settings.webhook_url is None:
            await self._poll(dispatcher)
        else:
            await self._listen(dispatcher, self.settings.webhook_url)
        await handling

    async def _offer_commands(self) -> None:
        office = await self.database.read(lambda session: bound_office(session, self.policy.office_chat_id))
        await offer_commands(
            self.connection.bot, self.policy.language, self.policy.admin_ids, office[0] if office else None
        )

    async def _poll(self, dispatcher: Dispatcher) -> None:
        with contextlib.suppress(TelegramError):
            # A webhook left from before would make every poll a conflict.
            await self.connection.bot.delete_webhook()
        poller = Poller(self.connection, self.inbox, dispatcher, self.database, self.clock)
        self._poller = poller
        log.info("polling")
        await poller.run(self.stop)

    async def _listen(self, dispatcher: Dispatcher, url: str) -> None:
        secret = self.settings.webhook_secret.get_secret_value() if self.settings.webhook_secret else ""
        app = webhook_app(self.inbox, dispatcher, self.clock.now, urlsplit(url).path, secret, self._note_heard)
        async with asyncio.TaskGroup() as group:
            group.create_task(serve(app, self.settings.webhook_listen, self.stop))
            try:
                await self.connection.bot.set_webhook(
                    url, secret_token=secret, allowed_updates=list(ALLOWED_UPDATES), max_connections=20
                )
            except TelegramError as error:
                log.error("webhook not set", extra={"reason": error.message})  # noqa: TRY400 - the trace would say nothing more
            log.info("listening for the webhook")

    def _note_heard(self, at: datetime) -> None:
        self._heard_at = at

    def _last_heard_at(self) -> datetime | None:
        return self._heard_at if self._poller is None else self._poller.last_success_at

    async def _make_file(self, parcel: Parcel) -> MadeFile:
        def look(session: Session) -> Callable[[], MadeFile]:
            return gather(session, parcel.payload, self.clock.now(), self.policy.zone)

        make = await self.database.read(look)
        return await asyncio.to_thread(make)


@contextlib.contextmanager
def _hold(database: Database) -> Iterator[None]:
    file = sqlite_file(database.url)
    if file is None:
        yield
        return
    lock = FileLock(f"{file}.lock")
    try:
        lock.acquire(timeout=0)
    except Timeout as error:
        raise AlreadyRunningError(str(file)) from error
    try:
        yield
    finally:
        lock.release()


async def run_until_signalled(app: App) -> None:
    """Run until SIGTERM or SIGINT, then stop cleanly."""
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, app.stop.set)
    await app.run()
