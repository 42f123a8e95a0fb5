"""`status`, `due` and `export`: looking at rounds, and taking documents away."""

from argparse import Namespace
from dataclasses import asdict
from datetime import datetime
from pathlib import Path
from typing import Any

import orjson

from bot.commands.workplace import RefusedError, Workplace, check_target, say, say_json
from locales import t
from models.actions.coming import no_round
from models.actions.desk import Desk
from models.actions.digesting import UnknownRoundError, find_round, look_at
from models.actions.documents import gather
from models.actions.exporting import Span, find_span, plan_of_contacts
from models.actions.rehearsing import rehearse_tick
from models.messages import office as say_office
from models.messages.words import plain_text
from models.rules.words import RoundKind
from models.store.attachments import attachment_places
from models.store.exports import export_data, round_status
from models.tables import Plan, Round


def find_named(desk: Desk, name: str | None, kind: RoundKind | None = None) -> Round:
    """Return the round of that name, or without one the nearest (of a kind). Raises RefusedError."""
    try:
        return find_round(desk, name, kind)
    except UnknownRoundError as error:
        raise _refusal(desk, error) from error


def _find_span(desk: Desk, what: str, name: str | None) -> Span:
    """Return the round named, or the rounds of `2024-06..2024-12`; none of them may still have to open."""
    try:
        return find_span(desk, name or "", None if name else RoundKind.MONTHLY, whole_plan=what == "annual")
    except UnknownRoundError as error:
        raise _refusal(desk, error) from error


def _refusal(desk: Desk, error: UnknownRoundError) -> RefusedError:
    return RefusedError(plain_text(no_round(desk, desk.policy.language, error).html))


def _find_plan(desk: Desk, name: str | None) -> Plan:
    """Return the plan whose contact sheets are wanted: the current one, or the named round's. Raises RefusedError."""
    try:
        plan = plan_of_contacts(desk, name or "")
    except UnknownRoundError as error:
        raise _refusal(desk, error) from error
    if plan is None:
        raise RefusedError(t(desk.policy.language, "invite-no-plan"))
    return plan


def status(place: Workplace, arguments: Namespace) -> None:
    """Print who has answered and who owes."""

    def look(desk: Desk) -> tuple[dict[str, Any], str]:
        round_ = find_named(desk, arguments.round)
        digest = look_at(desk, round_)
        text = "\n".join(message.html for message in say_office.missing_plain(place.language, digest))
        return round_status(desk.session, round_, digest, place.settings.zone), text

    found, text = place.look(look)
    if arguments.json:
        say_json(found)
    else:
        say(plain_text(text))


def due(place: Workplace, arguments: Namespace) -> None:
    """Print exactly what a tick at that moment would send, and undo it."""
    at = _moment(place, arguments.at)
    database = place.open()
    try:
        found = database.rehearse(lambda session: rehearse_tick(Desk(session, at, place.settings.policy(), "due")))
    finally:
        database.close()
    rows = [asdict(one) for one in found]
    if arguments.json:
        say_json(rows)
        return
    for row in rows:
        say(f"{row['chat_id']}\t{row['name']}\t{row['unit']}\t{row['rung']}\n{row['text']}\n")


def _moment(place: Workplace, text: str) -> datetime:
    try:
        at = datetime.fromisoformat(text)
    except ValueError as error:
        raise RefusedError(t(place.language, "due-bad-moment", text=text)) from error
    if not _FIRST_YEAR <= at.year <= _LAST_YEAR:
        raise RefusedError(t(place.language, "due-bad-moment", text=text))
    return at if at.tzinfo is not None else at.replace(tzinfo=place.settings.zone)


# A calendar of other centuries is nobody's, and its edges overflow.
_FIRST_YEAR, _LAST_YEAR = 2000, 2100


_DOCUMENTS = {
    ("digest", ".docx"): "digest_docx",
    ("ledger", ".xlsx"): "ledger_xlsx",
    ("contacts", ".docx"): "contacts_docx",
    ("contacts", ".xlsx"): "contacts_xlsx",
    ("annual", ".docx"): "annual_docx",
    ("files", ".zip"): "files_zip",
}


def export(place: Workplace, arguments: Namespace) -> None:
    """Write a document, or everything as JSON, to a file."""
    target = Path(arguments.out)
    check_target(place, target)
    if arguments.what == "data":
        data = place.look(lambda desk: export_data(desk.session, place.settings.zone))
        target.write_bytes(orjson.dumps(data, option=orjson.OPT_INDENT_2))
        say(t(place.language, "export-written", file=str(target)))
        return
    document = _DOCUMENTS.get((arguments.what, target.suffix.lower()))
    if document is None:
        endings = "、".join(ending for what, ending in _DOCUMENTS if what == arguments.what)
        raise RefusedError(t(place.language, "export-bad-ending", file=target.name, endings=endings))

    def look(desk: Desk) -> bytes:
        if arguments.what == "contacts":
            sheet = {"document": document, "plan": _find_plan(desk, arguments.round).id, "language": place.language}
            return gather(desk.session, sheet, desk.now, place.settings.zone)().content
        span = _find_span(desk, arguments.what, arguments.round)
        request: dict[str, Any] = {"document": document, "round": span.last.id, "language": place.language}
        if document == "files_zip":
            places = attachment_places(desk.session, span.last.id or 0)
            if not places:
                raise RefusedError(t(place.language, "act-no-files"))
            request["attachments"] = [each.row.id for each in places]
        if span.is_range or document == "annual_docx":
            request["rounds"] = [each.id for each in span.rounds]
            if document == "digest_docx":
                # Several months at once are not one month's digest: each task, month by month.
                request["document"] = "annual_docx"
        return gather(desk.session, request, desk.now, place.settings.zone)().content

    try:
        content = place.look(look)
    except ValueError as error:
        raise RefusedError(t(place.language, "export-nothing")) from error
    target.write_bytes(content)
    say(t(place.language, "export-written", file=str(target)))
