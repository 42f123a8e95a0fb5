"""Two liaisons of one unit report the same task: the second is shown both, and decides only after having seen them."""

from pathlib import Path

from sqlmodel import Session

from models.rules.words import LiaisonState
from models.store.people import person_by_chat, posts_of
from tests.conversation.talking import answers, employ, press, say
from tests.world import Person, World, running

UNIT = "市先陶办"


async def both_drafted(world: World) -> tuple[Person, Person]:
    """Return two liaisons of one unit, both with a draft of task 25; the first has submitted."""
    world.import_demo()
    anna, berta = world.emulator.person(1, "安娜"), world.emulator.person(2, "贝塔")
    for person in (anna, berta):
        await employ(world, person, UNIT)
    await world.move_to("2024-06-18 09:00")
    await say(world, berta, "25正常推进，主体封顶")
    await say(world, anna, "25已完成，验收通过")
    await press(world, anna, "确认提交")
    return anna, berta


def versions(world: World) -> list[tuple[int, str]]:
    return [(row["version"], row["text"]) for row in answers(world) if row["task"] == 25]


async def test_who_comes_second_is_shown_both_and_nothing_is_overwritten_yet(tmp_path: Path) -> None:
    async with running(tmp_path) as world:
        _, berta = await both_drafted(world)
        await press(world, berta, "确认提交")
        assert "任务25已由同事报送（已完成　验收通过）" in berta.chat().last.text
        assert "主体封顶" in berta.chat().last.text
        assert [text for _, text in versions(world)] == ["已完成，验收通过"]


async def test_a_double_tap_is_no_decision(tmp_path: Path) -> None:
    async with running(tmp_path) as world:
        _, berta = await both_drafted(world)
        preview = berta.chat().last.id
        berta.chat().press("确认提交", message=preview)
        berta.chat().press("确认提交", message=preview)
        await world.settle()
        assert "任务25已由同事报送" in berta.chat().last.text
        assert [text for _, text in versions(world)] == ["已完成，验收通过"]


async def test_having_seen_both_a_press_decides(tmp_path: Path) -> None:
    async with running(tmp_path) as world:
        _, berta = await both_drafted(world)
        await press(world, berta, "确认提交")
        await press(world, berta, "确认提交")
        assert "回执" in berta.chat().last.text
        assert versions(world)[-1][1] == "正常推进，主体封顶"


async def test_an_answer_that_came_while_both_were_shown_is_shown_too(tmp_path: Path) -> None:
    async with running(tmp_path) as world:
        anna, berta = await both_drafted(world)
        await press(world, berta, "确认提交")
        await say(world, anna, "25已完成，已移交使用")
        await press(world, anna, "确认提交")
        await press(world, berta, "确认提交")
        assert "已移交使用" in berta.chat().last.text
        assert [text for _, text in versions(world)][-1] == "已完成，已移交使用"
        await press(world, berta, "确认提交")
        assert versions(world)[-1][1] == "正常推进，主体封顶"


async def test_whose_answer_is_replaced_is_told_by_whom_and_the_others_are_not(tmp_path: Path) -> None:
    async with running(tmp_path) as world:
        anna, berta = await both_drafted(world)
        before = len(anna.chat().messages)
        await press(world, berta, "确认提交")
        assert len(anna.chat().messages) == before
        await press(world, berta, "确认提交")
        assert "您报送的任务25，同事" in anna.chat().last.text
        assert "回执" not in anna.chat().last.text
        # A correction of one's own is news to nobody.
        told = len(anna.chat().messages)
        await say(world, berta, "25正常推进，主体封顶，外装完成过半")
        await press(world, berta, "确认提交")
        assert len(anna.chat().messages) == told


async def test_who_has_left_the_unit_is_not_told(tmp_path: Path) -> None:
    async with running(tmp_path) as world:
        anna, berta = await both_drafted(world)
        world.database.transact(lambda session: _revoke(session, 1))
        before = len(anna.chat().messages)
        await press(world, berta, "确认提交")
        await press(world, berta, "确认提交")
        assert len(anna.chat().messages) == before


def _revoke(session: Session, chat_user_id: int) -> None:
    person = person_by_chat(session, chat_user_id)
    assert person is not None
    for post in posts_of(session, person.id or 0):
        post.state = LiaisonState.REVOKED
