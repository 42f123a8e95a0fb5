"""The second month: last month's text is at hand, what was accepted as done is gone, and rounds follow each other."""

from pathlib import Path

from sqlmodel import Session, select

from models.rules.words import AssignmentState
from models.tables import Assignment, Task
from tests.world import running


def accept_task(session: Session, number: int) -> None:
    """Accept a task's answer, as the office does."""
    task = session.exec(select(Task).where(Task.number == number)).one()
    for assignment in session.exec(select(Assignment).where(Assignment.task_id == task.id)).all():
        assignment.state = AssignmentState.ACCEPTED


async def test_in_the_second_month_last_months_text_is_taken_over_and_an_accepted_task_is_gone(tmp_path: Path) -> None:
    async with running(tmp_path) as world:
        world.import_demo()
        anna = world.emulator.person(1, "安娜")
        await world.register(anna, "市先陶办")
        chat = anna.chat()
        await world.move_to("2024-06-18 09:00")
        chat.send("25已完成，验收通过；26正常推进，主体封顶")
        await world.settle()
        chat.press("确认提交")
        await world.settle()
        world.database.transact(lambda session: accept_task(session, 25))

        await world.move_to("2024-07-18 09:00")
        assert "2024年7月进展　截止7月25日（周四）17:00，还有1项待报：26" in chat.last.text
        chat.press("开始填报")
        await world.settle()
        assert "上月：正常推进" in chat.last.text
        assert "主体封顶" in chat.last.text
        chat.press("沿用上月")
        await world.settle()
        chat.press("确认提交")
        await world.settle()
        july = [answer for answer in world.export()["answers"] if answer["round"] == "2024-07"]
        assert [(answer["task"], answer["status"]) for answer in july] == [(26, "no_change")]
        assert "主体封顶" in july[0]["text"]
        assert "回执 2024-07-0001" in chat.last.text

        rounds = {row["slug"]: row for row in world.export()["rounds"]}
        assert rounds["2024-06"]["closes_at"] == "2024-07-18T09:00:00+08:00"
        owed = [row for row in world.export()["assignments"] if row["round"] == "2024-07" and row["state"] == "owed"]
        assert 25 not in [row["task"] for row in owed]
