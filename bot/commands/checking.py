"""What `check` looks for beside its plain questions: a calendar that ends within the plan, a webhook that collides."""

import logging
from datetime import date, datetime, timedelta

from sqlmodel import Session, select
from telegram import WebhookInfo

from bot.commands.storage import find_storage_trouble
from bot.commands.workplace import Workplace
from locales import t
from models.calendar import china_working_days
from models.database import Database, sqlite_file
from models.tables import CalendarOverride, Round

# A delivery that failed longer ago than this has been made good since, or nobody has written.
_FRESH = timedelta(hours=1)


log = logging.getLogger(__name__)


def check_calendar(place: Workplace) -> str:
    """Return the years, this one and those of rounds to come, whose holidays nobody has told us; "" for none."""
    this_year = place.clock.now().astimezone(place.settings.zone).year
    years: set[int] = {this_year}
    overrides: dict[date, bool] = {}
    url = place.settings.database_url.get_secret_value()
    file = sqlite_file(url)
    if file is not None and find_storage_trouble(file) is None and file.exists():
        database = Database(url)
        try:
            rounds, rows = database.look(_look)
            years |= {each.astimezone(place.settings.zone).year for each in rounds}
            overrides = {row.day: row.is_working for row in rows}
        except Exception as error:  # noqa: BLE001 - what is wrong with the database, its own line says
            log.debug("no rounds to look at", extra={"reason": type(error).__name__})
        finally:
            database.close()
    wanted = sorted(year for year in years if year >= this_year)
    days = china_working_days(wanted[0], wanted[-1], overrides)
    missing = [str(year) for year in wanted if not days.is_published(year)]
    return t(place.language, "check-calendar-missing", year="、".join(missing)) if missing else ""


def _look(session: Session) -> tuple[list[datetime], list[CalendarOverride]]:
    rounds = [row.due_at for row in session.exec(select(Round)).all()]
    return rounds, list(session.exec(select(CalendarOverride)).all())


def check_webhook(place: Workplace, info: WebhookInfo, *, is_running: bool) -> str:
    """Return what collides: a webhook set while we mean to poll, or another than ours, or one that cannot be reached."""
    ours = place.settings.webhook_url
    if ours is None:
        # `run` takes it away as it starts; where it stands all the same, somebody else sets it.
        return t(place.language, "check-webhook-set", url=_host(info.url)) if info.url else ""
    if info.url and info.url != ours:
        return t(place.language, "check-webhook-elsewhere", url=_host(info.url))
    if is_running and not info.url:
        return t(place.language, "check-webhook-none")
    is_fresh = info.last_error_date is not None and place.clock.now() - info.last_error_date < _FRESH
    return t(place.language, "check-webhook-failing", reason=info.last_error_message or "") if is_fresh else ""


def _host(url: str) -> str:
    """Return an address's host alone: the rest may be a secret path."""
    return url.split("://", 1)[-1].split("/", 1)[0].rsplit("@", 1)[-1]
