"""An office in June with everybody in it, in a database, so that thousands of updates can be tried on it and undone."""

import re
from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from sqlalchemy import event
from sqlmodel import Session, SQLModel, col, select

import handlers
from bot.migrating import migrate
from models.actions.desk import Desk
from models.actions.invitations import hash_token
from models.actions.plans import Span, import_plan
from models.actions.rounds import open_rounds
from models.database import Database
from models.readers.files import PlanFile, read_file
from models.readers.known import known_units
from models.rules.chats import Incoming, IncomingKind
from models.rules.policies import Policy
from models.store.people import greet_person
from models.store.plans import units_by_name
from models.store.rounds import assignments_of, round_by_slug
from models.tables import (
    Answer,
    Attachment,
    Broadcast,
    Contribution,
    Conversation,
    Draft,
    DraftEntry,
    Extension,
    Invitation,
    LeaderAccount,
    Liaison,
    OfficeChat,
    OutboxMessage,
    Person,
)
from tests.world import DEMO_PLAN, ZONE, local

NOW = local("2024-06-19 10:00")
OFFICE_GROUP, OTHER_GROUP = -100, -200
STRANGER, ANNA, LEADER, MEMBER, ADMIN, BORIS, CLAIMANT = 1, 2, 3, 4, 900, 6, 7
ANNAS_UNIT, BORISS_UNIT, CLAIMED_UNIT = "市先陶办", "市文旅局", "市教育局"
# Stands in what is Boris's alone: his draft, what he was sent, his telephone.
SECRET = "鲍里斯的草稿"
PHONE = "13911112222"
# An invitation that is still good, and may be used once.
TOKEN = "an-invitation-that-is-still-good"


@dataclass(slots=True)
class Outcome:
    """What one update did: its toast, what it put into the outbox, and every table before and after."""

    toast: str
    sent: list[OutboxMessage]
    before: dict[str, list[tuple[Any, ...]]]
    after: dict[str, list[tuple[Any, ...]]]

    @property
    def words(self) -> list[str]:
        """Everything said: the toast and every text."""
        return [*([self.toast] if self.toast else []), *(str(row.payload.get("html", "")) for row in self.sent)]

    def changed(self, *, but: tuple[str, ...] = ()) -> list[str]:
        """Return the tables that are not as they were, `but` those."""
        return [name for name, rows in self.after.items() if name not in but and rows != self.before[name]]


@dataclass(slots=True)
class Scene:
    """The office. `ids` names rows: `boris` his post, `owed` his owed item, `answered` his answered one, and so on."""

    database: Database
    policy: Policy = field(default_factory=lambda: Policy(zone=ZONE, admin_ids=(ADMIN,)))
    ids: dict[str, int] = field(default_factory=dict)
    before: dict[str, list[tuple[Any, ...]]] = field(default_factory=dict)
    known: frozenset[int | None] = frozenset()

    def try_out(self, incoming: Incoming) -> Outcome:
        """Handle an update, look at what it did, and undo it."""

        def work(session: Session) -> Outcome:
            if not self.before:
                self.before = _dump(session)
                self.known = frozenset(session.exec(select(OutboxMessage.id)).all())
            desk = Desk(session, NOW, self.policy, f"update:{incoming.update_id}")
            with written(self.database) as tables:
                handlers.handle(desk, incoming, "some_bot")
                session.flush()
            sent = [] if "outbox" not in tables else session.exec(select(OutboxMessage)).all()
            # What was not written to is as it was; looking at all of it would take most of the time.
            after = {**self.before, **_dump(session, tables)}
            return Outcome(desk.toast, [row for row in sent if row.id not in self.known], self.before, after)

        return self.database.rehearse(work)


def said(user_id: int, chat_id: int, text: str, **more: Any) -> Incoming:  # noqa: ANN401 - any field
    """Return a message."""
    return Incoming(
        update_id=77,
        kind=IncomingKind.MESSAGE,
        fetched_at=NOW,
        chat_id=chat_id,
        is_private=chat_id > 0,
        user_id=user_id,
        sent_at=NOW,
        message_id=5,
        text=text,
        **more,
    )


def pressed(user_id: int, chat_id: int, data: str, **more: Any) -> Incoming:  # noqa: ANN401 - any field
    """Return a press, whether or not there is such a button."""
    return Incoming(
        update_id=77,
        kind=IncomingKind.PRESS,
        fetched_at=NOW,
        chat_id=chat_id,
        is_private=chat_id > 0,
        user_id=user_id,
        message_id=5,
        data=data,
        query_id="1",
        **more,
    )


@contextmanager
def written(database: Database) -> Iterator[set[str]]:
    """Collect the names of the tables that are written to while inside."""
    tables: set[str] = set()

    def note(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
        match = _WRITES.match(statement)
        if match is not None:
            tables.add(match[1])

    event.listen(database.engine, "before_cursor_execute", note)
    try:
        yield tables
    finally:
        event.remove(database.engine, "before_cursor_execute", note)


_WRITES = re.compile(r"\s*(?:INSERT(?: OR \w+)? INTO|UPDATE|DELETE FROM)\s+\"?(\w+)")


def _dump(session: Session, tables: Collection[str] = SQLModel.metadata.tables) -> dict[str, list[tuple[Any, ...]]]:
    session.flush()
    # The driver's own cursor: this is done thousands of times.
    cursor = session.connection().connection.cursor()
    found: dict[str, list[tuple[Any, ...]]] = {}
    for name in tables:
        # Whoever writes is greeted: when somebody was last seen is nobody's secret and no deed.
        columns = "id, name, language, erased_at" if name == "person" else "*"
        cursor.execute(f'SELECT {columns} FROM "{name}"')  # noqa: S608 - our own tables
        found[name] = list(cursor.fetchall())
    return found


def make_scene(folder: Path) -> Scene:
    """Make the office in a fresh database."""
    database = Database(f"sqlite:///{folder / 'liaison.db'}")
    migrate(database, NOW)
    scene = Scene(database)
    database.transact(lambda session: _furnish(Desk(session, local("2024-05-27 09:00"), scene.policy, "scene"), scene))
    return scene


def _furnish(desk: Desk, scene: Scene) -> None:
    reading = read_file(DEMO_PLAN.name, DEMO_PLAN.read_bytes())
    assert isinstance(reading, PlanFile)
    import_plan(desk, reading.circular, Span("2024-06", "2024-12"), known_units())
    open_rounds(desk)
    desk.now = NOW
    open_rounds(desk)
    session = desk.session
    session.add(OfficeChat(chat_id=OFFICE_GROUP, bound_by=ADMIN, bound_at=NOW))
    people = {
        number: greet_person(session, number, name, NOW)
        for number, name in (
            (ANNA, "安娜"),
            (LEADER, "局长"),
            (MEMBER, "科员"),
            (ADMIN, "管理员"),
            (BORIS, "鲍里斯"),
            (CLAIMANT, "申请人"),
        )
    }
    units = units_by_name(session)
    lines = {
        name: _post(session, people[number], units[unit].id or 0, state)
        for name, number, unit, state in (
            ("anna", ANNA, ANNAS_UNIT, "active"),
            ("boris", BORIS, BORISS_UNIT, "active"),
            ("claim", CLAIMANT, CLAIMED_UNIT, "pending"),
        )
    }
    nobody = _post(session, None, units[CLAIMED_UNIT].id or 0, "active")
    session.add(LeaderAccount(unit_id=units[BORISS_UNIT].id or 0, person_id=people[LEADER].id or 0, joined_at=NOW))
    round_ = round_by_slug(session, "2024-06")
    assert round_ is not None
    mine: Mapping[str, list[Any]] = {
        unit: [row for row, named, _ in assignments_of(session, round_.id or 0) if named.name == unit]
        for unit in (ANNAS_UNIT, BORISS_UNIT)
    }
    owed, answered = mine[BORISS_UNIT][:2]
    answered.state = "answered"
    answer = Answer(
        assignment_id=answered.id,
        version=1,
        status="on_track",
        text="已报",
        person_id=people[BORIS].id,
        submitted_by=BORIS,
        submitted_at=NOW,
        confirmed_at=NOW,
        recorded_at=NOW,
        on_time=True,
        receipt="2024-06-0001",
    )
    draft = Draft(person_id=people[BORIS].id or 0, round_id=round_.id or 0, changed_at=NOW)
    session.add_all([answer, draft])
    session.flush()
    link = Invitation(
        unit_id=units[BORISS_UNIT].id or 0,
        token_hash=hash_token(TOKEN),
        uses=1,
        expires_at=local("2024-07-19 10:00"),
        created_at=NOW,
    )
    wish = Extension(
        round_id=round_.id or 0,
        person_id=people[BORIS].id or 0,
        assignments=[owed.id],
        due_at=local("2024-06-27 17:00"),
        reason=SECRET,
        asked_at=NOW,
    )
    given = Contribution(
        assignment_id=owed.id,
        unit_id=units[ANNAS_UNIT].id or 0,
        person_id=people[ANNA].id or 0,
        text="素材",
        sent_at=NOW,
    )
    notice = Broadcast(text="通知", asked_by=ADMIN, chat_id=ADMIN, asked_at=NOW)
    session.add_all(
        [
            link,
            wish,
            given,
            notice,
            Attachment(answer_id=answer.id or 0, name="图.jpg", sha256="0" * 64, size=3),
            DraftEntry(draft_id=draft.id or 0, assignment_id=owed.id, status="delayed", text=SECRET, sent_at=NOW),
            Conversation(
                person_id=people[BORIS].id or 0, state={"kind": "text", "assignment": owed.id}, changed_at=NOW
            ),
        ]
    )
    session.flush()
    scene.ids = {
        "round": round_.id or 0,
        "plan": round_.plan_id,
        "unit": units[BORISS_UNIT].id or 0,
        "other_unit": units[ANNAS_UNIT].id or 0,
        "annas": mine[ANNAS_UNIT][0].id,
        "owed": owed.id,
        "answered": answered.id,
        "nobody": nobody,
        "link": link.id or 0,
        "wish": wish.id or 0,
        "given": given.id or 0,
        "notice": notice.id or 0,
        **lines,
    }


def _post(session: Session, person: Person | None, unit_id: int, state: str) -> int:
    line = Liaison(
        unit_id=unit_id,
        person_id=None if person is None else person.id,
        state=state,
        name="某" if person is None else person.name,
        phone=PHONE if person is not None and person.chat_user_id == BORIS else "13800000000",
        leader_name="张",
        leader_phone="13700000000",
        claimed_at=NOW,
    )
    session.add(line)
    session.flush()
    return line.id or 0


def people_named(session: Session, *numbers: int) -> dict[int, int]:
    """Return the rows of these people, by chat user id."""
    rows = session.exec(select(Person).where(col(Person.chat_user_id).in_(numbers))).all()
    return {row.chat_user_id: row.id or 0 for row in rows}
