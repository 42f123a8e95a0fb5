"""The draft as a whole: its preview in pages, and the list of what can be changed."""

import pytest

from models.messages import draft as say_draft
from models.rules.words import Status
from tests.models.messages.made_standings import entry, item, standing, words
from tests.models.messages.markup import check


@pytest.mark.parametrize("character", ["字", "😀", '"', "&"])
def test_a_long_preview_comes_in_pages_with_the_buttons_under_the_last(character: str) -> None:
    items = [item(number) for number in range(1, 57)]
    entries = [entry(each.assignment_id, Status.DELAYED, character * 3000, problems=character * 900) for each in items]
    pages = say_draft.preview("zh-CN", standing(items, *entries))
    text = check(pages)
    assert len(pages) > 1
    assert all(not page.rows for page in pages[:-1])
    assert {"确认提交", "修改", "取消"} <= set(words(pages[-1]))
    assert all(f"{number} 短题{number}" in text for number in range(1, 57))


def test_the_preview_names_what_is_left_and_says_that_the_leader_has_approved() -> None:
    text = check(say_draft.preview("zh-CN", standing([item(28), item(29), item(30)], entry(28))))
    assert "29、30" in text
    assert "确认提交即视为已经本单位分管领导审定" in text


def test_an_unfinished_entry_is_marked_and_alone_offers_no_submitting() -> None:
    pages = say_draft.preview("zh-CN", standing([item(28)], entry(28, Status.DONE, "")))
    assert "还缺进展文字" in check(pages)
    assert "确认提交" not in words(pages[-1])


def test_choosing_what_to_change_stays_within_telegrams_hundred_buttons() -> None:
    items = [item(number) for number in range(1, 151)]
    check(say_draft.choose_change("zh-CN", standing(items, *(entry(each.assignment_id) for each in items))))
