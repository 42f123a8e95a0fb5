"""/history: what was reported, version by version."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, tzinfo

from locales import t
from models.messages.pages import messages_of
from models.messages.words import escape, excerpt, say_moment, say_round, say_status, without_status
from models.rules.chats import Message
from models.rules.words import Status


@dataclass(frozen=True, slots=True)
class PastAnswer:
    """One version of an answer, for /history."""

    number: str
    version: int
    status: Status | None
    text: str
    receipt: str
    said_at: datetime
    on_time: bool
    is_returned: bool


def history(language: str, rounds: Sequence[tuple[int, str, str, Sequence[PastAnswer]]], zone: tzinfo) -> list[Message]:
    """Return what was reported, version by version, the newest round first."""
    blocks: list[str] = []
    for _, slug, kind, answers in rounds:
        blocks.append(f"<b>{say_round(language, slug, kind)}</b>")
        for answer in answers:
            line = t(
                language,
                "history-line",
                number=escape(answer.number),
                version=answer.version,
                status=say_status(language, answer.status),
                at=say_moment(language, answer.said_at, zone),
                receipt=answer.receipt,
            )
            if not answer.on_time:
                line += f" · {t(language, 'history-late')}"
            if answer.is_returned:
                line += f" · {t(language, 'state-returned')}"
            text = without_status(language, answer.status, answer.text)
            blocks.append(f"{line}\n{excerpt(text)}".rstrip("\n"))
        blocks.append("")
    return messages_of(blocks, Message("")) if blocks else [Message(t(language, "history-empty"))]
