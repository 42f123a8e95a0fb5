"""`status`, `due` and `export`: looking at rounds, and taking documents away."""

from argparse import Namespace
from dataclasses import asdict
from datetime import datetime
from pathlib import Path
from typing import Any

import orjson

from bot.commands.workplace import RefusedError, Workplace, say, say_json
from locales import t
from models.actions.desk import Desk
from models.actions.digesting import UnknownRoundError, find_round, look_at
from models.actions.documents import gather
from models.actions.rehearsing import rehearse_tick
from models.messages import office as say_office
from models.messages.words import plain_text
from models.store.exports import export_data, round_status
from models.tables import Round


def _find(desk: Desk, name: str | None) -> Round:
    try:
        return find_round(desk, name)
    except UnknownRoundError as error:
        key = ("office-unknown-round", {"name": error.name}) if error.name else ("office-no-round", {})
        raise RefusedError(t(desk.policy.language, key[0], key[1])) from error


def status(place: Workplace, arguments: Namespace) -> None:
    """Print who has answered and who owes."""

    def look(desk: Desk) -> tuple[dict[str, Any], str]:
        round_ = _find(desk, arguments.round)
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
    return at if at.tzinfo is not None else at.replace(tzinfo=place.settings.zone)


_DOCUMENTS = {
    ("digest", ".docx"): "digest_docx",
    ("ledger", ".xlsx"): "ledger_xlsx",
    ("contacts", ".docx"): "contacts_docx",
    ("contacts", ".xlsx"): "contacts_xlsx",
}


def export(place: Workplace, arguments: Namespace) -> None:
    """Write a document, or everything as JSON, to a file."""
    target = Path(arguments.out)
    if not target.parent.is_dir():
        raise RefusedError(t(place.language, "export-no-folder", folder=str(target.parent)))
    if arguments.what == "data":
        data = place.look(lambda desk: export_data(desk.session, place.settings.zone))
        target.write_bytes(orjson.dumps(data, option=orjson.OPT_INDENT_2))
        return
    document = _DOCUMENTS.get((arguments.what, target.suffix.lower()))
    if document is None:
        endings = "、".join(ending for what, ending in _DOCUMENTS if what == arguments.what)
        raise RefusedError(t(place.language, "export-bad-ending", file=target.name, endings=endings))

    def look(desk: Desk) -> bytes:
        request = {"document": document, "round": _find(desk, arguments.round).id, "language": place.language}
        return gather(desk.session, request, desk.now, place.settings.zone)().content

    try:
        content = place.look(look)
    except ValueError as error:
        raise RefusedError(t(place.language, "export-nothing")) from error
    target.write_bytes(content)
