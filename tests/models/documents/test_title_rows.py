"""A title of several rows is broken between words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.documents.cleaning import ems
from models.documents.title_rows import title_rows

ROOM = 20


@pytest.mark.parametrize(
    ("title", "rows"),
    [
        (
            "景德镇国家陶瓷文化传承创新试验区建设2024年工作要点",
            ("景德镇国家陶瓷文化传承创新试验区", "建设2024年工作要点"),
        ),
        (
            "景德镇国家陶瓷文化传承创新试验区建设2024年工作要点任务落实人员对接表",
            ("景德镇国家陶瓷文化传承创新试验区", "建设2024年工作要点任务落实人员对接表"),
        ),
        ("2024年6月进展情况汇总", ("2024年6月进展情况汇总",)),
    ],
)
def test_no_word_is_torn_in_two(title: str, rows: tuple[str, ...]) -> None:
    assert title_rows(title, ROOM) == rows


@given(st.text("景德镇区建设规划2024年、》《工作要点委员会Ab ", min_size=1, max_size=90))
def test_rows_are_the_whole_title_and_none_is_too_wide(title: str) -> None:
    rows = title_rows(title, ROOM)
    assert "".join(rows) == title
    assert len(rows) == 1 or all(row and ems(row) <= ROOM for row in rows)
