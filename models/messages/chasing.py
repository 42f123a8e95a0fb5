"""What the office is told about reminders by hand and about broadcasts."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, tzinfo

from locales import t
from models.messages import office_buttons
from models.messages.pages import paginate
from models.messages.words import escape, say_moment, say_round
from models.rules.chats import Message

_SHOWN_UNITS = 30


@dataclass(frozen=True, slots=True)
class Preview:
    """A reminder by hand before it is sent: `unit_id` 0 means all; `unreachable` names units with whom to telephone."""

    round_id: int
    slug: str
    kind: str
    unit_id: int
    unit: str
    people: int
    lately: int
    answering: int
    unreachable: Sequence[str]


def preview(language: str, found: Preview) -> Message:
    """Say how many will be reminded, and ask."""
    name = say_round(language, found.slug, found.kind)
    lines = [
        t(language, "chase-preview-unit", round=name, unit=escape(found.unit), count=found.people)
        if found.unit
        else t(language, "chase-preview", round=name, count=found.people)
    ]
    if found.lately:
        lines.append(t(language, "chase-lately", count=found.lately))
    if found.answering:
        lines.append(t(language, "chase-answering", count=found.answering))
    lines.extend(_unreachable(language, found.unreachable))
    rows = (
        (
            office_buttons.confirm_remind(language, found.round_id, found.unit_id, found.people),
            office_buttons.dismiss(language),
        ),
    )
    return Message("\n".join(lines), rows)


def _unreachable(language: str, units: Sequence[str]) -> list[str]:
    if not units:
        return []
    lines = [t(language, "chase-unreachable", count=len(units)), *(escape(unit) for unit in units[:_SHOWN_UNITS])]
    if len(units) > _SHOWN_UNITS:
        lines.append(t(language, "chase-and-more", count=len(units) - _SHOWN_UNITS))
    return lines


def sent(language: str, slug: str, kind: str, count: int, unreachable: Sequence[str]) -> Message:
    """Say how many are being reminded."""
    line = t(language, "chase-sent", round=say_round(language, slug, kind), count=count)
    return Message("\n".join((line, *_unreachable(language, unreachable))))


def nobody(language: str, slug: str, kind: str, unreachable: Sequence[str]) -> Message:
    """Say that there is nobody to remind."""
    line = t(language, "chase-nobody", round=say_round(language, slug, kind))
    return Message("\n".join((line, *_unreachable(language, unreachable))))


def too_soon(language: str, count: int) -> Message:
    """Say that those who owe have been reminded within the hour."""
    return Message(t(language, "chase-too-soon", count=count))


def quiet(language: str, until: datetime, zone: tzinfo) -> Message:
    """Say that nothing is sent at night."""
    return Message(t(language, "chase-quiet", until=say_moment(language, until, zone)))


def closed(language: str, slug: str, kind: str) -> Message:
    """Say that the round takes no answers."""
    return Message(t(language, "chase-closed", round=say_round(language, slug, kind)))


def how_to_remind(language: str) -> Message:
    """Say how /remind is written."""
    return Message(t(language, "chase-how-to"))


def unknown_unit(language: str, name: str) -> Message:
    """Say that no unit is called so."""
    return Message(t(language, "chase-unknown-unit", name=escape(name)))


# Broadcasts


def how_to_broadcast(language: str) -> Message:
    """Say how /broadcast is written."""
    return Message(t(language, "broadcast-how-to"))


def broadcast_nobody(language: str) -> Message:
    """Say that there is nobody to write to."""
    return Message(t(language, "broadcast-nobody"))


def broadcast_too_long(language: str) -> Message:
    """Say that the text does not fit one message."""
    return Message(t(language, "broadcast-too-long"))


def broadcast_preview(language: str, broadcast_id: int, text: str, count: int) -> Message:
    """Show the text as it will arrive, and to how many."""
    rows = (
        (
            office_buttons.confirm_broadcast(language, broadcast_id, count),
            office_buttons.cancel_broadcast(language, broadcast_id),
        ),
    )
    return Message(f"{t(language, 'broadcast-preview', count=count)}\n\n{escape(text)}", rows)


def broadcast_text(language: str, text: str) -> Message:
    """Return the broadcast as a liaison reads it."""
    return Message(f"📢 <b>{t(language, 'broadcast-heading')}</b>\n\n{escape(text)}")


def fits_broadcast(language: str, text: str) -> bool:
    """Tell whether the text fits one message, preview and heading included."""
    return len(paginate([broadcast_preview(language, 0, text, 0).html])) == 1


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a broadcast is."""

    broadcast_id: int
    total: int
    sent: int
    failed: int
    stopped: int

    @property
    def waiting(self) -> int:
        """How many have not left."""
        return self.total - self.sent - self.failed - self.stopped


def broadcast_progress(language: str, progress: Progress) -> Message:
    """Say how far a broadcast is, with 停止发送 while anything waits."""
    if progress.waiting:
        text = t(language, "broadcast-under-way", sent=progress.sent, total=progress.total, failed=progress.failed)
        return Message(text, ((office_buttons.stop_broadcast(language, progress.broadcast_id),),))
    key = "broadcast-stopped" if progress.stopped else "broadcast-ended"
    return Message(t(language, key, sent=progress.sent, total=progress.total, failed=progress.failed))


def broadcast_gone(language: str) -> Message:
    """Say that a broadcast can no longer be begun or stopped."""
    return Message(t(language, "broadcast-gone"))
