"""How the open rounds stand for one person."""

from collections.abc import Sequence
from dataclasses import replace

from models.actions.desk import Desk
from models.actions.posts import numbers_of_unit, unregistered_tasks
from models.messages.standings import Standing
from models.messages.words import say_numbers
from models.rules.assignments import Item
from models.rules.words import AssignmentState, RoundKind
from models.store.drafts import draft_of, entry_rows, entry_value, files_of_entry
from models.store.people import invited_units, posts_of
from models.store.plans import unit_by_id
from models.store.rounds import assignment_of_unit, items_of, last_words_of, open_rounds
from models.tables import Person, Round


def standing_of(desk: Desk, person: Person, round_: Round) -> Standing:
    """Return a round as a person reporting in it sees it."""
    session = desk.session
    posts = posts_of(session, person.id or 0)
    items: Sequence[Item]
    if round_.kind == RoundKind.REGISTRATION:
        units = [post.unit_id for post in posts] or invited_units(session, person.id or 0)[:1]
        items = _registration_items(desk, round_, list(dict.fromkeys(units)))
    else:
        items = items_of(session, posts, round_)
    draft = draft_of(session, person.id or 0, round_.id or 0)
    entries = {} if draft is None or draft.confirmed_at is not None else entry_rows(session, draft.id or 0)
    # What waits for the claim's approval has been handed in: it is neither owed nor in the draft any more.
    held = {} if draft is None or draft.confirmed_at is None else entry_rows(session, draft.id or 0)
    items = [item if item.assignment_id not in held else _as_answered(item) for item in items]
    numbers = {item.assignment_id: (item.unit_id, item.number) for item in items if item.number is not None}
    last = last_words_of(desk.session, round_, {unit_id for unit_id, _ in numbers.values()})
    return Standing(
        round_id=round_.id or 0,
        slug=round_.slug,
        kind=round_.kind,
        due_at=round_.due_at,
        zone=desk.policy.zone,
        items=items,
        entries={
            key: replace(
                entry_value(row),
                files=len(files_of_entry(session, row.id or 0)),
                asks_status=key in numbers,
            )
            for key, row in entries.items()
        },
        last={key: last[place] for key, place in numbers.items() if place in last},
    )


def calls_owed(desk: Desk, person: Person) -> list[Standing]:
    """Return the data calls of somebody who owes nothing but these: without a task's number, nothing said is about them."""
    owing = [standing for standing in standings_of(desk, person) if any(item.is_owed for item in standing.items)]
    asking = [standing for standing in owing if standing.kind != RoundKind.REGISTRATION]
    return asking if all(standing.kind == RoundKind.DATA_CALL for standing in asking) else []


def _as_answered(item: Item) -> Item:
    return replace(item, state=AssignmentState.ANSWERED)


def _registration_items(desk: Desk, round_: Round, unit_ids: Sequence[int]) -> list[Item]:
    items: list[Item] = []
    for unit_id in unit_ids:
        assignment = assignment_of_unit(desk.session, round_.id or 0, unit_id)
        if assignment is None or assignment.state == AssignmentState.WAIVED:
            continue
        items.append(
            Item(
                assignment_id=assignment.id or 0,
                round_id=round_.id or 0,
                unit_id=unit_id,
                unit=unit_by_id(desk.session, unit_id).name,
                number=None,
                title=_left_to_register(desk, unit_id) if assignment.state == AssignmentState.OWED else "",
                text="",
                state=AssignmentState(assignment.state),
                due_at=assignment.due_at or round_.due_at,
                created_at=assignment.created_at,
                version=0,
            )
        )
    return items


def _left_to_register(desk: Desk, unit_id: int) -> str:
    """Return the tasks left, where a unit has named somebody for others; "" where it has named nobody."""
    every, left = numbers_of_unit(desk, unit_id), unregistered_tasks(desk, unit_id)
    return say_numbers(desk.policy.language, left) if len(left) < len(every) else ""


def standings_of(desk: Desk, person: Person) -> list[Standing]:
    """Return every open round in which the person has anything, the nearest due first."""
    standings = [standing_of(desk, person, round_) for round_ in open_rounds(desk.session, desk.now)]
    return [standing for standing in standings if standing.items]
