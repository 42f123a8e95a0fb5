"""A task's card: what it shows, and which buttons are under it."""

from dataclasses import replace

import pytest

from locales import LANGUAGES
from models.messages import task_card as say_card
from models.messages.task_card import CardFacts
from models.rules.words import AssignmentState, Status
from tests.models.messages.made_standings import entry, item, standing, words
from tests.models.messages.markup import check


def test_a_card_offers_the_five_statuses_by_the_words_of_the_contract() -> None:
    made = say_card.card("zh-CN", standing([item(28), item(29)]), item(28), CardFacts())
    assert [word for word in words(made) if word in ("已完成", "正常推进", "进度滞后", "尚未启动", "本月无新进展")] == [
        "已完成",
        "正常推进",
        "进度滞后",
        "尚未启动",
        "本月无新进展",
    ]
    assert "其余均无新进展" in words(made)
    assert "确认提交" not in words(made)
    assert "截止6月25日（周二）17:00" in check(made)


def test_submitting_is_offered_from_the_first_finished_task_on() -> None:
    made = say_card.card("zh-CN", standing([item(28), item(29)], entry(28)), item(29), CardFacts())
    assert "确认提交" in words(made)


def test_taking_over_last_month_is_offered_only_where_there_was_one() -> None:
    both = [item(28), item(29)]
    last: dict[int, tuple[Status | None, str]] = {28: (Status.DELAYED, "经费未到位")}
    with_last = say_card.card("zh-CN", standing(both, last=last), both[0], CardFacts())
    without = say_card.card("zh-CN", standing(both, last=last), both[1], CardFacts())
    assert "沿用上月" in words(with_last)
    assert "经费未到位" in check(with_last)
    assert "沿用上月" not in words(without)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("character", ["字", "😀", '"', "&"])
def test_a_task_can_be_reported_however_long_its_official_text_is(language: str, character: str) -> None:
    task = replace(item(28, AssignmentState.RETURNED), text=character * 6000, return_reason=character * 4000)
    facts = CardFacts(
        first_lead="市发改委",
        can_ask=True,
        inputs=tuple((f"单位{n}", character * 4000, n) for n in range(30)),
    )
    check(say_card.card(language, standing([task], last={28: (Status.ON_TRACK, character * 4000)}), task, facts))
