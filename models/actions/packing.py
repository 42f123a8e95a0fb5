"""What is asked of the packers: everything attached in a round, in as many ZIPs as Telegram needs."""

from typing import Any

from models.actions.desk import Desk
from models.store.attachments import attachment_places
from models.tables import Round

# A bot can upload 50 MB; what a ZIP's own entries take is left for them.
MOST_BYTES = 45 * 1024 * 1024


def pack_requests(desk: Desk, round_: Round) -> tuple[list[dict[str, Any]], int]:
    """Return the requests for a round's attachments as ZIPs, and how many files there are."""
    places = attachment_places(desk.session, round_.id or 0)
    batches: list[list[int]] = []
    size = MOST_BYTES + 1
    for place in places:
        size += place.row.size
        if size > MOST_BYTES:
            batches.append([])
            size = place.row.size
        batches[-1].append(place.row.id or 0)
    requests = [
        {
            "document": "files_zip",
            "round": round_.id,
            "language": desk.policy.language,
            "attachments": batch,
            "part": part,
            "parts": len(batches),
        }
        for part, batch in enumerate(batches, 1)
    ]
    return requests, len(places)
