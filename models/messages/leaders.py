"""What unit leaders read, and what the office reads before copying something to them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, tzinfo

from locales import t
from models.messages import people_buttons as buttons
from models.messages.pages import messages_of
from models.messages.words import escape, say_moment, say_numbers, say_round
from models.rules.chats import Message


@dataclass(frozen=True, slots=True)
class UnitState:
    """How a unit stands in a round; `missing` are the task numbers it owes, `overdue` those of them past their due time."""

    unit: str
    round_slug: str
    kind: str
    due_at: datetime
    expected: int
    answered: int
    late: int
    missing: tuple[int, ...]
    overdue: tuple[int, ...]


def _state(language: str, state: UnitState, zone: tzinfo) -> str:
    lines = [
        t(
            language,
            "leaders-state",
            unit=escape(state.unit),
            round=say_round(language, state.round_slug, state.kind),
            due=say_moment(language, state.due_at, zone),
            expected=state.expected,
            answered=state.answered,
            late=state.late,
        )
    ]
    if state.missing:
        lines.append(t(language, "leaders-missing", numbers=say_numbers(language, state.missing)))
    else:
        lines.append(t(language, "leaders-complete"))
    if state.overdue:
        lines.append(t(language, "leaders-overdue", numbers=say_numbers(language, state.overdue)))
    return "\n".join(lines)


def status(language: str, states: Sequence[UnitState], zone: tzinfo) -> list[Message]:
    """Return how a leader's units stand in the open rounds."""
    if not states:
        return [Message(t(language, "leaders-no-round"))]
    return messages_of([_state(language, state, zone) for state in states], Message(""))


def copy(language: str, states: Sequence[UnitState], zone: tzinfo) -> Message:
    """Return what the office copies to a leader: what the leader's unit has overdue."""
    pages = messages_of(
        [t(language, "leaders-copy"), *(_state(language, state, zone) for state in states)], Message("")
    )
    return pages[0]


def leader_link(language: str, unit: str, link: str, expires_at: datetime, zone: tzinfo) -> Message:
    """Return the link for the unit's leader."""
    return Message(
        t(
            language,
            "leaders-link",
            unit=escape(unit),
            link=escape(link),
            expires=say_moment(language, expires_at, zone),
        )
    )


def not_yours(language: str) -> Message:
    """Say that only the unit's own liaison makes this link."""
    return Message(t(language, "people-nothing-there"))


def welcome(language: str, unit: str) -> Message:
    """Tell a leader what the account is for: reading."""
    return Message(t(language, "leaders-welcome", unit=escape(unit)))


def reading_only(language: str) -> Message:
    """Answer a leader's message: nothing is reported here, /status shows the unit's state."""
    return Message(t(language, "leaders-reading-only"))


def too_early(language: str, due_at: datetime, zone: tzinfo) -> Message:
    """Say that leaders are written to only after the due time."""
    return Message(t(language, "leaders-too-early", due=say_moment(language, due_at, zone)))


def _line(language: str, state: UnitState, people: Sequence[str]) -> str:
    return t(
        language,
        "leaders-line",
        unit=escape(state.unit),
        numbers=say_numbers(language, state.overdue),
        people=escape(t(language, "list-separator").join(people)) or "—",
    )


def preview_copy(
    language: str,
    round_id: int,
    reached: Sequence[tuple[UnitState, tuple[str, ...]]],
    silent: Sequence[tuple[UnitState, tuple[tuple[str, str], ...]]],
) -> list[Message]:
    """Say to whom it would go, and whom to telephone because they have no account."""
    if not reached and not silent:
        return [Message(t(language, "leaders-nobody-owes"))]
    blocks: list[str] = []
    if reached:
        blocks.append(t(language, "leaders-reached", count=len(reached)))
        blocks.extend(_line(language, state, names) for state, names in reached)
    if silent:
        blocks.append(t(language, "leaders-silent", count=len(silent)))
        blocks.extend(_line(language, state, [f"{name} {phone}" for name, phone in people]) for state, people in silent)
    rows = ((buttons.send_copies(language, round_id, len(reached)),),) if reached else ()
    return messages_of(blocks, Message("", rows))


def copied(language: str, count: int) -> Message:
    """Tell the office to how many leaders it went; nought: they have had it today."""
    return Message(t(language, "leaders-copied", count=count) if count else t(language, "leaders-copied-before"))
