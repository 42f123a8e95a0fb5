"""A 送审稿 that comes back from the leader: what was corrected in it goes into the draft, and is read back."""

from collections.abc import Mapping
from datetime import datetime

from locales import LANGUAGES
from models.actions.desk import Desk
from models.actions.reporting import Place, show_preview, write_entry
from models.actions.standings import standings_of
from models.messages.clean_copies import CopiedEntry, copy_same, copy_taken, read_clean_copy
from models.messages.standings import Standing
from models.messages.words import say_round, shorten, without_status
from models.rules.assignments import Item
from models.rules.chats import Message
from models.rules.words import Status
from models.store.rounds import latest_answers
from models.tables import Person, Round

# As long as an entry's text is shown in the preview and in the copy (models.messages.draft).
_SHOWN = 600
_Said = tuple[Status | None, int | None, str, str, str]


def take_clean_copy(desk: Desk, person: Person, text: str, said_at: datetime, message_id: int) -> list[Message] | None:
    """Take a 送审稿 that was sent back; None where the text is none, or its month is not open."""
    standing = _standing_named(desk, person, text)
    if standing is None:
        return None
    round_ = desk.session.get_one(Round, standing.round_id)
    numbers = [item.number for item in standing.items if item.number is not None]
    copied = read_clean_copy(text, numbers)
    if copied is None:
        return None
    language = desk.language_of(person)
    present = _present(desk, standing)
    changed: list[int] = []
    for entry in copied:
        item = _item_of(standing, entry)
        before = present.get(item.assignment_id)
        if before is not None and _is_same(language, entry, before):
            continue
        row = write_entry(desk, person, Place(round_, standing, item))
        row.status, row.status_assumed, row.percent = entry.status, False, entry.percent
        kept = before if before is not None and shorten(before[2], _SHOWN) == entry.text else None
        row.text = entry.text if kept is None else kept[2]
        row.problems, row.next_step = entry.problems, entry.next_step
        row.sent_at, row.by_button, row.message_id = said_at, False, message_id
        changed.append(entry.number)
    desk.session.flush()
    if not changed and not standing.entries:
        return [Message(copy_same(language, is_submitted=True))]
    said = copy_taken(language, changed) if changed else copy_same(language, is_submitted=False)
    return [Message(said), *show_preview(desk, person, round_)]


def _standing_named(desk: Desk, person: Person, text: str) -> Standing | None:
    """Return the open round that the heading names: June's copy is nothing to July."""
    heading = text.strip().partition("\n")[0]
    return next(
        (
            standing
            for standing in standings_of(desk, person)
            if any(say_round(language, standing.slug, standing.kind) in heading for language in LANGUAGES)
        ),
        None,
    )


def _item_of(standing: Standing, entry: CopiedEntry) -> Item:
    """Return whose entry it is: of two units that lead the same task, the one named in the line above it."""
    items = [item for item in standing.items if item.number == entry.number]
    return next((item for item in items if item.unit in entry.heading), items[0])


def _present(desk: Desk, standing: Standing) -> Mapping[int, _Said]:
    """Return what is drafted, else what was submitted last, by assignment."""
    answers = latest_answers(desk.session, [item.assignment_id for item in standing.items])
    found: dict[int, _Said] = {
        key: (Status(row.status) if row.status else None, row.percent, row.text, row.problems, row.next_step)
        for key, row in answers.items()
    }
    for key, entry in standing.entries.items():
        found[key] = (entry.status, entry.percent, entry.text, entry.problems, entry.next_step)
    return found


def _is_same(language: str, entry: CopiedEntry, before: _Said) -> bool:
    status, percent, *words = before
    shown = [shorten(word, _SHOWN) for word in words]
    shown[0] = shorten(without_status(language, status, words[0]), _SHOWN)
    said = (entry.text, entry.problems, entry.next_step)
    return (entry.status, entry.percent) == (status, percent) and all(
        _bare(one) == _bare(other) for one, other in zip(said, shown, strict=True)
    )


def _bare(text: str) -> str:
    return "".join(text.split())
