"""What reporting says: cards, previews and receipts, worded from the round as its reporter sees it."""

from dataclasses import replace
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from locales import LANGUAGES
from models.messages import report as say
from models.messages.owed import say_owed
from models.messages.report import CardFacts, Standing
from models.rules.assignments import Entry, Item
from models.rules.words import AssignmentState, Status
from tests.models.messages.markup import check

ZONE = ZoneInfo("Asia/Shanghai")
DUE = datetime(2024, 6, 25, 9, 0, tzinfo=UTC)


def item(number: int | None, state: AssignmentState = AssignmentState.OWED, **more: str) -> Item:
    return Item(
        assignment_id=number or 99,
        round_id=3,
        unit_id=7,
        unit=more.pop("unit", "市文旅局"),
        number=number,
        title=more.pop("title", f"短题{number}"),
        text=more.pop("text", "完成某项工作。"),
        state=state,
        due_at=DUE,
        created_at=DUE,
        version=0,
    )


def entry(number: int, status: Status | None = Status.ON_TRACK, text: str = "按计划推进", **more: str) -> Entry:
    return Entry(number, status, False, None, text, more.get("problems", ""), more.get("next_step", ""), 0, DUE)  # noqa: FBT003 - not assumed


def standing(items: list[Item], *entries: Entry, last: dict[int, tuple[Status | None, str]] | None = None) -> Standing:
    return Standing(
        3, "2024-06", "monthly", DUE, ZONE, items, {each.assignment_id: each for each in entries}, last or {}
    )


def words(message: object) -> list[str]:
    assert hasattr(message, "rows")
    return [button.text.split("（")[0] for row in message.rows for button in row]


def test_a_card_offers_the_five_statuses_by_the_words_of_the_contract() -> None:
    made = say.card("zh-CN", standing([item(28), item(29)]), item(28), CardFacts())
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
    made = say.card("zh-CN", standing([item(28), item(29)], entry(28)), item(29), CardFacts())
    assert "确认提交" in words(made)


def test_taking_over_last_month_is_offered_only_where_there_was_one() -> None:
    both = [item(28), item(29)]
    last: dict[int, tuple[Status | None, str]] = {28: (Status.DELAYED, "经费未到位")}
    with_last = say.card("zh-CN", standing(both, last=last), both[0], CardFacts())
    without = say.card("zh-CN", standing(both, last=last), both[1], CardFacts())
    assert "沿用上月" in words(with_last)
    assert "经费未到位" in check(with_last)
    assert "沿用上月" not in words(without)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("character", ["字", "😀", '"', "&"])
def test_a_task_can_be_reported_however_long_its_official_text_is(language: str, character: str) -> None:
    task = replace(item(28, AssignmentState.RETURNED), text=character * 6000)
    facts = CardFacts(
        first_lead="市发改委",
        can_ask=True,
        inputs=tuple((f"单位{n}", character * 4000, n) for n in range(30)),
        return_reason=character * 4000,
    )
    check(say.card(language, standing([task], last={28: (Status.ON_TRACK, character * 4000)}), task, facts))


@pytest.mark.parametrize("language", LANGUAGES)
def test_remarks_alone_fit_a_message_however_many_there_are(language: str) -> None:
    made = say.plain_remarks([say.asked(language, "没有编号的一段" * 60) for _ in range(30)])
    check(made)


@pytest.mark.parametrize("character", ["字", "😀", '"', "&"])
def test_a_long_preview_comes_in_pages_with_the_buttons_under_the_last(character: str) -> None:
    items = [item(number) for number in range(1, 57)]
    entries = [entry(each.assignment_id, Status.DELAYED, character * 3000, problems=character * 900) for each in items]
    pages = say.preview("zh-CN", standing(items, *entries))
    text = check(pages)
    assert len(pages) > 1
    assert all(not page.rows for page in pages[:-1])
    assert {"确认提交", "修改", "取消"} <= set(words(pages[-1]))
    assert all(f"{number} 短题{number}" in text for number in range(1, 57))


def test_the_preview_names_what_is_left_and_says_that_the_leader_has_approved() -> None:
    text = check(say.preview("zh-CN", standing([item(28), item(29), item(30)], entry(28))))
    assert "29、30" in text
    assert "确认提交即视为已经本单位分管领导审定" in text


def test_an_unfinished_entry_is_marked_and_alone_offers_no_submitting() -> None:
    pages = say.preview("zh-CN", standing([item(28)], entry(28, Status.DONE, "")))
    assert "还缺进展文字" in check(pages)
    assert "确认提交" not in words(pages[-1])


def test_a_receipt_holds_the_word_the_number_and_what_is_left() -> None:
    both = [(item(28), entry(28, Status.DONE)), (item(29), entry(29, Status.DELAYED))]
    text = check(say.receipt("zh-CN", standing([]), "2024-06-0007", DUE, both, 1, 2))
    assert "回执 2024-06-0007" in text
    assert "已完成：28" in text
    assert "进度滞后：29" in text
    assert "1项晚于截止时间" in text
    assert "还有2项待报" in text


def test_choosing_what_to_change_stays_within_telegrams_hundred_buttons() -> None:
    items = [item(number) for number in range(1, 151)]
    check(say.choose_change("zh-CN", standing(items, *(entry(each.assignment_id) for each in items))))


def test_what_is_owed_is_said_with_its_due_time_and_extensions_apart() -> None:
    later = datetime(2024, 6, 28, 9, 0, tzinfo=UTC)
    items = [item(28), item(29), replace(item(30), due_at=later)]
    text = say_owed("zh-CN", standing(items), items)
    assert text.splitlines()[0].endswith("28、29")
    assert "6月28日（周五）17:00" in text.splitlines()[1]
