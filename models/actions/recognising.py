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


def repeats_us(desk: Desk, person: Person, text: str) -> bool:
    """Tell whether a text is a message of ours, by its wording, or, where it may be a page of a list, by what was sent."""
    if is_ours(text):
        return True
    if len(text) < _PAGE or "\n" not in text:
        return False
    wanted = _BLANK.sub("", text)
    payloads = desk.session.exec(
        select(OutboxMessage.payload)
        .where(OutboxMessage.person_id == person.id)
        .order_by(col(OutboxMessage.id).desc())
        .limit(_LATEST)
    )
    return any(_BLANK.sub("", plain_text(str(payload.get("html", "")))) == wanted for payload in payloads)
