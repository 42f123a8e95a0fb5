"""What the office reads: the digest in chat, who is missing, how far a round is."""

from collections.abc import Sequence
from datetime import datetime, tzinfo

from locales import t
from models.messages import buttons, office_buttons, people_buttons
from models.messages.pages import PAGE_LENGTH, messages_of
from models.messages.words import escape, say_day, say_moment, say_numbers, say_round, say_status, without_status
from models.rules.chats import Button, Message
from models.rules.digest_changes import changes
from models.rules.digest_sums import counts_by_part
from models.rules.digests import Digest, MissingUnit, TaskLine, delayed, not_answered, not_registered
from models.rules.words import RoundKind

__all__ = [
    "PAGE_LENGTH",
    "addendum",
    "brief",
    "card",
    "card_without_round",
    "digest",
    "missing",
    "missing_plain",
    "progress",
    "superseded",
]

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


def _office_rows(language: str, round_id: int, found: Digest) -> tuple[tuple[Button, ...], ...]:
    rows: list[tuple[Button, ...]] = [
        (buttons.missing(language, round_id), buttons.missing_plain(language, round_id)),
        (office_buttons.remind(language, round_id),) if found.owed else (),
        (buttons.digest(language, round_id), buttons.ledger(language, round_id)),
    ]
    if found.kind is RoundKind.MONTHLY and not found.final and found.made_at >= found.due_at:
        rows.append((office_buttons.finalize(language, round_id),))
    return tuple(row for row in rows if row)


def card(
    language: str,
    slug: str,
    kind: str,
    due_at: datetime,
    zone: tzinfo,
    round_id: int,
    *,
    opens_at: datetime | None = None,
    is_over: bool = False,
) -> Message:
    """Return the card that is pinned in the office's group while a round is the current one.

    `opens_at` where it is still to open; `is_over`: its due time has come, and leaders can be written to.
    """
    due = say_moment(language, due_at, zone)
    text = t(language, "office-card", round=say_round(language, slug, kind), due=due)
    if opens_at is not None:
        text = f"{text}\n{t(language, 'office-card-opens', at=say_moment(language, opens_at, zone))}"
    return Message(text, _card_rows(language, round_id, is_over=is_over))


def card_without_round(language: str) -> Message:
    """Return the card of an office that has no monthly round yet."""
    return Message(t(language, "office-card-no-round"), _card_rows(language, 0, is_over=False))


def _card_rows(language: str, round_id: int, *, is_over: bool) -> tuple[tuple[Button, ...], ...]:
    leaders = (people_buttons.copy_leaders(language, round_id),) if is_over else ()
    return (
        (buttons.missing(language, round_id), office_buttons.remind(language, round_id)),
        (buttons.digest(language, round_id), buttons.ledger(language, round_id)),
        (office_buttons.finalize(language, round_id), *leaders),
    )


def superseded(language: str, html: str) -> str:
    """Return an older digest's text, marked as replaced by a newer one."""
    return f"{t(language, 'office-superseded')}\n\n{html}"


def brief(language: str, found: Digest, round_id: int, *, without_group: bool = False) -> list[Message]:
    """Return the brief of the day before: how far the round is, and who has not answered yet."""
    blocks = [f"⏳ <b>{t(language, 'office-brief')}　{_heading(language, found)}</b>", _counts(language, found)]
    if without_group:
        blocks.insert(0, t(language, "office-no-group"))
    blocks.extend(_parts(language, found))
    blocks.extend(_missing_blocks(language, found))
    return messages_of(blocks, Message("", _office_rows(language, round_id, found)))


def addendum(language: str, found: Digest, came: Sequence[TaskLine], round_id: int) -> list[Message]:
    """Return what came after 定稿: which tasks, of which units."""
    head = t(language, "office-addendum", round=say_round(language, found.round_slug, found.kind), count=len(came))
    return messages_of(
        [f"📎 <b>{head}</b>", *_came(language, came)], Message("", ((buttons.ledger(language, round_id),),))
    )


def _came(language: str, came: Sequence[TaskLine]) -> list[str]:
    return [
        f"{line.number} {escape(line.name)}　{escape(answer.unit)}　{say_status(language, answer.status)}"
        for line in came
        for answer in line.answers
    ]


def progress(language: str, digest: Digest, round_id: int, *, files: int = 0) -> Message:
    """Return how far a round is, by part; with 全部附件 where any file was attached."""
    lines = [f"<b>{_heading(language, digest)}</b>", _counts(language, digest)]
    lines.extend(_parts(language, digest))
    rows = _office_rows(language, round_id, digest)
    if files:
        rows = (*rows, (office_buttons.files(language, round_id, files),))
    return Message("\n".join(lines), rows)


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


def digest(
    language: str, digest: Digest, round_id: int, *, without_group: bool = False, after: Sequence[TaskLine] = ()
) -> list[Message]:
    """Return the digest in chat: counts, parts, delayed tasks with reasons, who is missing, what changed.

    `after` is what came after 定稿, which the final digest does not hold.
    """
    blocks = [f"📋 <b>{_heading(language, digest)}</b>", _counts(language, digest)]
    if without_group:
        blocks.insert(0, t(language, "office-no-group"))
    if digest.final:
        blocks.insert(1, t(language, "office-final", at=say_moment(language, digest.made_at, digest.zone)))
    blocks.extend(_parts(language, digest))
    blocks.extend(_delayed(language, digest))
    blocks.extend(_changes(language, digest))
    blocks.extend(_missing_blocks(language, digest))
    if after:
        blocks.extend((f"\n<b>{t(language, 'office-after-final', count=len(after))}</b>", *_came(language, after)))
    return messages_of(blocks, Message("", _office_rows(language, round_id, digest)))


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
            ("office-stalled", changed.stalled),
            ("office-silent", changed.silent),
        )
        if numbers
    ]
    return [f"\n<b>{t(language, 'office-changes')}</b>", *lines] if lines else []


def _person_line(language: str, unit: MissingUnit) -> str:
    people = t(language, "office-person-separator").join(
        f"{escape(person.name)} {escape(person.phone)}" + ("" if person.is_reached else t(language, "office-unreached"))
        for person in unit.persons
    )
    if not people and unit.telephone:
        people = escape(unit.telephone)
    tasks = say_numbers(language, unit.tasks) + "".join(
        t(language, "office-extended", tasks=say_numbers(language, numbers), day=say_day(language, day))
        for day, numbers in unit.extensions
    )
    if tasks and people:
        return t(language, "office-missing-line", unit=escape(unit.unit), tasks=tasks, people=people)
    if tasks:
        return t(language, "office-missing-line-alone", unit=escape(unit.unit), tasks=tasks)
    return f"{escape(unit.unit)}　{people}".rstrip("　")


def _missing_blocks(language: str, digest: Digest) -> list[str]:
    blocks: list[str] = []
    silent, unknown = not_answered(digest), not_registered(digest)
    if digest.kind is not RoundKind.REGISTRATION:
        # Who owes nothing this month is the registration's business; 25 such units would bury the ones to telephone.
        owing = {unit.unit for unit in digest.missing}
        unknown = tuple(unit for unit in unknown if unit.unit in owing)
    if silent:
        if digest.kind is RoundKind.REGISTRATION:
            # They have named somebody, only not for every task.
            heading = t(language, "office-partly-registered", count=len(silent))
        else:
            heading = t(language, "office-not-answered", count=len(silent))
        blocks.append(f"\n<b>{heading}</b>")
        blocks.extend(_person_line(language, unit) for unit in silent)
    if unknown:
        blocks.append(f"\n<b>{t(language, 'office-not-registered', count=len(unknown))}</b>")
        blocks.extend(_person_line(language, unit) for unit in unknown if unit.tasks)
        rest = [escape(unit.unit) for unit in unknown if not unit.tasks]
        if rest:
            blocks.append(t(language, "list-separator").join(rest))
    if blocks:
        return blocks
    # Before a round opens nobody owes anything yet: that is no success.
    nobody = t(language, "office-nobody-missing") if digest.expected else t(language, "office-nothing-expected")
    return [f"\n{nobody}"]


def missing(language: str, digest: Digest, round_id: int) -> list[Message]:
    """Return who has not answered, with names and telephones, 未登记 apart from 未报."""
    blocks = [f"<b>{_heading(language, digest)}</b>", _counts(language, digest), *_missing_blocks(language, digest)]
    rows: list[tuple[Button, ...]] = [(buttons.missing_plain(language, round_id),)]
    if digest.missing and digest.kind is RoundKind.MONTHLY:
        # The sheet road for whoever cannot be reached in a chat.
        rows[0] = (*rows[0], office_buttons.sheets(language, round_id))
    if digest.missing and digest.made_at > digest.due_at and digest.kind is not RoundKind.REGISTRATION:
        # Leaders are never written to before the due time.
        rows.append((people_buttons.copy_leaders(language, round_id),))
    return messages_of(blocks, Message("", tuple(rows)))


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
