"""Our own labelled messages (messages.txt): every line is a promise about one message."""

import re
from dataclasses import dataclass
from pathlib import Path

import pytest

from models.rules.replies import Intent, Reply, read_reply
from models.rules.words import Status

SENDERS = {
    "W": (3, 4, 5, 6, 21, 28, 29, 30, 31, 32, 35, 38, 41, 45, 46, 51),
    "M": (2, 3, 4, 28, 29, 31),
    "S": (15, 47, 48, 49, 50, 51, 52),
    "K": (16, 17, 18, 19),
    "P": (10, 13, 36, 37, 38, 40, 43),
    "T": (20, 24, 33, 34, 42),
    "G": (22, 23),
    "X": (25, 26),
    "O": (8, 9, 12),
    "A": (1, 13, 24),
    "B": (14, 54),
}
STATUSES = {
    "D": Status.DONE,
    "N": Status.ON_TRACK,
    "L": Status.DELAYED,
    "Z": Status.NOT_STARTED,
    "C": Status.NO_CHANGE,
    "?": None,
}
WORD = re.compile(r"(?P<task>\d+)=(?P<status>[DNLZC?])(?:/(?P<percent>\d+))?")


@dataclass(frozen=True)
class Labelled:
    """One labelled message."""

    own: tuple[int, ...]
    text: str
    intent: Intent
    entries: dict[int, tuple[Status | None, int | None]]
    asks: bool
    not_own: tuple[int, ...]
    invalid: tuple[int, ...]
    also: tuple[Intent, ...]


def _labelled(line: str) -> Labelled:
    sender, label, text = (part.strip() for part in line.split(" | ", 2))
    own = SENDERS.get(sender) or (int(sender.removeprefix("one")),)
    intent, *words = label.split()
    entries = {
        int(found["task"]): (STATUSES[found["status"]], int(found["percent"]) if found["percent"] else None)
        for word in words
        if (found := WORD.fullmatch(word))
    }
    return Labelled(
        own,
        text.replace("\\n", "\n").replace("\\t", "\t"),
        Intent(intent),
        entries,
        "ask" in words,
        tuple(sorted(int(word[1:]) for word in words if word[0] == "!")),
        tuple(sorted(int(word[1:]) for word in words if word[0] == "x")),
        tuple(Intent(word[1:]) for word in words if word[0] == "+"),
    )


LINES = [
    line
    for line in Path(__file__).with_name("messages.txt").read_text(encoding="utf-8").splitlines()
    if line and not line.startswith("#")
]


def _read(reply: Reply) -> dict[int, tuple[Status | None, int | None]]:
    return {entry.task: (entry.status, entry.percent) for entry in reply.entries if entry.task is not None}


@pytest.mark.parametrize("line", LINES)
def test_a_labelled_message_is_read_as_labelled(line: str) -> None:
    wanted = _labelled(line)
    reply = read_reply(wanted.text, wanted.own)
    assert reply.intent is wanted.intent
    assert _read(reply) == wanted.entries
    assert any(entry.task is None for entry in reply.entries) == wanted.asks
    assert reply.not_own == wanted.not_own
    assert reply.invalid == wanted.invalid
    assert reply.also == wanted.also


def test_the_labelled_messages_are_many_and_of_every_intent() -> None:
    labelled = [_labelled(line) for line in LINES]
    assert len(labelled) >= 150
    assert {message.intent for message in labelled} == set(Intent)
