"""A wish for more time is read out of what people write: tasks, day, reason."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.rules.extensions import ExtensionWish, begins_request, more_of, read_wish, wish_from_json

OWN = (24, 28, 29, 30, 31)
TUESDAY = date(2024, 6, 18)


@pytest.mark.parametrize(
    ("text", "numbers", "day", "reason"),
    [
        ("28、29延期到7月1日，经费未到位", (28, 29), date(2024, 7, 1), "经费未到位"),
        ("任务28申请延期至2024-06-28，因财政评审未完成", (28,), date(2024, 6, 28), "财政评审未完成"),
        ("请把28-30推迟到下周五", (28, 29, 30), date(2024, 6, 28), ""),
        ("能不能宽限到6月28日，数据还在核实", (), date(2024, 6, 28), "数据还在核实"),
        ("28延到30号行吗？材料要3天才能出来", (28,), date(2024, 6, 30), "材料要3天才能出来"),
        ("6月28日 经费审批", (), date(2024, 6, 28), "经费审批"),
        ("因为系统升级", (), None, "系统升级"),
        ("申请延期", (), None, ""),
        ("28", (28,), None, ""),
        ("需要28天，6月30日", (), date(2024, 6, 30), "需要28天"),
    ],
)
def test_tasks_day_and_reason_are_read(text: str, numbers: tuple[int, ...], day: date | None, reason: str) -> None:
    wish = read_wish(text, OWN, TUESDAY)
    assert (wish.numbers, wish.day, wish.reason) == (numbers, day, reason)


def test_a_second_message_adds_what_was_missing_and_replaces_what_is_said_again() -> None:
    first = read_wish("28延期到6月28日", OWN, TUESDAY)
    assert not first.is_complete
    assert more_of(first, read_wish("经费审批未完成", OWN, TUESDAY)).is_complete
    again = more_of(first, read_wish("7月1日，经费审批未完成", OWN, TUESDAY))
    assert again == ExtensionWish((28,), date(2024, 7, 1), None, "经费审批未完成")


@pytest.mark.parametrize(
    "text",
    ["申请延期到6月28日", "25申请延期到6月28日，因经费审批未完成", "请将25、26延期至下周五", "能否把25延到6月28日"],
)
def test_a_message_that_begins_by_asking_is_a_request(text: str) -> None:
    assert begins_request(text)


@pytest.mark.parametrize(
    "text", ["25延期", "25滞后，申请延期到6月28日", "25已完成，26申请延期", "已申请延期贷款", "28完成"]
)
def test_a_message_that_begins_with_what_is_so_is_none(text: str) -> None:
    assert not begins_request(text)


@given(st.text(max_size=80))
def test_whatever_is_read_is_ones_own_and_survives_being_kept(text: str) -> None:
    wish = read_wish(text, OWN, TUESDAY)
    assert set(wish.numbers) <= set(OWN)
    assert wish_from_json(wish.to_json()) == wish
