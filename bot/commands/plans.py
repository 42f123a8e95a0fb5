"""`import`: a plan from a file, previewed, confirmed, taken in."""

import sys
from argparse import Namespace
from pathlib import Path

from bot.commands.workplace import RefusedError, Workplace, say, say_json
from locales import t
from models.actions.desk import Desk
from models.actions.plans import Span, import_plan, propose_span
from models.actions.refusals import ActionRefusedError
from models.actions.rounds import open_rounds
from models.readers.confined import read_confined
from models.readers.files import PlanFile
from models.readers.known import known_units
from models.readers.wording import say_doubt_with_place, say_refusal, to_json
from models.rules.circulars import Circular, UnreadableFileError


def import_file(place: Workplace, arguments: Namespace) -> None:
    """Read, preview and, once confirmed, take in a plan."""
    circular = _read(place, Path(arguments.file))
    if arguments.json:
        say_json(to_json(circular, place.language, place.settings.zone))
    else:
        _preview(place, circular)
    if arguments.dry_run:
        return
    if not arguments.yes:
        _confirm(place)

    try:
        span = place.transact("import", lambda desk: _take_in(desk, circular, arguments.first, arguments.last))
    except ActionRefusedError as error:
        raise RefusedError(t(place.language, error.key, error.arguments)) from error
    if not arguments.json:
        say(t(place.language, "import-done", count=len(circular.tasks), first=span.first, last=span.last))


def _take_in(desk: Desk, circular: Circular, first: str | None, last: str | None) -> Span:
    span = propose_span(circular, desk, first, last)
    import_plan(desk, circular, span, known_units())
    # Registration is called for from this moment on, not from the next tick.
    open_rounds(desk)
    return span


def _read(place: Workplace, path: Path) -> Circular:
    try:
        content = path.read_bytes()
    except OSError as error:
        raise RefusedError(t(place.language, "import-no-file", file=str(path))) from error
    try:
        reading = read_confined(path.name, content)
    except UnreadableFileError as error:
        raise RefusedError(say_refusal(error, place.language).replace("\n", "; ")) from error
    if not isinstance(reading, PlanFile):
        raise RefusedError(t(place.language, "import-not-a-plan", file=path.name))
    return reading.circular


def _preview(place: Workplace, circular: Circular) -> None:
    language = place.language
    say(
        t(
            language,
            "import-preview",
            title=circular.title,
            document_no=circular.document_no or "—",
            issuer=circular.issuer or "—",
            parts=len(circular.parts),
            measures=len(circular.measures),
            tasks=len(circular.tasks),
        )
    )
    if circular.tasks:
        first, last = circular.tasks[0], circular.tasks[-1]
        say(t(language, "import-first-task", number=first.number, text=first.text, lead="、".join(first.lead)))
        say(t(language, "import-last-task", number=last.number, text=last.text, lead="、".join(last.lead)))
    for doubt in circular.doubts:
        say(t(language, "import-doubt", text=say_doubt_with_place(doubt, language)))


def _confirm(place: Workplace) -> None:
    if not sys.stdin.isatty():
        raise RefusedError(t(place.language, "import-needs-yes"))
    answer = input(t(place.language, "import-ask"))
    if answer.strip().lower() not in ("y", "yes", "是", "确认", "确认导入"):
        raise RefusedError(t(place.language, "import-not-confirmed"))
