"""A contact sheet names people who have not come yet: each line is claimed by the one it names, and by no colleague."""

from pathlib import Path

from sqlmodel import Session

from models.rules.words import LiaisonState
from models.store.plans import units_by_name
from models.tables import Liaison
from tests.conversation.talking import press
from tests.world import Person, World, running

UNIT = "市先陶办"


def sheet(world: World, *lines: tuple[str, str, list[int] | None]) -> list[int]:
    """Put lines of a contact sheet into the unit, as an import leaves them; returns their ids."""

    def work(session: Session) -> list[int]:
        rows = [
            Liaison(
                unit_id=units_by_name(session)[UNIT].id or 0,
                state=LiaisonState.ACTIVE,
                tasks=tasks,
                name=name,
                phone=phone,
                leader_name="张某某",
                leader_phone="13800000001",
                claimed_at=world.clock.now(),
            )
            for name, phone, tasks in lines
        ]
        session.add_all(rows)
        session.flush()
        return [row.id or 0 for row in rows]

    return world.database.transact(work)


async def arrive(world: World, number: int, name: str) -> Person:
    person = world.emulator.person(number, name)
    person.chat().start(world.invite(UNIT))
    await world.settle()
    return person


def holders(world: World) -> dict[str, tuple[int | None, str]]:
    return {row["name"]: (row["chat_user_id"], row["state"]) for row in world.export()["liaisons"]}


async def test_whoever_has_claimed_a_line_cannot_take_a_colleagues_too(tmp_path: Path) -> None:
    async with running(tmp_path, approve_claims=False) as world:
        world.import_demo()
        sheet(world, ("李某某", "13900000002", [25]), ("王某某", "13900000003", [26]))
        anna = await arrive(world, 1, "安娜")
        asked = anna.chat().last.id
        anna.chat().press("李某某 139****0002", message=asked)
        second = anna.chat().press("王某某 139****0003", message=asked)
        await world.settle()
        assert holders(world) == {"李某某": (1, "active"), "王某某": (None, "active")}
        assert second.answer is not None
        assert second.answer["text"] == (
            "市先陶办对接表上的这一行是王某某，请由王某某本人打开邀请链接认领。如已改由您负责，请联系办公室换人。"
        )
        # The question has become its answer, and offers nobody's name any more.
        question = next(seen for seen in anna.chat().messages if seen.id == asked)
        assert question.words == []
        assert "登记已通过" in question.text
        # The one it names comes, and takes it.
        boris = await arrive(world, 2, "王某某")
        await press(world, boris, "王某某 139****0003")
        assert holders(world)["王某某"] == (2, "active")


async def test_to_whoever_is_registered_only_lines_of_the_same_person_are_offered(tmp_path: Path) -> None:
    async with running(tmp_path, approve_claims=False) as world:
        world.import_demo()
        (own, other) = sheet(world, ("李某某", "13900000002", [25]), ("王某某", "13900000003", [26]))
        anna = await arrive(world, 1, "安娜")
        await press(world, anna, "李某某 139****0002")
        # An older message still has the colleague's button.
        anna.chat().start(world.invite(UNIT))
        await world.settle()
        assert not any("王某某" in word for word in anna.chat().last.words)
        assert own != other


async def test_several_lines_of_one_person_are_claimed_one_after_the_other(tmp_path: Path) -> None:
    async with running(tmp_path) as world:
        world.import_demo()
        sheet(world, ("李某某", "13900000002", [25]), ("李某某", "13900000002", [26]), ("王某某", "13900000003", [27]))
        anna = await arrive(world, 1, "安娜")
        asked = anna.chat().last
        first, second = [button for row in asked.buttons for button in row if "李某某" in button.text]
        anna.chat().press_data(first.data or "")
        await world.settle()
        assert "管理员同意后生效" in anna.chat().last.text
        anna.chat().press_data(second.data or "")
        await world.settle()
        claimed = [row for row in world.export()["liaisons"] if row["chat_user_id"] == 1]
        assert [(row["name"], row["tasks"], row["state"]) for row in claimed] == [
            ("李某某", [25], "pending"),
            ("李某某", [26], "pending"),
        ]
        # Both wait for the admin's button, as a claim does.
        assert sum("登记待审核" in seen.text for seen in world.admin.chat().messages) == 2
        question = next(seen for seen in anna.chat().messages if seen.id == asked.id)
        assert question.words == []


async def test_a_fixed_line_that_colleagues_share_makes_nobody_the_other(tmp_path: Path) -> None:
    async with running(tmp_path, approve_claims=False) as world:
        world.import_demo()
        sheet(world, ("李某某", "0798-8212345", [25]), ("王某某", "0798-8212345", [26]))
        anna = await arrive(world, 1, "安娜")
        own, other = [button for row in anna.chat().last.buttons for button in row][:2]
        anna.chat().press_data(own.data or "")
        refused = anna.chat().press_data(other.data or "")
        await world.settle()
        assert holders(world) == {"李某某": (1, "active"), "王某某": (None, "active")}
        assert refused.answer is not None
        assert "王某某本人" in refused.answer["text"]
