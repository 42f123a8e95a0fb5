"""附件3 coming in as a file: registered persons who wait, unreachable, until they press Start."""

from dataclasses import dataclass

from models.actions.desk import Desk
from models.actions.filing import draw_receipt
from models.actions.posts import unregistered_tasks
from models.actions.refusals import ActionRefusedError
from models.rules.circular_forms import ContactFile, ContactSheet
from models.rules.registrations import read_phone
from models.rules.words import AssignmentState, LiaisonState, RoundKind
from models.store.people import liaisons_of_unit
from models.store.plans import current_plan, task_numbers_of_unit, units_by_name
from models.store.rounds import answers_of, assignment_of_unit, round_of_kind
from models.tables import Answer, Liaison, Person, Unit


@dataclass(frozen=True, slots=True)
class TakenContacts:
    """What came in: units by name with the number of their lines."""

    units: tuple[tuple[str, int], ...]


def check_contacts(desk: Desk, file: ContactFile, allowed: set[int] | None) -> list[tuple[Unit, ContactSheet]]:
    """Return the sheets with their units. Raises ActionRefusedError for a unit, a number or a phone that cannot be right.

    `allowed` limits the units to those of a liaison; None allows all.
    """
    plan = current_plan(desk.session)
    if plan is None:
        raise ActionRefusedError("invite-no-plan")
    names = units_by_name(desk.session)
    found: list[tuple[Unit, ContactSheet]] = []
    for sheet in file.sheets:
        unit = names.get(sheet.unit)
        if unit is None or unit.collective:
            raise ActionRefusedError("contacts-unknown-unit", unit=sheet.unit or "—")
        if allowed is not None and unit.id not in allowed:
            raise ActionRefusedError("contacts-other-unit", unit=unit.name)
        known = set(task_numbers_of_unit(desk.session, unit.id or 0).values())
        for row in sheet.rows:
            strange = set(row.tasks) - known
            if strange:
                raise ActionRefusedError(
                    "contacts-other-tasks", unit=unit.name, numbers="、".join(map(str, sorted(strange)))
                )
        found.append((unit, sheet))
    return found


def take_in_contacts(
    desk: Desk, file: ContactFile, *, person: Person | None, allowed: set[int] | None = None
) -> TakenContacts:
    """Replace the waiting lines of each unit by the sheet's; who has a chat account keeps it, with the sheet's particulars."""
    taken: list[tuple[str, int]] = []
    for unit, sheet in check_contacts(desk, file, allowed):
        present = list(liaisons_of_unit(desk.session, unit.id or 0))
        for line in present:
            if line.person_id is None:
                line.state, line.decided_at = LiaisonState.REVOKED, desk.now
        kept = {line.name: line for line in present if line.person_id is not None}
        for row in sheet.rows:
            line = kept.pop(row.liaison) if row.liaison in kept else _new_line(desk, unit, row.liaison)
            line.phone = read_phone(row.liaison_phone) or row.liaison_phone
            line.leader_name = row.leader
            line.leader_phone = read_phone(row.leader_phone) or row.leader_phone
            line.tasks = sorted(row.tasks) or None
        if sheet.office_phone:
            unit.telephone = sheet.office_phone
        desk.session.flush()
        _answer_registration(desk, unit, person)
        taken.append((unit.name, len(sheet.rows)))
        desk.note("contacts", unit.name, actor=person.chat_user_id if person else None, lines=len(sheet.rows))
    return TakenContacts(tuple(taken))


def _new_line(desk: Desk, unit: Unit, name: str) -> Liaison:
    line = Liaison(
        unit_id=unit.id or 0,
        state=LiaisonState.ACTIVE,
        name=name,
        phone="",
        leader_name="",
        leader_phone="",
        claimed_at=desk.now,
    )
    desk.session.add(line)
    return line


def _answer_registration(desk: Desk, unit: Unit, person: Person | None) -> None:
    plan = current_plan(desk.session)
    round_ = None if plan is None else round_of_kind(desk.session, plan.id or 0, RoundKind.REGISTRATION)
    assignment = None if round_ is None else assignment_of_unit(desk.session, round_.id or 0, unit.id or 0)
    if round_ is None or assignment is None:
        return
    desk.session.add(
        Answer(
            assignment_id=assignment.id or 0,
            version=len(answers_of(desk.session, assignment.id or 0)) + 1,
            person_id=person.id if person else None,
            submitted_by=person.chat_user_id if person else None,
            submitted_at=desk.now,
            confirmed_at=desk.now,
            recorded_at=desk.now,
            on_time=desk.now <= (assignment.due_at or round_.due_at),
            on_behalf=True,
            receipt=draw_receipt(round_),
        )
    )
    left = unregistered_tasks(desk, unit.id or 0)
    assignment.state = AssignmentState.OWED if left else AssignmentState.ANSWERED
