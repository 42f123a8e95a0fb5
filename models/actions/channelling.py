"""The digest for the other channels: robots and mail, each with texts and files as it takes them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from models.actions.desk import WAVE, Desk
from models.actions.packing import packs_of
from models.messages.channels import Files, files_on, kind_of, say_elsewhere, say_too_large, texts_for
from models.rules.digests import Digest
from models.tables import Round

# A robot that refuses for so long will not want the digest any more; the office is told.
CHANNEL_GOOD_FOR = timedelta(hours=12)

_MEBIBYTE = 1024 * 1024
# Base64 makes a third more of it, and many mail servers take 20 MB in all; WeCom takes 20 MB a file.
_MOST_INCLUDED = 12 * _MEBIBYTE
_MOST_SEPARATE = 19 * _MEBIBYTE


@dataclass(frozen=True, slots=True)
class _Going:
    """The documents that go along on a channel, and what its text says of those that do not."""

    documents: tuple[dict[str, Any], ...]
    notes: tuple[str, ...] = ()


def post_to_channels(
    desk: Desk,
    round_: Round,
    digest: Digest,
    kind: str,
    html: Sequence[str],
    documents: Sequence[dict[str, Any]],
    *,
    with_attachments: bool = False,
) -> None:
    """Queue a posted digest for every configured channel, under keys of its own: one failing channel stops no other.

    `with_attachments`: what people attached goes along as ZIP, where the channel takes as much; else its text says where it is.
    """
    for channel in desk.policy.digest_channels:
        rows: list[tuple[str, dict[str, Any]]] = []
        going = _going(desk, round_, channel, documents, with_attachments=with_attachments)
        for text in texts_for(channel, html, going.notes):
            payload: dict[str, Any] = {"text": text, "title": digest.plan_title}
            if files_on(channel) is Files.INCLUDED:
                payload["documents"] = list(going.documents)
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
            rows.extend(("document", dict(request)) for request in going.documents)
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


def _going(
    desk: Desk, round_: Round, channel: str, documents: Sequence[dict[str, Any]], *, with_attachments: bool
) -> _Going:
    language, has_office = desk.policy.language, desk.has_office()
    means = files_on(channel)
    packs = packs_of(desk, round_, most=_MOST_SEPARATE) if with_attachments else []
    whole = sum(pack.size for pack in packs)
    if means is Files.NONE:
        # Mail has the ZIP only where mail takes it.
        has_mail = "mail" in desk.policy.digest_channels
        names = [str(request["document"]) for request in documents]
        notes = []
        if packs and not (has_mail and whole > _MOST_INCLUDED):
            names.append("files_zip")
        elif packs:
            notes.append(say_too_large(language, whole, has_office=has_office))
        if names:
            notes.insert(0, say_elsewhere(language, names, has_office=has_office, has_mail=has_mail))
        return _Going((), tuple(notes))
    most = _MOST_SEPARATE if means is Files.SEPARATE else _MOST_INCLUDED
    if means is Files.SEPARATE:
        fitting = [pack for pack in packs if pack.size <= most]
    else:
        fitting = packs if whole <= most else []
    left = whole - sum(pack.size for pack in fitting)
    notes = [say_too_large(language, left, has_office=has_office)] if len(fitting) < len(packs) else []
    return _Going((*documents, *(pack.request for pack in fitting)), tuple(notes))
