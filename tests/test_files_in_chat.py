"""Files sent in chat, by admins and by liaisons: what they are taken for, what is shown first, and what is kept."""

import asyncio
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from typing import Any

from docx import Document

from models.documents.template import plan_template_xlsx
from models.rules.circulars import Circular
from tests.models.readers.plans import csv_bytes, plan_of, table_rows, xlsx_bytes
from tests.world import DEMO_PLAN, Person, World, running

CONTACT_HEAD = ("任务编号", "分管领导", "联系电话", "联络员", "联系电话")
JUNE = "2024-06-18 09:00"


async def send(world: World, person: Person, name: str, content: bytes, *presses: str) -> str:
    """Send a file in private, press what is offered, and return what was last said."""
    chat = person.chat()
    chat.upload(name, content)
    await world.settle()
    for word in presses:
        chat.press(word)
        await world.settle()
    return chat.last.text


def demo() -> Circular:
    return plan_of(DEMO_PLAN.read_bytes())


def plan_file(circular: Circular) -> bytes:
    return plan_template_xlsx(circular, "zh-CN")


def contact_document() -> bytes:
    document = Document()
    for unit, phone, row in (
        ("市文旅局", "0798-8588001", ("28", "李某", "13800000001", "王某", "13900000001")),
        ("景德镇市商务局", "", ("全部任务", "赵某", "13800000002", "钱某", "13900000002")),
    ):
        document.add_paragraph(f"单位：{unit}" + (f"　　单位电话：{phone}" if phone else ""))
        table = document.add_table(rows=2, cols=5)
        for cells, texts in zip(table.rows, (CONTACT_HEAD, row), strict=True):
            for cell, text in zip(cells.cells, texts, strict=True):
                cell.text = text
    stream = BytesIO()
    document.save(stream)
    return stream.getvalue()


def contact_workbook() -> bytes:
    head = ["单位", "单位电话", *CONTACT_HEAD]
    return xlsx_bytes(
        [
            head,
            ["市科技局", "0798-8588002", "22", "孙某", 13800000003, "周某", 13900000003.0],
            ["市外办", "", "39", "吴某", 13800000004, "郑某", 13900000004],
        ]
    )


def waiting(world: World) -> dict[str, tuple[str, str, Any]]:
    """Return the people no chat account is known of: name, telephone and tasks by unit."""
    return {
        row["unit"]: (row["name"], row["phone"], row["tasks"])
        for row in world.export()["liaisons"]
        if row["chat_user_id"] is None and row["state"] != "revoked"
    }


def reported(world: World) -> list[dict[str, Any]]:
    """Return what was reported on tasks."""
    return [row for row in world.export()["answers"] if row["task"] is not None]


async def test_contact_sheets_of_many_units_from_word_and_excel_become_people_who_wait_for_start(
    tmp_path: Path,
) -> None:
    async with running(tmp_path) as world:
        world.import_demo()
        assert "读出2家单位的对接表" in await send(world, world.admin, "对接表.docx", contact_document())
        assert waiting(world) == {}
        world.admin.chat().press("确认导入")
        await world.settle()
        assert waiting(world) == {
            "市文旅局": ("王某", "13900000001", [28]),
            "市商务局": ("钱某", "13900000002", None),
        }
        await send(world, world.admin, "对接表.xlsx", contact_workbook(), "确认导入")
        assert waiting(world)["市科技局"] == ("周某", "13900000003", [22])
        telephones = {row["name"]: row["telephone"] for row in world.export()["units"] if row.get("telephone")}
        assert telephones == {"市文旅局": "0798-8588001", "市科技局": "0798-8588002"}
        zhou = world.emulator.person(1, "周某")
        zhou.chat().start(world.invite("市科技局"))
        await world.settle()
        zhou.chat().press("周某 139****0003")
        await world.settle()
        world.admin.chat().press("同意")
        await world.settle()
        assert "市科技局" in world.active_liaisons()
        assert "市科技局" not in waiting(world)


async def test_a_liaisons_file_is_never_taken_for_a_plan(tmp_path: Path) -> None:
    async with running(tmp_path) as world:
        world.import_demo()
        anna = world.emulator.person(1, "安娜")
        await world.register(anna, "市文旅局")
        before = world.export()["plans"]
        tasks = tuple(replace(task, text="另一件事。") for task in demo().tasks)
        said = await send(world, anna, "要点.xlsx", plan_file(replace(demo(), tasks=tasks)))
        assert "确认导入" not in str(anna.chat().last.buttons)
        assert "项任务" not in said
        assert world.export()["plans"] == before
        assert "由管理员导入" in said
        # A picture of a page is an attachment, whatever is wrong with it as a document.
        assert "损坏" not in await send(world, anna, "坏.jpg", b"PK\x03\x04 nonsense")


async def test_a_liaison_cannot_register_or_report_for_another_unit_by_a_file(tmp_path: Path) -> None:
    async with running(tmp_path) as world:
        world.import_demo()
        anna = world.emulator.person(1, "安娜")
        await world.register(anna, "市文旅局")
        await world.move_to(JUNE)
        theirs = csv_bytes([["单位：市商务局", "", "", "", ""], [*CONTACT_HEAD], ["47", "赵某", "1", "钱某", "2"]])
        assert "市商务局" in await send(world, anna, "对接表.csv", theirs)
        report = csv_bytes(
            [["单位：市商务局", "期次：2024-06", ""], ["任务编号", "状态", "本月进展"], ["47", "已完成", "完成。"]]
        )
        assert "只能报送本单位" in await send(world, anna, "填报表.csv", report)
        assert reported(world) == []
        assert waiting(world) == {}


async def test_a_units_sheet_sent_by_an_admin_is_shown_and_recorded_on_its_behalf(tmp_path: Path) -> None:
    async with running(tmp_path) as world:
        world.import_demo()
        await world.move_to(JUNE)
        sheet = csv_bytes(
            [
                ["市商务局2024年6月任务进展填报表", "", "", "", ""],
                ["任务编号", "状态", "完成百分比", "本月进展", "存在问题"],
                ["47", "正常推进", "60%", "已签约三家。", ""],
                ["48", "进度滞后", "", "还在对接。", "资金未到位。"],
                ["49", "", "", "", ""],
            ]
        )
        said = await send(world, world.admin, "商务局.csv", sheet)
        assert "读出2项" in world.admin.chat().messages[-1].text or "读出2项" in said
        assert world.export()["answers"] == []
        world.admin.chat().press("确认导入")
        await world.settle()
        assert "回执" in world.admin.chat().last.text
        assert [
            (row["task"], row["unit"], row["status"], row["percent"], row["problems"], row["on_behalf"])
            for row in world.export()["answers"]
        ] == [
            (47, "市商务局", "on_track", 60, "", True),
            (48, "市商务局", "delayed", None, "资金未到位。", True),
        ]


async def test_a_corrected_plan_shows_what_changes_and_keeps_what_was_answered(tmp_path: Path) -> None:
    async with running(tmp_path) as world:
        chat = world.admin.chat()
        chat.upload("要点.xlsx", plan_file(demo()))
        await world.settle()
        chat.press("确认导入")
        await world.settle()
        anna = world.emulator.person(1, "安娜")
        await world.register(anna, "市先陶办")
        await world.move_to(JUNE)
        anna.chat().send("25 已完成：平台建成。\n26 正常推进：正在建设。")
        await world.settle()
        anna.chat().press("确认提交")
        await world.settle()
        by_number = {task.number: task for task in demo().tasks}
        changed = {
            25: replace(by_number[25], text="改写过的任务内容。"),
            53: replace(by_number[53], lead=("市商务局",)),
            57: replace(by_number[56], number=57, text="新加的任务。", title="新任务"),
        }
        tasks = tuple(task for number, task in sorted((by_number | changed).items()) if number != 26)
        said = await send(world, world.admin, "更正.docx", plan_file(replace(demo(), tasks=tasks)))
        shown = "\n".join(message.text for message in chat.messages[-3:])
        assert said in shown
        for words in (
            "新增任务：57",
            "删除任务：26（已报内容保留）",
            "内容有变：25",
            "任务53的单位：景德镇海关 → 市商务局",
        ):
            assert words in shown
        answers = reported(world)
        assert [row["task"] for row in answers] == [25, 26]
        chat.press("确认导入")
        await world.settle()
        data = world.export()
        assert reported(world) == answers
        june = {(row["task"], row["unit"]): row["state"] for row in data["assignments"] if row["round"] == "2024-06"}
        assert june[25, "市先陶办"] == "answered"
        assert (june[53, "景德镇海关"], june[53, "市商务局"]) == ("waived", "owed")
        assert [june[place] for place in june if place[0] == 57] == ["owed"]


LIST = "2026年重点工作清单\n\n类别,重点工作,主要内容\n保护,资源调查,摸清资源底数。\n保护,抢救保护,抢救地方戏曲。\n传播,宣传片,拍摄宣传片。\n"


async def test_a_list_corrected_later_keeps_the_units_an_admin_gave_its_items(tmp_path: Path) -> None:
    async with running(tmp_path, start="2026-01-05 09:00") as world:
        assert "3项任务还没有责任单位：1—3" in await send(world, world.admin, "清单.csv", LIST.encode(), "确认导入")
        chat = world.admin.chat()
        chat.send("1-2 市文旅局\n3 市委宣传部（配合：市文联）")
        await world.settle()
        chat.press("确认导入")
        await world.settle()
        corrected = LIST.replace("摸清资源底数", "摸清全市资源底数").encode()
        chat.upload("清单.csv", corrected)
        await world.settle()
        shown = "\n".join(message.text for message in chat.messages[-3:])
        assert "内容有变：1" in shown
        assert "的单位" not in shown
        assert "没有责任单位" not in shown.replace("3项任务还没有责任单位", "")
        chat.press("确认导入")
        await world.settle()
        await world.move_to("2026-01-19 09:00")
        owed = {(row["task"], row["unit"]) for row in world.export()["assignments"] if row["round"] == "2026-01"}
        assert owed == {(1, "市文旅局"), (2, "市文旅局"), (3, "市委宣传部")}


async def test_a_name_merged_into_another_is_neither_doubted_nor_a_change_when_the_plan_comes_again(
    tmp_path: Path,
) -> None:
    rows = [
        ["任务编号", "具体任务", "责任单位", "配合单位"],
        ["1", "办一件事。", "市陶瓷局", ""],
        ["2", "再办一件。", "市文旅局", "各乡镇"],
    ]
    plan = b"\xef\xbb\xbf" + "某某市2024年工作要点\n".encode() + csv_bytes(rows).removeprefix(b"\xef\xbb\xbf")
    async with running(tmp_path) as world:
        first = await send(world, world.admin, "要点.csv", plan)
        assert "市陶瓷局" in first
        assert "“各乡镇”是统称" in first
        chat = world.admin.chat()
        chat.press("确认导入")
        await world.settle()
        for word in ("/units 市陶瓷局 合并到 市文旅局", "/units 各乡镇 成员 鹅湖镇"):
            chat.send(word)
            await world.settle()
            if "合并" in word:
                chat.press("确认合并")
                await world.settle()
        again = await send(world, world.admin, "要点.csv", plan)
        assert "与已导入的内容相同" in again
        assert "市陶瓷局" not in again
        assert "各乡镇" not in again


async def test_a_hostile_file_is_refused_in_words_and_the_bot_goes_on_answering_meanwhile(tmp_path: Path) -> None:
    rows = table_rows(demo().tasks * 10)
    for number, row in enumerate(rows[1:], 1):
        row[1] = str(number) if row[1] else ""
    rows[-1][3] = ""  # and only at the very end it turns out that it cannot be taken
    large = xlsx_bytes(rows)
    async with running(tmp_path) as world:
        world.import_demo()
        anna = world.emulator.person(1, "安娜")
        await world.register(anna, "市文旅局")
        before = len(world.admin.chat().messages)
        # Somebody else is answered while the file is being read in its own process.
        world.admin.chat().upload("巨表.xlsx", large)
        anna.chat().send("/help")
        async with asyncio.timeout(20):
            while "/tasks" not in anna.chat().last.text:  # noqa: ASYNC110 - a chat tells nobody that something was said
                await asyncio.sleep(0.02)  # as `World.settle` does; what is awaited happens in the program
        assert len(world.admin.chat().messages) == before + 1
        await world.settle(within=40)
        assert "没有责任单位" in world.admin.chat().last.text


async def test_under_a_plans_preview_stands_what_became_of_it_and_a_second_tap_changes_nothing(tmp_path: Path) -> None:
    async with running(tmp_path) as world:
        chat = world.admin.chat()
        await send(world, world.admin, "要点.tsv", DEMO_PLAN.read_bytes())
        before, preview = len(chat.messages), chat.last
        for _ in range(2):
            chat.press("确认导入", message=preview.id)
        await world.settle()
        (settled,) = [each for each in chat.messages if each.id == preview.id]
        assert settled.text.startswith(preview.text)
        assert "已导入56项任务" in settled.text
        assert settled.words == []
        assert len(chat.messages) == before
        assert len(world.export()["plans"]) == 1
        await send(world, world.admin, "要点.tsv", DEMO_PLAN.read_bytes(), "取消")
        assert chat.last.text.endswith("没有确认，未导入任何内容。")
        assert chat.last.words == []
