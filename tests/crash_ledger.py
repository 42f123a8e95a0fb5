"""What must be true after a crash run, asked of the export, the database and everything that was said in the chats."""

import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any

from sqlalchemy import text
from sqlmodel import Session

from models.database import Database
from scheduler.delivery import IN_FLIGHT
from tests.crash_people import RECEIPT, Observer, Robot

# By chat, the rows that put a message there; an edit or a menu does not.
_SENT = (
    "SELECT chat_id, count(*) FROM outbox"
    " WHERE kind IN ('message', 'reminder', 'gap', 'document', 'photo', 'pin') AND state = 'sent' GROUP BY chat_id"
)
_TRACE = re.compile(r"^Traceback|Error\b.*update failed", re.MULTILINE)


def find_problems(
    robots: Sequence[Robot], observer: Observer, database: Database, export: Path, log: Path, kills: int
) -> list[str]:
    """Return every broken promise, one line each; none is the aim."""
    data = json.loads(export.read_text(encoding="utf-8"))
    return [
        *_registrations(robots, data),
        *_batches(robots, data),
        *_receipts(robots, data),
        *_reminders(data),
        *database.look(lambda session: list(_queues(session))),
        *database.look(lambda session: list(_repeats(session, observer, kills))),
        *(f"the log holds: {line}" for line in _TRACE.findall(log.read_text(encoding="utf-8"))[:3]),
    ]


def _counts(session: Session, statement: str) -> dict[Any, int]:
    """Return what a statement of two columns says, the second by the first."""
    return {row[0]: int(row[1]) for row in session.execute(text(statement))}


def _registrations(robots: Iterable[Robot], data: dict[str, Any]) -> Iterator[str]:
    lines = Counter(line["chat_user_id"] for line in data["liaisons"])
    for robot in robots:
        if lines[robot.id] != 1:
            yield f"{robot.id} is registered {lines[robot.id]} times"


def _batches(robots: Iterable[Robot], data: dict[str, Any]) -> Iterator[str]:
    for robot in robots:
        mine = [answer for answer in data["answers"] if answer["submitted_by"] == robot.id and answer["task"]]
        for batch in robot.batches:
            recorded = Counter(answer["task"] for answer in mine if answer["receipt"] in batch.receipts)
            if recorded != Counter(batch.tasks):
                yield f"{robot.id} ({robot.style}) confirmed {batch.tasks} under {batch.receipts}, recorded: {recorded}"
            marked = Counter(answer["task"] for answer in mine if batch.marker in answer["text"])
            if any(times != 1 for times in marked.values()) or (robot.style == "text" and marked != recorded):
                yield f"{robot.id}: the texts of {batch.tasks} are recorded as {marked}"
        if len(mine) != sum(len(batch.tasks) for batch in robot.batches):
            yield f"{robot.id}: {len(mine)} answers, said were {[batch.tasks for batch in robot.batches]}"


def _receipts(robots: Iterable[Robot], data: dict[str, Any]) -> Iterator[str]:
    given = {(answer["receipt"], answer["submitted_by"]) for answer in data["answers"]}
    seen: set[tuple[str, int]] = set()
    for robot in robots:
        texts: dict[str, set[str]] = {}
        for message in robot.chat_messages:
            found = RECEIPT.search(message.text)
            if found is not None and message.is_from_bot:
                seen.add((found[1], robot.id))
                texts.setdefault(found[1], set()).add(message.text)
        yield from (f"receipt {number} was worded in two ways" for number, said in texts.items() if len(said) > 1)
    people = {robot.id for robot in robots}
    yield from (f"receipt {one} names nothing recorded" for one in sorted(seen - given))
    yield from (f"no receipt was sent for {one}" for one in sorted(given - seen) if one[1] in people)


def _reminders(data: dict[str, Any]) -> Iterator[str]:
    slots = Counter((row["chat_user_id"], row["round"], row["slot"], row["due_revision"]) for row in data["reminders"])
    yield from (f"reminder {slot} is noted {times} times" for slot, times in slots.items() if times > 1)


def _queues(session: Session) -> Iterator[str]:
    def one(statement: str) -> Any:  # noqa: ANN401 - any column
        return session.execute(text(statement)).scalar_one()

    if left := one("SELECT count(*) FROM inbox WHERE done_at IS NULL"):
        yield f"{left} updates are not handled"
    if aside := one("SELECT count(*) FROM inbox WHERE set_aside"):
        yield f"{aside} updates were set aside"
    # Handled ones are forgotten after three days, and the clock of a moved run passes over six: only the youngest are whole.
    statement = "SELECT count(*), min(update_id), max(update_id) FROM inbox WHERE done_at > datetime({}, '-2 days')"
    latest = "(SELECT max(done_at) FROM inbox)"
    known, first, last = session.execute(text(statement.format(latest))).one()
    if known and known != last - first + 1:
        yield f"{last - first + 1 - known} updates are missing from the inbox"
    states = _counts(session, "SELECT state, count(*) FROM outbox GROUP BY state")
    yield from (
        f"{count} messages are {state} in the outbox"
        for state, count in states.items()
        if state not in ("sent", "skipped")
    )
    disorder = one(
        "SELECT count(*) FROM (SELECT message_id, lag(message_id) OVER (PARTITION BY chat_id ORDER BY id) AS before"
        " FROM outbox WHERE kind = 'message' AND state = 'sent' AND urgency = 0) WHERE before >= message_id"
    )
    if disorder:
        yield f"{disorder} replies overtook another in their chat"


def _repeats(session: Session, observer: Observer, kills: int) -> Iterator[str]:
    """Hold what stands in the chats against what the outbox says was sent: the surplus must be explained by kills."""
    sent = _counts(session, _SENT)
    # A reminder is worded anew when it leaves again; or it is no longer needed by then, though it had been there.
    reworded = _counts(
        session,
        "SELECT chat_id, count(*) FROM outbox WHERE kind IN ('reminder', 'gap', 'document', 'photo')"
        " AND (attempts > 1 OR state = 'skipped' AND attempts > 0) GROUP BY chat_id",
    )
    by_kill: Counter[int] = Counter()
    for chat_id in sorted({*sent, *observer.posted}):
        posted = observer.posted.get(chat_id, [])
        surplus = len(posted) - sent.get(chat_id, 0)
        again = [
            after[0]
            for before, after in pairwise(posted)
            # The first message after a kill, and the same as the last one before it.
            if after[0] > before[0] and after[1:] == before[1:]
        ]
        by_kill.update(again)
        if surplus < 0:
            yield f"chat {chat_id}: {-surplus} messages noted as sent were never there"
        if surplus > min(kills, len(again) + reworded.get(chat_id, 0)):
            yield f"chat {chat_id}: {surplus} messages too many, {len(again)} of them right after a kill"
    # What a kill leaves in flight may leave again only after a later one: replies go ahead of it.
    total = 0
    for epoch in sorted(by_kill):
        total += by_kill[epoch]
        if total > epoch * IN_FLIGHT:
            yield f"{epoch} kills: {total} messages twice, more than were in flight"


def count_repeats(observer: Observer, database: Database) -> int:
    """Return how many messages stand in the chats beyond those the outbox notes as sent."""
    sent = database.look(lambda session: _counts(session, _SENT))
    return sum(len(posted) for posted in observer.posted.values()) - sum(sent.values())
