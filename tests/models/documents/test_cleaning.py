import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.documents.cleaning import ems, plain, tidy


@given(st.text())
def test_plain_text_holds_nothing_xml_refuses_and_is_plain_already(text: str) -> None:
    cleaned = plain(text)
    assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff\u202e\u200b]", cleaned)
    assert plain(cleaned) == cleaned


def test_invisible_marks_go_and_line_ends_become_line_feeds() -> None:
    assert plain("\U0002ebf0\ue000") == "\U0002ebf0\ue000", "rare and private characters are somebody's name"
    assert plain("甲\x07\u202e乙\r\n丙\x0b丁\u200b\t戊\x00") == "甲乙\n丙\n丁 戊"


@pytest.mark.parametrize(
    ("written", "printed"),
    [
        ("已完成招标,正在施工", "已完成招标，正在施工。"),
        ("完成 80 %", "完成80 %。"),
        ("第 3 批 MLCC 项目开工.", "第3批MLCC项目开工。"),
        ("投资１２００万元，占８０％。", "投资1200万元，占80%。"),
        ("负责人：张三 李四", "负责人：张三 李四。"),
        ("完成(二期)工程;明年验收", "完成（二期）工程；明年验收。"),
        ("17:00开会,比例1,000:1,见https://a.cn/b?c=1.", "17:00开会，比例1,000:1,见https://a.cn/b?c=1."),
        ("附件见方案.docx", "附件见方案.docx。"),
        ("Phase 2 done", "Phase 2 done"),
        ("已开工，", "已开工。"),
        ("已开工。。", "已开工。"),
        ("“好”", "“好”。"),
        ("", None),
        (" \n　\n", None),
    ],
)
def test_text_is_tidied_for_print(written: str, printed: str | None) -> None:
    assert tidy(written) == ((printed,) if printed else ())


def test_paragraphs_stay_paragraphs() -> None:
    assert tidy("一是开工\n\n二是验收；") == ("一是开工。", "二是验收。")


@given(st.text(alphabet="招标完成abc123 ,.;:()（），。\n　８％"))
def test_tidying_keeps_every_letter_and_digit_in_its_place(text: str) -> None:
    wide = str.maketrans("８％", "8%")

    def letters(some: str) -> str:
        return re.sub(r"[^招标完成a-z0-9%]", "", some.translate(wide))

    assert letters("".join(tidy(text))) == letters(text)


@given(st.text(alphabet="招标完成abc 12,.;:()%\n　８％。；、"))
def test_what_is_tidy_stays_as_it_is(text: str) -> None:
    once = tidy(text)
    assert tidy("\n".join(once)) == once


def test_width_is_counted_in_chinese_characters() -> None:
    assert ems("2024年8月") == 4.5
