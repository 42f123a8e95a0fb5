"""Why there is nothing to report or to show, and when there will be: the round that opens next."""

from models.actions.desk import Desk
from models.actions.digesting import UnknownRoundError
from models.messages import attaching as say_files
from models.messages import coming as say
from models.messages import help as say_help
from models.messages.rescheduling import Named
from models.rules.chats import Message
from models.rules.words import RoundKind
from models.store.plans import current_plan
from models.store.rounds import next_round, open_rounds
from models.store.unit_tasks import unit_tasks
from models.tables import Person, Round


def nothing_to_report(desk: Desk, person: Person, *, is_report: bool = False) -> Message:
    """Say that this person has nothing to report, why, and when that changes; `is_report`: what was just said is not recorded."""
    tasks = unit_tasks(desk.session, person.id or 0)
    is_open = any(round_.kind == RoundKind.MONTHLY for round_ in open_rounds(desk.session, desk.now))
    coming = next_round(desk.session, desk.now, RoundKind.MONTHLY)
    return say.nothing_to_report(
        desk.language_of(person),
        leads=bool(tasks.led),
        supports=bool(tasks.supported),
        is_open=is_open,
        coming=None if coming is None else (_named(coming), coming.opens_at),
        zone=desk.policy.zone,
        is_report=is_report,
    )


def is_anything_open(desk: Desk) -> bool:
    """Tell whether anything but registrations is being reported now, by whomever."""
    return any(round_.kind != RoundKind.REGISTRATION for round_ in open_rounds(desk.session, desk.now))


def nowhere_for_files(desk: Desk, person: Person, unread: str) -> Message:
    """Say that a file went nowhere, as the person has nothing to report; `unread`: why it is no sheet either."""
    language = desk.language_of(person)
    tasks = unit_tasks(desk.session, person.id or 0)
    if tasks.supported and not tasks.led and is_anything_open(desk):
        return say_files.not_passed_on(language)
    return say_files.nowhere(language, nothing_to_report(desk, person, is_report=True).html, unread)


def no_round(desk: Desk, language: str, error: UnknownRoundError) -> Message:
    """Say why there is no round to show: it has not opened yet (and when it will), was cancelled, or bears no such name."""
    coming = error.ahead
    if coming is not None and coming.skipped_at is not None:
        return say.round_skipped(language, _named(coming))
    if coming is None and not error.name:
        coming = next_round(desk.session, desk.now, RoundKind.MONTHLY)
    if current_plan(desk.session) is None:
        return say.no_plan(language)
    if coming is None:
        return say_help.no_round(language, error.name)
    return say.round_ahead(language, _named(coming), coming.opens_at, desk.policy.zone)


def _named(round_: Round) -> Named:
    return Named(round_.slug, round_.kind, round_.title)
