"""What a column holds is known by the word it is headed with."""

import pytest

from models.rules.circular_columns import Column, meaning


@pytest.mark.parametrize(
    ("word", "column"),
    [("责任单位", Column.LEAD), ("牵头部门", Column.LEAD), ("主办单位", Column.LEAD), ("配合单位", Column.SUPPORT), ("协办单位", Column.SUPPORT),
     ("任务\n编号", Column.NUMBER), ("序 号", Column.NUMBER), ("具体任务", Column.TEXT), ("重点工作", Column.TEXT), ("简称", Column.TITLE),
     ("分管领导", Column.LEADER), ("联络员", Column.LIAISON), ("联系电话", Column.PHONE), ("完成时限", Column.OTHER), ("备注", Column.OTHER),
     ("Lead units", Column.LEAD), ("本月状态", Column.STATUS), ("上月进展", Column.LAST_PROGRESS)],
)  # fmt: skip
def test_header_words_are_known_by_meaning(word: str, column: Column) -> None:
    found = meaning(word)
    assert found is not None
    assert found.column is column


@pytest.mark.parametrize("word", ["市文旅局", "完成编号为5的测试事项，形成成果。", "全力推进试验区建设", ""])
def test_other_words_are_no_headers(word: str) -> None:
    assert meaning(word) is None
