"""/export: documents of a round, or of several, and everything that was attached."""

import re
from dataclasses import dataclass

from models.actions.desk import Desk
from models.actions.digesting import UnknownRoundError, find_opened, find_round, send_documents
from models.actions.packing import pack_requests
from models.messages import acts as say
from models.messages import coming as say_coming
from models.rules.chats import Message
from models.rules.words import RoundKind
from models.store.plans import current_plan
from models.store.reviews import units_owing
from models.store.rounds import round_by_slug, rounds_of
from models.tables import Person, Plan, Round

_SPAN = re.compile(r"(\S+?)\s*(?:\.\.|至|~|～|—)\s*(\S+)")
KINDS = ("ledger", "digest", "contacts", "annual", "files", "sheets")


@dataclass(frozen=True, slots=True)
class Span:
    """Rounds, the oldest first; `is_range` where two were named, or the whole plan is meant."""

    rounds: tuple[Round, ...]
    is_range: bool

    @property
    def last(self) -> Round:
        """The newest of them."""
        return self.rounds[-1]


def find_span(desk: Desk, text: str, kind: RoundKind | None = None, *, whole_plan: bool = False) -> Span:
    """Return the round named, or all monthly ones from one to another (`2024-06..2024-12`) that have opened.

    `whole_plan`: without a name, every one of the plan. Raises UnknownRoundError where there is none.
    """
    # A data call may be called what looks like a span: 截至5月材料.
    is_named = bool(text.strip()) and round_by_slug(desk.session, text.strip()) is not None
    match = None if is_named else _SPAN.fullmatch(text.strip())
    if match is None:
        round_ = find_opened(desk, text.strip() or None, kind)
        if text.strip() or not whole_plan:
            return Span((round_,), is_range=False)
        first, last = "", "9"
    else:
        first, last = match[1], match[2]
        round_ = find_opened(desk, None, RoundKind.MONTHLY)
    opened = tuple(
        each
        for each in rounds_of(desk.session, round_.plan_id)
        if each.kind == RoundKind.MONTHLY and each.opened_at is not None and first <= each.slug <= last
    )
    if not opened:
        raise UnknownRoundError(text.strip())
    return Span(opened, is_range=True)


def plan_of_contacts(desk: Desk, text: str) -> Plan | None:
    """Return the plan whose contact sheets are wanted: the current one, or that of the round named. No round need be open.

    None before the first import. Raises UnknownRoundError.
    """
    if text.strip():
        return desk.session.get_one(Plan, find_round(desk, text.strip()).plan_id)
    return current_plan(desk.session)


def _send_contacts(desk: Desk, chat_id: int, thread_id: int | None, text: str) -> bool:
    """Send the contact sheets of a plan; False where there is none."""
    plan = plan_of_contacts(desk, text)
    if plan is None:
        return False
    for document in ("contacts_docx", "contacts_xlsx"):
        request = {"document": document, "plan": plan.id, "language": desk.policy.language}
        desk.send_document(chat_id, request, thread_id=thread_id)
    return True


def export_to_chat(
    desk: Desk, language: str, actor: Person, chat_id: int, thread_id: int | None, argument: str
) -> list[Message]:
    """Send what is asked for to a chat; returns what is said besides. Raises UnknownRoundError."""
    what, _, rest = argument.strip().partition(" ")
    if what.lower() not in KINDS:
        return [say.how_to_export(language)]
    what = what.lower()
    if what == "contacts":
        desk.note("export", what, actor=actor.chat_user_id, rounds=[])
        return [] if _send_contacts(desk, chat_id, thread_id, rest) else [say_coming.no_plan(language)]
    span = find_span(desk, rest, RoundKind.MONTHLY, whole_plan=what == "annual")
    ids = [each.id or 0 for each in span.rounds]
    desk.note("export", what, actor=actor.chat_user_id, rounds=[each.slug for each in span.rounds])
    match what:
        case "files":
            return [say.no_files(language)] if not send_files(desk, span.last, chat_id, thread_id) else []
        case "sheets":
            return [] if send_sheets(desk, span.last, chat_id, thread_id) else [say.no_sheets(language)]
        case "annual":
            send_documents(desk, span.last, ("annual_docx",), chat_id, thread_id, ids)
        case "digest" if span.is_range:
            send_documents(desk, span.last, ("annual_docx",), chat_id, thread_id, ids)
        case "digest" if span.last.kind == RoundKind.DATA_CALL:
            send_documents(desk, span.last, ("collection_docx",), chat_id, thread_id)
            send_files(desk, span.last, chat_id, thread_id)
        case "digest":
            send_documents(desk, span.last, ("digest_docx", "summary_docx"), chat_id, thread_id)
        case _:
            rounds = ids if span.is_range else None
            send_documents(desk, span.last, ("ledger_xlsx",), chat_id, thread_id, rounds)
    return []


def send_files(desk: Desk, round_: Round, chat_id: int, thread_id: int | None) -> int:
    """Send everything attached in a round as one ZIP (several, where Telegram would not take one); returns how many files."""
    requests, count = pack_requests(desk, round_)
    for request in requests:
        desk.send_document(chat_id, request, thread_id=thread_id)
    return count


def send_sheets(desk: Desk, round_: Round, chat_id: int, thread_id: int | None) -> bool:
    """Send the prefilled sheets of all units that owe as one ZIP; False where none does."""
    if round_.kind != RoundKind.MONTHLY or not units_owing(desk.session, round_.id or 0):
        return False
    send_documents(desk, round_, ("sheets_zip",), chat_id, thread_id)
    return True
