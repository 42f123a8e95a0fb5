"""Registering a unit's people: every road through the form, out of it and back, and a post that falls vacant again."""

from io import BytesIO
from pathlib import Path
from typing import Any

from docx import Document
from openpyxl import load_workbook

from models.rules.words import LiaisonState
from tests.conversation.talking import employ, go_on_after_restart, press, say, words
from tests.world import World, running


def line(world: World, name: str) -> dict[str, Any]:
    return next(row for row in world.export()["liaisons"] if row["name"] == name)


def registration(world: World, unit: str) -> str:
    """Return where a unit's registration stands."""
    return next(
        str(row["state"])
        for row in world.export()["assignments"]
        if row["round"] == "2024-registration" and row["unit"] == unit
    )


async def test_a_form_is_asked_again_with_an_example_and_survives_questions_reports_and_a_restart(
    tmp_path: Path,
) -> None:
    async with running(tmp_path, approve_claims=False) as world:
        world.import_demo()
        anna = world.emulator.person(1, "安娜")
        # She is another unit's liaison already, and may report in the middle of the form.
        await employ(world, anna, "市先陶办")
        await world.move_to("2024-06-18 09:00")
        token = world.invite("市工信局")
        anna.chat().start(token)
        await world.settle()
        assert "没有认出姓名" in await say(world, anna, "138")
        await say(world, anna, "张某某")
        assert "0798-8500000" in await say(world, anna, "八五〇")
        asked = await say(world, anna, "我有哪些任务？")
        assert "25 先进材料重点项目" in asked
        assert "还在等您回答" in asked
        assert "6月25日（周二）17:00" in await say(world, anna, "什么时候截止")
        await say(world, anna, "0798－8588098转2")
        reported = await say(world, anna, "25已完成，地图已上线")
        assert "请核对（1项）" in reported
        await press(world, anna, "确认提交")
    async with running(tmp_path, "2024-06-19 09:00", approve_claims=False) as world:
        go_on_after_restart(world)
        anna = world.emulator.person(1, "安娜")
        anna.chat().start(token)
        await world.settle()
        assert "继续为市工信局登记" in anna.chat().last.text
        assert "联络员姓名" in anna.chat().last.text
        await say(world, anna, "李某某")
        anna.user.phone_number = "+8613900000002"
        anna.chat().share_contact()
        await world.settle()
        await press(world, anna, "逐项填写")
        assert "任务1、2不在可选之列" in await say(world, anna, "1、2")
        await say(world, anna, "13、24-26")
        preview = anna.chat().last.text
        assert "任务编号：13、24—26" in preview
        assert "张某某　0798-8588098-2" in preview
        done = await press(world, anna, "确认提交")
        assert "回执" in done
        assert "还有任务未登记人员：15、19、27" in done
        assert registration(world, "市工信局") == "owed"
        more = await press(world, anna, "继续登记")
        assert "请登记市工信局其余任务（15、19、27）" in more
        assert "您好" not in more
        await say(world, anna, "/cancel")
        assert [row["tasks"] for row in world.export()["liaisons"] if row["unit"] == "市工信局"] == [[13, 24, 25, 26]]


async def test_several_people_share_a_unit_and_each_is_reminded_of_the_own_tasks(tmp_path: Path) -> None:
    async with running(tmp_path) as world:
        world.import_demo()
        anna, boris = world.emulator.person(1, "安娜"), world.emulator.person(2, "鲍")
        await employ(world, anna, "市商务局", [15, 47, 48])
        await employ(world, boris, "市商务局", [49, 50, 51, 52], name="王某某", phone="13900000003")
        await world.move_to("2024-06-18 09:00")
        assert "还有3项待报：15、47、48" in anna.chat().last.text
        assert "还有4项待报：49—52" in boris.chat().last.text
        refused = await say(world, anna, "49已完成，上线")
        assert "任务49本期不需要您报送，未计入" in refused
        assert "49—52" not in await say(world, anna, "/tasks")


async def test_a_post_that_falls_vacant_opens_the_registration_again_until_somebody_has_it(tmp_path: Path) -> None:
    async with running(tmp_path) as world:
        world.import_demo()
        anna, wang = world.emulator.person(1, "安娜"), world.emulator.person(2, "王")
        await world.register(anna, "市先陶办")
        assert registration(world, "市先陶办") == "answered"
        await say(world, world.admin, "/revoke 市先陶办")
        assert registration(world, "市先陶办") == "owed"
        world.admin.chat().start()
        link = await press(world, world.admin, "换人") if "换人" in words(world.admin) else ""
        assert link == "" or "确认换人" in words(world.admin)
        wang.chat().start(world.invite("市先陶办"))
        await world.settle()
        await say(world, wang, "张某某 13800000001，王某某 13900000003")
        await press(world, wang, "全部相同")
        await press(world, wang, "确认提交")
        assert registration(world, "市先陶办") == "answered"
        # A claim refused leaves nobody, again.
        world.admin.chat().press("不同意")
        await world.settle()
        assert registration(world, "市先陶办") == "owed"
        assert "未获同意" in wang.chat().last.text


async def test_whoever_leaves_for_good_leaves_the_registration_open_and_a_successor_closes_it(tmp_path: Path) -> None:
    async with running(tmp_path) as world:
        world.import_demo()
        anna, wang = world.emulator.person(1, "安娜"), world.emulator.person(2, "王")
        await world.register(anna, "市先陶办")
        await say(world, world.admin, "/members 市先陶办")
        await press(world, world.admin, "换人")
        await press(world, world.admin, "确认换人")
        assert registration(world, "市先陶办") == "owed"
        text = next(seen.text for seen in reversed(world.admin.chat().messages) if "?start=" in seen.text)
        wang.chat().start(text.split("?start=")[1].split()[0])
        await world.settle()
        await say(world, wang, "王接任 13700000003")
        await press(world, wang, "确认换人")
        assert registration(world, "市先陶办") == "answered"
        await say(world, wang, "/privacy")
        await press(world, wang, "离任并删除姓名电话")
        await press(world, wang, "确认删除")
        assert registration(world, "市先陶办") == "owed"
        assert "岗位空缺" in "\n".join(seen.text for seen in world.admin.chat().messages)


async def test_what_is_still_to_be_approved_goes_with_the_post_that_is_handed_over(tmp_path: Path) -> None:
    async with running(tmp_path) as world:
        world.import_demo()
        anna, wang = world.emulator.person(1, "安娜"), world.emulator.person(2, "王")
        await employ(world, anna, "市先陶办", [25])
        # A first line is approved; the second, for another task, is still before the admin.
        await employ(world, anna, "市先陶办", [26], state=LiaisonState.PENDING)
        await say(world, anna, "/handover")
        await press(world, anna, "确认换人")
        text = next(seen.text for seen in reversed(anna.chat().messages) if "?start=" in seen.text)
        wang.chat().start(text.split("?start=")[1].split()[0])
        await world.settle()
        await say(world, wang, "王接任 13700000003")
        await press(world, wang, "确认换人")
        assert [(row["name"], row["tasks"], row["state"]) for row in world.export()["liaisons"]] == [
            ("李某某", [25], "revoked"),
            ("李某某", [26], "revoked"),
            ("王接任", [25], "active"),
            ("王接任", [26], "pending"),
        ]
        await say(world, world.admin, "/approve")
        world.admin.chat().press("同意")
        await world.settle()
        assert line(world, "王接任")["state"] == "active"
        assert {row["state"] for row in world.export()["liaisons"] if row["name"] == "王接任"} == {"active"}


async def test_the_contact_sheets_that_go_to_the_office_have_the_circulars_own_columns(tmp_path: Path) -> None:
    async with running(tmp_path, approve_claims=False) as world:
        world.import_demo()
        anna = world.emulator.person(1, "安娜")
        office = world.emulator.group("办公室", members=[world.admin], bots=[world.bot])
        office.send(world.admin, "/bind_office@liaison_test_bot")
        anna.chat().start(world.invite("市先陶办"))
        await world.settle()
        for name, leader_phone, tasks in (("李某某", "0798-8588098", "25"), ("王某某", "13800000009", "26")):
            await say(world, anna, f"张某某 {leader_phone}，{name} 13900000002")
            await press(world, anna, "逐项填写" if tasks == "25" else "全部相同")
            if tasks == "25":
                await say(world, anna, tasks)
            await press(world, anna, "确认提交")
            if tasks == "25":
                await press(world, anna, "继续登记")
        await world.move_to("2024-06-30 17:00")
        files = {str(seen.file_name).rsplit(".", 1)[-1]: seen.file or b"" for seen in office.messages if seen.file_name}
        columns = ["任务编号", "分管领导", "联系电话", "联络员", "联系电话"]
        rows = [
            ["25", "张某某", "0798-8588098", "李某某", "13900000002"],
            ["26", "张某某", "13800000009", "王某某", "13900000002"],
        ]
        document = Document(BytesIO(files["docx"]))
        headed = [paragraph.text for paragraph in document.paragraphs]
        assert any("任务落实人员对接表" in text for text in headed)
        assert "单位：市先陶办" in headed
        tables = [[[cell.text for cell in row.cells] for row in table.rows] for table in document.tables]
        assert [columns, *rows] in tables
        page = load_workbook(BytesIO(files["xlsx"]))["市先陶办"]
        cells = [[str(cell) for cell in row if cell is not None] for row in page.iter_rows(values_only=True)]
        assert cells[1] == ["单位：市先陶办"]
        assert cells[2:] == [columns, *rows]
