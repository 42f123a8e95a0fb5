"""Single words and moments, said in a language."""

import re
from collections.abc import Iterable
from datetime import date, datetime, time, timedelta, tzinfo
from html import escape, unescape

from locales import LANGUAGES, t
from models.rules.chats import utf16_length
from models.rules.words import AssignmentState, Status

__all__ = [
    "escape",
    "excerpt",
    "say_day",
    "say_moment",
    "say_month",
    "say_numbers",
    "say_round",
    "say_state",
    "say_status",
    "say_time",
    "shorten",
    "without_status",
]

_EXCERPT_LENGTH = 200
_TAG = re.compile(r"</?(?:b|i|u|s|code|pre)>")
_STATUS_KEYS = {
    Status.DONE: "status-done",
    Status.ON_TRACK: "status-on-track",
    Status.DELAYED: "status-delayed",
    Status.NOT_STARTED: "status-not-started",
    Status.NO_CHANGE: "status-no-change",
}
_STATE_KEYS = {
    AssignmentState.OWED: "state-owed",
    AssignmentState.ANSWERED: "state-answered",
    AssignmentState.RETURNED: "state-returned",
    AssignmentState.ACCEPTED: "state-accepted",
    AssignmentState.WAIVED: "state-waived",
}
_SHORT_WORDS = {Status.DELAYED: ("滞后",), Status.DONE: ("完成",), Status.NO_CHANGE: ("无新进展", "无")}
_WEEKDAY_KEYS = (
    "weekday-monday",
    "weekday-tuesday",
    "weekday-wednesday",
    "weekday-thursday",
    "weekday-friday",
    "weekday-saturday",
    "weekday-sunday",
)
_MONTH_KEYS = (
    "month-january",
    "month-february",
    "month-march",
    "month-april",
    "month-may",
    "month-june",
    "month-july",
    "month-august",
    "month-september",
    "month-october",
    "month-november",
    "month-december",
)


def plain_text(html: str) -> str:
    """Return one of our own HTML texts without its marks."""
    return unescape(_TAG.sub("", html))


def shorten(text: str, length: int) -> str:
    """Return a text of at most `length` UTF-16 units, which is what Telegram counts: an emoji is two."""
    if utf16_length(text) <= length:
        return text
    return text.encode("utf-16-le", "surrogatepass")[: (length - 1) * 2].decode("utf-16-le", "ignore") + "…"


def excerpt(text: str) -> str:
    """Return the beginning of what somebody wrote, as HTML: enough to know it again by."""
    return escape(shorten(text, _EXCERPT_LENGTH))


def say_status(language: str, status: Status | None) -> str:
    """Return the word for a status; an answer to a registration or a data call has none."""
    return "" if status is None else t(language, _STATUS_KEYS[Status(status)])


def without_status(language: str, status: Status | None, text: str) -> str:
    """Return a text without the status word it begins with, for where that word stands beside it anyway.

    Only the very word of a language we speak is dropped, and only in front of a separator or the end: what somebody wrote is never changed otherwise.
    """
    if status is None:
        return text
    for spoken in (language, *LANGUAGES):
        word = say_status(spoken, status)
        for known in (word, *_SHORT_WORDS.get(Status(status), ())):
            rest = text[len(known) :]
            if text.lower().startswith(known.lower()) and (not rest or rest[0] in "，,。.；;：: 　、\n"):
                return rest.lstrip("，,。.；;：: 　、\n")
    return text


def say_state(language: str, state: AssignmentState) -> str:
    """Return the word for where an assignment stands."""
    return t(language, _STATE_KEYS[state])


def say_day(language: str, day: date) -> str:
    """Return a day with its weekday: 6月25日（周二）."""
    return t(
        language,
        "moment-day",
        month_name=t(language, _MONTH_KEYS[day.month - 1]),
        day=day.day,
        weekday=t(language, _WEEKDAY_KEYS[day.weekday()]),
    )


def say_time(at: datetime, zone: tzinfo) -> str:
    """Return the wall time: 17:00."""
    return at.astimezone(zone).strftime("%H:%M")


def say_moment(language: str, at: datetime, zone: tzinfo) -> str:
    """Return a moment in the plan's zone: 6月25日（周二）17:00."""
    local = at.astimezone(zone)
    return t(language, "moment-at", day=say_day(language, local.date()), time=local.strftime("%H:%M"))


def say_due(language: str, at: datetime, zone: tzinfo) -> str:
    """Return a moment until which something is awaited; midnight belongs to the day that ends: 6月25日（周二）24:00."""
    local = at.astimezone(zone)
    if local.time() != time(0, 0):
        return say_moment(language, at, zone)
    return t(language, "moment-at", day=say_day(language, local.date() - timedelta(days=1)), time="24:00")


def say_month(language: str, slug: str) -> str:
    """Return the month of a monthly round's name: 2024年6月."""
    year, month = slug.split("-")
    return t(language, "moment-month", year=int(year), month_name=t(language, _MONTH_KEYS[int(month) - 1]))


def say_round(language: str, slug: str, kind: str) -> str:
    """Return a round's name as people say it."""
    if kind == "monthly":
        return t(language, "round-monthly", month=say_month(language, slug))
    if kind == "registration":
        return t(language, "round-registration")
    return slug


def say_numbers(language: str, numbers: Iterable[int]) -> str:
    """Return task numbers, runs of three and more drawn together: 2、3、16—19."""
    runs: list[list[int]] = []
    for number in sorted(set(numbers)):
        if runs and number == runs[-1][-1] + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    pieces: list[str] = []
    for run in runs:
        if len(run) > 2:  # noqa: PLR2004 - two numbers are as short as a range
            pieces.append(f"{run[0]}—{run[-1]}")
        else:
            pieces.extend(str(number) for number in run)
    return t(language, "list-separator").join(pieces)
