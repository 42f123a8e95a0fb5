"""Until when something is awaited, in words nobody takes for a day later."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from models.messages.deeds import say_particulars
from models.messages.words import say_due

ZONE = ZoneInfo("Asia/Shanghai")


def test_midnight_belongs_to_the_day_that_ends() -> None:
    assert say_due("zh-CN", datetime(2024, 6, 25, 16, tzinfo=UTC), ZONE) == "6月25日（周二）24:00"
    assert say_due("zh-CN", datetime(2024, 6, 25, 9, tzinfo=UTC), ZONE) == "6月25日（周二）17:00"


def test_the_audit_says_moments_in_the_plans_zone_and_leaves_other_words_alone() -> None:
    said = say_particulars("zh-CN", {"until": "2024-06-21T16:00:00+00:00", "reason": "2024-06-21T没有"}, ZONE)
    assert said == "理由 2024-06-21T没有、到 6月21日（周五）24:00"
