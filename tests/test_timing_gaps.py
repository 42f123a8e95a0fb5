"""After a gap of more than a day everybody in a round that was open then is told, in the words that are true as it leaves."""

from pathlib import Path

from sqlmodel import Session, select

from models.tables import Outage, OutboxMessage
from tests.test_timing_rounds import press, say
from tests.world import World, local, running


def was_deaf(world: World, began: str, ended: str) -> None:
    """Write down an outage, as the poller does."""

    def gap(session: Session) -> None:
        session.add(Outage(began_at=local(began), ended_at=local(ended)))

    world.database.transact(gap)


def gap_rows(world: World) -> list[tuple[str, str | None]]:
    def look(session: Session) -> list[tuple[str, str | None]]:
        rows = session.exec(select(OutboxMessage).where(OutboxMessage.kind == "gap")).all()
        return [(row.state, row.reason) for row in rows]

    return world.database.look(look)


async def test_it_is_told_once_with_what_is_recorded_and_a_shorter_one_is_not(tmp_path: Path) -> None:
    async with running(tmp_path) as world:
        world.import_demo()
        anna = world.emulator.person(1, "安娜")
        await world.register(anna, "市先陶办")
        await world.move_to("2024-06-18 09:00")
        world.clock.moment = local("2024-06-20 09:00")
        was_deaf(world, "2024-06-18 10:00", "2024-06-18 20:00")
        was_deaf(world, "2024-06-19 03:00", "2024-06-20 09:00")
        await world.pass_time(minutes=1)
        assert "6月19日（周三）03:00至6月20日（周四）09:00期间" in anna.chat().last.text
        assert "6月18日" not in anna.chat().last.text
        assert "还有2项待报" in anna.chat().last.text
        before = len(anna.chat().messages)
        await world.pass_time(minutes=1)
        assert len(anna.chat().messages) == before


async def test_whoever_answers_while_the_notice_waits_is_told_what_is_recorded_now(tmp_path: Path) -> None:
    async with running(tmp_path) as world:
        world.import_demo()
        anna = world.emulator.person(1, "安娜")
        await world.register(anna, "市先陶办")
        await world.move_to("2024-06-18 09:00")
        world.clock.moment = local("2024-06-20 09:00")
        was_deaf(world, "2024-06-18 10:00", "2024-06-20 08:59")
        # The notice does not get through at once; before it is tried again everything is answered.
        world.emulator.faults.fail("sendMessage", status=502)
        await world.pass_time(minutes=1)
        assert [state for state, _ in gap_rows(world)] == ["waiting"]
        await say(world, "25、26无新进展", by=anna)
        assert "回执" in await press(world, "确认提交", by=anna)
        await world.pass_time(seconds=10)
        assert gap_rows(world) == [("sent", None)]
        assert "6月18日（周二）10:00至6月20日（周四）08:59期间" in anna.chat().last.text
        assert "2024年6月进展：已报2项" in anna.chat().last.text
        assert "待报" not in anna.chat().last.text


async def test_a_round_that_opened_only_after_the_gap_is_not_spoken_of(tmp_path: Path) -> None:
    async with running(tmp_path) as world:
        world.import_demo()
        anna = world.emulator.person(1, "安娜")
        await world.register(anna, "市先陶办")
        # The bot was down over the opening: nobody can have written about what nobody knew of.
        world.clock.moment = local("2024-06-20 09:00")
        was_deaf(world, "2024-06-17 10:00", "2024-06-20 09:00")
        await world.pass_time(minutes=1)
        notices = [message.text for message in anna.chat().messages if "6月17日（周一）10:00至" in message.text]
        assert len(notices) == 1
        assert "2024年6月进展" not in notices[0]
        assert any("2024年6月进展　截止6月25日" in message.text for message in anna.chat().messages)


async def test_at_night_nobody_is_told_and_in_the_morning_everybody_is(tmp_path: Path) -> None:
    async with running(tmp_path) as world:
        world.import_demo()
        anna = world.emulator.person(1, "安娜")
        await world.register(anna, "市先陶办")
        await world.move_to("2024-06-18 09:00")
        world.clock.moment = local("2024-06-20 20:59")
        was_deaf(world, "2024-06-19 03:00", "2024-06-20 20:58")
        world.emulator.faults.retry_after("sendMessage", 120)
        await world.move_to("2024-06-20 20:59")
        before = len(anna.chat().messages)
        await world.move_to("2024-06-20 21:05")
        assert len(anna.chat().messages) == before
        assert gap_rows(world) == [("waiting", "flood")]
        await world.move_to("2024-06-21 08:00")
        assert len(anna.chat().messages) == before + 1
        assert gap_rows(world) == [("sent", None)]
