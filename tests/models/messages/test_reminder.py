"""A reminder: one message for everything still owed, worded from the due time and never from the rung's name."""

from dataclasses import replace
from datetime import timedelta

import pytest

from locales import LANGUAGES
from models.messages.reminder import reminder
from models.rules.words import AssignmentState
from tests.models.messages.made_standings import DUE, item, standing, words
from tests.models.messages.markup import check


def test_it_names_the_unit_what_is_owed_and_until_when_and_leads_straight_to_reporting() -> None:
    owed = standing([item(28), item(29), item(30, AssignmentState.ANSWERED)])
    made = reminder("zh-CN", [owed], DUE - timedelta(days=1))
    text = check(made)
    assert "市文旅局" in text
    assert "截止6月25日（周二）17:00" in text
    assert "28、29" in text
    assert "30" not in text
    assert words(made)[0] == "开始填报"
    assert "已过截止时间" not in text


def test_its_words_come_from_the_due_time_whatever_the_day_it_is_sent_on() -> None:
    early, late = (reminder("zh-CN", [standing([item(28)])], DUE - timedelta(days=days)) for days in (7, 1))
    assert early == late


def test_after_the_due_time_it_says_so() -> None:
    assert "已过截止时间" in check(reminder("zh-CN", [standing([item(28)])], DUE))


def test_an_extension_that_still_runs_is_not_called_overdue() -> None:
    extended = replace(item(28), due_at=DUE + timedelta(days=3))
    assert "已过截止时间" not in check(reminder("zh-CN", [standing([extended])], DUE + timedelta(days=1)))


def test_what_was_returned_is_owed_again() -> None:
    assert "28" in check(reminder("zh-CN", [standing([item(28, AssignmentState.RETURNED)])], DUE - timedelta(days=1)))


@pytest.mark.parametrize("language", LANGUAGES)
def test_several_rounds_meet_in_one_message_with_a_button_each(language: str) -> None:
    june = standing([item(28)])
    july = replace(standing([item(29)]), round_id=4, slug="2024-07", due_at=DUE + timedelta(days=30))
    register = replace(standing([item(None)]), round_id=5, slug="2024-registration", kind="registration")
    made = reminder(language, [june, july, register], DUE - timedelta(days=1))
    check(made)
    data = [button.data for row in made.rows for button in row]
    assert {"report:3", "report:4", "register:7"} <= set(data)


@pytest.mark.parametrize("language", LANGUAGES)
def test_somebody_who_holds_every_post_of_a_city_can_still_be_reminded(language: str) -> None:
    items = [replace(item(number, unit=f"某某市某某委员会第{number}办公室"), unit_id=number) for number in range(1, 57)]
    extended = [replace(each, due_at=DUE + timedelta(days=each.assignment_id % 4)) for each in items]
    check(reminder(language, [standing(extended)], DUE))
