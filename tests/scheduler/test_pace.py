"""Delivery keeps to Telegram's limits, and to what Telegram says; whoever waits for a reply waits for no wave."""

import asyncio

import pytest
from sqlmodel import Session, select

from models.actions.desk import BULK, WAVE
from models.rules.deliveries import Outcome, Parcel, RetryAfter, Sent
from models.rules.pacing import Limits
from models.tables import OutboxMessage
from scheduler.delivery import WAVES_IN_HAND, Delivery
from tests.scheduler.test_delivery import POLICY, Office, delivering, office

__all__ = ["office"]

FEW = Limits(overall=10, chat_burst=2, group=4)


class Line:
    """A channel that notes when each text came; `refusals` are answered first, by text."""

    def __init__(self) -> None:
        self.came: list[tuple[float, str]] = []
        self.refusals: dict[str, list[float]] = {}

    async def deliver(self, parcel: Parcel) -> Outcome:
        await asyncio.sleep(0.005)
        text = str(parcel.payload["html"])
        if self.refusals.get(text):
            return RetryAfter("flood", self.refusals[text].pop(0))
        self.came.append((asyncio.get_running_loop().time(), text))
        return Sent(len(self.came))

    @property
    def texts(self) -> list[str]:
        return [text for _, text in self.came]


def paced(office: Office) -> Line:
    """Let the office deliver under limits that a test can reach; its wall clock stands, real seconds go on."""
    line = Line()
    office.delivery = Delivery(
        office.database,
        {"telegram": line},
        POLICY,
        office.clock.now,
        limits=FEW,
        elapsed=lambda: asyncio.get_running_loop().time(),
    )
    return line


def most_in_a_second(line: Line) -> int:
    moments = [at for at, _ in line.came]
    return max(sum(start <= at < start + 1 - 1e-6 for at in moments) for start in moments)


async def test_a_wave_is_never_more_than_is_allowed_and_a_reply_goes_in_between(office: Office) -> None:
    line = paced(office)
    for number in range(1, 41):
        office.say(number, f"催{number}", urgency=WAVE)
    async with delivering(office):
        while len(line.came) < 8:  # noqa: ASYNC110 - what came rings no bell
            await asyncio.sleep(0.01)
        office.say(99, "回执")
        office.delivery.wake()
        await office.settle(within=20)
    assert len(line.came) == 41
    assert most_in_a_second(line) <= FEW.overall
    # A few had been let go before it was said; it did not wait for the rest.
    assert line.texts.index("回执") <= 30


async def test_what_is_due_next_leaves_first_and_what_has_no_due_time_last(office: Office) -> None:
    line = paced(office)
    office.say(1, "通知", urgency=BULK)
    office.say(2, "下周", urgency=28_000_000)
    office.say(3, "明天", urgency=27_990_000)
    office.say(4, "改期", urgency=WAVE)
    office.say(5, "回执")
    async with delivering(office):
        await office.settle()
    assert line.texts == ["回执", "改期", "明天", "下周", "通知"]


async def test_a_group_that_has_had_its_share_waits_in_the_outbox_in_order_and_no_attempt_is_counted(
    office: Office,
) -> None:
    line = paced(office)
    office.say(-5, *[str(number) for number in range(6)])
    office.say(1, "别")
    async with delivering(office):
        await office.settle()
    assert sorted(line.texts) == ["0", "1", "2", "3", "别"]
    rows = office.database.look(
        lambda session: list(session.exec(select(OutboxMessage).where(OutboxMessage.state == "waiting")).all())
    )
    assert [(row.dedup_key, row.attempts) for row in rows] == [(f"-5:{number}", 0) for number in (4, 5)]


async def test_a_refusal_sends_the_waves_in_hand_back_and_they_leave_when_it_is_over(office: Office) -> None:
    line = paced(office)
    line.refusals["催1"] = [3600]
    for number in range(1, WAVES_IN_HAND + 10):
        office.say(number, f"催{number}", urgency=WAVE)
    async with delivering(office):
        while office.row("催1").reason != "flood":  # noqa: ASYNC110 - a database rings no bell
            await asyncio.sleep(0.01)
        before = len(line.came)
        # Those under way when it came have arrived; nothing more leaves but replies to others.
        assert before < 12
        office.say(500, "回执")
        office.delivery.wake()
        while len(line.came) == before:  # noqa: ASYNC110 - what came rings no bell
            await asyncio.sleep(0.01)
        assert line.texts[before:] == ["回执"]

    def attempts(session: Session) -> list[int]:
        rows = session.exec(select(OutboxMessage).where(OutboxMessage.state == "waiting")).all()
        return [row.attempts for row in rows if row.reason != "flood"]

    waiting = office.database.look(attempts)
    assert len(waiting) >= WAVES_IN_HAND - 12
    assert set(waiting) == {0}


async def test_told_to_stop_it_gives_back_what_waits_for_its_turn(office: Office) -> None:
    line = paced(office)
    for number in range(1, 22):
        office.say(number, f"催{number}", urgency=WAVE)
    async with delivering(office):
        while not line.came:  # noqa: ASYNC110 - what came rings no bell
            await asyncio.sleep(0.01)
    states = office.states()
    assert "leased" not in states
    assert states.count("sent") == len(line.came)
    assert states.count("waiting") == 21 - len(line.came)


@pytest.mark.parametrize("key", ["update:7:0", "update:7:1", "digest:x:0"])
def test_only_the_first_thing_said_to_an_update_is_its_answer(key: str) -> None:
    parcel = Parcel(1, "telegram", 1, "message", {}, 0, 0, key)
    assert parcel.is_answer == (key == "update:7:0")
