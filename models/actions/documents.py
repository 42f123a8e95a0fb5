"""Documents that are made when they leave: the values are gathered in a transaction, the bytes made outside it."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, tzinfo
from pathlib import Path
from typing import Any

from sqlalchemy import Engine
from sqlmodel import Session

from locales import t
from models.actions.archives import PackedFile, pack, pack_made
from models.actions.personal import personal_file
from models.actions.plans import units_of_plan
from models.actions.sheets import make_sheet
from models.database import Database
from models.messages.words import say_month, say_round
from models.rules.data_calls import Collection
from models.rules.digests import Digest
from models.rules.filenames import safe_name
from models.rules.unit_sheets import ContactSheet, ReportSheet
from models.rules.words import RoundKind
from models.store.attachments import attachment_places
from models.store.digests import blank_contacts, gather_contacts, gather_digest, gather_settled
from models.store.enclosures import gather_collection, unit_order
from models.store.reviews import units_owing
from models.store.rounds import rounds_of
from models.tables import Attachment, Enclosure, Plan, Round, Unit


@dataclass(frozen=True, slots=True)
class MadeFile:
    """A file ready to be sent."""

    name: str
    content: bytes


Make = Callable[[], MadeFile]

_NAME_KEYS = {
    "digest_docx": "file-digest-docx",
    "summary_docx": "file-summary-docx",
    "addendum_docx": "file-addendum-docx",
    "ledger_xlsx": "file-ledger-xlsx",
    "picture_png": "file-picture-png",
    "contacts_docx": "file-contacts-docx",
    "contacts_xlsx": "file-contacts-xlsx",
}


def gather(session: Session, request: Mapping[str, Any], now: datetime, zone: tzinfo) -> Make:
    """Return what makes the requested document (`document`, `round`, `language`) from values gathered now.

    Contact sheets belong to a `plan`, and to no round. Making it takes from a tenth of a second to some seconds, and needs no database. `rounds` names those of a document
    over several; `attachment` and `attachments` what people sent; `enclosure` what the office did; `unit` whose sheet.
    """
    document = str(request["document"])
    if document == "person_json":
        name, content = personal_file(session, int(request["person"]), str(request["language"]))
        return lambda: MadeFile(name, content)
    if document == "attachment":
        return _kept(session, session.get_one(Attachment, int(request["attachment"])))
    if document == "enclosure":
        return _kept(session, session.get_one(Enclosure, int(request["enclosure"])))
    if "plan" in request:
        return _contacts(session, document, session.get_one(Plan, request["plan"]), str(request["language"]))
    if document in ("files_zip", "sheets_zip"):
        return _packed(session, request, session.get_one(Round, request["round"]), zone)
    return _made(session, request, session.get_one(Round, request["round"]), now, zone)


def _packed(session: Session, request: Mapping[str, Any], round_: Round, zone: tzinfo) -> Make:
    language = str(request["language"])
    if request["document"] == "files_zip":
        return _files(session, request, round_, language)
    return _sheets(session, round_, language, zone)


def _made(session: Session, request: Mapping[str, Any], round_: Round, now: datetime, zone: tzinfo) -> Make:
    language = str(request["language"])
    match str(request["document"]):
        case "sheet_xlsx":
            return _sheet(session, request, round_, language, zone)
        case "collection_docx":
            return _collection(session, round_, language, now, zone)
        case "ledger_xlsx" | "annual_docx" | "picture_png":
            return _over_rounds(session, request, round_, now, zone)
        case _:
            return _of_round(session, request, round_, now, zone)


def _name(request: Mapping[str, Any], round_: Round) -> str:
    language = str(request["language"])
    return t(language, _NAME_KEYS[request["document"]], round=say_round(language, round_.slug, round_.kind))


def _of_round(session: Session, request: Mapping[str, Any], round_: Round, now: datetime, zone: tzinfo) -> Make:
    language, document, name = str(request["language"]), str(request["document"]), _name(request, round_)
    if document in ("contacts_docx", "contacts_xlsx"):
        return _contacts(session, document, session.get_one(Plan, round_.plan_id), language)
    settled = settled_digest(session, round_, now, zone)
    if document == "addendum_docx":
        digest = gather_digest(session, round_, now, zone)
        return lambda: MadeFile(name, make_addendum(settled, digest, language))
    return lambda: MadeFile(name, make_digest(document, settled, language))


def _contacts(session: Session, document: str, plan: Plan, language: str) -> Make:
    """Return the contact sheets of a plan: of the units that have named anybody, or, while none has, of all, to be filled in."""
    units = units_of_plan(session, plan)
    sheets = gather_contacts(session, plan, units) or blank_contacts(session, plan, units)
    name = t(
        language, _NAME_KEYS[document], round=say_round(language, f"{plan.code}-registration", RoundKind.REGISTRATION)
    )
    return lambda: MadeFile(name, make_contacts(document, sheets, language))


def _over_rounds(session: Session, request: Mapping[str, Any], round_: Round, now: datetime, zone: tzinfo) -> Make:
    language, document = str(request["language"]), str(request["document"])
    digests = _digests(session, request, round_, now, zone)
    if document == "annual_docx":
        first, last = (digests[0], digests[-1]) if digests else (None, None)
        months = [say_month(language, each.round_slug) for each in (first, last) if each is not None]
        span = t(language, "file-annual-docx", first=months[0], last=months[-1]) if months else ""
        return lambda: MadeFile(span, make_over_rounds(document, digests, language))
    name = _name(request, round_)
    if document == "picture_png":
        return lambda: MadeFile(name, make_picture(digests, language))
    return lambda: MadeFile(name, make_over_rounds(document, digests, language))


def settled_digest(session: Session, round_: Round, now: datetime, zone: tzinfo) -> Digest:
    """Return the digest a document is made of: as it stands now, or, after 定稿, as it stood then, with what came `after`."""
    return gather_settled(session, [round_], now, zone, with_previous=True)[0]


def _digests(session: Session, request: Mapping[str, Any], round_: Round, now: datetime, zone: tzinfo) -> list[Digest]:
    """Return the digests of the rounds asked for (`rounds`), or of every monthly one up to this round, oldest first."""
    asked = request.get("rounds")
    rounds = [
        each
        for each in rounds_of(session, round_.plan_id)
        if each.kind == RoundKind.MONTHLY
        and each.opened_at is not None
        and (each.due_at <= round_.due_at if asked is None else each.id in asked)
    ]
    return gather_settled(session, rounds, now, zone)


def _kept(session: Session, row: Attachment | Enclosure) -> Make:
    name, file = row.name, kept_files(session) / row.sha256
    return lambda: MadeFile(name, file.read_bytes())


def _collection(session: Session, round_: Round, language: str, now: datetime, zone: tzinfo) -> Make:
    collection = gather_collection(session, round_, now, zone)
    name = safe_name(t(language, "file-collection-docx", title=collection.title))
    return lambda: MadeFile(name, make_collection(collection, language))


def _files(session: Session, request: Mapping[str, Any], round_: Round, language: str) -> Make:
    places = attachment_places(session, round_.id or 0)
    wanted = set(request["attachments"])
    folder = kept_files(session)
    # A call without tasks is packed in the order its units were named in; their folders are numbered so.
    order = unit_order(session, round_) if round_.kind == RoundKind.DATA_CALL else {}
    packed = [
        PackedFile(order.get(place.unit, place.number), place.unit, place.row.name, folder / place.row.sha256)
        for place in places
        if place.row.id in wanted
    ]
    name = say_round(language, round_.slug, round_.kind)
    if round_.kind == RoundKind.DATA_CALL:
        name = safe_name(round_.title or round_.slug)
    part, parts = int(request.get("part", 1)), int(request.get("parts", 1))
    title = (
        t(language, "file-files-zip", round=name)
        if parts == 1
        else t(language, "file-files-zip-part", round=name, part=part, parts=parts)
    )
    return lambda: MadeFile(title, pack(packed, language))


def _sheet(session: Session, request: Mapping[str, Any], round_: Round, language: str, zone: tzinfo) -> Make:
    unit = session.get_one(Unit, request["unit"])
    sheet = make_sheet(session, unit, round_, zone)
    name = t(language, "sheet-file-name", unit=unit.name, round=say_round(language, round_.slug, round_.kind))
    return lambda: MadeFile(name, make_report_sheet(sheet, language))


def _sheets(session: Session, round_: Round, language: str, zone: tzinfo) -> Make:
    sheets = [make_sheet(session, unit, round_, zone) for unit in units_owing(session, round_.id or 0)]
    name = say_round(language, round_.slug, round_.kind)
    title = t(language, "file-sheets-zip", round=name)
    names = {sheet.unit: t(language, "sheet-file-name", unit=sheet.unit, round=name) for sheet in sheets}
    return lambda: MadeFile(
        title, pack_made([(names[sheet.unit], make_report_sheet(sheet, language)) for sheet in sheets])
    )


def kept_files(session: Session) -> Path:
    """Return the folder that keeps what people sent, beside the database this session is of."""
    bind = session.get_bind()
    engine = bind if isinstance(bind, Engine) else bind.engine
    return Database.files_beside(engine.url.render_as_string(hide_password=False))


def make_digest(document: str, digest: Digest, language: str) -> bytes:
    """Return the digest, or its summary, as DOCX."""
    from models.documents.digest import digest_docx  # noqa: PLC0415 - python-docx costs a start 80 ms
    from models.documents.summary import summary_docx  # noqa: PLC0415 - as above

    return summary_docx(digest, language) if document == "summary_docx" else digest_docx(digest, language)


def make_addendum(final: Digest, digest: Digest, language: str) -> bytes:
    """Return what came after 定稿 as DOCX."""
    from models.documents.digest import addendum_docx  # noqa: PLC0415 - as above

    return addendum_docx(final, digest, language)


def make_picture(digests: Sequence[Digest], language: str) -> bytes:
    """Return the progress picture as PNG."""
    from models.documents.picture import progress_picture  # noqa: PLC0415 - Pillow too

    return progress_picture(digests, language)


def make_report_sheet(sheet: ReportSheet, language: str) -> bytes:
    """Return a unit's prefilled report sheet as XLSX."""
    from models.documents.report_sheet import report_sheet_xlsx  # noqa: PLC0415 - as above

    return report_sheet_xlsx(sheet, language)


def make_over_rounds(document: str, digests: Sequence[Digest], language: str) -> bytes:
    """Return the ledger of these rounds as XLSX, or the annual view as DOCX. Raises ValueError without a round."""
    from models.documents.annual import annual_docx  # noqa: PLC0415 - as above
    from models.documents.ledger import ledger_xlsx  # noqa: PLC0415 - loaded when first needed, like python-docx

    return annual_docx(digests, language) if document == "annual_docx" else ledger_xlsx(digests, language)


def make_collection(collection: Collection, language: str) -> bytes:
    """Return what a data call brought in as DOCX."""
    from models.documents.collection import collection_docx  # noqa: PLC0415 - as above

    return collection_docx(collection, language)


def make_contacts(document: str, sheets: Sequence[ContactSheet], language: str) -> bytes:
    """Return the contact sheets as DOCX or XLSX."""
    from models.documents.contacts import contacts_docx, contacts_xlsx  # noqa: PLC0415 - as above

    return contacts_docx(sheets, language) if document == "contacts_docx" else contacts_xlsx(sheets, language)
