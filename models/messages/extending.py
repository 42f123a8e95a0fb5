"""What is said about more time."""

from dataclasses import dataclass
from datetime import datetime, tzinfo

from locales import t
from models.messages import people_buttons as buttons
from models.messages.words import escape, say_moment, say_numbers, say_round
from models.rules.chats import Message
from models.rules.extensions import ExtensionWish


@dataclass(frozen=True, slots=True)
class Asked:
    """For what more time is asked: the round, the units, the task numbers (none where no task is asked about)."""

    round_slug: str
    kind: str
    units: tuple[str, ...]
    numbers: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Times:
    """When something is due, until when it is wished, in which zone."""

    due_at: datetime
    wished_at: datetime
    zone: tzinfo


def _facts(language: str, asked: Asked) -> dict[str, str]:
    return {
        "round": say_round(language, asked.round_slug, asked.kind),
        "units": t(language, "list-separator").join(escape(unit) for unit in asked.units),
        "numbers": say_numbers(language, asked.numbers) or "—",
    }


def ask(language: str, asked: Asked, wish: ExtensionWish) -> Message:
    """Say what is understood so far, and ask for the rest in one message."""
    lines = [t(language, "extend-ask", _facts(language, asked))]
    if wish.day is None and not wish.reason:
        lines.append(t(language, "extend-ask-both"))
    elif wish.day is None:
        lines.append(t(language, "extend-ask-day"))
    else:
        lines.append(t(language, "extend-ask-reason"))
    return Message("\n".join(lines), ((buttons.drop_extension(language),),))


def preview(language: str, asked: Asked, wished_at: datetime, reason: str, zone: tzinfo) -> Message:
    """Show a request for 确认提交."""
    facts = {
        **_facts(language, asked),
        "wished": say_moment(language, wished_at, zone),
        "reason": escape(reason[:_SHOWN]),
    }
    return Message(
        t(language, "extend-preview", facts), ((buttons.submit_extension(language), buttons.drop_extension(language)),)
    )


_SHOWN = 600


def asked(language: str, asked: Asked, wished_at: datetime, zone: tzinfo) -> Message:
    """Confirm that the request lies before the office; until it is decided the old time stands."""
    return Message(
        t(language, "extend-asked", {**_facts(language, asked), "wished": say_moment(language, wished_at, zone)})
    )


def dropped(language: str) -> Message:
    """Say that nothing was asked."""
    return Message(t(language, "extend-dropped"))


def too_late(language: str) -> Message:
    """Say that time is asked for before the due time only."""
    return Message(t(language, "extend-too-late"))


def nothing_to_extend(language: str) -> Message:
    """Say that nothing is owed."""
    return Message(t(language, "extend-nothing"))


def not_later(language: str, earliest: datetime, zone: tzinfo) -> Message:
    """Say that the day must be later than the due time that stands."""
    return Message(t(language, "extend-not-later", due=say_moment(language, earliest, zone)))


def after_closing(language: str, latest: datetime, zone: tzinfo) -> Message:
    """Say that the round closes before the day asked for."""
    return Message(t(language, "extend-after-closing", latest=say_moment(language, latest, zone)))


def card(language: str, extension_id: int, asked: Asked, times: Times, reason: str, name: str, phone: str) -> Message:
    """Return the card by which the office decides."""
    facts = {
        **_facts(language, asked),
        "due": say_moment(language, times.due_at, times.zone),
        "wished": say_moment(language, times.wished_at, times.zone),
        "reason": escape(reason[:_SHOWN]),
        "name": escape(name),
        "phone": escape(phone),
    }
    return Message(
        t(language, "extend-card", facts),
        ((buttons.grant_extension(language, extension_id), buttons.refuse_extension(language, extension_id)),),
    )


def settled(language: str) -> Message:
    """Say that somebody has decided this before."""
    return Message(t(language, "extend-settled"))


def decided(language: str, asked: Asked, wished_at: datetime, zone: tzinfo, *, granted: bool) -> Message:
    """Return what the card becomes."""
    facts = {**_facts(language, asked), "wished": say_moment(language, wished_at, zone)}
    return Message(t(language, "extend-decided-yes", facts) if granted else t(language, "extend-decided-no", facts))


def granted(language: str, asked: Asked, wished_at: datetime, zone: tzinfo) -> Message:
    """Tell a liaison the new due time."""
    return Message(
        t(language, "extend-granted", {**_facts(language, asked), "wished": say_moment(language, wished_at, zone)})
    )


def refused(language: str, asked: Asked, due_at: datetime, zone: tzinfo) -> Message:
    """Tell a liaison that the due time stands."""
    return Message(
        t(language, "extend-refused", {**_facts(language, asked), "due": say_moment(language, due_at, zone)})
    )


def extend_usage(language: str) -> Message:
    """Say how /extend is used."""
    return Message(t(language, "extend-usage"))


def bad_day(language: str, day: str) -> Message:
    """Say that the day cannot be a due time: not read, past, or behind the closing."""
    return Message(t(language, "extend-bad-day", day=escape(day[:_SHOWN_WORD])))


def bad_tasks(language: str, tasks: str) -> Message:
    """Say that the task numbers could not be read."""
    return Message(t(language, "extend-bad-tasks", tasks=escape(tasks[:_SHOWN_WORD])))


def nothing_owed(language: str, unit: str) -> Message:
    """Say that the unit owes none of these."""
    return Message(t(language, "extend-nothing-owed", unit=escape(unit)))


_SHOWN_WORD = 60
