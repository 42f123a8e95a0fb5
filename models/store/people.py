"""People, posts and invitations, in and out of their tables."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Table, and_, bindparam, exists, insert, literal, or_, update
from sqlalchemy import select as select_columns
from sqlalchemy.dialects.sqlite import insert as insert_sqlite
from sqlalchemy.orm.attributes import set_committed_value
from sqlmodel import Session, SQLModel, col, select

from models.rules.words import LiaisonState
from models.store.prepared import Prepared, PreparedRows
from models.tables import Invitation, InvitationUse, LeaderAccount, Liaison, Person

# What an invitation is for: claiming a post; taking over somebody's; standing in for somebody; reading, as a leader.
POST_LINK, SUCCESSOR_LINK, DEPUTY_LINK, LEADER_LINK = "post", "successor", "deputy", "leader"


_PERSON: Table = SQLModel.metadata.tables["person"]
_LIAISON: Table = SQLModel.metadata.tables["liaison"]
_LEADER_ACCOUNT: Table = SQLModel.metadata.tables["leader_account"]
_INVITATION: Table = SQLModel.metadata.tables["invitation"]
_USE: Table = SQLModel.metadata.tables["invitation_use"]
_CONVERSATION: Table = SQLModel.metadata.tables["conversation"]

_BY_CHAT = PreparedRows(
    Person, _PERSON.c.platform == bindparam("platform"), _PERSON.c.chat_user_id == bindparam("chat_user_id")
)
_OVER = _LIAISON.alias("over")
_KNOWN = Prepared(
    select_columns(
        _PERSON,
        exists().where(_LIAISON.c.person_id == _PERSON.c.id, _LIAISON.c.state != LiaisonState.REVOKED),
        exists().where(_LEADER_ACCOUNT.c.person_id == _PERSON.c.id, _LEADER_ACCOUNT.c.left_at.is_(None)),
        exists().where(_OVER.c.until <= bindparam("now"), _OVER.c.state != LiaisonState.REVOKED),
        _CONVERSATION.c.state,
    )
    .outerjoin(_CONVERSATION, _CONVERSATION.c.person_id == _PERSON.c.id)
    .where(_PERSON.c.platform == "telegram", _PERSON.c.chat_user_id == bindparam("chat_user_id"))
)
_MEET = Prepared(
    insert(_PERSON)
    .values(
        platform="telegram",
        chat_user_id=bindparam("chat_user_id"),
        name=bindparam("name"),
        first_seen_at=bindparam("first_seen_at"),
    )
    .returning(*_PERSON.c)
)
_NOTE_INPUT = Prepared(update(_PERSON).where(_PERSON.c.id == bindparam("of")).values(last_input_at=bindparam("at")))
_STATE_OF = Prepared(select_columns(_CONVERSATION.c.state).where(_CONVERSATION.c.person_id == bindparam("person_id")))
_SAY_STATE = insert_sqlite(_CONVERSATION).values(
    person_id=bindparam("person_id"), state=bindparam("state"), changed_at=bindparam("changed_at")
)
_KEEP_STATE = Prepared(
    _SAY_STATE.on_conflict_do_update(
        set_={"state": _SAY_STATE.excluded.state, "changed_at": _SAY_STATE.excluded.changed_at}
    )
)
_POSTS_OF = PreparedRows(
    Liaison,
    _LIAISON.c.person_id == bindparam("person_id"),
    _LIAISON.c.state != LiaisonState.REVOKED,
    order_by=_LIAISON.c.id,
)
_OF_UNIT = PreparedRows(
    Liaison,
    _LIAISON.c.unit_id == bindparam("unit_id"),
    _LIAISON.c.state != LiaisonState.REVOKED,
    order_by=_LIAISON.c.id,
)
_HOLDS_POST = Prepared(
    select_columns(_LIAISON.c.id)
    .where(_LIAISON.c.person_id == bindparam("person_id"), _LIAISON.c.state != LiaisonState.REVOKED)
    .limit(1)
)
_ANY_ENDED = Prepared(
    select_columns(literal(1))
    .where(_LIAISON.c.until <= bindparam("now"), _LIAISON.c.state != LiaisonState.REVOKED)
    .limit(1)
)
_LED_UNITS = Prepared(
    select_columns(_LEADER_ACCOUNT.c.unit_id)
    .where(_LEADER_ACCOUNT.c.person_id == bindparam("person_id"), _LEADER_ACCOUNT.c.left_at.is_(None))
    .order_by(_LEADER_ACCOUNT.c.id)
)
_BY_HASH = PreparedRows(Invitation, _INVITATION.c.token_hash == bindparam("token_hash"))
_USED = Prepared(
    select_columns(_USE.c.used_at).where(
        _USE.c.invitation_id == bindparam("invitation_id"), _USE.c.person_id == bindparam("person_id")
    )
)
_NOTE_USE = Prepared(
    insert(_USE).values(
        invitation_id=bindparam("invitation_id"), person_id=bindparam("person_id"), used_at=bindparam("used_at")
    )
)
_USE_UP = Prepared(update(_INVITATION).where(_INVITATION.c.id == bindparam("of")).values(used=_INVITATION.c.used + 1))
_INVITED = Prepared(
    select_columns(_INVITATION.c.unit_id)
    .join(_USE, _USE.c.invitation_id == _INVITATION.c.id)
    .where(
        _USE.c.person_id == bindparam("person_id"),
        _INVITATION.c.kind == POST_LINK,
        _INVITATION.c.revoked_at.is_(None),
    )
    .order_by(_USE.c.used_at.desc(), _INVITATION.c.id.desc())
)


def person_by_chat(session: Session, chat_user_id: int, platform: str = "telegram") -> Person | None:
    """Return the person with that id on that platform."""
    return _BY_CHAT.first(session, platform=platform, chat_user_id=chat_user_id)


@dataclass(frozen=True, slots=True)
class Known:
    """What is asked about whoever writes, at every update: the person, and what they are at this moment.

    `state` is what their next message would answer; `is_leave_over`: some deputy's time, not necessarily theirs, has ended
    and nobody has closed it yet.
    """

    person: Person
    holds_post: bool
    leads_unit: bool
    is_leave_over: bool
    state: dict[str, Any] | None


def known_by_chat(session: Session, chat_user_id: int, now: datetime) -> Known | None:
    """Return who that is, if anybody has been written down under that Telegram id."""
    row = _KNOWN.first(session, chat_user_id=chat_user_id, now=now)
    if row is None:
        return None
    *columns, holds, leads, is_over, state = row
    return Known(_BY_CHAT.object_of(session, tuple(columns)), bool(holds), bool(leads), bool(is_over), state)


def holds_post(session: Session, person_id: int) -> bool:
    """Tell whether a person holds a post, or has claimed one that is not revoked."""
    return _HOLDS_POST.first(session, person_id=person_id) is not None


def conversation_state(session: Session, person_id: int) -> dict[str, Any] | None:
    """Return what a person's next message would answer, as it was kept; None for somebody never asked anything."""
    row = _STATE_OF.first(session, person_id=person_id)
    return None if row is None else row[0]


def keep_conversation(session: Session, person_id: int, state: dict[str, Any], now: datetime) -> None:
    """Keep what a person's next message would answer."""
    _KEEP_STATE.run(session, person_id=person_id, state=state, changed_at=now)


def note_input(session: Session, person: Person, at: datetime) -> None:
    """Remember when a person was last heard of."""
    _NOTE_INPUT.run(session, of=person.id, at=at)
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
        row = _MEET.first(session, chat_user_id=chat_user_id, name=name, first_seen_at=now)
        if row is None:
            raise LookupError("a person just written down is not there")
        return _BY_CHAT.object_of(session, row)
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
    return _POSTS_OF.all(session, person_id=person_id)


def liaisons_of_unit(session: Session, unit_id: int) -> Sequence[Liaison]:
    """Return a unit's lines of 附件3, revoked ones left out."""
    return _OF_UNIT.all(session, unit_id=unit_id)


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
    return _BY_HASH.first(session, token_hash=token_hash)


def has_used(session: Session, invitation_id: int, person_id: int) -> bool:
    """Tell whether the person has pressed Start with that invitation before."""
    return _USED.first(session, invitation_id=invitation_id, person_id=person_id) is not None


def note_use(session: Session, invitation: Invitation, person_id: int, now: datetime) -> None:
    """Write down that the person has pressed Start with that invitation, which uses it up by one."""
    _NOTE_USE.run(session, invitation_id=invitation.id, person_id=person_id, used_at=now)
    _USE_UP.run(session, of=invitation.id)
    set_committed_value(invitation, "used", invitation.used + 1)


def invited_units(session: Session, person_id: int) -> list[int]:
    """Return the units to whose posts the person has used an invitation that was not revoked, latest first."""
    return list(dict.fromkeys(unit_id for (unit_id,) in _INVITED.rows(session, person_id=person_id)))


def was_removed(session: Session, person_id: int, unit_id: int, chat_user_id: int) -> bool:
    """Tell whether somebody else has ended the person's post in a unit, or refused the claim to it."""
    found = session.exec(
        select(Liaison.id)
        .where(
            Liaison.person_id == person_id,
            Liaison.unit_id == unit_id,
            Liaison.state == LiaisonState.REVOKED,
            col(Liaison.decided_by).is_not(None),
            Liaison.decided_by != chat_user_id,
        )
        .limit(1)
    )
    return found.first() is not None


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
    return _ANY_ENDED.first(session, now=now) is not None


def ended_deputies(session: Session, now: datetime) -> Sequence[Liaison]:
    """Return the deputies' lines whose time is over and which nobody has closed yet."""
    return session.exec(
        select(Liaison)
        .where(col(Liaison.until) <= now, Liaison.state != LiaisonState.REVOKED)
        .order_by(col(Liaison.id))
    ).all()


def open_invitations(session: Session, now: datetime, unit_id: int | None = None) -> Sequence[Invitation]:
    """Return the invitations that still let somebody in (of a unit, if given), oldest first.

    One that is used up lets in who has opened it and has not finished: it can still be revoked.
    """
    finished = exists().where(
        col(Liaison.person_id) == col(InvitationUse.person_id), col(Liaison.unit_id) == col(Invitation.unit_id)
    )
    unfinished = exists().where(col(InvitationUse.invitation_id) == col(Invitation.id), ~finished)
    statement = select(Invitation).where(
        col(Invitation.revoked_at).is_(None),
        Invitation.expires_at > now,
        or_(
            col(Invitation.used) < col(Invitation.uses),
            and_(col(Invitation.kind) != LEADER_LINK, unfinished),
        ),
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
    return [unit_id for (unit_id,) in _LED_UNITS.rows(session, person_id=person_id)]


def leader_accounts(session: Session, unit_ids: Collection[int]) -> Sequence[tuple[LeaderAccount, Person]]:
    """Return the leaders' accounts of these units, with their people."""
    return session.exec(
        select(LeaderAccount, Person)
        .join(Person, col(Person.id) == col(LeaderAccount.person_id))
        .where(col(LeaderAccount.unit_id).in_(list(unit_ids)), col(LeaderAccount.left_at).is_(None))
        .order_by(col(LeaderAccount.id))
    ).all()
