"""Corrections: an edited message, a new version, a word after closing."""

from pathlib import Path

from tests.conversation.talking import answers, edit, employ, press, say, words
from tests.world import running


async def test_a_task_edited_out_of_a_message_leaves_the_draft_and_what_was_submitted_stays(tmp_path: Path) -> None:
    async with running(tmp_path) as world:
        world.import_demo()
        anna = world.emulator.person(1, "安娜")
        await employ(world, anna, "市先陶办")
        await world.move_to("2024-06-18 09:00")
        said = anna.chat().send("25已完成，验收；26滞后，经费未到位").id
        await world.settle()
        changed = await edit(world, anna, said, "25已完成，验收合格")
        assert "不再包含任务26，已从草稿中去掉" in changed
        assert "请核对（1项）" in changed
        assert "验收合格" in changed
        await press(world, anna, "确认提交")
        # The same words in another dress change nothing, and nothing is said.
        assert await edit(world, anna, said, "25 已完成，验收合格！") == ""
        assert await edit(world, anna, said, "25已完成，验收合格") == ""
        again = await edit(world, anna, said, "25正常推进，验收有遗留问题")
        assert "请核对（1项）" in again
        receipt = await press(world, anna, "确认提交")
        assert "回执 2024-06-0002" in receipt
        history = await say(world, anna, "报送记录")
        assert "任务25　第1版　已完成" in history
        assert "任务25　第2版　正常推进" in history
        assert [(row["version"], row["text"]) for row in answers(world, 25)] == [
            (1, "已完成，验收合格"),
            (2, "正常推进，验收有遗留问题"),
        ]


async def test_an_awaited_text_edited_before_submitting_is_changed_and_after_it_opens_a_new_draft(
    tmp_path: Path,
) -> None:
    async with running(tmp_path) as world:
        world.import_demo()
        anna = world.emulator.person(1, "安娜")
        await employ(world, anna, "市先陶办", [25])
        await world.move_to("2024-06-18 09:00")
        await press(world, anna, "开始填报")
        await press(world, anna, "正常推进")
        said = anna.chat().send("主体封顶").id
        await world.settle()
        assert "主体封顶，设备进场" in await edit(world, anna, said, "主体封顶，设备进场")
        await press(world, anna, "确认提交")
        assert "请核对（1项）" in await edit(world, anna, said, "主体封顶，设备进场两台")
        assert "确认提交" in words(anna)
        await press(world, anna, "确认提交")
        assert [row["text"] for row in answers(world, 25)] == ["主体封顶，设备进场", "主体封顶，设备进场两台"]
        # Somebody else's message, and one that was never a report, are nobody's business.
        other = anna.chat().send("收到").id
        await world.settle()
        assert await edit(world, anna, other, "收到了") == ""


async def test_an_edit_that_brings_sensitive_matter_waits_for_a_second_confirmation(tmp_path: Path) -> None:
    async with running(tmp_path) as world:
        world.import_demo()
        anna = world.emulator.person(1, "安娜")
        await employ(world, anna, "市先陶办")
        await world.move_to("2024-06-18 09:00")
        said = anna.chat().send("25已完成，验收").id
        await world.settle()
        secret = "25已完成，【机密】验收"
        assert "密级标志" in await edit(world, anna, said, secret)
        assert words(anna) == ["确认发送", "取消"]
        await press(world, anna, "取消")
        await say(world, anna, "填报")
        await press(world, anna, "确认提交")
        assert answers(world, 25)[0]["text"] == "已完成，验收"
        await edit(world, anna, said, secret)
        preview = await press(world, anna, "确认发送")
        # Whatever road it came by, the preview says so once more.
        assert "任务25的内容像是含有密级标志" in preview
        await press(world, anna, "确认提交")
        assert answers(world, 25)[-1]["text"] == "已完成，【机密】验收"


async def test_after_closing_an_edit_or_a_report_is_passed_on_to_the_office_if_wished(tmp_path: Path) -> None:
    async with running(tmp_path) as world:
        world.import_demo("2024-06", "2024-06")
        anna = world.emulator.person(1, "安娜")
        await employ(world, anna, "市先陶办")
        await world.move_to("2024-06-18 09:00")
        said = anna.chat().send("25已完成，验收").id
        await world.settle()
        await press(world, anna, "确认提交")
        await world.move_to("2024-09-02 10:00")
        asked = await edit(world, anna, said, "25正常推进，验收有遗留问题")
        assert "已经关闭" in asked
        await press(world, anna, "取消")
        heard = len(world.admin.chat().messages)
        await edit(world, anna, said, "25正常推进，验收有遗留问题")
        await press(world, anna, "确认发送")
        assert "验收有遗留问题" in world.admin.chat().messages[-1].text
        assert len(world.admin.chat().messages) == heard + 1
        assert [row["version"] for row in answers(world, 25)] == [1]


async def test_after_submission_only_what_an_edit_changes_is_asked_about_anew(tmp_path: Path) -> None:
    async with running(tmp_path) as world:
        world.import_demo()
        anna = world.emulator.person(1, "安娜")
        await employ(world, anna, "市商务局")
        await world.move_to("2024-06-18 09:00")
        await say(world, anna, "15已完成，招引企业1家；47 48按计划推进；49没动")
        said = anna.chat().messages[-2].id
        await press(world, anna, "确认提交")
        changed = await edit(world, anna, said, "15已完成，招引企业1家；47 48按计划推进；49已启动，正在选址")
        assert "请核对（1项）" in changed
        assert "49 " in changed
        await press(world, anna, "确认提交")
        assert [(row["task"], row["version"]) for row in answers(world)] == [
            (15, 1),
            (47, 1),
            (48, 1),
            (49, 1),
            (49, 2),
        ]
        # A task that is taken out of the message stays submitted; that is said, and nothing is asked.
        kept = await edit(world, anna, said, "15已完成，招引企业1家；49已启动，正在选址")
        assert "没有再写任务47、48。已经提交的不会撤回" in kept
        assert "确认提交" not in "".join(words(anna))
