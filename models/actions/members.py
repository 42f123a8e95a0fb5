"""Admins about people: a unit's members and links, revoking, and approving all that waits."""

from models.actions.contact_lines import lines_of_unit
from models.actions.desk import Desk
from models.actions.handing_over import revoke_post
from models.actions.posts import vacant_tasks
from models.actions.registering import decide_claim
from models.messages import members as say
from models.messages.people import nothing_there
from models.rules.chats import Message
from models.rules.words import LiaisonState
from models.store.people import liaisons_by_unit, liaisons_of_unit, open_invitations, pending_claims
from models.store.plans import all_units, unit_by_id, units_by_name
from models.tables import Invitation, Liaison, Person, Unit


def find_unit(desk: Desk, name: str) -> tuple[Unit | None, list[str]]:
    """Return the unit of that name or alias, or the only one whose name contains it; else the names that do."""
    names = units_by_name(desk.session)
    wanted = name.strip()
    if wanted in names:
        return names[wanted], []
    near = {unit.id: unit for known, unit in names.items() if wanted and wanted in known and not unit.collective}
    if len(near) == 1:
        return next(iter(near.values())), []
    return None, [unit.name for unit in near.values()]


def list_units(desk: Desk, language: str, page: int) -> Message:
    """Return a page of the units that can have a liaison, with the number of their people."""
    lines = liaisons_by_unit(desk.session)
    units = [unit for unit in all_units(desk.session) if not unit.collective]
    page = min(page, max(len(units) - 1, 0) // say.PAGE)
    shown = units[page * say.PAGE : (page + 1) * say.PAGE]
    return say.units(
        language,
        [
            (unit.id or 0, unit.name, sum(1 for line in lines.get(unit.id or 0, []) if line.person_id is not None))
            for unit in shown
        ],
        page,
        len(units),
    )


def show_members(desk: Desk, language: str, unit: Unit, *, to_revoke: bool = False) -> list[Message]:
    """Return a unit's people, telephones masked, and its open links."""
    unit_id = unit.id or 0
    lines = lines_of_unit(desk, unit_id)
    links = [
        (link.id or 0, link.expires_at, link.uses - link.used)
        for link in open_invitations(desk.session, desk.now, unit_id)
    ]
    vacant = vacant_tasks(desk, unit_id)
    return say.members(language, unit.name, lines, links, vacant, desk.policy.zone, to_revoke=to_revoke)


def revoke_unit(desk: Desk, admin: Person, unit: Unit) -> list[Message]:
    """Revoke the unit's only post, or its only link; where there are several, ask which."""
    lines = liaisons_of_unit(desk.session, unit.id or 0)
    holders = {line.person_id or -(line.id or 0) for line in lines}
    links = open_invitations(desk.session, desk.now, unit.id)
    if len(holders) == 1:
        return [revoke_by_id(desk, admin, lines[0].id or 0)]
    if not lines and len(links) == 1:
        return [revoke_link(desk, admin, links[0].id or 0)]
    return show_members(desk, desk.language_of(admin), unit, to_revoke=True)


def revoke_by_id(desk: Desk, admin: Person, liaison_id: int) -> Message:
    """Revoke a post."""
    language = desk.language_of(admin)
    line = desk.session.get(Liaison, liaison_id)
    if line is None or line.state == LiaisonState.REVOKED:
        return nothing_there(language)
    revoke_post(desk, line, actor=admin.chat_user_id)
    return say.revoked(language, unit_by_id(desk.session, line.unit_id).name, line.name, liaison_id)


def revoke_link(desk: Desk, admin: Person, invitation_id: int) -> Message:
    """Revoke an invitation: nobody new comes in by it, and who has opened it and not finished cannot finish."""
    language = desk.language_of(admin)
    link = desk.session.get(Invitation, invitation_id)
    if link is None or link.revoked_at is not None:
        return nothing_there(language)
    link.revoked_at = desk.now
    unit = unit_by_id(desk.session, link.unit_id).name
    desk.note("revoke_link", unit, actor=admin.chat_user_id, invitation=invitation_id)
    return say.link_revoked(language, unit, invitation_id)


def approve_all(desk: Desk, admin: Person, last_id: int) -> Message:
    """Approve every claim that waits, up to the last one that was shown."""
    language = desk.language_of(admin)
    waiting = [claim.id or 0 for claim in pending_claims(desk.session) if (claim.id or 0) <= last_id]
    decided = [decide_claim(desk, admin, liaison_id, approve=True)[1] for liaison_id in waiting]
    return say.approved_all(language, sum(decided)) if any(decided) else nothing_there(language)
