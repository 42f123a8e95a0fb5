"""What was sent to a person, recalled: a message copied back to us is known even where no line of it is our wording."""

import re

from sqlmodel import col, select

from models.actions.desk import Desk
from models.messages.own_words import is_ours
from models.messages.words import plain_text
from models.tables import OutboxMessage, Person

# The later pages of a long list have no heading; they are long, and were sent of late.
_PAGE = 1000
_LATEST = 100
_BLANK = re.compile(r"\s+")


def repeats_us(desk: Desk, person: Person, text: str) -> bool:
    """Tell whether a text is a message of ours, by its wording, or, where it is as long as a page, by what was sent."""
    if is_ours(text):
        return True
    if len(text) < _PAGE:
        return False
    wanted = _BLANK.sub("", text)
    payloads = desk.session.exec(
        select(OutboxMessage.payload)
        .where(OutboxMessage.person_id == person.id)
        .order_by(col(OutboxMessage.id).desc())
        .limit(_LATEST)
    )
    return any(_BLANK.sub("", plain_text(str(payload.get("html", "")))) == wanted for payload in payloads)
