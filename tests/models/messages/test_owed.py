"""What is owed, in words: registering is not reporting."""

from dataclasses import replace
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from models.messages import gaps, owed
from models.messages.standings import Standing
from models.messages.task_card import CardFacts, card
from models.rules.assignments import Item
from models.rules.words import AssignmentState, Status
from tests.models.messages.made_standings import item, standing
from tests.models.messages.markup import check

DUE = datetime(2024, 6, 30, 9, 0, tzinfo=UTC)
NOW = datetime(2024, 6, 28, 1, 0, tzinfo=UTC)
ZONE = ZoneInfo("Asia/Shanghai")
ITEM = Item(5, 3, 7, "珠山区政府", None, "", "", AssignmentState.OWED, DUE, DUE, 0)
OWED = Standing(3, "2024-registration", "registration", DUE, ZONE, (ITEM,), {}, {})
DONE = replace(OWED, items=(replace(ITEM, state=AssignmentState.ANSWERED),))


def test_a_registration_is_still_to_be_made_or_made_and_never_reported() -> None:
    assert owed.say_owed("zh-CN", OWED, OWED.items) == "对接人登记　截止6月30日（周日）17:00，待登记：珠山区政府"
    assert check(owed.owed_list("zh-CN", (DONE,), NOW)) == "对接人登记　已登记 ✅"


def test_after_a_gap_whoever_is_registered_is_told_so() -> None:
    said = check(gaps.gap("zh-CN", [(NOW, NOW)], (DONE,), ZONE))
    assert "对接人登记　已登记 ✅" in said
    assert "已报" not in said


def test_the_list_of_units_without_anybody_names_the_day_and_counts_no_weeks() -> None:
    said = check(gaps.unregistered("zh-CN", ["市水利局"], DUE, ZONE, 3))
    assert said == "📋 登记将于6月30日（周日）17:00截止，以下1家单位尚无人登记：市水利局"


def test_last_month_without_a_text_ends_with_its_status() -> None:
    task = replace(ITEM, number=2, title="短题")
    monthly = replace(OWED, slug="2024-07", kind="monthly", items=(task,), last={5: (Status.NO_CHANGE, "")})
    assert "上月：本月无新进展\n" in check(card("zh-CN", monthly, task, CardFacts()))


def test_what_is_owed_is_said_with_its_due_time_and_extensions_apart() -> None:
    later = datetime(2024, 6, 28, 9, 0, tzinfo=UTC)
    items = [item(28), item(29), replace(item(30), due_at=later)]
    text = owed.say_owed("zh-CN", standing(items), items)
    assert text.splitlines()[0].endswith("28、29")
    assert "6月28日（周五）17:00" in text.splitlines()[1]
