"""`run`: the bot itself."""

import asyncio
from argparse import Namespace

from bot.app import AlreadyRunningError, App, run_until_signalled
from bot.commands.workplace import RefusedError, Workplace
from bot.logs import set_up_logs
from locales import t


def run(place: Workplace, _arguments: Namespace) -> None:
    """Run until told to stop."""
    settings = place.settings
    if settings.bot_token is None:
        raise RefusedError(t(place.language, "run-no-token"))
    if place.is_running():
        # Said before the database is migrated under the other one, and before anything is logged.
        raise RefusedError(t(place.language, "run-already"))
    set_up_logs(settings.log_level, settings.log_format)
    database = place.open()

    async def work() -> None:
        await run_until_signalled(App(settings, database, place.clock))

    try:
        asyncio.run(work())
    except* AlreadyRunningError as group:
        raise RefusedError(t(place.language, "run-already")) from group
    except* OSError as group:
        raise RefusedError(t(place.language, "run-no-address", reason=str(group.exceptions[0]))) from group
    finally:
        database.close()
