"""A preview once it has been handed in: what was submitted, and under it the receipt, in the place where 确认提交 was pressed."""

from collections.abc import Iterable
from dataclasses import replace

from locales import t
from models.messages import draft
from models.messages.naming import name_entry
from models.messages.pages import MESSAGE_LENGTH, messages_of
from models.messages.standings import Standing
from models.messages.words import say_round
from models.rules.chats import Message, utf16_length


def handed_in(language: str, standing: Standing, submitted: Iterable[int], answer: Message) -> list[Message]:
    """Return what stands in the place of the preview: the entries submitted and the receipt (`answer`), with its buttons.

    `standing` is how the draft stood, `submitted` the assignments handed in. Of a preview in pages only the last is replaced,
    its entries staying as they are; where the receipt does not fit under them it follows as a message of its own.
    """
    shown = [item for item in standing.items if item.assignment_id in standing.entries]
    keys = set(submitted)
    taken = [item for item in shown if item.assignment_id in keys]
    round_ = say_round(language, standing.slug, standing.kind)
    blocks = [f"{t(language, 'report-handed-in', round=round_, count=len(taken))}\n"]
    for item in taken:
        # Submitted is stated: nothing of it is a default any more.
        entry = replace(standing.entries[item.assignment_id], status_assumed=False)
        blocks.append(f"{draft.describe_entry(language, item, entry, name_entry(standing, item))}\n")
    pages = draft.preview(language, standing)
    if len(pages) == 1:
        whole = messages_of(blocks, answer)
        if len(whole) == 1:
            return whole
    last = pages[-1].html.removesuffix(t(language, "report-approved-by-leader")).rstrip("\n")
    if not last:
        return [answer]
    joined = f"{last}\n\n{answer.html}"
    if utf16_length(joined) <= MESSAGE_LENGTH:
        return [replace(answer, html=joined)]
    return [Message(last), answer]
