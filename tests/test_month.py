"""The main job, end to end: registration, reminders, reports, receipt, digest."""

from io import BytesIO
from pathlib import Path

from docx import Document
from openpyxl import load_workbook

from tests.world import DEMO_PLAN, running


async def test_a_liaison_registers_reports_by_buttons_and_gets_one_receipt(tmp_path: Path) -> None:
    async with running(tmp_path) as world:
        world.import_demo()
        anna = world.emulator.person(1, "安娜")
        await world.register(anna, "市先陶办")
        chat = anna.chat()
        assert world.active_liaisons() == ["市先陶办"]

        await world.move_to("2024-06-18 09:00")
        assert "截止6月25日（周二）17:00，还有2项待报：25、26" in chat.last.text
        chat.press("开始填报")
        await world.settle()
        chat.press("已完成")
        await world.settle()
        chat.send("地图已经上线。")
        await world.settle()
        chat.press("本月无新进展")
        await world.settle()
        chat.press("确认提交")
        await world.settle()
        assert "回执 2024-06-0001" in chat.last.text
        answers = [answer for answer in world.export()["answers"] if answer["round"] == "2024-06"]
        assert [(answer["task"], answer["status"], answer["text"]) for answer in answers] == [
            (25, "done", "地图已经上线。"),
            (26, "no_change", ""),
        ]
        assert {answer["receipt"] for answer in answers} == {"2024-06-0001"}
        assert all(answer["on_time"] for answer in answers)

        before = len(chat.messages)
        await world.move_to("2024-06-24 09:00")
        await world.move_to("2024-06-25 09:00")
        await world.move_to("2024-06-25 15:00")
        assert len(chat.messages) == before


async def test_the_digest_reaches_the_office_with_its_documents_when_the_round_is_due(tmp_path: Path) -> None:
    async with running(tmp_path) as world:
        world.import_demo()
        anna, boris = world.emulator.person(1, "安娜"), world.emulator.person(2, "鲍里斯")
        office = world.emulator.group("办公室", members=[world.admin, boris], bots=[world.bot])
        office.send(world.admin, "/bind_office@liaison_test_bot")
        await world.settle()
        bound, card = office.messages[-2:]
        assert "已绑定" in bound.text
        assert card.text.startswith("📌")
        await world.register(anna, "市文旅局")
        await world.register(boris, "国家试验区管委会办公室")

        await world.move_to("2024-06-18 09:00")
        anna.chat().send("28滞后，经费未到位；29已完成，地图上线；其余按计划推进")
        await world.settle()
        anna.chat().press("确认提交")
        await world.settle()
        await world.move_to("2024-06-25 17:00")
        files = [message.file_name for message in office.messages if message.file_name]
        assert {"2024年6月进展汇总.docx", "2024年6月进展台账.xlsx"} <= set(files)
        digest = next(message.text for message in office.messages if message.text.startswith("📋 2024年6月进展"))
        assert "未报（1家单位）" in digest
        assert "国家试验区管委会办公室　任务1、13、24　李某某 13900000002" in digest
        assert "28" in digest
        documents = [message.file for message in office.messages if message.file_name]
        assert documents[0] is not None
        assert documents[1] is not None
        assert Document(BytesIO(documents[0])).paragraphs
        assert load_workbook(BytesIO(documents[1])).sheetnames

        office.send(boris, "/missing@liaison_test_bot")
        await world.settle()
        assert "未登记" in office.last.text
        office.press(boris, "纯文字名单")
        await world.settle()
        assert "国家试验区管委会办公室　任务1、13、24　李某某 13900000002" in office.last.text
        office.send(boris, "/progress@liaison_test_bot")
        await world.settle()
        assert "应报63　已报16（按时16　逾期0）　未报47" in office.last.text
        before = len(anna.chat().messages)
        await world.move_to("2024-06-26 09:00")
        await world.move_to("2024-06-28 09:00")
        assert "已过截止时间" in boris.chat().last.text
        assert len(anna.chat().messages) == before
        await world.move_to("2024-06-30 17:00")
        assert office.messages[-1].file_name == "对接人登记表.xlsx"
        assert "应登记47　已登记2　未登记45" in office.messages[-3].text


async def test_an_admin_sends_the_plan_in_chat_sees_it_read_back_and_confirms(tmp_path: Path) -> None:
    async with running(tmp_path) as world:
        chat = world.admin.chat()
        chat.upload("plan.tsv", DEMO_PLAN.read_bytes())
        await world.settle()
        assert "56项任务" in chat.last.text
        assert world.export()["plans"] == []
        chat.send("2024-07至2024-12")
        await world.settle()
        chat.press("确认导入")
        await world.settle()
        assert world.export()["plans"][0]["first_round"] == "2024-07"
        chat.upload("plan.tsv", DEMO_PLAN.read_bytes().replace("擦亮瓷都新政策".encode(), "新政策".encode()))
        await world.settle()
        assert "内容有变：1" in chat.last.text


async def test_a_filled_contact_sheet_registers_people_who_wait_until_they_press_start(tmp_path: Path) -> None:
    async with running(tmp_path) as world:
        world.import_demo()
        sheet = "单位：市先陶办\n\n任务编号,分管领导,联系电话,联络员,联系电话\n25、26,张某某,13800000001,李某某,13900000002\n"
        chat = world.admin.chat()
        chat.upload("对接表.csv", sheet.encode())
        await world.settle()
        chat.press("确认导入")
        await world.settle()
        anna = world.emulator.person(1, "安娜")
        anna.chat().start(world.invite("市先陶办"))
        await world.settle()
        anna.chat().press("李某某 139****0002")
        await world.settle()
        world.admin.chat().press("同意")
        await world.settle()
        assert world.active_liaisons() == ["市先陶办"]
        await world.move_to("2024-06-18 09:00")
        assert "还有2项待报：25、26" in anna.chat().last.text


async def test_a_liaison_fetches_the_prefilled_sheet_fills_it_and_sends_it_back(tmp_path: Path) -> None:
    async with running(tmp_path) as world:
        world.import_demo()
        anna = world.emulator.person(1, "安娜")
        await world.register(anna, "市文旅局")
        await world.move_to("2024-06-18 09:00")
        chat = anna.chat()
        chat.press("开始填报")
        await world.settle()
        chat.press("文字模板")
        await world.settle()
        card = chat.messages[-3]
        chat.press("填报表", message=card.id)
        await world.settle()
        content = chat.last.file
        assert content is not None
        book = load_workbook(BytesIO(content))
        page = book.worksheets[0]
        for row in page.iter_rows(min_row=6):
            if row[0].value == 28:
                row[4].value, row[6].value = "已完成", "地图上线"
        filled = BytesIO()
        book.save(filled)
        chat.upload("回复.xlsx", filled.getvalue())
        await world.settle()
        chat.press("确认提交")
        await world.settle()
        answers = [answer for answer in world.export()["answers"] if answer["round"] == "2024-06"]
        assert [(answer["task"], answer["status"], answer["text"]) for answer in answers] == [(28, "done", "地图上线")]
        chat.photo(b"\xff\xd8\xff photo", caption="29 现场照片，正在布展")
        await world.settle()
        chat.press("确认提交")
        await world.settle()
        answers = [answer for answer in world.export()["answers"] if answer["task"] == 29]
        assert len(answers[0]["attachments"]) == 1


async def test_a_list_without_units_gets_them_from_an_admin_in_chat(tmp_path: Path) -> None:
    async with running(tmp_path) as world:
        chat = world.admin.chat()
        table = "2024年重点工作清单\n\n重点工作,主要内容,具体工作内容\n调查,资源调查,摸清资源底数\n保护,抢救保护,抢救地方戏曲\n"
        chat.upload("清单.csv", table.encode())
        await world.settle()
        chat.send("2024-06至2024-12")
        await world.settle()
        chat.press("确认导入")
        await world.settle()
        assert "2项任务还没有责任单位：1、2" in chat.last.text
        chat.send("1 文旅局\n2 市教体局、不存在局")
        await world.settle()
        assert "不存在局" in chat.last.text
        chat.send("1 文旅局\n2 市教体局（配合：市文联）")
        await world.settle()
        assert "任务1　责任：市文旅局" in chat.last.text
        chat.press("确认导入")
        await world.settle()
        assert "已为2项任务确定单位" in chat.last.text
        await world.move_to("2024-06-18 09:00")
        owed = [(row["task"], row["unit"]) for row in world.export()["assignments"] if row["round"] == "2024-06"]
        assert owed == [(1, "市文旅局"), (2, "市教体局")]
