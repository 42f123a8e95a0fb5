"""The office of the sandbox: its settings, its database, the demo plan, its invitations, and when it is at rest."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from pydantic import SecretStr
from sqlmodel import Session, col, func, select

from bot.outages import LAST_POLL
from bot.sandbox.cast import ADMIN_ID
from bot.settings import Settings
from models.actions.desk import Desk
from models.actions.invitations import issue_invitations
from models.actions.plans import units_of_plan
from models.rules.deadlines import RoundDates
from models.rules.ladders import LADDERS, rung_times
from models.rules.words import RoundKind
from models.store.office import mark, working_days
from models.store.plans import current_plan, unit_by_id, units_by_name
from models.store.rounds import rounds_of
from models.tables import InboxUpdate, OutboxMessage, Round

DEMO_PLAN = Path(__file__).with_name("plan2024.tsv")
TOKEN = "2024:sandbox-never-leaves-this-machine"  # noqa: S105 - opens nothing but the emulator
BOT_NAME = "liaison_demo_bot"


def sandbox_settings(folder: Path, *, language: str, tick_seconds: float, api_base_url: str | None = None) -> Settings:
    """Return the settings of a sandbox kept in `folder`; nothing is taken from the environment."""
    values: dict[str, object] = {} if api_base_url is None else {"api_base_url": api_base_url}
    return Settings.model_validate(
        {
            "bot_token": SecretStr(TOKEN),
            "database_url": SecretStr(f"sqlite:///{folder / 'liaison.db'}"),
            "admin_ids": (ADMIN_ID,),
            "language": language,
            "tick_seconds": tick_seconds,
            "log_level": "WARNING",
            **values,
        }
    )


def units_in_plan(session: Session) -> list[str]:
    """Return the names of all units that lead or support a task, in the circular's order."""
    plan = current_plan(session)
    return [] if plan is None else [unit_by_id(session, unit_id).name for unit_id in units_of_plan(session, plan)]


def invite(desk: Desk, units: Sequence[str]) -> dict[str, str]:
    """Make an invitation for each of the units, as `liaison-bot invite` does; returns the tokens by unit."""
    known = units_by_name(desk.session)
    return {one.unit: one.token for one in issue_invitations(desk, [known[unit] for unit in units])}


def is_at_rest(session: Session, now: datetime) -> bool:
    """Tell whether everything said has been handled and everything due has left."""
    leaving = session.exec(
        select(func.count())
        .select_from(OutboxMessage)
        .where(
            (col(OutboxMessage.state) == "leased")
            | ((col(OutboxMessage.state) == "waiting") & (col(OutboxMessage.next_attempt_at) <= now))
        )
    ).one()
    unhandled = session.exec(
        select(func.count()).select_from(InboxUpdate).where(col(InboxUpdate.done_at).is_(None))
    ).one()
    return not leaving and not unhandled


def note_presence(session: Session, at: datetime) -> None:
    """Say that the program has been polling until `at`.

    A moved clock is no outage: without this the jump itself would be taken for one, and excuse who is late.
    """
    mark(session, LAST_POLL, at)


@dataclass(frozen=True, slots=True)
class Moment:
    """A moment at which the program does something by itself: a round's opening, a rung, or a due time."""

    at: datetime
    round_slug: str
    kind: str
    name: str


def moments(desk: Desk) -> list[Moment]:
    """Return every moment of every round of the plan at which something is to be seen, earliest first."""
    plan = current_plan(desk.session)
    rounds = [] if plan is None else rounds_of(desk.session, plan.id or 0)
    found = [one for row in rounds for one in _of_round(desk, row)]
    return sorted(found, key=lambda moment: (moment.at, moment.round_slug))


def _of_round(desk: Desk, row: Round) -> list[Moment]:
    zone = desk.policy.zone
    kind = RoundKind(row.kind)
    days = working_days(desk.session, row.due_at.astimezone(zone).date())
    dates = RoundDates(row.slug, kind, row.opens_at, row.due_at, row.closes_at)
    rungs = rung_times(LADDERS[kind], dates, zone=zone, days=days)
    return [
        Moment(row.opens_at, row.slug, row.kind, "opens"),
        *(Moment(rung.at, row.slug, row.kind, rung.rung.name) for rung in rungs),
        Moment(row.due_at, row.slug, row.kind, "due"),
    ]
