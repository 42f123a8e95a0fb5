"""What a cell of lead units says of leading and supporting ones."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.rules.unit_roles import split_roles


@pytest.mark.parametrize(
    "cell", ["", "市文旅局", "市文旅局、市商务局", "责任单位：市文旅局", "各县（市、区）政府", "市文旅局（非遗科）"]
)
def test_a_cell_that_says_nothing_of_roles_leads_whole(cell: str) -> None:
    assert split_roles(cell) == (cell, "")


@given(st.text(alphabet="市文旅局牵头主办配合责任单位：:；，、（）\n ", max_size=60))
def test_any_cell_is_split_without_losing_a_name(cell: str) -> None:
    lead, support = split_roles(cell)
    for name in "旅局":
        assert (lead + support).count(name) == cell.count(name)
