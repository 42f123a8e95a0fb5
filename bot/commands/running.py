"""`run`: the bot itself. Telegram is asked first, and then the most of the program is loaded (docs/decisions/0012)."""

import asyncio
import gc
import signal
from argparse import Namespace
from contextlib import ExitStack, nullcontext
from typing import TYPE_CHECKING

from bot.alone import AlreadyRunningError, hold
from bot.commands.authorities import see_authorities
from bot.commands.storage import say_storage_trouble
from bot.commands.workplace import RefusedError, Workplace
from bot.first_poll import FirstPoll
from bot.logs import set_up_logs
from bot.lookups import look_up_aside
from locales import t

if TYPE_CHECKING:
    from bot.app import App


def run(place: Workplace, _arguments: Namespace) -> None:
    """Run until told to stop."""
    settings = place.settings
    if settings.bot_token is None:
        raise RefusedError(t(place.language, "run-no-token"))
    see_authorities(place)
    with ExitStack() as held:
        try:
            # Before the database is migrated under another one, before it is robbed of its updates, and before anything
            # is logged.
            held.enter_context(hold(settings.database_file))
        except AlreadyRunningError as error:
            raise RefusedError(t(place.language, "run-already")) from error
        except OSError as error:
            raise RefusedError(f"LIAISON_DATABASE_URL: {say_storage_trouble(place.language, error)}") from error
        set_up_logs(settings.log_level, settings.log_format)
        try:
            asyncio.run(_work(place))
        except* OSError as group:
            raise RefusedError(t(place.language, "run-no-address", reason=str(group.exceptions[0]))) from group


async def _work(place: Workplace) -> None:
    stop = asyncio.Event()
    look_up_aside(asyncio.get_running_loop())
    for number in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(number, stop.set)
    # While a webhook is set, Telegram answers no poll.
    asking = FirstPoll(place.settings, place.clock) if place.settings.webhook_url is None else nullcontext()
    async with asking as first_poll:
        app_class = await asyncio.to_thread(_load)
        if stop.is_set():
            return
        database = await asyncio.to_thread(place.open)
        try:
            app = app_class(
                place.settings, database, place.clock, first_poll=first_poll, stop=stop, when_loaded=keep_for_good
            )
            await app.run()
        finally:
            database.close()


def keep_for_good() -> None:
    """Spare the garbage collector what has been loaded, which stays until the end.

    To look all of it through takes a tenth of a second, in which nobody is answered, and was done every few hundred messages.
    """
    gc.collect()
    gc.freeze()


def _load() -> "type[App]":
    from bot.app import App  # noqa: PLC0415 - takes two seconds, in which Telegram is asked already

    return App
