"""What opens next, and what can be done until then."""

from datetime import datetime, tzinfo

from locales import t
from models.messages.rescheduling import Named, name_round
from models.messages.words import say_moment
from models.rules.chats import Message


def nothing_to_report(
    language: str,
    *,
    leads: bool,
    supports: bool,
    is_open: bool,
    coming: tuple[Named, datetime] | None,
    zone: tzinfo,
    is_report: bool,
) -> Message:
    """Say that nothing is to be reported now, why, and when that changes.

    `leads` and `supports`: whether the person's unit has tasks of either kind; `is_open`: a month is being reported now;
    `coming`: the next month and when it opens; `is_report`: the person has just reported something, which is recorded nowhere.
    """
    if supports and not leads:
        text = t(language, "coming-supports")
    elif is_open:
        text = t(language, "coming-not-this-time")
    elif coming is not None:
        named, opens_at = coming
        text = t(language, "coming-opens", round=name_round(language, named), at=say_moment(language, opens_at, zone))
    else:
        text = t(language, "coming-nothing")
    lines = [t(language, "coming-not-recorded"), text] if is_report else [text]
    if leads and not is_open:
        lines.append(t(language, "coming-meanwhile"))
    return Message("\n".join(lines))


def no_plan(language: str) -> Message:
    """Say that there is no round because nothing has been imported."""
    return Message(t(language, "coming-no-plan"))


def round_ahead(language: str, named: Named, opens_at: datetime, zone: tzinfo) -> Message:
    """Say when a round opens, before which there is nothing of it to see."""
    at = say_moment(language, opens_at, zone)
    return Message(t(language, "coming-round", round=name_round(language, named), at=at))


def round_skipped(language: str, named: Named) -> Message:
    """Say that a round was cancelled before it opened."""
    return Message(t(language, "coming-skipped", round=name_round(language, named)))
