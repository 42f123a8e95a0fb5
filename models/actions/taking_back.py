"""A correction that does not say what is right: it is asked about, and nothing said to be wrong stays in the draft."""

from collections.abc import Mapping, Sequence

from models.actions.desk import Desk
from models.messages import doubts as say
from models.rules.assignments import Item
from models.rules.replies import Entry, Intent, Reply
from models.rules.replies.corrections import takes_back
from models.rules.replies.folding import fold
from models.store.drafts import drafts_of, drop_draft, drop_entry, entry_rows
from models.tables import Person


def is_bare(entry: Entry) -> bool:
    """Tell whether an entry names a task and says nothing of it."""
    return entry.task is not None and not (entry.status or entry.text or entry.percent is not None)


def take_back(desk: Desk, person: Person, text: str, reply: Reply, items: Mapping[int, Sequence[Item]]) -> list[str]:
    """Return the remarks on a correction (`text`, read as `reply`) without its new content; `items` are the person's own.

    What the message itself calls wrong (28已完成，写错了) leaves the draft: nobody may submit it by the next press.
    """
    if reply.intent is not Intent.CORRECTION:
        return []
    language = desk.language_of(person)
    if not (reply.entries or reply.not_own or reply.invalid):
        return [say.unread(language, sorted(items))]
    bare = [entry.task for entry in reply.entries if is_bare(entry) and entry.task in items]
    numbers = [number for number in bare if number is not None]
    if not numbers:
        return []
    wrong = {item.assignment_id for number in numbers for item in items[number]}
    dropped = takes_back(fold(text)) and _drop(desk, person, wrong)
    return [say.asked(language, numbers, dropped=dropped)]


def _drop(desk: Desk, person: Person, wrong: set[int]) -> bool:
    """Take assignments out of whatever waits for 确认提交; returns whether any was there."""
    dropped = False
    for draft in drafts_of(desk.session, person.id or 0):
        if draft.confirmed_at is not None:
            continue
        rows = entry_rows(desk.session, draft.id or 0)
        for row in (row for key, row in rows.items() if key in wrong):
            drop_entry(desk.session, row)
            dropped = True
        desk.session.flush()
        if rows and not entry_rows(desk.session, draft.id or 0):
            drop_draft(desk.session, draft)
    return dropped
