"""The digest: a brief the day before, in full when a round falls due, again while answers come late, and when asked for."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Any

from sqlmodel import col, func, or_, select

from models.actions.cards import pin_due_cards, renew_card
from models.actions.channelling import post_to_channels
from models.actions.desk import REPLY, WAVE, Desk
from models.actions.packing import pack_requests
from models.messages import office as say
from models.rules.chats import Message
from models.rules.deadlines import at_local, local_day, local_time
from models.rules.digest_changes import addendum
from models.rules.digest_sums import check_sums
from models.rules.digests import Digest
from models.rules.ladders import is_quiet
from models.rules.words import RoundKind
from models.store.attachments import attachment_places
from models.store.digests import gather_digest, gather_final, is_answered_since
from models.store.office import working_days
from models.store.rounds import nearest_round, round_by_slug
from models.tables import DigestPost, OutboxMessage, Round

# The contract promises the digest within a minute of the due time; a round due while we were down is still posted, for a week.
POST_FOR = timedelta(days=7)
BRIEF_AT = time(16, 0)
EDITION_AT = time(17, 0)
_DAY = timedelta(days=1)
_DOCUMENTS_OF: Mapping[RoundKind, tuple[str, ...]] = {
    RoundKind.REGISTRATION: ("contacts_docx", "contacts_xlsx"),
    RoundKind.DATA_CALL: ("collection_docx",),
}
# What the clock posts; what somebody asks for in a chat is theirs.
_POSTED = ("full", "late", "final", "addendum")


class UnknownRoundError(Exception):
    """There is no round of that name, or none at all (`name` empty); `ahead`: there is, but it has never opened."""

    def __init__(self, name: str, ahead: Round | None = None) -> None:
        super().__init__(name)
        self.name = name
        self.ahead = ahead


def find_round(desk: Desk, name: str | None, kind: RoundKind | None = None) -> Round:
    """Return the round named, else the open round (of a kind) with the nearest due time, else the one opened last."""
    if name:
        round_ = round_by_slug(desk.session, name)
    else:
        round_ = nearest_round(desk.session, desk.now, kind)
        if round_ is None:
            last = select(Round).where(col(Round.opened_at).is_not(None)).order_by(col(Round.due_at).desc())
            round_ = desk.session.exec(last if kind is None else last.where(Round.kind == kind)).first()
    if round_ is None:
        raise UnknownRoundError(name or "")
    return round_


def find_opened(desk: Desk, name: str | None, kind: RoundKind | None = None) -> Round:
    """Return a round like `find_round`, if it has opened: of one that has not there is nothing to show or to act on."""
    round_ = find_round(desk, name, kind)
    if round_.opened_at is None:
        raise UnknownRoundError(name or "", ahead=round_)
    return round_


def look_at(desk: Desk, round_: Round) -> Digest:
    """Return a round's digest as it stands now, its sums checked."""
    found = gather_digest(desk.session, round_, desk.now, desk.policy.zone)
    check_sums(found)
    return found


def post_due_digests(desk: Desk) -> list[str]:
    """Post what is due at this moment: cards, briefs, digests, later editions; returns the rounds whose due time has come."""
    pin_due_cards(desk)
    _post_briefs(desk)
    due = desk.session.exec(
        select(Round).where(
            col(Round.opened_at).is_not(None),
            col(Round.digested_at).is_(None),
            Round.due_at <= desk.now,
            Round.due_at > desk.now - POST_FOR,
        )
    ).all()
    for round_ in due:
        round_.digested_at = desk.now
        renew_card(desk, round_)
        if round_.finalized_at is None:
            post_everywhere(desk, round_, "full")
    _post_editions(desk)
    return [round_.slug for round_ in due]


def _post_briefs(desk: Desk) -> None:
    """Post the brief of what falls due tomorrow, at 16:00 of the last working day before."""
    zone = desk.policy.zone
    days = working_days(desk.session, local_day(desk.now, zone))
    coming = desk.session.exec(
        select(Round).where(col(Round.opened_at).is_not(None), col(Round.briefed_at).is_(None), Round.due_at > desk.now)
    ).all()
    for round_ in coming:
        day = days.last_working_on_or_before(local_day(round_.due_at, zone) - _DAY)
        at = max(at_local(day, BRIEF_AT, zone), round_.opens_at)
        if at <= desk.now and not is_quiet(local_time(desk.now, zone)):
            round_.briefed_at = desk.now
            if round_.finalized_at is None:
                post_everywhere(desk, round_, "brief")


def _post_editions(desk: Desk) -> None:
    """Post again, at 17:00 of a working day, what has been answered since it was last posted; after 定稿 as an addendum."""
    zone = desk.policy.zone
    today = local_day(desk.now, zone)
    at = at_local(today, EDITION_AT, zone)
    if at > desk.now or is_quiet(local_time(desk.now, zone)):
        return
    if not working_days(desk.session, today).is_working(today):
        return
    posted = desk.session.exec(
        select(Round, func.max(col(DigestPost.posted_at)))
        .join(DigestPost, col(DigestPost.round_id) == col(Round.id))
        .where(
            col(Round.kind).in_((RoundKind.MONTHLY, RoundKind.DATA_CALL)),
            or_(col(Round.digested_at).is_not(None), col(Round.finalized_at).is_not(None)),
            col(DigestPost.kind).in_(_POSTED),
        )
        .group_by(col(Round.id))
    ).all()
    for round_, last_at in posted:
        if last_at < at and _has_news(desk, round_, last_at):
            post_everywhere(desk, round_, "late" if round_.finalized_at is None else "addendum")


def _has_news(desk: Desk, round_: Round, since: datetime) -> bool:
    if not is_answered_since(desk.session, round_, since):
        return False
    final = gather_final(desk.session, round_, desk.policy.zone)
    return final is None or bool(addendum(final, look_at(desk, round_)))


def post_everywhere(desk: Desk, round_: Round, kind: str) -> None:
    """Post a new edition to the office, and to every other channel that is configured."""
    if kind != "brief":
        round_.edition += 1
    for place in desk.office_places():
        post_digest(desk, round_, *place, kind=kind, urgency=WAVE)
    content = _content(desk, round_, kind, without_group=False)
    requests = [_request(desk, round_, each, None) for each in (*content.photos, *content.documents)]
    post_to_channels(
        desk,
        round_,
        content.found,
        kind,
        [message.html for message in content.texts],
        requests,
        with_attachments=bool(content.packed),
    )


@dataclass(frozen=True, slots=True)
class _Content:
    """What a post consists of."""

    found: Digest
    texts: list[Message]
    photos: tuple[str, ...]
    documents: tuple[str, ...]
    packed: tuple[dict[str, Any], ...] = ()


def _content(desk: Desk, round_: Round, kind: str, *, without_group: bool) -> _Content:
    language = desk.policy.language
    found = look_at(desk, round_)
    final = gather_final(desk.session, round_, desk.policy.zone)
    if kind == "brief":
        return _Content(found, say.brief(language, found, round_.id or 0, without_group=without_group), (), ())
    if round_.kind != RoundKind.MONTHLY:
        texts = say.digest(language, found, round_.id or 0, without_group=without_group)
        packed = pack_requests(desk, round_)[0] if round_.kind == RoundKind.DATA_CALL else ()
        return _Content(found, texts, (), _DOCUMENTS_OF.get(RoundKind(round_.kind), ()), tuple(packed))
    if final is None:
        texts = say.digest(language, found, round_.id or 0, without_group=without_group)
        return _Content(found, texts, ("picture_png",), ("digest_docx", "ledger_xlsx", "summary_docx"))
    came = addendum(final, found)
    if kind == "addendum":
        return _Content(
            found, say.addendum(language, found, came, round_.id or 0), (), ("addendum_docx", "ledger_xlsx")
        )
    texts = say.digest(language, final, round_.id or 0, without_group=without_group, after=came)
    documents: tuple[str, ...] = ("digest_docx", "ledger_xlsx", "summary_docx")
    if came:
        documents = (*documents, "addendum_docx")
    return _Content(final, texts, ("picture_png",), documents)


def post_digest(
    desk: Desk, round_: Round, chat_id: int, thread_id: int | None, *, kind: str = "asked", urgency: int = REPLY
) -> None:
    """Post a round's digest to a chat: text, picture, documents, made as they leave. An older one there is marked 已更新."""
    language = desk.policy.language
    is_posted = kind != "asked"
    content = _content(desk, round_, kind, without_group=is_posted and not desk.has_office())

    def key(part: str) -> str | None:
        # Design, section 4: digest:<round>:<kind>:<edition>:<channel>:<part>; one asked for belongs to its update.
        return f"digest:{round_.slug}:{kind}:{round_.edition}:telegram/{chat_id}:{part}" if is_posted else None

    mark_older(desk, round_, chat_id, kind)
    rows = [
        desk.send(chat_id, message, thread_id=thread_id, key=key(f"text{number}"), urgency=urgency)
        for number, message in enumerate(content.texts, 1)
    ]
    for photo in content.photos:
        desk.enqueue(
            "photo", _request(desk, round_, photo, thread_id), chat_id=chat_id, key=key(photo), urgency=urgency
        )
    for document in content.documents:
        request = {"document": document, "round": round_.id, "language": language}
        desk.send_document(chat_id, request, thread_id=thread_id, key=key(document), urgency=urgency)
    for number, request in enumerate(content.packed, 1):
        desk.send_document(chat_id, request, thread_id=thread_id, key=key(f"files{number}"), urgency=urgency)
    desk.session.flush()
    desk.session.add(
        DigestPost(
            round_id=round_.id or 0,
            kind=kind,
            edition=round_.edition,
            expected=content.found.expected,
            answered=content.found.answered,
            on_time=content.found.on_time,
            posted_at=desk.now,
            chat_id=chat_id,
            outbox_id=rows[0],
        )
    )


def _request(desk: Desk, round_: Round, document: str, thread_id: int | None) -> dict[str, Any]:
    request: dict[str, Any] = {"document": document, "round": round_.id, "language": desk.policy.language}
    if thread_id is not None:
        request["thread_id"] = thread_id
    return request


def mark_older(desk: Desk, round_: Round, chat_id: int, kind: str) -> None:
    """Mark the digests of this round posted to this chat before as 已更新: the text alone, its files speak for themselves.

    An addendum replaces older addenda only.
    """
    older = desk.session.exec(
        select(DigestPost).where(
            DigestPost.round_id == round_.id, DigestPost.chat_id == chat_id, col(DigestPost.superseded_at).is_(None)
        )
    ).all()
    for post in older:
        if kind == "addendum" and post.kind != "addendum":
            continue
        post.superseded_at = desk.now
        row = None if post.outbox_id is None else desk.session.get(OutboxMessage, post.outbox_id)
        if row is None or row.chat_id != chat_id:
            continue
        html = say.superseded(desk.policy.language, str(row.payload.get("html", "")))
        if row.state == "waiting":
            row.payload = {**row.payload, "html": html}
        elif row.state == "sent" and row.message_id is not None:
            # Where it was deleted, an outdated digest is not to be said anew.
            desk.edit(chat_id, row.message_id, Message(html), only_if_there=True)


def send_ledger(desk: Desk, round_: Round, chat_id: int, thread_id: int | None) -> None:
    """Send a round's ledger alone."""
    send_documents(desk, round_, ("ledger_xlsx",), chat_id, thread_id)


def send_documents(
    desk: Desk,
    round_: Round,
    documents: Sequence[str],
    chat_id: int,
    thread_id: int | None,
    rounds: Sequence[int] | None = None,
) -> None:
    """Send documents of a round, or of several (`rounds`), to a chat."""
    for document in documents:
        request: dict[str, Any] = {"document": document, "round": round_.id, "language": desk.policy.language}
        if rounds is not None:
            request["rounds"] = list(rounds)
        desk.send_document(chat_id, request, thread_id=thread_id)


def tell_progress(desk: Desk, round_: Round) -> Message:
    """Return how far a round is; what was attached can be fetched from there as one ZIP."""
    files = len(attachment_places(desk.session, round_.id or 0))
    return say.progress(desk.policy.language, look_at(desk, round_), round_.id or 0, files=files)


def tell_missing(desk: Desk, round_: Round, *, plain: bool = False) -> list[Message]:
    """Return who has not answered; `plain`: as text to paste elsewhere."""
    found = look_at(desk, round_)
    if plain:
        return say.missing_plain(desk.policy.language, found)
    return say.missing(desk.policy.language, found, round_.id or 0)


__all__ = [
    "UnknownRoundError",
    "find_opened",
    "find_round",
    "look_at",
    "post_digest",
    "post_due_digests",
    "post_everywhere",
    "send_documents",
    "send_ledger",
    "tell_missing",
    "tell_progress",
]
