"""Cells that name leading and supporting units together: 牵头：…；配合：…, …牵头，…配合, …（牵头）、…（配合）."""

import re
from collections.abc import Iterator

from models.rules.circular_words import tidy

_LEADING = "牵头|主办|主责|首办|责任|承办|负责"
_SUPPORTING = "配合|协办|协同|参与|参加|协助|会办"
_LABEL = re.compile(
    rf"(?:^|(?<=[\n 、，,；;。）]))[（【]?(?:(?P<lead>(?:第一)?(?:{_LEADING})(?:责任)?(?:单位|部门|县区)?)"
    rf"|(?P<support>(?:{_SUPPORTING})(?:责任)?(?:单位|部门|县区)?))[）】]?\s*[:：]"
)
_SENTENCE = re.compile(
    rf"(?P<lead>[^，,；;。]+?)(?:牵头|主办|负责)(?:实施|落实)?[，,；;。\n ]+(?P<support>.+?)(?:共同|分别|分工)?(?:{_SUPPORTING})[。]?"
)
_LED = re.compile(r"(?P<lead>[^，,；;。]+?)(?:牵头|主办)(?:负责|实施|落实)?[。]?")
_MARKED = re.compile(rf"(?P<name>.+?)（(?:(?P<lead>{_LEADING})|(?P<support>{_SUPPORTING}))(?:单位|部门)?）")
_SEPARATORS = "、，,；;/\n 。"


def split_roles(cell: str) -> tuple[str, str]:
    """Return what a cell of lead units names as leads and what it names as supports; without any such mark all of it leads."""
    text = tidy(cell).replace("(", "（").replace(")", "）")
    return _labelled(text) or _said(text) or _marked(text) or (cell, "")


def _labelled(text: str) -> tuple[str, str] | None:
    labels = list(_LABEL.finditer(text))
    if not any(label["support"] for label in labels):
        return None
    leads, supports = [text[: labels[0].start()]], list[str]()
    for label, following in zip(labels, [*labels[1:], None], strict=True):
        named = text[label.end() : following.start() if following else len(text)]
        (supports if label["support"] else leads).append(named)
    return "\n".join(leads), "\n".join(supports)


def _said(text: str) -> tuple[str, str] | None:
    sentence = _SENTENCE.fullmatch(text)
    if sentence:
        return sentence["lead"], sentence["support"]
    led = _LED.fullmatch(text)
    return (led["lead"], "") if led else None


def _marked(text: str) -> tuple[str, str] | None:
    pieces = list(_pieces(text))
    marks = [_MARKED.fullmatch(piece) for piece in pieces]
    if not any(marks):
        return None
    first = [mark["name"] for mark in marks if mark and mark["lead"]]
    unmarked = [piece for piece, mark in zip(pieces, marks, strict=True) if not mark]
    return "、".join([*first, *unmarked]), "、".join(mark["name"] for mark in marks if mark and mark["support"])


def _pieces(text: str) -> Iterator[str]:
    depth, start = 0, 0
    for index, character in enumerate(text):
        depth += (character == "（") - (character == "）")
        if character in _SEPARATORS and depth <= 0:
            yield text[start:index]
            start = index + 1
    yield text[start:]
