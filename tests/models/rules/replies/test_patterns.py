"""Patterns are compiled late, and every one of them can be."""

import importlib
import pkgutil
import re

import pytest

import models.rules.replies
from models.rules.replies.patterns import late

MODULES = [module.name for module in pkgutil.iter_modules(models.rules.replies.__path__)]


def test_a_late_pattern_finds_what_a_compiled_one_finds() -> None:
    pattern = late("(?P<number>[0-9]+)号", re.IGNORECASE)
    for _ in range(2):
        found = pattern.search("第28号任务")
        assert found is not None
        assert found["number"] == "28"
        assert pattern.sub("x", "28号") == "x"
    assert pattern.flags & re.IGNORECASE


def test_a_mistake_in_a_pattern_shows_at_its_first_use() -> None:
    pattern = late("(")
    with pytest.raises(re.error):
        pattern.search("")


@pytest.mark.parametrize("name", MODULES)
def test_no_pattern_of_ours_is_a_mistake(name: str) -> None:
    module = importlib.import_module(f"models.rules.replies.{name}")
    for value in vars(module).values():
        if type(value).__name__ == "_Late":
            value.search("28已完成")


def test_there_are_such_patterns_at_all() -> None:
    modules = [importlib.import_module(f"models.rules.replies.{name}") for name in MODULES]
    assert sum(type(value).__name__ == "_Late" for module in modules for value in vars(module).values()) > 100
