"""Reports written as people write: several in a row, for all the rest, for two units, by the block and by the sheet."""

from io import BytesIO
from pathlib import Path

from openpyxl import load_workbook

from tests.conversation.talking import answers, employ, press, say
from tests.world import running


async def test_messages_in_a_row_join_one_draft_and_the_newest_wins(tmp_path: Path) -> None:
    async with running(tmp_path) as world:
        world.import_demo()
        anna = world.emulator.person(1, "安娜")
        await employ(world, anna, "市商务局")
        await world.move_to("2024-06-18 09:00")
        await say(world, anna, "15已完成，招引企业1家；47滞后，数据未核对")
        await world.move_to("2024-06-20 09:00")
        last = await say(world, anna, "47正常推进，数据已核对\n48材料已递交，60%")
        assert "请核对（3项）" in last
        assert "招引企业1家" in last
        assert "数据未核对" not in last
        # Nothing said of the whole: our reading, marked as such.
        assert "48 陶瓷出口龙头　正常推进（默认，可改）　60%" in last
        # The status stands beside it, and is not said twice.
        assert "数据已核对" in last
        assert "正常推进，数据已核对" not in last
        named = await say(world, anna, "28已完成，99已完成，49已完成，上线")
        assert "任务28本期不需要您报送" in named
        assert "没有编号为99的任务" in named
        assert "没有读出任务编号" in await say(world, anna, "已完成，效果很好")
        await press(world, anna, "确认提交")
        assert {row["task"]: row["status"] for row in answers(world)} == {
            15: "done",
            47: "on_track",
            48: "on_track",
            49: "done",
        }
        # What was written is kept as it was written.
        assert answers(world, 47)[0]["text"].endswith("数据已核对")


async def test_a_word_for_all_the_rest_leaves_alone_what_was_answered_before(tmp_path: Path) -> None:
    async with running(tmp_path) as world:
        world.import_demo()
        anna = world.emulator.person(1, "安娜")
        await employ(world, anna, "市商务局")
        await world.move_to("2024-06-18 09:00")
        await say(world, anna, "15已完成，招引企业1家；47已完成，平台上线")
        await press(world, anna, "确认提交")
        preview = await say(world, anna, "48滞后，经费未到位；47已完成，平台上线并验收；其余按计划推进")
        assert "任务15本期已经报送，保持不变" in preview
        await press(world, anna, "确认提交")
        assert [(row["version"], row["status"]) for row in answers(world, 15)] == [(1, "done")]
        assert [row["version"] for row in answers(world, 47)] == [1, 2]
        assert {row["task"] for row in answers(world)} == {15, 47, 48, 49, 50, 51, 52}


async def test_one_person_holds_the_posts_of_two_units_that_lead_the_same_task(tmp_path: Path) -> None:
    async with running(tmp_path) as world:
        world.import_demo()
        anna = world.emulator.person(1, "安娜")
        await employ(world, anna, "市文旅局", [28, 29])
        await employ(world, anna, "御窑博物院")
        await world.move_to("2024-06-18 09:00")
        assert "市文旅局、御窑博物院联络员" in anna.chat().last.text
        card = await press(world, anna, "开始填报")
        assert "单位：市文旅局" in card
        preview = await say(world, anna, "28已完成，地图已上线；29正常推进，申报书已报省局")
        assert "请核对（3项）" in preview
        assert "29 御窑馆创一级馆（市文旅局）" in preview
        assert "29 御窑馆创一级馆（御窑博物院）" in preview
        receipt = await press(world, anna, "确认提交")
        assert "本期已全部报齐" in receipt
        assert sorted((row["unit"], row["task"]) for row in answers(world)) == [
            ("市文旅局", 28),
            ("市文旅局", 29),
            ("御窑博物院", 29),
        ]
        # One unit is handed over, the other stays.
        await say(world, anna, "/handover")
        assert "请选择要移交的单位" in anna.chat().last.text
        assert {"市文旅局", "御窑博物院"} <= set(anna.chat().last.words)


async def test_the_block_is_offered_copied_filled_in_and_sent_back_as_a_report(tmp_path: Path) -> None:
    async with running(tmp_path) as world:
        world.import_demo()
        anna = world.emulator.person(1, "安娜")
        await employ(world, anna, "市文旅局")
        await world.move_to("2024-06-18 09:00")
        await press(world, anna, "开始填报")
        await press(world, anna, "文字模板")
        block = anna.chat().last
        assert block.content["entities"][0]["type"] == "pre"
        lines = block.text.split("\n")
        assert len(lines) == 16
        assert lines[0] == "3（文物保护利用示范）："
        filled = [
            f"{line}{words}"
            for line, words in zip(
                lines, ["已完成，方案通过评审", "正常推进，新增6项", "", "滞后，名额未批"], strict=False
            )
        ]
        preview = await say(world, anna, "\n".join([*filled, *lines[4:]]))
        assert "请核对（3项）" in preview
        await press(world, anna, "确认提交")
        assert [(row["task"], row["status"], row["text"]) for row in answers(world)] == [
            (3, "done", "已完成，方案通过评审"),
            (4, "on_track", "正常推进，新增6项"),
            (6, "delayed", "滞后，名额未批"),
        ]


async def test_the_prefilled_sheet_is_filled_in_and_sent_back_and_says_only_what_is_new(tmp_path: Path) -> None:
    async with running(tmp_path) as world:
        world.import_demo()
        anna, boris = world.emulator.person(1, "安娜"), world.emulator.person(2, "鲍")
        await employ(world, anna, "市商务局", [15, 47, 48, 49, 50, 51])
        await employ(world, boris, "市商务局", [52], name="王某某")
        await world.move_to("2024-06-18 09:00")
        await say(world, anna, "15已完成，招引企业1家")
        await press(world, anna, "确认提交")
        await press(world, anna, "开始填报")
        await press(world, anna, "填报表")
        sheet = anna.chat().last
        assert sheet.file_name is not None
        assert sheet.file_name.endswith(".xlsx")
        book = load_workbook(BytesIO(sheet.file or b""))
        page = book.worksheets[0]
        head = next(row for row in page.iter_rows() if any(cell.value == "本月进展" for cell in row))
        column = {str(cell.value): cell.column or 0 for cell in head if cell.value}
        status = next(at for word, at in column.items() if "状态" in word)
        for place in range(1, page.max_row + 1):
            number = page.cell(place, 1).value
            if number in (47, 52):
                page.cell(place, status, "正常推进")
                page.cell(place, column["本月进展"], f"第{number}项的新进展")
        out = BytesIO()
        book.save(out)
        before = anna.chat().last.id
        anna.chat().upload("填报表.xlsx", out.getvalue())
        await world.settle()
        preview = "\n".join(seen.text for seen in anna.chat().messages if seen.id > before)
        # 15 came back as it had gone out; 52 is a colleague's.
        assert "请核对（1项）" in preview
        assert "第47项的新进展" in preview
        assert "任务52本期不需要您报送" in preview
        await press(world, anna, "确认提交")
        assert [(row["task"], row["version"]) for row in answers(world)] == [(15, 1), (47, 1)]
