"""/help, and the menu with it, name what the person may do at that moment, and nothing that would be refused."""

import re
from pathlib import Path

from locales import t
from models.rules.words import LiaisonState
from tests.conversation.talking import employ, press, say
from tests.conversation.test_deputy import WORDS, stand_in
from tests.world import Person, World, running

UNIT = "市先陶办"
OWN_POST = {"handover", "leave"}


def commands_in(text: str) -> set[str]:
    return set(re.findall(r"^/(\w+)", text, re.MULTILINE))


def menu(person: Person) -> set[str]:
    return {name for name, _ in person.chat().commands}


def refusals() -> tuple[str, ...]:
    """Return the beginnings of what is said to whoever may not do something."""
    keys = ("people-only-deputy", "people-still-pending", "people-no-post", "office-not-allowed", "office-admins-only")
    return (*(t("zh-CN", key) for key in keys), t("zh-CN", "help-unknown-command", command="/")[:6])


async def deputy_of(world: World, anna: Person) -> Person:
    """Let somebody stand in for her."""
    boris = world.emulator.person(2, "Boris")
    await stand_in(world, await say(world, anna, "/leave 2024-06-24"), boris, WORDS["zh-CN"])
    return boris


async def test_help_and_menu_name_nothing_that_is_refused_to_an_incumbent_a_deputy_or_a_claimant(
    tmp_path: Path,
) -> None:
    async with running(tmp_path) as world:
        world.import_demo()
        anna, clara = world.emulator.person(1, "Anna"), world.emulator.person(3, "Clara")
        await employ(world, anna, UNIT, name="Anna")
        await employ(world, clara, "市文旅局", name="Clara", state=LiaisonState.PENDING)
        await world.move_to("2024-06-18 09:00")
        boris = await deputy_of(world, anna)
        for person, has_own in ((anna, True), (boris, False), (clara, False)):
            said = await say(world, person, "/help")
            named = commands_in(said)
            assert named >= {"tasks", "report", "contacts", "help"}
            assert named & OWN_POST == (OWN_POST if has_own else set())
            assert ("换人、请假" in said, "换人" in said, "请假" in said) == (has_own, has_own, has_own)
            for command in sorted(named - {"language", "help"}):
                answer = await say(world, person, f"/{command}")
                assert answer
                assert not any(refusal in answer for refusal in refusals()), command
        assert menu(boris) & OWN_POST == set()


async def test_whoever_waits_for_approval_is_offered_the_rest_once_approved(tmp_path: Path) -> None:
    async with running(tmp_path) as world:
        world.import_demo()
        anna = world.emulator.person(1, "安娜")
        await world.register(anna, UNIT, approve=False)
        assert not OWN_POST & commands_in(await say(world, anna, "/help"))
        await press(world, world.admin, "同意")
        assert commands_in(await say(world, anna, "/help")) >= OWN_POST
        assert menu(anna) >= OWN_POST


async def test_in_a_group_nothing_is_named_that_only_works_in_private(tmp_path: Path) -> None:
    async with running(tmp_path) as world:
        world.import_demo()
        anna = world.emulator.person(1, "安娜")
        await employ(world, anna, UNIT)
        group = world.emulator.group("某群", members=[anna, world.admin], bots=[world.bot])
        for person, named in ((anna, {"help"}), (world.admin, {"help", "bind_office"})):
            group.send(person, "/help@liaison_test_bot")
            await world.settle()
            said = group.messages[-1]
            assert said.is_from_bot
            assert commands_in(said.text) == named
            assert "填报" not in said.text
