"""What is said about time: reminders put off, working days, rounds moved, and gaps."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, tzinfo

from locales import t
from models.messages.pages import messages_of
from models.messages.rescheduling import Named, name_round
from models.messages.words import escape, say_day, say_moment
from models.rules.chats import Button, Message
from models.rules.notices import Flaw, Notice, runs

_SNOOZE_KEYS = {"hour": "snooze-hour", "morning": "snooze-morning", "due": "snooze-before-due"}
_FLAW_KEYS = {
    Flaw.NO_DAYS: "calendar-no-days",
    Flaw.BAD_DATE: "calendar-bad-date",
    Flaw.WEEKDAY: "calendar-bad-weekday",
    Flaw.TOTAL: "calendar-bad-total",
    Flaw.LOOSE: "calendar-loose",
    Flaw.BOTH: "calendar-both",
}


def snooze_button(language: str) -> Button:
    """稍后提醒."""
    return Button(t(language, "button-snooze"), "snooze:ask")


def offer_snooze(language: str, kept: Mapping[str, datetime], zone: tzinfo) -> Message:
    """Ask how much later; `kept` are the wishes that can be kept (hour, morning, due) with their moments."""
    lines = [t(language, "snooze-ask")]
    lines.extend(
        t(language, "snooze-line", choice=t(language, _SNOOZE_KEYS[wish]), at=say_moment(language, at, zone))
        for wish, at in kept.items()
        if wish in _SNOOZE_KEYS
    )
    rows = tuple((Button(t(language, _SNOOZE_KEYS[wish]), f"snooze:{wish}"),) for wish in kept if wish in _SNOOZE_KEYS)
    return Message("\n".join(lines), rows)


def snoozed(language: str, at: datetime, zone: tzinfo) -> Message:
    """Read the moment back."""
    return Message(t(language, "snooze-kept", at=say_moment(language, at, zone)))


def too_late_to_snooze(language: str, due_at: datetime, zone: tzinfo) -> Message:
    """Say that no moment is left before the due time at which one might remind."""
    return Message(t(language, "snooze-too-late", due=say_moment(language, due_at, zone)))


def nothing_to_snooze(language: str) -> Message:
    """Say that nothing is owed, so that no reminder will come."""
    return Message(t(language, "snooze-nothing"))


def _say_runs(language: str, days: Sequence[date]) -> str:
    """Return days with their year, consecutive ones drawn together."""
    pieces = [
        t(language, "calendar-day", year=first.year, day=say_day(language, first))
        if first == last
        else t(language, "calendar-run", year=first.year, first=say_day(language, first), last=say_day(language, last))
        for first, last in runs(tuple(sorted(days)))
    ]
    return t(language, "list-separator").join(pieces)


def calendar(
    language: str,
    *,
    rest: Sequence[date],
    worked: Sequence[date],
    dues: Sequence[tuple[Named, datetime, bool]],
    unpublished: Sequence[int],
    zone: tzinfo,
) -> list[Message]:
    """Return the coming days off and make-up days, the due days (True: on a rest day), and how to change them."""
    blocks = [f"<b>{t(language, 'calendar-title')}</b>"]
    blocks.extend(t(language, "calendar-unpublished-line", year=year) for year in unpublished)
    if rest:
        blocks.append(t(language, "calendar-rest", days=_say_runs(language, rest)))
    if worked:
        blocks.append(t(language, "calendar-worked", days=_say_runs(language, worked)))
    for named, due_at, is_rest in dues:
        line = t(language, "calendar-due", round=name_round(language, named), due=say_moment(language, due_at, zone))
        blocks.append(f"{line} {t(language, 'calendar-is-rest')}" if is_rest else line)
    rows = ((Button(t(language, "button-notice"), "notice:go"),),)
    return messages_of(blocks, Message(t(language, "calendar-usage"), rows))


def ask_notice(language: str) -> Message:
    """Ask for the notice that announces the days off."""
    return Message(t(language, "calendar-ask-notice"))


def calendar_preview(language: str, notice: Notice) -> Message:
    """Read a notice back, or say what is wrong with it."""
    if notice.flaw is not None:
        return Message(t(language, _FLAW_KEYS[notice.flaw], quoted=escape(notice.quoted)))
    lines = [t(language, "calendar-read-back")]
    if notice.rest:
        lines.append(t(language, "calendar-rest", days=_say_runs(language, notice.rest)))
    if notice.worked:
        lines.append(t(language, "calendar-worked", days=_say_runs(language, notice.worked)))
    return Message("\n".join(lines))


def calendar_set(language: str, count: int, moved: int) -> Message:
    """Say that the days count, and how many openings of rounds have moved for it."""
    return Message(t(language, "calendar-set", count=count, moved=moved))


def unpublished(language: str, year: int) -> Message:
    """Warn that a year's holidays are not known, so that its weekdays count as worked."""
    return Message(t(language, "calendar-unpublished", year=year))


def not_confirmed(language: str) -> Message:
    """Say that nothing was changed."""
    return Message(t(language, "confirm-dropped"))


def confirm_gone(language: str) -> Message:
    """Answer a 确认 whose reading is no longer the last."""
    return Message(t(language, "confirm-gone"))
