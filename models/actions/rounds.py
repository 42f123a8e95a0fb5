"""Opening rounds: from the moment a round opens, a row exists for every expected answer."""

from collections.abc import Sequence
from datetime import datetime

from sqlmodel import col, insert, select

from models.actions.desk import Desk
from models.actions.plans import units_of_plan
from models.actions.posts import unregistered_tasks
from models.rules.words import AssignmentState, RoundKind, Status
from models.store.people import liaisons_of_unit
from models.store.plans import roles_of, tasks_of
from models.store.rounds import assignments_of, latest_answers
from models.store.rounds import open_rounds as open_now
from models.tables import Assignment, Plan, Round


def rounds_to_open(desk: Desk) -> list[Round]:
    """Return the rounds whose opening has passed and that could still be answered."""
    return list(
        desk.session.exec(
            select(Round)
            .where(
                col(Round.opened_at).is_(None),
                col(Round.skipped_at).is_(None),
                Round.opens_at <= desk.now,
                Round.closes_at > desk.now,
            )
            .order_by(col(Round.due_at))
        ).all()
    )


def open_rounds(desk: Desk) -> list[str]:
    """Open what is to be opened at this moment; returns the names of the rounds opened."""
    opened: list[str] = []
    for round_ in rounds_to_open(desk):
        plan = desk.session.get_one(Plan, round_.plan_id)
        if round_.kind == RoundKind.REGISTRATION:
            _open_registration(desk, round_, plan)
        else:
            _open_monthly(desk, round_, plan)
        round_.opened_at = desk.now
        desk.note("open", round_.slug)
        opened.append(round_.slug)
    desk.session.flush()
    return opened


def _open_registration(desk: Desk, round_: Round, plan: Plan) -> None:
    for unit_id in units_of_plan(desk.session, plan):
        _ask_registration(desk, round_, unit_id)


def _ask_registration(desk: Desk, round_: Round, unit_id: int) -> None:
    # Somebody registered before the round opened has nothing left to say.
    owed = not liaisons_of_unit(desk.session, unit_id) or bool(unregistered_tasks(desk, unit_id))
    _owe(desk, round_, [(unit_id, None)], AssignmentState.OWED if owed else AssignmentState.WAIVED)


def _open_monthly(desk: Desk, round_: Round, plan: Plan) -> None:
    _owe(desk, round_, _expected(desk, round_, plan), AssignmentState.OWED)


def _expected(desk: Desk, round_: Round, plan: Plan) -> list[tuple[int, int]]:
    """Return the (unit, task) pairs a monthly round asks of, in the circular's order."""
    roles = roles_of(desk.session, plan.id or 0)
    done = _accepted_as_done(desk, plan, round_.due_at)
    return [
        (unit_id, task.id)
        for task in tasks_of(desk.session, plan.id or 0)
        if task.id is not None and task.id in roles
        for unit_id in (roles[task.id].lead_members[:1] if plan.first_lead_reports else roles[task.id].lead_members)
        if (unit_id, task.id) not in done
    ]


def refresh_open_rounds(desk: Desk) -> None:
    """Make the open rounds follow a corrected plan: new leads owe from now on, former ones who never answered do not.

    Units that are new to the plan owe their registration, too.
    """
    for round_ in open_now(desk.session, desk.now):
        plan = desk.session.get_one(Plan, round_.plan_id)
        if round_.kind == RoundKind.REGISTRATION:
            _refresh_registration(desk, round_, plan)
        if round_.kind != RoundKind.MONTHLY:
            continue
        expected = _expected(desk, round_, plan)
        present = {
            (assignment.unit_id, assignment.task_id): assignment
            for assignment, _, _ in assignments_of(desk.session, round_.id or 0)
        }
        _owe(desk, round_, [place for place in expected if place not in present], AssignmentState.OWED)
        wanted = set(expected)
        for place, assignment in present.items():
            if place in wanted and assignment.state == AssignmentState.WAIVED:
                assignment.state = AssignmentState.OWED
            elif place not in wanted and assignment.state == AssignmentState.OWED:
                assignment.state = AssignmentState.WAIVED
    desk.session.flush()


def _refresh_registration(desk: Desk, round_: Round, plan: Plan) -> None:
    rows = desk.session.exec(select(Assignment).where(Assignment.round_id == round_.id)).all()
    present = {row.unit_id: row for row in rows}
    named = units_of_plan(desk.session, plan)
    for unit_id in named:
        if unit_id not in present:
            _ask_registration(desk, round_, unit_id)
    for unit_id in present.keys() - set(named):
        if present[unit_id].state == AssignmentState.OWED:
            present[unit_id].state = AssignmentState.WAIVED


def _owe(desk: Desk, round_: Round, places: Sequence[tuple[int, int | None]], state: AssignmentState) -> None:
    """Write what these (unit, task) pairs owe; there may be thousands, so they are no objects of the session's."""
    rows = [
        {
            "round_id": round_.id or 0,
            "unit_id": unit_id,
            "task_id": task_id,
            "state": state,
            "created_at": desk.now,
        }
        for unit_id, task_id in places
    ]
    if rows:
        desk.session.execute(insert(Assignment), rows)


def _accepted_as_done(desk: Desk, plan: Plan, before: datetime) -> set[tuple[int, int]]:
    """Return the (unit, task) pairs whose last accepted answer says done: they owe nothing in later rounds."""
    last: dict[tuple[int, int], str | None] = {}
    earlier = desk.session.exec(
        select(Round)
        .where(
            Round.plan_id == plan.id,
            Round.kind == RoundKind.MONTHLY,
            Round.due_at < before,
            col(Round.opened_at).is_not(None),
        )
        .order_by(col(Round.due_at))
    ).all()
    for round_ in earlier:
        rows = [row[0] for row in assignments_of(desk.session, round_.id or 0)]
        accepted = [row for row in rows if row.state == AssignmentState.ACCEPTED and row.task_id is not None]
        answers = latest_answers(desk.session, [row.id for row in accepted if row.id is not None])
        last.update(
            {
                (row.unit_id, row.task_id): answers[row.id].status
                for row in accepted
                if row.task_id is not None and row.id in answers
            }
        )
    return {place for place, status in last.items() if status == Status.DONE}
