"""How documents say numbers, times, statuses and rounds: the small words every document shares."""

import re
from collections.abc import Iterable
from datetime import datetime, tzinfo
from functools import cache

from locales import LANGUAGES, t
from models.rules.digests import Digest, MissingUnit, Reported
from models.rules.words import RoundKind, Status

_DIGITS = "零一二三四五六七八九"
_TEN = 10
_HUNDRED = 100
_LEAST_RANGE = 3
_AFTER_A_STATUS = "，,。.；;：: 　、！!\n"


def numeral(language: str, number: int) -> str:
    """Return a heading's numeral: 十三 in Chinese, 13 in any other language. Numbers of a hundred and more stay in digits."""
    if not language.startswith("zh") or not 0 < number < _HUNDRED:
        return str(number)
    tens, ones = divmod(number, _TEN)
    left = ("" if tens == 1 else _DIGITS[tens]) + "十" if tens else ""
    return left + (_DIGITS[ones] if ones else "")


def day_words(language: str, moment: datetime, zone: tzinfo) -> str:
    """Return the day of an aware moment in a zone, in words: 2024年8月25日."""
    local = moment.astimezone(zone)
    return t(language, "document-day", year=local.year, month=local.month, day=local.day)


def moment_words(language: str, moment: datetime, zone: tzinfo) -> str:
    """Return the day and wall time of an aware moment in a zone: 2024年8月25日17:00."""
    return t(
        language, "document-moment", day=day_words(language, moment, zone), time=f"{moment.astimezone(zone):%H:%M}"
    )


def moment_cell(moment: datetime, zone: tzinfo) -> str:
    """Return a moment as a table sorts it: 2024-08-25 17:00 in the zone."""
    return f"{moment.astimezone(zone):%Y-%m-%d %H:%M}"


def round_words(language: str, slug: str, kind: RoundKind = RoundKind.MONTHLY, title: str = "") -> str:
    """Return a round's name in words: 2024年8月 for `2024-08`, its title or slug where it is no month."""
    if title:
        return title
    month = re.fullmatch(r"(\d{4})-(\d{2})", slug)
    if month:
        return t(language, "document-month", year=int(month[1]), month=int(month[2]))
    year = re.fullmatch(r"(\d{4})-.*", slug)
    words = {
        RoundKind.REGISTRATION: "document-round-registration",
        RoundKind.PLAN: "document-round-plan",
        RoundKind.ANNUAL: "document-round-annual",
    }
    if year and kind in words:
        return t(language, words[kind], year=int(year[1]))
    return slug


def digest_round(language: str, digest: Digest) -> str:
    """Return the name of a digest's round in words."""
    return round_words(language, digest.round_slug, digest.kind, digest.round_title)


def plan_name(title: str) -> str:
    """Return the bare name of a plan: what stands between 《 and 》 when the title is that and 责任分工 only."""
    found = re.fullmatch(r"《(.+)》(?:责任分工(?:方案|表)?)?", title.strip())
    return found[1] if found else title.strip()


@cache
def status_words(language: str, status: Status) -> str:
    """Return a status in words, as buttons and documents say it."""
    match status:
        case Status.DONE:
            return t(language, "status-done")
        case Status.ON_TRACK:
            return t(language, "status-on-track")
        case Status.DELAYED:
            return t(language, "status-delayed")
        case Status.NOT_STARTED:
            return t(language, "status-not-started")
        case Status.NO_CHANGE:
            return t(language, "status-no-change")


def says_its_status(answer: Reported) -> bool:
    """Tell whether an answer's text begins with the very word of its status, so that the word need not stand before it too."""
    for language in LANGUAGES:
        word = status_words(language, answer.status)
        text = answer.text.strip()
        if text.lower().startswith(word.lower()) and (text[len(word) : len(word) + 1] or "。") in _AFTER_A_STATUS:
            return True
    return False


def standing(language: str, answer: Reported) -> str:
    """Return what an answer says in a few words: status, percent, and whether it came late or was entered by the office.

    The status is left to the text where that begins with it, so "" where there is nothing else to say.
    """
    words = [] if says_its_status(answer) else [status_words(language, answer.status)]
    if answer.percent is not None:
        words.append(t(language, "document-percent", percent=answer.percent))
    if not answer.on_time:
        words.append(t(language, "document-late"))
    if answer.on_behalf:
        words.append(t(language, "document-on-behalf"))
    return t(language, "document-comma").join(words)


def listed(language: str, words: Iterable[object]) -> str:
    """Return a list in one line: 市社联、市委宣传部 or 3、5、8."""
    return _separator(language).join(str(word) for word in words)


@cache
def _separator(language: str) -> str:
    return t(language, "document-separator")


def extended_words(language: str, unit: MissingUnit) -> tuple[str, ...]:
    """Return which of a unit's tasks have more time, and until when, by day: 14延至6月27日."""
    return tuple(
        t(language, "digest-extended", tasks=numbered(language, numbers), month=day.month, day=day.day)
        for day, numbers in unit.extensions
    )


def numbered(language: str, numbers: Iterable[int]) -> str:
    """Return task numbers in one line, three or more in a row as a range: 1、4至6、9、10."""
    runs: list[list[int]] = []
    for number in sorted(set(numbers)):
        if runs and runs[-1][-1] == number - 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    words: list[object] = []
    for run in runs:
        if len(run) < _LEAST_RANGE:
            words += run
        else:
            words.append(t(language, "document-range", first=run[0], last=run[-1]))
    return listed(language, words)
