"""The audit's words: every deed the program writes down has a name people read."""

import ast
from datetime import datetime
from pathlib import Path

import pytest

from locales import LANGUAGES
from models.messages.deeds import DEEDS, say_deed
from models.messages.units import Deed, audit
from tests.models.messages.markup import check
from tests.world import ZONE

ROOT = Path(__file__).parents[3]
NOW = datetime(2024, 6, 18, 9, 0, tzinfo=ZONE)


def noted() -> set[str]:
    """Return the deeds named outright where they are written down."""
    found: set[str] = set()
    for path in (*(ROOT / "models" / "actions").glob("*.py"), *(ROOT / "handlers").glob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and ast.unparse(node.func).split(".")[-1] in ("note", "_note") and node.args:
                place = 1 if ast.unparse(node.func) == "_note" else 0
                constants = [each.value for each in ast.walk(node.args[place]) if isinstance(each, ast.Constant)]
                found |= {value for value in constants if isinstance(value, str)}
    # The acts on a round are put together from this and the act's own name.
    return found - {"round_"}


def test_every_deed_that_is_written_down_has_a_name() -> None:
    assert len(noted()) > 30
    assert noted() <= set(DEEDS)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_audit_is_read_in_words_not_in_names_of_columns(language: str) -> None:
    deeds = [Deed(NOW, "老许", action, "市文旅局", {"uses": 3, "days": 30, "liaison": 12}) for action in DEEDS]
    lines = check(audit(language, deeds, ZONE, page=0, last=0)).splitlines()[1:]
    assert len(lines) == len(DEEDS)
    assert not any("12" in line or "_" in line for line in lines)


def test_a_link_in_the_audit_reads_like_this_and_what_an_older_program_wrote_keeps_its_name() -> None:
    deed = Deed(NOW, "", "invite", "市文旅局", {"uses": 3, "days": 30})
    said = check(audit("zh-CN", [deed], ZONE, page=0, last=0)).splitlines()[1]
    assert said == "06-18 09:00　系统　生成邀请链接　市文旅局　可用次数 3、天数 30"
    assert say_deed("zh-CN", "<once>") == "<code>&lt;once&gt;</code>"
