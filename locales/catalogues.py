"""A language's texts, read from its folder; each is parsed when it is first said.

Loaded with the first text: Fluent takes a quarter as long as all that a start needs to ask Telegram for the first time.
"""

import re
from collections.abc import Callable, Mapping
from pathlib import Path
from threading import Lock
from typing import Any

from fluent.runtime import FluentBundle, FluentResource, resolver
from fluent.runtime.resolver import Pattern
from fluent.runtime.types import fluent_number

# A guard against hostile catalogues, which would refuse what people write: ours are our own.
resolver.MAX_PART_LENGTH = 10_000_000


def catalogue_files(language: str) -> list[Path]:
    """Return the catalogue files of one language, in a steady order."""
    return sorted((Path(__file__).parent / language).glob("*.ftl"))


# A message, or a term, from its name to the next one's; and the names of those it puts in.
ENTRY = re.compile(r"^(-?[a-zA-Z][\w-]*) *=.*\n(?:(?:[ }].*)?\n)*", re.MULTILINE)
_REFERENCE = re.compile(r"\{\s*(-?[a-z][\w-]*)")


def _countable(number: int) -> Any:  # noqa: ANN401 - Fluent's own kind of number
    return fluent_number(number, useGrouping=False)


class Catalogue:
    """One language's texts. Each is parsed when it is first said: all of them would cost the start half a second."""

    def __init__(self, language: str) -> None:
        # Isolating marks (U+2068/2069) would be shown, and copied, by chat clients.
        self._bundle = FluentBundle([language], use_isolating=False)
        # Texts are worded in several threads.
        self._reading = Lock()
        # The texts that say one thing for one and another for many.
        self._choosing: set[str] = set()
        self._unread = {
            entry[1]: entry[0]
            for file in catalogue_files(language)
            for entry in ENTRY.finditer(file.read_text(encoding="utf-8") + "\n")
        }

    def pattern(self, key: str) -> Pattern | None:
        """Return a message's pattern; None where there is no such message."""
        if not self._bundle.has_message(key):
            with self._reading:
                self._learn(key)
        return self._bundle.get_message(key).value if self._bundle.has_message(key) else None

    def format(self, key: str, pattern: Pattern, arguments: Mapping[str, str | int]) -> tuple[str, list[Exception]]:
        """Return the text of a message, and what was wrong with it."""
        # Ungrouped, or the year 2024 would be shown as 2,024. Fluent takes long over a number, and only where a text
        # chooses between singular and plural does it need one.
        written: Callable[[int], Any] = _countable if key in self._choosing else str
        values: dict[str, Any] = {
            name: written(value) if isinstance(value, int) else value for name, value in arguments.items()
        }
        text, errors = self._bundle.format_pattern(pattern, values)
        return str(text), errors

    def _learn(self, key: str) -> None:
        text = self._unread.pop(key, None)
        if text is None:
            return
        put_in = _REFERENCE.findall(text)
        for name in put_in:
            # First, so that whoever finds a message finds what it puts in.
            self._learn(name)
        if "->" in text or not self._choosing.isdisjoint(put_in):
            self._choosing.add(key)
        self._bundle.add_resource(FluentResource(text))
