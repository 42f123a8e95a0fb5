"""Unit names: exact ones are taken, broken ones are mended, all else is only proposed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.rules.units import Exact, KnownUnit, Proposal, UnitBook, Unknown, read_units

BOOK = UnitBook(
    (
        KnownUnit("市文旅局", ("文旅局", "市文化广电旅游局")),
        KnownUnit("市城投集团", ("城投",)),
        KnownUnit("珠山区政府", ("珠山区", "珠山区人民政府")),
        KnownUnit("陶文旅集团"),
        KnownUnit("国家试验区管委会办公室", ("管委办",)),
        KnownUnit("景德镇陶瓷产业创新发展中心"),
        KnownUnit("高新区管委会", ("高新区",)),
        KnownUnit("各县（市、区）政府", ("各（市、区）政府",), ("珠山区政府", "浮梁县政府"), collective=True),
        KnownUnit("在景高校", members=("甲大学",), collective=True),
        KnownUnit("市有关单位", collective=True, open=True),
    ),
    likeness=lambda name, known: tuple(other for other in known if other[:2] == name[:2]),
)


@pytest.mark.parametrize("written", ["市文旅局", "文旅局", " 市 文旅局", "市文化广电旅游局"])
def test_a_whole_name_or_alias_is_the_unit(written: str) -> None:
    assert BOOK.resolve(written) == Exact("市文旅局")


def test_anything_else_is_proposed_or_unknown() -> None:
    assert isinstance(BOOK.resolve("市文旅居"), Proposal)
    assert BOOK.resolve("火星局") == Unknown("火星局")
    assert UnitBook().resolve("市文旅局") == Unknown("市文旅局")


def test_a_collective_stands_for_its_members() -> None:
    assert BOOK.members("各县（市、区）政府") == ("珠山区政府", "浮梁县政府")
    assert BOOK.members("市有关单位") == ()
    assert BOOK.members("市文旅局") == ("市文旅局",)
    assert BOOK.members("没听说过的单位") == ("没听说过的单位",)


@pytest.mark.parametrize(
    ("cell", "names"),
    [
        ("市文旅局 陶文旅集团", ["市文旅局", "陶文旅集团"]),
        ("市文旅局、各县（市、区）政府，在景高校", ["市文旅局", "各县（市、区）政府", "在景高校"]),
        ("市文旅局\n各县(市、区)政府", ["市文旅局", "各县（市、区）政府"]),
        ("国家试验区管委会 会办公室 市文旅局", ["国家试验区管委会办公室", "市文旅局"]),
        ("国家试验区\n管委会\n办公室", ["国家试验区管委会办公室"]),
        ("景德镇陶瓷产业 创新发展中心", ["景德镇陶瓷产业创新发展中心"]),
        ("陶文旅集团在景高校", ["陶文旅集团", "在景高校"]),
        ("市文旅局和陶文旅集团", ["市文旅局", "陶文旅集团"]),
        ("高新区 管委会", ["高新区管委会"]),
        ("各（市、区）政府", ["各县（市、区）政府"]),
        ("1.市文旅局 2.城投", ["市文旅局", "市城投集团"]),
        ("牵头单位：市文旅局", ["市文旅局"]),
        ("市文旅局等单位", ["市文旅局"]),
        ("市文旅局、文旅局", ["市文旅局"]),
        ("市自然资源和 规划局", ["市自然资源和规划局"]),
        ("市财政局 市统计局", ["市财政局", "市统计局"]),
        ("市人力资源和社会保障局", ["市人力资源和社会保障局"]),
        ("珠山区城投", ["珠山区城投"]),  # short aliases are no parts of other names
        ("无", []),
        ("——", []),
        ("", []),
    ],
)
def test_a_cell_names_its_units_in_order(cell: str, names: list[str]) -> None:
    assert list(read_units(cell, BOOK).names) == names


def test_what_is_mended_or_unknown_is_told() -> None:
    read = read_units("陶文旅集团在景高校、火星局、市文旅居", BOOK)
    assert [(repair.written, repair.names) for repair in read.repairs] == [
        ("陶文旅集团在景高校", ("陶文旅集团", "在景高校"))
    ]
    assert [type(unknown) for unknown in read.unknown] == [Unknown, Proposal]
    assert not read_units("市文旅局 陶文旅集团", BOOK).repairs


@given(
    st.lists(st.sampled_from(BOOK.names), min_size=1, unique=True),
    st.sampled_from(["、", " ", "\n", "，", "；", " 、 "]),
)
def test_known_names_come_back_from_any_separator(names: list[str], separator: str) -> None:
    read = read_units(separator.join(names), BOOK)
    assert list(read.names) == names
    assert not read.repairs
    assert not read.unknown


@given(st.text(max_size=60))
def test_any_cell_is_read(cell: str) -> None:
    assert all(read_units(cell, BOOK).names)
