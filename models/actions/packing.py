"""What is asked of the packers: everything attached in a round, in as many ZIPs as Telegram needs."""

from dataclasses import dataclass
from typing import Any

from models.actions.desk import Desk
from models.store.attachments import attachment_places
from models.tables import Round

# A bot can upload 50 MB; what a ZIP's own entries take is left for them.
MOST_BYTES = 45 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Pack:
    """One ZIP to be made: what asks for it, and the bytes of the files in it (packed they are at most that, but for names)."""

    request: dict[str, Any]
    size: int
    files: int


def packs_of(desk: Desk, round_: Round, *, most: int = MOST_BYTES) -> list[Pack]:
    """Return a round's attachments as ZIPs of at most `most` bytes each; a file larger than that is in one of its own."""
    places = attachment_places(desk.session, round_.id or 0)
    batches: list[list[int]] = []
    sizes: list[int] = []
    for place in places:
        if not batches or sizes[-1] + place.row.size > most:
            batches.append([])
            sizes.append(0)
        batches[-1].append(place.row.id or 0)
        sizes[-1] += place.row.size
    return [
        Pack(
            {
                "document": "files_zip",
                "round": round_.id,
                "language": desk.policy.language,
                "attachments": batch,
                "part": part,
                "parts": len(batches),
            },
            size,
            len(batch),
        )
        for part, (batch, size) in enumerate(zip(batches, sizes, strict=True), 1)
    ]


def pack_requests(desk: Desk, round_: Round) -> tuple[list[dict[str, Any]], int]:
    """Return the requests for a round's attachments as ZIPs, and how many files there are."""
    packs = packs_of(desk, round_)
    return [pack.request for pack in packs], sum(pack.files for pack in packs)
