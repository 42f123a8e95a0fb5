"""`import`: a plan, a contact sheet or a report sheet from a file, previewed, confirmed, taken in."""

import sys
from argparse import Namespace
from pathlib import Path

from bot.commands.workplace import RefusedError, Workplace, WrongUsageError, say, say_json
from locales import t
from models.actions.bundles import preview_bundle, take_in_bundle
from models.actions.contacts import check_contacts, take_in_contacts
from models.actions.correcting import correction_of
from models.actions.desk import Desk
from models.actions.importing import take_in_plan
from models.actions.plan_matching import match_plan
from models.actions.plans import propose_span
from models.actions.refusals import ActionRefusedError
from models.actions.sheets import check_sheet, file_on_behalf
from models.documents.template import plan_template_xlsx
from models.messages import importing as say_importing
from models.messages.words import plain_text
from models.readers.bundles import AnyReading, BundleFile
from models.readers.confined import read_confined
from models.readers.files import PlanFile
from models.readers.wording import say_doubts, say_refusal, to_json
from models.rules.chats import Message
from models.rules.circular_forms import ContactFile, ReportFile
from models.rules.circulars import Circular, UnreadableFileError
from models.store.plans import circular_of, current_plan


def import_file(place: Workplace, arguments: Namespace) -> None:
    """Read, preview and, once confirmed, take in; or write the template of a plan."""
    reading = None if arguments.file is None else _read(place, Path(arguments.file))
    if arguments.template:
        _write_template(place, Path(arguments.template), reading)
        return
    if reading is None:
        raise WrongUsageError(t(place.language, "import-which-file"))
    if arguments.json and not isinstance(reading, PlanFile):
        raise RefusedError(t(place.language, "import-json-plan-only"))
    try:
        _import(place, reading, arguments)
    except ActionRefusedError as error:
        raise RefusedError(t(place.language, error.key, error.arguments)) from error


def _import(place: Workplace, reading: AnyReading, arguments: Namespace) -> None:
    if isinstance(reading, PlanFile) and arguments.dry_run:
        # A plan can be read without any database; what it would change in one cannot be said.
        preview = say_importing.preview_read(place.language, reading.circular, _doubts(place, reading.circular))
    else:
        preview = place.look(lambda desk: _preview(place, desk, reading, arguments))
    if isinstance(reading, PlanFile) and arguments.json:
        say_json(to_json(reading.circular, place.language, place.settings.zone))
    else:
        _show(preview)
    if arguments.dry_run:
        return
    if not arguments.yes:
        _confirm(place)
    done = place.transact("import", lambda desk: _take_in(place, desk, reading, arguments))
    if not arguments.json:
        _show(done)


def _read(place: Workplace, path: Path) -> AnyReading:
    try:
        content = path.read_bytes()
    except OSError as error:
        raise RefusedError(t(place.language, "import-no-file", file=str(path))) from error
    try:
        return read_confined(path.name, content)
    except UnreadableFileError as error:
        raise RefusedError(say_refusal(error, place.language).replace("\n", "; ")) from error


def _doubts(place: Workplace, circular: Circular) -> list[str]:
    return say_doubts(circular.doubts, place.language)


def _show(messages: list[Message]) -> None:
    for message in messages:
        say(plain_text(message.html))


def _preview(place: Workplace, desk: Desk, reading: AnyReading, arguments: Namespace) -> list[Message]:
    language = place.language
    match reading:
        case PlanFile(read):
            circular = match_plan(desk.session, read)
            span = propose_span(circular, desk, arguments.first, arguments.last)
            diff = correction_of(desk, circular, span)
            return say_importing.preview_plan(
                language,
                circular,
                (span.first, span.last),
                diff,
                _doubts(place, circular),
                place.settings.zone,
                in_chat=False,
            )
        case ContactFile():
            sheets = check_contacts(desk, reading, None)
            doubts = say_doubts(reading.doubts, language)
            return [say_importing.preview_contacts(language, [(unit.name, sheet) for unit, sheet in sheets], doubts)]
        case ReportFile():
            sheet = check_sheet(desk, reading, desk.now)
            return say_importing.preview_sheet(language, sheet.unit.name, sheet.round_.slug, sheet.entries)
        case BundleFile():
            return preview_bundle(desk, reading, language)


def _take_in(place: Workplace, desk: Desk, reading: AnyReading, arguments: Namespace) -> list[Message]:
    language = place.language
    match reading:
        case PlanFile(circular):
            span = propose_span(circular, desk, arguments.first, arguments.last)
            diff = take_in_plan(desk, circular, span)
            zone = place.settings.zone
            return [say_importing.plan_taken(language, len(circular.tasks), span.first, span.last, diff, zone)]
        case ContactFile():
            return [say_importing.contacts_taken(language, take_in_contacts(desk, reading, person=None).units)]
        case ReportFile():
            sheet = check_sheet(desk, reading, desk.now)
            receipt = file_on_behalf(desk, sheet, None, desk.now)
            return [say_importing.sheet_taken(language, receipt, sheet.unit.name, len(sheet.entries))]
        case BundleFile():
            return take_in_bundle(desk, None, reading, desk.now, None, language)


def _write_template(place: Workplace, target: Path, reading: AnyReading | None) -> None:
    """Write the template, filled with the file's plan, else with the one loaded, else empty."""
    if not target.parent.is_dir():
        raise RefusedError(t(place.language, "export-no-folder", folder=str(target.parent)))
    if reading is not None and not isinstance(reading, PlanFile):
        raise RefusedError(t(place.language, "import-not-a-plan", file="—"))

    def loaded(desk: Desk) -> Circular | None:
        plan = current_plan(desk.session)
        return None if plan is None else circular_of(desk.session, plan)

    circular = reading.circular if reading is not None else place.look(loaded)
    target.write_bytes(plan_template_xlsx(circular, place.language))
    say(t(place.language, "import-template-written", file=str(target)))


def _confirm(place: Workplace) -> None:
    if not sys.stdin.isatty():
        raise RefusedError(t(place.language, "import-needs-yes"))
    answer = input(t(place.language, "import-ask"))
    if answer.strip().lower() not in ("y", "yes", "是", "确认", "确认导入"):
        raise RefusedError(t(place.language, "import-not-confirmed"))
