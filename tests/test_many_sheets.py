"""The sheet road by the dozen: sheets go out in one ZIP, come back filled in one, and are recorded on the units' behalf."""

from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

from openpyxl import load_workbook

from tests.world import Group, World, running

TO_BOT = "@liaison_test_bot"
FIRST, SECOND, THIRD = "市文旅局", "市商务局", "市科技局"
HEAD_ROWS = 5


async def with_office(world: World) -> Group:
    """Bind an office and open June's round."""
    world.import_demo()
    office = world.emulator.group("办公室", members=[world.admin], bots=[world.bot])
    office.send(world.admin, f"/bind_office{TO_BOT}")
    await world.settle()
    await world.move_to("2024-06-18 09:00")
    return office


async def sheets(world: World, office: Group) -> dict[str, bytes]:
    """Fetch the prefilled sheets of all units that owe, by unit."""
    office.send(world.admin, f"/missing{TO_BOT}")
    await world.settle()
    office.press(world.admin, "未报单位填报表")
    await world.settle()
    assert office.last.file_name == "2024年6月进展填报表.zip"
    with ZipFile(BytesIO(office.last.file or b"")) as archive:
        return {name.split(" ")[0]: archive.read(name) for name in archive.namelist()}


def filled(sheet: bytes, text: str, *, rows: int = 99) -> tuple[bytes, list[int]]:
    """Return a sheet with its first rows filled, and their task numbers."""
    book = load_workbook(BytesIO(sheet))
    page = book.worksheets[0]
    numbers: list[int] = []
    for row in page.iter_rows(min_row=HEAD_ROWS + 1):
        if row[0].value is None or len(numbers) == rows:
            break
        row[4].value, row[5].value, row[6].value = "正常推进", 60, text
        numbers.append(int(str(row[0].value)))
    stream = BytesIO()
    book.save(stream)
    return stream.getvalue(), numbers


def packed(files: dict[str, bytes]) -> bytes:
    stream = BytesIO()
    with ZipFile(stream, "w") as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return stream.getvalue()


def recorded(world: World) -> dict[str, list[int]]:
    """Return which tasks were answered on whose behalf."""
    found: dict[str, list[int]] = {}
    for row in world.export()["answers"]:
        assert row["on_behalf"]
        assert row["submitted_by"] == world.admin.user.id
        found.setdefault(row["unit"], []).append(row["task"])
    return found


async def test_a_zip_of_filled_sheets_is_read_back_and_recorded_unit_by_unit(tmp_path: Path) -> None:
    async with running(tmp_path) as world:
        office = await with_office(world)
        blank = await sheets(world, office)
        assert len(blank) == len({row["unit"] for row in world.export()["assignments"] if row["round"] == "2024-06"})
        one, ones = filled(blank[FIRST], "景区改造完成六成", rows=2)
        two, twos = filled(blank[SECOND], "外贸备案十五家")
        chat = world.admin.chat()
        files = {
            "文旅.xlsx": one, "商务.xlsx": two, "又一份.xlsx": two, "空白.xlsx": blank[THIRD], "说明.pdf": b"%PDF",
        }  # fmt: skip
        chat.upload("各单位.zip", packed(files))
        await world.settle()
        preview = chat.last.text
        assert f"压缩包里读出2家单位的填报表，共{len(ones) + len(twos)}项" in preview
        assert f"{FIRST}　2024年6月进展　2项：{ones[0]} 正常推进、{ones[1]} 正常推进" in preview
        assert "以下3个文件不能记录" in preview
        assert f"不止一份{SECOND}的表" in preview
        assert world.export()["answers"] == []
        asked = chat.last.id
        for _ in range(2):
            chat.press("确认导入", message=asked)
        await world.settle()
        assert "已代2家单位记录" in chat.last.text
        assert recorded(world) == {FIRST: ones, SECOND: twos}
        receipts = {row["unit"]: row["receipt"] for row in world.export()["answers"]}
        assert len(set(receipts.values())) == 2
        assert all(receipt in chat.last.text for receipt in receipts.values())


async def test_sheets_chosen_together_are_one_preview_and_a_corrected_one_takes_the_place_of_the_first(
    tmp_path: Path,
) -> None:
    async with running(tmp_path) as world:
        office = await with_office(world)
        blank = await sheets(world, office)
        one, ones = filled(blank[FIRST], "景区改造完成六成", rows=1)
        two, twos = filled(blank[SECOND], "外贸备案十五家", rows=1)
        again, _ = filled(blank[FIRST], "景区改造完成七成", rows=1)
        chat = world.admin.chat()
        for content in (one, two, again):
            chat.upload("填报表.xlsx", content)
            await world.settle()
        assert "读出2家单位的填报表，共2项" in chat.last.text
        chat.press("确认导入")
        await world.settle()
        assert recorded(world) == {FIRST: ones, SECOND: twos}
        assert "七成" in next(row["text"] for row in world.export()["answers"] if row["unit"] == FIRST)


async def test_a_liaisons_zip_is_a_draft_of_the_own_unit_and_takes_nobody_elses(tmp_path: Path) -> None:
    async with running(tmp_path) as world:
        office = await with_office(world)
        blank = await sheets(world, office)
        anna = world.emulator.person(1, "安娜")
        await world.register(anna, FIRST)
        one, ones = filled(blank[FIRST], "景区改造完成六成", rows=1)
        two, _ = filled(blank[SECOND], "外贸备案十五家", rows=1)
        anna.chat().upload("两份.zip", packed({"一.xlsx": one, "二.xlsx": two}))
        await world.settle()
        assert f"这是{SECOND}的表，您只能报送本单位的" in anna.chat().last.text
        anna.chat().press("确认提交")
        await world.settle()
        (row,) = [row for row in world.export()["answers"] if row["round"] == "2024-06"]
        assert (row["unit"], row["task"], row["on_behalf"]) == (FIRST, ones[0], False)


async def test_photos_in_a_zip_stay_an_attachment(tmp_path: Path) -> None:
    async with running(tmp_path) as world:
        await with_office(world)
        anna = world.emulator.person(1, "安娜")
        await world.register(anna, FIRST)
        number = next(r["task"] for r in world.export()["assignments"] if r["unit"] == FIRST and r["task"])
        archive = packed({"现场.jpg": b"\xff\xd8\xff"})
        anna.chat().upload("照片.zip", archive, caption=f"{number}正常推进，见照片")
        await world.settle()
        anna.chat().press("确认提交")
        await world.settle()
        (row,) = [row for row in world.export()["answers"] if row["round"] == "2024-06"]
        assert [file["name"] for file in row["attachments"]] == ["照片.zip"]
