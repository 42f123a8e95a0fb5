"""/privacy: what is stored about a person, and erasing name and telephones when that person leaves."""

from collections.abc import Sequence

from sqlalchemy import String, cast, update
from sqlmodel import Session, col, func, select

from models.actions.conversing import forget_conversation
from models.actions.desk import Desk
from models.actions.handing_over import revoke_post
from models.actions.menus import refresh_menu
from models.messages import people as say
from models.rules.chats import Message
from models.rules.words import LiaisonState
from models.store.people import led_units, posts_of
from models.store.plans import unit_by_id
from models.tables import Answer, InboxUpdate, LeaderAccount, Liaison, OutboxMessage, Person


def show_privacy(desk: Desk, person: Person) -> Message:
    """Return what is stored about the person."""
    posts = posts_of(desk.session, person.id or 0)
    units = dict.fromkeys(unit_by_id(desk.session, post.unit_id).name for post in posts)
    led = [unit_by_id(desk.session, unit_id).name for unit_id in led_units(desk.session, person.id or 0)]
    answers = desk.session.exec(select(func.count()).select_from(Answer).where(Answer.person_id == person.id)).one()
    return say.privacy(
        desk.language_of(person),
        person.chat_user_id,
        tuple(dict.fromkeys((person.name, *(post.name for post in posts)))),
        tuple(dict.fromkeys(post.phone for post in posts)),
        (*units, *led),
        answers,
        person.first_seen_at,
        desk.policy.zone,
        is_erased=person.erased_at is not None,
    )


def erase(desk: Desk, person: Person) -> Message:
    """Give up every post and erase the person's name and telephones; what was reported stays with the units.

    The messages themselves are emptied as well: those worked off, those sent, and those in which the telephone stood
    that went to others.
    """
    language = desk.language_of(person)
    session = desk.session
    gone = say.erased_name(desk.policy.language)
    vacated: set[int] = set()
    phones = _phones(session, person)
    for line in posts_of(session, person.id or 0):
        if line.state != LiaisonState.REVOKED:
            vacated.add(line.unit_id)
            revoke_post(desk, line, actor=person.chat_user_id)
    for line in session.exec(select(Liaison).where(Liaison.person_id == person.id)).all():
        line.name, line.phone = gone, ""
    for account in session.exec(select(LeaderAccount).where(LeaderAccount.person_id == person.id)).all():
        account.left_at = desk.now
    person.name, person.erased_at = gone, desk.now
    # What was half filled in and laid aside goes as well.
    forget_conversation(desk, person)
    session.execute(
        update(InboxUpdate)
        .where(col(InboxUpdate.chat_id) == person.chat_user_id, col(InboxUpdate.done_at).is_not(None))
        .values(payload={})
        .execution_options(synchronize_session=False)
    )
    session.execute(
        update(OutboxMessage)
        .where(
            col(OutboxMessage.chat_id) == person.chat_user_id, col(OutboxMessage.state).in_(("sent", "dead", "skipped"))
        )
        .values(payload={})
        .execution_options(synchronize_session=False)
    )
    _empty_messages_with(session, phones)
    refresh_menu(desk, person)
    desk.note("erase", str(person.chat_user_id), actor=person.chat_user_id)
    return say.erased(language, len(vacated))


def _phones(session: Session, person: Person) -> list[str]:
    rows = session.exec(select(Liaison.phone).where(Liaison.person_id == person.id).distinct()).all()
    return [phone for phone in rows if phone]


def _empty_messages_with(session: Session, phones: Sequence[str]) -> None:
    """Empty every message that has left and holds one of these: claims and lists that the office was shown."""
    for phone in phones:
        session.execute(
            update(OutboxMessage)
            .where(
                col(OutboxMessage.state).in_(("sent", "dead", "skipped")),
                cast(col(OutboxMessage.payload), String).contains(phone, autoescape=True),
            )
            .values(payload={})
            .execution_options(synchronize_session=False)
        )
