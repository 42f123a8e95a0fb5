"""Reading a request's parameters against the Bot API's description.

The real servers ignore what they do not know. The emulator refuses it and keeps a `Violation`, so that a request
outside the official Bot API cannot pass a test unnoticed.
"""

import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from bot.sandbox.emulator.refusals import Refusal, bad_request
from bot.sandbox.emulator.specification import Field, bot_api, element

_WORDS_FOR_MISSING = {
    "chat_id": "chat_id is empty",
    "text": "message text is empty",
    "file_id": "file_id not specified",
}
_TRUE = {"true", "yes", "1"}
_FALSE = {"false", "no", "0", ""}


@dataclass(frozen=True, slots=True)
class Violation:
    """A request that is not of the official Bot API: which method, and what is wrong with it."""

    method: str
    problem: str


@dataclass(frozen=True, slots=True)
class Upload:
    """A file sent inside a multipart request."""

    name: str
    mime_type: str
    data: bytes


def read(
    method: str, raw: dict[str, Any], uploads: dict[str, Upload], report: Callable[[Violation], None]
) -> dict[str, Any]:
    """Give the parameters with the types the Bot API says: numbers, booleans, objects; `Upload` for a file.

    `raw` holds strings (from a query or a form) or JSON values. Raises a 400 `Refusal` and reports a `Violation` for
    an unknown parameter, a missing one, a wrong type, or a nested field the Bot API does not have.
    """
    fields = bot_api()["methods"][method]

    def violate(problem: str, words: str = "") -> Refusal:
        report(Violation(method, problem))
        return bad_request(words or problem)

    answer: dict[str, Any] = {}
    for name, value in raw.items():
        if name not in fields:
            raise violate(f'the method has no parameter "{name}"')
        try:
            answer[name] = _convert(value, fields[name])
            _check(answer[name], fields[name], name)
        except ValueError as error:
            raise violate(f'parameter "{name}": {error}', f"can't parse {name}: {error}") from error
    for name, upload in uploads.items():
        if name in fields and "InputFile" in fields[name]["types"]:
            answer[name] = upload
        elif not _is_attached(name, raw):
            raise violate(f'the file "{name}" belongs to no parameter')
    for name, field in fields.items():
        if field["required"] and name not in answer:
            raise violate(
                f'parameter "{name}" is missing', _WORDS_FOR_MISSING.get(name, f'parameter "{name}" is required')
            )
    return answer


def _is_attached(name: str, raw: dict[str, Any]) -> bool:
    reference = f"attach://{name}"
    return any(reference in (value if isinstance(value, str) else json.dumps(value)) for value in raw.values())


def _convert(value: object, field: Field) -> object:  # noqa: PLR0911 -- one return for each type there is
    kinds = field["types"]
    if "Integer" in kinds:
        if isinstance(value, str) and "String" in kinds and not value.lstrip("-").isdigit():
            return value
        if isinstance(value, bool) or not isinstance(value, int | str):
            raise ValueError("expected an integer")
        return int(value)
    if "Boolean" in kinds:
        return _boolean(value)
    if "String" in kinds or "InputFile" in kinds:
        if isinstance(value, bool | list | dict) or value is None:
            raise ValueError("expected a string")
        return str(value)
    if "Float" in kinds and isinstance(value, int | float | str):
        return float(value)
    if isinstance(value, str):
        return json.loads(value)
    return value


def _boolean(value: object) -> bool:
    if isinstance(value, bool):
        return value
    word = str(value).lower()
    if word in _TRUE:
        return True
    if word in _FALSE:
        return False
    raise ValueError("expected true or false")


def _check(value: object, field: Field, where: str) -> None:
    """Check a converted value, however deep; raises ValueError saying where."""
    problems: list[str] = []
    kinds = field["types"]
    if len(kinds) > 1 and all(kind.startswith("Array of ") for kind in kinds):
        if not isinstance(value, list):
            raise ValueError(f"{where} must be an array")
        for index, item in enumerate(value):  # an album may mix kinds, though the description lists them apart
            _check(item, {"types": [element(kind) for kind in kinds], "required": True}, f"{where}[{index}]")
        return
    for kind in kinds:
        try:
            _check_kind(value, kind, where)
        except ValueError as error:
            problems.append(str(error))
        else:
            return
    # The alternative that got deepest has the most to say about what is wrong.
    raise ValueError(max(problems, key=len))


def _check_kind(value: object, kind: str, where: str) -> None:
    if kind.startswith("Array of "):
        if not isinstance(value, list):
            raise ValueError(f"{where} must be an array")
        for index, item in enumerate(value):
            _check_kind(item, kind.removeprefix("Array of "), f"{where}[{index}]")
        return
    expected: dict[str, type | tuple[type, ...]] = {
        "Integer": int,
        "Float": (int, float),
        "String": str,
        "Boolean": bool,
        "InputFile": (str, Upload),
    }
    if kind in expected:
        if not isinstance(value, expected[kind]) or (kind == "Integer" and isinstance(value, bool)):
            raise ValueError(f"{where} must be of type {kind}")
    elif kind in bot_api()["unions"]:
        _check(value, {"types": bot_api()["unions"][kind], "required": True}, where)
    else:
        _check_object(value, element(kind), where)


def _check_object(value: object, kind: str, where: str) -> None:
    if not isinstance(value, dict):
        raise ValueError(f"{where} must be an object")  # noqa: TRY004 -- caught as one kind with the other mismatches
    fields = bot_api()["types"][kind]
    for name, inner in value.items():
        if name not in fields:
            raise ValueError(f'{where} of type {kind} has no field "{name}"')
        if "constant" in fields[name] and inner != fields[name]["constant"]:
            raise ValueError(f"{where} is no {kind}")
        _check(inner, fields[name], f"{where}.{name}")
    for name, field in fields.items():
        if field["required"] and name not in value:
            raise ValueError(f'{where} of type {kind} lacks the field "{name}"')
