"""What the office reads: the digest in chat, who is missing, how far a round is."""

from collections.abc import Sequence

from locales import t
from models.messages import buttons
from models.messages.pages import PAGE_LENGTH, messages_of
from models.messages.words import escape, say_moment, say_numbers, say_round, without_status
from models.rules.chats import Button, Message
from models.rules.digests import Digest, MissingUnit, changes, counts_by_part, delayed, not_answered, not_registered
from models.rules.words import RoundKind

__all__ = ["PAGE_LENGTH", "digest", "missing", "missing_plain", "progress"]

_SHOWN_TEXT = 200


def _heading(language: str, digest: Digest) -> str:
    return t(
        language,
        "office-heading",
        round=say_round(language, digest.round_slug, digest.kind),
        due=say_moment(language, digest.due_at, digest.zone),
    )


def _counts(language: str, digest: Digest) -> str:
    if digest.kind is RoundKind.REGISTRATION:
        return t(
            language,
            "office-counts-registration",
            expected=digest.expected,
            answered=digest.answered,
            owed=digest.owed,
        )
    return t(
        language,
        "office-counts",
        expected=digest.expected,
        answered=digest.answered,
        on_time=digest.on_time,
        late=digest.late,
        owed=digest.owed,
    )


def _office_rows(language: str, round_id: int) -> tuple[tuple[Button, ...], ...]:
    return (
        (buttons.missing(language, round_id), buttons.missing_plain(language, round_id)),
        (buttons.digest(language, round_id), buttons.ledger(language, round_id)),
    )


def progress(language: str, digest: Digest, round_id: int) -> Message:
    """Return how far a round is, by part."""
    lines = [f"<b>{_heading(language, digest)}</b>", _counts(language, digest)]
    lines.extend(_parts(language, digest))
    return Message("\n".join(lines), _office_rows(language, round_id))


def _parts(language: str, digest: Digest) -> list[str]:
    if digest.kind is RoundKind.REGISTRATION:
        return []
    return [
        t(
            language,
            "office-part",
            part=escape(part) or t(language, "office-no-part"),
            answered=count.answered,
            expected=count.expected,
        )
        for part, count in counts_by_part(digest)
        if count.expected
    ]


def digest(language: str, digest: Digest, round_id: int, *, without_group: bool = False) -> list[Message]:
    """Return the digest in chat: counts, parts, delayed tasks with reasons, who is missing, what changed."""
    blocks = [f"📋 <b>{_heading(language, digest)}</b>", _counts(language, digest)]
    if without_group:
        blocks.insert(0, t(language, "office-no-group"))
    blocks.extend(_parts(language, digest))
    blocks.extend(_delayed(language, digest))
    blocks.extend(_changes(language, digest))
    blocks.extend(_missing_blocks(language, digest))
    return messages_of(blocks, Message("", _office_rows(language, round_id)))


def _delayed(language: str, digest: Digest) -> list[str]:
    lines = [
        "\n".join(
            t(
                language,
                "office-delayed-line",
                name=f"{line.number} {escape(line.name)}",
                unit=escape(answer.unit),
                reason=escape((answer.problems or without_status(language, answer.status, answer.text))[:_SHOWN_TEXT]),
            )
            for answer in line.answers
        )
        for line in delayed(digest)
    ]
    return [f"\n<b>{t(language, 'office-delayed', count=len(lines))}</b>", *lines] if lines else []


def _changes(language: str, digest: Digest) -> list[str]:
    if digest.previous is None:
        return []
    changed = changes(digest.previous, digest)
    lines = [
        t(language, key, numbers=say_numbers(language, numbers))
        for key, numbers in (
            ("office-newly-done", changed.done),
            ("office-newly-delayed", changed.delayed),
            ("office-recovered", changed.recovered),
            ("office-silent", changed.silent),
        )
        if numbers
    ]
    return [f"\n<b>{t(language, 'office-changes')}</b>", *lines] if lines else []


def _person_line(language: str, unit: MissingUnit) -> str:
    people = t(language, "office-person-separator").join(
        f"{escape(person.name)} {escape(person.phone)}" for person in unit.persons
    )
    if not people and unit.telephone:
        people = escape(unit.telephone)
    tasks = say_numbers(language, unit.tasks)
    if tasks and people:
        return t(language, "office-missing-line", unit=escape(unit.unit), tasks=tasks, people=people)
    if tasks:
        return t(language, "office-missing-line-alone", unit=escape(unit.unit), tasks=tasks)
    return f"{escape(unit.unit)}　{people}".rstrip("　")


def _missing_blocks(language: str, digest: Digest) -> list[str]:
    blocks: list[str] = []
    silent, unknown = not_answered(digest), not_registered(digest)
    if silent:
        blocks.append(f"\n<b>{t(language, 'office-not-answered', count=len(silent))}</b>")
        blocks.extend(_person_line(language, unit) for unit in silent)
    if unknown:
        blocks.append(f"\n<b>{t(language, 'office-not-registered', count=len(unknown))}</b>")
        blocks.extend(_person_line(language, unit) for unit in unknown if unit.tasks)
        rest = [escape(unit.unit) for unit in unknown if not unit.tasks]
        if rest:
            blocks.append(t(language, "list-separator").join(rest))
    return blocks or [f"\n{t(language, 'office-nobody-missing')}"]


def missing(language: str, digest: Digest, round_id: int) -> list[Message]:
    """Return who has not answered, with names and telephones, 未登记 apart from 未报."""
    blocks = [f"<b>{_heading(language, digest)}</b>", _counts(language, digest), *_missing_blocks(language, digest)]
    return messages_of(blocks, Message("", ((buttons.missing_plain(language, round_id),),)))


def missing_plain(language: str, digest: Digest) -> list[Message]:
    """Return the same as text without any marks, in one copyable block, to paste elsewhere."""
    lines = [_heading(language, digest), _counts(language, digest), *_missing_blocks(language, digest)]
    plain = "\n".join(lines).replace("<b>", "").replace("</b>", "")
    return messages_of([f"<pre>{block}</pre>" for block in _chunks(plain)], Message(""))


def _chunks(text: str) -> Sequence[str]:
    pages: list[str] = []
    page = ""
    for line in text.split("\n"):
        if len(page) + len(line) > PAGE_LENGTH // 2:
            pages.append(page)
            page = ""
        page = f"{page}\n{line}" if page else line
    return [*pages, page]
