"""Making invitation links and accepting them."""

import hashlib
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from models.actions.desk import Desk
from models.actions.plans import units_of_plan
from models.actions.refusals import ActionRefusedError
from models.store.people import has_used, note_use
from models.store.plans import current_plan, members_of, unit_by_id, units_by_name
from models.tables import Invitation, Liaison, Person, Unit

DEFAULT_USES = 3
DEFAULT_DAYS = 30
# A start parameter holds at most 64 characters of A-Z a-z 0-9 _ - (Telegram, "Deep linking"); 24 bytes make 32 of them.
_TOKEN_BYTES = 24


@dataclass(frozen=True, slots=True)
class Issued:
    """An invitation at the only moment its token is known."""

    unit: str
    token: str
    uses: int
    expires_at: datetime

    def link(self, bot_name: str | None) -> str | None:
        """Return the deep link, or None while the bot's name is unknown."""
        return None if bot_name is None else f"https://t.me/{bot_name}?start={self.token}"


def hash_token(token: str) -> str:
    """Return what is kept of a token: 192 random bits need no salt."""
    return hashlib.sha256(token.encode()).hexdigest()


def issue_invitations(
    desk: Desk, units: Sequence[Unit], *, uses: int = DEFAULT_USES, days: int = DEFAULT_DAYS, actor: int | None = None
) -> list[Issued]:
    """Make one invitation for each unit; collective ones must have been replaced by their members."""
    issued: list[Issued] = []
    for unit in units:
        token = secrets.token_urlsafe(_TOKEN_BYTES)
        expires_at = desk.now + timedelta(days=days)
        desk.session.add(
            Invitation(
                unit_id=unit.id or 0,
                token_hash=hash_token(token),
                uses=uses,
                expires_at=expires_at,
                created_at=desk.now,
            )
        )
        desk.note("invite", unit.name, actor=actor, uses=uses, days=days)
        issued.append(Issued(unit.name, token, uses, expires_at))
    return issued


def issue_link(
    desk: Desk,
    unit: Unit,
    kind: str,
    line: Liaison,
    *,
    days: int,
    until: datetime | None = None,
    actor: int | None = None,
) -> Issued:
    """Make a link for one person: to succeed, stand in for, or read along with the holder of a line."""
    token = secrets.token_urlsafe(_TOKEN_BYTES)
    expires_at = desk.now + timedelta(days=days)
    desk.session.add(
        Invitation(
            unit_id=unit.id or 0,
            token_hash=hash_token(token),
            uses=1,
            expires_at=expires_at,
            created_at=desk.now,
            kind=kind,
            liaison_id=line.id,
            until=until,
        )
    )
    desk.note("invite", unit.name, actor=actor, uses=1, days=days, kind=kind)
    return Issued(unit.name, token, 1, expires_at)


def use_invitation(desk: Desk, person: Person, invitation: Invitation) -> bool:
    """Use an invitation up by one for a new person; False when it is revoked, expired or used up."""
    if invitation.revoked_at is not None or person.id is None or invitation.id is None:
        return False
    if not has_used(desk.session, invitation.id, person.id):
        if invitation.expires_at <= desk.now or invitation.used >= invitation.uses:
            return False
        note_use(desk.session, invitation, person.id, desk.now)
    return True


def units_to_invite(desk: Desk, name: str | None) -> list[Unit]:
    """Return the unit of that name or alias (None: every unit of the plan), members in place of a collective one.

    Raises ActionRefusedError before the first import and for an unknown unit.
    """
    plan = current_plan(desk.session)
    if plan is None:
        raise ActionRefusedError("invite-no-plan")
    if name is None:
        return [unit_by_id(desk.session, unit_id) for unit_id in units_of_plan(desk.session, plan)]
    unit = units_by_name(desk.session).get(name.strip())
    if unit is None:
        raise ActionRefusedError("invite-unknown-unit", unit=name)
    if not unit.collective:
        return [unit]
    return [unit_by_id(desk.session, member) for member in members_of(desk.session).get(unit.id or 0, ())]


def invite_by_name(desk: Desk, name: str, *, actor: int) -> list[Issued]:
    """Make links for the unit named, or with `all` for every unit of the plan."""
    if not name:
        raise ActionRefusedError("invite-how")
    everybody = name.lower() == "all" or name == "全部"
    return issue_invitations(desk, units_to_invite(desk, None if everybody else name), actor=actor)
