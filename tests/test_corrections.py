"""A corrected circular with other dates: what its preview lists, and what becomes of rounds and reminders once it is in."""

from pathlib import Path

import pytest
from sqlmodel import Session

from models.rules.words import AssignmentState
from models.store.plans import units_by_name
from models.store.rounds import assignment_of_unit, round_by_slug
from tests.conversation.talking import employ, press, say
from tests.world import DEMO_PLAN, World, running

CUTOFF = "每月25日前报送进展；6月30日17时前"


def corrected(*, due: str = "每月25日前", cutoff: str = "6月30日17时前") -> bytes:
    """Return the demo plan with other dates."""
    text = DEMO_PLAN.read_text(encoding="utf-8")
    assert text.count(CUTOFF) == 1
    return text.replace(CUTOFF, f"{due}报送进展；{cutoff}").encode()


def owe_registration(session: Session) -> None:
    """Let a unit that has a liaison owe its registration all the same: she has registered for one of its tasks."""
    round_ = round_by_slug(session, "2024-registration")
    assert round_ is not None
    owed = assignment_of_unit(session, round_.id or 0, units_by_name(session)["市先陶办"].id or 0)
    assert owed is not None
    owed.state = AssignmentState.OWED


async def offer(world: World, content: bytes) -> str:
    """Let the admin send a plan; returns the whole preview."""
    chat = world.admin.chat()
    seen = {each.id for each in chat.messages}
    chat.upload("要点.tsv", content)
    await world.settle()
    return "\n".join(each.text for each in chat.messages if each.is_from_bot and each.id not in seen)


def due(world: World) -> dict[str, str]:
    """Return when each round is due, in local time."""
    return {row["slug"]: row["due_at"][:16] for row in world.export()["rounds"]}


async def test_the_preview_lists_another_due_day_and_the_rounds_ahead_take_it(tmp_path: Path) -> None:
    async with running(tmp_path) as world:
        world.import_demo()
        await world.move_to("2024-06-18 09:00")
        shown = await offer(world, corrected(due="每月28日12时前"))
        assert "· 每月截止：25日17:00 → 28日12:00" in shown
        assert "尚未开启的6期随之调整，最近一期2024年7月进展：7月25日（周四）17:00 → 7月28日（周日）12:00" in shown
        # June was announced to everybody; whoever wants it moved too is told how.
        assert "2024年6月进展已经开启，仍为6月25日（周二）17:00" in shown
        assert "/round 2024-06 due 2024-06-28 12:00" in shown
        assert "登记截止" not in shown
        assert "已按新文件更正" in await press(world, world.admin, "确认导入")
        assert (due(world)["2024-06"], due(world)["2024-07"]) == ("2024-06-25T17:00", "2024-07-28T12:00")
        assert due(world)["2024-registration"] == "2024-06-30T17:00"
        # What the preview proposes does what it says.
        await say(world, world.admin, "/round 2024-06 due 2024-06-28 12:00")
        await press(world, world.admin, "确认")
        assert due(world)["2024-06"] == "2024-06-28T12:00"
        assert "与已导入的内容相同" in await offer(world, corrected(due="每月28日12时前"))


async def test_another_cutoff_moves_the_registration_that_is_open_and_tells_who_owes_it(tmp_path: Path) -> None:
    async with running(tmp_path) as world:
        world.import_demo()
        anna = world.emulator.person(1, "安娜")
        chat = anna.chat()
        await employ(world, anna, "市先陶办", [26])
        world.database.transact(owe_registration)
        shown = await offer(world, corrected(cutoff="7月5日12时前"))
        assert "· 登记截止：6月30日（周日）17:00 → 7月5日（周五）12:00" in shown
        assert "登记正在进行：提醒随新时间调整，并通知1位待报联络员。" in shown
        assert "每月截止" not in shown
        said = await press(world, world.admin, "确认导入")
        assert "截止时间已改为7月5日（周五）12:00，通知1人" in said
        assert "由6月30日（周日）17:00改为7月5日（周五）12:00" in chat.last.text
        assert due(world)["2024-registration"] == "2024-07-05T12:00"
        # The rungs follow: nothing on the old days, and the day before the new cutoff.
        told = len([each for each in chat.messages if each.is_from_bot])
        for moment in ("2024-06-28 09:05", "2024-06-29 09:05", "2024-06-30 09:05", "2024-07-01 09:05"):
            await world.move_to(moment)
        since = [each.text for each in chat.messages if each.is_from_bot][told:]
        # T-7 of 5 July is 28 June; T-1 and the day of 30 June stay silent.
        assert len([text for text in since if "7月5日" in text]) == 1, since
        assert not [text for text in since if "6月30日" in text]
        await world.move_to("2024-07-04 09:05")
        assert "7月5日（周五）12:00" in chat.last.text


@pytest.mark.parametrize(
    ("moment", "dates", "expected"),
    [
        # A due day that has passed this month would make everybody late before they are asked.
        (
            "2024-06-17 09:00",
            {"due": "每月10日前"},
            ("2024年6月进展按新规定应为6月10日（周一）17:00，已经过去", "2024-06"),
        ),
        (
            "2024-06-20 09:00",
            {"cutoff": "6月18日17时前"},
            ("登记按新规定应为6月18日（周二）17:00，已经过去", "2024-registration"),
        ),
    ],
)
async def test_a_new_date_that_has_passed_makes_nobody_late(
    tmp_path: Path, moment: str, dates: dict[str, str], expected: tuple[str, str]
) -> None:
    async with running(tmp_path) as world:
        world.import_demo()
        before = due(world)
        await world.move_to(moment)
        said, slug = expected
        assert said in await offer(world, corrected(**dates))
        await press(world, world.admin, "确认导入")
        assert due(world)[slug] == before[slug]
        assert {row["slug"] for row in world.export()["rounds"] if row["due_at"] < f"{moment[:10]}T"} == set()


async def test_a_round_set_by_hand_is_named_and_stays(tmp_path: Path) -> None:
    async with running(tmp_path) as world:
        world.import_demo()
        await say(world, world.admin, "/round 2024-08 due 2024-08-20 17:00")
        await press(world, world.admin, "确认")
        shown = await offer(world, corrected(due="每月28日前"))
        assert "2024年8月进展已单独定为8月20日（周二）17:00，保持不变" in shown
        assert "尚未开启的6期随之调整，最近一期2024年6月进展" in shown
        await press(world, world.admin, "确认导入")
        assert due(world)["2024-08"] == "2024-08-20T17:00"


async def test_a_table_sent_alone_takes_no_date_away(tmp_path: Path) -> None:
    async with running(tmp_path) as world:
        world.import_demo()
        await offer(world, corrected(due="每月28日12时前", cutoff="7月5日12时前"))
        await press(world, world.admin, "确认导入")
        before = world.export()["plans"]
        lines = DEMO_PLAN.read_text(encoding="utf-8").split("\n")
        head = next(index for index, line in enumerate(lines) if line.startswith("大类"))
        alone = "\n".join((lines[0], "", *lines[head:])).replace("\t22\t", "\t22\t改写：", 1)
        shown = await offer(world, alone.encode())
        assert "内容有变：22" in shown
        assert "截止：" not in shown
        await press(world, world.admin, "确认导入")
        (plan,), (old,) = world.export()["plans"], before
        names = ("title", "document_no", "issuer", "issued_on", "due_day", "due_time", "registration_due_at")
        assert [plan.get(name) for name in names] == [old.get(name) for name in names]
        assert due(world)["2024-07"] == "2024-07-28T12:00"


async def test_an_admin_who_reads_english_gets_the_differences_in_english(tmp_path: Path) -> None:
    async with running(tmp_path) as world:
        world.import_demo()
        await world.move_to("2024-06-18 09:00")
        await say(world, world.admin, "/language en")
        text = corrected(due="每月28日12时前", cutoff="7月7日12时前").decode()
        text = text.replace("〔2024〕9号", "〔2024〕10号").replace("2024年5月24日", "2024年6月17日")
        shown = await offer(world, text.encode())
        for line in (
            "· document number: 景国试管办字〔2024〕9号 → 景国试管办字〔2024〕10号",
            "· issued on: 24 May 2024 → 17 June 2024",
            "· due every month: day 25, 17:00 → day 28, 12:00",
            "6 rounds not yet open will follow, first ",
            ": Thu 25 July, 17:00 → Sun 28 July, 12:00",
            " is open already and stays due Tue 25 June, 17:00. To change it as well, send: /round 2024-06 due 2024-06-28 12:00",
            "· registration closes: Sun 30 June, 17:00 → Sun 7 July, 12:00",
            "Registration is open: reminders follow the new time.",
            "That is not a working day.",
        ):
            assert line in shown, shown


async def test_a_unit_that_is_new_to_the_plan_owes_its_registration_and_one_that_is_gone_does_not(
    tmp_path: Path,
) -> None:
    async with running(tmp_path) as world:
        world.import_demo()
        new, gone = "市公安局出入境支队", "市交通局"
        text = DEMO_PLAN.read_text(encoding="utf-8")
        assert text.count(gone) == 1
        await offer(world, text.replace(gone, new).encode())
        await press(world, world.admin, "确认导入")
        units = {
            row["unit"]: row["state"] for row in world.export()["assignments"] if row["round"] == "2024-registration"
        }
        assert (units[new], units[gone]) == ("owed", "waived")
        status = await say(world, world.admin, "/missing 2024-registration")
        assert f"未登记{sum(state == 'owed' for state in units.values())}" in status
        assert new in status
        assert gone not in status


async def test_the_preview_of_a_plan_names_both_dates_and_a_new_plan_says_what_comes_next(tmp_path: Path) -> None:
    async with running(tmp_path) as world:
        shown = await offer(world, DEMO_PLAN.read_bytes())
        assert "每月25日17:00前报送进展" in shown
        assert "对接人登记截至6月30日（周日）17:00" in shown
        assert "“2024-06至2024-12”的样子" in shown
        assert "/invite all" in await press(world, world.admin, "确认导入")


async def test_the_next_years_plan_ends_the_registration_of_the_year_before(tmp_path: Path) -> None:
    async with running(tmp_path) as world:
        world.import_demo()
        await world.move_to("2024-12-31 09:10")
        text = DEMO_PLAN.read_text(encoding="utf-8").replace("2024", "2025")
        await offer(world, text.encode())
        assert "已导入" in await press(world, world.admin, "确认导入")
        rounds = {row["slug"]: row["closes_at"] for row in world.export()["rounds"]}
        assert rounds["2024-registration"].startswith("2024-12-31T09:10")
        assert rounds["2025-registration"] > "2025-12"
