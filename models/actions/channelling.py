"""The digest for the other channels: robots and mail, each with texts and files as it takes them."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from models.actions.desk import WAVE, Desk
from models.messages.channels import Files, files_on, kind_of, texts_for
from models.rules.digests import Digest
from models.tables import Round

# A robot that refuses for so long will not want the digest any more; the office is told.
CHANNEL_GOOD_FOR = timedelta(hours=12)


def post_to_channels(
    desk: Desk, round_: Round, digest: Digest, kind: str, html: Sequence[str], documents: Sequence[dict[str, Any]]
) -> None:
    """Queue a posted digest for every configured channel, under keys of its own: one failing channel stops no other."""
    for channel in desk.policy.digest_channels:
        rows: list[tuple[str, dict[str, Any]]] = []
        for text in texts_for(channel, desk.policy.language, html):
            payload: dict[str, Any] = {"text": text, "title": digest.plan_title}
            if files_on(channel) is Files.INCLUDED:
                payload["documents"] = list(documents)
            if kind_of(channel) == "json":
                payload["digest"] = {
                    "round": round_.slug,
                    "kind": kind,
                    "edition": round_.edition,
                    "counts": {
                        "expected": digest.expected,
                        "answered": digest.answered,
                        "on_time": digest.on_time,
                        "late": digest.late,
                        "owed": digest.owed,
                    },
                }
            rows.append(("text", payload))
        if files_on(channel) is Files.SEPARATE:
            rows.extend(("document", dict(request)) for request in documents)
        for number, (row_kind, payload) in enumerate(rows, 1):
            desk.enqueue(
                row_kind,
                payload,
                chat_id=None,
                channel=channel,
                key=f"digest:{round_.slug}:{kind}:{round_.edition}:{channel}:{number}",
                urgency=WAVE,
                not_after=desk.now + CHANNEL_GOOD_FOR,
            )
