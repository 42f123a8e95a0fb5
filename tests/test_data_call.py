"""A data call: a file goes out with it, text and files come back, one DOCX and one ZIP go to the office in its units' order."""

from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

from docx import Document

from tests.world import Group, Person, World, running

TO_BOT = "@liaison_test_bot"
FIRST, SECOND, THIRD = "市文旅局", "市先陶办", "市商务局"
FORM = b"PK-not-a-zip form"


async def called(world: World) -> tuple[Group, Person, Person]:
    """Return the office and two liaisons, after a data call with an enclosed file has gone out."""
    world.import_demo()
    office = world.emulator.group("办公室", members=[world.admin], bots=[world.bot])
    office.promote(world.bot)
    office.send(world.admin, f"/bind_office{TO_BOT}")
    await world.settle()
    anna, boris = world.emulator.person(1, "安娜"), world.emulator.person(2, "鲍里斯")
    await world.register(anna, FIRST)
    await world.register(boris, SECOND)
    await world.move_to("2024-06-03 10:00")
    units = f"{FIRST}、{SECOND}、{THIRD}"
    call = f"/round new 停车场调查; 2024-06-06 17:00; {units}; 请填写附表。"
    world.admin.chat().upload("调查表.docx", FORM, caption=call)
    await world.settle()
    return office, anna, boris


async def send_out(world: World) -> None:
    """Confirm the call, and let its opening reminder leave."""
    world.admin.chat().press("确认")
    await world.settle()
    await world.pass_time(minutes=1)


def files_of(person: Person) -> list[tuple[str, bytes | None]]:
    return [(message.file_name, message.file) for message in person.chat().messages if message.file_name]


async def test_the_file_goes_out_with_the_first_reminder_once_and_can_be_fetched_again(tmp_path: Path) -> None:
    async with running(tmp_path) as world:
        _, anna, _ = await called(world)
        assert "附件：调查表.docx" in world.admin.chat().last.text
        world.admin.chat().upload("说明.pdf", b"%PDF notes")
        await world.settle()
        assert "附件：调查表.docx、说明.pdf" in world.admin.chat().last.text
        await send_out(world)
        sent = [("调查表.docx", FORM), ("说明.pdf", b"%PDF notes")]
        assert files_of(anna) == sent
        reminder = next(m for m in anna.chat().messages if "停车场调查" in m.text)
        assert reminder.id < next(m for m in anna.chat().messages if m.file_name == "调查表.docx").id
        await world.move_to("2024-06-05 09:00")
        assert files_of(anna) == sent
        anna.chat().press("开始填报")
        await world.settle()
        anna.chat().press("征集附件")
        await world.settle()
        assert files_of(anna) == sent * 2
        (deed,) = [row for row in world.export()["audit"] if row["action"] == "call"]
        assert deed["particulars.files"] == 2


async def test_what_came_in_reaches_the_office_at_the_due_time_in_the_units_order(tmp_path: Path) -> None:
    async with running(tmp_path) as world:
        office, anna, boris = await called(world)
        await send_out(world)
        # The unit named second answers first; its place stays.
        boris.chat().press("开始填报")
        await world.settle()
        boris.chat().photo(b"\xff\xd8\xff plan")
        await world.settle()
        assert "附件1个" in boris.chat().last.text
        boris.chat().send("平面图见附件")
        await world.settle()
        boris.chat().press("确认提交")
        await world.settle()
        anna.chat().press("开始填报")
        await world.settle()
        anna.chat().send("已建成停车位320个")
        await world.settle()
        anna.chat().press("确认提交")
        await world.settle()
        assert "回执" in anna.chat().last.text
        before = len(office.messages)
        await world.move_to("2024-06-06 17:00")
        posted = office.messages[before:]
        digest = next(message for message in posted if message.text.startswith("📋"))
        assert "停车场调查" in digest.text
        assert "应报3　已报2（按时2　逾期0）　未报1" in digest.text
        files = {message.file_name: message.file or b"" for message in posted if message.file_name}
        assert set(files) == {"停车场调查材料汇总.docx", "停车场调查附件.zip"}
        text = "\n".join(each.text for each in Document(BytesIO(files["停车场调查材料汇总.docx"])).paragraphs)
        places = [
            text.index(word)
            for word in (f"一、{FIRST}", "320个", f"二、{SECOND}", "平面图见附件。", f"三、{THIRD}", "尚未报送")
        ]
        assert places == sorted(places)
        with ZipFile(BytesIO(files["停车场调查附件.zip"])) as archive:
            (name,) = archive.namelist()
            assert name.startswith(f"002 {SECOND}/photo")
            assert archive.read(name) == b"\xff\xd8\xff plan"

        # Late material makes a new edition the same day at 17:00 of the next working day, and on demand.
        await world.move_to("2024-06-07 10:00")
        boris.chat().send("/report")
        await world.settle()
        before = len(office.messages)
        office.send(world.admin, f"/digest{TO_BOT} 停车场调查")
        await world.settle()
        assert [m.file_name for m in office.messages[before:] if m.file_name] == list(files)
        office.send(world.admin, f"/export{TO_BOT} digest 停车场调查")
        await world.settle()
        assert [m.file_name for m in office.messages[-2:]] == list(files)


async def test_a_call_that_is_not_confirmed_sends_nothing(tmp_path: Path) -> None:
    async with running(tmp_path) as world:
        _, anna, _ = await called(world)
        world.admin.chat().press("取消")
        await world.settle()
        await world.pass_time(minutes=1)
        assert files_of(anna) == []
        assert not any(row["kind"] == "data_call" for row in world.export()["rounds"])
