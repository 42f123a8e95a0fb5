"""A file sent in chat: read back as a preview, and taken in only when that is confirmed."""

import re
from datetime import datetime

from models.actions.bundles import join_sheets, offer_bundle, take_in_bundle
from models.actions.contacts import check_contacts, take_in_contacts
from models.actions.conversing import await_next, conversation_of
from models.actions.correcting import apply_effects, correction_of
from models.actions.desk import Desk
from models.actions.plan_matching import match_plan
from models.actions.plans import Span, import_plan, propose_span
from models.actions.refusals import ActionRefusedError
from models.actions.reporting import show_preview
from models.actions.rounds import open_rounds, refresh_open_rounds
from models.actions.sheets import check_sheet, draft_sheet, file_on_behalf
from models.messages import importing as say
from models.messages.remarks import not_owed
from models.readers.bundles import AnyReading, BundleFile
from models.readers.encoding import decode_answer, encode_answer
from models.readers.files import PlanFile
from models.readers.known import known_units
from models.readers.wording import say_doubts, say_refusal
from models.rules.chats import Message
from models.rules.circular_diff import PlanDiff
from models.rules.circular_forms import ContactFile, ReportFile
from models.rules.circulars import Circular, UnreadableFileError
from models.store.people import posts_of
from models.tables import Person

_SPAN = re.compile(r"\s*(\d{4}-\d{2})\s*(?:至|到|-|—|~|～|to)\s*(\d{4}-\d{2})\s*")


def offer_file(
    desk: Desk, person: Person, encoded: str, said_at: datetime, message_id: int, *, is_admin: bool, is_office: bool
) -> list[Message] | None:
    """Preview what a file would do, and await 确认导入; None for a file that is none of these to this sender."""
    language = desk.language_of(person)
    reading = decode_answer(encoded.encode())
    if isinstance(reading, UnreadableFileError):
        return [say.unreadable(say_refusal(reading, language))] if is_admin else None
    mine = {post.unit_id for post in posts_of(desk.session, person.id or 0)}
    allowed = None if is_office else mine
    try:
        match reading:
            case PlanFile(circular):
                return _offer_plan(desk, person, encoded, circular) if is_admin else None
            case ContactFile():
                sheets = check_contacts(desk, reading, allowed)
                await_next(desk, person, {"kind": "import", "reading": encoded})
                return [
                    say.preview_contacts(
                        language, [(unit.name, sheet) for unit, sheet in sheets], _doubts(reading, language)
                    )
                ]
            case ReportFile():
                return _offer_sheet(desk, person, encoded, reading, said_at, message_id, allowed, mine)
            case BundleFile():
                return offer_bundle(desk, person, encoded, reading, said_at, message_id, allowed)
    except ActionRefusedError as error:
        return [say.refused(language, error.key, error.arguments)]


def _offer_plan(desk: Desk, person: Person, encoded: str, read: Circular) -> list[Message]:
    circular = match_plan(desk.session, read)
    try:
        span = propose_span(circular, desk, None, None)
    except ActionRefusedError:
        # Every month is past, or none is named: the admin says which.
        span = None
    state = {"kind": "import", "reading": encoded}
    if span is not None:
        state |= {"first": span.first, "last": span.last}
    await_next(desk, person, state)
    language = desk.language_of(person)
    doubts = say_doubts(circular.doubts, language)
    return say.preview_plan(
        language,
        circular,
        (span.first, span.last) if span else None,
        correction_of(desk, circular, span),
        doubts,
        desk.policy.zone,
    )


def _doubts(file: ContactFile, language: str) -> list[str]:
    return say_doubts(file.doubts, language)


def choose_span(desk: Desk, person: Person, text: str) -> list[Message] | None:
    """Take a text as the first and last round of the plan previewed; None when it is no such text or nothing waits."""
    state = conversation_of(desk, person)
    match = _SPAN.fullmatch(text)
    if state.get("kind") != "import" or match is None:
        return None
    reading = decode_answer(str(state["reading"]).encode())
    language = desk.language_of(person)
    if not isinstance(reading, PlanFile):
        return None
    try:
        span = propose_span(reading.circular, desk, match[1], match[2])
    except ActionRefusedError as error:
        return [say.refused(language, error.key, error.arguments)]
    await_next(desk, person, {**state, "first": span.first, "last": span.last})
    return [say.span_chosen(language, span.first, span.last)]


def _offer_sheet(
    desk: Desk,
    person: Person,
    encoded: str,
    file: ReportFile,
    said_at: datetime,
    message_id: int,
    allowed: set[int] | None,
    mine: set[int],
) -> list[Message]:
    sheet = check_sheet(desk, file, said_at, allowed)
    if sheet.unit.id in mine:
        left_out = draft_sheet(desk, person, sheet, message_id)
        remarks = (not_owed(desk.language_of(person), left_out),) if left_out else ()
        return show_preview(desk, person, sheet.round_, remarks=remarks)
    together = join_sheets(desk, person, file, sheet.round_.due_at, said_at)
    if together is not None:
        encoded = encode_answer(together).decode()
        return offer_bundle(desk, person, encoded, together, said_at, message_id, allowed)
    await_next(desk, person, {"kind": "import", "reading": encoded, "said_at": said_at.isoformat()})
    return say.preview_sheet(desk.language_of(person), sheet.unit.name, sheet.round_.slug, sheet.entries)


def confirm_file(
    desk: Desk, person: Person, update_id: int | None, *, is_admin: bool, is_office: bool
) -> list[Message] | None:
    """确认导入: take in what was previewed, the sender's right looked at once more; None when nothing waits."""
    state = conversation_of(desk, person)
    if state.get("kind") != "import":
        return None
    language = desk.language_of(person)
    reading = decode_answer(str(state["reading"]).encode())
    if isinstance(reading, UnreadableFileError):
        return None
    allowed = None if is_office else {post.unit_id for post in posts_of(desk.session, person.id or 0)}
    try:
        messages = _take_in(desk, person, reading, state, update_id, allowed, is_admin=is_admin)
    except ActionRefusedError as error:
        return [say.refused(language, error.key, error.arguments)]
    if messages is not None:
        await_next(desk, person, {})
    return messages


def _take_in(
    desk: Desk,
    person: Person,
    reading: AnyReading,
    state: dict[str, object],
    update_id: int | None,
    allowed: set[int] | None,
    *,
    is_admin: bool,
) -> list[Message] | None:
    language = desk.language_of(person)
    match reading:
        case PlanFile(circular):
            if not is_admin:
                return None
            span = propose_span(circular, desk, _text(state.get("first")), _text(state.get("last")))
            diff = take_in_plan(desk, circular, span, actor=person.chat_user_id)
            count, zone = len(circular.tasks), desk.policy.zone
            return [say.plan_taken(language, count, span.first, span.last, diff, zone, in_chat=True)]
        case ContactFile():
            taken = take_in_contacts(desk, reading, person=person, allowed=allowed)
            return [say.contacts_taken(language, taken.units)]
        case ReportFile():
            said_at = datetime.fromisoformat(str(state["said_at"]))
            sheet = check_sheet(desk, reading, said_at, allowed)
            receipt = file_on_behalf(desk, sheet, person, desk.now, update_id)
            return [say.sheet_taken(language, receipt, sheet.unit.name, len(sheet.entries))]
        case BundleFile():
            said_at = datetime.fromisoformat(str(state["said_at"]))
            return take_in_bundle(desk, person, reading, said_at, allowed, language, update_id)


def _text(value: object) -> str | None:
    return None if value is None else str(value)


def take_in_plan(desk: Desk, circular: Circular, span: Span, *, actor: int | None = None) -> PlanDiff | None:
    """Take a plan in and open at once what is open from now on; returns what it has changed, None for a new plan."""
    circular = match_plan(desk.session, circular)
    diff = correction_of(desk, circular, span)
    import_plan(desk, circular, span, known_units(), actor=actor)
    if diff is not None:
        apply_effects(desk, diff.effects)
    refresh_open_rounds(desk)
    open_rounds(desk)
    return diff
