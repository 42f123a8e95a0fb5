"""A file's caption, a file that is no sheet, and the bot's own words sent back to it: nothing of it spoils a report."""

from io import BytesIO
from pathlib import Path

from openpyxl import load_workbook

from tests.conversation.talking import ROUND, answers, employ, press, say
from tests.world import Person, World, running

JUNE = "2024-06-18 09:00"
PHOTO = b"\x89PNG\r\n\x1a\n" + bytes(64)


async def reporting(world: World) -> Person:
    """Let somebody of 市文旅局 have an open round."""
    world.import_demo()
    anna = world.emulator.person(1, "安娜")
    await employ(world, anna, "市文旅局")
    await world.move_to(JUNE)
    return anna


async def upload(world: World, person: Person, name: str, content: bytes) -> str:
    person.chat().upload(name, content)
    await world.settle()
    return person.chat().last.text


async def test_a_caption_that_names_a_file_does_not_take_the_place_of_what_was_written(tmp_path: Path) -> None:
    async with running(tmp_path) as world:
        anna = await reporting(world)
        await say(world, anna, "28已完成，地图已上线")
        anna.chat().photo(PHOTO, caption="28 现场照片")
        await world.settle()
        assert anna.chat().last.text == "📎 已附到任务28 博物馆规划与地图（共1个文件）。"
        await press(world, anna, "确认提交")
        (answer,) = answers(world, 28)
        assert (answer["status"], answer["text"], len(answer["attachments"])) == ("done", "已完成，地图已上线", 1)


async def test_a_caption_that_reports_is_a_report_and_the_picture_is_acknowledged(tmp_path: Path) -> None:
    async with running(tmp_path) as world:
        anna = await reporting(world)
        await say(world, anna, "28正常推进，地图在制")
        anna.chat().photo(PHOTO, caption="28已完成，地图已上线")
        await world.settle()
        assert "共1个文件" in anna.chat().last.text
        await press(world, anna, "确认提交")
        (answer,) = answers(world, 28)
        assert answer["status"] == "done"
        assert len(answer["attachments"]) == 1


async def test_the_bots_own_lists_and_receipts_forwarded_to_it_report_nothing(tmp_path: Path) -> None:
    async with running(tmp_path) as world:
        anna = await reporting(world)
        await say(world, anna, "28已完成，地图已上线")
        await press(world, anna, "确认提交")
        receipt = anna.chat().last
        await say(world, anna, "/tasks")
        tasks = anna.chat().last
        before = world.export()["audit"]
        for seen in (receipt, tasks):
            anna.chat().forward(seen)
            await world.settle()
            assert anna.chat().last.text.startswith("这是机器人发出的消息，没有当作报送。")
        assert "没有正在填写" in await say(world, anna, "/cancel")
        assert world.export()["audit"] == before


async def test_somebody_elses_words_forwarded_are_a_report(tmp_path: Path) -> None:
    async with running(tmp_path) as world:
        anna = await reporting(world)
        colleague = world.emulator.person(2, "同事")
        said = colleague.chat().send("28已完成，地图已上线")
        await world.settle()
        anna.chat().forward(said)
        await world.settle()
        assert anna.chat().last.find("确认提交") is not None


async def sheet(world: World, person: Person) -> bytes:
    """Fetch the prefilled sheet, in the middle of a task's card, where its button is."""
    await say(world, person, "填报")
    await press(world, person, "填报表")
    content = person.chat().last.file
    assert content is not None
    return content


def with_percent(content: bytes, percent: str) -> bytes:
    book = load_workbook(BytesIO(content))
    page = book.active
    assert page is not None
    row = next(row for row in page.iter_rows() if row[0].value == 28)
    row[4].value, row[5].value, row[6].value = "正常推进", percent, "地图在制"
    stream = BytesIO()
    book.save(stream)
    return stream.getvalue()


async def test_a_sheet_with_a_mistake_in_it_is_sent_back_with_the_place_and_never_becomes_an_attachment(
    tmp_path: Path,
) -> None:
    async with running(tmp_path) as world:
        anna = await reporting(world)
        blank = await sheet(world, anna)
        said = await upload(world, anna, "填好了.xlsx", with_percent(blank, "八成"))
        assert "“八成”不是有效的百分比" in said
        assert "还没有填写" in await upload(world, anna, "表.xlsx", blank)
        # Saved by an old program, under the name it was given out with.
        old = bytes.fromhex("d0cf11e0a1b11ae1") + bytes(500) + "Workbook".encode("utf-16-le") + bytes(64)
        assert "另存为.xlsx" in await upload(world, anna, f"市文旅局 {ROUND}填报表.xls", old)
        assert "请核对（1项）" in await upload(world, anna, "填好了.xlsx", with_percent(blank, "80"))


async def test_a_document_that_is_no_sheet_and_has_no_task_is_explained(tmp_path: Path) -> None:
    async with running(tmp_path) as world:
        anna = await reporting(world)
        said = await upload(world, anna, "进展.xlsx", b"PK\x03\x04 nonsense")
        assert "已损坏" in said
        assert "如果只是附件：请先点开要报送的任务" in said
        # Other files are attachments, and nobody is told that they are no sheets.
        assert (await upload(world, anna, "纪要.pdf", b"%PDF-1.7\n")).startswith("请先点开要报送的任务")
        await say(world, anna, "填报")
        assert "已附到任务" in await upload(world, anna, "进展.xlsx", b"PK\x03\x04 nonsense")
