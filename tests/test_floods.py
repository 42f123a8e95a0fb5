"""Strangers and floods: one polite line, next to no cost, and nobody else waits."""

import asyncio
from pathlib import Path

from sqlmodel import col, func, select

from handlers.gate import (
    ANSWERS,
    ANSWERS_IN_CONVERSATION,
    BARRED_SECONDS,
    MINUTE,
    REMEMBERED,
    WRONG_TOKENS,
    Admission,
    Gate,
)
from locales import t
from models.tables import InboxUpdate, OutboxMessage, Person
from tests.test_dispatcher import said, working
from tests.world import World, running


class Seconds:
    """A clock that never jumps, moved by hand."""

    def __init__(self) -> None:
        self.at = 50.0

    def __call__(self) -> float:
        return self.at


def rows(world: World, table: type[Person] | type[OutboxMessage]) -> int:
    return world.database.look(lambda session: session.exec(select(func.count()).select_from(table)).one())


# -- the gate


def test_a_stranger_is_answered_ten_times_a_minute_told_so_once_and_then_not_heard() -> None:
    seconds = Seconds()
    gate = Gate(seconds)
    heard = [gate.admit(1, update_id, in_conversation=False) for update_id in range(ANSWERS + 50)]
    assert heard == [Admission.HEARD] * ANSWERS + [Admission.SLOWED] + [Admission.UNHEARD] * 49
    # Nobody pays for another.
    assert gate.admit(2, 100, in_conversation=False) is Admission.HEARD
    seconds.at += MINUTE - 1
    assert gate.admit(1, 101, in_conversation=False) is Admission.UNHEARD
    seconds.at += 1
    assert gate.admit(1, 102, in_conversation=False) is Admission.HEARD


def test_an_update_that_is_handled_again_is_counted_once_and_decided_about_in_the_same_way() -> None:
    gate = Gate(Seconds())
    for update_id in range(ANSWERS):
        assert [gate.admit(1, update_id, in_conversation=False) for _ in range(3)] == [Admission.HEARD] * 3
    assert [gate.admit(1, ANSWERS, in_conversation=False) for _ in range(2)] == [Admission.SLOWED] * 2
    for update_id in range(WRONG_TOKENS - 1):
        for _ in range(3):
            gate.note_wrong_token(1, update_id)
    assert gate.barred_minutes(1) == 0


def test_whoever_is_in_the_middle_of_registering_may_write_more() -> None:
    gate = Gate(Seconds())
    heard = [gate.admit(1, update_id, in_conversation=True) for update_id in range(ANSWERS_IN_CONVERSATION + 2)]
    assert heard[-2:] == [Admission.SLOWED, Admission.UNHEARD]


def test_after_five_wrong_invitations_none_is_looked_at_for_ten_minutes() -> None:
    seconds = Seconds()
    gate = Gate(seconds)
    for update_id in range(WRONG_TOKENS):
        assert gate.barred_minutes(1) == 0
        gate.note_wrong_token(1, update_id)
    assert gate.barred_minutes(1) == 10
    assert gate.barred_minutes(2) == 0
    seconds.at += BARRED_SECONDS - 1
    assert gate.barred_minutes(1) == 1
    seconds.at += 1
    assert gate.barred_minutes(1) == 0
    gate.note_wrong_token(1, WRONG_TOKENS)
    assert gate.barred_minutes(1) == 0


def test_the_gate_s_memory_does_not_grow_with_the_number_of_strangers() -> None:
    gate = Gate(Seconds())
    for number in range(REMEMBERED * 2):
        gate.admit(number, number, in_conversation=False)
        gate.note_wrong_token(number, number)
    assert len(gate._accounts) == len(gate._decided) == len(gate._wrong) == REMEMBERED


# -- at the door


async def test_a_stranger_gets_one_polite_line_a_message_and_nothing_is_written_down_about_them(tmp_path: Path) -> None:
    async with running(tmp_path) as world:
        people = rows(world, Person)
        chat = world.emulator.person(5, "旁人").chat()
        for _ in range(40):
            chat.send("在吗")
        await world.settle()
        answers = [seen.text for seen in chat.messages if seen.is_from_bot]
        assert len(answers) == ANSWERS + 1
        assert "账号编号：5" in answers[0]
        assert answers[-1] == t("zh-CN", "permission-slower")
        assert rows(world, Person) == people
        assert rows(world, OutboxMessage) <= ANSWERS + 3


async def test_a_flood_of_one_user_does_not_delay_another(tmp_path: Path) -> None:
    async with working(tmp_path) as desk:
        await desk.arrive(*[said(number, 1, "/help") for number in range(1, 400)], said(999, 2, "/start"))
        await desk.until_done(999)
        waiting = desk.database.look(
            lambda session: session.exec(
                select(func.count()).select_from(InboxUpdate).where(col(InboxUpdate.done_at).is_(None))
            ).one()
        )
        assert waiting > 200
        async with asyncio.timeout(20):
            while desk.dispatcher.waiting:  # noqa: ASYNC110 - no bell rings
                await asyncio.sleep(0.05)
        assert len([chat for chat, _ in desk.replies() if chat == 1]) == ANSWERS + 1


async def test_nobody_guesses_an_invitation_by_trying(tmp_path: Path) -> None:
    async with running(tmp_path) as world:
        world.import_demo()
        token = world.invite("市文旅局")
        eve = world.emulator.person(5, "旁人").chat()
        for number in range(WRONG_TOKENS):
            eve.send(f"/start guess{number}")
        # The right one, at last; it is not even looked at.
        eve.send(f"/start {token}")
        await world.settle()
        assert eve.last.text == t("zh-CN", "permission-barred", {"minutes": 10})
        anna = world.emulator.person(6, "安娜").chat()
        anna.start(token)
        await world.settle()
        assert "市文旅局" in anna.last.text


async def test_a_stranger_s_flood_of_office_commands_asks_telegram_once(tmp_path: Path) -> None:
    async with running(tmp_path) as world:
        group = world.emulator.group("办公室", members=[world.admin], bots=[world.bot])
        group.send(world.admin, "/bind_office")
        await world.settle()
        chat = world.emulator.person(5, "旁人").chat()
        for _ in range(30):
            chat.send("/progress")
        await world.settle()
        asked = [call for call in world.emulator.calls if call.method == "getChatMember"]
        assert len(asked) == 1
