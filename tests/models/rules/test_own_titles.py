"""A task's own name behind its number is no progress, however it was copied; what is joined to it stays."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.rules.own_titles import without_titles

TITLES = {28: "博物馆规划与地图", 29: "御窑馆创一级馆", 30: "", 31: "验收"}


@pytest.mark.parametrize(
    ("written", "left"),
    [
        ("28 博物馆规划与地图", "28"),
        ("任务28　博物馆规划与地图", "28"),
        ("⬜ 28 博物馆规划与地图　待报", "28"),
        ("28（博物馆规划与地图）：已完成，地图上线", "28 已完成，地图上线"),
        ("28、博物馆规划与地图，地图上线", "28 地图上线"),
        ("28 博物馆规划与地图\n29 御窑馆创一级馆　已完成", "28\n29 已完成"),
        ("⬜ 30　待报", "30"),
        # Nothing of these is the name alone.
        ("28 博物馆规划与地图已上线", "28 博物馆规划与地图已上线"),
        ("29 博物馆规划与地图", "29 博物馆规划与地图"),
        ("31 验收", "31 验收"),
        ("44 博物馆规划与地图", "44 博物馆规划与地图"),
        ("博物馆规划与地图已报批", "博物馆规划与地图已报批"),
        ("28已报省厅", "28已报省厅"),
        ("30 已完成，已报批", "30 已完成，已报批"),
    ],
)
def test_the_name_goes_and_nothing_else(written: str, left: str) -> None:
    assert without_titles(written, TITLES) == left


@given(st.text(alphabet="28 29　，。：已完成博物馆规划与地图上线\n", max_size=40))
def test_it_never_adds_anything_and_done_twice_it_is_done_once(text: str) -> None:
    once = without_titles(text, TITLES)
    assert len(once) <= len(text) + text.count("\n") + 1
    assert without_titles(once, {28: TITLES[28]}).count("\n") == text.count("\n")
