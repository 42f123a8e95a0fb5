"""Numerals, ranges, headings and blanks of official documents."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.readers.docx_numbers import chinese_numeral
from models.rules.circular_words import (
    chinese_number,
    leading_number,
    measure_mark,
    number_list,
    one_line,
    part_mark,
    tidy,
    whole_number,
    without_mark,
)


@given(st.integers(1, 9999))
def test_chinese_numerals_are_read_as_they_are_written(value: int) -> None:
    assert chinese_number(chinese_numeral(value)) == value


@pytest.mark.parametrize(
    ("text", "value"),
    [("12", 12), ("１２", 12), ("12.0", 12), ("⑫", 12), ("(十二)", 12), ("第廿三项", 23), ("任务35", 35), ("二〇二四", 2024), ("叁拾伍", 35),
     ("两", 2), ("1.5", None), ("-3", None), ("甲", None), ("", None), ("12345", None), ("十百", None), ("½", None)],
)  # fmt: skip
def test_a_cell_is_one_number_or_none(text: str, value: int | None) -> None:
    assert whole_number(text) == value


@pytest.mark.parametrize(
    ("text", "numbers"),
    [("1-3、7", (1, 2, 3, 7)), ("１－３，７", (1, 2, 3, 7)), ("一至三、七", (1, 2, 3, 7)), ("3 4\n5", (3, 4, 5)), ("2～4；4", (2, 3, 4)),
     ("第3项、第5项", (3, 5)), ("7", (7,)), ("3-1", None), ("2.5", None), ("1-99999999", None), ("全部", None), ("", None)],
)  # fmt: skip
def test_lists_and_ranges_of_numbers_are_read(text: str, numbers: tuple[int, ...] | None) -> None:
    assert number_list(text) == numbers


@pytest.mark.parametrize(
    ("heading", "part", "measure", "words"),
    [
        ("一、推进建设，不断深化", 1, None, "推进建设，不断深化"),
        ("（十三）坚持高效化。", None, 13, "坚持高效化"),
        ("(二) 突出引领", None, 2, "突出引领"),
        ("第三部分：重点工作", 3, None, "重点工作"),
        ("2.具体事项", None, None, "具体事项"),
        ("一带一路建设", None, None, "一带一路建设"),
        ("十", None, None, "十"),
    ],
)
def test_headings_are_known_by_their_marks(heading: str, part: int | None, measure: int | None, words: str) -> None:
    assert (part_mark(heading), measure_mark(heading), without_mark(heading)) == (part, measure, words)


def test_blanks_beside_chinese_go_and_between_latin_words_stay() -> None:
    assert one_line("推进 MLCC、\n BIPV  与 New  York 合作\u3000。") == "推进MLCC、BIPV与New York合作。"
    assert one_line("支\u200b持\u00a0“一带\n一路”") == "支持“一带一路”"


def test_digits_and_radicals_are_made_plain_and_punctuation_is_left() -> None:
    assert tidy("４.０，\u2f42化（５Ａ）％") == "4.0，文化（5A）％"


@given(st.text(max_size=80))
def test_tidying_twice_changes_nothing(text: str) -> None:
    assert tidy(tidy(text)) == tidy(text)
    assert one_line(one_line(text)) == one_line(text)


def test_a_text_may_begin_with_its_number() -> None:
    assert leading_number("12、开展工作") == (12, "开展工作")
    assert leading_number("2024年工作") is None
    assert leading_number("4.0智能制造") is None
