"""The main job, end to end: registration, reminders, reports, receipt, digest."""

from pathlib import Path

from tests.world import running


async def test_a_liaison_registers_reports_by_buttons_and_gets_one_receipt(tmp_path: Path) -> None:
    async with running(tmp_path) as world:
        world.import_demo()
        anna = world.emulator.person(1, "安娜")
        await world.register(anna, "市先陶办")
        chat = anna.chat()
        assert world.active_liaisons() == ["市先陶办"]

        await world.move_to("2024-06-18 09:00")
        for message in chat.messages:
            print(message.text, message.words)
        print("-----")
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
        for message in chat.messages:
            print(message.text, message.words)
        answers = [a for a in world.export()["answers"] if a["round"] == "2024-06"]
        assert [(a["task"], a["status"]) for a in answers] == [(25, "done"), (26, "no_change")]
