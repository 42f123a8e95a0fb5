"""More time: asked for by a liaison before the deadline, decided by the office; or given by an admin at once."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from models.actions.conversing import await_next, conversation_of
from models.actions.desk import Desk
from models.actions.filing import judge_again
from models.actions.posts import tell_office
from models.actions.standings import standings_of
from models.messages import extending as say
from models.messages.standings import Standing
from models.rules.assignments import Item
from models.rules.chats import Message
from models.rules.deadlines import at_local, local_day, local_time
from models.rules.extensions import ExtensionWish, more_of, read_wish, wish_from_json
from models.rules.replies import read_numbers
from models.rules.words import AssignmentState, LiaisonState, RoundKind
from models.rules.written_days import read_day, read_time
from models.store.people import liaisons_of_unit, posts_of
from models.store.rounds import assignments_of, open_rounds
from models.tables import Assignment, Extension, Person, Round, Task, Unit

_DAYS_OF_YEAR = 366


def _askable(desk: Desk, person: Person, said_at: datetime) -> tuple[Standing, tuple[Item, ...]] | None:
    """Return the round in which time can be asked for (the nearest due that is not over), and what is owed in it."""
    for standing in standings_of(desk, person):
        items = tuple(item for item in standing.items if item.is_owed and item.due_at >= said_at)
        if items and standing.kind != RoundKind.REGISTRATION:
            return standing, items
    return None


def ask_extension(desk: Desk, person: Person, text: str, said_at: datetime) -> list[Message]:
    """Take a message as (part of) a request for more time: ask what is missing of it, or show it for 确认提交."""
    language = desk.language_of(person)
    found = _askable(desk, person, said_at)
    if found is None:
        await_next(desk, person, {})
        return [say.too_late(language) if _owes(desk, person) else say.nothing_to_extend(language)]
    standing, items = found
    zone = desk.policy.zone
    numbers = [item.number for item in items if item.number is not None]
    wish = read_wish(text, numbers, local_day(desk.now, zone))
    state = conversation_of(desk, person)
    if state.get("kind") == "extension" and state["round"] == standing.round_id:
        wish = more_of(wish_from_json(state["wish"]), wish)
    chosen = _chosen(items, wish)
    await_next(desk, person, {"kind": "extension", "round": standing.round_id, "wish": wish.to_json()})
    refusal = _check(desk, standing, chosen, wish)
    if refusal is not None:
        await_next(
            desk,
            person,
            {"kind": "extension", "round": standing.round_id, "wish": replace(wish, day=None, at=None).to_json()},
        )
        return [refusal_message(language, refusal, desk)]
    if not wish.is_complete:
        return [say.ask(language, _shown(standing, chosen), wish)]
    return [say.preview(language, _shown(standing, chosen), _due(desk, standing, wish), wish.reason, zone)]


def _owes(desk: Desk, person: Person) -> bool:
    return any(
        item.is_owed
        for standing in standings_of(desk, person)
        if standing.kind != RoundKind.REGISTRATION
        for item in standing.items
    )


def _chosen(items: Iterable[Item], wish: ExtensionWish) -> list[Item]:
    return [item for item in items if not wish.numbers or item.number in wish.numbers]


def _shown(standing: Standing, items: Sequence[Item]) -> say.Asked:
    return say.Asked(
        round_slug=standing.slug,
        kind=standing.kind,
        units=tuple(dict.fromkeys(item.unit for item in items)),
        numbers=tuple(item.number for item in items if item.number is not None),
    )


def _due(desk: Desk, standing: Standing, wish: ExtensionWish) -> datetime:
    zone = desk.policy.zone
    return at_local(wish.day or date.max, wish.at or local_time(standing.due_at, zone), zone)


@dataclass(frozen=True, slots=True)
class _Refused:
    """A day that cannot be asked for: not later than what stands (`earliest`), or behind the closing (`latest`)."""

    earliest: datetime | None = None
    latest: datetime | None = None


def refusal_message(language: str, refused: _Refused, desk: Desk) -> Message:
    """Word why a day cannot be asked for."""
    if refused.latest is not None:
        return say.after_closing(language, refused.latest, desk.policy.zone)
    return say.not_later(language, refused.earliest or desk.now, desk.policy.zone)


def _check(desk: Desk, standing: Standing, items: Sequence[Item], wish: ExtensionWish) -> _Refused | None:
    if wish.day is None or not items:
        return None
    due_at = _due(desk, standing, wish)
    round_ = desk.session.get_one(Round, standing.round_id)
    if due_at >= round_.closes_at:
        return _Refused(latest=round_.closes_at)
    stands = max(item.due_at for item in items)
    return _Refused(earliest=stands) if due_at <= stands else None


def submit_extension(desk: Desk, person: Person, said_at: datetime) -> list[Message] | None:
    """确认提交 of a request: keep it, and put it before the office; None when nothing waits."""
    language = desk.language_of(person)
    state = conversation_of(desk, person)
    if state.get("kind") != "extension":
        return None
    wish = wish_from_json(state["wish"])
    await_next(desk, person, {})
    if not wish.is_complete:
        return None
    found = _askable(desk, person, said_at)
    if found is None or found[0].round_id != state["round"]:
        return [say.too_late(language)]
    standing, items = found
    chosen = _chosen(items, wish)
    if not chosen or _check(desk, standing, chosen, wish) is not None:
        return [say.too_late(language)]
    row = Extension(
        round_id=standing.round_id,
        person_id=person.id or 0,
        assignments=[item.assignment_id for item in chosen],
        due_at=_due(desk, standing, wish),
        reason=wish.reason,
        asked_at=said_at,
    )
    desk.session.add(row)
    desk.session.flush()
    desk.note("ask_extension", standing.slug, actor=person.chat_user_id, extension=row.id)
    tell_office(desk, card(desk, row))
    return [say.asked(language, _shown(standing, chosen), row.due_at, desk.policy.zone)]


def drop_extension(desk: Desk, person: Person) -> Message | None:
    """取消 of a request not yet sent; None when there is none."""
    if conversation_of(desk, person).get("kind") != "extension":
        return None
    await_next(desk, person, {})
    return say.dropped(desk.language_of(person))


def _of_row(desk: Desk, row: Extension) -> tuple[Round, list[tuple[Assignment, Unit, Task | None]]]:
    round_ = desk.session.get_one(Round, row.round_id)
    return round_, [one for one in assignments_of(desk.session, row.round_id) if one[0].id in row.assignments]


def _asked(round_: Round, rows: Iterable[tuple[Assignment, Unit, Task | None]]) -> say.Asked:
    found = list(rows)
    return say.Asked(
        round_slug=round_.slug,
        kind=round_.kind,
        units=tuple(dict.fromkeys(unit.name for _, unit, _ in found)),
        numbers=tuple(task.number for _, _, task in found if task is not None),
    )


def card(desk: Desk, row: Extension) -> Message:
    """Return the card by which the office decides a request."""
    round_, rows = _of_row(desk, row)
    person = desk.session.get_one(Person, row.person_id)
    posts = posts_of(desk.session, row.person_id)
    name, phone = (posts[0].name, posts[0].phone) if posts else (person.name, "")
    return say.card(
        desk.policy.language,
        row.id or 0,
        _asked(round_, rows),
        say.Times(round_.due_at, row.due_at, desk.policy.zone),
        row.reason,
        name,
        phone,
    )


def decide_extension(desk: Desk, office: Person, extension_id: int, *, grant: bool) -> tuple[Message, bool]:
    """同意 or 不同意: returns what the card becomes, and whether this press decided it. The asker is told."""
    language = desk.policy.language
    row = desk.session.get(Extension, extension_id)
    if row is None or row.decided_at is not None:
        return say.settled(language), False
    round_, rows = _of_row(desk, row)
    row.decided_at, row.decided_by, row.granted = desk.now, office.chat_user_id, grant
    asked = _asked(round_, rows)
    if grant:
        _give(desk, round_, [assignment for assignment, _, _ in rows], row.due_at)
    desk.note(
        "extend" if grant else "refuse_extension",
        round_.slug,
        actor=office.chat_user_id,
        extension=row.id,
        tasks=list(asked.numbers),
        due_at=row.due_at.isoformat(),
    )
    person = desk.session.get_one(Person, row.person_id)
    desk.tell(
        person,
        say.granted(desk.language_of(person), asked, row.due_at, desk.policy.zone)
        if grant
        else say.refused(desk.language_of(person), asked, round_.due_at, desk.policy.zone),
    )
    return say.decided(language, asked, row.due_at, desk.policy.zone, granted=grant), True


def _give(desk: Desk, round_: Round, assignments: Iterable[Assignment], due_at: datetime) -> None:
    for assignment in assignments:
        assignment.due_at, assignment.due_set_at = due_at, desk.now
        # Whoever answered while the request lay undecided is judged by the decision.
        judge_again(desk, round_, assignment)
    desk.session.flush()


def extend_at_once(desk: Desk, admin: Person, unit: Unit, tasks: str, day: str, at: str) -> Message:
    """/extend UNIT TASKS|all DATE [HH:MM]: set the due time of what the unit still owes in its nearest round.

    Tasks, a day or a time that cannot be are named, and nothing is changed.
    """
    zone, language = desk.policy.zone, desk.language_of(admin)
    on, wall = read_day(day, local_day(desk.now, zone), within=_DAYS_OF_YEAR), read_time(at) if at else None
    if on is None or (at and wall is None):
        return say.bad_day(language, f"{day} {at}".strip())
    wanted: tuple[int, ...] | None = None
    if tasks.lower() not in ("all", "全部", "所有"):
        try:
            wanted = read_numbers(tasks)
        except ValueError:
            return say.bad_tasks(language, tasks)
    found = _owed_by(desk, unit, wanted)
    if found is None:
        return say.nothing_owed(language, unit.name)
    round_, rows = found
    due_at = at_local(on, wall or local_time(round_.due_at, zone), zone)
    if due_at >= round_.closes_at or due_at <= desk.now:
        return say.bad_day(language, f"{day} {at}".strip())
    asked = _asked(round_, rows)
    _give(desk, round_, [assignment for assignment, _, _ in rows], due_at)
    desk.note(
        "extend",
        round_.slug,
        actor=admin.chat_user_id,
        unit=unit.name,
        tasks=list(asked.numbers),
        due_at=due_at.isoformat(),
    )
    _tell_unit(desk, unit, asked, due_at)
    return say.decided(language, asked, due_at, zone, granted=True)


def _owed_by(
    desk: Desk, unit: Unit, wanted: tuple[int, ...] | None
) -> tuple[Round, list[tuple[Assignment, Unit, Task | None]]] | None:
    """Return the nearest round in which a unit owes these tasks (None: anything), and what of them it owes."""
    rounds: list[tuple[Round, list[tuple[Assignment, Unit, Task | None]]]] = []
    for round_ in open_rounds(desk.session, desk.now):
        rows = [
            (assignment, owner, task)
            for assignment, owner, task in assignments_of(desk.session, round_.id or 0)
            if owner.id == unit.id
            and assignment.state in (AssignmentState.OWED, AssignmentState.RETURNED)
            and (wanted is None or (task is not None and task.number in wanted))
        ]
        if rows:
            rounds.append((round_, rows))
    reports = [one for one in rounds if one[0].kind != RoundKind.REGISTRATION] or rounds
    return min(reports, key=lambda one: abs(one[0].due_at - desk.now), default=None)


def _tell_unit(desk: Desk, unit: Unit, asked: say.Asked, due_at: datetime) -> None:
    told: set[int] = set()
    for line in liaisons_of_unit(desk.session, unit.id or 0):
        concerned = line.tasks is None or not asked.numbers or set(line.tasks) & set(asked.numbers)
        if line.person_id is None or line.person_id in told or line.state != LiaisonState.ACTIVE or not concerned:
            continue
        told.add(line.person_id)
        person = desk.session.get_one(Person, line.person_id)
        desk.tell(person, say.granted(desk.language_of(person), asked, due_at, desk.policy.zone))
