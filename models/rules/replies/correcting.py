"""Reading a correction: only what is now right is kept, under the number that is now right."""

from models.rules.replies.collecting import Reading
from models.rules.replies.corrections import is_removal, moved_to, new_content, takes_back, without_old
from models.rules.replies.cues import clause_cues
from models.rules.replies.intents import requests
from models.rules.replies.labels import Kind, Label, Named
from models.rules.replies.passages import (
    EDGE,
    UNCHANGED,
    Passage,
    covered,
    cut,
    cut_passages,
    named_alone,
    parted,
    share,
    trim,
)
from models.rules.replies.patterns import late
from models.rules.replies.percents import read_percent
from models.rules.replies.progress import has_progress
from models.rules.replies.status import status_of
from models.rules.replies.values import Entry, Intent, Sender

__all__ = ["read_correction"]


_POINTS = late("\\s*的?(?:那|这)?[条个份项]?(?:内容|记录)?[\\s。!]*")


def read_correction(text: str, folded: str, named: Named, sender: Sender, reading: Reading) -> None:
    """Collect the new, right content of a correction; a withdrawal, a swap or a dropped double has none."""
    moves = moved_to(folded)[:20]
    labels = named.labels
    if moves:
        _move(text, folded, labels, moves, sender, reading)
        labels = [label for label in labels if label.start >= moves[-1][2]]
    labels = [label for label in labels if label.kind is not Kind.REST or not UNCHANGED.match(folded, label.end)]
    passages = cut_passages(text, folded, labels)
    alone = named_alone(labels, sender)
    share(passages)
    removing = is_removal(folded)
    for passage in _still_said(passages, alone, sender, reading):
        content = _right_content(passage, reading)
        if content is None:
            continue
        status, percent = status_of(content), read_percent(content)
        if percent is None:
            percent = read_percent(without_old(passage.folded))
        says_new = status is not None or percent is not None
        if not says_new and (is_removal(passage.folded) or (removing and _POINTS.fullmatch(passage.folded))):
            continue
        for task in covered(passage.label, alone, sender):
            earlier = reading.settled.get(task)
            if earlier is None or not earlier.text or says_new:
                reading.settled[task] = Entry(task, status, percent, passage.text)
    if not passages and not moves and not removing:
        _correct_unlabelled(text, folded, sender, reading)


def _still_said(passages: list[Passage], alone: set[int], sender: Sender, reading: Reading) -> list[Passage]:
    """Return the passages that are not taken back; of those that are the tasks are entered bare, to be asked about."""
    for passage in passages:
        if takes_back(passage.folded):
            for task in covered(passage.label, alone, sender):
                reading.settled.setdefault(task, Entry(task, None, None, ""))
    return [passage for passage in passages if not takes_back(passage.folded)]


def _right_content(passage: Passage, reading: Reading) -> str | None:
    """Return what a passage states as right, None where it only asks; what it wishes for is noted."""
    stated, asked = parted(passage.folded)
    for question in asked:
        reading.intents.update(requests(question))
    reading.intents.update(wish for wish in requests(stated) if wish in {Intent.EXTENSION, Intent.HANDOVER})
    if asked and not stated.strip(EDGE):
        return None
    return new_content(stated)


def _move(
    text: str, folded: str, labels: list[Label], moves: list[tuple[int, int, int]], sender: Sender, reading: Reading
) -> None:
    """Enter the right number of 35错发成30: with the words that follow, if they state something, else without text."""
    reading.named.clear()
    for right, wrong, end in moves:
        reading.named.update({right, wrong})
        if not 1 <= right <= sender.task_count:
            continue
        stop = next((label.start for label in labels if label.start >= end), len(text))
        own_text, own_folded = cut(text, folded, end, max(end, stop))
        status, percent = status_of(own_folded), read_percent(own_folded)
        stated = status is not None or percent is not None
        reading.settled[right] = Entry(right, status, percent, own_text if stated else "")


def _correct_unlabelled(text: str, folded: str, sender: Sender, reading: Reading) -> None:
    if takes_back(folded):
        if len(sender.own) == 1 and clause_cues(folded):
            reading.settled[sender.own[0]] = Entry(sender.own[0], None, None, "")
        return
    content = new_content(folded)
    status, percent = status_of(content), read_percent(content)
    if status is None and percent is None and not has_progress(content):
        return
    start, end = trim(text, 0, len(text))
    if len(sender.own) == 1:
        reading.settled[sender.own[0]] = Entry(sender.own[0], status, percent, text[start:end])
    else:
        reading.loose.append(Entry(None, status, percent, text[start:end], sender.own))
