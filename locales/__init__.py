"""What we say, in each language: Fluent catalogues in one folder a language, one file a noun."""

from collections.abc import Mapping
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from locales.catalogues import Catalogue

__all__ = ["DEFAULT_LANGUAGE", "LANGUAGES", "UnknownMessageError", "match_language", "t"]

DEFAULT_LANGUAGE = "zh-CN"
LANGUAGES = ("zh-CN", "en")

Argument = str | int


class UnknownMessageError(LookupError):
    """A message key, or a variable one of its texts needs, does not exist: a mistake in the program, never in its use."""


@cache
def _catalogue(language: str) -> "Catalogue":
    from locales.catalogues import Catalogue  # noqa: PLC0415 - a start has asked Telegram before anything is said

    return Catalogue(language)


def match_language(code: str | None) -> str:
    """Return the language we speak that is nearest to a client's language code (`zh-hans`, `en-GB`, nothing)."""
    if code is None:
        return DEFAULT_LANGUAGE
    return "zh-CN" if code.lower().startswith("zh") else "en"


def t(language: str, key: str, arguments: Mapping[str, Argument] | None = None, /, **more: Argument) -> str:
    """Return the text of `key` in `language`, its variables filled in.

    Raises UnknownMessageError for an unknown key or a missing variable: Fluent itself would show the key's name to people.
    """
    if not (arguments or more):
        return _fixed(language, key)
    return _fill_in(language, key, {**(arguments or {}), **more})


@cache
def _fixed(language: str, key: str) -> str:
    return _fill_in(language, key, {})


def _fill_in(language: str, key: str, arguments: Mapping[str, Argument]) -> str:
    catalogue = _catalogue(language)
    pattern = catalogue.pattern(key)
    if pattern is None:
        raise UnknownMessageError(f"{language}: no message {key!r}")
    text, errors = catalogue.format(key, pattern, arguments)
    if errors:
        raise UnknownMessageError(f"{language}: {key}: {errors[0]}")
    return text
