"""Arbitrary sequences of texts, presses, edits, restarts and hours: nothing raises, nothing reported is lost, and nobody is written to who should not be."""

import shutil
import tempfile
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from functools import partial
from pathlib import Path

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule
from sqlmodel import Session, col, select

import handlers
from bot.migrating import migrate
from models.actions.desk import Desk
from models.actions.importing import take_in_plan
from models.actions.plans import Span
from models.database import Database
from models.readers.files import PlanFile, read_file
from models.rules.chats import Incoming, IncomingKind
from models.rules.policies import Policy
from models.rules.words import AssignmentState, LiaisonState
from models.store.people import greet_person
from models.store.plans import units_by_name
from models.tables import Answer, Assignment, Liaison, OutboxMessage
from scheduler import TICKS
from tests.world import DEMO_PLAN, ZONE, local

ADMIN, ANNA, BORIS, STRANGER, OFFICE = 900, 1, 2, 3, -100500
PEOPLE = (ADMIN, ANNA, BORIS, STRANGER)
TEXTS = st.one_of(
    st.sampled_from(
        (
            "28已完成，地图已上线",
            "29滞后，经费未到位；其余按计划推进",
            "其余无进展",
            "25 推进中，60%\n26 尚未启动",
            "99已完成",
            "本月都没有新情况",
            "同上月",
            "我有哪些任务",
            "什么时候截止",
            "申请延期两天，材料未齐",
            "收到",
            "我调走了，以后由小李负责",
            "更正：28改为滞后",
            "张某某 13800000001，李某某 13900000002",
            "填报",
            "我的任务",
            "报送记录",
            "帮助",
            "/cancel",
            "/tasks",
            "/status",
            "/history",
            "/progress",
            "/missing",
            "/approve",
            "/language",
            "/privacy",
            "/contacts",
            "/handover",
            "/start",
            "/start nonsense",
            "/unknown",
            "【机密】28已完成",
            "<b>&\"'",
            "。",
        )
    ),
    st.text(max_size=40),
)
FORGED = st.sampled_from(
    (
        "status:1:d",
        "status:999999:n",
        "submit:1",
        "submit:2",
        "approve:1",
        "item:7",
        "rest:2",
        "drop:2",
        "x",
        "",
        "form:submit",
        "digest:2",
        "status:1",
    )
)

_READING = read_file(DEMO_PLAN.name, DEMO_PLAN.read_bytes())


class Office(RuleBasedStateMachine):
    """One office, two liaisons of different units, an admin and a stranger."""

    @initialize()
    def open_office(self) -> None:
        self.folder = Path(tempfile.mkdtemp())
        self.url = f"sqlite:///{self.folder / 'liaison.db'}"
        self.now = local("2024-06-18 08:59")
        self.update_id = 0
        self.answers_seen: dict[int, tuple[str, str | None]] = {}
        self.policy = Policy(zone=ZONE, admin_ids=(ADMIN,), office_chat_id=OFFICE)
        self.database = Database(self.url)
        migrate(self.database, self.now)
        self.database.transact(self._furnish)
        self.pass_time(timedelta(minutes=1))

    def _furnish(self, session: Session) -> None:
        assert isinstance(_READING, PlanFile)
        desk = Desk(session, self.now, self.policy, "furnish")
        take_in_plan(desk, _READING.circular, Span("2024-06", "2024-12"))
        units = units_by_name(session)
        for user_id, unit in ((ANNA, "市文旅局"), (BORIS, "市先陶办")):
            person = greet_person(session, user_id, f"P{user_id}", self.now)
            session.add(
                Liaison(
                    unit_id=units[unit].id or 0,
                    person_id=person.id,
                    state=LiaisonState.ACTIVE,
                    name=f"P{user_id}",
                    phone="13800000000",
                    leader_name="L",
                    leader_phone="13900000000",
                    claimed_at=self.now - timedelta(days=9),
                )
            )

    def _incoming(self, user_id: int, kind: IncomingKind) -> Incoming:
        self.update_id += 1
        return Incoming(
            update_id=self.update_id,
            kind=kind,
            fetched_at=self.now,
            chat_id=user_id,
            is_private=True,
            user_id=user_id,
            user_name=f"P{user_id}",
            sent_at=self.now,
            message_id=self.update_id,
        )

    def _handle(self, incoming: Incoming) -> None:
        before = self._last_outbox()
        self.database.transact(
            lambda session: handlers.handle(
                Desk(session, self.now, self.policy, f"update:{incoming.update_id}"), incoming, "bot"
            )
        )
        for chat_id in self._new_chats(before):
            # A stranger's or a liaison's words reach that person, the office, the admins, and colleagues the act concerns.
            assert chat_id in (incoming.chat_id, OFFICE, ADMIN, ANNA, BORIS)
            if incoming.user_id == STRANGER:
                assert chat_id in (STRANGER, ADMIN, OFFICE)

    def _last_outbox(self) -> int:
        return self.database.look(
            lambda session: session.exec(select(OutboxMessage.id).order_by(col(OutboxMessage.id).desc())).first() or 0
        )

    def _new_chats(self, before: int) -> set[int | None]:
        return self.database.look(
            lambda session: set(session.exec(select(OutboxMessage.chat_id).where(col(OutboxMessage.id) > before)).all())
        )

    @rule(user_id=st.sampled_from(PEOPLE), text=TEXTS)
    def say(self, user_id: int, text: str) -> None:
        self._handle(replace(self._incoming(user_id, IncomingKind.MESSAGE), text=text))

    @rule(user_id=st.sampled_from(PEOPLE), text=TEXTS, back=st.integers(0, 9))
    def edit(self, user_id: int, text: str, back: int) -> None:
        incoming = self._incoming(user_id, IncomingKind.EDIT)
        self._handle(replace(incoming, text=text, message_id=max(1, self.update_id - back)))

    @rule(user_id=st.sampled_from(PEOPLE), data=FORGED)
    def forge(self, user_id: int, data: str) -> None:
        self._handle(replace(self._incoming(user_id, IncomingKind.PRESS), data=data))

    @precondition(lambda self: self.update_id > 0)
    @rule(user_id=st.sampled_from(PEOPLE), choice=st.integers(0, 50), presser=st.none() | st.sampled_from(PEOPLE))
    def press(self, user_id: int, choice: int, presser: int | None) -> None:
        shown = self.database.look(lambda session: self._buttons(session, user_id))
        if shown:
            incoming = self._incoming(presser or user_id, IncomingKind.PRESS)
            self._handle(replace(incoming, data=shown[choice % len(shown)]))

    @staticmethod
    def _buttons(session: Session, chat_id: int) -> list[str]:
        rows = session.exec(
            select(OutboxMessage)
            .where(OutboxMessage.chat_id == chat_id)
            .order_by(col(OutboxMessage.id).desc())
            .limit(4)
        ).all()
        return [data for row in rows for buttons in row.payload.get("rows", ()) for _, data in buttons]

    @rule(span=st.sampled_from((timedelta(minutes=1), timedelta(hours=3), timedelta(days=2), timedelta(days=9))))
    def pass_time(self, span: timedelta) -> None:
        self.now += span
        for act in TICKS:
            self.database.transact(partial(self._tick, act))

    def _tick(self, act: Callable[[Desk], None], session: Session) -> None:
        act(Desk(session, self.now, self.policy, f"tick:{self.now}:{act.__name__}"))

    @rule()
    def restart(self) -> None:
        self.database.close()
        self.database = Database(self.url)

    @invariant()
    def nothing_reported_is_lost(self) -> None:
        if not hasattr(self, "database"):
            return
        rows = self.database.look(lambda session: session.exec(select(Answer)).all())
        present = {row.id or 0: (row.text, row.status) for row in rows}
        for answer_id, said in self.answers_seen.items():
            assert present[answer_id] == said
        self.answers_seen = present

    @invariant()
    def every_assignment_is_answered_or_owed_never_both(self) -> None:
        if not hasattr(self, "database"):
            return
        assignments = self.database.look(lambda session: session.exec(select(Assignment)).all())
        answered = {row.assignment_id for row in self.database.look(lambda session: session.exec(select(Answer)).all())}
        for row in assignments:
            if row.state in (AssignmentState.ANSWERED, AssignmentState.ACCEPTED):
                assert row.id in answered
            if row.state == AssignmentState.OWED and row.task_id is not None:
                assert row.id not in answered

    def teardown(self) -> None:
        if hasattr(self, "database"):
            self.database.close()
            shutil.rmtree(self.folder, ignore_errors=True)


TestOffice = Office.TestCase
TestOffice.settings = settings(
    max_examples=6, stateful_step_count=25, deadline=None, suppress_health_check=list(HealthCheck)
)
