import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.documents.wording import numbered, numeral, plan_name, round_words
from models.rules.words import RoundKind


@pytest.mark.parametrize(
    ("number", "said"),
    [(1, "一"), (10, "十"), (13, "十三"), (20, "二十"), (21, "二十一"), (99, "九十九"), (0, "0"), (100, "100")],
)
def test_headings_are_numbered_as_chinese_documents_number_them(number: int, said: str) -> None:
    assert numeral("zh-CN", number) == said
    assert numeral("en", number) == str(number)


def test_three_numbers_in_a_row_become_a_range() -> None:
    assert numbered("zh-CN", (5, 4, 6, 1, 9, 10)) == "1、4至6、9、10"
    assert numbered("en", (1, 2, 3)) == "1–3"
    assert numbered("zh-CN", ()) == ""


@given(st.sets(st.integers(1, 60)))
def test_no_number_is_lost_in_ranges(numbers: set[int]) -> None:
    read: set[int] = set()
    for piece in filter(None, numbered("zh-CN", numbers).split("、")):
        first, _, last = piece.partition("至")
        read |= set(range(int(first), int(last or first) + 1))
    assert read == numbers


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("《某某2024年工作要点》责任分工", "某某2024年工作要点"),
        ("《某某2024年工作要点》", "某某2024年工作要点"),
        ("某某2024年工作要点", "某某2024年工作要点"),
        ("《甲》和《乙》任务分工方案", "《甲》和《乙》任务分工方案"),
    ],
)
def test_a_plan_is_called_by_its_own_name(title: str, name: str) -> None:
    assert plan_name(title) == name


def test_rounds_are_named_in_words() -> None:
    assert round_words("zh-CN", "2024-08") == "2024年8月"
    assert round_words("zh-CN", "2024-registration", RoundKind.REGISTRATION) == "2024年对接人登记"
    assert round_words("en", "2024-annual", RoundKind.ANNUAL) == "year 2024"
    assert round_words("zh-CN", "parking", RoundKind.DATA_CALL, "停车调查") == "停车调查"
    assert round_words("zh-CN", "parking", RoundKind.DATA_CALL) == "parking"
