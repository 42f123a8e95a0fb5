"""Files sent together: they come one by one, and are answered once, with the right count."""

from dataclasses import dataclass
from typing import Any

from models.actions.conversing import await_next, conversation_of
from models.actions.desk import Desk
from models.rules.chats import IncomingFile
from models.tables import Person


@dataclass(frozen=True, slots=True)
class Album:
    """An album under way: the platform's name for it, what came of it so far, and where that went.

    `assignment_id` is None while it is not known which task it belongs to; `row_id` is the row of the outbox that answers it.
    `is_told`: a caption has said where it belongs, and no later one takes these files from there.
    """

    id: str
    assignment_id: int | None = None
    row_id: int | None = None
    files: tuple[IncomingFile, ...] = ()
    is_unread_caption: bool = False
    is_told: bool = False

    def to_json(self) -> dict[str, Any]:
        """Return it as it is kept with the conversation."""
        files = [[file.name, file.size, file.sha256] for file in self.files]
        return {
            "id": self.id,
            "assignment": self.assignment_id,
            "row": self.row_id,
            "files": files,
            "unread": self.is_unread_caption,
            "told": self.is_told,
        }


def album_under_way(desk: Desk, person: Person, album_id: str) -> Album | None:
    """Return the album of which other files have come before; None for a first file, and for one sent alone."""
    kept = conversation_of(desk, person).get("album")
    if not album_id or not isinstance(kept, dict) or kept["id"] != album_id:
        return None
    files = tuple(IncomingFile("", name, size, sha256) for name, size, sha256 in kept["files"])
    return Album(album_id, kept["assignment"], kept["row"], files, kept["unread"], kept.get("told", False))


def remember_album(desk: Desk, person: Person, album: Album) -> None:
    """Keep an album under way beside whatever the person's next message answers."""
    await_next(desk, person, {**conversation_of(desk, person), "album": album.to_json()})
