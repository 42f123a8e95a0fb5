"""A line of a contact sheet is claimed by a press: what becomes of the question that was pressed."""

from datetime import datetime

from models.actions.desk import Desk
from models.actions.posts import claimable_lines
from models.actions.registering import claim_line
from models.actions.settling import answer_late, is_settled, settle_below
from models.messages import oddities as say_oddities
from models.messages.words import plain_text
from models.tables import Liaison, Person


def claim_in_place(desk: Desk, person: Person, message_id: int, liaison_id: int, said_at: datetime) -> None:
    """Claim a line, and settle the pressed question unless it still offers lines of the same person."""
    messages = claim_line(desk, person, liaison_id, said_at)
    if messages is None:
        answer_late(desk, person, message_id, say_oddities.gone(desk.language_of(person)))
        return
    line = desk.session.get_one(Liaison, liaison_id)
    if line.person_id == person.id and not claimable_lines(desk, person, line.unit_id):
        settle_below(desk, person, message_id, messages)
    elif line.person_id != person.id and is_settled(desk, person, message_id):
        # A second tap, on somebody else's name: what was claimed stays there to be read.
        desk.toast = plain_text(messages[0].html)
    else:
        for message in messages:
            desk.tell(person, message)
