"""What the office asked, promised and granted: a question that another command does not undo, more time that is seen."""

from pathlib import Path
from zipfile import ZipFile

from docx import Document

from tests.conversation.talking import employ, press, say
from tests.world import DEMO_PLAN, Group, Person, World, running

TO_BOT = "@liaison_test_bot"
FIRST, SECOND = "市科技局", "市文旅局"


async def office_of(world: World) -> tuple[Group, Person]:
    """Return the office and a liaison, in June's round."""
    world.import_demo()
    office = world.emulator.group("办公室", members=[world.admin], bots=[world.bot])
    office.promote(world.bot)
    office.send(world.admin, f"/bind_office{TO_BOT}")
    await world.settle()
    anna = world.emulator.person(1, "安娜")
    await employ(world, anna, FIRST)
    await world.move_to("2024-06-24 09:00")
    return office, anna


async def command(world: World, office: Group, text: str) -> str:
    """Send a command to the office's group; returns the bot's last words there."""
    word, _, rest = text.partition(" ")
    office.send(world.admin, f"{word}{TO_BOT} {rest}".strip())
    await world.settle()
    return office.last.text


async def report(world: World, anna: Person, text: str) -> None:
    """Report and submit."""
    await say(world, anna, text)
    await press(world, anna, "确认提交")


async def test_an_answer_taken_by_telephone_does_not_undo_the_question_for_a_reason(tmp_path: Path) -> None:
    async with running(tmp_path) as world:
        office, anna = await office_of(world)
        await report(world, anna, "22正常推进，已对接3场")
        await command(world, office, "/task 22")
        office.press(world.admin, "退回补充")
        await world.settle()
        asked = office.last
        assert "理由" in asked.text
        assert "回执" in await command(world, office, f"/enter 4 {SECOND} 正常推进 已印发")
        office.send(world.admin, "请补充企业名单", reply_to=asked.id)
        await world.settle()
        assert "请补充企业名单" in anna.chat().last.text


async def test_whoever_was_late_is_not_promised_to_be_on_time_after_a_return(tmp_path: Path) -> None:
    async with running(tmp_path) as world:
        office, anna = await office_of(world)
        await report(world, anna, "22正常推进，已对接3场")
        await world.move_to("2024-06-25 17:20")
        await report(world, anna, "23正常推进，已受理40家")
        await command(world, office, f"/return 22 {FIRST} 缺少名单")
        in_time = anna.chat().last.text
        assert "不算逾期" in in_time
        await command(world, office, f"/return 23 {FIRST} 缺少名单")
        late = anna.chat().last.text
        assert "不算逾期" not in late
        assert "仍记为逾期" in late
        await world.pass_time(minutes=5)
        await report(world, anna, "22正常推进，名单已附；23正常推进，名单已附")
        rows = {row["task"]: row["on_time"] for row in world.export()["answers"] if row["version"] == 2}
        assert rows == {22: True, 23: False}


async def test_more_time_that_was_granted_stands_beside_what_is_still_owed(tmp_path: Path) -> None:
    async with running(tmp_path) as world:
        office, _ = await office_of(world)
        await say(world, world.admin, f"/extend {FIRST} 22 2024-06-27 17:00")
        assert "其中22已延期至6月27日" in await command(world, office, "/missing 2024-06")
        await world.move_to("2024-06-25 17:01")
        posted = next(
            seen for seen in office.messages if f"{FIRST}　任务22、23" in seen.text and "简报" not in seen.text
        )
        assert "其中22已延期至6月27日（周四）" in posted.text
        whole = next(seen for seen in office.messages if "汇总" in seen.file_name)
        (tmp_path / "d.docx").write_bytes(whole.file or b"")
        cells = [cell.text for table in Document(str(tmp_path / "d.docx")).tables for cell in table._cells]
        assert "22、23\n22延至6月27日" in cells
        summary = next(seen for seen in office.messages if "摘要" in seen.file_name)
        (tmp_path / "s.docx").write_bytes(summary.file or b"")
        with ZipFile(tmp_path / "s.docx") as archive:
            assert "其中22延至6月27日" in archive.read("word/document.xml").decode()
        # Once that day is over it is behind like any other.
        await world.move_to("2024-06-27 17:01")
        assert "延期" not in await command(world, office, "/missing 2024-06")


async def test_a_unit_that_is_renamed_is_found_by_both_names_and_keeps_what_it_has(tmp_path: Path) -> None:
    async with running(tmp_path) as world:
        office, anna = await office_of(world)
        await report(world, anna, "22正常推进，已对接3场")
        shown = await say(world, world.admin, f"/units {FIRST} 改名 市科技创新局")
        assert shown.startswith("市科技创新局")
        assert FIRST in shown.split("别名：")[1]
        assert {row["unit"] for row in world.export()["answers"]} == {"市科技创新局"}
        assert "市科技创新局" in await command(world, office, "/task 22")
        # Back again, by what has become another name; and never by another unit's.
        assert (await say(world, world.admin, f"/units {FIRST} 改名 {FIRST}")).startswith(FIRST)
        assert SECOND in await say(world, world.admin, f"/units {FIRST} 改名 {SECOND}")
        assert "改名" in await say(world, world.admin, "/audit")


async def test_a_registration_that_moved_is_gone_on_with_and_names_what_is_left(tmp_path: Path) -> None:
    async with running(tmp_path) as world:
        world.import_demo()
        anna = world.emulator.person(1, "安娜")
        await world.register(anna, FIRST)
        await world.move_to("2024-06-03 10:00")
        boris = world.emulator.person(2, "鲍里斯")
        boris.chat().start(world.invite(SECOND))
        await world.settle()
        await say(world, boris, "张某某 13800000001，李某某 13900000002")
        await press(world, boris, "逐项填写")
        await say(world, boris, "2-6")
        await press(world, boris, "确认提交")
        world.admin.chat().press("同意")
        await world.settle()
        assert f"待登记：{SECOND}（任务7、14" in await say(world, boris, "我的待报")
        await say(world, world.admin, "/round 2024-registration due 2024-07-05 17:00")
        await press(world, world.admin, "确认")
        assert boris.chat().last.words == ["继续登记"]
        await press(world, boris, "继续登记")
        assert "分管领导" in boris.chat().last.text


async def test_a_unit_that_named_somebody_for_some_tasks_only_is_not_called_silent(tmp_path: Path) -> None:
    async with running(tmp_path) as world:
        office, anna = await office_of(world)
        assert anna.chat().messages
        boris = world.emulator.person(2, "鲍里斯")
        boris.chat().start(world.invite(SECOND))
        await world.settle()
        await say(world, boris, "张某某 13800000001，李某某 13900000002")
        await press(world, boris, "逐项填写")
        await say(world, boris, "2-6")
        await press(world, boris, "确认提交")
        world.admin.chat().press("同意")
        await world.settle()
        shown = await command(world, office, "/missing 2024-registration")
        assert "尚有任务未登记（1家单位）" in shown
        assert "未报（" not in shown


async def test_a_corrected_circular_and_more_time_change_nothing_of_what_was_signed(tmp_path: Path) -> None:
    async with running(tmp_path) as world:
        office, anna = await office_of(world)
        await report(world, anna, "22正常推进，已对接3场")
        await world.move_to("2024-06-25 17:20")
        await report(world, anna, "23正常推进，已受理40家")
        office.press(world.admin, "定稿")
        await world.settle()
        office.press(world.admin, "确认发送")
        await world.settle()
        signed = _texts(office, tmp_path)
        plan = DEMO_PLAN.read_text(encoding="utf-8")
        assert plan.count("〔2024〕9号") == 1
        corrected = (
            plan.replace("〔2024〕9号", "〔2024〕15号").replace("研究出台", "抓紧出台").replace(FIRST, "市知识产权局")
        )
        assert corrected.count("市知识产权局") > 2
        world.admin.chat().upload("要点.tsv", corrected.encode())
        await world.settle()
        await press(world, world.admin, "确认导入")
        await say(world, world.admin, f"/extend {FIRST} 23 2024-06-27 17:00")
        await world.move_to("2024-06-26 10:00")
        await command(world, office, "/digest 2024-06")
        again = _texts(office, tmp_path)
        assert again == signed
        assert any("〔2024〕9号" in text for text in signed)


def _texts(office: Group, folder: Path) -> list[str]:
    """Return what stands in the newest digest of the office's, paragraph by paragraph and cell by cell."""
    newest = [seen for seen in office.messages if seen.file_name.endswith("进展汇总.docx")][-1]
    (folder / "newest.docx").write_bytes(newest.file or b"")
    document = Document(str(folder / "newest.docx"))
    cells = [cell.text for table in document.tables for cell in table._cells]
    return [*(paragraph.text for paragraph in document.paragraphs), *cells]
