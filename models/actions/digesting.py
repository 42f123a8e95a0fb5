"""The digest: posted a minute after the due time, and whenever the office asks."""

from datetime import timedelta

from sqlmodel import col, select

from models.actions.channelling import post_to_channels
from models.actions.desk import REPLY, WAVE, Desk
from models.messages import office as say
from models.rules.chats import Message
from models.rules.digests import Digest, check_sums
from models.rules.words import RoundKind
from models.store.digests import gather_digest
from models.store.rounds import nearest_round, round_by_slug
from models.tables import DigestPost, Round

# The contract promises the digest within a minute of the due time; a round due while we were down is still posted, for a week.
POST_FOR = timedelta(days=7)


class UnknownRoundError(Exception):
    """There is no round of that name, or none at all (`name` empty)."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.name = name


def find_round(desk: Desk, name: str | None) -> Round:
    """Return the round named, else the open round with the nearest due time, else the one opened last."""
    if name:
        round_ = round_by_slug(desk.session, name)
    else:
        round_ = nearest_round(desk.session, desk.now)
        if round_ is None:
            round_ = desk.session.exec(
                select(Round).where(col(Round.opened_at).is_not(None)).order_by(col(Round.due_at).desc())
            ).first()
    if round_ is None:
        raise UnknownRoundError(name or "")
    return round_


def look_at(desk: Desk, round_: Round) -> Digest:
    """Return a round's digest as it stands now, its sums checked."""
    found = gather_digest(desk.session, round_, desk.now, desk.policy.zone)
    check_sums(found)
    return found


def post_due_digests(desk: Desk) -> list[str]:
    """Post the digest of every round whose due time has come; returns the names of those rounds."""
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
        _post(desk, round_, "full")
    return [round_.slug for round_ in due]


def _post(desk: Desk, round_: Round, kind: str) -> None:
    round_.edition += 1
    for place in desk.office_places():
        post_digest(desk, round_, *place, kind=kind, urgency=WAVE)
    found = look_at(desk, round_)
    texts = say.digest(desk.policy.language, found, round_.id or 0)
    requests = [
        {"document": document, "round": round_.id, "language": desk.policy.language} for document in _documents(round_)
    ]
    post_to_channels(desk, round_, found, kind, [message.html for message in texts], requests)


def _documents(round_: Round) -> tuple[str, ...]:
    if round_.kind == RoundKind.REGISTRATION:
        return ("contacts_docx", "contacts_xlsx")
    return ("digest_docx", "ledger_xlsx")


def post_digest(
    desk: Desk, round_: Round, chat_id: int, thread_id: int | None, *, kind: str = "asked", urgency: int = REPLY
) -> None:
    """Post a round's digest to a chat: the text, then the document and the ledger, made as they leave."""
    found = look_at(desk, round_)
    language = desk.policy.language
    is_posted = kind != "asked"

    def key(part: str) -> str | None:
        # Design, section 4: digest:<round>:<kind>:<edition>:<channel>:<part>; one asked for belongs to its update.
        return f"digest:{round_.slug}:{kind}:{round_.edition}:telegram/{chat_id}:{part}" if is_posted else None

    texts = say.digest(language, found, round_.id or 0, without_group=is_posted and not desk.has_office())
    for number, message in enumerate(texts, 1):
        desk.send(chat_id, message, thread_id=thread_id, key=key(f"text{number}"), urgency=urgency)
    for document in _documents(round_):
        desk.send_document(
            chat_id,
            {"document": document, "round": round_.id, "language": language},
            thread_id=thread_id,
            key=key(document),
            urgency=urgency,
        )
    desk.session.add(
        DigestPost(
            round_id=round_.id or 0,
            kind=kind,
            edition=round_.edition,
            expected=found.expected,
            answered=found.answered,
            on_time=found.on_time,
            posted_at=desk.now,
        )
    )


def send_ledger(desk: Desk, round_: Round, chat_id: int, thread_id: int | None) -> None:
    """Send a round's ledger alone."""
    desk.send_document(
        chat_id, {"document": "ledger_xlsx", "round": round_.id, "language": desk.policy.language}, thread_id=thread_id
    )


def tell_progress(desk: Desk, round_: Round) -> Message:
    """Return how far a round is."""
    return say.progress(desk.policy.language, look_at(desk, round_), round_.id or 0)


def tell_missing(desk: Desk, round_: Round, *, plain: bool = False) -> list[Message]:
    """Return who has not answered; `plain`: as text to paste elsewhere."""
    found = look_at(desk, round_)
    if plain:
        return say.missing_plain(desk.policy.language, found)
    return say.missing(desk.policy.language, found, round_.id or 0)
