"""Pages: no message is longer than Telegram takes, and no cut falls inside markup."""

import re
from html import escape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.messages.pages import PAGE_LENGTH, messages_of, paginate
from models.rules.chats import Button, Message, utf16_length
from tests.models.messages.markup import TELEGRAM_LENGTH, check, seen

PLAIN = st.text(st.sampled_from("任务ab<>&\"'; 𠮷😀\n"), max_size=80)


def _marked(text: str, tag: str | None) -> str:
    return escape(text) if tag is None else f"<{tag}>{escape(text)}</{tag}>"


PIECES = st.builds(_marked, PLAIN, st.sampled_from([None, None, "b", "pre", "code"]))
BLOCKS = st.lists(st.lists(PIECES, max_size=4).map("".join), max_size=8)


def _solid(text: str) -> str:
    return re.sub(r"\s", "", text)


@given(BLOCKS, st.integers(min_value=40, max_value=200))
def test_pages_keep_every_character_in_order_and_never_exceed_the_limit(blocks: list[str], limit: int) -> None:
    pages = paginate(blocks, limit=limit)
    assert all(utf16_length(page) <= limit for page in pages)
    assert all(page.strip() for page in pages)
    # `seen` refuses a page in which a tag or an entity was cut in two.
    assert _solid("".join(map(seen, pages))) == _solid("".join(map(seen, blocks)))


@given(st.text(st.sampled_from("<&>\"'x𠮷"), min_size=2000, max_size=2500), st.sampled_from(["b", "pre"]))
def test_one_line_of_text_longer_than_a_message_is_cut_between_characters(text: str, tag: str) -> None:
    pages = paginate([_marked(text, tag)])
    assert len(pages) > 1 or utf16_length(_marked(text, tag)) <= PAGE_LENGTH
    assert all(page.startswith(f"<{tag}>") and page.endswith(f"</{tag}>") for page in pages)
    assert "".join(map(seen, pages)) == text


def test_pages_leave_room_below_telegrams_own_limit() -> None:
    assert PAGE_LENGTH < TELEGRAM_LENGTH


def test_a_long_block_is_cut_at_a_line_end_where_it_has_one() -> None:
    lines = [f"{number}　{'陶' * 90}" for number in range(100)]
    pages = paginate(["\n".join(lines)])
    assert [line for page in pages for line in page.split("\n")] == lines


def test_short_blocks_share_a_page_and_are_not_cut_while_a_page_holds_them() -> None:
    blocks = ["<b>一</b>\n二" * 100, "三" * 100, "四" * 3700]
    assert paginate(blocks) == [f"{blocks[0]}\n{blocks[1]}", blocks[2]]


def test_emoji_count_as_the_two_units_telegram_counts() -> None:
    assert utf16_length("😀") == 2
    assert all(utf16_length(page) <= PAGE_LENGTH for page in paginate(["😀" * 2000]))


def test_buttons_stand_under_the_last_page_alone() -> None:
    rows = ((Button("确认提交", "submit:1"),),)
    messages = messages_of(["陶" * 3000, "瓷" * 3000], Message("完", rows, ask_contact="电话"))
    assert [message.rows for message in messages] == [(), rows]
    assert [message.ask_contact for message in messages] == [None, "电话"]
    assert check(messages).endswith("完")


@pytest.mark.parametrize("blocks", [[], [""], ["\n", " "]])
def test_saying_nothing_is_a_mistake_of_the_program(blocks: list[str]) -> None:
    with pytest.raises(ValueError, match="without text"):
        messages_of(blocks, Message(""))
