"""The units as the office keeps them: telephones, other names, members of collective ones, two that are one."""

from collections.abc import Callable

from sqlalchemy import update
from sqlmodel import select

from models.actions.desk import Desk
from models.actions.refusals import ActionRefusedError
from models.messages import units as say
from models.rules.chats import Message
from models.rules.registrations import mask_phone, read_phone
from models.store.drafts import drop_entry
from models.store.people import liaisons_of_unit
from models.store.plans import all_units, current_plan, members_of, roles_of, tasks_of, units_by_name
from models.store.rounds import answers_of
from models.tables import (
    Assignment,
    DraftEntry,
    InputRequest,
    Person,
    TaskUnit,
    Unit,
    UnitAlias,
    UnitMember,
    metadata,
)

PAGE = 20

_RENAME = ("改名", "更名", "rename")
_TELEPHONE = ("电话", "tel", "phone")
_ALIAS = ("别名", "alias")
_DROP_ALIAS = ("删除别名", "unalias")
_MEMBER = ("成员", "member")
_DROP_MEMBER = ("删除成员", "unmember")
_MERGE = ("合并到", "merge")


def list_units(desk: Desk, language: str, page: int) -> Message:
    """Return one page of the units."""
    units = all_units(desk.session)
    last = max(0, (len(units) - 1) // PAGE)
    page = min(max(page, 0), last)
    shown = units[page * PAGE : (page + 1) * PAGE]
    return say.unit_list(
        language, [(unit.id or 0, unit.name) for unit in shown], page=page, last=last, count=len(units)
    )


def show_unit(desk: Desk, language: str, unit: Unit) -> Message:
    """Return a unit's card: names, telephone, members, tasks, liaisons."""
    session = desk.session
    names = {each.id: each.name for each in all_units(session)}
    plan = current_plan(session)
    roles = roles_of(session, plan.id or 0) if plan is not None else {}
    tasks = tasks_of(session, plan.id or 0) if plan is not None else ()
    aliases = session.exec(select(UnitAlias.alias).where(UnitAlias.unit_id == unit.id)).all()
    of = [names[key] for key, members in members_of(session).items() if unit.id in members]
    return say.unit_card(
        language,
        say.UnitView(
            name=unit.name,
            collective=unit.collective,
            telephone=unit.telephone or "",
            aliases=tuple(aliases),
            members=tuple(names[key] for key in members_of(session).get(unit.id or 0, ())),
            member_of=tuple(of),
            leads=tuple(task.number for task in tasks if task.id in roles and unit.id in roles[task.id].lead_members),
            supports=tuple(
                task.number for task in tasks if task.id in roles and unit.id in roles[task.id].support_members
            ),
            liaisons=tuple((row.name, mask_phone(row.phone)) for row in liaisons_of_unit(session, unit.id or 0)),
        ),
    )


def keep_unit(desk: Desk, language: str, actor: Person, argument: str) -> list[Message]:
    """Do what `/units NAME [WHAT VALUE]` says; without WHAT show the unit. Raises ActionRefusedError."""
    unit, rest = _read_unit(desk, argument)
    if not rest:
        return [show_unit(desk, language, unit)]
    word, _, value = rest.partition(" ")
    value = value.strip()
    acts: tuple[tuple[tuple[str, ...], Callable[[Desk, Unit, str], None], str], ...] = (
        (_RENAME, _rename, "unit_rename"),
        (_TELEPHONE, _set_telephone, "unit_telephone"),
        (_ALIAS, _add_alias, "unit_alias"),
        (_DROP_ALIAS, _drop_alias, "unit_unalias"),
        (_MEMBER, _add_member, "unit_member"),
        (_DROP_MEMBER, _drop_member, "unit_unmember"),
    )
    if word.lower() in _MERGE and value:
        into = _named(desk, value)
        _check_merge(desk, unit, into)
        return [say.merge_preview(language, unit.id or 0, unit.name, into.id or 0, into.name)]
    for words, act, action in acts:
        if word.lower() in words and value:
            act(desk, unit, value)
            desk.session.flush()
            desk.note(action, unit.name, actor=actor.chat_user_id, value=value)
            return [show_unit(desk, language, unit)]
    return [say.how_to_units(language)]


def _named(desk: Desk, name: str) -> Unit:
    unit = units_by_name(desk.session).get(name.strip())
    if unit is None:
        raise ActionRefusedError("chase-unknown-unit", name=name.strip())
    return unit


def _read_unit(desk: Desk, argument: str) -> tuple[Unit, str]:
    """Return the unit an argument begins with, and what follows."""
    argument = " ".join(argument.split())
    for name, unit in sorted(units_by_name(desk.session).items(), key=lambda pair: -len(pair[0])):
        if argument == name or argument.startswith(f"{name} "):
            return unit, argument[len(name) :].strip()
    raise ActionRefusedError("chase-unknown-unit", name=argument.split()[0])


def _rename(desk: Desk, unit: Unit, value: str) -> None:
    """Call a unit by another name from now on; by the old one it is found as before."""
    known = units_by_name(desk.session).get(value)
    if known is not None and known.id != unit.id:
        raise ActionRefusedError("unit-name-taken", value=value, unit=known.name)
    if value == unit.name:
        return
    alias = desk.session.get(UnitAlias, value)
    if alias is not None:
        desk.session.delete(alias)
    if desk.session.get(UnitAlias, unit.name) is None:
        desk.session.add(UnitAlias(alias=unit.name, unit_id=unit.id or 0))
    unit.name = value


def _set_telephone(_desk: Desk, unit: Unit, value: str) -> None:
    telephone = read_phone(value)
    if telephone is None:
        raise ActionRefusedError("unit-bad-telephone", value=value)
    unit.telephone = telephone


def _add_alias(desk: Desk, unit: Unit, value: str) -> None:
    known = units_by_name(desk.session).get(value)
    if known is not None:
        raise ActionRefusedError("unit-name-taken", value=value, unit=known.name)
    desk.session.add(UnitAlias(alias=value, unit_id=unit.id or 0))


def _drop_alias(desk: Desk, unit: Unit, value: str) -> None:
    row = desk.session.get(UnitAlias, value)
    if row is None or row.unit_id != unit.id:
        raise ActionRefusedError("unit-no-such-alias", value=value, unit=unit.name)
    desk.session.delete(row)


def _add_member(desk: Desk, unit: Unit, value: str) -> None:
    member = units_by_name(desk.session).get(value)
    if not unit.collective:
        raise ActionRefusedError("unit-not-collective", unit=unit.name)
    if member is None:
        member = Unit(name=value)
        desk.session.add(member)
        desk.session.flush()
    if member.collective or desk.session.get(UnitMember, (unit.id, member.id)) is not None:
        raise ActionRefusedError("unit-cannot-be-member", value=value, unit=unit.name)
    desk.session.add(UnitMember(collective_id=unit.id or 0, member_id=member.id or 0))


def _drop_member(desk: Desk, unit: Unit, value: str) -> None:
    member = _named(desk, value)
    row = desk.session.get(UnitMember, (unit.id, member.id))
    if row is None:
        raise ActionRefusedError("unit-no-such-member", value=value, unit=unit.name)
    desk.session.delete(row)


def _check_merge(desk: Desk, unit: Unit, into: Unit) -> None:
    if unit.id == into.id or unit.collective or into.collective:
        raise ActionRefusedError("unit-cannot-merge", unit=unit.name, into=into.name)
    for mine, theirs in _pairs(desk, unit, into):
        # A registration says nothing that two could say differently: the people are in their own table.
        both = answers_of(desk.session, mine.id or 0) and answers_of(desk.session, theirs.id or 0)
        if both and mine.task_id is not None:
            raise ActionRefusedError("unit-both-answered", unit=unit.name, into=into.name)


def _pairs(desk: Desk, unit: Unit, into: Unit) -> list[tuple[Assignment, Assignment]]:
    """Return what both units owe, pair by pair."""
    theirs = {
        (row.round_id, row.task_id): row
        for row in desk.session.exec(select(Assignment).where(Assignment.unit_id == into.id)).all()
    }
    mine = desk.session.exec(select(Assignment).where(Assignment.unit_id == unit.id)).all()
    return [(row, theirs[row.round_id, row.task_id]) for row in mine if (row.round_id, row.task_id) in theirs]


def merge_units(desk: Desk, language: str, actor: Person, unit_id: int, into_id: int) -> Message:
    """Make one unit another: its tasks, answers, liaisons and names become the other's. Raises ActionRefusedError."""
    session = desk.session
    unit, into = session.get(Unit, unit_id), session.get(Unit, into_id)
    if unit is None or into is None:
        return say.merge_gone(language)
    _check_merge(desk, unit, into)
    for mine, theirs in _pairs(desk, unit, into):
        # One of the two goes, the one without an answer; of two registrations the answers come one after the other.
        mine_said, theirs_said = answers_of(session, mine.id or 0), answers_of(session, theirs.id or 0)
        gone, kept = (theirs, mine) if mine_said and not theirs_said else (mine, theirs)
        if mine_said and theirs_said:
            for answer in mine_said:
                answer.version += theirs_said[-1].version
            session.flush()
        for entry in session.exec(select(DraftEntry).where(DraftEntry.assignment_id == gone.id)).all():
            drop_entry(session, entry)
        for request in session.exec(select(InputRequest).where(InputRequest.assignment_id == gone.id)).all():
            session.delete(request)
        session.flush()
        _move(desk, "assignment.id", gone.id or 0, kept.id or 0)
        session.delete(gone)
    session.flush()
    _drop_doubles(desk, unit, into)
    _move(desk, "unit.id", unit_id, into_id)
    old = unit.name
    into.telephone = into.telephone or unit.telephone
    session.delete(unit)
    session.flush()
    session.add(UnitAlias(alias=old, unit_id=into_id))
    desk.note("unit_merge", into.name, actor=actor.chat_user_id, merged=old)
    session.flush()
    return say.merged(language, old, into.name)


def _drop_doubles(desk: Desk, unit: Unit, into: Unit) -> None:
    """Delete the rows of a unit that would be the other's a second time."""
    session = desk.session
    for role in session.exec(select(TaskUnit).where(TaskUnit.unit_id == unit.id)).all():
        if session.get(TaskUnit, (role.task_id, into.id, role.role)) is not None:
            session.delete(role)
    for member in session.exec(select(UnitMember).where(UnitMember.member_id == unit.id)).all():
        if session.get(UnitMember, (member.collective_id, into.id)) is not None:
            session.delete(member)
    asked = {row.assignment_id for row in session.exec(select(InputRequest).where(InputRequest.unit_id == into.id))}
    for request in session.exec(select(InputRequest).where(InputRequest.unit_id == unit.id)).all():
        if request.assignment_id in asked:
            session.delete(request)
    session.flush()


def _move(desk: Desk, target: str, old: int, new: int) -> None:
    """Point everything that points to one row to another instead."""
    for table in metadata.sorted_tables:
        for column in table.columns:
            if any(key.target_fullname == target for key in column.foreign_keys):
                desk.session.execute(update(table).where(column == old).values({column.name: new}))
    desk.session.expire_all()
