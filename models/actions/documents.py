"""Documents that are made when they leave: the values are gathered in a transaction, the bytes made outside it."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, tzinfo
from typing import Any

from sqlmodel import Session

from locales import t
from models.actions.plans import units_of_plan
from models.actions.sheets import make_sheet
from models.messages.words import say_round
from models.rules.digests import ContactSheet, Digest, ReportSheet
from models.rules.words import RoundKind
from models.store.digests import gather_contacts, gather_digest
from models.store.rounds import rounds_of
from models.tables import Plan, Round, Unit


@dataclass(frozen=True, slots=True)
class MadeFile:
    """A file ready to be sent."""

    name: str
    content: bytes


_NAME_KEYS = {
    "digest_docx": "file-digest-docx",
    "ledger_xlsx": "file-ledger-xlsx",
    "contacts_docx": "file-contacts-docx",
    "contacts_xlsx": "file-contacts-xlsx",
}


def gather(session: Session, request: Mapping[str, Any], now: datetime, zone: tzinfo) -> Callable[[], MadeFile]:
    """Return what makes the requested document (`document`, `round`, `language`) from values gathered now.

    Making it takes from a tenth of a second to some seconds, and needs no database.
    """
    language = str(request["language"])
    document = str(request["document"])
    round_ = session.get_one(Round, request["round"])
    if document == "sheet_xlsx":
        unit = session.get_one(Unit, request["unit"])
        sheet = make_sheet(session, unit, round_, zone)
        sheet_name = t(language, "sheet-file-name", unit=unit.name, round=say_round(language, round_.slug, round_.kind))
        return lambda: MadeFile(sheet_name, make_report_sheet(sheet, language))
    name = t(language, _NAME_KEYS[document], round=say_round(language, round_.slug, round_.kind))
    if document in ("contacts_docx", "contacts_xlsx"):
        plan = session.get_one(Plan, round_.plan_id)
        sheets = gather_contacts(session, plan, units_of_plan(session, plan))
        return lambda: MadeFile(name, make_contacts(document, sheets, language))
    if document == "ledger_xlsx":
        digests = [
            gather_digest(session, each, now, zone, with_previous=False)
            for each in rounds_of(session, round_.plan_id)
            if each.kind == RoundKind.MONTHLY and each.opened_at is not None and each.due_at <= round_.due_at
        ]
        return lambda: MadeFile(name, make_ledger(digests, language))
    digest = gather_digest(session, round_, now, zone)
    return lambda: MadeFile(name, make_digest(digest, language))


def make_digest(digest: Digest, language: str) -> bytes:
    """Return the digest as DOCX."""
    from models.documents.digest import digest_docx  # noqa: PLC0415 - python-docx costs a start 80 ms

    return digest_docx(digest, language)


def make_report_sheet(sheet: ReportSheet, language: str) -> bytes:
    """Return a unit's prefilled report sheet as XLSX."""
    from models.documents.report_sheet import report_sheet_xlsx  # noqa: PLC0415 - as above

    return report_sheet_xlsx(sheet, language)


def make_ledger(digests: Sequence[Digest], language: str) -> bytes:
    """Return the ledger of these rounds as XLSX."""
    from models.documents.ledger import ledger_xlsx  # noqa: PLC0415 - loaded when first needed, like python-docx

    return ledger_xlsx(digests, language)


def make_contacts(document: str, sheets: Sequence[ContactSheet], language: str) -> bytes:
    """Return the contact sheets as DOCX or XLSX."""
    from models.documents.contacts import contacts_docx, contacts_xlsx  # noqa: PLC0415 - as above

    return contacts_docx(sheets, language) if document == "contacts_docx" else contacts_xlsx(sheets, language)
