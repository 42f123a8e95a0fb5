"""The last day of a leave is the later end of what was written."""

from datetime import date

import pytest

from models.rules.written_days import read_last_day

TODAY = date(2024, 7, 18)


@pytest.mark.parametrize(
    ("text", "last"),
    [
        ("7月20日到7月28日，代理人：小周 13900008888", date(2024, 7, 28)),
        ("7月20日至28日", date(2024, 7, 28)),
        ("7月20号—28号", date(2024, 7, 28)),
        ("7月20日起，到8月2日", date(2024, 8, 2)),
        ("2024-07-20到2024-07-28", date(2024, 7, 28)),
        ("下周一到下周五", date(2024, 7, 26)),
        ("明天到后天", date(2024, 7, 20)),
        ("到7月28日", date(2024, 7, 28)),
        ("7月28日", date(2024, 7, 28)),
        ("7月28日，28岁生日", date(2024, 7, 28)),
    ],
)
def test_of_two_days_the_later_end_is_the_last(text: str, last: date) -> None:
    assert read_last_day(text, TODAY) == last


@pytest.mark.parametrize("text", ["7月28日到7月20日", "7月20日到7月35日", "7月20日到2025年7月20日"])
def test_an_end_that_cannot_be_leaves_the_first_day(text: str) -> None:
    assert read_last_day(text, TODAY) == (date(2024, 7, 28) if text.startswith("7月28日") else date(2024, 7, 20))


def test_a_text_without_a_day_has_no_last_day() -> None:
    assert read_last_day("下个再说", TODAY) is None
