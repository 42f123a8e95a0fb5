"""A wish to be reminded later is kept at a time that can be kept."""

from datetime import datetime
from zoneinfo import ZoneInfo

from models.rules.deadlines import WEEKDAYS
from models.rules.snoozes import snooze_moment

CHINA = ZoneInfo("Asia/Shanghai")


def china(text: str) -> datetime:
    """Read "06-24 09:00" as a time of 2024 in China."""
    return datetime.strptime(f"2024-{text}", "%Y-%m-%d %H:%M").replace(tzinfo=CHINA)


def test_a_wish_to_be_reminded_later_is_moved_to_where_it_can_be_kept() -> None:
    def wished(wish: str, due: str, now: str = "06-21 16:00") -> datetime | None:
        return snooze_moment(china(wish), china(due), now=china(now), zone=CHINA, days=WEEKDAYS)

    assert wished("06-21 17:00", "06-25 17:00") == china("06-21 17:00")
    assert wished("06-21 22:00", "06-25 17:00") == china("06-24 09:00")
    assert wished("06-22 09:00", "06-25 17:00") == china("06-24 09:00")
    assert wished("06-22 09:00", "06-23 17:00") == china("06-22 09:00")
    assert wished("06-21 23:00", "06-22 17:00") == china("06-22 08:00")
    assert wished("06-25 17:00", "06-25 17:00") is None
    assert wished("06-21 15:00", "06-25 17:00") is None
