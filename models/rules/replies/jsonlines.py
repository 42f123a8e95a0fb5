"""The `parse` command's shape: one JSON object a line in, one out (contract, command line)."""

import json
from collections.abc import Iterable, Iterator
from typing import Any

from models.rules.replies.reading import read_reply
from models.rules.replies.values import Reply

__all__ = ["MalformedLineError", "parse_jsonl", "to_json"]


class MalformedLineError(ValueError):
    """A line that cannot be parsed; `line` counts from one."""

    def __init__(self, line: int, reason: str) -> None:
        super().__init__(f"line {line}: {reason}")
        self.line = line
        self.reason = reason


def to_json(identifier: object, reply: Reply) -> dict[str, Any]:
    """Return a reply in the contract's parse shape; `task` null means that the bot would ask."""
    return {
        "id": identifier,
        "intent": reply.intent.value,
        "entries": [
            {
                "task": entry.task,
                "status": None if entry.status is None else entry.status.value,
                "percent": entry.percent,
                "text": entry.text,
            }
            for entry in reply.entries
        ],
        "not_own": list(reply.not_own),
        "invalid": list(reply.invalid),
    }


def _whole_numbers(value: object) -> bool:
    return isinstance(value, list) and all(isinstance(item, int) and not isinstance(item, bool) for item in value)


def _line(number: int, line: str) -> str:
    try:
        message = json.loads(line)
    except ValueError as error:
        raise MalformedLineError(number, "not JSON") from error
    except RecursionError as error:
        raise MalformedLineError(number, "nested too deeply") from error
    if not isinstance(message, dict):
        raise MalformedLineError(number, "not an object")
    if "id" not in message:
        raise MalformedLineError(number, "id is missing")
    if not isinstance(message.get("text"), str):
        raise MalformedLineError(number, "text must be a string")
    if not _whole_numbers(message.get("liaison_tasks")):
        raise MalformedLineError(number, "liaison_tasks must be a list of whole numbers")
    count = message.get("task_count", 56)
    if not isinstance(count, int) or isinstance(count, bool) or count < 0:
        raise MalformedLineError(number, "task_count must be a whole number")
    reply = read_reply(message["text"], message["liaison_tasks"], count)
    return json.dumps(to_json(message["id"], reply), ensure_ascii=False)


def parse_jsonl(lines: Iterable[str]) -> Iterator[str]:
    """Yield a JSON line for every line `{"id", "text", "liaison_tasks"}` (`task_count` optional, 56 without).

    Blank lines are passed over. Raises MalformedLineError, naming the line, at the first one that is not of this shape.
    """
    for number, line in enumerate(lines, start=1):
        if line.strip():
            yield _line(number, line)
