"""Many filled sheets in one ZIP: read back unit by unit, and recorded on the units' behalf when that is confirmed."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from locales import t
from models.actions.contacts import check_contacts, take_in_contacts
from models.actions.conversing import await_next, conversation_of
from models.actions.desk import Desk
from models.actions.refusals import ActionRefusedError
from models.actions.reporting import show_preview
from models.actions.sheets import CheckedSheet, check_sheet, draft_sheet, file_on_behalf
from models.messages import bundles as say
from models.messages.remarks import not_owed
from models.readers.bundles import BundleFile, BundleMember
from models.readers.encoding import decode_answer
from models.readers.wording import say_doubt_with_place
from models.rules.chats import Message
from models.rules.circular_forms import ContactFile, ReportFile
from models.tables import Person

_TOGETHER = timedelta(minutes=2)


@dataclass(frozen=True, slots=True)
class CheckedBundle:
    """What of a ZIP can be taken in: report sheets matched to their units, contact sheets; and what cannot, by file, with why."""

    sheets: tuple[CheckedSheet, ...]
    contacts: tuple[ContactFile, ...]
    refused: tuple[tuple[str, str], ...]


def check_bundle(
    desk: Desk, bundle: BundleFile, said_at: datetime, allowed: set[int] | None, language: str
) -> CheckedBundle:
    """Match every sheet of a ZIP to its unit and round; one that is refused is named and stops no other."""
    sheets: list[CheckedSheet] = []
    contacts: list[ContactFile] = []
    refused: list[tuple[str, str]] = []
    seen: set[tuple[str, int]] = set()
    for member in bundle.members:
        if member.reading is None:
            refused.append((member.name, "\n".join(say_doubt_with_place(each, language) for each in member.problems)))
            continue
        try:
            match member.reading:
                case ReportFile():
                    sheet = check_sheet(desk, member.reading, said_at, allowed)
                    _only_once(seen, sheet.round_.slug, sheet.unit.id or 0, sheet.unit.name)
                    sheets.append(sheet)
                case ContactFile():
                    for unit, _ in check_contacts(desk, member.reading, allowed):
                        _only_once(seen, "", unit.id or 0, unit.name)
                    contacts.append(member.reading)
        except ActionRefusedError as error:
            refused.append((member.name, t(language, error.key, error.arguments)))
    return CheckedBundle(tuple(sheets), tuple(contacts), tuple(refused))


def _only_once(seen: set[tuple[str, int]], what: str, unit_id: int, name: str) -> None:
    if (what, unit_id) in seen:
        raise ActionRefusedError("bundle-twice", unit=name)
    seen.add((what, unit_id))


def offer_bundle(
    desk: Desk,
    person: Person,
    encoded: str,
    bundle: BundleFile,
    said_at: datetime,
    message_id: int,
    allowed: set[int] | None,
) -> list[Message]:
    """Preview what a ZIP of sheets would record; a liaison's own go into the draft like anything said. `allowed`: None for all units."""
    language = desk.language_of(person)
    found = check_bundle(desk, bundle, said_at, allowed, language)
    if allowed is not None and found.sheets:
        return _draft(desk, person, found, message_id)
    if not found.sheets and not found.contacts:
        return say.nothing_to_take(language, found.refused)
    await_next(desk, person, {"kind": "import", "reading": encoded, "said_at": said_at.isoformat()})
    return say.preview(language, _lines(found.sheets), _contacts(found.contacts), found.refused)


def join_sheets(desk: Desk, person: Person, file: ReportFile, due_at: datetime, said_at: datetime) -> BundleFile | None:
    """Return a sheet together with those sent just before that wait for 确认导入: several files chosen at once come one by one.

    A sheet sent anew takes the place of the earlier one. None where nothing waits, or the due time lies in between.
    """
    state = conversation_of(desk, person)
    if state.get("kind") != "import" or "said_at" not in state:
        return None
    before = datetime.fromisoformat(str(state["said_at"]))
    if abs(said_at - before) > _TOGETHER or before <= due_at < said_at:
        return None
    waiting = decode_answer(str(state["reading"]).encode())
    members: tuple[BundleMember, ...] = ()
    if isinstance(waiting, BundleFile):
        members = waiting.members
    elif isinstance(waiting, ReportFile):
        members = (BundleMember(waiting.unit, waiting),)
    kept = [member for member in members if not _is_same(member.reading, file)]
    return BundleFile((*kept, BundleMember(file.unit, file))) if members else None


def _is_same(reading: object, file: ReportFile) -> bool:
    return isinstance(reading, ReportFile) and (reading.unit, reading.round_slug) == (file.unit, file.round_slug)


def _draft(desk: Desk, person: Person, found: CheckedBundle, message_id: int) -> list[Message]:
    language = desk.language_of(person)
    remarks = [say.refused_line(name, why) for name, why in found.refused]
    for sheet in found.sheets:
        left_out = draft_sheet(desk, person, sheet, message_id)
        if left_out:
            remarks.append(not_owed(language, left_out))
    if found.contacts:
        remarks.append(t(language, "bundle-contacts-alone"))
    # Sheets of two rounds are two drafts; the later one is shown, the other waits under /status.
    newest = max((sheet.round_ for sheet in found.sheets), key=lambda round_: round_.due_at)
    return show_preview(desk, person, newest, remarks=tuple(remarks))


def take_in_bundle(
    desk: Desk, person: Person | None, bundle: BundleFile, said_at: datetime, allowed: set[int] | None, language: str,
    update_id: int | None = None,
) -> list[Message]:  # fmt: skip
    """Record every sheet that can be, looked at anew, each with a receipt of its own; the rest is named."""
    found = check_bundle(desk, bundle, said_at, allowed, language)
    receipts = [
        (sheet.unit.name, len(sheet.entries), file_on_behalf(desk, sheet, person, desk.now, update_id))
        for sheet in found.sheets
    ]
    registered = [
        unit for file in found.contacts for unit in take_in_contacts(desk, file, person=person, allowed=allowed).units
    ]
    return say.taken(language, receipts, registered, found.refused)


def preview_bundle(desk: Desk, bundle: BundleFile, language: str) -> list[Message]:
    """Return what a ZIP given on the command line would record. Raises ActionRefusedError where there is nothing."""
    found = check_bundle(desk, bundle, desk.now, None, language)
    if not found.sheets and not found.contacts:
        name, why = found.refused[0]
        raise ActionRefusedError("bundle-nothing", file=name, reason=why)
    return say.preview(language, _lines(found.sheets), _contacts(found.contacts), found.refused, in_chat=False)


def _lines(sheets: Sequence[CheckedSheet]) -> list[say.SheetLine]:
    return [say.SheetLine(sheet.unit.name, sheet.round_.slug, sheet.round_.kind, sheet.entries) for sheet in sheets]


def _contacts(files: Sequence[ContactFile]) -> list[tuple[str, int]]:
    return [(sheet.unit, len(sheet.rows)) for file in files for sheet in file.sheets]
