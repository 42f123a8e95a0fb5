"""Patterns compiled when they are first used: all of them together would cost every start half a second."""

import re
from typing import Any, cast


class _Late:
    def __init__(self, pattern: str, flags: int) -> None:
        self._source = (pattern, flags)

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401 - whatever a compiled pattern has under that name
        found = getattr(re.compile(*self._source), name)
        # Asked for once a name: the next time it is an attribute like any other.
        setattr(self, name, found)
        return found


def late(pattern: str, flags: int = 0) -> re.Pattern[str]:
    """Return what `re.compile` would; a mistake in the pattern shows at its first use, and in `tests`."""
    return cast("re.Pattern[str]", _Late(pattern, flags))
