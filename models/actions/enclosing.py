"""Files that go out with a data call: kept with its round, and sent to each person with the first word of it."""

from collections.abc import Iterable, Sequence

from sqlmodel import col, select

from models.actions.desk import Desk
from models.rules.chats import IncomingFile
from models.store.enclosures import enclosures_of
from models.tables import Enclosure, OutboxMessage, Person, Round

MOST_ENCLOSED = 10
Kept = dict[str, str | int]


def keepable(files: Iterable[IncomingFile]) -> list[Kept]:
    """Return the files that were fetched, as a conversation remembers them."""
    return [{"name": file.name, "sha256": file.sha256, "size": file.size} for file in files if file.sha256 is not None]


def enclose(desk: Desk, round_: Round, files: Sequence[Kept]) -> None:
    """Let these files go out with a round."""
    for file in files:
        desk.session.add(
            Enclosure(
                round_id=round_.id or 0, name=str(file["name"]), sha256=str(file["sha256"]), size=int(file["size"])
            )
        )
    desk.session.flush()


def send_enclosures(desk: Desk, round_: Round, chat_id: int, thread_id: int | None) -> int:
    """Send a round's enclosed files to a chat; returns how many."""
    found = enclosures_of(desk.session, [round_.id or 0])
    for row in found:
        desk.send_document(chat_id, _request(desk, row), thread_id=thread_id)
    return len(found)


def send_with_reminder(desk: Desk, person: Person, round_ids: Iterable[int], urgency: int) -> None:
    """Send the files of these rounds behind a reminder of them, once to a person whatever rungs follow."""
    for row in enclosures_of(desk.session, set(round_ids)):
        key = f"enclosure:{row.id}:{person.id}"
        sent = desk.session.exec(select(col(OutboxMessage.id)).where(OutboxMessage.dedup_key == key)).first()
        if sent is None:
            desk.send_document(person.chat_user_id, _request(desk, row), key=key, urgency=urgency)


def _request(desk: Desk, row: Enclosure) -> dict[str, str | int | None]:
    return {"document": "enclosure", "enclosure": row.id, "language": desk.policy.language}
