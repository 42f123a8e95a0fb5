"""`sheet`: units' prefilled report sheets, to be filled in anywhere and given back."""

from argparse import Namespace
from pathlib import Path

from bot.commands.rounds import find_named
from bot.commands.workplace import RefusedError, Workplace, WrongUsageError, say
from locales import t
from models.actions.desk import Desk
from models.actions.documents import MadeFile, gather
from models.actions.sheets import unit_items
from models.rules.filenames import safe_name
from models.rules.words import RoundKind
from models.store.plans import all_units, units_by_name
from models.tables import Round, Unit


def sheet(place: Workplace, arguments: Namespace) -> None:
    """Write one unit's sheet to a file, or every unit's into a folder."""
    if bool(arguments.unit) == bool(arguments.all):
        raise WrongUsageError(t(place.language, "sheet-which"))
    target = Path(arguments.out)
    if arguments.all:
        files = place.look(lambda desk: _all(desk, find_named(desk, arguments.round, RoundKind.MONTHLY)))
        try:
            target.mkdir(parents=True, exist_ok=True)
            for file in files:
                (target / safe_name(file.name)).write_bytes(file.content)
        except OSError as error:
            raise RefusedError(t(place.language, "export-no-folder", folder=str(target))) from error
        say(t(place.language, "sheet-written", count=len(files), folder=str(target)))
        return
    if not target.parent.is_dir():
        raise RefusedError(t(place.language, "export-no-folder", folder=str(target.parent)))
    if target.suffix.lower() != ".xlsx":
        raise RefusedError(t(place.language, "export-bad-ending", file=target.name, endings=".xlsx"))
    file = place.look(lambda desk: _one(desk, arguments.unit, find_named(desk, arguments.round, RoundKind.MONTHLY)))
    target.write_bytes(file.content)
    say(t(place.language, "export-written", file=str(target)))


def _one(desk: Desk, name: str, round_: Round) -> MadeFile:
    language = desk.policy.language
    unit = units_by_name(desk.session).get(name.strip())
    if unit is None:
        raise RefusedError(t(language, "invite-unknown-unit", unit=name))
    if not unit_items(desk.session, unit, round_):
        raise RefusedError(t(language, "sheet-nothing-owed", unit=unit.name, round=round_.slug))
    return _make(desk, unit, round_)


def _all(desk: Desk, round_: Round) -> list[MadeFile]:
    owing = [unit for unit in all_units(desk.session) if unit_items(desk.session, unit, round_)]
    if not owing:
        raise RefusedError(t(desk.policy.language, "sheet-nobody-owes", round=round_.slug))
    return [_make(desk, unit, round_) for unit in owing]


def _make(desk: Desk, unit: Unit, round_: Round) -> MadeFile:
    request = {
        "document": "sheet_xlsx",
        "round": round_.id,
        "unit": unit.id,
        "language": desk.policy.language,
    }
    return gather(desk.session, request, desk.now, desk.policy.zone)()
