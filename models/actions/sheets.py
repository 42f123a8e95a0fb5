"""The sheet road: a unit's prefilled report sheet goes out, and comes back filled by any way."""

from dataclasses import dataclass
from datetime import datetime, tzinfo

from sqlmodel import Session

from models.actions.desk import Desk
from models.actions.filing import Batch, file_entries
from models.actions.refusals import ActionRefusedError
from models.actions.reporting import Place, write_entry
from models.actions.standings import standing_of
from models.rules.assignments import Entry, Item
from models.rules.circular_forms import ReportFile, ReportRow
from models.rules.unit_sheets import ReportSheet, ReportSheetRow
from models.rules.words import LiaisonState, Status
from models.store.plans import units_by_name
from models.store.rounds import items_of, last_words_of, latest_answers, lead_names, round_by_slug
from models.tables import Answer, Liaison, Person, Plan, Round, Unit


@dataclass(frozen=True, slots=True)
class CheckedSheet:
    """A filled sheet matched to what the unit owes: its entries in the circular's order."""

    unit: Unit
    round_: Round
    entries: tuple[tuple[Item, Entry], ...]


def unit_items(session: Session, unit: Unit, round_: Round) -> tuple[Item, ...]:
    """Return all of a unit's assignments in a round."""
    whole = Liaison(
        unit_id=unit.id or 0,
        state=LiaisonState.ACTIVE,
        name="",
        phone="",
        leader_name="",
        leader_phone="",
        claimed_at=round_.opens_at,
    )
    return items_of(session, [whole], round_)


def make_sheet(session: Session, unit: Unit, round_: Round, zone: tzinfo) -> ReportSheet:
    """Return a unit's sheet to fill in: its tasks, last month's text, and what it has answered already."""
    plan = session.get_one(Plan, round_.plan_id)
    items = [item for item in unit_items(session, unit, round_) if item.number is not None]
    last = last_words_of(session, round_, {unit.id or 0})
    answers = latest_answers(session, [item.assignment_id for item in items])
    leads = lead_names(session, plan.id or 0)
    rows: list[ReportSheetRow] = []
    for item in items:
        answer = answers.get(item.assignment_id)
        rows.append(
            ReportSheetRow(
                number=item.number or 0,
                task=item.text or item.title,
                lead=leads.get(item.number or 0, ()),
                last_text=last.get((unit.id or 0, item.number), (None, ""))[1],
                status=Status(answer.status) if answer and answer.status else None,
                percent=answer.percent if answer else None,
                text=answer.text if answer else "",
                problems=answer.problems if answer else "",
                next_step=answer.next_step if answer else "",
            )
        )
    return ReportSheet(plan.title, unit.name, round_.slug, round_.due_at, zone, tuple(rows))


def check_sheet(desk: Desk, file: ReportFile, said_at: datetime, allowed: set[int] | None = None) -> CheckedSheet:
    """Match a filled sheet to its unit and round. Raises ActionRefusedError; rows left empty are left out."""
    round_ = _round(desk, file)
    unit = units_by_name(desk.session).get(file.unit)
    if unit is None or unit.collective:
        raise ActionRefusedError("sheet-unknown-unit", unit=file.unit or "—")
    if allowed is not None and unit.id not in allowed:
        raise ActionRefusedError("contacts-other-unit", unit=unit.name)
    items = {item.number: item for item in unit_items(desk.session, unit, round_)}
    strange = sorted(row.task for row in file.rows if row.task not in items)
    if strange:
        raise ActionRefusedError("sheet-other-tasks", unit=unit.name, numbers="、".join(map(str, strange)))
    entries: list[tuple[Item, Entry]] = []
    answers = latest_answers(desk.session, [item.assignment_id for item in items.values()])
    for row in file.rows:
        if row.status is None and not row.text and row.percent is None:
            continue
        answer = answers.get(items[row.task].assignment_id)
        if answer is not None and not items[row.task].is_owed and _repeats(row, answer):
            # A prefilled sheet comes back with what was answered before it went out: nothing new is said by that.
            continue
        if row.text == "" and row.status not in (None, Status.NO_CHANGE):
            raise ActionRefusedError("sheet-no-text", task=str(row.task))
        item = items[row.task]
        entries.append(
            (
                item,
                Entry(
                    assignment_id=item.assignment_id,
                    status=row.status or Status.ON_TRACK,
                    status_assumed=row.status is None,
                    percent=row.percent,
                    text=row.text,
                    problems=row.problems,
                    next_step=row.next_step,
                    base_version=item.version,
                    sent_at=said_at,
                ),
            )
        )
    if not entries:
        raise ActionRefusedError("sheet-empty")
    return CheckedSheet(unit, round_, tuple(entries))


def _repeats(row: ReportRow, answer: Answer) -> bool:
    said = (row.status, row.percent, row.text, row.problems, row.next_step)
    before = (answer.status, answer.percent, answer.text, answer.problems, answer.next_step)
    return [_bare(value) for value in said] == [_bare(value) for value in before]


def _bare(value: str | int | None) -> str:
    return "" if value is None else "".join(str(value).split())


def _round(desk: Desk, file: ReportFile) -> Round:
    round_ = round_by_slug(desk.session, file.round_slug) if file.round_slug else None
    if round_ is None or round_.opened_at is None:
        raise ActionRefusedError("sheet-unknown-round", round=file.round_slug or "—")
    if round_.closes_at <= desk.now:
        raise ActionRefusedError("sheet-closed", round=file.round_slug)
    return round_


def file_on_behalf(
    desk: Desk, sheet: CheckedSheet, person: Person | None, confirmed_at: datetime, update_id: int | None = None
) -> str:
    """Record a checked sheet for the unit, marked as handed in on its behalf; returns the receipt number."""
    batch = Batch(person, confirmed_at, update_id, on_behalf=True)
    receipt, _ = file_entries(desk, sheet.round_, [entry for _, entry in sheet.entries], batch)
    desk.note(
        "sheet",
        sheet.unit.name,
        actor=person.chat_user_id if person else None,
        receipt=receipt,
        count=len(sheet.entries),
    )
    return receipt


def draft_sheet(desk: Desk, person: Person, sheet: CheckedSheet, message_id: int) -> tuple[int, ...]:
    """Put a liaison's own filled sheet into the draft, to be read back and submitted like anything said.

    Returns the tasks left out because a colleague of the unit answers for them.
    """
    standing = standing_of(desk, person, sheet.round_)
    mine = {item.assignment_id: item for item in standing.items}
    left_out: list[int] = []
    for item, entry in sheet.entries:
        if item.assignment_id not in mine:
            left_out.append(item.number or 0)
            continue
        row = write_entry(desk, person, Place(sheet.round_, standing, item))
        row.status, row.status_assumed, row.percent = entry.status, entry.status_assumed, entry.percent
        row.text, row.problems, row.next_step = entry.text, entry.problems, entry.next_step
        row.sent_at, row.by_button, row.message_id = entry.sent_at, False, message_id
    desk.session.flush()
    return tuple(left_out)
