"""Months read message by message: what one liaison hears, day after day, with every date worked out by hand."""

from datetime import timedelta
from pathlib import Path

from sqlmodel import Session, select

from models.rules.words import AssignmentState, Status
from models.tables import Assignment, Task
from tests.test_timing_rounds import press, say
from tests.world import Person, World, local, running

DUE_DAYS = (
    "2024-05-24",
    "2024-05-25",
    "2024-06-25",
    "2024-07-25",
    "2024-12-25",
    "2025-01-20",
    "2025-01-25",
    "2025-02-25",
)


class Diary:
    """What a person is told unasked: the moment, and the lines that name rounds."""

    def __init__(self, world: World, person: Person) -> None:
        self._world = world
        self._chat = person.chat()
        self.heard: list[tuple[str, str]] = []

    async def live_until(self, last: str) -> None:
        """Let the days pass: each at 09:00, and around due times also 15:00, 16:59 and 17:00."""
        end = local(last)
        while True:
            now = self._world.clock.now().astimezone(end.tzinfo)
            hours = ("09:00", "15:00", "16:59", "17:00") if f"{now:%Y-%m-%d}" in DUE_DAYS else ("09:00",)
            times = [moment for hour in hours if (moment := local(f"{now:%Y-%m-%d} {hour}")) > now]
            moment = min(times, default=local(f"{now + timedelta(days=1):%Y-%m-%d} 09:00"))
            if moment > end:
                return
            before = len(self._chat.messages)
            await self._world.move_to(f"{moment:%Y-%m-%d %H:%M}")
            for seen in self._chat.messages[before:]:
                lines = [line for line in seen.text.splitlines() if "进展　" in line]
                is_over = "（已过截止时间）" if "已过截止时间" in seen.text else ""
                if seen.is_from_bot:
                    self.heard.append((f"{moment:%m-%d %H:%M}", "".join((*lines, is_over))))

    def take(self) -> list[tuple[str, str]]:
        """Return what was heard since the last time this was asked."""
        heard, self.heard = self.heard, []
        return heard


def accept(session: Session, number: int) -> None:
    task = session.exec(select(Task).where(Task.number == number)).one()
    for assignment in session.exec(select(Assignment).where(Assignment.task_id == task.id)).all():
        if assignment.state == AssignmentState.ANSWERED:
            assignment.state = AssignmentState.ACCEPTED


async def test_may_to_july_2024(tmp_path: Path) -> None:
    async with running(tmp_path, "2024-05-13 10:00") as world:
        world.import_demo("2024-05")
        anna = world.emulator.person(1, "安娜")
        await world.register(anna, "市先陶办")
        diary = Diary(world, anna)

        # 18 May is a Saturday: opened on Monday. 25 May is a Saturday: both last rungs have moved to Friday, as one.
        await diary.live_until("2024-05-27 09:00")
        may = "2024年5月进展　截止5月25日（周六）17:00，还有2项待报：25、26"
        assert diary.take() == [
            ("05-20 09:00", f"{may}"),
            ("05-24 09:00", f"{may}"),
            ("05-24 15:00", f"{may}"),
            ("05-27 09:00", "2024年5月进展　截止5月25日（周六）17:00，还有2项待报：25、26（已过截止时间）"),
        ]
        await say(world, "25已完成，验收通过；26正常推进，主体封顶", by=anna)
        assert "逾期" in await press(world, "确认提交", by=anna)
        world.database.transact(lambda session: accept(session, 25))

        # The third working day after the due time passes in silence; June asks for what is not accepted as done.
        await diary.live_until("2024-06-18 09:00")
        assert diary.take() == [("06-18 09:00", "2024年6月进展　截止6月25日（周二）17:00，还有1项待报：26")]
        await press(world, "开始填报", by=anna)
        assert "主体封顶" in anna.chat().last.text
        await press(world, "沿用上月", by=anna)
        assert "回执 2024-06-0001" in await press(world, "确认提交", by=anna)
        await diary.live_until("2024-07-17 09:00")
        assert diary.take() == []

        # July is never answered: every rung of it, and the closing by August's opening (the 18th is a Sunday).
        await diary.live_until("2024-08-19 09:00")
        july = "还有1项待报：26"
        assert diary.take() == [
            ("07-18 09:00", f"2024年7月进展　截止7月25日（周四）17:00，{july}"),
            ("07-24 09:00", f"2024年7月进展　截止7月25日（周四）17:00，{july}"),
            ("07-25 09:00", f"2024年7月进展　截止7月25日（周四）17:00，{july}"),
            ("07-25 15:00", f"2024年7月进展　截止7月25日（周四）17:00，{july}"),
            ("07-26 09:00", f"2024年7月进展　截止7月25日（周四）17:00，{july}（已过截止时间）"),
            ("07-30 09:00", f"2024年7月进展　截止7月25日（周四）17:00，{july}（已过截止时间）"),
            ("08-19 09:00", "2024年8月进展　截止8月25日（周日）17:00，还有1项待报：26"),
        ]
        june = [answer for answer in world.export()["answers"] if answer["round"] == "2024-06"]
        assert [(answer["task"], answer["status"], answer["on_time"]) for answer in june] == [
            (26, Status.NO_CHANGE.value, True)
        ]


async def test_december_2024_to_february_2025(tmp_path: Path) -> None:
    async with running(tmp_path, "2024-12-09 10:00") as world:
        world.import_demo("2024-12", "2024-12")
        anna = world.emulator.person(1, "安娜")
        await world.register(anna, "市先陶办")
        diary = Diary(world, anna)

        # The last month: the admin is asked once whether the plan goes on, and lets it.
        await diary.live_until("2024-12-18 09:00")
        asked = [message for message in world.admin.chat().messages if "已到最后一期" in message.text]
        assert len(asked) == 1
        world.admin.chat().press("再延续12个月", message=asked[0].id)
        await world.settle()
        # The 25th of January is a Saturday three days before Spring Festival: the round is moved to Monday the 20th.
        assert "1月25日（周六）17:00改为1月20日（周一）17:00" in await say(world, "/round 2025-01 due 2025-01-20 17:00")
        await press(world, "确认")

        await diary.live_until("2025-01-13 09:00")
        december = "还有2项待报：25、26"
        assert diary.take() == [
            ("12-18 09:00", f"2024年12月进展　截止12月25日（周三）17:00，{december}"),
            ("12-24 09:00", f"2024年12月进展　截止12月25日（周三）17:00，{december}"),
            ("12-25 09:00", f"2024年12月进展　截止12月25日（周三）17:00，{december}"),
            ("12-25 15:00", f"2024年12月进展　截止12月25日（周三）17:00，{december}"),
            ("12-26 09:00", f"2024年12月进展　截止12月25日（周三）17:00，{december}（已过截止时间）"),
            ("12-30 09:00", f"2024年12月进展　截止12月25日（周三）17:00，{december}（已过截止时间）"),
            ("01-13 09:00", f"2025年1月进展　截止1月20日（周一）17:00，{december}"),
        ]
        # December has closed with January's opening, and nothing of it is asked for any more.
        # The 19th is a Sunday: T-1 is Friday the 17th. Overdue on the 21st and 23rd; then the festival, in silence.
        await diary.live_until("2025-01-20 09:00")
        assert diary.take() == [
            ("01-17 09:00", f"2025年1月进展　截止1月20日（周一）17:00，{december}"),
            ("01-20 09:00", f"2025年1月进展　截止1月20日（周一）17:00，{december}"),
        ]
        await say(world, "25正常推进，主体封顶", by=anna)
        assert "回执 2025-01-0001" in await press(world, "确认提交", by=anna)
        await diary.live_until("2025-02-24 09:00")
        assert diary.take() == [
            ("01-21 09:00", "2025年1月进展　截止1月20日（周一）17:00，还有1项待报：26（已过截止时间）"),
            ("01-23 09:00", "2025年1月进展　截止1月20日（周一）17:00，还有1项待报：26（已过截止时间）"),
            ("02-18 09:00", f"2025年2月进展　截止2月25日（周二）17:00，{december}"),
            ("02-24 09:00", f"2025年2月进展　截止2月25日（周二）17:00，{december}"),
        ]
        await press(world, "开始填报", by=anna)
        assert "主体封顶" in anna.chat().last.text
        await press(world, "沿用上月", by=anna)
        await press(world, "本月无新进展", by=anna)
        assert "回执 2025-02-0001" in await press(world, "确认提交", by=anna)
        await diary.live_until("2025-03-17 09:00")
        assert diary.take() == []
