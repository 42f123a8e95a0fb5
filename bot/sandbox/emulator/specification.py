"""What the Bot API takes: parameter names, types and which are required, of every method the emulator knows.

`bot_api.json` beside this module is an extraction of the official description, made by `extract` and compared with it
by a test. Nested objects (keyboards, scopes, media) are described too, so that a field outside the Bot API is seen.
"""

import json
import re
from collections.abc import Iterable
from functools import cache
from importlib.resources import files
from typing import Any, TypedDict

METHODS = (
    "answerCallbackQuery",
    "close",
    "copyMessage",
    "copyMessages",
    "deleteMessage",
    "deleteMessages",
    "deleteMyCommands",
    "deleteWebhook",
    "editMessageCaption",
    "editMessageReplyMarkup",
    "editMessageText",
    "forwardMessage",
    "forwardMessages",
    "getChat",
    "getChatAdministrators",
    "getChatMember",
    "getChatMemberCount",
    "getChatMenuButton",
    "getFile",
    "getMe",
    "getMyCommands",
    "getMyDescription",
    "getMyName",
    "getMyShortDescription",
    "getUpdates",
    "getWebhookInfo",
    "leaveChat",
    "logOut",
    "pinChatMessage",
    "sendChatAction",
    "sendDocument",
    "sendMediaGroup",
    "sendMessage",
    "sendPhoto",
    "setChatMenuButton",
    "setMyCommands",
    "setMyDescription",
    "setMyName",
    "setMyShortDescription",
    "setWebhook",
    "unpinAllChatMessages",
    "unpinChatMessage",
)
PRIMITIVES = frozenset({"Integer", "Float", "String", "Boolean", "InputFile"})
_CONSTANT = re.compile(r"(?:must be|always) [“\"*]*(?P<word>[a-z_]+)[”\"*]*\.?$")


class Field(TypedDict, total=False):
    """A parameter or a field: its possible types, whether it must be given, and its one value where it has only one."""

    types: list[str]
    required: bool
    constant: str


class Specification(TypedDict):
    """`methods` and `types` by name, each with its fields by name; `unions` lists what an abstract type may be."""

    version: str
    methods: dict[str, dict[str, Field]]
    types: dict[str, dict[str, Field]]
    unions: dict[str, list[str]]
    other_methods: list[str]


@cache
def bot_api() -> Specification:
    """Give the committed extraction."""
    text = files("bot.sandbox.emulator").joinpath("bot_api.json").read_text(encoding="utf-8")
    answer: Specification = json.loads(text)
    return answer


def extract(description: dict[str, Any]) -> Specification:
    """Reduce the full description (`methods` and `types`, each with `fields`) to what the emulator checks."""
    types: dict[str, dict[str, Field]] = {}
    unions: dict[str, list[str]] = {}
    methods = {name: _fields(description["methods"][name].get("fields", [])) for name in METHODS}
    pending = {kind for fields in methods.values() for kind in _kinds(fields.values())}
    while pending:
        name = pending.pop()
        if name in PRIMITIVES or name in types or name in unions:
            continue
        found = description["types"][name]
        if subtypes := found.get("subtypes"):
            unions[name] = sorted(subtypes)
            pending.update(subtypes)
        else:
            types[name] = _fields(found.get("fields", []))
            pending.update(_kinds(types[name].values()))
    return {
        "version": description["version"],
        "methods": methods,
        "types": dict(sorted(types.items())),
        "unions": dict(sorted(unions.items())),
        "other_methods": sorted(set(description["methods"]) - set(METHODS)),
    }


def dumps(specification: Specification) -> str:
    """Write an extraction as JSON, one method or type a line, so that a change of the Bot API reads as a diff."""

    def block(entries: dict[str, Any]) -> str:
        return "{\n" + ",\n".join(f"{json.dumps(name)}: {json.dumps(entry)}" for name, entry in entries.items()) + "\n}"

    parts = [
        f'"version": {json.dumps(specification["version"])}',
        f'"methods": {block(dict(specification["methods"]))}',
        f'"types": {block(dict(specification["types"]))}',
        f'"unions": {block(dict(specification["unions"]))}',
        f'"other_methods": {json.dumps(specification["other_methods"])}',
    ]
    return "{\n" + ",\n".join(parts) + "\n}\n"


def element(kind: str) -> str:
    """Give the type inside however many “Array of”."""
    return kind.rsplit("Array of ", maxsplit=1)[-1]


def _fields(fields: list[dict[str, Any]]) -> dict[str, Field]:
    answer: dict[str, Field] = {}
    for field in fields:
        answer[field["name"]] = {"types": field["types"], "required": field["required"]}
        if field["name"] == "type" and (match := _CONSTANT.search(field["description"])):
            answer[field["name"]]["constant"] = match["word"]
    return answer


def _kinds(fields: Iterable[Field]) -> set[str]:
    return {element(kind) for field in fields for kind in field["types"]}
