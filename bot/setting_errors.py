"""What is wrong with a setting, and what to do about it: said in the language that is set, in one line that names the setting."""

import re
from collections.abc import Mapping

from locales import DEFAULT_LANGUAGE, LANGUAGES, t

PREFIX = "LIAISON_"
# What the library finds wrong, by its own name for it, and what its own number for it is called.
_LIBRARYS: Mapping[str, tuple[str, str]] = {
    "float_parsing": ("setting-number", ""),
    "finite_number": ("setting-number", ""),
    "int_parsing": ("setting-whole-number", ""),
    "int_from_float": ("setting-whole-number", ""),
    "int_parsing_size": ("setting-shorter-number", ""),
    "bool_parsing": ("setting-boolean", ""),
    "greater_than": ("setting-more-than", "gt"),
    "less_than": ("setting-less-than", "lt"),
    "less_than_equal": ("setting-at-most", "le"),
}
_QUOTED = re.compile(r"'([^']*)'")


class SettingsError(Exception):
    """A setting is unknown or malformed; the text is one line that names it."""


class WrongSettingError(ValueError):
    """One setting's value is wrong: which text says so. It never holds the value, which may be a secret.

    `setting` names another setting than the one being checked. As a plain text it is English.
    """

    def __init__(self, key: str, *, setting: str = "", **arguments: str | int) -> None:
        super().__init__(key)
        self.key = key
        self.setting = setting
        self.arguments = arguments

    def __str__(self) -> str:
        what = self.say("en")
        return f"{self.setting}: {what}" if self.setting else what

    def say(self, language: str) -> str:
        """Return what is wrong and what to do, without the setting's name."""
        return t(language, self.key, self.arguments)


def wrong_for_library(kind: str, context: Mapping[str, object]) -> WrongSettingError:
    """Return in our words what the library has found; what we have no word for is malformed."""
    ours = context.get("error")
    if isinstance(ours, WrongSettingError):
        return ours
    if kind == "literal_error":
        return WrongSettingError("setting-one-of", choices=" / ".join(_QUOTED.findall(str(context.get("expected")))))
    key, number = _LIBRARYS.get(kind, ("setting-malformed", ""))
    return WrongSettingError(key, **({"bound": str(context[number])} if number else {}))


def refuse(name: str, wrong: WrongSettingError, environment: Mapping[str, str]) -> SettingsError:
    """Return the refusal of a setting, in the language that the environment sets.

    Where that is the very thing that cannot be read, it is said in every language we have.
    """
    wanted = environment.get(f"{PREFIX}LANGUAGE", "").strip() or DEFAULT_LANGUAGE
    languages = (wanted,) if wanted in LANGUAGES else LANGUAGES
    said = (t(each, "setting-refused", name=wrong.setting or name, what=wrong.say(each)) for each in languages)
    return SettingsError(" / ".join(said))
