"""On time or late: decided from the times at which the person acted, never from when a program got round to it.

`contract.md`, "On time", and design, section 3: the date of the person's message counts, if it was confirmed by the due
time plus 15 minutes. A button press counts when it was fetched, or at the due time if that fell into an outage of five
minutes or more. After a return: on time if the first version was, and the new one comes within two working days.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta, tzinfo
from typing import Final

from models.rules.deadlines import WorkingDays, return_due_at

CONFIRM_GRACE_FOR: Final = timedelta(minutes=15)
OUTAGE_FROM: Final = timedelta(minutes=5)


@dataclass(frozen=True, slots=True)
class Outage:
    """A time without a successful poll: from the last one before it to the first one after it."""

    began_at: datetime
    ended_at: datetime

    def holds(self, moment: datetime) -> bool:
        """Tell whether it is long enough to count (five minutes) and `moment` fell into it."""
        return self.ended_at - self.began_at >= OUTAGE_FROM and self.began_at <= moment < self.ended_at


@dataclass(frozen=True, slots=True)
class Version:
    """One version of an answer.

    `sent_at`: Telegram's date of the person's last message about it, or, `by_button`, when that press was fetched; for
    an answer taken from a sheet, when the sheet was handed in. `confirmed_at`: when the press of 确认提交 was fetched
    (the same as `sent_at` where nothing is confirmed).
    """

    sent_at: datetime
    confirmed_at: datetime
    by_button: bool = False


def is_on_time(
    versions: Sequence[Version],
    returned: Sequence[datetime],
    due_at: datetime,
    *,
    outages: Iterable[Outage] = (),
    zone: tzinfo,
    days: WorkingDays,
) -> bool | None:
    """Tell whether an assignment was answered on time; None while no answer is due to be judged (nothing, or returned).

    `versions` are all of them in the order they were confirmed; `returned` the moments at which the office sent one
    back; `due_at` the assignment's own due time, extensions included. Versions the person adds unasked change nothing.
    A new version after a return is in time until the end of the second working day after it, or until `due_at` if that
    is later.
    """
    outages = tuple(outages)
    if not versions:
        return None
    on_time = is_in_time(versions[0], due_at, outages=outages)
    for returned_at in sorted(returned):
        again = next((version for version in versions if version.confirmed_at > returned_at), None)
        if again is None:
            return None
        limit = max(due_at, return_due_at(returned_at, zone=zone, days=days))
        on_time = on_time and is_in_time(again, limit, outages=outages)
    return on_time


def is_in_time(version: Version, limit: datetime, *, outages: Iterable[Outage] = ()) -> bool:
    """Tell whether one version came by `limit` (included)."""
    outages = tuple(outages)
    sent_at = _pressed_at(version.sent_at, limit, outages) if version.by_button else version.sent_at
    if sent_at > limit:
        return False
    confirmed_by = limit + CONFIRM_GRACE_FOR
    # The press that confirms may have been kept from us by an outage over the due time, or over its grace.
    return any(_pressed_at(version.confirmed_at, moment, outages) <= confirmed_by for moment in (limit, confirmed_by))


def _pressed_at(fetched_at: datetime, limit: datetime, outages: Sequence[Outage]) -> datetime:
    """Give the moment at which a press counts.

    One that could not be fetched because the limit fell into an outage counts at the limit. What waited at Telegram is
    fetched as soon as the outage ends, and whoever was kept from a step by it needs a few minutes to take it: so that
    holds for presses fetched up to 15 minutes after its end, not for those of the days after.
    """
    if fetched_at <= limit:
        return fetched_at
    held = any(outage.holds(limit) and fetched_at <= outage.ended_at + CONFIRM_GRACE_FOR for outage in outages)
    return limit if held else fetched_at
