"""Reporting as people really do it: edits, corrections, hints, colleagues, cooperating units, sensitive matter."""

from pathlib import Path
from typing import Any

from tests.world import World, running


def answers(world: World, task: int | None = None) -> list[dict[str, Any]]:
    """Return the June answers, of one task if named."""
    return [
        answer
        for answer in world.export()["answers"]
        if answer["round"] == "2024-06" and (task is None or answer["task"] == task)
    ]


async def test_editing_the_message_before_submitting_changes_the_draft_and_after_it_opens_a_new_one(
    tmp_path: Path,
) -> None:
    async with running(tmp_path) as world:
        world.import_demo()
        anna = world.emulator.person(1, "安娜")
        await world.register(anna, "市文旅局")
        await world.move_to("2024-06-18 09:00")
        chat = anna.chat()
        said = chat.send("28正常推进，初稿已送审；29滞后，经费未到位")
        await world.settle()
        chat.edit(said.id, "28正常推进，初稿已送审；29滞后，人手不足")
        await world.settle()
        assert "人手不足" in chat.last.text
        chat.press("确认提交")
        await world.settle()
        assert [answer["task"] for answer in answers(world)] == [28, 29]

        before = len(chat.messages)
        chat.edit(said.id, "28正常推进，初稿已送审；29滞后，人手不足。")
        await world.settle()
        assert len(chat.messages) == before
        chat.edit(said.id, "28正常推进，初稿已送审；29已完成，挂牌")
        await world.settle()
        assert "确认提交" in chat.last.words
        chat.press("确认提交")
        await world.settle()
        versions = answers(world, 29)
        assert [(answer["version"], answer["status"]) for answer in versions] == [(1, "delayed"), (2, "done")]
        assert versions[0]["receipt"] != versions[1]["receipt"]

        chat.send("报送记录")
        await world.settle()
        assert "任务29　第2版　已完成" in chat.last.text


async def test_a_hint_stands_in_the_preview_with_a_button_to_add_and_is_no_step(tmp_path: Path) -> None:
    async with running(tmp_path) as world:
        world.import_demo()
        anna = world.emulator.person(1, "安娜")
        await world.register(anna, "市先陶办")
        await world.move_to("2024-06-18 09:00")
        chat = anna.chat()
        chat.send("25进度滞后")
        await world.settle()
        assert "没有写滞后原因" in chat.last.text
        assert "补充（25）" in [button.text for row in chat.last.buttons for button in row]
        chat.press("补充")
        await world.settle()
        chat.send("土地手续未办完")
        await world.settle()
        assert "存在问题：土地手续未办完" in chat.last.text
        chat.press("确认提交")
        await world.settle()
        assert answers(world, 25)[0]["problems"] == "土地手续未办完"


async def test_two_people_of_a_unit_do_not_overwrite_each_other_unawares(tmp_path: Path) -> None:
    async with running(tmp_path) as world:
        world.import_demo()
        anna, boris = world.emulator.person(1, "安娜"), world.emulator.person(2, "鲍里斯")
        await world.register(anna, "市先陶办")
        boris.chat().start(world.invite("市先陶办"))
        await world.settle()
        boris.chat().send("张某某 13800000001，王某某 13900000003")
        await world.settle()
        boris.chat().press("全部相同")
        await world.settle()
        boris.chat().press("确认提交")
        await world.settle()
        world.admin.chat().press("同意")
        await world.settle()
        await world.move_to("2024-06-18 09:00")
        anna.chat().send("25正常推进，甲")
        boris.chat().send("25正常推进，乙")
        await world.settle()
        anna.chat().press("确认提交")
        await world.settle()
        boris.chat().press("确认提交")
        await world.settle()
        assert "甲" in boris.chat().last.text
        assert "乙" in boris.chat().last.text
        assert len(answers(world, 25)) == 1
        boris.chat().press("确认提交")
        await world.settle()
        assert [answer["text"] for answer in answers(world, 25)] == ["正常推进，甲", "正常推进，乙"]


async def test_sensitive_matter_is_held_until_it_is_confirmed_a_second_time(tmp_path: Path) -> None:
    async with running(tmp_path) as world:
        world.import_demo()
        anna = world.emulator.person(1, "安娜")
        await world.register(anna, "市先陶办")
        await world.move_to("2024-06-18 09:00")
        chat = anna.chat()
        chat.send("25正常推进，联系人身份证11010519491231002X")
        await world.settle()
        assert chat.last.words == ["确认发送", "取消"]
        chat.press("取消")
        await world.settle()
        chat.send("25正常推进，【内部资料】已归档")
        await world.settle()
        chat.press("确认发送")
        await world.settle()
        assert "请核对（1项）" in chat.last.text


async def test_a_lead_asks_a_cooperating_unit_sees_its_input_and_takes_it_over(tmp_path: Path) -> None:
    async with running(tmp_path) as world:
        world.import_demo()
        anna, boris = world.emulator.person(1, "安娜"), world.emulator.person(2, "鲍里斯")
        await world.register(anna, "市申遗办")
        await world.register(boris, "市文旅局")
        await world.move_to("2024-06-18 09:00")
        anna.chat().press("开始填报")
        await world.settle()
        anna.chat().press("请配合单位提供")
        await world.settle()
        assert "市文旅局" in anna.chat().last.text
        boris.chat().press("提供材料")
        await world.settle()
        boris.chat().send("已完成考古简报")
        await world.settle()
        assert "已完成考古简报" in anna.chat().last.text
        anna.chat().press("打开任务2")
        await world.settle()
        anna.chat().press("采用市文旅局材料")
        await world.settle()
        anna.chat().press("正常推进")
        await world.settle()
        anna.chat().press("下一项")
        await world.settle()
        anna.chat().press("确认提交")
        await world.settle()
        assert [(answer["status"], answer["text"]) for answer in answers(world, 2)] == [("on_track", "已完成考古简报")]


async def test_a_second_lead_may_agree_with_the_first(tmp_path: Path) -> None:
    async with running(tmp_path) as world:
        world.import_demo()
        anna = world.emulator.person(1, "安娜")
        await world.register(anna, "御窑博物院")
        await world.move_to("2024-06-18 09:00")
        anna.chat().press("开始填报")
        await world.settle()
        anna.chat().press("与牵头单位一致")
        await world.settle()
        anna.chat().press("确认提交")
        await world.settle()
        assert answers(world, 29)[0]["text"] == "与牵头单位市文旅局一致。"


async def test_a_text_cut_by_the_client_is_continued_by_the_next_piece(tmp_path: Path) -> None:
    async with running(tmp_path) as world:
        world.import_demo()
        anna = world.emulator.person(1, "安娜")
        await world.register(anna, "市先陶办")
        await world.move_to("2024-06-18 09:00")
        chat = anna.chat()
        long = "25正常推进，" + "建设进展顺利" * 680
        chat.send(long[:4096])
        await world.settle()
        chat.send("最后一句话。\n26尚未启动，等待批复")
        await world.settle()
        chat.press("确认提交")
        await world.settle()
        assert answers(world, 25)[0]["text"].endswith("最后一句话")
        assert answers(world, 26)[0]["status"] == "not_started"


async def test_a_pending_claim_may_report_and_is_filed_at_the_time_it_was_sent(tmp_path: Path) -> None:
    async with running(tmp_path) as world:
        world.import_demo()
        anna = world.emulator.person(1, "安娜")
        await world.register(anna, "市先陶办", approve=False)
        await world.move_to("2024-06-25 16:50")
        chat = anna.chat()
        chat.send("25已完成，验收；26无进展")
        await world.settle()
        chat.press("确认提交")
        await world.settle()
        assert "等待管理员同意" in chat.last.text
        assert answers(world) == []
        await world.move_to("2024-06-26 10:00")
        world.admin.chat().press("同意")
        await world.settle()
        assert "回执" in chat.last.text
        assert [answer["on_time"] for answer in answers(world)] == [True, True]


async def test_after_closing_a_correction_is_passed_on_to_the_office(tmp_path: Path) -> None:
    async with running(tmp_path) as world:
        world.import_demo("2024-06", "2024-06")
        anna = world.emulator.person(1, "安娜")
        await world.register(anna, "市先陶办")
        await world.move_to("2024-06-18 09:00")
        await world.move_to("2024-09-02 10:00")
        chat = anna.chat()
        chat.send("25已完成，验收通过")
        await world.settle()
        assert "已经关闭" in chat.last.text
        chat.press("确认发送")
        await world.settle()
        assert "25已完成，验收通过" in world.admin.chat().last.text
