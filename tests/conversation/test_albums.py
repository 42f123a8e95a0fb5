"""Photos with a caption, and several sent together: one answer to them, and the right count in it."""

from functools import partial
from pathlib import Path

import pytest
from sqlmodel import Session, col, select

from models.actions.desk import Desk
from models.actions.revising import revise
from models.messages.pages import MESSAGE_LENGTH
from models.rules.chats import Message
from models.tables import OutboxMessage
from tests.conversation.talking import answers, employ, hear, press, say
from tests.world import Person, World, running

PHOTO = b"\x89PNG\r\n\x1a\n" + bytes(64)
TWO = [("a.jpg", PHOTO + b"1"), ("b.jpg", PHOTO + b"2")]
THREE = [*TWO, ("c.jpg", PHOTO + b"3")]
ASK = "请先点开要报送的任务，或在文件说明里写上任务编号，如：“28 现场照片”，再发文件。"


async def reporting(world: World) -> Person:
    """Let somebody of 市文旅局 have an open round."""
    world.import_demo()
    anna = world.emulator.person(1, "安娜")
    await employ(world, anna, "市文旅局")
    await world.move_to("2024-06-18 09:00")
    return anna


def said_by_bot(person: Person) -> dict[int, str]:
    return {seen.id: seen.text for seen in person.chat().messages if seen.is_from_bot}


async def send_photo(world: World, person: Person, caption: str) -> list[str]:
    """Send a photo with these words; returns the bot's messages that answer it."""
    before = said_by_bot(person)
    person.chat().photo(PHOTO, caption=caption)
    await world.settle()
    return [text for id_, text in said_by_bot(person).items() if before.get(id_) != text]


async def test_a_photo_whose_caption_says_nothing_readable_gets_one_answer(tmp_path: Path) -> None:
    unread = "附带的说明没有读懂，未计入进展。报送进展请另发一条消息，如：“28已完成，地图已上线”。"
    captions = {"现场照片": True, "这个怎么样": True, "正在推进": True, "😀": False, "谢谢": False}
    async with running(tmp_path) as world:
        anna = await reporting(world)
        for caption in captions:
            assert await send_photo(world, anna, caption) == [ASK], caption
        await say(world, anna, "28正常推进，地图在制")
        for caption, is_unread in captions.items():
            (said,) = await send_photo(world, anna, caption)
            attached = "📎 已附到任务28 博物馆规划与地图（共1个文件）。"
            assert said == (f"{attached}\n{unread}" if is_unread else attached), caption
        await press(world, anna, "确认提交")
        (answer,) = answers(world)
        assert (answer["task"], answer["text"], len(answer["attachments"])) == (28, "正常推进，地图在制", 1)


async def test_a_caption_that_says_how_the_open_task_stands_is_its_report(tmp_path: Path) -> None:
    async with running(tmp_path) as world:
        anna = await reporting(world)
        await press(world, anna, "开始填报")
        number = int(anna.chat().last.text.split("任务")[1].split()[0])
        await send_photo(world, anna, "已完成，项目验收")
        await press(world, anna, "确认提交")
        (answer,) = answers(world)
        assert (answer["task"], answer["status"], len(answer["attachments"])) == (number, "done", 1)


async def test_an_album_is_answered_once_with_the_number_of_its_files(tmp_path: Path) -> None:
    async with running(tmp_path) as world:
        anna = await reporting(world)
        await say(world, anna, "28正常推进，地图在制")
        before = said_by_bot(anna)
        anna.chat().album(THREE)
        fresh = await hear(world, anna, before)
        assert fresh == "📎 已附到任务28 博物馆规划与地图（共3个文件）。"
        assert len(said_by_bot(anna)) == len(before) + 1
        await press(world, anna, "确认提交")
        assert len(answers(world, 28)[0]["attachments"]) == 3


async def test_an_album_that_comes_slowly_is_still_answered_once(tmp_path: Path) -> None:
    async with running(tmp_path) as world:
        anna = await reporting(world)
        await say(world, anna, "28正常推进，地图在制")
        chat, before = anna.chat(), said_by_bot(anna)
        for count, (_, data) in enumerate(THREE, 1):
            chat._photo(chat._begin(), data, caption="", album="77")
            # The answer has arrived by the time the next one comes.
            assert f"共{count}个文件" in await hear(world, anna, before)
        assert len(said_by_bot(anna)) == len(before) + 1


async def test_an_album_without_a_task_is_asked_about_once(tmp_path: Path) -> None:
    async with running(tmp_path) as world:
        anna = await reporting(world)
        before = said_by_bot(anna)
        anna.chat().album(THREE)
        assert await hear(world, anna, before) == ASK


async def test_a_caption_under_a_later_file_of_an_album_takes_all_of_them_along(tmp_path: Path) -> None:
    async with running(tmp_path) as world:
        anna = await reporting(world)
        await say(world, anna, "29正常推进，方案在编")
        chat = anna.chat()
        chat._photo(chat._begin(), TWO[0][1], caption="", album="77")
        # Clients put the words under the last of several documents.
        chat._photo(chat._begin(), TWO[1][1], album="77", caption="28已完成，地图已上线")
        await world.settle()
        await press(world, anna, "确认提交")
        files = {row["task"]: len(row["attachments"]) for row in answers(world)}
        assert files == {28: 2, 29: 0}
        assert any("已附到任务28 博物馆规划与地图（共2个文件）" in text for text in said_by_bot(anna).values())
        assert not any("已附到任务29" in text for text in said_by_bot(anna).values())


async def test_an_album_whose_caption_is_the_awaited_text_stays_with_that_task(tmp_path: Path) -> None:
    async with running(tmp_path) as world:
        anna = await reporting(world)
        await press(world, anna, "开始填报")
        number = int(anna.chat().last.text.split("任务")[1].split()[0])
        await press(world, anna, "正常推进")
        anna.chat().album(THREE, caption="主体封顶，设备进场")
        await world.settle()
        await press(world, anna, "确认提交")
        (answer,) = answers(world)
        assert (answer["task"], answer["text"], len(answer["attachments"])) == (number, "主体封顶，设备进场", 3)


async def test_what_was_said_is_put_right_wherever_it_is(tmp_path: Path) -> None:
    async with running(tmp_path) as world:
        anna = world.emulator.person(1, "安娜")
        anna.chat().start()
        await world.settle()

        def put_right(session: Session, state: str) -> list[tuple[str, object, object]]:
            desk = Desk(session, world.clock.now(), world.settings.policy(), f"album:{state}")
            row_id = desk.send(anna.id, Message("共1个文件"))
            row = session.get_one(OutboxMessage, row_id)
            row.state, row.message_id = state, anna.chat().last.id if state == "sent" else None
            # Twice before anything has left; and what fits into no message changes nothing.
            again = revise(desk, revise(desk, row_id, Message("共2个文件")), Message("共3个文件"))
            assert revise(desk, again, Message("x" * (MESSAGE_LENGTH + 1))) == again
            session.flush()
            rows = session.exec(select(OutboxMessage).where(col(OutboxMessage.id) >= row_id)).all()
            said = [(one.kind, one.payload["html"], one.payload.get("of_row") == row_id) for one in rows]
            for one in rows:
                one.state = "dead"
            return said

        for state, expected in (
            ("waiting", [("message", "共3个文件", False)]),
            ("leased", [("message", "共1个文件", False), ("edit", "共3个文件", True)]),
            ("sent", [("message", "共1个文件", False), ("edit", "共3个文件", False)]),
            ("dead", [("message", "共1个文件", False)]),
        ):
            assert world.database.transact(partial(put_right, state=state)) == expected, state


@pytest.mark.parametrize("arrives", [True, False])
async def test_what_is_on_its_way_is_edited_when_it_has_arrived_and_said_anew_when_it_was_lost(
    tmp_path: Path, *, arrives: bool
) -> None:
    async with running(tmp_path) as world:
        anna = world.emulator.person(1, "安娜")
        anna.chat().start()
        await world.settle()
        before, greeting = said_by_bot(anna), anna.chat().last.id

        def send(session: Session) -> None:
            desk = world.desk(session)
            row = session.get_one(OutboxMessage, desk.send(anna.id, Message("共1个文件"), key="album:1"))
            row.state = "leased"
            revise(desk, row.id or 0, Message("共2个文件"))
            row.state, row.message_id = ("sent", greeting) if arrives else ("dead", None)

        world.database.transact(send)
        world.app.delivery.wake()
        assert await hear(world, anna, before) == "共2个文件"
        assert (said_by_bot(anna)[greeting] == "共2个文件") is arrives
