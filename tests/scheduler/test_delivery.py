"""What is to be said leaves in order, when it may, and once: the outbox (docs/decisions/0003)."""

import asyncio
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlmodel import Session, col, select

from bot.migrating import migrate
from models.actions.desk import REPLY, WAVE, Desk
from models.database import Database
from models.messages.channels import say_redirected
from models.rules.chats import Message
from models.rules.deliveries import Dead, Moved, Outcome, Parcel, RetryAfter, Sent
from models.rules.policies import Policy
from models.store.office import bound_office
from models.store.people import greet_person, person_by_chat
from models.store.queues import clear_leases
from models.tables import OfficeChat, OutboxMessage
from scheduler.delivery import IN_FLIGHT, OWN_ERRORS, Delivery
from tests.world import ADMIN_ID, ZONE, MovedClock, local, running

NOW = local("2024-06-18 09:00")
POLICY = Policy(zone=ZONE, language="zh-CN", approve_claims=True, admin_ids=(ADMIN_ID,), office_chat_id=None)


class Sender:
    """A channel that does as it is told; `sent` is what went out, chat and text, in order."""

    def __init__(self) -> None:
        self.sent: list[tuple[int | None, str]] = []
        self.asked: list[tuple[int | None, str]] = []
        self.outcomes: dict[str, list[Outcome | Exception]] = {}
        self.most_at_once = 0
        self._at_once = 0
        self.is_open = asyncio.Event()
        self.is_open.set()

    async def deliver(self, parcel: Parcel) -> Outcome:
        text = str(parcel.payload["html"])
        self.asked.append((parcel.chat_id, text))
        self._at_once += 1
        self.most_at_once = max(self.most_at_once, self._at_once)
        await self.is_open.wait()
        await asyncio.sleep(0)
        self._at_once -= 1
        coming = self.outcomes.get(text)
        if coming:
            outcome = coming.pop(0)
            if isinstance(outcome, Exception):
                raise outcome
            return outcome
        self.sent.append((parcel.chat_id, text))
        return Sent(len(self.sent))


class Office:
    """An outbox, the clock, and a delivery at work on it."""

    def __init__(self, database: Database) -> None:
        self.database = database
        self.clock = MovedClock(NOW)
        self.sender = Sender()
        self.delivery = Delivery(database, {"telegram": self.sender}, POLICY, self.clock.now, limits=None)

    def desk(self, work: Callable[[Desk], Any]) -> Any:  # noqa: ANN401 - whatever the work returns
        return self.database.transact(lambda session: work(Desk(session, self.clock.now(), POLICY, "test")))

    def say(self, chat_id: int, *texts: str, urgency: int = REPLY, **more: Any) -> None:  # noqa: ANN401 - any column
        def work(desk: Desk) -> None:
            for text in texts:
                row_id = desk.send(chat_id, Message(text), key=f"{chat_id}:{text}", urgency=urgency)
                row = desk.session.get_one(OutboxMessage, row_id)
                for name, value in more.items():
                    setattr(row, name, value)

        self.desk(work)

    def row(self, text: str) -> OutboxMessage:
        def look(session: Session) -> OutboxMessage:
            return session.exec(select(OutboxMessage).where(col(OutboxMessage.dedup_key).endswith(f":{text}"))).one()

        return self.database.look(look)

    def states(self) -> list[str]:
        return self.database.look(
            lambda session: list(session.exec(select(OutboxMessage.state).order_by(col(OutboxMessage.id))).all())
        )

    async def settle(self, *, within: float = 5) -> None:
        """Let everything leave that may."""
        self.delivery.wake()
        now = self.clock.now()

        def is_busy(session: Session) -> bool:
            rows = session.exec(select(OutboxMessage).where(col(OutboxMessage.state).in_(("waiting", "leased")))).all()
            first: dict[int | None, OutboxMessage] = {}
            for row in sorted(rows, key=lambda row: (row.urgency, row.id or 0)):
                first.setdefault(row.chat_id, row)
            return any(row.state == "leased" or row.next_attempt_at <= now for row in first.values())

        async with asyncio.timeout(within):
            while self.database.look(is_busy):  # noqa: ASYNC110 - a database rings no bell
                await asyncio.sleep(0.01)


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    database = Database(f"sqlite:///{tmp_path / 'liaison.db'}")
    migrate(database, NOW)
    yield Office(database)
    database.close()


@asynccontextmanager
async def delivering(office: Office) -> AsyncIterator[None]:
    stop = asyncio.Event()
    async with asyncio.TaskGroup() as group:
        group.create_task(office.delivery.run(stop))
        try:
            yield
        finally:
            stop.set()
            office.delivery.wake()


async def test_a_chat_s_messages_keep_their_order_across_retries_and_hold_up_nobody_else(office: Office) -> None:
    office.sender.outcomes["一"] = [RetryAfter("502"), RetryAfter("flood", 60)]
    office.say(1, "一", "二", "三")
    office.say(2, "别")
    async with delivering(office):
        await office.settle()
        assert office.sender.sent == [(2, "别")]
        office.clock.moment += timedelta(seconds=7)
        await office.settle()
        assert office.row("一").next_attempt_at == office.clock.now() + timedelta(seconds=60)
        office.clock.moment += timedelta(seconds=59)
        await office.settle()
        assert office.sender.sent == [(2, "别")]
        office.clock.moment += timedelta(seconds=1)
        await office.settle()
    assert office.sender.sent == [(2, "别"), (1, "一"), (1, "二"), (1, "三")]
    assert office.row("一").attempts == 3


async def test_replies_go_ahead_of_waves_in_a_chat_and_among_chats(office: Office) -> None:
    for chat_id in range(100, 100 + 2 * IN_FLIGHT):
        office.say(chat_id, f"催{chat_id}", urgency=WAVE)
    office.say(7, "催7", urgency=WAVE)
    office.say(7, "回执")
    async with delivering(office):
        await office.settle(within=10)
    assert office.sender.asked[0] == (7, "回执")
    assert office.sender.sent.index((7, "回执")) < office.sender.sent.index((7, "催7"))
    assert len(office.sender.sent) == 2 * IN_FLIGHT + 2
    assert 1 < office.sender.most_at_once <= IN_FLIGHT


async def test_one_message_of_a_chat_is_under_way_at_a_time(office: Office) -> None:
    office.say(1, *[str(number) for number in range(20)])
    async with delivering(office):
        await office.settle()
    assert office.sender.most_at_once == 1
    assert [text for _, text in office.sender.sent] == [str(number) for number in range(20)]


async def test_a_flood_in_one_chat_hides_nobody_s_message(office: Office) -> None:
    office.sender.outcomes["0"] = [RetryAfter("flood", 3600)]
    office.say(1, *[str(number) for number in range(700)])
    office.say(2, "别")
    async with delivering(office):
        await office.settle()
    assert office.sender.sent == [(2, "别")]


async def test_what_comes_too_late_is_not_sent_and_says_why(office: Office) -> None:
    office.say(1, "旧", not_after=NOW)
    office.say(1, "新")
    async with delivering(office):
        await office.settle()
    assert office.sender.sent == [(1, "新")]
    assert (office.row("旧").state, office.row("旧").reason) == ("skipped", "too_late")


async def test_what_a_dead_instance_had_in_hand_leaves_again_and_nothing_else_does(office: Office) -> None:
    office.say(1, "送达", state="sent")
    office.say(1, "在途", state="leased", attempts=1)
    office.say(1, "等待")
    async with delivering(office):
        await asyncio.sleep(0.1)
        assert office.sender.sent == []
        office.database.transact(clear_leases)
        await office.settle()
    assert office.sender.sent == [(1, "在途"), (1, "等待")]


async def test_told_to_stop_it_settles_what_has_left(office: Office) -> None:
    office.sender.is_open.clear()
    office.say(1, "一", "二")
    async with delivering(office):
        await asyncio.sleep(0.2)
        asyncio.get_running_loop().call_later(0.3, office.sender.is_open.set)
    assert office.states() == ["sent", "waiting"]


async def test_whoever_cannot_be_reached_is_left_alone_until_they_write(office: Office) -> None:
    office.desk(lambda desk: greet_person(desk.session, 5, "甲", NOW))
    office.sender.outcomes["一"] = [Dead("Forbidden: bot was blocked by the user", unreachable=True)]
    office.say(5, "一", "二")
    office.say(6, "别")
    async with delivering(office):
        await office.settle()
        office.say(5, "三", urgency=WAVE)
        await office.settle()
        assert office.sender.asked == [(5, "一"), (6, "别")]
        assert [office.row(text).state for text in "一二三"] == ["dead"] * 3
        assert [office.row(text).reason for text in "二三"] == ["unreachable"] * 2
        # Pressing Start again makes them reachable (`greet_person` is what every update of theirs goes through).
        office.desk(lambda desk: greet_person(desk.session, 5, "甲", NOW))
        office.say(5, "四")
        await office.settle()
    assert office.sender.sent == [(6, "别"), (5, "四")]


async def test_a_refusal_from_before_somebody_came_back_does_not_silence_them_again(office: Office) -> None:
    def come_back(desk: Desk) -> None:
        greet_person(desk.session, 5, "甲", NOW).last_input_at = NOW + timedelta(seconds=1)

    office.desk(come_back)
    office.sender.outcomes["一"] = [Dead("Forbidden: bot was blocked by the user", unreachable=True)]
    office.say(5, "一", "二")
    async with delivering(office):
        await office.settle()
    assert office.sender.sent == [(5, "二")]
    person = office.database.look(lambda session: person_by_chat(session, 5))
    assert person is not None
    assert person.unreachable_since is None


async def test_what_the_office_s_group_cannot_get_goes_to_the_admins(office: Office) -> None:
    office.desk(lambda desk: desk.session.add(OfficeChat(chat_id=-9, bound_by=ADMIN_ID, bound_at=NOW)))
    office.sender.outcomes["汇总"] = [Dead("Forbidden: bot was kicked from the supergroup chat", unreachable=True)]
    office.sender.outcomes["台账"] = [Dead("Bad Request: TOPIC_CLOSED", unreachable=True)]
    office.say(-9, "汇总", "台账")
    async with delivering(office):
        await office.settle()
    # Why it comes to them is said first, and once a day.
    (first, said), *rest = office.sender.sent
    assert first == ADMIN_ID
    assert said.startswith("⚠️ 办公室群收不到消息（机器人已不在群里）")
    assert rest == [(ADMIN_ID, "汇总"), (ADMIN_ID, "台账")]


@pytest.mark.parametrize(
    ("reason", "said"),
    [
        ("bot is not a member of the supergroup chat", "（机器人已不在群里）"),
        ("Topic_closed", "（话题已关闭）"),
        ("Not enough rights to send text messages to the chat", "（机器人没有发言权限）"),
        ("Chat not found", "（Chat not found）"),
    ],
)
def test_why_the_group_cannot_be_written_to_is_said_in_words(reason: str, said: str) -> None:
    assert said in say_redirected("zh-CN", reason)


async def test_a_group_that_moved_is_followed_with_everything_meant_for_it(office: Office) -> None:
    office.desk(lambda desk: desk.session.add(OfficeChat(chat_id=-9, bound_by=ADMIN_ID, bound_at=NOW)))
    office.sender.outcomes["一"] = [Moved(-100)]
    office.say(-9, "一", "二")
    async with delivering(office):
        await office.settle()
    # What is pinned in it does not come with it: there is a new card.
    *said, (where, card) = office.sender.sent
    assert said == [(-100, "一"), (-100, "二")]
    assert where == -100
    assert card.startswith("📌")
    assert office.database.look(lambda session: bound_office(session, None)) == (-100, None)


async def test_a_message_our_own_code_cannot_hand_over_is_given_up_in_the_end(office: Office) -> None:
    office.sender.outcomes["坏"] = [RuntimeError("cannot be made")] * OWN_ERRORS
    office.say(1, "坏", "好")
    office.say(2, "别")
    async with delivering(office):
        await office.settle()
        for _ in range(OWN_ERRORS - 1):
            assert office.sender.sent == [(2, "别")]
            office.clock.moment += timedelta(minutes=20)
            await office.settle()
    assert office.sender.sent == [(2, "别"), (1, "好")]
    assert (office.row("坏").state, office.row("坏").reason) == ("dead", "error: RuntimeError")


async def test_no_weekend_without_a_way_to_telegram_loses_a_message(office: Office) -> None:
    office.sender.outcomes["回执"] = [RetryAfter("ConnectError")] * 55
    office.say(1, "回执")
    async with delivering(office):
        for _ in range(55):
            await office.settle()
            office.clock.moment += timedelta(minutes=65)
        await office.settle()
    assert office.clock.now() - NOW > timedelta(hours=58)
    assert office.sender.sent == [(1, "回执")]


async def test_while_telegram_asks_for_a_pause_replies_leave_and_waves_wait(office: Office) -> None:
    office.sender.outcomes["多"] = [RetryAfter("flood", 30)]
    office.say(1, "多")
    async with delivering(office):
        await office.settle()
        office.say(2, "催", urgency=WAVE)
        office.say(3, "回执")
        office.delivery.wake()
        await asyncio.sleep(0.3)
        assert office.sender.sent == [(3, "回执")]
        office.clock.moment += timedelta(seconds=30)
        await office.settle()
    assert office.sender.sent == [(3, "回执"), (1, "多"), (2, "催")]


async def test_the_clock_set_back_an_hour_holds_nothing_up(office: Office) -> None:
    office.sender.outcomes["一"] = [RetryAfter("502")]
    office.say(1, "一")
    async with delivering(office):
        await office.settle()
        office.clock.moment -= timedelta(hours=1)
        office.say(2, "别")
        await office.settle()
        assert office.sender.sent == [(1, "一"), (2, "别")]
        # And forward again.
        office.clock.moment += timedelta(hours=1)
        office.say(3, "再")
        await office.settle()
    assert office.sender.sent == [(1, "一"), (2, "别"), (3, "再")]


async def test_the_clock_set_back_while_the_program_was_down_holds_nothing_up(office: Office) -> None:
    office.say(1, "一")
    office.clock.moment -= timedelta(hours=1)
    async with delivering(office):
        await asyncio.sleep(0.1)
        await office.settle()
    assert office.sender.sent == [(1, "一")]


async def test_a_reminder_is_looked_at_again_as_it_leaves(tmp_path: Path) -> None:
    async with running(tmp_path, approve_claims=False) as world:
        world.import_demo()
        anna = world.emulator.person(1, "安娜")
        await world.register(anna, "市先陶办")
        chat = anna.chat()
        world.clock.moment = local("2024-06-18 08:59:50")
        world.emulator.faults.retry_after("sendMessage", 20)
        await world.move_to("2024-06-18 09:00")
        assert "截止6月25日" not in chat.last.text
        # While the reminder waits for Telegram, everything is answered.
        chat.send("25、26已完成，地图已上线")
        await world.settle()
        await world.pass_time(seconds=21)
        chat.press("确认提交")
        await world.settle()
        await world.pass_time(minutes=20)
        assert not any("开始填报" in message.words for message in chat.messages)
        outcomes = {row["slot"]: row["outcome"] for row in world.export()["reminders"] if row["round"] == "2024-06"}
        assert outcomes == {"2024-06/opening": "nothing_owed"}
