"""China's working days as plain day sets: from the `holidays` library, corrected by the office.

Design, section 3, "Working days". The library knows the State Council's notices for the years it has been released
for; for later years it computes the statutory days alone, without make-up days and without a warning. Such a year is
not published: nothing of it is used, and it falls back to weekdays until the library or the office knows better.
"""

from collections.abc import Collection, Mapping
from datetime import date
from functools import lru_cache
from typing import Final

from models.rules.deadlines import WorkingDays

_SATURDAY: Final = 5
_FEWEST_DAYS_OFF: Final = 5
"""The Spring Festival alone takes as many weekdays; whoever has entered fewer has not entered a year's notice."""


def china_working_days(
    first_year: int,
    last_year: int,
    overrides: Mapping[date, bool] | None = None,
    *,
    published_years: Collection[int] = (),
) -> WorkingDays:
    """Give the working days of the years `first_year` to `last_year` (both included; ValueError if reversed).

    `overrides`: the office's own days, True worked, False off; they win, in any year. `published_years`: years whose
    notice the office has entered by hand. A year also counts as published when the overrides by themselves look like
    one: at least one weekend day worked and five weekdays off.
    """
    if last_year < first_year:
        raise ValueError(f"the years end in {last_year} before they begin in {first_year}")
    overrides = overrides or {}
    rest: set[date] = set()
    make_up: set[date] = set()
    published: set[int] = set()
    for year in range(first_year, last_year + 1):
        year_rest, year_make_up = _library_year(year)
        rest |= year_rest
        make_up |= year_make_up
        if year_make_up or year in published_years or _is_notice(year, overrides):
            published.add(year)
    for day, is_working in overrides.items():
        (rest.discard if is_working else rest.add)(day)
        (make_up.add if is_working else make_up.discard)(day)
    return WorkingDays(frozenset(rest), frozenset(make_up), frozenset(published))


@lru_cache(maxsize=64)
def is_published(year: int) -> bool:
    """Tell whether the library knows the State Council's notice for a year: it then has make-up days of its own."""
    return bool(_library_year(year)[1])


@lru_cache(maxsize=64)
def _library_year(year: int) -> tuple[frozenset[date], frozenset[date]]:
    """Give a year's days off and weekend days worked as the library has them; both empty if not published."""
    from holidays import country_holidays  # noqa: PLC0415 - takes a noticeable time, and only who needs the days pays it

    known = country_holidays("CN", years=year)
    # The library also carries a few last days of December over from the notice of the year before or after.
    make_up = frozenset(day for day in known.weekend_workdays if day.year == year)
    if not make_up:
        return frozenset(), frozenset()
    return frozenset(day for day in known if day.year == year) - make_up, make_up


def _is_notice(year: int, overrides: Mapping[date, bool]) -> bool:
    of_year = {day: is_working for day, is_working in overrides.items() if day.year == year}
    worked = sum(is_working and day.weekday() >= _SATURDAY for day, is_working in of_year.items())
    off = sum(not is_working and day.weekday() < _SATURDAY for day, is_working in of_year.items())
    return worked > 0 and off >= _FEWEST_DAYS_OFF
