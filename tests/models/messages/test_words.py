"""Words: moments in the plan's zone, runs of numbers, statuses by their official words."""

from datetime import UTC, date, datetime, timedelta
from html import escape
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from locales import LANGUAGES
from models.messages.help import _COMMAND_KEYS, describe_command
from models.messages.words import (
    plain_text,
    say_day,
    say_moment,
    say_month,
    say_numbers,
    say_round,
    say_state,
    say_status,
    say_time,
    without_status,
)
from models.rules.words import AssignmentState, Status

ZONE = ZoneInfo("Asia/Shanghai")


def test_a_moment_is_said_in_the_plans_zone_with_its_weekday() -> None:
    at = datetime(2024, 8, 25, 9, 0, tzinfo=UTC)
    assert say_moment("zh-CN", at, ZONE) == "8月25日（周日）17:00"
    assert say_time(at, ZONE) == "17:00"
    # Late in the evening of the 24th in UTC it is the 25th in China.
    assert say_moment("zh-CN", datetime(2024, 8, 24, 16, 0, tzinfo=UTC), ZONE) == "8月25日（周日）00:00"


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_day_of_a_year_is_said_differently(language: str) -> None:
    days = [date(2024, 1, 1) + timedelta(days=n) for n in range(366)]
    assert len({say_day(language, day) for day in days}) == 366


@pytest.mark.parametrize("language", LANGUAGES)
def test_years_are_said_without_a_thousands_separator(language: str) -> None:
    assert "2024" in say_month(language, "2024-06")


@pytest.mark.parametrize(
    ("numbers", "said"),
    [
        ([], ""),
        ([7], "7"),
        ([3, 2], "2、3"),
        ([1, 2, 3], "1—3"),
        ([2, 3, 16, 17, 18, 19], "2、3、16—19"),
        ([5, 5, 5], "5"),
    ],
)
def test_runs_of_three_and_more_are_drawn_together(numbers: list[int], said: str) -> None:
    assert say_numbers("zh-CN", numbers) == said


@given(st.lists(st.integers(1, 60)))
def test_said_numbers_can_be_read_back_without_loss(numbers: list[int]) -> None:
    found: set[int] = set()
    for piece in filter(None, say_numbers("zh-CN", numbers).split("、")):
        first, _, last = piece.partition("—")
        found |= set(range(int(first), int(last or first) + 1))
    assert found == set(numbers)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_status_state_and_command_has_a_word_of_its_own(language: str) -> None:
    assert len({say_status(language, status) for status in Status}) == len(Status)
    assert len({say_state(language, state) for state in AssignmentState}) == len(AssignmentState)
    assert all(describe_command(language, command) for command in _COMMAND_KEYS)


def test_the_official_words_are_the_contracts() -> None:
    assert [say_status("zh-CN", status) for status in Status] == [
        "已完成",
        "正常推进",
        "进度滞后",
        "尚未启动",
        "本月无新进展",
    ]
    assert say_status("zh-CN", None) == ""


def test_rounds_are_named_as_people_say_them() -> None:
    assert say_round("zh-CN", "2024-06", "monthly") == "2024年6月进展"
    assert say_round("zh-CN", "2024-registration", "registration") == "对接人登记"
    assert say_round("zh-CN", "flood-losses", "data_call") == "flood-losses"


@given(st.text(), st.sampled_from(["b", "pre", "code"]))
def test_plain_text_gives_back_exactly_what_was_written(text: str, tag: str) -> None:
    assert plain_text(f"<{tag}>{escape(text)}</{tag}>") == text


@given(st.sampled_from(Status), st.text(), st.sampled_from(LANGUAGES))
def test_dropping_the_status_word_takes_from_the_head_alone_and_nothing_but_that_word(
    status: Status, text: str, language: str
) -> None:
    assert text.endswith(without_status(language, status, text))
    written = f"情况：{text}"
    assert without_status(language, status, written) == written


def test_a_text_that_only_repeats_its_status_is_not_said_twice() -> None:
    assert without_status("zh-CN", Status.NO_CHANGE, "本月无新进展") == ""
    assert without_status("zh-CN", Status.ON_TRACK, "正常推进，政策初稿完成") == "政策初稿完成"
