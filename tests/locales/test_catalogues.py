"""The catalogues say the same things in every language, and exactly the things the program says."""

import ast
from collections import Counter
from collections.abc import Iterator
from functools import cache
from itertools import product
from pathlib import Path

import pytest
from fluent.syntax import FluentParser
from fluent.syntax import ast as ftl

from locales import LANGUAGES, UnknownMessageError, t
from locales.catalogues import catalogue_files

ROOT = Path(__file__).parents[2]
SPEAKING = ("bot", "handlers", "scheduler", "models")  # whoever may take words out of a catalogue

Values = dict[str, str | int]


def resource(file: Path) -> ftl.Resource:
    return FluentParser().parse(file.read_text(encoding="utf-8"))


def nodes(root: object) -> Iterator[ftl.BaseNode]:
    """Yield a Fluent syntax node and everything below it."""
    if isinstance(root, list):
        for item in root:
            yield from nodes(item)
    elif isinstance(root, ftl.BaseNode):
        yield root
        for value in vars(root).values():
            yield from nodes(value)


@cache
def messages(language: str) -> dict[str, ftl.Message]:
    """Return the messages of one language by key."""
    bodies = (entry for file in catalogue_files(language) for entry in resource(file).body)
    return {entry.id.name: entry for entry in bodies if isinstance(entry, ftl.Message)}


def variables(language: str, key: str) -> set[str]:
    """Return the variables a message needs, through the messages and terms it quotes."""
    entry = messages(language)[key]
    own = {node.id.name for node in nodes(entry.value) if isinstance(node, ftl.VariableReference)}
    quoted = {node.id.name for node in nodes(entry.value) if isinstance(node, ftl.MessageReference)}
    return own.union(*(variables(language, other) for other in quoted))


def samples(language: str, key: str) -> list[Values]:
    """Return arguments that lead through every branch of a message."""
    choices: dict[str, set[str | int]] = {name: {"示例"} for name in variables(language, key)}
    for node in nodes(messages(language)[key].value):
        if isinstance(node, ftl.SelectExpression) and isinstance(node.selector, ftl.VariableReference):
            keys = [variant.key for variant in node.variants]
            numbers: set[str | int] = {int(k.value) for k in keys if isinstance(k, ftl.NumberLiteral)}
            words: set[str | int] = {k.name for k in keys if isinstance(k, ftl.Identifier)}
            plural = numbers or words <= {"zero", "one", "two", "few", "many", "other"}
            choices[node.selector.id.name] = numbers | {0, 1, 2, 2024} if plural else words
        if isinstance(node, ftl.FunctionReference):
            asked = [part.id.name for part in nodes(node.arguments) if isinstance(part, ftl.VariableReference)]
            choices |= {name: {0, 1, 2024} for name in asked}
    return [dict(zip(choices, values, strict=True)) for values in product(*choices.values())]


@cache
def trees() -> dict[str, ast.Module]:
    """Return the syntax trees of all code that may speak, by path."""
    files = (file for folder in SPEAKING for file in sorted((ROOT / folder).rglob("*.py")))
    return {str(file.relative_to(ROOT)): ast.parse(file.read_text(encoding="utf-8")) for file in files}


def spoken(tree: ast.Module) -> Iterator[ast.Call]:
    """Yield the calls of `t(language, key, …)`."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and len(node.args) > 1:
            name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", None)
            if name == "t":
                yield node


def literals(node: ast.AST) -> set[str]:
    return {part.value for part in ast.walk(node) if isinstance(part, ast.Constant) and isinstance(part.value, str)}


def asked_for(key: ast.expr) -> set[str]:
    """Return the keys an argument names outright; what comes out of a table is found by its literals alone."""
    match key:
        case ast.Constant(value=str(name)):
            return {name}
        case ast.IfExp(body=one, orelse=other):
            return asked_for(one) | asked_for(other)
        case _:
            return set()


def put_together(key: ast.expr) -> bool:
    """Say whether text is joined anywhere in an argument, so that no search would find the key."""
    return any(
        isinstance(part, ast.JoinedStr)
        or (isinstance(part, ast.BinOp) and bool(literals(part.left) | literals(part.right)))
        or (isinstance(part, ast.Attribute) and part.attr in {"format", "join", "replace"})
        for part in ast.walk(key)
    )


def every_key() -> list[str]:
    return sorted(set().union(*(messages(language) for language in LANGUAGES)))


def test_every_language_has_a_folder_and_every_folder_is_a_language() -> None:
    assert {file.parent.name for file in (ROOT / "locales").rglob("*.ftl")} == set(LANGUAGES)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_files_hold_nothing_that_fluent_would_silently_drop(language: str) -> None:
    junk = [
        f"{file.name}: {(entry.content or '').strip()}"
        for file in catalogue_files(language)
        for entry in resource(file).body
        if isinstance(entry, ftl.Junk)
    ]
    assert junk == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_key_stands_twice(language: str) -> None:
    keys = Counter(
        entry.id.name
        for file in catalogue_files(language)
        for entry in resource(file).body
        if isinstance(entry, ftl.Message | ftl.Term)
    )
    assert [key for key, count in keys.items() if count > 1] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_key_is_kebab_case_and_is_a_plain_text(language: str) -> None:
    for key, entry in messages(language).items():
        assert key == key.lower().replace("_", "-"), key
        assert entry.value is not None, f"{key}: has attributes alone, which t() cannot say"
        assert entry.attributes == [], f"{key}: attributes are never said"


@pytest.mark.parametrize("language", LANGUAGES[1:])
def test_every_language_says_the_same_keys_in_the_same_files(language: str) -> None:
    def keys_by_file(of: str) -> dict[str, list[str]]:
        return {
            file.name: sorted(entry.id.name for entry in resource(file).body if isinstance(entry, ftl.Message))
            for file in catalogue_files(of)
        }

    assert keys_by_file(language) == keys_by_file(LANGUAGES[0])


@pytest.mark.parametrize("language", LANGUAGES[1:])
def test_a_message_needs_the_same_variables_in_every_language(language: str) -> None:
    shared = messages(LANGUAGES[0]).keys() & messages(language).keys()
    differing = [key for key in sorted(shared) if variables(LANGUAGES[0], key) != variables(language, key)]
    assert differing == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_message_can_be_said_in_every_branch(language: str) -> None:
    for key in messages(language):
        for values in samples(language, key):
            text = t(language, key, values)  # raises for what Fluent would paper over
            assert text.strip(), key
            assert not set(text) & {"\u2068", "\u2069"}, f"{key}: isolating marks would be copied out of the chat"


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_message_is_refused_without_its_variables(language: str) -> None:
    for key in messages(language):
        if variables(language, key):
            with pytest.raises(UnknownMessageError, match=key):
                t(language, key)


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_unknown_key_is_refused(language: str) -> None:
    with pytest.raises(UnknownMessageError, match="no-such-key"):
        t(language, "no-such-key")


def test_every_key_the_code_asks_for_exists() -> None:
    known = set(every_key())
    unknown = [
        f"{path}:{call.lineno}: {key}"
        for path, tree in trees().items()
        for call in spoken(tree)
        for key in asked_for(call.args[1]) - known
    ]
    assert unknown == []


def test_no_key_is_put_together_from_pieces() -> None:
    made = [
        f"{path}:{call.lineno}" for path, tree in trees().items() for call in spoken(tree) if put_together(call.args[1])
    ]
    assert made == []


@pytest.mark.parametrize("key", ["f'status-{s}'", "'status-' + s", "'status-{}'.format(s)", "KEYS['a' + b]"])
def test_a_key_put_together_would_be_noticed(key: str) -> None:
    assert put_together(ast.parse(key, mode="eval").body)
    assert not put_together(ast.parse("KEYS[month - 1] if month else 'status-done'", mode="eval").body)


def test_every_key_is_used_somewhere_as_a_whole() -> None:
    used = set().union(*(literals(tree) for tree in trees().values()))
    assert [key for key in every_key() if key not in used] == []


def test_whoever_says_a_message_gives_all_its_variables() -> None:
    missing = []
    for path, tree in trees().items():
        for call in spoken(tree):
            key = call.args[1]
            given = {keyword.arg for keyword in call.keywords}
            whole = len(call.args) == 2 and None not in given  # no mapping and no ** that may hold more
            if whole and isinstance(key, ast.Constant) and key.value in messages(LANGUAGES[0]):
                lacking = variables(LANGUAGES[0], key.value) - given
                missing += [f"{path}:{call.lineno}: {key.value} needs {name}" for name in sorted(lacking)]
    assert missing == []
