"""Score the reader of messages against the labelled examples and our own: `python -m tests.parse_score [FILE…]`.

Prints how many messages have the right intent, the right entries and both, and lists the misses. The examples lie
beside the checkout, in shared/data; where they are absent the script says so. The exit status is 0 either way.
"""

import difflib
import json
import re
import sys
import unicodedata
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from models.rules.replies import read_reply, to_json

EXAMPLES = Path(__file__).resolve().parents[1] / "../shared/data/messages-examples.jsonl"
OWN = [Path(__file__).parent / "models/rules/replies" / name for name in ("blind.jsonl", "blind-misses.jsonl")]
"""Our own messages: what must hold, and what is known to be missed."""
_ALIKE = 0.8


def _bare(text: str | None) -> str:
    return re.sub(r"[\W_]+", "", unicodedata.normalize("NFKC", text or ""))


def _same_text(wanted: str, got: str) -> bool:
    """Compare as the label rules say: without blanks and punctuation, contained or nearly alike."""
    left, right = _bare(wanted), _bare(got)
    return left in right or difflib.SequenceMatcher(None, left, right).ratio() >= _ALIKE


def _allowed(label: dict[str, Any], name: str, got: object) -> bool:
    return got in [label[name], *label.get(f"{name}_also_ok", [])]


def _entry_misses(label: dict[str, Any], reading: dict[str, Any]) -> Iterator[str]:
    wanted = {entry["task"]: entry for entry in label["entries"] if entry["task"] is not None}
    filed = {entry["task"]: entry for entry in reading["entries"] if entry["task"] is not None}
    yield from (f"task {task} missing" for task in wanted if task not in filed)
    yield from (f"task {task} filed wrongly" for task in filed if task not in wanted)
    for task in wanted.keys() & filed.keys():
        for name in ("status", "percent"):
            if not _allowed(wanted[task], name, filed[task][name]):
                yield f"task {task}: {name} {filed[task][name]}, not {wanted[task][name]}"
        if not _same_text(wanted[task]["text"], filed[task]["text"]):
            yield f"task {task}: text {filed[task]['text']!r}, not {wanted[task]['text']!r}"
    open_wanted = sum(entry["task"] is None for entry in label["entries"])
    open_got = sum(entry["task"] is None for entry in reading["entries"])
    if bool(open_wanted) != bool(open_got):
        yield f"{open_got} entries to ask about, not {open_wanted}"
    yield from (
        f"{name} {reading[name]}, not {label[name]}" for name in ("not_own", "invalid") if reading[name] != label[name]
    )


def misses_of(label: dict[str, Any]) -> list[str]:
    """Return what is read otherwise than labelled, in words; empty where all is right."""
    reading = to_json(label["id"], read_reply(label["text"], label["liaison_tasks"], label.get("task_count", 56)))
    wrong = list(_entry_misses(label, reading))
    if not _allowed(label, "intent", reading["intent"]):
        wrong.insert(0, f"intent {reading['intent']}, not {label['intent']}")
    return wrong


def score(lines: list[str]) -> Iterator[str]:
    """Yield the figures and the misses of labelled messages, one line each."""
    intents = entries = exact = also = 0
    misses: list[str] = []
    for line in lines:
        label = json.loads(line)
        reply = read_reply(label["text"], label["liaison_tasks"], label.get("task_count", 56))
        reading = to_json(label["id"], reply)
        intent_right = _allowed(label, "intent", reading["intent"])
        wrong = list(_entry_misses(label, reading))
        intents += intent_right
        entries += not wrong
        exact += intent_right and not wrong
        also += [intent.value for intent in reply.also] == label.get("also", [])
        if not intent_right:
            wrong.insert(0, f"intent {reading['intent']}, not {label['intent']}")
        if wrong:
            misses.append(f"{label['id']} {label['text']!r}: {'; '.join(wrong)}")
    total = len(lines)
    share = 100 * exact / total if total else 0.0
    yield f"messages {total}"
    yield f"intent right {intents}"
    yield f"every entry right {entries}"
    yield f"second intents right {also}"
    yield f"exact {exact} ({share:.1f} %)"
    yield from (f"MISS {miss}" for miss in misses)


def main(arguments: list[str]) -> int:
    """Print the scores of the examples and of our own messages with the known misses, or of the files named."""
    paths = [Path(argument) for argument in arguments] or [EXAMPLES, *OWN]
    for path in paths:
        if not path.is_file():
            print(f"no labelled messages at {path.name}: nothing to score")  # noqa: T201 - a script's answer
            continue
        print(f"# {path.name}")  # noqa: T201 - a script's answer
        for line in score([line for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]):
            print(line)  # noqa: T201 - a script's answer
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
