"""What import-linter cannot say of the layers: rules are pure, one module reads the clock, the sandbox comes last."""

import ast
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
FOLDERS = ("bot", "handlers", "scheduler", "models", "locales")

CLOCK = "bot/clock.py"
READS_THE_CLOCK = {
    "datetime.datetime.now",
    "datetime.datetime.utcnow",
    "datetime.datetime.today",
    "datetime.date.today",
    "time.time",
    "time.time_ns",
}

# Standard library, and still not for rules: the outside world, chance, waiting.
NOT_FOR_RULES = {
    *("asyncio", "concurrent", "ftplib", "glob", "http", "importlib", "io", "logging", "mmap", "multiprocessing"),
    *("os", "pathlib", "pickle", "random", "secrets", "select", "shelve", "shutil", "signal", "smtplib", "socket"),
    *("sqlite3", "ssl", "subprocess", "sys", "tempfile", "threading", "time", "urllib", "zipfile"),
}
DOES_IO = {"open", "print", "input", "eval", "exec", "compile", "__import__", "breakpoint"}


def modules(folder: str) -> list[Path]:
    return sorted((ROOT / folder).rglob("*.py"))


def tree_of(file: Path) -> ast.Module:
    return ast.parse(file.read_text(encoding="utf-8"), filename=str(file))


def imported(tree: ast.AST, package: str = "") -> Iterator[tuple[int, str]]:
    """Yield line and full name of everything imported, `from a import b` as `a.b`."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            above = package.split(".")[: len(package.split(".")) - node.level + 1] if node.level else []
            base = ".".join([*above, *([node.module] if node.module else [])])
            yield from ((node.lineno, f"{base}.{alias.name}") for alias in node.names)


def names_in_scope(tree: ast.AST) -> dict[str, str]:
    """Return what each imported name stands for, wherever in the module it is imported."""
    scope: dict[str, str] = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            for alias in node.names:
                top = alias.name.split(".")[0]
                scope[alias.asname or top] = alias.name if alias.asname else top
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            scope |= {alias.asname or alias.name: f"{node.module}.{alias.name}" for alias in node.names}
    return scope


def full_name(node: ast.expr, scope: dict[str, str]) -> str | None:
    """Return what `dt.datetime.now` means under the imports of its module; None for what is no plain name."""
    if isinstance(node, ast.Name):
        return scope.get(node.id)
    if isinstance(node, ast.Attribute) and (base := full_name(node.value, scope)):
        return f"{base}.{node.attr}"
    return None


def clock_readings(tree: ast.AST) -> list[str]:
    """Return where a module reads the clock, or hands a function on that would."""
    scope = names_in_scope(tree)
    return [
        f"{node.lineno}: {name}"
        for node in ast.walk(tree)
        if isinstance(node, ast.Name | ast.Attribute) and (name := full_name(node, scope)) in READS_THE_CLOCK
    ]


def impurities(tree: ast.AST) -> list[str]:
    """Return what a module of rules may not have: foreign imports, the outside world, doing something."""
    foreign = [
        f"{line}: imports {name}"
        for line, name in imported(tree, package="models.rules")
        if not f"{name}.".startswith("models.rules.")
        and (name.split(".")[0] not in sys.stdlib_module_names or name.split(".")[0] in NOT_FOR_RULES)
    ]
    doing = [
        f"{node.lineno}: calls {node.func.id}"
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in DOES_IO
    ]
    return foreign + doing + clock_readings(tree)


def sandbox_imports(tree: ast.AST) -> list[int]:
    return [line for line, name in imported(tree) if f"{name}.".startswith("bot.sandbox.")]


@pytest.mark.parametrize("file", modules("models/rules"), ids=lambda file: file.stem)
def test_rules_import_the_standard_library_alone_and_touch_nothing_outside(file: Path) -> None:
    assert impurities(tree_of(file)) == []


@pytest.mark.parametrize(
    "breach",
    [
        "import httpx",
        "from models.tables import Answer",
        "from models import tables",
        "from .. import calendar",
        "import os.path",
        "from pathlib import Path",
        "def load(name): return open(name)",
        "from datetime import datetime as moment\nmoment.now()",
        "def late():\n    import random",
    ],
)
def test_a_breach_in_a_rule_would_be_noticed(breach: str) -> None:
    assert impurities(ast.parse(breach)) != []


@pytest.mark.parametrize(
    "fair",
    ["import re", "from models.rules.words import Status", "from . import words", "from models.rules import dues"],
)
def test_what_rules_may_do_is_let_through(fair: str) -> None:
    assert impurities(ast.parse(fair)) == []


@pytest.mark.parametrize("folder", FOLDERS)
def test_only_the_clock_module_reads_the_clock(folder: str) -> None:
    readings = [
        f"{file.relative_to(ROOT)}:{reading}"
        for file in modules(folder)
        if file != ROOT / CLOCK
        for reading in clock_readings(tree_of(file))
    ]
    assert readings == []


@pytest.mark.parametrize(
    "reading",
    [
        "import datetime\ndatetime.datetime.now()",
        "import datetime as dt\ndt.date.today()",
        "from datetime import datetime, UTC\ndatetime.now(UTC)",
        "from datetime import datetime\nfield(default_factory=datetime.utcnow)",
        "from time import time as wall\nwall()",
        "import time\ntime.time_ns()",
    ],
)
def test_a_reading_of_the_clock_would_be_noticed(reading: str) -> None:
    assert len(clock_readings(ast.parse(reading))) == 1


def test_asking_our_own_clock_or_measuring_a_span_is_no_reading_of_it() -> None:
    fair = (
        "import time\nfrom bot.clock import Clock\ndef f(clock: Clock):\n    time.monotonic()\n    return clock.now()"
    )
    assert clock_readings(ast.parse(fair)) == []


def test_only_the_command_line_knows_the_sandbox_and_only_when_it_is_asked_for() -> None:
    knowing = {
        file.relative_to(ROOT).as_posix(): tree
        for folder in FOLDERS
        for file in modules(folder)
        if not file.is_relative_to(ROOT / "bot/sandbox") and sandbox_imports(tree := tree_of(file))
    }
    assert all(path.startswith("bot/cli") for path in knowing), sorted(knowing)
    for path, tree in knowing.items():
        functions = [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)]
        lazily = {line for function in functions for line in sandbox_imports(function)}
        assert set(sandbox_imports(tree)) <= lazily, f"{path} imports the sandbox when it is loaded"
