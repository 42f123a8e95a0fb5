"""Photos and documents that go with an answer."""

from collections.abc import Sequence
from dataclasses import dataclass

from models.actions.coming import nowhere_for_files
from models.actions.conversing import await_next, conversation_of
from models.actions.desk import Desk
from models.actions.reporting import find_place, show_preview, task_round, write_entry
from models.actions.standings import calls_owed
from models.messages import attaching as say
from models.messages.calling import press_first
from models.rules.chats import IncomingFile, Message
from models.store.drafts import drafts_of, entry_rows, files_of_entry
from models.tables import DraftEntry, DraftFile, Person

MOST_FILES = 20


@dataclass(frozen=True, slots=True)
class Attached:
    """Where files went, None where that is not known, and what is said of it."""

    assignment_id: int | None
    messages: list[Message]


def has_place_for_files(desk: Desk, person: Person) -> bool:
    """Tell whether a task's card is open, so that a file belongs to that task."""
    return conversation_of(desk, person).get("kind") in ("card", "text")


def attach(
    desk: Desk,
    person: Person,
    files: Sequence[IncomingFile],
    *,
    assignment_id: int | None = None,
    unread: str = "",
    is_unread_caption: bool = False,
) -> Attached:
    """Attach files to a task: the one named, the one whose card is open, or else the one last put into the draft.

    `unread`: why the file is no sheet, said where it has no task either. `is_unread_caption`: what was written under it
    says nothing that could be recorded.
    """
    language = desk.language_of(person)
    if assignment_id is None:
        state = conversation_of(desk, person)
        assignment_id = state.get("assignment") if has_place_for_files(desk, person) else _last_entry(desk, person)
    place = None if assignment_id is None else find_place(desk, person, int(assignment_id))
    if place is None and task_round(desk, person) is None:
        return Attached(None, [nowhere_for_files(desk, person, unread)])
    if place is None:
        called = [] if unread else calls_owed(desk, person)
        return Attached(None, [press_first(language, called) if called else say.file_without_task(language, unread)])
    row = write_entry(desk, person, place)
    desk.session.flush()
    count = _keep(desk, row, files)
    if place.item.number is None:
        # A data call may be answered by a file alone; a text can still follow.
        shown = show_preview(desk, person, place.round_)
        await_next(desk, person, {"kind": "text", "assignment": place.item.assignment_id})
        return Attached(place.item.assignment_id, shown)
    said = say.file_attached(language, place.item, count, is_unread_caption=is_unread_caption)
    return Attached(place.item.assignment_id, [said])


def detach(desk: Desk, person: Person, files: Sequence[IncomingFile], assignment_id: int) -> None:
    """Take files back from a draft's entry: they belong to another task."""
    gone = {file.sha256 for file in files}
    for draft in drafts_of(desk.session, person.id or 0):
        row = entry_rows(desk.session, draft.id or 0).get(assignment_id)
        if row is None or draft.confirmed_at is not None:
            continue
        for file in files_of_entry(desk.session, row.id or 0):
            if file.sha256 in gone:
                desk.session.delete(file)
    desk.session.flush()


def _keep(desk: Desk, row: DraftEntry, files: Sequence[IncomingFile]) -> int:
    present = files_of_entry(desk.session, row.id or 0)
    known = {file.sha256 for file in present}
    for file in files[: max(0, MOST_FILES - len(present))]:
        if file.sha256 is not None and file.sha256 not in known:
            desk.session.add(DraftFile(entry_id=row.id or 0, name=file.name, sha256=file.sha256, size=file.size))
    desk.session.flush()
    return len(files_of_entry(desk.session, row.id or 0))


def _last_entry(desk: Desk, person: Person) -> int | None:
    for draft in drafts_of(desk.session, person.id or 0):
        rows = entry_rows(desk.session, draft.id or 0)
        if draft.confirmed_at is None and rows:
            return max(rows.values(), key=lambda row: (row.sent_at, row.id or 0)).assignment_id
    return None


def refuse_file(language: str, file: IncomingFile) -> Message:
    """Say why a file could not be kept."""
    return say.file_too_large(language, file.name) if file.too_large else say.file_not_fetched(language, file.name)
