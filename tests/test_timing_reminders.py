"""稍后提醒, reminders held back, and what the day's reminders look like to the one who gets them."""

from pathlib import Path

from sqlmodel import Session, col, select

from models.tables import OutboxMessage, Reminder
from tests.world import World, running


def reminders(world: World) -> list[tuple[str, str]]:
    """Return every settled slot of everybody with its outcome, in order."""

    def work(session: Session) -> list[tuple[str, str]]:
        return [(row.slot, row.outcome) for row in session.exec(select(Reminder).order_by(col(Reminder.id))).all()]

    return world.database.look(work)


def folded(world: World) -> int:
    def work(session: Session) -> int:
        return len(session.exec(select(OutboxMessage).where(OutboxMessage.reason == "folded")).all())

    return world.database.look(work)


async def test_a_reminder_put_off_for_an_hour_comes_once_after_an_hour_and_moves_no_rung(tmp_path: Path) -> None:
    async with running(tmp_path) as world:
        world.import_demo()
        anna = world.emulator.person(1, "安娜")
        await world.register(anna, "市先陶办")
        chat = anna.chat()
        await world.move_to("2024-06-18 09:00")
        assert "稍后提醒" in chat.last.words
        chat.press("稍后提醒")
        await world.settle()
        assert "· 截止前2小时：6月25日（周二）15:00" in chat.last.text
        chat.press("1小时后")
        await world.settle()
        assert "6月18日（周二）10:00" in chat.last.text

        before = len(chat.messages)
        await world.move_to("2024-06-18 09:59")
        assert len(chat.messages) == before
        await world.move_to("2024-06-18 10:00")
        await world.move_to("2024-06-18 10:01")
        await world.move_to("2024-06-18 12:00")
        assert len(chat.messages) == before + 1
        assert "还有2项待报：25、26" in chat.last.text
        assert ("snooze@20240618T0200Z", "sent") in reminders(world)
        await world.move_to("2024-06-24 09:00")
        assert len(chat.messages) == before + 2
        assert ("2024-06/T-1", "sent") in reminders(world)


async def test_whoever_has_answered_meanwhile_is_not_reminded_of_what_was_put_off(tmp_path: Path) -> None:
    async with running(tmp_path) as world:
        world.import_demo()
        anna = world.emulator.person(1, "安娜")
        await world.register(anna, "市先陶办")
        chat = anna.chat()
        await world.move_to("2024-06-18 09:00")
        chat.press("稍后提醒")
        await world.settle()
        chat.press("明天09:00")
        await world.settle()
        assert "6月19日（周三）09:00" in chat.last.text
        chat.send("25已完成，地图上线；26无新进展")
        await world.settle()
        chat.press("确认提交")
        await world.settle()
        before = len(chat.messages)
        await world.move_to("2024-06-19 09:00")
        assert len(chat.messages) == before
        assert ("snooze@20240619T0100Z", "sent") not in reminders(world)


async def test_a_wish_for_a_rest_day_is_read_back_as_the_next_working_day(tmp_path: Path) -> None:
    async with running(tmp_path) as world:
        world.import_demo()
        anna = world.emulator.person(1, "安娜")
        await world.register(anna, "市先陶办")
        chat = anna.chat()
        await world.move_to("2024-06-18 09:00")
        reminder = chat.last
        await world.move_to("2024-06-21 10:00")
        chat.press("稍后提醒", message=reminder.id)
        await world.settle()
        chat.press("明天09:00")
        await world.settle()
        assert "6月24日（周一）09:00" in chat.last.text
        before = len(chat.messages)
        await world.move_to("2024-06-22 09:00")
        assert len(chat.messages) == before
        await world.move_to("2024-06-24 09:00")
        # The snooze and the day's own rung meet, and are one message.
        assert len(chat.messages) == before + 1


async def test_reminders_held_back_leave_as_one_message_and_all_their_rungs_are_settled(tmp_path: Path) -> None:
    async with running(tmp_path) as world:
        world.import_demo()
        anna = world.emulator.person(1, "安娜")
        await world.register(anna, "市先陶办")
        chat = anna.chat()
        await world.move_to("2024-06-18 09:00")
        before = len(chat.messages)
        world.emulator.faults.fail("sendMessage", status=502)
        await world.move_to("2024-06-24 09:00")
        assert len(chat.messages) == before
        await world.move_to("2024-06-25 09:00")
        assert len(chat.messages) == before + 1
        assert folded(world) == 1
        assert reminders(world) == [("2024-06/opening", "sent"), ("2024-06/T-1", "sent"), ("2024-06/due-day", "sent")]
        await world.pass_time(minutes=5)
        assert len(chat.messages) == before + 1
