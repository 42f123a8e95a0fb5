"""Arbitrary sequences of texts, presses, edits, restarts and hours: nothing raises, nothing reported is lost, and nobody is written to who should not be."""

import shutil
import tempfile
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from functools import partial
from pathlib import Path

import pytest
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
from models.rules.chats import Incoming, IncomingKind, Message
from models.rules.policies import Policy
from models.rules.words import AssignmentState, LiaisonState, RoundKind
from models.store.drafts import drop_draft
from models.store.people import greet_person, person_by_chat, posts_of
from models.store.plans import units_by_name
from models.store.rounds import items_of, open_rounds
from models.tables import (
    Answer,
    Assignment,
    Conversation,
    Draft,
    DraftEntry,
    Liaison,
    OutboxMessage,
    Person,
    Task,
)
from scheduler import TICKS
from tests.world import DEMO_PLAN, ZONE, local

ADMIN, ANNA, BORIS, STRANGER, OFFICE, OTHER_GROUP = 900, 1, 2, 3, -100500, -100777
PEOPLE = (ADMIN, ANNA, BORIS, STRANGER)
OWN_TASKS = {ANNA: (28, 29, 30), BORIS: (25, 26)}
# Whatever is in hand, none of these says anything of a task: a draft is after them what it was before.
HARMLESS = st.sampled_from(
    (
        "我有哪些任务",
        "什么时候截止",
        "收到",
        "谢谢",
        "填报",
        "我的任务",
        "我的待报",
        "报送记录",
        "对接人",
        "换人",
        "请假",
        "帮助",
        "/tasks",
        "/report",
        "/status",
        "/history",
        "/contacts",
        "/handover",
        "/leave",
        "/privacy",
        "/language",
        "/help",
        "/start",
        "/start nonsense",
        "/unknown",
        "/help@another_bot",
        "/progress",
        "/revoke 市文旅局",
        "99已完成，上线",
        "申请延期两天，材料未齐",
    )
)
Drafts = dict[tuple[int, int], tuple[str | None, str]]
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
                # Whoever asks a group's /help, and nothing else, is answered in that group.
                asked_here = (incoming.chat_id,) if incoming.text.startswith("/help") else ()
                assert chat_id in (STRANGER, ADMIN, OFFICE, *asked_here)

    def _last_outbox(self) -> int:
        return self.database.look(
            lambda session: session.exec(select(OutboxMessage.id).order_by(col(OutboxMessage.id).desc())).first() or 0
        )

    def _new_chats(self, before: int) -> set[int | None]:
        return self.database.look(
            lambda session: set(session.exec(select(OutboxMessage.chat_id).where(col(OutboxMessage.id) > before)).all())
        )

    def _drafts(self) -> dict[int, Drafts]:
        """Return what each person has said and not submitted: status and words by round and assignment."""

        def look(session: Session) -> dict[int, Drafts]:
            found: dict[int, Drafts] = {}
            rows = session.exec(
                select(DraftEntry, Draft, Person)
                .join(Draft, col(Draft.id) == col(DraftEntry.draft_id))
                .join(Person, col(Person.id) == col(Draft.person_id))
            ).all()
            for entry, draft, person in rows:
                words = entry.text + entry.problems + entry.next_step
                found.setdefault(person.chat_user_id, {})[draft.round_id, entry.assignment_id] = (entry.status, words)
            return found

        return self.database.look(look)

    def _answered(self) -> set[tuple[int, str]]:
        """Return assignment and words of every version of every answer."""
        rows = self.database.look(lambda session: session.exec(select(Answer)).all())
        return {(row.assignment_id, row.text + row.problems + row.next_step) for row in rows}

    def _number_of(self, assignment_id: int) -> int | None:
        def look(session: Session) -> int | None:
            task_id = session.get_one(Assignment, assignment_id).task_id
            return None if task_id is None else session.get_one(Task, task_id).number

        return self.database.look(look)

    @rule(user_id=st.sampled_from(PEOPLE), text=TEXTS)
    def say(self, user_id: int, text: str) -> None:
        before = self._drafts()
        self._handle(replace(self._incoming(user_id, IncomingKind.MESSAGE), text=text))
        self._others_are_untouched(before, user_id)

    def _others_are_untouched(self, before: dict[int, Drafts], user_id: int) -> None:
        now = self._drafts()
        for other in OWN_TASKS:
            if other != user_id:
                assert now.get(other, {}) == before.get(other, {}), f"{user_id} changed the draft of {other}"

    def _awaits_text(self, user_id: int) -> bool:
        """Tell whether a question is open that takes any text for its answer."""

        def look(session: Session) -> bool:
            person = person_by_chat(session, user_id)
            row = None if person is None else session.get(Conversation, person.id)
            return row is not None and row.state.get("kind") in ("text", "add", "give", "extension", "card")

        return self.database.look(look)

    @rule(user_id=st.sampled_from(PEOPLE), text=HARMLESS)
    def ask_or_thank(self, user_id: int, text: str) -> None:
        """Say what says nothing of any task: no draft changes, and only the own chat is answered in."""
        if not text.startswith("/") and self._awaits_text(user_id):
            return
        before, outbox = self._drafts(), self._last_outbox()
        self._handle(replace(self._incoming(user_id, IncomingKind.MESSAGE), text=text))
        assert self._drafts() == before, f"{text!r} changed a draft"
        assert self._new_chats(outbox) <= {user_id}, f"{text!r} was answered elsewhere"

    @rule(
        data=st.data(), user_id=st.sampled_from(sorted(OWN_TASKS)), words=st.sampled_from(("甲方已签约", "乙楼已封顶"))
    )
    def report(self, data: st.DataObject, user_id: int, words: str) -> None:
        """Report on a task: whatever was going on, the words are in the draft, or the person is told why not."""
        number = data.draw(st.sampled_from(OWN_TASKS[user_id]))
        before, outbox = self._drafts(), self._last_outbox()
        self._handle(replace(self._incoming(user_id, IncomingKind.MESSAGE), text=f"{number}已完成，{words}"))
        assert self._new_chats(outbox) <= {user_id}
        assert self._new_chats(outbox), "a report was not answered"
        now = self._drafts()
        self._others_are_untouched(before, user_id)
        for key, said in before.get(user_id, {}).items():
            if self._number_of(key[1]) != number:
                assert now[user_id].get(key) == said, "a report on one task changed another's words"
        told = {self._number_of(key[1]) for key, said in now.get(user_id, {}).items() if words in said[1]}
        assert number in told or not self._is_asked(user_id, number), f"{words!r} of task {number} was lost"

    def _is_asked(self, user_id: int, number: int) -> bool:
        """Tell whether a round that is open asks the person about the task, and nothing holds the draft back."""

        def look(session: Session) -> bool:
            person = person_by_chat(session, user_id)
            rounds = [round_ for round_ in open_rounds(session, self.now) if round_.kind == RoundKind.MONTHLY]
            posts = [] if person is None else posts_of(session, person.id or 0)
            return any(item.number == number for round_ in rounds for item in items_of(session, posts, round_))

        return self.database.look(look)

    @rule(
        user_id=st.sampled_from(PEOPLE),
        group=st.sampled_from((OFFICE, OTHER_GROUP)),
        text=st.one_of(HARMLESS, TEXTS),
        data=FORGED,
        is_press=st.booleans(),
    )
    def act_in_group(self, user_id: int, group: int, text: str, data: str, is_press: bool) -> None:  # noqa: FBT001 - drawn
        """Say or press something in a group: nobody's draft changes for it."""
        before = self._drafts()
        kind = IncomingKind.PRESS if is_press else IncomingKind.MESSAGE
        incoming = replace(self._incoming(user_id, kind), chat_id=group, is_private=False)
        self._handle(replace(incoming, data=data) if is_press else replace(incoming, text=text))
        assert self._drafts() == before

    @rule(user_id=st.sampled_from(PEOPLE), text=TEXTS, back=st.integers(0, 9))
    def edit(self, user_id: int, text: str, back: int) -> None:
        incoming = self._incoming(user_id, IncomingKind.EDIT)
        before = self._drafts()
        self._handle(replace(incoming, text=text, message_id=max(1, self.update_id - back)))
        self._others_are_untouched(before, user_id)

    @rule(user_id=st.sampled_from(PEOPLE), data=FORGED)
    def forge(self, user_id: int, data: str) -> None:
        before = self._drafts()
        self._handle(replace(self._incoming(user_id, IncomingKind.PRESS), data=data))
        self._others_are_untouched(before, user_id)

    @precondition(lambda self: self.update_id > 0)
    @rule(
        user_id=st.sampled_from(PEOPLE),
        choice=st.integers(0, 50),
        presser=st.none() | st.sampled_from(PEOPLE),
        reach=st.sampled_from((4, 40)),
    )
    def press(self, user_id: int, choice: int, presser: int | None, reach: int) -> None:
        """Press a button, of the newest messages or of a stale one, as its addressee or as somebody else."""
        shown = self.database.look(lambda session: self._buttons(session, user_id, reach))
        if not shown:
            return
        who, data = presser or user_id, shown[choice % len(shown)]
        before = self._drafts()
        self._handle(replace(self._incoming(who, IncomingKind.PRESS), data=data))
        self._others_are_untouched(before, who)
        self._nothing_leaves_but_as_an_answer(before.get(who, {}), self._drafts().get(who, {}), data)

    def press_word(self, verb: str) -> None:
        """Press the newest button of Anna's with that verb."""
        shown = self.database.look(lambda session: self._buttons(session, ANNA, 4))
        self.press(ANNA, next(at for at, data in enumerate(shown) if data.startswith(f"{verb}:")), None, 4)

    def _nothing_leaves_but_as_an_answer(self, before: Drafts, now: Drafts, data: str) -> None:
        """Demand that what a press took out of a draft has been filed, unless it says 取消, and that no press takes words away."""
        verb = data.split(":", maxsplit=1)[0]
        if verb in ("drop", "erase"):
            return
        answered = self._answered()
        for key, (_, words) in before.items():
            if key not in now:
                assert verb == "submit"
                assert (key[1], words) in answered, f"submitting lost {words!r}"
            elif verb not in ("status", "same", "aslead", "quote"):
                assert now[key][1].startswith(words) or verb == "held", f"{data!r} changed {words!r}"

    @staticmethod
    def _buttons(session: Session, chat_id: int, reach: int) -> list[str]:
        rows = session.exec(
            select(OutboxMessage)
            .where(OutboxMessage.chat_id == chat_id)
            .order_by(col(OutboxMessage.id).desc())
            .limit(reach)
        ).all()
        return [data for row in rows for buttons in row.payload.get("rows", ()) for _, data in buttons]

    @rule(span=st.sampled_from((timedelta(minutes=1), timedelta(hours=3), timedelta(days=2), timedelta(days=9))))
    def pass_time(self, span: timedelta) -> None:
        self.now += span
        before = self._drafts()
        for act in TICKS:
            self.database.transact(partial(self._tick, act))
        assert self._drafts() == before, "time took something out of a draft"

    def _tick(self, act: Callable[[Desk], None], session: Session) -> None:
        act(Desk(session, self.now, self.policy, f"tick:{self.now}:{act.__name__}"))

    @rule()
    def restart(self) -> None:
        before = self._drafts()
        self.database.close()
        self.database = Database(self.url)
        assert self._drafts() == before

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
    max_examples=6, stateful_step_count=30, deadline=None, suppress_health_check=list(HealthCheck)
)


class Forgetful(Office):
    """An office that loses what it is told to lose: the machine must notice each."""

    lose: Callable[[Session, Incoming], None]

    def _handle(self, incoming: Incoming) -> None:
        super()._handle(incoming)
        self.database.transact(lambda session: self.lose(session, incoming))


def drop_drafts(session: Session, _incoming: Incoming) -> None:
    for draft in session.exec(select(Draft)).all():
        drop_draft(session, draft)


def drop_answers(session: Session, _incoming: Incoming) -> None:
    for answer in session.exec(select(Answer)).all():
        session.delete(answer)


def write_to_a_colleague(session: Session, incoming: Incoming) -> None:
    Desk(session, incoming.fetched_at, Policy(zone=ZONE, admin_ids=()), f"odd:{incoming.update_id}").send(
        BORIS, Message("x")
    )


@pytest.mark.parametrize(
    ("lose", "act"),
    [
        (drop_drafts, lambda office: office.ask_or_thank(ANNA, "/leave")),
        (drop_drafts, lambda office: office.say(BORIS, "收到")),
        (drop_drafts, lambda office: office.forge(STRANGER, "submit:1")),
        (drop_drafts, lambda office: office.edit(BORIS, "25已完成", 0)),
        (drop_drafts, lambda office: office.act_in_group(ADMIN, OFFICE, "/progress", "x", is_press=False)),
        (drop_answers, lambda office: office.press_word("submit")),
        (write_to_a_colleague, lambda office: office.ask_or_thank(ANNA, "/status")),
    ],
)
def test_the_machine_notices_what_is_lost_or_said_to_others(
    lose: Callable[[Session, Incoming], None], act: Callable[[Forgetful], None]
) -> None:
    office = Forgetful()
    office.lose = lambda _session, _incoming: None
    office.open_office()
    try:
        office.say(ANNA, "28已完成，地图已上线")
        assert office._drafts()[ANNA]
        office.lose = lose
        with pytest.raises(AssertionError):
            act(office)
    finally:
        office.teardown()
