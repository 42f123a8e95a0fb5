"""What would be sent at a moment, asked for in chat: from the real data, and nothing of it is done."""

from pathlib import Path

from sqlmodel import Session, col, func, select

from models.tables import OutboxMessage, Reminder, Round
from tests.test_timing_rounds import say
from tests.world import World, running


def written(world: World) -> tuple[int, int, int]:
    """Return how many reminders are settled, rounds open, and messages kept but for the conversation itself."""

    def look(session: Session) -> tuple[int, int, int]:
        reminders = session.exec(select(func.count()).select_from(Reminder)).one()
        opened = len(session.exec(select(Round).where(col(Round.opened_at).is_not(None))).all())
        rows = session.exec(select(OutboxMessage).where(~col(OutboxMessage.dedup_key).startswith("update:"))).all()
        return reminders, opened, len(rows)

    return world.database.look(look)


async def test_an_admin_sees_in_chat_who_would_be_told_what_and_nobody_is(tmp_path: Path) -> None:
    async with running(tmp_path) as world:
        world.import_demo()
        anna = world.emulator.person(1, "安娜")
        await world.register(anna, "市先陶办")
        before, heard = written(world), len(anna.chat().messages)
        shown = await say(world, "/round preview 2024-06-18 09:00")
        assert "预演：6月18日（周二）09:00（只看不发）" in shown
        assert "李某某（市先陶办）" in shown
        # The round that opens at that moment is opened for the rehearsal, and closed again.
        assert "2024年6月进展　截止6月25日（周二）17:00，还有2项待报：25、26" in shown
        assert written(world) == before
        assert len(anna.chat().messages) == heard
        await world.move_to("2024-06-18 09:00")
        assert anna.chat().last.text.splitlines()[0] in shown
        # After it has been sent nothing is left to say at that moment.
        assert "不会发出任何消息" in await say(world, "/round preview 2024-06-19 09:00")


async def test_files_and_what_goes_to_the_office_are_rehearsed_too(tmp_path: Path) -> None:
    async with running(tmp_path) as world:
        world.import_demo()
        await world.register(world.emulator.person(1, "安娜"), "市先陶办")
        office = world.emulator.group("办公室", members=[world.admin], bots=[world.bot])
        office.send(world.admin, "/bind_office@liaison_test_bot")
        await world.settle()
        await world.move_to("2024-06-25 16:00")
        heard = len(office.messages)
        pages = len(world.admin.chat().messages)
        await say(world, "/round preview 2024-06-25 17:00")
        shown = "\n".join(message.text for message in world.admin.chat().messages[pages:])
        assert "办公室" in shown
        assert "【文件】" in shown
        assert len(office.messages) == heard


async def test_only_an_admin_may_rehearse_and_a_moment_is_needed(tmp_path: Path) -> None:
    async with running(tmp_path) as world:
        world.import_demo()
        anna = world.emulator.person(1, "安娜")
        await world.register(anna, "市先陶办")
        assert "管理员" in await say(world, "/round preview 2024-06-18 09:00", by=anna)
        assert "没有读懂时间" in await say(world, "/round preview 下周")
        # Half typed: how it is written out.
        assert "/round preview 2025-01-20 09:00" in await say(world, "/round preview")
