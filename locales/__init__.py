"""What we say, in each language: Fluent catalogues in one folder a language, one file a noun."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path

from fluent.runtime import FluentBundle, FluentResource, resolver
from fluent.runtime.types import fluent_number

__all__ = ["DEFAULT_LANGUAGE", "LANGUAGES", "UnknownMessageError", "catalogue_files", "match_language", "t"]

# A guard against hostile catalogues, which would refuse what people write: ours are our own.
resolver.MAX_PART_LENGTH = 10_000_000

DEFAULT_LANGUAGE = "zh-CN"
LANGUAGES = ("zh-CN", "en")

Argument = str | int


class UnknownMessageError(LookupError):
    """A message key, or a variable one of its texts needs, does not exist: a mistake in the program, never in its use."""


def catalogue_files(language: str) -> list[Path]:
    """Return the catalogue files of one language, in a steady order."""
    return sorted((Path(__file__).parent / language).glob("*.ftl"))


@cache
def _bundle(language: str) -> FluentBundle:
    # Isolating marks (U+2068/2069) would be shown, and copied, by chat clients.
    bundle = FluentBundle([language], use_isolating=False)
    for file in catalogue_files(language):
        bundle.add_resource(FluentResource(file.read_text(encoding="utf-8")))
    return bundle


def match_language(code: str | None) -> str:
    """Return the language we speak that is nearest to a client's language code (`zh-hans`, `en-GB`, nothing)."""
    if code is None:
        return DEFAULT_LANGUAGE
    return "zh-CN" if code.lower().startswith("zh") else "en"


def t(language: str, key: str, arguments: Mapping[str, Argument] | None = None, /, **more: Argument) -> str:
    """Return the text of `key` in `language`, its variables filled in.

    Raises UnknownMessageError for an unknown key or a missing variable: Fluent itself would show the key's name to people.
    """
    bundle = _bundle(language)
    pattern = bundle.get_message(key).value if bundle.has_message(key) else None
    if pattern is None:
        raise UnknownMessageError(f"{language}: no message {key!r}")
    values = {
        # Ungrouped, or the year 2024 would be shown as 2,024.
        name: fluent_number(value, useGrouping=False) if isinstance(value, int) else value
        for name, value in {**(arguments or {}), **more}.items()
    }
    text, errors = bundle.format_pattern(pattern, values)
    if errors:
        raise UnknownMessageError(f"{language}: {key}: {errors[0]}")
    return str(text)
