"""People, posts and invitations, in and out of their tables."""

from collections.abc import Collection, Sequence
from datetime import datetime

from sqlalchemy import Table, bindparam, literal, update
from sqlalchemy import select as select_columns
from sqlalchemy.orm.attributes import set_committed_value
from sqlmodel import Session, SQLModel, col, select

from models.rules.words import LiaisonState
from models.tables import Conversation, Invitation, InvitationUse, LeaderAccount, Liaison, Person

# What an invitation is for: claiming a post; taking over somebody's; standing in for somebody; reading, as a leader.
POST_LINK, SUCCESSOR_LINK, DEPUTY_LINK, LEADER_LINK = "post", "successor", "deputy", "leader"


_PERSON: Table = SQLModel.metadata.tables["person"]
_LIAISON: Table = SQLModel.metadata.tables["liaison"]
_LEADER_ACCOUNT: Table = SQLModel.metadata.tables["leader_account"]
# Asked at every update: put together once.
_BY_CHAT = select(Person).where(
    Person.platform == bindparam("platform"), Person.chat_user_id == bindparam("chat_user_id")
)
_CONVERSATION = select(Conversation).where(Conversation.person_id == bindparam("person_id"))
_POSTS_OF = (
    select(Liaison)
    .where(Liaison.person_id == bindparam("person_id"), Liaison.state != LiaisonState.REVOKED)
    .order_by(col(Liaison.id))
)
_OF_UNIT = (
    select(Liaison)
    .where(Liaison.unit_id == bindparam("unit_id"), Liaison.state != LiaisonState.REVOKED)
    .order_by(col(Liaison.id))
)
_INVITED = (
    select(Invitation.unit_id)
    .join(InvitationUse, col(InvitationUse.invitation_id) == col(Invitation.id))
    .where(InvitationUse.person_id == bindparam("person_id"), Invitation.kind == POST_LINK)
    .order_by(col(InvitationUse.used_at).desc(), col(Invitation.id).desc())
)
_HOLDS_POST = (
    select_columns(_LIAISON.c.id)
    .where(_LIAISON.c.person_id == bindparam("person_id"), _LIAISON.c.state != LiaisonState.REVOKED)
    .limit(1)
)


_NOTE_INPUT = update(_PERSON).where(_PERSON.c.id == bindparam("of")).values(last_input_at=bindparam("at"))
_ANY_ENDED = (
    select_columns(literal(1))
    .where(_LIAISON.c.until <= bindparam("now"), _LIAISON.c.state != LiaisonState.REVOKED)
    .limit(1)
)


_LED_UNITS = (
    select_columns(_LEADER_ACCOUNT.c.unit_id)
    .where(_LEADER_ACCOUNT.c.person_id == bindparam("person_id"), _LEADER_ACCOUNT.c.left_at.is_(None))
    .order_by(_LEADER_ACCOUNT.c.id)
)


def person_by_chat(session: Session, chat_user_id: int, platform: str = "telegram") -> Person | None:
    """Return the person with that id on that platform."""
    return session.exec(_BY_CHAT, params={"platform": platform, "chat_user_id": chat_user_id}).first()


def holds_post(session: Session, person_id: int) -> bool:
    """Tell whether a person holds a post, or has claimed one that is not revoked."""
    session.flush()
    return session.connection().execute(_HOLDS_POST, {"person_id": person_id}).first() is not None


def conversation_row(session: Session, person_id: int) -> Conversation | None:
    """Return the row that says what a person's next message would answer."""
    return session.exec(_CONVERSATION, params={"person_id": person_id}).first()


def note_input(session: Session, person: Person, at: datetime) -> None:
    """Remember when a person was last heard of."""
    session.connection().execute(_NOTE_INPUT, {"of": person.id, "at": at})
    # So that the session does not write it a second time.
    set_committed_value(person, "last_input_at", at)


def greet_person(
    session: Session, chat_user_id: int, name: str, now: datetime, *, known: Person | None = None, is_new: bool = False
) -> Person:
    """Return the person with that Telegram id, made now if new; who writes to us can be reached again.

    `known` is that person, and `is_new` says that there is none, where that has been looked up already.
    """
    person = known if known is not None or is_new else person_by_chat(session, chat_user_id)
    if person is None:
        person = Person(chat_user_id=chat_user_id, name=name, first_seen_at=now)
        session.add(person)
        session.flush()
    if person.unreachable_since is not None:
        # Not set in vain: the session would look for what has changed.
        person.unreachable_since = None
    if name and person.name != name and person.erased_at is None:
        person.name = name
    return person


def chats_of(session: Session, person_ids: Collection[int]) -> dict[int, int]:
    """Return the private chats of these people, by person."""
    rows = session.exec(select(Person.id, Person.chat_user_id).where(col(Person.id).in_(list(person_ids)))).all()
    return {person_id: chat_id for person_id, chat_id in rows if person_id is not None}


def posts_of(session: Session, person_id: int) -> Sequence[Liaison]:
    """Return the posts a person holds or has claimed, revoked ones left out."""
    return session.exec(_POSTS_OF, params={"person_id": person_id}).all()


def liaisons_of_unit(session: Session, unit_id: int) -> Sequence[Liaison]:
    """Return a unit's lines of 附件3, revoked ones left out."""
    return session.exec(_OF_UNIT, params={"unit_id": unit_id}).all()


def liaisons_by_unit(session: Session) -> dict[int, list[Liaison]]:
    """Return every unit's lines of 附件3, revoked ones left out."""
    found: dict[int, list[Liaison]] = {}
    for row in session.exec(select(Liaison).where(Liaison.state != LiaisonState.REVOKED).order_by(col(Liaison.id))):
        found.setdefault(row.unit_id, []).append(row)
    return found


def pending_claims(session: Session) -> Sequence[Liaison]:
    """Return the claims that wait for an admin, oldest first."""
    return session.exec(
        select(Liaison)
        .where(Liaison.state == LiaisonState.PENDING, col(Liaison.person_id).is_not(None))
        .order_by(col(Liaison.id))
    ).all()


def invitation_by_hash(session: Session, token_hash: str) -> Invitation | None:
    """Return the invitation whose token has that hash."""
    return session.exec(select(Invitation).where(Invitation.token_hash == token_hash)).first()


def has_used(session: Session, invitation_id: int, person_id: int) -> bool:
    """Tell whether the person has pressed Start with that invitation before."""
    return session.get(InvitationUse, (invitation_id, person_id)) is not None


def invited_units(session: Session, person_id: int) -> list[int]:
    """Return the units to whose posts the person has used an invitation, latest first."""
    return list(dict.fromkeys(session.exec(_INVITED, params={"person_id": person_id}).all()))


def posts_of_line(session: Session, line: Liaison) -> list[Liaison]:
    """Return a post: the lines its person holds in the unit, or held when they were revoked together with this one.

    A line without a person is a post of its own.
    """
    if line.person_id is None:
        return [line]
    mine = session.exec(
        select(Liaison)
        .where(
            Liaison.unit_id == line.unit_id,
            Liaison.person_id == line.person_id,
            col(Liaison.deputy_of) == line.deputy_of,
        )
        .order_by(col(Liaison.id))
    ).all()
    if line.state == LiaisonState.REVOKED:
        return [row for row in mine if row.state == LiaisonState.REVOKED and row.decided_at == line.decided_at]
    return [row for row in mine if row.state != LiaisonState.REVOKED]


def deputies_of(session: Session, liaison_ids: Collection[int]) -> Sequence[Liaison]:
    """Return the lines of those who stand in for the holders of these lines."""
    return session.exec(
        select(Liaison)
        .where(col(Liaison.deputy_of).in_(list(liaison_ids)), Liaison.state != LiaisonState.REVOKED)
        .order_by(col(Liaison.id))
    ).all()


def has_ended_deputies(session: Session, now: datetime) -> bool:
    """Tell whether there are any; asked at every update."""
    return session.connection().execute(_ANY_ENDED, {"now": now}).first() is not None


def ended_deputies(session: Session, now: datetime) -> Sequence[Liaison]:
    """Return the deputies' lines whose time is over and which nobody has closed yet."""
    return session.exec(
        select(Liaison)
        .where(col(Liaison.until) <= now, Liaison.state != LiaisonState.REVOKED)
        .order_by(col(Liaison.id))
    ).all()


def open_invitations(session: Session, now: datetime, unit_id: int | None = None) -> Sequence[Invitation]:
    """Return the invitations that still let somebody in (of a unit, if given), oldest first."""
    statement = select(Invitation).where(
        col(Invitation.revoked_at).is_(None), Invitation.expires_at > now, col(Invitation.used) < col(Invitation.uses)
    )
    if unit_id is not None:
        statement = statement.where(Invitation.unit_id == unit_id)
    return session.exec(statement.order_by(col(Invitation.id))).all()


def invitations_from(session: Session, liaison_ids: Collection[int], kinds: Collection[str]) -> Sequence[Invitation]:
    """Return the unrevoked invitations of these kinds made from these lines, used up or not."""
    return session.exec(
        select(Invitation).where(
            col(Invitation.liaison_id).in_(list(liaison_ids)),
            col(Invitation.kind).in_(list(kinds)),
            col(Invitation.revoked_at).is_(None),
        )
    ).all()


def led_units(session: Session, person_id: int) -> list[int]:
    """Return the units whose leader the person is, by an account of the leader's own."""
    session.flush()
    return list(session.connection().execute(_LED_UNITS, {"person_id": person_id}).scalars())


def leader_accounts(session: Session, unit_ids: Collection[int]) -> Sequence[tuple[LeaderAccount, Person]]:
    """Return the leaders' accounts of these units, with their people."""
    return session.exec(
        select(LeaderAccount, Person)
        .join(Person, col(Person.id) == col(LeaderAccount.person_id))
        .where(col(LeaderAccount.unit_id).in_(list(unit_ids)), col(LeaderAccount.left_at).is_(None))
        .order_by(col(LeaderAccount.id))
    ).all()
