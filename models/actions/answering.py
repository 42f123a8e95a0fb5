"""What a liaison asks that neither a list nor a form answers: how it is done, or who knows."""

from models.actions.desk import Desk
from models.messages import questions as say
from models.rules.chats import Message
from models.rules.questions import Question, read_question
from models.store.plans import current_plan, unit_named
from models.tables import Person


def office_telephone(desk: Desk) -> tuple[str, str] | None:
    """Return name and telephone of the office that issued the plan; None while its telephone is not known.

    It is the issuing unit's: from the circular, or as an admin has set it with /units.
    """
    plan = current_plan(desk.session)
    if plan is None or not plan.issuer:
        return None
    unit = unit_named(desk.session, plan.issuer)
    return None if unit is None or not unit.telephone else (unit.name, unit.telephone)


def answer(desk: Desk, person: Person, text: str) -> Message | None:
    """Answer a question; None where the text asks nothing."""
    question = read_question(text)
    if question is None:
        return None
    return say.answer_question(desk.language_of(person), question, office_telephone(desk))


def asks_for_somebody(text: str) -> bool:
    """Tell whether a text, polite as it may be, asks for a human being."""
    return read_question(text) is Question.WHOM


def not_understood(desk: Desk, person: Person) -> Message:
    """Answer a text of which nothing could be made."""
    return say.not_understood(desk.language_of(person), office_telephone(desk))
