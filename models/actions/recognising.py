"""What was sent to a person, recalled: a message copied back to us is known even where no line of it is our wording."""

import re

from sqlmodel import col, select

from models.actions.desk import Desk
from models.messages.own_words import is_ours
from models.messages.words import plain_text
from models.tables import OutboxMessage, Person

# The later pages of a long list have no heading. They have several lines, and were sent of late; whatever people write
# in one line, or in a few, is not looked for.
_PAGE = 120
_LATEST = 40
_BLANK = re.compile(r"\s+")
# A line of a list, in three columns or more: nobody types the wide blanks between them.
_COLUMNS = re.compile("[^\\s].*?\u3000.*?\\S.*?\u3000.*?\\S")


def repeats_us(desk: Desk, person: Person, text: str) -> bool:
    """Tell whether a text is a message of ours, by its wording, or, where it may be a page or a line of a list, by what was sent."""
    if is_ours(text):
        return True
    lines = {_BLANK.sub("", line) for line in text.split("\n")} - {""}
    is_piece = any(_COLUMNS.search(line) for line in text.split("\n"))
    if not is_piece and (len(text) < _PAGE or "\n" not in text):
        return False
    wanted = _BLANK.sub("", text)
    payloads = desk.session.exec(
        select(OutboxMessage.payload)
        .where(OutboxMessage.person_id == person.id)
        .order_by(col(OutboxMessage.id).desc())
        .limit(_LATEST)
    )
    for payload in payloads:
        sent = plain_text(str(payload.get("html", "")))
        if _BLANK.sub("", sent) == wanted:
            return True
        if is_piece and lines <= {_BLANK.sub("", line) for line in sent.split("\n")}:
            return True
    return False
