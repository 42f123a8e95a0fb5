"""The official schema of updates, and updates drawn from it.

`update_schema.json` holds, for each type an update can contain, its fields with their types (and `!` for the required
ones), or the types it is one of. `python -m tests.update_schema` writes it anew from the official schema beside the checkout.
"""

import json
from pathlib import Path
from typing import Any

from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

OFFICIAL = Path(__file__).parents[2] / "shared" / "data" / "telegram-bot-api.json"
EXTRACT = Path(__file__).with_suffix(".json")
# Deeper than this only required fields are drawn.
DEPTH = 3
# And nothing that holds something of its own kind.
DEEPEST = 7
_SIMPLE = ("Integer", "Float", "String", "Boolean", "True", "False")

Schema = dict[str, dict[str, list[str]] | list[str]]


def extract(official: Path = OFFICIAL) -> Schema:
    """Return what the official schema says of updates and everything inside them."""
    types = json.loads(official.read_text(encoding="utf-8"))["types"]
    found: Schema = {}
    open_ = ["Update"]
    while open_:
        name = open_.pop()
        if name in found or name in _SIMPLE:
            continue
        if name.startswith("Array of "):
            open_.append(name.removeprefix("Array of "))
            continue
        one = types[name]
        if one.get("subtypes"):
            found[name] = sorted(one["subtypes"])
            open_.extend(found[name])
            continue
        found[name] = {
            ("!" if field["required"] else "") + field["name"]: field["types"] for field in one.get("fields", [])
        }
        open_.extend(each for fields in found[name].values() for each in fields)  # type: ignore[union-attr] # a dict here
    return dict(sorted(found.items()))


def load() -> Schema:
    """Return the committed extract."""
    loaded: Schema = json.loads(EXTRACT.read_text(encoding="utf-8"))
    return loaded


class Drawer:
    """Draws updates. `given` says what a field of that type and name is drawn from, where chance alone would never hit."""

    def __init__(self, schema: Schema, given: dict[tuple[str, str], SearchStrategy[Any]]) -> None:
        self._schema = schema
        self._given = given
        self._made: dict[tuple[str, int], SearchStrategy[Any]] = {}

    def updates(self) -> SearchStrategy[dict[str, Any]]:
        """Return a strategy for updates: a number and exactly one kind of content."""
        fields = self._schema["Update"]
        assert isinstance(fields, dict)
        kinds = [
            st.fixed_dictionaries({"update_id": self._of("Integer", 0), name: self._field("Update", name, types, 0)})
            for name, types in fields.items()
            if not name.startswith("!")
        ]
        # What people say and press, half of the time; everything else there is, the other half.
        usual = [
            st.fixed_dictionaries({"update_id": self._of("Integer", 0), name: self._of(kind, 0)})
            for name, kind in (
                ("message", "Message"),
                ("edited_message", "Message"),
                ("callback_query", "CallbackQuery"),
                ("my_chat_member", "ChatMemberUpdated"),
            )
        ]
        return st.one_of(*usual, *usual, st.one_of(*kinds))

    def _field(self, owner: str, name: str, types: list[str], depth: int) -> SearchStrategy[Any]:
        if (owner, name) in self._given:
            return self._given[owner, name]
        return st.one_of([self._of(each, depth) for each in types])

    def _of(self, kind: str, depth: int) -> SearchStrategy[Any]:
        key = (kind, depth)
        if key not in self._made:
            self._made[key] = st.deferred(lambda: self._make(kind, depth))
        return self._made[key]

    def _make(self, kind: str, depth: int) -> SearchStrategy[Any]:
        if kind in _SIMPLE:
            return _simple(kind)
        if kind.startswith("Array of "):
            # Some types hold lists of themselves.
            most = 2 if depth < DEPTH else 0
            return st.lists(self._of(kind.removeprefix("Array of "), depth + 1), max_size=most)
        if depth > DEEPEST:
            return st.nothing()
        fields = self._schema[kind]
        if isinstance(fields, list):
            return st.one_of([self._of(each, depth) for each in fields])
        required = {
            name[1:]: self._field(kind, name[1:], types, depth + 1)
            for name, types in fields.items()
            if name.startswith("!")
        }
        optional = {name: types for name, types in fields.items() if not name.startswith("!")}
        if depth >= DEPTH or not optional:
            return st.fixed_dictionaries(required)
        return self._with_some(kind, required, optional, depth)

    def _with_some(
        self, kind: str, required: dict[str, SearchStrategy[Any]], optional: dict[str, list[str]], depth: int
    ) -> SearchStrategy[Any]:
        usual = [name for name in optional if (kind, name) in self._given]

        @st.composite
        def draw_one(draw: st.DrawFn) -> dict[str, Any]:
            found = {name: draw(strategy) for name, strategy in required.items()}
            chosen = draw(st.lists(st.sampled_from(sorted(optional)), max_size=3, unique=True))
            for name in dict.fromkeys([*(one for one in usual if draw(st.integers(0, 3))), *chosen]):
                found[name] = draw(self._field(kind, name, optional[name], depth + 1))
            return found

        return draw_one()


def _simple(kind: str) -> SearchStrategy[Any]:
    drawn: dict[str, SearchStrategy[Any]] = {
        # Bot API: an identifier has at most 52 significant bits; dates are seconds.
        "Integer": st.sampled_from([0, 1, -1, 5, 1718762400, 2**31, -(2**51)]) | st.integers(-(2**52), 2**52),
        "Float": st.floats(-180, 180),
        "String": st.text(max_size=30),
        "Boolean": st.booleans(),
        "True": st.just(value=True),
        "False": st.just(value=False),
    }
    return drawn[kind]


if __name__ == "__main__":
    lines = [f"{json.dumps(name)}: {json.dumps(value)}" for name, value in extract().items()]
    EXTRACT.write_text("{\n" + ",\n".join(lines) + "\n}\n", encoding="utf-8")
